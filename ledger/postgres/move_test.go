package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/conformance"
	"demarche/ledger/postgres"
	"demarche/ledger/sqlite"
)

// ticking is a clock that goes on by a second with every look at it.
func ticking() func() time.Time {
	now := time.Date(2026, 3, 1, 12, 0, 0, 123, time.UTC)
	return func() time.Time {
		now = now.Add(time.Second)
		return now
	}
}

func file(t *testing.T, clock func() time.Time) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func head(t *testing.T, l demarche.Ledger) demarche.Head {
	t.Helper()
	h, err := l.Head(t.Context())
	if err != nil || h.Size == 0 {
		t.Fatalf("head %+v, %v", h, err)
	}
	return h
}

// sound fails if the ledger has a fault.
func sound(t *testing.T, l demarche.Ledger) demarche.Verification {
	t.Helper()
	v, err := l.Verify(t.Context(), nil)
	if err != nil || len(v.Faults) > 0 {
		t.Fatalf("%+v, %v", v.Faults, err)
	}
	return v
}

// same fails unless two ledgers give the same answers, proofs and exports.
func same(t *testing.T, a, b demarche.Ledger) {
	t.Helper()
	if ha, hb := head(t, a), head(t, b); ha != hb {
		t.Fatalf("the heads are %+v and %+v", ha, hb)
	}
	if va, vb := sound(t, a), sound(t, b); !reflect.DeepEqual(va, vb) {
		t.Errorf("they verify as\n%+v and\n%+v", va, vb)
	}
	entries, err := a.Entries(t.Context(), demarche.Filter{Rejected: true})
	if err != nil {
		t.Fatal(err)
	}
	for name, ask := range map[string]func(l demarche.Ledger) (any, error){
		"entries": func(l demarche.Ledger) (any, error) { return l.Entries(t.Context(), demarche.Filter{Rejected: true}) },
		"known before": func(l demarche.Ledger) (any, error) {
			return l.Entries(t.Context(), demarche.Filter{KnownBy: entries[len(entries)/2].Kept})
		},
		"documents": func(l demarche.Ledger) (any, error) { return l.Documents(t.Context()) },
		"decisions": func(l demarche.Ledger) (any, error) { return l.Decisions(t.Context(), "") },
		"links":     func(l demarche.Ledger) (any, error) { return l.Links(t.Context(), "") },
		"readings":  func(l demarche.Ledger) (any, error) { return l.Readings(t.Context(), entries[0].Document) },
		"proof":     func(l demarche.Ledger) (any, error) { return l.Prove(t.Context(), entries[3].Record.Shared().ID, 5) },
		"export": func(l demarche.Ledger) (any, error) {
			var b strings.Builder
			_, err := l.(ledger.Exporter).Export(t.Context(), &b, nil)
			return b.String(), err
		},
		"captures": func(l demarche.Ledger) (any, error) {
			var all []demarche.KeptCapture
			_, err := l.(ledger.Capturer).Captures(t.Context(), func(k demarche.KeptCapture) error {
				all = append(all, k)
				return nil
			}, nil)
			return all, err
		},
		"what is sought": func(l demarche.Ledger) (any, error) {
			found, err := l.Search(t.Context(), demarche.Search{Words: "sentence"})
			names := map[string]bool{}
			for _, h := range found.Hits {
				names[h.Report.Hash+fmt.Sprint(h.Entry != nil)] = true
			}
			return names, err
		},
	} {
		x, err := ask(a)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		y, err := ask(b)
		if err != nil || !reflect.DeepEqual(x, y) {
			t.Errorf("%s differ (%v):\n%.2000v\n%.2000v", name, err, x, y)
		}
	}
}

func TestTheSameAddedGivesTheSameLog(t *testing.T) {
	p, f := open(t, empty(t), postgres.Options{Clock: ticking()}), file(t, ticking())
	conformance.Fill(t, p)
	conformance.Fill(t, f)
	same(t, p, f)
}

func TestMovesToAndFro(t *testing.T) {
	from, p, back := file(t, ticking()), open(t, empty(t), postgres.Options{}), file(t, nil)
	conformance.Fill(t, from)
	for _, step := range []struct {
		from ledger.LineSource
		to   ledger.LineTarget
	}{{from, p}, {p, back}} {
		last := 0
		v, err := ledger.Move(t.Context(), step.from, step.to, func(done, _ int) { last = done })
		if err != nil || v.LogLength != head(t, from).Size || int64(last) != v.LogLength {
			t.Fatalf("moved %+v up to line %d, %v", v, last, err)
		}
	}
	same(t, from, p)
	same(t, from, back)
	// Again there is nothing to do; what is added then is moved alone.
	r := conformance.Sample(31)
	if _, err := from.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil {
		t.Fatal(err)
	}
	for _, to := range []ledger.LineTarget{p, back} {
		for range 2 {
			if _, err := ledger.Move(t.Context(), from, to, nil); err != nil {
				t.Fatal(err)
			}
		}
		same(t, from, to)
	}
}

