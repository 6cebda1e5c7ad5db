package sqlite_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/ledger/conformance"
	"demarche/ledger/sqlite"
)

// work is something that writes, and that is done again after it failed.
type work struct {
	name string
	// do works on the ledger at path. It opens and closes it.
	do func(t *testing.T, path string) error
	// done fails unless all of the work is there, once.
	done func(t *testing.T, path string)
	// kept is whether a power loss after do returned without an error may lose nothing.
	kept bool
}

// withStore opens the ledger for something, and closes it.
func withStore(t *testing.T, path string, do func(s *sqlite.Store) error) error {
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{Patience: 200 * time.Millisecond})
	if err != nil {
		return err
	}
	err = do(s)
	// An error while closing concerns the moving of pages from the log into the
	// file, which the next to open repeats: what was acknowledged is kept.
	_ = s.Close()
	return err
}

// works are the ways to write.
func works(exported string) []work {
	r, d := conformance.Sample(3), conformance.Sample(0)
	for n := uint64(4); len(r.Reading.Records) < 4; n++ {
		r = conformance.Sample(n)
	}
	for n := uint64(0); len(d.Reading.Records) == 0; n++ {
		d = conformance.Sample(n)
	}
	decision := demarche.Decision{Record: d.Reading.Records[0].Shared().ID, What: demarche.ToAmend, Amended: conformance.Reworded(d.Reading.Records[0], 1),
		Reviewer: "A. Reviewer", Reason: "the sentence says so"}
	again := d.By("another reader", func(i int) bool { return i > 0 }).Reading
	again.Doc.SHA256, again.Doc.Published = d.Document.Hash(), d.Document.Published
	holds := func(hash string, records int) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			t.Helper()
			s := open(t, path, sqlite.Options{})
			defer func() { _ = s.Close() }()
			if got, err := s.Entries(t.Context(), demarche.Filter{Document: hash}); err != nil || len(got) != records {
				t.Errorf("%d entries, want %d (%v)", len(got), records, err)
			}
		}
	}
	sameHead := func(t *testing.T, path string) {
		t.Helper()
		s := open(t, path+".made", sqlite.Options{ReadOnly: true})
		defer func() { _ = s.Close() }()
		v := sound(t, s)
		if !strings.Contains(exported[:400], v.LogHead) {
			t.Errorf("the log ends in %s, not as it should", v.LogHead)
		}
	}
	return []work{
		{"make", func(t *testing.T, path string) error {
			return withStore(t, path+".made", func(*sqlite.Store) error { return nil })
		}, func(t *testing.T, path string) { sound(t, open(t, path+".made", sqlite.Options{})) }, false},
		{"add", func(t *testing.T, path string) error {
			return withStore(t, path, func(s *sqlite.Store) error {
				_, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading)
				return err
			})
		}, holds(r.Document.Hash(), len(r.Reading.Records)), true},
		{"decide", func(t *testing.T, path string) error {
			return withStore(t, path, func(s *sqlite.Store) error {
				_, err := s.Decide(t.Context(), decision)
				return err
			})
		}, func(t *testing.T, path string) {
			s := open(t, path, sqlite.Options{})
			defer func() { _ = s.Close() }()
			if got, err := s.Decisions(t.Context(), decision.Record); err != nil || len(got) != 1 {
				t.Errorf("%d decisions, %v", len(got), err)
			}
		}, true},
		{"read again", func(t *testing.T, path string) error {
			return withStore(t, path, func(s *sqlite.Store) error {
				_, err := s.Reread(t.Context(), again)
				return err
			})
		}, func(t *testing.T, path string) {
			s := open(t, path, sqlite.Options{})
			defer func() { _ = s.Close() }()
			got, err := s.Readings(t.Context(), again.Doc.SHA256)
			if err != nil || len(got) != 2 || got[1].Reader != again.Doc.Reader || len(got[1].Records) != len(again.Records) {
				t.Errorf("readings are %+v, %v", got, err)
			}
		}, true},
		{"import", func(t *testing.T, path string) error {
			_, err := sqlite.Import(t.Context(), path+".made", strings.NewReader(exported), nil)
			return err
		}, sameHead, false},
		{"back up", func(t *testing.T, path string) error {
			return withStore(t, path, func(s *sqlite.Store) error {
				_, err := s.Backup(t.Context(), path+".made", nil)
				return err
			})
		}, sameHead, false},
	}
}

