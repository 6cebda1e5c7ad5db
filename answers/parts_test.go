package answers

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"demarche"
)

func someParts() *parts {
	return New(nil, func() time.Time { return time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC) }).parts
}

// on is a time by which a part of the ledger was known.
func on(day int) time.Time { return time.Date(2025, 1, day, 0, 0, 0, 0, time.UTC) }

// ask asks a part a question that is answered at once.
func (p *parts) ask(t *testing.T, knownBy time.Time, reviewedOnly bool) *Answers {
	t.Helper()
	a, done, err := p.whole.Part(context.Background(), knownBy, reviewedOnly)
	if err != nil {
		t.Fatal(err)
	}
	done()
	return a
}

func TestAPartIsRemembered(t *testing.T) {
	p := someParts()
	if p.ask(t, time.Time{}, false) != p.whole || p.ask(t, on(200), false) != p.whole {
		t.Error("the whole ledger, and what it will know, are taken for a part")
	}
	first := p.ask(t, on(1), false)
	if first == p.whole || p.ask(t, on(1).In(time.FixedZone("", 3600)), false) != first || p.ask(t, on(1), true) == first || p.ask(t, on(2), false) == first {
		t.Error("a part is not told from others")
	}
}

func TestWhoGoesThroughManyPartsDrivesOutNoOthers(t *testing.T) {
	p := someParts()
	reviewed := p.ask(t, time.Time{}, true)
	p.ask(t, time.Time{}, true)
	for day := range 30 {
		p.ask(t, on(1+day), false)
		if len(p.remembers) > mostParts {
			t.Fatalf("%d parts are remembered", len(p.remembers))
		}
	}
	if p.ask(t, time.Time{}, true) != reviewed {
		t.Error("the part that was asked again is forgotten")
	}
	// What is asked again drives out what nobody asks any more.
	for day := range mostParts {
		p.ask(t, on(1+day), true)
		p.ask(t, on(1+day), true)
	}
	if p.ask(t, time.Time{}, true) == reviewed {
		t.Error("a part that nobody asked for long is remembered")
	}
}

func TestFirstQuestionsToPartsWaitForEachOther(t *testing.T) {
	p := someParts()
	p.patience = 20 * time.Millisecond
	known := p.ask(t, on(9), false)
	_, done, err := p.whole.Part(t.Context(), on(1), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.whole.Part(t.Context(), on(2), false); demarche.CodeOf(err) != demarche.NotYet || demarche.HintOf(err) == "" {
		t.Errorf("a second new part is answered meanwhile (%v)", err)
	}
	if p.ask(t, on(9), false) != known || p.ask(t, time.Time{}, false) != p.whole {
		t.Error("other questions wait too")
	}
	gone := errors.New("gone")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(gone)
	if _, _, err := p.whole.Part(ctx, on(2), false); !errors.Is(err, gone) {
		t.Errorf("a question that was given up ends with %v", err)
	}
	done()
	if p.ask(t, on(2), false) == known {
		t.Error("the parts are one")
	}
}

func TestFewQuestionsToPartsAreAnsweredAtOnce(t *testing.T) {
	p := someParts()
	p.ask(t, on(1), false)
	var mu sync.Mutex
	now, most := 0, 0
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			_, done, err := p.whole.Part(context.Background(), on(1), false)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			now++
			most = max(most, now)
			mu.Unlock()
			time.Sleep(time.Millisecond)
			mu.Lock()
			now--
			mu.Unlock()
			done()
		})
	}
	all.Wait()
	if most > mostAtOnce {
		t.Errorf("%d questions were answered at once", most)
	}
}
