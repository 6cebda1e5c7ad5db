package answers

import (
	"context"
	"hash/maphash"
	"strconv"
	"sync"

	"demarche"
	"demarche/events"
)

// glimpses remember of entries, in a few bytes each, which telling words can
// stand in their evidence: whoever looks for what answers a question need not
// read all that a state said since, of which hardly anything has its words. The
// evidence of a record stays as it is, so that nothing is ever forgotten; what
// is not remembered is read.
type glimpses struct {
	seed maphash.Seed

	mu   sync.RWMutex
	of   map[uint64]uint64 // by the id of a record: a bit for each of its words (Bloom, "Space/time trade-offs in hash coding", 1970)
	line int64             // of the log, up to which all are remembered
}

func newGlimpses() *glimpses {
	return &glimpses{seed: maphash.MakeSeed(), of: make(map[uint64]uint64)}
}

// sign gives the bits of words.
func (g *glimpses) sign(words []string) uint64 {
	sign := uint64(0)
	for _, w := range words {
		sign |= 1 << (maphash.String(g.seed, w) % 64)
	}
	return sign
}

// add remembers entries.
func (g *glimpses) add(entries []demarche.Entry) {
	signs := make([]uint64, len(entries))
	for i, e := range entries {
		signs[i] = g.sign(sentences(Item{Entry: e}))
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, e := range entries {
		if id, err := strconv.ParseUint(e.Record.Shared().ID, 16, 64); err == nil {
			g.of[id] = signs[i]
		}
		g.line = max(g.line, e.Sequence)
	}
}

// question is the words of what is asked, as sharing looks for them.
type question struct {
	words []string
	least int // how many of them an answer has
}

func newQuestion(about string) question {
	words := events.Telling(about)
	return question{words, max(fewestShared, (2*len(words)+2)/3)}
}

// perhaps gives those of the records in whose evidence enough words of any of
// the questions can stand.
func (g *glimpses) perhaps(ids []string, asked []question) []string {
	g.mu.RLock()
	defer g.mu.RUnlock()
	var out []string
	for _, id := range ids {
		n, err := strconv.ParseUint(id, 16, 64)
		sign, known := g.of[n]
		if err != nil || !known || g.any(sign, asked) {
			out = append(out, id)
		}
	}
	return out
}

func (g *glimpses) any(sign uint64, asked []question) bool {
	for _, q := range asked {
		n := 0
		for _, w := range q.words {
			if sign&(1<<(maphash.String(g.seed, w)%64)) != 0 {
				n++
			}
		}
		if n >= q.least {
			return true
		}
	}
	return false
}

// WarmQuestions goes through what can answer questions, and remembers of each
// entry what is needed to know that it answers none. Called again, it goes
// through what the ledger was given since. What fails is read by the question
// that needs it.
func (a *Answers) WarmQuestions(ctx context.Context) {
	g := a.sources.glimpses
	g.mu.RLock()
	f := demarche.Filter{Kinds: toldKinds(), After: g.line}
	g.mu.RUnlock()
	_ = a.pages(ctx, f, func(entries []demarche.Entry) error {
		g.add(entries)
		return ctx.Err()
	})
}

// toldKinds lists the kinds of what can answer a question.
func toldKinds() []demarche.Kind {
	var out []demarche.Kind
	for _, f := range toldFilters() {
		out = append(out, f.Kinds...)
	}
	return out
}
