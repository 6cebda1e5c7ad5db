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
	told      map[string][]string // ids of the records of each report
	slots     map[uint64][]*item  // by hashes of their names; two of one hash cost a comparison more
	pairs     map[*item][]pair
	decisions map[string]Decision
}

// pair is another record with which one can be joined, or that perhaps is of the same event.
type pair struct {
	with   *item
	score  float64
	joins  bool
	copied bool
}

// New makes an empty book.
func New() *Book {
	return &Book{
		reports: make(map[string]Report), items: make(map[string]*item), told: make(map[string][]string), slots: make(map[uint64][]*item),
		pairs: make(map[*item][]pair), decisions: make(map[string]Decision),
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
	old := b.reports[document]
	b.reports[document] = r
	if slices.Equal(old.Families, r.Families) {
		return
	}
	for _, id := range slices.Clone(b.told[document]) {
		x := b.items[id]
		b.take(x)
		b.put(newFamilies(x, r.Families))
	}
}

// Decide takes a reviewer's decision; one with the same ID takes its place.
func (b *Book) Decide(d Decision) { b.decisions[d.ID] = d }

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
	b.told[x.Document] = append(b.told[x.Document], x.id)
	put, seek := x.slots()
	met := make(map[*item]bool)
	for _, s := range seek {
		for _, y := range b.slots[hashOf(s)] {
			if !met[y] {
				met[y] = true
				b.pair(x, y)
			}
		}
	}
	for _, s := range put {
		h := hashOf(s)
		b.slots[h] = append(b.slots[h], x)
	}
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
	b.pairs[x] = append(b.pairs[x], pair{y, v.score, v.joins(), v.copied})
	b.pairs[y] = append(b.pairs[y], pair{x, v.score, v.joins(), v.copied})
}

// Remove takes a record out.
func (b *Book) Remove(id string) {
	if x := b.items[id]; x != nil {
		b.take(x)
	}
}

// Forget takes out all records of a report, by the hash of its text.
func (b *Book) Forget(document string) {
	for _, id := range slices.Clone(b.told[document]) {
		b.Remove(id)
	}
}

func (b *Book) take(x *item) {
	left := slices.DeleteFunc(b.told[x.Document], func(y string) bool { return y == x.id })
	if b.told[x.Document] = left; len(left) == 0 {
		delete(b.told, x.Document)
	}
	put, _ := x.slots()
	for _, s := range put {
		h := hashOf(s)
		left := slices.DeleteFunc(b.slots[h], func(y *item) bool { return y == x })
		if b.slots[h] = left; len(left) == 0 {
			delete(b.slots, h)
		}
	}
	for _, p := range b.pairs[x] {
		left := slices.DeleteFunc(b.pairs[p.with], func(q pair) bool { return q.with == x })
		if b.pairs[p.with] = left; len(left) == 0 {
			delete(b.pairs, p.with)
		}
	}
	delete(b.pairs, x)
	delete(b.items, x.id)
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
		for _, p := range b.pairs[queue[0]] {
			next = append(next, p.with)
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
