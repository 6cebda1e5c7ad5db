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
	slots     map[string][]*item
	pairs     map[*item]map[*item]verdict // records that can be joined, or perhaps are of one event
	decisions map[string]Decision
}

// New makes an empty book.
func New() *Book {
	return &Book{
		reports: make(map[string]Report), items: make(map[string]*item), told: make(map[string][]string), slots: make(map[string][]*item),
		pairs: make(map[*item]map[*item]verdict), decisions: make(map[string]Decision),
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
		e := b.items[id].Entry
		b.Remove(id)
		b.Add(e)
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
	x := newItem(e, b.reports[e.Document].Families)
	b.items[x.id] = x
	b.told[x.Document] = append(b.told[x.Document], x.id)
	put, seek := x.slots()
	met := make(map[*item]bool)
	for _, s := range seek {
		for _, y := range b.slots[s] {
			if !met[y] {
				met[y] = true
				b.pair(x, y)
			}
		}
	}
	for _, s := range put {
		b.slots[s] = append(b.slots[s], x)
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
	for _, p := range [][2]*item{{x, y}, {y, x}} {
		if b.pairs[p[0]] == nil {
			b.pairs[p[0]] = make(map[*item]verdict)
		}
		b.pairs[p[0]][p[1]] = v
	}
}

// Remove takes a record out.
func (b *Book) Remove(id string) {
	x := b.items[id]
	if x == nil {
		return
	}
	left := slices.DeleteFunc(b.told[x.Document], func(y string) bool { return y == id })
	if b.told[x.Document] = left; len(left) == 0 {
		delete(b.told, x.Document)
	}
	put, _ := x.slots()
	for _, s := range put {
		left := slices.DeleteFunc(b.slots[s], func(y *item) bool { return y == x })
		if b.slots[s] = left; len(left) == 0 {
			delete(b.slots, s)
		}
	}
	for y := range b.pairs[x] {
		delete(b.pairs[y], x)
	}
	delete(b.pairs, x)
	delete(b.items, id)
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
		for _, id := range d.These[min(1, len(d.These)):] {
			if x, y := b.items[d.These[0]], b.items[id]; x != nil && y != nil {
				out[x], out[y] = append(out[x], y), append(out[y], x)
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
		next := slices.Concat(slices.Collect(maps.Keys(b.pairs[queue[0]])), links[queue[0]])
		for _, y := range next {
			if !found[y] {
				found[y] = true
				queue = append(queue, y)
			}
		}
	}
	return slices.SortedFunc(maps.Keys(found), compareItems)
}
