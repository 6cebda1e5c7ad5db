package answers_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"sync"
	"testing"

	"demarche"
	"demarche/answers"
)

// shared keeps the files of a cache for all who are given it.
type shared struct {
	mu    sync.Mutex
	files map[string][]byte
	lines map[string]int64
	saved int
}

func (s *shared) Load(_ context.Context, name string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.files[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return bytes.Clone(b), nil
}

func (s *shared) Reach(_ context.Context, name string) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lines[name], nil
}

func (s *shared) Save(_ context.Context, name string, lines int64, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lines[name] >= lines {
		return nil
	}
	s.files[name], s.lines[name], s.saved = b.Bytes(), lines, s.saved+1
	return nil
}

func (s *shared) Place(name string) string { return "shared " + name }

// finder gives answers over a ledger that share what they find, and how many texts they read.
func finder(t *testing.T, s *shelf, in *shared) (*answers.Answers, *countedDocuments) {
	counted := &countedDocuments{shelf: s}
	c := answers.NewSharedCache(in, "1", func(what string) { t.Errorf("the cache says: %s", what) })
	c.KeepAll()
	a := answers.New(counted, s.answers().Now)
	a.Remember(c)
	return a, counted
}

// find does what a worker does for all.
func find(t *testing.T, a *answers.Answers) {
	t.Helper()
	must(t, a.FindCopies(t.Context()))
	must(t, a.FindEvents(t.Context()))
	must(t, a.FindStates(t.Context()))
}

// TestWhatOneFoundAnotherBeginsWith has a server begin with what a worker found,
// and one that fell far behind catch up with it: neither reads a text, and both
// answer as one that has nothing to begin with.
func TestWhatOneFoundAnotherBeginsWith(t *testing.T) {
	var s shelf
	in := &shared{files: map[string][]byte{}, lines: map[string]int64{}}
	rng := rand.New(rand.NewPCG(8, 1))
	ask := func(a *answers.Answers) string {
		states, err := a.StateCodes(t.Context())
		must(t, err)
		asks := questions("COL")
		return asks["events"](t, a) + fmt.Sprint(states)
	}
	for step := range 12 {
		s.given(t, step, rng)
	}
	worker, counted := finder(t, &s, in)
	find(t, worker)
	if counted.read == 0 || in.saved < 4 {
		t.Fatalf("the worker read %d texts and kept %d files", counted.read, in.saved)
	}
	server, counted := finder(t, &s, in)
	if got, want := ask(server), ask(s.answers()); got != want {
		t.Errorf("the server answers\n%s\nwithout a worker\n%s", got, want)
	}
	if counted.read > 0 {
		t.Errorf("the server read %d texts though a worker had found what is to find", counted.read)
	}
	for step := range 30 {
		s.given(t, 12+step, rng)
	}
	next, found := finder(t, &s, in)
	find(t, next)
	if found.read == 0 {
		t.Error("the worker found what came since without reading any of it")
	}
	if got, want := ask(server), ask(s.answers()); got != want {
		t.Errorf("fallen behind, the server answers\n%s\nwithout a worker\n%s", got, want)
	}
	if counted.read > 0 {
		t.Errorf("fallen behind, the server read %d texts that a worker had read", counted.read)
	}
	saved := in.saved
	if find(t, server); in.saved != saved {
		t.Errorf("%d files are kept again though nothing came", in.saved-saved)
	}
}

// growing is a ledger to which something is added whenever its end is looked at.
type growing struct {
	*shelf
	grow func()
}

func (g growing) Head(ctx context.Context) (demarche.Head, error) {
	h, err := g.shelf.Head(ctx)
	g.grow()
	return h, err
}

// TestFindingWhileOthersAdd holds that what is found of a ledger that is never at
// rest is kept, and is right for who begins with it.
func TestFindingWhileOthersAdd(t *testing.T) {
	var s shelf
	in := &shared{files: map[string][]byte{}, lines: map[string]int64{}}
	rng := rand.New(rand.NewPCG(9, 1))
	step := 0
	add := func() { s.given(t, step, rng); step++ }
	for range 6 {
		add()
	}
	for range 4 {
		c := answers.NewSharedCache(in, "1", func(what string) { t.Errorf("the cache says: %s", what) })
		c.KeepAll()
		a := answers.New(growing{&s, add}, s.answers().Now)
		a.Remember(c)
		find(t, a)
		if len(in.files) < 4 {
			t.Fatalf("%d files are kept", len(in.files))
		}
		for name, asks := range questions("COL") {
			server, _ := finder(t, &s, in)
			if got, want := asks(t, server), asks(t, s.answers()); got != want {
				t.Errorf("%s: with what was found\n%.1500s\nwithout\n%.1500s", name, got, want)
			}
		}
	}
}
