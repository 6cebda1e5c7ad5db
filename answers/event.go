package answers

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"demarche"
	"demarche/events"
)

// Event is one movement, act, position or figure with everyone who tells of
// it, however many reports do. See docs/events.md.
type Event struct {
	ID            string           `json:"id"` // of the record that was published first
	Kind          demarche.Kind    `json:"kind"`
	Day           demarche.Date    `json:"day"` // told most often; a day before a month or a year
	DatedBy       DatedBy          `json:"dated_by"`
	Details       []events.Detail  `json:"details"` // what is said field by field, by which entries, with the bounds of numbers and days
	Corroboration events.Witnesses `json:"corroboration"`
	Witnesses     []Item           `json:"witnesses"` // the entries, by day of publication
	Joins         []events.Join    `json:"joins"`     // why they are one event
	Perhaps       []string         `json:"perhaps"`   // ids of events that it may be the same as
	// Surest is the confidence of the surest witness, 1 if a person judged one; 0 where nothing was estimated.
	Surest float64 `json:"confidence"`
}

// Detail gives what is said in a field; nothing is said in it if it has no values.
func (e *Event) Detail(field string) events.Detail {
	for i := range e.Details {
		if d := &e.Details[i]; d.Field == field {
			return *d
		}
	}
	return events.Detail{Field: field}
}

// Says gives what is said most often in a field.
func (e *Event) Says(field string) string {
	if d := e.Detail(field); len(d.Values) > 0 {
		return d.Values[0].Value
	}
	return ""
}

// First gives the entry that was published first.
func (e Event) First() Item { return e.Witnesses[0] }

// Status gives how far a movement is reported to have come.
func (e *Event) Status() demarche.Status {
	order := [...]demarche.Status{demarche.Planned, demarche.UnderWay, demarche.Cancelled, demarche.TurnedBack, demarche.Completed}
	var best demarche.Status
	for _, v := range e.Detail("status").Values {
		if s := demarche.Status(v.Value); slices.Index(order[:], s) > slices.Index(order[:], best) {
			best = s
		}
	}
	return best
}

// EventList is events, each listed and counted once.
type EventList struct {
	Events []Event `json:"events"` // by day, oldest first
	// Perhaps holds those that may be the same as others, because their reports
	// leave out what would tell. They are in no total.
	Perhaps []Event        `json:"perhaps"`
	Totals  []Total        `json:"totals"`           // of movements, by status
	Abroad  []AbroadTotals `json:"abroad,omitempty"` // of movements to places that one state runs in another, which are in no other total, see TellingAbroad
	// Legs holds movements that may be legs of one journey, and are counted each.
	Legs    []Legs         `json:"legs"`
	Periods []PeriodTotals `json:"periods,omitempty"` // the totals by period, where that is asked for
}

// Total is how much the events of one status come to.
type Total struct {
	Status  demarche.Status `json:"status"`
	Events  int             `json:"events"`
	Flights Sum             `json:"flights"`
	People  Sum             `json:"people"`
}

// Sum adds up a number that reports give of events, where they differ from
// the lowest to the highest.
type Sum struct {
	Low  int `json:"low"`
	High int `json:"high"`
	Told int `json:"told"` // events of which any report gives the number
}

func (s *Sum) add(r Range) {
	if r.Told {
		s.Low, s.High, s.Told = s.Low+r.Low, s.High+r.High, s.Told+1
	}
}

// Range is a number of which reports give a lowest and a highest.
type Range struct {
	Low, High int
	Told      bool // whether any report gives it
}

// newRange gives the range of two bounds in digits.
func newRange(low, high string) Range {
	l, err := strconv.Atoi(low)
	if err != nil {
		return Range{}
	}
	h, err := strconv.Atoi(high)
	if err != nil {
		return Range{}
	}
	return Range{Low: l, High: max(l, h), Told: true}
}

// span gives the range of a number of an event, the upper bounds of what is told
// as a range included.
func (e *Event) span(field string) Range {
	d := e.Detail(field)
	if field == "flights" {
		return newRange(d.Low, d.High)
	}
	return newRange(d.Low, highest(d.High, e.Detail("max").High))
}

