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
	holders *held
	body    func(id string) (string, error) // nil if words are held in memory
	recent  []*text                         // whose words are held, the longest unused first
	changed map[*text]bool                  // whose relations changed since Changed was called
	err     error
}

// New makes an empty index that holds the words of its texts.
func New() *Index { return Over(nil) }

// Over makes an empty index that asks body for a text when it must compare it
// with another one, and holds only fingerprints: a kilobyte or two of each text.
func Over(body func(id string) (string, error)) *Index {
	return &Index{texts: make(map[string]*text), holders: newHeld(), body: body, changed: make(map[*text]bool)}
}

// Err gives the first error that body reported. What was found since may lack relations.
func (x *Index) Err() error { return x.err }

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
	x.holders.number(n)
	changed := map[*text]bool{n: true}
	for _, m := range n.marks {
		x.holders.put(m, n, func(others []int32, i int) { x.holders.affected(others, i, changed) })
	}
	x.changed[n] = true
	x.hold(n)
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
		held, i := x.holders.remove(m, gone)
		x.holders.affected(held, i, changed)
	}
	x.renew(changed)
	for o := range gone.before {
		delete(o.after, gone)
		x.changed[o] = true
	}
	delete(x.changed, gone)
	x.holders.release(gone)
	x.recent = slices.DeleteFunc(x.recent, func(t *text) bool { return t == gone })
}

// holdWords is of how many texts the words are held, where they can be asked
// for again: copies mostly follow soon.
const holdWords = 300

// hold notes that the words of a text are in memory, and lets others go.
func (x *Index) hold(t *text) {
	if x.body == nil {
		return
	}
	if i := slices.Index(x.recent, t); i >= 0 {
		x.recent = slices.Delete(x.recent, i, i+1)
	}
	if x.recent = append(x.recent, t); len(x.recent) > holdWords {
		x.recent[0].words, x.recent[0].runs = nil, nil
		x.recent = slices.Delete(x.recent, 0, 1)
	}
}

// ready brings the words of a text into memory, and reports whether they are there.
func (x *Index) ready(t *text) bool {
	if t.words == nil && t.length > 0 {
		body, err := x.body(t.ID)
		if err != nil {
			if x.err == nil {
				x.err = err
			}
			return false
		}
		t.read(body)
	}
	x.hold(t)
	return true
}

// Changed gives, for the texts whose families may have changed since it was
// last called, the origins of their families as Origins does; none for a text
// that nothing ties to another.
func (x *Index) Changed() map[string][]string {
	out, seen := make(map[string][]string), make(map[*text]bool)
	for t := range x.changed {
		if seen[t] {
			continue
		}
		if len(t.before)+len(t.after) == 0 {
			out[t.ID] = nil
			continue
		}
		g := groupOf(t)
		for _, o := range g.texts {
			seen[o] = true
		}
		origins(g.families(), out)
	}
	clear(x.changed)
	return out
}

// origins notes of each member the origins of its families, those to which it
// belongs as a whole first.
func origins(families []Family, of map[string][]string) {
	for _, whole := range []bool{true, false} {
		for _, f := range families {
			for _, m := range f.Members {
				if m.Whole == whole {
					of[m.Text] = append(of[m.Text], f.Origin)
				}
			}
		}
	}
}

// renew compares each text again with those that are now proposed for it.
func (x *Index) renew(changed map[*text]bool) {
	for t := range changed {
		proposed := x.propose(t)
		for o := range t.tried {
			if !proposed[o] {
				if t.before[o] != nil {
					x.changed[o], x.changed[t] = true, true
				}
				delete(t.tried, o)
				delete(t.before, o)
				delete(o.after, t)
			}
		}
		for o := range proposed {
			if t.tried[o] {
				continue
			}
			if !x.ready(o) || !x.ready(t) {
				continue
			}
			note(&t.tried, o, true)
			if e := relate(o, t); e != nil {
				note(&t.before, o, e)
				note(&o.after, t, e)
				x.changed[o], x.changed[t] = true, true
			}
		}
	}
}

// note puts an entry into a map that is made with its first one: most texts
// are related to none.
func note[V any](m *map[*text]V, t *text, v V) {
	if *m == nil {
		*m = make(map[*text]V)
	}
	(*m)[t] = v
}

// propose gives the texts ranking before t that are worth a comparison.
func (x *Index) propose(t *text) map[*text]bool {
	votes := make(map[*text]int)
	for _, m := range t.marks {
		held := x.holders.of(m)
		i, _ := x.holders.place(held, t)
		for _, n := range held[:min(first, i)] {
			votes[x.holders.numbers[n]]++
		}
		for _, n := range held[max(min(first, i), i-nearest):i] {
			votes[x.holders.numbers[n]]++
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