// TestEveryWriteFails fails each write, flush, cut and removal of a file, one
// at a time and from there on, in everything that writes. What failed says so
// and has changed nothing, or is there as a whole; the ledger is sound; and done
// again it succeeds.
func TestEveryWriteFails(t *testing.T) {
	base := filled(t, samples(0, 3)...)
	exported := exported(t, open(t, base, sqlite.Options{ReadOnly: true}))
	step := steps(9)
	for _, w := range works(exported) {
		for _, kind := range []trouble{failsOnce, failsOn, fullOn} {
			t.Run(w.name+", "+kind.String(), func(t *testing.T) {
				struck, refused := 0, 0
				for n := 1; ; n += step {
					folder := t.TempDir()
					path := filepath.Join(folder, "ledger.db")
					place(t, base, path)
					d := onFaultyDisk(t, folder)
					d.arm(t, kind, n)
					err := w.do(t, path)
					if !d.disarm() {
						if err != nil {
							t.Fatalf("without any trouble: %v", err)
						}
						break
					}
					struck++
					if err != nil {
						refused++
						wantTold(t, fmt.Sprintf("change %d", n), err)
					}
					soundAt(t, path)
					if err == nil {
						w.done(t, path)
						continue
					}
					if err := w.do(t, path); err != nil && demarche.CodeOf(err) != demarche.Conflict {
						t.Fatalf("change %d: done again, it fails: %v", n, err)
					}
					w.done(t, path)
					soundAt(t, path)
				}
				if refused == 0 && step == 1 || struck == 0 {
					t.Errorf("nothing was refused in %d tries", struck)
				}
				t.Logf("%d changes failed, %d of which were told", struck, refused)
			})
		}
	}
}

// everyVariable is set by `make faults`, which has the time to try everything.
const everyVariable = "DEMARCHE_TEST_EVERY_FAULT"

// steps gives how many places are passed over between two that are tried.
func steps(usual int) int {
	switch {
	case os.Getenv(everyVariable) != "":
		return 1
	case testing.Short():
		return 20 * usual
	}
	return usual
}

// wantTold checks that trouble with the disk is told as such.
func wantTold(t *testing.T, when string, err error) {
	t.Helper()
	if code := demarche.CodeOf(err); code != demarche.Storage && code != demarche.Corrupt || demarche.HintOf(err) == "" {
		t.Errorf("%s: %v of %s, without saying that it is the disk", when, err, code)
	}
}

// soundAt verifies the ledger, which somebody else may have to recover first.
func soundAt(t *testing.T, path string) {
	t.Helper()
	s := open(t, path, sqlite.Options{})
	sound(t, s)
	_ = s.Close()
}

// place copies a closed ledger to a path.
func place(t *testing.T, from, to string) {
	t.Helper()
	if err := os.WriteFile(to, readFile(t, from), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPowerLosses takes the power away at each write of several additions and
// decisions. What was acknowledged before is there afterwards, whatever the
// disk forgot of what it was not told to flush; the ledger is sound, and the
// work completes.
func TestPowerLosses(t *testing.T) {
	base := filled(t, samples(0, 3)...)
	rounds, step := 3, steps(7)
	if step > 1 {
		rounds = 1
	}
	tried := 0
	for round := range rounds {
		for n := 1; ; n += step {
			folder := t.TempDir()
			path := filepath.Join(folder, "ledger.db")
			place(t, base, path)
			d := onFaultyDisk(t, folder)
			d.arm(t, losesPower, n)
			acknowledged, err := addSome(t, path)
			if !d.disarm() {
				if err != nil {
					t.Fatal(err)
				}
				break
			}
			tried++
			d.restart(t, rand.New(rand.NewPCG(uint64(round), uint64(n))))
			s := open(t, path, sqlite.Options{})
			sound(t, s)
			for _, r := range acknowledged {
				if got, err := s.Entries(t.Context(), demarche.Filter{Document: r.Document.Hash(), Rejected: true}); err != nil || len(got) != len(r.Reading.Records) {
					t.Fatalf("change %d: %s was acknowledged, and %d of its %d records are there (%v)", n, r.Document.Name, len(got), len(r.Reading.Records), err)
				}
			}
			_ = s.Close()
			if _, err := addSome(t, path); err != nil {
				t.Fatalf("change %d: done again, it fails: %v", n, err)
			}
			soundAt(t, path)
		}
	}
	t.Logf("the power was lost %d times", tried)
}

// addSome adds reports, with a decision about one, and gives those that were acknowledged.
func addSome(t *testing.T, path string) (acknowledged []conformance.Report, err error) {
	err = withStore(t, path, func(s *sqlite.Store) error {
		for _, r := range samples(3, 7) {
			if _, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil {
				return err
			}
			acknowledged = append(acknowledged, r)
			if len(r.Reading.Records) == 0 {
				continue
			}
			d := demarche.Decision{Record: r.Reading.Records[0].Shared().ID, What: demarche.ToReject, Reviewer: "A. Reviewer", Reason: "another state is meant"}
			if _, err := s.Decide(t.Context(), d); err != nil {
				return err
			}
		}
		return nil
	})
	return acknowledged, err
}

// TestAnExportThatCannotBeWritten fails the export at every write.
func TestAnExportThatCannotBeWritten(t *testing.T) {
	s := open(t, filled(t, samples(0, 40)...), sqlite.Options{ReadOnly: true})
	whole := exported(t, s)
	full := errors.New("no room")
	for room := 0; room < len(whole); room += 1 + len(whole)/50 {
		if _, err := s.Export(t.Context(), &narrow{room: room, err: full}, nil); !errors.Is(err, full) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
	if _, err := s.Export(t.Context(), &narrow{room: len(whole), err: full}, nil); err != nil {
		t.Error(err)
	}
}

// narrow is a file that takes so many bytes.
type narrow struct {
	bytes.Buffer
	room int
	err  error
}

func (n *narrow) Write(b []byte) (int, error) {
	if n.Len()+len(b) > n.room {
		return 0, n.err
	}
	return n.Buffer.Write(b)
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
