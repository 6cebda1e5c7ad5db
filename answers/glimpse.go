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
	of   map[uint64]sign // by the id of a record
	line int64           // of the log, up to which all are remembered
}

// sign has a bit for each word (Bloom, "Space/time trade-offs in hash coding
// with allowable errors", 1970). An entry has some fifteen, so that two words
// of another seem to be among them once in sixty times.
type sign [2]uint64

// bit gives where the bit of a word is.
func (g *glimpses) bit(word string) (part, at uint64) {
	h := maphash.String(g.seed, word) % 128
	return h / 64, h % 64
}

func newGlimpses() *glimpses {
	return &glimpses{seed: maphash.MakeSeed(), of: make(map[uint64]sign)}
}

// sign gives the bits of words.
func (g *glimpses) sign(words []string) sign {
	var s sign
	for _, w := range words {
		part, at := g.bit(w)
		s[part] |= 1 << at
	}
	return s
}

// add remembers entries.
func (g *glimpses) add(entries []demarche.Entry) {
	signs := make([]sign, len(entries))
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
		s, known := g.of[n]
		if err != nil || !known || g.any(s, asked) {
			out = append(out, id)
		}
	}
	return out
}

// any tells whether enough words of any of the questions can be in a sign.
func (g *glimpses) any(s sign, asked []question) bool {
	for _, q := range asked {
		n := 0
		for _, w := range q.words {
			if part, at := g.bit(w); s[part]&(1<<at) != 0 {
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