// FlightEvents lists movements, each once, with who tells of it. An event is
// listed with all its witnesses if any of them passes the filter.
func (a *Answers) FlightEvents(ctx context.Context, f demarche.Filter) (EventList, error) {
	f.Kinds = []demarche.Kind{demarche.KindMovement}
	return a.Events(ctx, f)
}

// CountEvents lists figures, each once, with who gives it.
func (a *Answers) CountEvents(ctx context.Context, f demarche.Filter) (EventList, error) {
	f.Kinds = []demarche.Kind{demarche.KindCount}
	return a.Events(ctx, f)
}

// eventKinds lists the kinds of record of which events are made.
func eventKinds() []demarche.Kind {
	return []demarche.Kind{demarche.KindPosition, demarche.KindAct, demarche.KindMovement, demarche.KindCount}
}

// Events lists the events of the kinds of the filter, of all that have events if it names none.
func (a *Answers) Events(ctx context.Context, f demarche.Filter) (EventList, error) {
	var all []Event
	for _, k := range eventKinds() {
		if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, k) {
			continue
		}
		one := f
		one.Kinds = []demarche.Kind{k}
		found, err := a.eventsOf(ctx, k, one)
		if err != nil {
			return EventList{}, err
		}
		all = append(all, found...)
	}
	return newEventList(all), nil
}

// newEventList parts events from those that may be the same as others, sorts and counts them.
func newEventList(all []Event) EventList {
	out := EventList{Events: []Event{}, Perhaps: []Event{}}
	for _, e := range all {
		if len(e.Perhaps) > 0 {
			out.Perhaps = append(out.Perhaps, e)
		} else {
			out.Events = append(out.Events, e)
		}
	}
	sortEvents(out.Events)
	sortEvents(out.Perhaps)
	out.Totals, out.Legs = Totals(out.Events), legsAmong(out.Events)
	return out
}

// eventsOf gives the events of one kind of which any record passes the filter.
func (a *Answers) eventsOf(ctx context.Context, k demarche.Kind, f demarche.Filter) ([]Event, error) {
	outline, err := a.ledger.Outline(ctx, f)
	if err != nil || len(outline) == 0 {
		return nil, err
	}
	ids := make([]string, len(outline))
	for i, o := range outline {
		ids[i] = o.ID
	}
	return a.eventsOfRecords(ctx, k, ids)
}

// eventsOfRecords gives the events of records of one kind.
func (a *Answers) eventsOfRecords(ctx context.Context, k demarche.Kind, ids []string) ([]Event, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	if len(ids) > manyRecords {
		return a.eventsAmongAll(ctx, k, ids)
	}
	found, _, err := a.sources.eventsOf(ctx, k, ids)
	if err != nil {
		return nil, err
	}
	return a.withWitnesses(ctx, found)
}

// manyRecords is from how many records on all events of a kind are made at once.
const manyRecords = 5000

// eventsAmongAll gives the events of many records.
func (a *Answers) eventsAmongAll(ctx context.Context, k demarche.Kind, ids []string) ([]Event, error) {
	b, err := a.sources.book(ctx, k)
	if err != nil {
		return nil, err
	}
	var out []Event
	seen := make(map[int]bool)
	for _, id := range ids {
		if i, ok := b.of[id]; ok && !seen[i] {
			seen[i] = true
			out = append(out, b.event(i))
		}
	}
	return out, nil
}

// withWitnesses gives events with the entries of their witnesses.
func (a *Answers) withWitnesses(ctx context.Context, found []events.Event) ([]Event, error) {
	out := make([]Event, 0, len(found))
	for some := range slices.Chunk(found, batch) {
		var ids []string
		for _, e := range some {
			ids = append(ids, e.Records...)
		}
		entries, err := a.ledger.Entries(ctx, demarche.Filter{IDs: ids})
		if err != nil {
			return nil, err
		}
		by := make(map[string]demarche.Entry, len(entries))
		for _, e := range entries {
			by[e.Record.Shared().ID] = e
		}
		for _, e := range some {
			if e := newEvent(e, by); len(e.Witnesses) > 0 {
				out = append(out, e)
			}
		}
	}
	return out, nil
}

