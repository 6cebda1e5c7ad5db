package events

import (
	"maps"
	"slices"

	"demarche"
)

// Book holds records and finds the events that they tell of. What it finds
// depends on what it holds, not on the order in which that came. It is not safe
// for use by several goroutines at once.
type Book struct {
	reports   map[string]Report
	items     map[string]*item
	told      map[string][]int32 // numbers of the records of each report
	numbers   numbers
	slots     *slots // of numbers, by hashes of their names; two of one hash cost a comparison more
	decisions map[string]Decision
	awaited   map[string]bool // reports that others name as the origin of their family, and of which nothing is known
	counts    int             // goes up when all counted witnesses may have changed
}

// pair is another record with which one can be joined, or that perhaps is of
// the same event. It names it by its number: millions of pointers would be
// followed at every collection of garbage.
type pair struct {
	score  float64
	with   int32
	joins  bool
	copied bool
}

// New makes an empty book.
func New() *Book {
	return &Book{
		reports: make(map[string]Report), items: make(map[string]*item), told: make(map[string][]int32), slots: newSlots(),
		decisions: make(map[string]Decision), awaited: make(map[string]bool), counts: 1,
	}
}

// Of makes the events of entries: a book that is written in one go.
func Of(entries []demarche.Entry, reports map[string]Report, decisions ...Decision) []Event {
	b := New()
	for document, r := range reports {
		b.Tell(document, r)
	}
	for _, e := range entries {
		b.Add(e)
	}
	for _, d := range decisions {
		b.Decide(d)
	}
	return b.Events()
}

// Tell gives what is known of a report, by the hash of its text.
func (b *Book) Tell(document string, r Report) {
	old, known := b.reports[document]
	b.reports[document] = r
	for _, f := range r.Families {
		if _, ok := b.reports[f]; !ok {
			b.awaited[f] = true
		}
	}
	switch {
	case old.Publisher == r.Publisher:
	case known, b.awaited[document]:
		b.counts++ // it may stand behind copies in any event
	default:
		for _, n := range b.told[document] {
			b.uncount(b.numbers.of(n))
		}
	}
	delete(b.awaited, document)
	if slices.Equal(old.Families, r.Families) {
		return
	}
	for _, n := range slices.Clone(b.told[document]) {
		x := b.numbers.of(n)
		b.take(x)
		b.put(newFamilies(x, r.Families))
	}
}

// Decide takes a reviewer's decision; one with the same ID takes its place.
func (b *Book) Decide(d Decision) {
	b.decisions[d.ID] = d
	b.counts++
}

// Add takes an entry. Kinds of which no events are made, and entries that a
// reviewer rejected, are left out; an entry that is there already takes the new
// facts of its report. The time depends on how many records are of the same states and days.
func (b *Book) Add(e demarche.Entry) {
	shared := e.Record.Shared()
	if old := b.items[shared.ID]; old != nil {
		if old.Publish == e.Publish && old.Document == e.Document && e.Review != demarche.Rejected {
			return
		}
		b.Remove(shared.ID)
	}
	if !slices.Contains([]demarche.Kind{demarche.KindMovement, demarche.KindAct, demarche.KindPosition, demarche.KindCount}, shared.Kind) || e.Review == demarche.Rejected {
		return
	}
	b.put(newItem(e, b.reports[e.Document].Families))
}

// newFamilies gives a record as told by a report of other families of copies.
func newFamilies(x *item, families []string) *item {
	again := *x
	again.families = families
	return &again
}

// put takes a record in.
func (b *Book) put(x *item) {
	b.items[x.id] = x
	b.numbers.give(x)
	b.told[x.Document] = append(b.told[x.Document], x.no)
	put, seek := x.slots()
	met := make(map[int32]bool)
	for _, s := range seek {
		for n := range b.slots.of(hashOf(s)) {
			if !met[n] {
				met[n] = true
				b.pair(x, b.numbers.of(n))
			}
		}
	}
	for _, s := range put {
		b.slots.put(hashOf(s), x.no)
	}
	b.uncount(x)
}

// pair notes that two records can be joined, or perhaps are of one event.
func (b *Book) pair(x, y *item) {
	if x.Document == y.Document {
		return
	}
	v := judge(x, y, false)
	if !v.joins() && !v.perhaps() {
		return
	}
	x.pairs = append(x.pairs, pair{v.score, y.no, v.joins(), v.copied})
	y.pairs = append(y.pairs, pair{v.score, x.no, v.joins(), v.copied})
}

