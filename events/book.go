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
	kept      *kept
	told      *slots // numbers of the records of each report, by hashes of its name
	slots     *slots // of numbers, by hashes of their names; two of one hash cost a comparison more
	decisions map[string]Decision
	awaited   map[string]bool // reports that others name as the origin of their family, and of which nothing is known
	clock     int             // goes up with everything that is counted, and when all that was counted may have changed
	since     int             // what was counted before may have changed
	asleep    bool            // told and slots are not made yet, see wake
}

// pair is another record with which one can be joined, or that perhaps is of
// the same event, named by its number.
type pair struct {
	score  float64
	with   int32
	joins  bool
	copied bool
}

// New makes an empty book.
func New() *Book {
	return &Book{
		reports: make(map[string]Report), kept: newKept(), told: newSlots(), slots: newSlots(),
		decisions: make(map[string]Decision), awaited: make(map[string]bool), clock: 1, since: 1,
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
	b.kept.rest()
	var moved []*item // to other families
	if !slices.Equal(old.Families, r.Families) {
		moved = b.of(document)
		for _, x := range moved {
			b.take(x)
		}
	}
	b.reports[document] = r
	for _, f := range r.Families {
		if _, ok := b.reports[f]; !ok {
			b.awaited[f] = true
		}
	}
	switch {
	case old.Publisher == r.Publisher:
	case known, b.awaited[document]:
		b.uncountAll() // it may stand behind copies in any event
	default:
		for _, x := range b.of(document) {
			b.uncount(x)
		}
	}
	delete(b.awaited, document)
	for _, x := range moved {
		b.put(newFamilies(x, r.Families))
	}
}

// Len gives how many records the book holds.
func (b *Book) Len() int { return len(b.kept.numbers) }

// item gives the record of a number.
func (b *Book) item(number int32) *item {
	x, fresh := b.kept.of(number)
	if fresh {
		x.families = b.reports[x.Document].Families
	}
	return x
}

// find gives the record of an id, nil if it is not held.
func (b *Book) find(id string) *item {
	n, ok := b.kept.numbers[keyOf(id)]
	if !ok {
		return nil
	}
	return b.item(n)
}

// of gives the records of a report.
func (b *Book) of(document string) []*item {
	b.wake()
	var out []*item
	for n := range b.told.of(hashOf(document)) {
		if x := b.item(n); x.Document == document {
			out = append(out, x)
		}
	}
	return out
}

// Decide takes a reviewer's decision; one with the same ID takes its place.
func (b *Book) Decide(d Decision) {
	b.decisions[d.ID] = d
	b.uncountAll()
}

// Add takes an entry. Kinds of which no events are made, and entries that a
// reviewer rejected, are left out; an entry that is there already takes the new
// facts of its report. The time depends on how many records are of the same states and days.
func (b *Book) Add(e demarche.Entry) {
	b.kept.rest()
	shared := e.Record.Shared()
	if old := b.find(shared.ID); old != nil {
		if old.Publish == e.Publish && old.Document == e.Document && old.sure == Surest(e) && e.Review != demarche.Rejected {
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
	b.wake()
	b.kept.give(x)
	b.told.put(hashOf(x.Document), x.no)
	put, seek := x.slots()
	met := make(map[int32]bool)
	for _, s := range seek {
		for n := range b.slots.of(hashOf(s)) {
			if !met[n] {
				met[n] = true
				b.pair(x, b.item(n))
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
	b.kept.pair(x.no, pair{v.score, y.no, v.joins(), v.copied})
	b.kept.pair(y.no, pair{v.score, x.no, v.joins(), v.copied})
}

// Remove takes a record out.
func (b *Book) Remove(id string) {
	b.kept.rest()
	if x := b.find(id); x != nil {
		b.take(x)
	}
}

// Forget takes out all records of a report, by the hash of its text.
func (b *Book) Forget(document string) {
	b.kept.rest()
	for _, x := range b.of(document) {
		b.take(x)
	}
}

func (b *Book) take(x *item) {
	b.wake()
	b.uncount(x)
	b.told.remove(hashOf(x.Document), x.no)
	put, _ := x.slots()
	for _, s := range put {
		b.slots.remove(hashOf(s), x.no)
	}
	for _, p := range slices.Collect(b.kept.pairsOf(x.no)) {
		b.kept.unpair(p.with, x.no)
		b.kept.unpair(x.no, p.with)
	}
	b.kept.release(x)
}

// Events gives all events, by the day of publication of their first report.
func (b *Book) Events() []Event {
	b.kept.rest()
	var out []Event
	links := b.links()
	seen := make([]bool, len(b.kept.packed))
	for n := range b.kept.all() {
		if !seen[n] {
			near := b.reach(b.item(n), links)
			for _, y := range near {
				seen[y.no] = true
			}
			out = append(out, b.events(near)...)
		}
	}
	slices.SortFunc(out, func(x, y Event) int { return compareItems(b.find(x.ID), b.find(y.ID)) })
	b.kept.rest()
	return out
}

// Around gives the event that a record belongs to, with those found together
// with it: each of them is among what Events gives, and asking for any of their
// records gives the same. Nothing if the record is not held.
func (b *Book) Around(id string) []Event {
	b.kept.rest()
	x := b.find(id)
	if x == nil {
		return nil
	}
	return b.events(b.reach(x, b.links()))
}

// EventOf gives the event that a record belongs to; false if it is not held.
func (b *Book) EventOf(id string) (Event, bool) {
	for _, e := range b.Around(id) {
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
	n, held := b.counted(id)
	if !held {
		return Witnesses{}, false
	}
	w := b.kept.packed[n].witnesses
	return Witnesses{Reports: int(w.reports), Families: int(w.families), Independent: int(w.independent)}, true
}

// NameOf gives the id of the event that a record belongs to; false if it is not
// held. It is kept as what WitnessesOf counts is.
func (b *Book) NameOf(id string) (string, bool) {
	n, held := b.counted(id)
	if !held {
		return "", false
	}
	b.kept.rest()
	return b.item(b.kept.packed[n].first).id, true
}

// Stamp names the event that a record belongs to by the number of its first
// record, and what it is now by a stamp: while the stamp is the same, so is the
// event. False if the record is not held.
func (b *Book) Stamp(id string) (event int32, stamp int, held bool) {
	n, held := b.counted(id)
	if !held {
		return 0, 0, false
	}
	return b.kept.packed[n].first, b.kept.packed[n].counted, true
}

// uncountAll forgets who was counted for all events.
func (b *Book) uncountAll() {
	b.clock++
	b.since = b.clock
}

// counted gives the number of a record, after counting who tells of its event.
func (b *Book) counted(id string) (number int32, held bool) {
	n, held := b.kept.numbers[keyOf(id)]
	if !held || b.kept.packed[n].counted >= b.since {
		return n, held
	}
	b.kept.rest()
	b.clock++
	c := b.cluster(b.reach(b.item(n), b.links()))
	for y, k := range c.of {
		if k.items[0] == y {
			w := b.witnesses(k.items)
			for _, z := range k.items {
				p := &b.kept.packed[z.no]
				p.witnesses, p.first, p.counted = counts{int32(w.Reports), int32(w.Families), int32(w.Independent)}, y.no, b.clock
			}
		}
	}
	return n, true
}

// uncount forgets who was counted for events that a record may bear on: those
// of the records that it is tied to, directly or by others. All that are tied
// are counted together, so that one that is not counted ends the way.
func (b *Book) uncount(x *item) {
	var links map[*item][]*item
	if len(b.decisions) > 0 {
		links = b.links()
	}
	b.kept.packed[x.no].counted = 0
	for queue := []int32{x.no}; len(queue) > 0; queue = queue[1:] {
		var tied []int32
		if len(links) > 0 {
			for _, y := range links[b.item(queue[0])] {
				tied = append(tied, y.no)
			}
		}
		for p := range b.kept.pairsOf(queue[0]) {
			tied = append(tied, p.with)
		}
		for _, y := range tied {
			if b.kept.packed[y].counted != 0 {
				b.kept.packed[y].counted = 0
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
			y := b.find(id)
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
		for p := range b.kept.pairsOf(queue[0].no) {
			next = append(next, b.item(p.with))
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
