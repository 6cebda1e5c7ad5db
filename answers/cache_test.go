package answers_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
)

// remembering gives answers over a shelf that keep what they find, and what the cache said.
func remembering(s *shelf, folder, program string) (*answers.Answers, *[]string) {
	var said []string
	c := answers.NewCache(folder, program, func(what string) { said = append(said, what) })
	c.KeepAll()
	a := s.answers()
	a.Remember(c)
	return a, &said
}

// given gives a shelf something: a report, a copy, another reading, a decision.
func (s *shelf) given(t *testing.T, step int, rng *rand.Rand) {
	states := []demarche.State{"COL", "MEX", "GTM"}
	switch {
	case step%7 == 6: // read again, without some records
		hash := s.docs[rng.IntN(len(s.docs))].Hash
		s.readAgain(hash, func(demarche.Entry) bool { return rng.IntN(2) == 0 })
	case step%7 == 5 && len(s.entries) > 0: // rejected
		e := s.entries[rng.IntN(len(s.entries))]
		s.review(e.Record.Shared().ID, demarche.Rejected)
		s.log = append(s.log, e.Document)
	case step%7 == 4: // another day
		i := rng.IntN(len(s.docs))
		s.docs[i].Published = demarche.Date(fmt.Sprintf("2025-02-%02d", 1+rng.IntN(5)))
		for j := range s.entries {
			if s.entries[j].Document == s.docs[i].Hash {
				s.entries[j].Publish = s.docs[i].Published
			}
		}
		s.log = append(s.log, s.docs[i].Hash)
	default:
		text := paragraphs(step, rng)
		if step%3 == 2 && len(s.docs) > 0 { // a copy, cut short
			text = s.docs[rng.IntN(len(s.docs))].Text
			text = fmt.Sprintf("Copy %d.\n\n", step) + text[:len(text)-rng.IntN(40)]
		}
		day, state, people := demarche.Date(fmt.Sprintf("2025-02-%02d", 1+rng.IntN(5))), states[rng.IntN(3)], 100+rng.IntN(3)
		s.dispatch(t, fmt.Sprintf("%d.txt", step), day, []string{"", "Nowhere News"}[rng.IntN(2)], text,
			position(state, []demarche.Stance{accept, refuse}[rng.IntN(2)], own, anyMeans, day),
			&demarche.Movement{Status: demarche.Completed, Sender: "USA", DestinationState: state, Means: demarche.MeansUnknown, People: &people,
				Nationals: []demarche.State{}, Date: day},
			&demarche.Act{Type: demarche.Protest, Actor: demarche.Optional(state), Target: "USA", Date: day})
	}
}