func TestAMoveToAnotherLedgerIsRefused(t *testing.T) {
	from, other, longer := file(t, ticking()), open(t, empty(t), postgres.Options{}), open(t, empty(t), postgres.Options{})
	conformance.Fill(t, from)
	r := conformance.Sample(40)
	if _, err := other.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Move(t.Context(), from, longer, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := longer.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil {
		t.Fatal(err)
	}
	for _, to := range []*postgres.Store{other, longer} {
		before := head(t, to)
		_, err := ledger.Move(t.Context(), from, to, nil)
		if demarche.CodeOf(err) != demarche.Conflict || !strings.Contains(err.Error(), "other entries") || demarche.HintOf(err) == "" {
			t.Errorf("it says %v", err)
		}
		if after := head(t, to); after != before {
			t.Errorf("the head went from %+v to %+v", before, after)
		}
	}
}

// halting ends a move after some lines, as when a program is killed.
type halting struct {
	ledger.LineSource
	after int64
}

var errHalted = errors.New("halted")

func (h halting) Lines(ctx context.Context, after int64, take func(ledger.Exported) error) (demarche.Head, error) {
	return h.LineSource.Lines(ctx, after, func(e ledger.Exported) error {
		if e.Sequence > h.after {
			return errHalted
		}
		return take(e)
	})
}

// divided has a target take lines a few at a time.
type divided struct{ ledger.LineTarget }

func (d divided) Append(ctx context.Context, lines []ledger.Exported) error {
	var some []ledger.Exported
	for i, e := range lines {
		if begins := e.What == ledger.CaptureLine || e.What == ledger.DecisionLine; i > 0 && begins {
			if err := d.LineTarget.Append(ctx, some); err != nil {
				return err
			}
			some = nil
		}
		some = append(some, e)
	}
	return d.LineTarget.Append(ctx, some)
}

func TestAMoveThatWasInterruptedGoesOn(t *testing.T) {
	from := file(t, ticking())
	conformance.Fill(t, from)
	var lines []ledger.Exported
	whole, err := from.Lines(t.Context(), 0, func(e ledger.Exported) error {
		lines = append(lines, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]ledger.LineTarget{"PostgreSQL": open(t, empty(t), postgres.Options{}), "SQLite": file(t, nil)} {
		moved := 0
		for stop := int64(0); stop < whole.Size; stop += 7 { // what was read before is kept, as far as it is whole
			_, err := ledger.Move(t.Context(), halting{from, stop}, divided{to}, nil)
			if !errors.Is(err, errHalted) {
				t.Fatalf("%s: %v", name, err)
			}
			if h, err := to.Head(t.Context()); err == nil && h.Size > 0 {
				sound(t, to)
				moved++
			}
			// Nothing is flushed by a move that fails; so much is as if it had been killed then.
			if err := (divided{to}).Append(t.Context(), between(t, to, lines, stop)); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if _, err := ledger.Move(t.Context(), from, to, nil); err != nil || moved == 0 {
			t.Fatalf("%s: %d, %v", name, moved, err)
		}
		same(t, from, to)
	}
}

// between gives the lines that a ledger does not have, up to one, as far as they
// are whole additions.
func between(t *testing.T, to demarche.Ledger, lines []ledger.Exported, upTo int64) []ledger.Exported {
	t.Helper()
	h, err := to.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	end := h.Size
	for i := h.Size; i < upTo; i++ {
		if what := lines[i].What; i > h.Size && (what == ledger.CaptureLine || what == ledger.DecisionLine) {
			end = i
		}
	}
	return lines[h.Size:end]
}

func TestImports(t *testing.T) {
	from, address := file(t, ticking()), empty(t)
	conformance.Fill(t, from)
	var b strings.Builder
	if _, err := from.Export(t.Context(), &b, nil); err != nil {
		t.Fatal(err)
	}
	imported := func(export string) error {
		_, err := postgres.Import(t.Context(), address, strings.NewReader(export), nil)
		return err
	}
	lines := strings.SplitAfter(b.String(), "\n")
	for name, export := range map[string]string{
		"cut off":          strings.Join(lines[:len(lines)-3], ""),
		"without a line":   strings.Join(append(append([]string{}, lines[:9]...), lines[10:]...), ""),
		"with other words": strings.Replace(b.String(), "A. Reviewer", "B. Reviewer", 1),
	} {
		if err := imported(export); demarche.CodeOf(err) != demarche.Corrupt {
			t.Errorf("an export %s: %v", name, err)
		}
	}
	if err := imported(b.String()); err != nil {
		t.Fatal(err)
	}
	same(t, from, open(t, address, postgres.Options{ReadOnly: true}))
	if err := imported(b.String()); demarche.CodeOf(err) != demarche.Conflict {
		t.Errorf("over a ledger that is there: %v", err)
	}
}
