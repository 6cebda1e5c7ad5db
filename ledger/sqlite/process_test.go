package sqlite_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"demarche"
	"demarche/ledger/conformance"
	"demarche/ledger/sqlite"
)

// The variable that makes the test binary a program that only adds reports:
// "from to" of the samples, into the ledger that its argument names.
const childVariable = "DEMARCHE_TEST_ADDS"

func TestMain(m *testing.M) {
	if task := os.Getenv(childVariable); task != "" {
		if err := addAndTell(task, os.Getenv(childVariable+"_TO")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	becomeNobody()
	os.Exit(m.Run())
}

// addAndTell adds samples, decides about some, and writes the number of each to standard output
// once it is acknowledged.
func addAndTell(task, path string) error {
	var from, to uint64
	if _, err := fmt.Sscanf(task, "%d %d", &from, &to); err != nil {
		return err
	}
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{Patience: time.Minute})
	if err != nil {
		return err
	}
	for n := from; n < to; n++ {
		r := conformance.Sample(n)
		if _, err := s.Add(context.Background(), r.Capture, r.Document, r.Reading); err != nil {
			return err
		}
		if d, decides := decisionOf(n, r); decides {
			if _, err := s.Decide(context.Background(), d); err != nil {
				return err
			}
		}
		fmt.Println(n)
	}
	return s.Close()
}

// decisionOf gives the decision that follows on every fourth sample: its first
// record is amended.
func decisionOf(n uint64, r conformance.Report) (demarche.Decision, bool) {
	if n%4 != 0 || len(r.Reading.Records) == 0 {
		return demarche.Decision{}, false
	}
	first := r.Reading.Records[0]
	return demarche.Decision{Record: first.Shared().ID, What: demarche.ToAmend, Amended: conformance.Reworded(first, 1),
		Reviewer: "A. Reviewer", Reason: "the sentence says so"}, true
}

// child starts a process that adds samples.
func child(t *testing.T, path string, from, to uint64) (*exec.Cmd, io.Reader) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), self)
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%d %d", childVariable, from, to), childVariable+"_TO="+path)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c, out
}

// TestKilledImports kills an import at a random moment, again and again.
// Nothing that was acknowledged may be missing, nothing may be damaged or
// doubled, and the last import completes the work.
func TestKilledImports(t *testing.T) {
	rounds := 20
	if testing.Short() {
		rounds = 4
	}
	const reports = 2000
	path := filepath.Join(t.TempDir(), "ledger.db")
	rng := rand.New(rand.NewPCG(5, 5))
	acknowledged := map[uint64]bool{}
	inTheMiddle := 0
	for round := range rounds {
		before := len(acknowledged)
		c, out := child(t, path, uint64(20*round), reports) // each begins with some that are there already
		// The first round is killed while the ledger is being made.
		delay := time.Duration(rng.IntN(60)) * time.Millisecond
		timer := time.AfterFunc(delay, func() { _ = c.Process.Kill() })
		if round > 0 {
			timer.Stop()
		}
		lines := bufio.NewScanner(out)
		for first := true; lines.Scan(); first = false {
			if first && round > 0 { // only now the work has begun
				timer.Reset(delay)
			}
			if n, err := strconv.ParseUint(lines.Text(), 10, 64); err == nil {
				acknowledged[n] = true
			}
		}
		var exit *exec.ExitError
		if err := c.Wait(); errors.As(err, &exit) {
			inTheMiddle++
		} else if err != nil {
			t.Fatal(err)
		}
		s := open(t, path, sqlite.Options{})
		sound(t, s)
		for n := range acknowledged {
			r := conformance.Sample(n)
			if _, err := s.Document(t.Context(), r.Document.Hash()); err != nil {
				t.Fatalf("round %d: report %d was acknowledged and is lost: %v", round, n, err)
			}
			if d, decides := decisionOf(n, r); decides {
				if got, err := s.Decisions(t.Context(), d.Record); err != nil || len(got) != 1 {
					t.Fatalf("round %d: %d decisions about report %d, which was acknowledged with one (%v)", round, len(got), n, err)
				}
			}
		}
		_ = s.Close()
		t.Logf("round %d: killed after %v, %d new reports acknowledged", round, delay, len(acknowledged)-before)
	}
	if inTheMiddle < rounds/2 {
		t.Errorf("only %d of %d imports were killed before their end", inTheMiddle, rounds)
	}
	completed(t, path, 0, 500)
}

// completed adds samples in this process and checks that each is there once.
func completed(t *testing.T, path string, from, to uint64) {
	t.Helper()
	s := open(t, path, sqlite.Options{})
	add(t, s, samples(from, to)...)
	v := sound(t, s)
	all, err := s.Documents(t.Context())
	if err != nil || len(all) != v.Documents || v.Captures != v.Documents || len(all) < int(to-from) {
		t.Errorf("%d documents from %d captures, %d listed (%v)", v.Documents, v.Captures, len(all), err)
	}
	for n := from; n < to; n++ {
		r := conformance.Sample(n)
		got, err := s.Entries(t.Context(), demarche.Filter{Document: r.Document.Hash()})
		if err != nil || len(got) != len(r.Reading.Records) {
			t.Fatalf("report %d has %d entries, want %d (%v)", n, len(got), len(r.Reading.Records), err)
		}
	}
}

// TestProcessesWriteAtOnce has several processes make one ledger and write to
// it at the same time, partly the same.
func TestProcessesWriteAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	const each = 60
	var children []*exec.Cmd
	for i := range uint64(3) {
		c, out := child(t, path, i*each/2, i*each/2+each)
		go func() { _, _ = io.Copy(io.Discard, out) }()
		children = append(children, c)
	}
	for _, c := range children {
		if err := c.Wait(); err != nil {
			t.Errorf("a process failed: %v", err)
		}
	}
	s := open(t, path, sqlite.Options{ReadOnly: true})
	if v := sound(t, s); v.Documents != 2*each || v.Captures != 2*each {
		t.Errorf("%d documents from %d captures, want %d", v.Documents, v.Captures, 2*each)
	}
	_ = s.Close()
	completed(t, path, 0, 2*each)
}
