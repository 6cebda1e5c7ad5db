package answers

import (
	"context"
	"hash/maphash"
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
	of   []glimpse // by the line of the log at which the record stands
	line int64     // of the log, up to which all are remembered
}

// glimpse is what is remembered of a record.
type glimpse struct {
	id   briefID // empty if nothing is
	sign sign
	told bool // it is a movement of which the number of people is told
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
	return &glimpses{seed: maphash.MakeSeed()}
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
		if id := e.Record.Shared().ID; len(id) == len(briefID{}) && e.Sequence >= 0 {
			if missing := e.Sequence + 1 - int64(len(g.of)); missing > 0 {
				g.of = append(g.of, make([]glimpse, missing)...)
			}
			g.of[e.Sequence] = glimpse{briefID([]byte(id)), signs[i], isMovement(e) && !untoldNumber(e)}
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

// sought is a question by the bits of its words.
type sought struct {
	bits  []bit
	least int
}

// bit is a bit of a sign.
type bit struct{ part, mask uint64 }

// seek gives the bits of the words of questions.
func (g *glimpses) seek(asked []question) []sought {
	out := make([]sought, len(asked))
	for i, q := range asked {
		out[i].least = q.least
		for _, w := range q.words {
			part, at := g.bit(w)
			out[i].bits = append(out[i].bits, bit{part, 1 << at})
		}
	}
	return out
}

// looking gives look what tells whether enough words of any of the questions can
// stand in the evidence of a record.
func (g *glimpses) looking(asked []question, look func(perhaps func(brief) bool)) {
	all := g.seek(asked)
	g.mu.RLock()
	defer g.mu.RUnlock()
	look(func(b brief) bool {
		known := g.known(b)
		return known == nil || known.sign.any(all)
	})
}

// toldNumber reports whether a record is known to be a movement of which the
// number of people is told.
func (g *glimpses) toldNumber(b brief) bool {
	g.mu.RLock()
	defer g.mu.RUnlock()
	known := g.known(b)
	return known != nil && known.told
}

// known gives what is remembered of a record, nil if nothing is. The lock must be held.
func (g *glimpses) known(b brief) *glimpse {
	if b.sequence < 0 || b.sequence >= int64(len(g.of)) || b.id[0] == 0 || g.of[b.sequence].id != b.id {
		return nil
	}
	return &g.of[b.sequence]
}

// any tells whether enough words of any of the questions can be in a sign.
func (s *sign) any(all []sought) bool {
	for _, q := range all {
		n := 0
		for _, b := range q.bits {
			if s[b.part]&b.mask != 0 {
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
