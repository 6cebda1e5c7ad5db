package copies

import (
	"cmp"
	"maps"
	"slices"
)

const (
	// first is how many of the highest-ranking holders of a fingerprint are
	// proposed: the original is among them.
	first = 3
	// nearest is how many of those are that rank just before a text: where a
	// fingerprint belongs to a form that is filled in anew each week, the
	// original of a copy is among these.
	nearest = 6
	// proposals is with how many earlier texts a text is compared at most.
	proposals = 16
	// leastShared is how many fingerprints a proposed text must share, unless
	// one of the two is so short that it has few.
	leastShared = 2
)

// Index holds texts and finds those that copy one another. What it finds
// depends on the texts held, not on the order in which they came. It is not safe
// for use by several goroutines at once.
type Index struct {
	texts   map[string]*text
	holders map[uint64][]*text // of each fingerprint, by rank
}

// New makes an empty index.
func New() *Index {
	return &Index{texts: make(map[string]*text), holders: make(map[uint64][]*text)}
}

// Len gives how many texts the index holds.
func (x *Index) Len() int { return len(x.texts) }

// Add takes a text into the index and gives its relations to those there. The
// same text with another day or credit takes the place of what was known of it.
// The time it takes does not depend on how many texts are held.
func (x *Index) Add(t Text) []Relation {
	if old := x.texts[t.ID]; old != nil {
		if old.Published == t.Published && old.Agency == t.Agency {
			return x.Relations(t.ID)
		}
		x.Remove(t.ID)
	}
	n := newText(t)
	x.texts[t.ID] = n
	changed := map[*text]bool{n: true}
	for _, m := range n.marks {
		held := x.holders[m]
		i, _ := slices.BinarySearchFunc(held, n, compareTexts)
		affected(held, i, changed)
		x.holders[m] = slices.Insert(held, i, n)
	}
	x.renew(changed)
	return x.Relations(t.ID)
}

// Remove takes a text out of the index.
func (x *Index) Remove(id string) {
	gone := x.texts[id]
	if gone == nil {
		return
	}
	delete(x.texts, id)
	changed := make(map[*text]bool)
	for _, m := range gone.marks {
		held := x.holders[m]
		i, _ := slices.BinarySearchFunc(held, gone, compareTexts)
		held = slices.Delete(held, i, i+1)
		affected(held, i, changed)
		if x.holders[m] = held; len(held) == 0 {
			delete(x.holders, m)
		}
	}
	x.renew(changed)
	for o := range gone.before {
		delete(o.after, gone)
	}
}

// affected notes the holders of a fingerprint to whom the one that comes or
// goes at place i is or was proposed.
func affected(held []*text, i int, changed map[*text]bool) {
	to := min(len(held), i+nearest)
	if i < first {
		to = len(held)
	}
	for _, t := range held[i:to] {
		changed[t] = true
	}
}

// renew compares each text again with those that are now proposed for it.
func (x *Index) renew(changed map[*text]bool) {
	for t := range changed {
		proposed := x.propose(t)
		for o := range t.tried {
			if !proposed[o] {
				delete(t.tried, o)
				delete(t.before, o)
				delete(o.after, t)
			}
		}
		for o := range proposed {
			if t.tried[o] {
				continue
			}
			t.tried[o] = true
			if e := relate(o, t); e != nil {
				t.before[o], o.after[t] = e, e
			}
		}
	}
}

// propose gives the texts ranking before t that are worth a comparison.
func (x *Index) propose(t *text) map[*text]bool {
	votes := make(map[*text]int)
	for _, m := range t.marks {
		held := x.holders[m]
		i, _ := slices.BinarySearchFunc(held, t, compareTexts)
		for _, o := range held[:min(first, i)] {
			votes[o]++
		}
		for _, o := range held[max(min(first, i), i-nearest):i] {
			votes[o]++
		}
	}
	maps.DeleteFunc(votes, func(o *text, n int) bool {
		return n < leastShared && min(len(o.marks), len(t.marks)) >= 4*leastShared
	})
	best := ranked(votes)
	slices.SortStableFunc(best, func(a, b *text) int { return cmp.Compare(votes[b], votes[a]) })
	out := make(map[*text]bool)
	for _, o := range best[:min(proposals, len(best))] {
		out[o] = true
	}
	return out
}

// ranked gives the texts of a map by rank.
func ranked[V any](m map[*text]V) []*text {
	return slices.SortedFunc(maps.Keys(m), compareTexts)
}

// Relations gives what ties a text to others, by the rank of the other; none if
// the index does not hold it.
func (x *Index) Relations(id string) []Relation {
	t := x.texts[id]
	if t == nil {
		return nil
	}
	var out []Relation
	for _, e := range t.edges() {
		out = append(out, e.relation())
	}
	return out
}