// Event gives the event to which an entry belongs, by the entry's id or a beginning of it that no other shares.
func (a *Answers) Event(ctx context.Context, id string) (Event, error) {
	e, err := a.ledger.Entry(ctx, id)
	if err != nil {
		return Event{}, err
	}
	shared := e.Record.Shared()
	none := &demarche.Error{Code: demarche.NotFound, Op: "events", Detail: "entry " + shared.ID + " is of no event", Hint: "events are made of positions, acts, movements and counts that are not rejected or narrowed away"}
	if !slices.Contains(eventKinds(), shared.Kind) {
		return Event{}, none
	}
	found, _, err := a.sources.eventsOf(ctx, shared.Kind, []string{shared.ID})
	if err != nil {
		return Event{}, err
	}
	whole, err := a.withWitnesses(ctx, found)
	if err != nil || len(whole) == 0 {
		return Event{}, cmp.Or(err, error(none))
	}
	return whole[0], nil
}

// newEvent makes an event of what is found of it and of the entries of its
// records. One that a reviewer rejected a moment ago is left out.
func newEvent(found events.Event, entries map[string]demarche.Entry) Event {
	e := Event{
		ID: found.ID, Kind: found.Kind, Corroboration: found.Witnesses, Details: append([]events.Detail{}, found.Details...),
		Joins: append([]events.Join{}, found.Joins...), Perhaps: append([]string{}, found.Perhaps...), Witnesses: []Item{},
	}
	for _, id := range found.Records {
		if entry, ok := entries[id]; ok {
			e.Witnesses = append(e.Witnesses, NewItem(entry))
		}
	}
	e.Day, e.DatedBy = e.day()
	for _, w := range e.Witnesses {
		e.Surest = max(e.Surest, w.surest())
	}
	return e
}

// day gives the day told most often, a month or a year only if no day is told,
// and the day of the first report if nothing is.
func (e Event) day() (demarche.Date, DatedBy) {
	field := "date"
	values := e.Detail(field).Values
	for _, v := range values {
		if demarche.Date(v.Value).IsDay() {
			return demarche.Date(v.Value), ByRecord
		}
	}
	if len(values) > 0 {
		return demarche.Date(values[0].Value), ByRecord
	}
	if len(e.Witnesses) == 0 {
		return "", Undated
	}
	return e.First().Day, e.First().DatedBy
}

// sortEvents puts older events first and undated ones last.
func sortEvents(es []Event) {
	slices.SortFunc(es, func(x, y Event) int {
		if x.Day.Known() != y.Day.Known() {
			if x.Day.Known() {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.ID, y.ID))
	})
}

// Totals adds up movements by status, in the order of demarche's statuses.
func Totals(es []Event) []Total {
	var sums tally
	for i := range es {
		if e := &es[i]; e.Kind == demarche.KindMovement {
			sums.add(e.Status(), e.span("flights"), e.span("people"))
		}
	}
	return sums.totals()
}

// tally adds up movements by the places of their statuses in tallied.
type tally [5]Total

// tallied gives the statuses in the order in which they are added up.
func (*tally) tallied() [5]demarche.Status {
	return [...]demarche.Status{demarche.Planned, demarche.UnderWay, demarche.Completed, demarche.TurnedBack, demarche.Cancelled}
}

func (t *tally) add(status demarche.Status, flights, people Range) {
	order := t.tallied()
	at := slices.Index(order[:], status)
	if at < 0 {
		return
	}
	of := &t[at]
	of.Events++
	of.Flights.add(flights)
	of.People.add(people)
}

// totals gives what any movements come to.
func (t *tally) totals() []Total {
	out := []Total{}
	for at, s := range t.tallied() {
		if of := t[at]; of.Events > 0 {
			of.Status = s
			out = append(out, of)
		}
	}
	return out
}

// highest gives the higher of two numbers in digits, of which either may be empty.
func highest(x, y string) string {
	a, _ := strconv.Atoi(x)
	if b, err := strconv.Atoi(y); err == nil && b > a {
		return y
	}
	return x
}
