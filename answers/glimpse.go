package answers

import (
	"context"
	"hash/maphash"
	"slices"
	"sync"

	"demarche"
	"demarche/events"
)

// glimpses remember of entries, in a few bytes each, whose word or deed they are
// and which telling words stand in their evidence: whoever looks for what answers
// a question need not read all that a state said since, of which hardly anything
// has its words. A record stays as it is, so that nothing is ever forgotten; what
// is not remembered is read.
type glimpses struct {
	seed maphash.Seed

	mu    sync.RWMutex
	of    []glimpse           // by the line of the log at which the record stands
	words []wordHash          // of all of them: speakers, then telling words
	meets map[briefID][]int32 // the wordings of which a record has enough words, see inquiries
	line  int64               // of the log, up to which all are remembered
}

// glimpse is what is remembered of a record.
type glimpse struct {
	id              briefID // empty if nothing is
	sign            sign
	from            uint32 // where its words begin
	speakers, words uint16
	compared        int32 // with how many wordings it was compared
	told            bool  // it is a movement of which the number of people is told
}

// wordHash stands for a word. Two that share one are taken for the same: what
// is found by them is looked at again.
type wordHash uint32

// sign has a bit for each word (Bloom, "Space/time trade-offs in hash coding
// with allowable errors", 1970). An entry has some fifteen, so that two words
// of another seem to be among them once in sixty times.
type sign [2]uint64

func newGlimpses() *glimpses {
	return &glimpses{seed: maphash.MakeSeed(), meets: make(map[briefID][]int32)}
}

// hash gives what stands for a word, and its bit.
func (g *glimpses) hash(word string) (wordHash, bit) {
	h := maphash.String(g.seed, word)
	return wordHash(h >> 32), bit{h % 128 / 64, 1 << (h % 64)}
}

// hashes gives what stands for words, and their bits.
func (g *glimpses) hashes(words []string) ([]wordHash, sign) {
	out, s := make([]wordHash, len(words)), sign{}
	for i, w := range words {
		h, b := g.hash(w)
		out[i] = h
		s[b.part] |= b.mask
	}
	return out, s
}

// heard is whose word or deed an entry is, and its telling words.
type heard struct {
	speakers, words []wordHash
	sign            sign // of the words
}

func (g *glimpses) hear(e demarche.Entry) heard {
	speakers, _ := g.hashes(speakers(e.Record))
	words, sign := g.hashes(sentences(Item{Entry: e}))
	return heard{speakers, words, sign}
}

// fits reports whether an entry can be remembered: ids are of one length but for
// those of other makers.
func fits(e demarche.Entry) bool {
	return len(e.Record.Shared().ID) == len(briefID{}) && e.Sequence >= 0
}

// add remembers entries.
func (g *glimpses) add(entries []demarche.Entry) {
	of := make([]heard, len(entries))
	for i, e := range entries {
		of[i] = g.hear(e)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, e := range entries {
		if !fits(e) {
			continue
		}
		if missing := e.Sequence + 1 - int64(len(g.of)); missing > 0 {
			g.of = append(g.of, make([]glimpse, missing)...)
		}
		id, h := briefID([]byte(e.Record.Shared().ID)), of[i]
		if at := &g.of[e.Sequence]; at.id != id {
			*at = glimpse{
				id: id, sign: h.sign, from: uint32(len(g.words)), speakers: uint16(len(h.speakers)), words: uint16(len(h.words)),
				told: isMovement(e) && !untoldNumber(e),
			}
			g.words = append(append(g.words, h.speakers...), h.words...)
		}
	}
}

// heard gives whose word a record is and its words, of one that is remembered. The lock must be held.
func (g *glimpses) heard(k *glimpse) heard {
	all := g.words[k.from:][:int(k.speakers)+int(k.words)]
	return heard{all[:k.speakers], all[k.speakers:], k.sign}
}

// unknown gives those of some briefs that are not remembered.
func (g *glimpses) unknown(all []brief) []brief {
	g.mu.RLock()
	defer g.mu.RUnlock()
	var out []brief
	for _, b := range all {
		if g.known(b) == nil {
			out = append(out, b)
		}
	}
	return out
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

// sought is a question by what stands for its words.
type sought struct {
	words []wordHash
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
			h, b := g.hash(w)
			out[i].words, out[i].bits = append(out[i].words, h), append(out[i].bits, b)
		}
	}
	return out
}

// looking gives look what tells whether enough words of any of the questions
// stand in the evidence of a record, or can.
func (g *glimpses) looking(asked []question, look func(perhaps func(brief) bool)) {
	all := g.seek(asked)
	g.mu.RLock()
	defer g.mu.RUnlock()
	look(func(b brief) bool {
		known := g.known(b)
		return known == nil || g.heard(known).any(all)
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

// any tells whether enough words of any of the questions are among those of an entry.
func (h heard) any(all []sought) bool {
	for i := range all {
		if h.has(&all[i]) {
			return true
		}
	}
	return false
}

// has tells whether enough words of a question are among those of an entry.
func (h heard) has(q *sought) bool {
	n := 0
	for _, b := range q.bits {
		if h.sign[b.part]&b.mask != 0 {
			n++
		}
	}
	if n < q.least {
		return false
	}
	n = 0
	for _, w := range q.words {
		if slices.Contains(h.words, w) {
			n++
		}
	}
	return n >= q.least
}

// WarmQuestions goes through all questions and through what can answer them, and
// remembers of each entry what is needed to know that it answers none. Called
// again, it goes through what the ledger was given since. What fails is read by
// the question that needs it.
func (a *Answers) WarmQuestions(ctx context.Context) {
	_ = a.knowInquiries(ctx)
	g := a.sources.glimpses
	g.mu.RLock()
	f := demarche.Filter{Kinds: toldKinds(), After: g.line}
	g.mu.RUnlock()
	_ = a.pages(ctx, f, func(entries []demarche.Entry) error {
		g.add(entries)
		g.reached(entries[len(entries)-1].Sequence)
		return ctx.Err()
	})
}

// reached notes that everything up to a line of the log is remembered.
func (g *glimpses) reached(line int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.line = max(g.line, line)
}

// toldKinds lists the kinds of what can answer a question.
func toldKinds() []demarche.Kind {
	var out []demarche.Kind
	for _, f := range toldFilters() {
		out = append(out, f.Kinds...)
	}
	return out
}