// TestRecalledAnswers begins anew after everything that happens to a ledger,
// with a cache that is of any time before: the answers are those of a program
// that has no cache.
func TestRecalledAnswers(t *testing.T) {
	var s shelf
	rng := rand.New(rand.NewPCG(5, 1))
	folder := filepath.Join(t.TempDir(), "cache")
	states := []demarche.State{"COL", "MEX", "GTM"}
	for step := range 70 {
		s.given(t, step, rng)
		a, said := remembering(&s, folder, "1")
		if step%5 == 4 {
			if err := <-a.Warm(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		anew := s.answers()
		asks := questions(states[step%3])
		asks["states"] = func(t *testing.T, a *answers.Answers) string {
			v, err := a.StateCodes(t.Context())
			must(t, err)
			return fmt.Sprint(v)
		}
		for _, name := range slices.Sorted(func(yield func(string) bool) {
			for name := range asks {
				if rng.IntN(2) == 0 && !yield(name) {
					return
				}
			}
		}) {
			if got, want := asks[name](t, a), asks[name](t, anew); got != want {
				t.Fatalf("step %d, %s: with a cache\n%.1500s\nwithout\n%.1500s", step, name, got, want)
			}
		}
		if rng.IntN(3) == 0 {
			a.Save(t.Context())
		}
		for _, what := range *said {
			if !strings.Contains(what, "another time of the ledger") {
				t.Fatalf("step %d: the cache says: %s", step, what)
			}
		}
	}
}

// countedDocuments counts how often a text is read.
type countedDocuments struct {
	*shelf
	read int
}

func (c *countedDocuments) Document(ctx context.Context, hash string) (demarche.Kept, error) {
	c.read++
	return c.shelf.Document(ctx, hash)
}

// kept gives a shelf with reports, and a folder that holds what was found of them.
func kept(t *testing.T) (s *shelf, folder string, ask func(*testing.T, *answers.Answers) string) {
	t.Helper()
	s, folder = &shelf{}, filepath.Join(t.TempDir(), "cache")
	rng := rand.New(rand.NewPCG(6, 1))
	for step := range 4 {
		s.given(t, step, rng)
	}
	a, said := remembering(s, folder, "1")
	if err := <-a.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.Save(t.Context())
	if len(*said) > 0 {
		t.Fatalf("the cache says: %q", *said)
	}
	ask = func(t *testing.T, a *answers.Answers) string {
		t.Helper()
		states, err := a.StateCodes(t.Context())
		must(t, err)
		return questions("COL")["events"](t, a) + fmt.Sprint(states)
	}
	return s, folder, ask
}

func TestNothingIsFoundTwice(t *testing.T) {
	s, folder, ask := kept(t)
	counted := &countedDocuments{shelf: s}
	a := answers.New(counted, s.answers().Now)
	a.Remember(answers.NewCache(folder, "1", nil))
	if got, want := ask(t, a), ask(t, s.answers()); got != want {
		t.Errorf("with a cache\n%s\nwithout\n%s", got, want)
	}
	if counted.read > 0 {
		t.Errorf("%d texts were read though the cache is of this ledger", counted.read)
	}
}

func TestCacheThatIsNotUsed(t *testing.T) {
	for name, c := range map[string]struct {
		spoil   func(t *testing.T, s *shelf, folder string)
		program string
		says    string
	}{
		"another program": {func(*testing.T, *shelf, string) {}, "2", "another version of the program"},
		"no cache":        {func(t *testing.T, _ *shelf, folder string) { must(t, os.RemoveAll(folder)) }, "1", ""},
		"no index":        {func(t *testing.T, _ *shelf, folder string) { must(t, os.Remove(filepath.Join(folder, "copies"))) }, "1", ""},
		"a flipped byte": {func(t *testing.T, _ *shelf, folder string) {
			change(t, folder, func(b []byte) []byte { b[len(b)/2] ^= 4; return b })
		}, "1", "is damaged"},
		"cut off": {func(t *testing.T, _ *shelf, folder string) {
			change(t, folder, func(b []byte) []byte { return b[:len(b)/2] })
		}, "1", "is damaged"},
		"something else": {func(t *testing.T, _ *shelf, folder string) {
			change(t, folder, func([]byte) []byte { return []byte("else") })
		}, "1", "not what this program wrote"},
		"an empty file":     {func(t *testing.T, _ *shelf, folder string) { change(t, folder, func([]byte) []byte { return nil }) }, "1", "not what this program wrote"},
		"another ledger":    {func(_ *testing.T, s *shelf, _ string) { s.log[0] = s.log[1] }, "1", "another time of the ledger"},
		"a shorter log":     {func(_ *testing.T, s *shelf, _ string) { s.log = s.log[:len(s.log)-1] }, "1", "another time of the ledger"},
		"another beginning": {func(_ *testing.T, s *shelf, _ string) { s.log[0] = s.log[1]; s.log = append(s.log, s.log[0]) }, "1", "another time of the ledger"},
	} {
		t.Run(name, func(t *testing.T) {
			s, folder, ask := kept(t)
			c.spoil(t, s, folder)
			a, said := remembering(s, folder, c.program)
			if got, want := ask(t, a), ask(t, s.answers()); got != want {
				t.Errorf("with a cache\n%s\nwithout\n%s", got, want)
			}
			if all := strings.Join(*said, "\n"); !strings.Contains(all, c.says) || c.says == "" && all != "" {
				t.Errorf("the cache says %q, want %q", all, c.says)
			}
			*said = nil
			a.Save(t.Context())
			again, said := remembering(s, folder, c.program)
			if ask(t, again); len(*said) > 0 {
				t.Errorf("after it was made anew the cache says %q", *said)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// change changes every file of a folder.
func change(t *testing.T, folder string, how func([]byte) []byte) {
	t.Helper()
	files, err := os.ReadDir(folder)
	must(t, err)
	if len(files) < 3 {
		t.Fatalf("%d files in the cache", len(files))
	}
	for _, f := range files {
		name := filepath.Join(folder, f.Name())
		b, err := os.ReadFile(name)
		must(t, err)
		must(t, os.WriteFile(name, how(b), 0o600))
	}
}

// TestTwoUseOneCache has several answer, keep and begin anew at once.
func TestTwoUseOneCache(t *testing.T) {
	s, folder, ask := kept(t)
	want := ask(t, s.answers())
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 5 {
				c := answers.NewCache(folder, "1", func(what string) { t.Errorf("the cache says: %s", what) })
				c.KeepAll()
				a := s.answers()
				a.Remember(c)
				if got := ask(t, a); got != want {
					t.Errorf("got %s\nwant %s", got, want)
				}
				finder := s.answers()
				if got := ask(t, finder); got != want {
					t.Errorf("got %s\nwant %s", got, want)
				}
				finder.Remember(c)
				finder.Save(t.Context()) // as one that found all this itself
			}
		})
	}
	wait.Wait()
	left, err := os.ReadDir(folder)
	must(t, err)
	for _, f := range left {
		if strings.HasPrefix(f.Name(), ".") {
			t.Errorf("%s is left", f.Name())
		}
	}
}

// TestCacheThatCannotBeKept holds that a question is answered where nothing can be kept.
func TestCacheThatCannotBeKept(t *testing.T) {
	s, _, ask := kept(t)
	file := filepath.Join(t.TempDir(), "a file")
	must(t, os.WriteFile(file, nil, 0o600))
	a, said := remembering(s, filepath.Join(file, "cache"), "1")
	if got, want := ask(t, a), ask(t, s.answers()); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	*said = nil
	a.Save(t.Context())
	if len(*said) != 1 || !strings.Contains((*said)[0], "is not kept") {
		t.Errorf("the cache says %q", *said)
	}
}

// TestWhatWasLeftHalfWrittenGoes holds that files of programs that were killed go,
// and those that are being written stay.
func TestWhatWasLeftHalfWrittenGoes(t *testing.T) {
	s, folder, ask := kept(t)
	old, fresh := filepath.Join(folder, ".copies-1"), filepath.Join(folder, ".copies-2")
	must(t, os.WriteFile(old, nil, 0o600))
	must(t, os.WriteFile(fresh, nil, 0o600))
	must(t, os.Chtimes(old, time.Time{}, time.Now().Add(-2*time.Hour)))
	a, _ := remembering(s, folder, "another")
	ask(t, a)
	a.Save(t.Context())
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Errorf("a file of a program that was killed stays (%v)", err)
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Errorf("a file that may be being written went: %v", err)
	}
}

// TestFindingIsTold holds that who waits for something to be found is told, and
// that there is nothing to tell where the cache has it.
func TestFindingIsTold(t *testing.T) {
	s, folder, ask := kept(t)
	for _, cached := range []bool{false, true} {
		var told []string
		a := s.answers()
		if cached {
			a.Remember(answers.NewCache(folder, "1", nil))
		}
		a.Telling(func(doing string, done, total int) {
			if done > total || total == 0 {
				t.Errorf("%s: %d of %d", doing, done, total)
			}
			told = append(told, doing)
		})
		ask(t, a)
		if all := strings.Join(told, "\n"); cached != (all == "") || !cached && (!strings.Contains(all, "copies") || !strings.Contains(all, "one movement")) {
			t.Errorf("with a cache (%t) told %q", cached, all)
		}
	}
}
