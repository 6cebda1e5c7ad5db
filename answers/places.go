package answers

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"demarche"
	"demarche/events"
)

// SeriesKind says what a series of a place is about. The kinds are never mixed.
type SeriesKind string

// The series of a place.
const (
	ExistingRoom  SeriesKind = "capacity_existing"  // room that is there
	AnnouncedRoom SeriesKind = "capacity_announced" // room that is planned, ordered or promised
	PeopleHeld    SeriesKind = "held"               // people there at a time
	PeopleSent    SeriesKind = "sent"               // people who left for it or arrived
	PeopleToSend  SeriesKind = "transfer_announced" // people who are to be sent
)

// seriesKinds lists the series in the order in which answers show them.
func seriesKinds() []SeriesKind {
	return []SeriesKind{ExistingRoom, AnnouncedRoom, PeopleHeld, PeopleSent, PeopleToSend}
}

// PlaceReport is a place where people are held or received.
type PlaceReport struct {
	Name     string           `json:"name"`  // the name told most often
	Names    []string         `json:"names"` // all names of it in reports
	States   []demarche.State `json:"states"`
	Series   []Series         `json:"series"`
	Warnings []Warning        `json:"warnings"`
}

// Get gives a series; one without points if nothing is told.
func (p PlaceReport) Get(k SeriesKind) Series {
	for _, s := range p.Series {
		if s.Kind == k {
			return s
		}
	}
	return Series{Kind: k, Points: []Point{}}
}

// Series is figures of one kind, by day.
type Series struct {
	Kind   SeriesKind `json:"kind"`
	Points []Point    `json:"points"` // oldest first
}

// Point is a figure at a time, told once however many reports give it.
type Point struct {
	Day           demarche.Date    `json:"day"`
	DatedBy       DatedBy          `json:"dated_by"`
	Low           int              `json:"low"` // people or places
	High          int              `json:"high"`
	Approx        bool             `json:"approx"` // no report gives it exactly
	Event         string           `json:"event"`
	Perhaps       []string         `json:"perhaps"` // ids of events that it may be the same as
	Corroboration events.Witnesses `json:"corroboration"`
	Entry         Item             `json:"entry"` // the first that tells it
	Entries       []string         `json:"entries"`
}

// Warning says that more people are announced than there is room for.
type Warning struct {
	// Certain is false if it follows only from the higher of several figures.
	Certain bool   `json:"certain"`
	Reason  string `json:"reason"`
	// Entries are those from which it follows: the transfer, the room, the people held.
	Entries []string `json:"entries"`
}