// Remove takes a record out.
func (b *Book) Remove(id string) {
	if x := b.items[id]; x != nil {
		b.take(x)
	}
}

// Forget takes out all records of a report, by the hash of its text.
func (b *Book) Forget(document string) {
	for _, n := range slices.Clone(b.told[document]) {
		b.take(b.numbers.of(n))
	}
}

func (b *Book) take(x *item) {
	b.uncount(x)
	left := slices.DeleteFunc(b.told[x.Document], func(n int32) bool { return n == x.no })
	if b.told[x.Document] = left; len(left) == 0 {
		delete(b.told, x.Document)
	}
	put, _ := x.slots()
	for _, s := range put {
		b.slots.remove(hashOf(s), x.no)
	}
	for _, p := range x.pairs {
		y := b.numbers.of(p.with)
		y.pairs = slices.DeleteFunc(y.pairs, func(q pair) bool { return q.with == x.no })
	}
	delete(b.items, x.id)
	b.numbers.release(x)
}

// Events gives all events, by the day of publication of their first report.
func (b *Book) Events() []Event {
	var out []Event
	links := b.links()
	seen := make(map[*item]bool, len(b.items))
	for _, x := range slices.SortedFunc(maps.Values(b.items), compareItems) {
		if !seen[x] {
			near := b.reach(x, links)
			for _, y := range near {
				seen[y] = true
			}
			out = append(out, b.events(near)...)
		}
	}
	slices.SortFunc(out, func(x, y Event) int { return compareItems(b.items[x.ID], b.items[y.ID]) })
	return out
}

// EventOf gives the event that a record belongs to; false if it is not held.
func (b *Book) EventOf(id string) (Event, bool) {
	x := b.items[id]
	if x == nil {
		return Event{}, false
	}
	for _, e := range b.events(b.reach(x, b.links())) {
		if slices.Contains(e.Records, id) {
			return e, true
		}
	}
	return Event{}, false
}

// WitnessesOf counts who tells of the event that a record belongs to; false if
// the record is not held. What was counted is kept until something changes that
// it may depend on, so that a second question costs nothing.
func (b *Book) WitnessesOf(id string) (Witnesses, bool) {
	x := b.items[id]
	if x == nil {
		return Witnesses{}, false
	}
	if x.counted != b.counts {
		c := b.cluster(b.reach(x, b.links()))
		for y, k := range c.of {
			if k.items[0] == y {
				w := b.witnesses(k.items)
				for _, z := range k.items {
					z.witnesses, z.counted = w, b.counts
				}
			}
		}
	}
	return x.witnesses, true
}

// uncount forgets who was counted for events that a record may bear on: those
// of the records that it is tied to, directly or by others. All that are tied
// are counted together, so that one that is not counted ends the way.
func (b *Book) uncount(x *item) {
	var links map[*item][]*item
	if len(b.decisions) > 0 {
		links = b.links()
	}
	x.counted = 0
	for queue := []*item{x}; len(queue) > 0; queue = queue[1:] {
		tied := slices.Clone(links[queue[0]])
		for _, p := range queue[0].pairs {
			tied = append(tied, b.numbers.of(p.with))
		}
		for _, y := range tied {
			if y.counted != 0 {
				y.counted = 0
				queue = append(queue, y)
			}
		}
	}
}

// links gives the records that reviewers' decisions to merge tie together.
func (b *Book) links() map[*item][]*item {
	out := make(map[*item][]*item)
	for _, d := range b.decisions {
		if d.Verb != Merge {
			continue
		}
		var x *item // the last one that is held
		for _, id := range d.These {
			y := b.items[id]
			if x != nil && y != nil {
				out[x], out[y] = append(out[x], y), append(out[y], x)
			}
			if y != nil {
				x = y
			}
		}
	}
	return out
}

// reach gives the records that x is tied to, directly or by others, by rank:
// what becomes of them does not depend on any record outside.
func (b *Book) reach(x *item, links map[*item][]*item) []*item {
	found := map[*item]bool{x: true}
	for queue := []*item{x}; len(queue) > 0; queue = queue[1:] {
		next := slices.Clone(links[queue[0]])
		for _, p := range queue[0].pairs {
			next = append(next, b.numbers.of(p.with))
		}
		for _, y := range next {
			if !found[y] {
				found[y] = true
				queue = append(queue, y)
			}
		}
	}
	return slices.SortedFunc(maps.Keys(found), compareItems)
}