// Places lists the places where people are held or received, by name, as
// reports up to a day (today if it is empty) give figures of them. With a name,
// that place alone, also if nothing tells that people are held there.
func (a *Answers) Places(ctx context.Context, name string, on demarche.Date) ([]PlaceReport, error) {
	day, err := a.day(on)
	if err != nil {
		return nil, err
	}
	found := make(map[string]*placeNotes)
	for _, k := range []demarche.Kind{demarche.KindCount, demarche.KindMovement} {
		err := a.eachEventOfKind(ctx, k, namesPlace, func(e events.Event, entries map[string]demarche.Entry) error {
			if whole := newEvent(e, entries); len(whole.Witnesses) > 0 {
				noteEvent(found, whole, day)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	out := []PlaceReport{}
	for key, notes := range found {
		if name == "" && notes.holds && len(notes.points) > 0 || name != "" && key == foldPlace(name) {
			out = append(out, notes.report())
		}
	}
	slices.SortFunc(out, func(x, y PlaceReport) int { return cmp.Compare(fold(x.Name), fold(y.Name)) })
	if name != "" && len(out) == 0 {
		return nil, &demarche.Error{Code: demarche.NotFound, Op: "places", Path: name, Detail: "no figure or movement of the ledger names this place by that day",
			Hint: "demarche places lists those where people are held or received"}
	}
	return out, nil
}

// namesPlace reports whether any report of an event names a place of which figures are told.
func namesPlace(e events.Event) bool {
	return slices.ContainsFunc(e.Details, func(d events.Detail) bool { return d.Field == "place" || d.Field == "destination" })
}

// placeNotes gathers what is told of one place.
type placeNotes struct {
	names  map[string]int // how many entries say each
	states []demarche.State
	points map[SeriesKind][]Point
	holds  bool // people are held or received there
}

// noteEvent notes a figure or movement under the place that it names, if it names one.
func noteEvent(found map[string]*placeNotes, e Event, day demarche.Date) {
	kind, field, numbers := seriesOf(e)
	place := e.Says(field)
	key := foldPlace(place)
	if kind == "" || key == "" || !toldBy(e, kind, day) {
		return
	}
	n := found[key]
	if n == nil {
		n = &placeNotes{names: make(map[string]int), points: make(map[SeriesKind][]Point)}
		found[key] = n
	}
	for _, v := range e.Detail(field).Values {
		if foldPlace(v.Value) == key {
			n.names[v.Value] += len(v.Records)
		}
	}
	for _, f := range []string{"in", "destination_state"} {
		if s := demarche.State(e.Says(f)); s != "" && !slices.Contains(n.states, s) {
			n.states = append(n.states, s)
		}
	}
	n.holds = n.holds || e.Kind == demarche.KindCount || holding(place)
	if p, ok := newPoint(e, numbers); ok {
		n.points[kind] = append(n.points[kind], p)
	}
}

// toldBy reports whether an event was by a day; what is announced, whether it
// was announced by then.
func toldBy(e Event, kind SeriesKind, day demarche.Date) bool {
	if p := e.First().Publish; (kind == PeopleToSend || kind == AnnouncedRoom) && p.Known() {
		return demarche.Day(p.Last()) <= day
	}
	when := spanOfEvent(e)
	return !when.known() || when.last <= day
}

// seriesOf gives the series to which an event belongs, the field that names
// the place and the field of the number; nothing if it belongs to none.
func seriesOf(e Event) (kind SeriesKind, place, number string) {
	if e.Kind == demarche.KindMovement {
		switch e.Status() {
		case demarche.Planned:
			return PeopleToSend, "destination", "people"
		case demarche.UnderWay, demarche.Completed:
			return PeopleSent, "destination", "people"
		}
		return "", "", ""
	}
	unit := e.Says("unit")
	if unit != "people" && unit != "places" {
		return "", "", ""
	}
	switch demarche.CountWhat(e.Says("what")) {
	case demarche.Held:
		if toBeHeld(e) {
			return AnnouncedRoom, "place", "value" // "a plan to hold 30,000 there": nobody is held yet
		}
		return PeopleHeld, "place", "value"
	case demarche.Agreed:
		return PeopleToSend, "place", "value"
	case demarche.Capacity:
		if announced(e) {
			return AnnouncedRoom, "place", "value"
		}
		return ExistingRoom, "place", "value"
	}
	return "", "", ""
}

// newPoint gives the figure of an event; false if no report tells the number.
func newPoint(e Event, field string) (Point, bool) {
	low, high, ok := e.Bounds(field)
	if !ok {
		return Point{}, false
	}
	p := Point{
		Day: e.Day, DatedBy: e.DatedBy, Low: low, High: high, Event: e.ID, Perhaps: e.Perhaps,
		Corroboration: e.Corroboration, Entry: e.First(), Entries: []string{}, Approx: true,
	}
	for _, w := range e.Witnesses {
		p.Entries = append(p.Entries, w.ID())
		switch r := w.Record.(type) {
		case *demarche.Movement:
			p.Approx = p.Approx && (r.Approx || r.People == nil)
		case *demarche.Count:
			p.Approx = p.Approx && r.Approx
		}
	}
	return p, true
}

// report puts together what is told of a place.
func (n *placeNotes) report() PlaceReport {
	p := PlaceReport{Names: []string{}, States: append([]demarche.State{}, n.states...), Series: []Series{}, Warnings: []Warning{}}
	for name := range n.names {
		p.Names = append(p.Names, name)
	}
	slices.SortFunc(p.Names, func(x, y string) int { return cmp.Or(cmp.Compare(n.names[y], n.names[x]), cmp.Compare(x, y)) })
	p.Name = p.Names[0]
	slices.Sort(p.States)
	for _, k := range seriesKinds() {
		if points := n.points[k]; len(points) > 0 {
			slices.SortFunc(points, comparePoints)
			p.Series = append(p.Series, Series{Kind: k, Points: points})
		}
	}
	p.warn()
	return p
}

// comparePoints puts older points first and undated ones before them.
func comparePoints(x, y Point) int {
	return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Event, y.Event))
}

// newest gives the points of a series of the newest day; nothing if it has none.
func (s Series) newest() []Point {
	var out []Point
	for _, p := range s.Points {
		if p.Day == s.Points[len(s.Points)-1].Day {
			out = append(out, p)
		}
	}
	return out
}

// warn compares every announced transfer, by itself, with the room that is
// there; where nothing tells of that, with the room that is announced.
func (p *PlaceReport) warn() {
	kind, room := "room for %d is known to be there", p.Get(ExistingRoom).newest()
	if len(room) == 0 {
		kind, room = "room for %d is announced, and none is known to be there", p.Get(AnnouncedRoom).newest()
	}
	if len(room) == 0 {
		return
	}
	least, most := room[0].Low, room[0].High
	var from []string
	for _, r := range room {
		least, most = min(least, r.Low), max(most, r.High)
		from = append(from, r.Entries...)
	}
	held, heldFrom := 0, []string(nil)
	if newest := p.Get(PeopleHeld).newest(); len(newest) == 1 {
		held, heldFrom = newest[0].Low, newest[0].Entries
	}
	for _, t := range p.Get(PeopleToSend).Points {
		switch {
		case t.Low > most:
			p.Warnings = append(p.Warnings, Warning{Certain: true, Reason: fmt.Sprintf("%d people are to be sent, and "+kind, t.Low, most), Entries: slices.Concat(t.Entries, from)})
		case t.High > least:
			p.Warnings = append(p.Warnings, Warning{Reason: fmt.Sprintf("up to %d people are to be sent, and "+kind+" by the lowest figure", t.High, least), Entries: slices.Concat(t.Entries, from)})
		case held > 0 && t.Low+held > most:
			p.Warnings = append(p.Warnings, Warning{Reason: fmt.Sprintf("%d people are to be sent, %d were held there last, and "+kind, t.Low, held, most), Entries: slices.Concat(t.Entries, heldFrom, from)})
		}
	}
}

// Bounds gives the lowest and the highest of a number of an event, the upper
// bounds of ranges included; false if no report tells it.
func (e Event) Bounds(field string) (low, high int, ok bool) {
	r := e.span(field)
	return r.Low, r.High, r.Told
}
