package answers

import (
	"context"
	"slices"
	"strings"

	"demarche"
	"demarche/events"
)

// Flight is a movement in brief: what lists and totals show of it, without who says so.
type Flight struct {
	ID          string
	Day         demarche.Date // as that of an Event
	DatedBy     DatedBy
	Status      demarche.Status
	Sender      demarche.State // this and what follows: what is said most often
	Origin      string
	State       demarche.State // of destination
	Destination string
	Nationals   string
	Means       demarche.Means
	AllMeans    string // every means that is said, with spaces between them
	Restrained  string // everything that is said of restraints, likewise
	Flights     Range
	People      Range
	About       bool // as many people as that are told, but about so many
	Differ      bool // reports differ in what lists show
	Perhaps     bool // it may be the same as another
	Told        events.Witnesses
	Surest      float64 // as that of an Event
}

// By reports whether any report says that it went by a means.
func (f *Flight) By(m demarche.Means) bool {
	return m != "" && slices.Contains(strings.Fields(f.AllMeans), string(m))
}

// newFlight gives a movement in brief.
func newFlight(of events.Event) Flight {
	e := Event{ID: of.ID, Details: of.Details}
	f := Flight{
		ID: of.ID, Status: e.Status(), Sender: demarche.State(e.Says("sender")), Origin: e.Says("origin"), State: demarche.State(e.Says("destination_state")),
		Destination: e.Says("destination"), Nationals: e.Says("nationals"), Means: demarche.Means(e.Says("means")), AllMeans: e.allSaid("means"),
		Restrained: e.allSaid("restrained"), Flights: e.span("flights"), People: e.span("people"), About: e.Detail("people").Agreed() && of.Approx,
		Perhaps: len(of.Perhaps) > 0, Told: of.Witnesses, Surest: of.Surest,
	}
	switch f.Day, f.DatedBy = e.day(); {
	case f.DatedBy != Undated:
	case of.Published.Known(): // nothing tells when it was: the day of the first report stands in
		f.Day, f.DatedBy = of.Published, ByPublication
	}
	for _, field := range []string{"status", "sender", "destination_state", "means", "flights", "people", "date", "restrained"} {
		f.Differ = f.Differ || len(e.Detail(field).Values) > 1
	}
	return f
}

// allSaid gives everything that is said in a field, with spaces between.
func (e *Event) allSaid(field string) string {
	var all []string
	for _, v := range e.Detail(field).Values {
		all = append(all, v.Value)
	}
	return strings.Join(all, " ")
}

// FlightTotals adds movements up as Totals does.
func FlightTotals(of []*Flight) []Total {
	var sums tally
	for _, f := range of {
		sums.add(f.Status, f.Flights, f.People)
	}
	return sums.totals()
}

// gist is a Flight with numbers in the place of its strings, see names: there
// are hundreds of thousands, and no pointer in them is to be followed.
type gist struct {
	stamp                                               int // of the event, see events.Book.Stamp; 0 for none
	id                                                  briefID
	day, datedBy, status, sender, origin, state         int32
	destination, nationals, means, allMeans, restrained int32
	flights, people                                     Range
	about, differ, perhaps                              bool
	reports, families, independent                      int32
	surest                                              float64
}

// gist shortens a movement.
func (n *names) gist(f Flight, stamp int) gist {
	return gist{
		stamp: stamp, id: n.short(f.ID), day: n.number(string(f.Day)), datedBy: n.number(string(f.DatedBy)), status: n.number(string(f.Status)),
		sender: n.number(string(f.Sender)), origin: n.number(f.Origin), state: n.number(string(f.State)), destination: n.number(f.Destination),
		nationals: n.number(f.Nationals), means: n.number(string(f.Means)), allMeans: n.number(f.AllMeans), restrained: n.number(f.Restrained),
		flights: f.Flights, people: f.People, about: f.About, differ: f.Differ, perhaps: f.Perhaps,
		reports: int32(f.Told.Reports), families: int32(f.Told.Families), independent: int32(f.Told.Independent), surest: f.Surest,
	}
}

// flight gives the movement of a gist.
func (n *names) flight(g *gist) Flight {
	return Flight{
		ID: n.long(g.id), Day: demarche.Date(n.of(g.day)), DatedBy: DatedBy(n.of(g.datedBy)), Status: demarche.Status(n.of(g.status)),
		Sender: demarche.State(n.of(g.sender)), Origin: n.of(g.origin), State: demarche.State(n.of(g.state)), Destination: n.of(g.destination),
		Nationals: n.of(g.nationals), Means: demarche.Means(n.of(g.means)), AllMeans: n.of(g.allMeans), Restrained: n.of(g.restrained),
		Flights: g.flights, People: g.people, About: g.about, Differ: g.differ, Perhaps: g.perhaps,
		Told: events.Witnesses{Reports: int(g.reports), Families: int(g.families), Independent: int(g.independent)}, Surest: g.surest,
	}
}

// flightsOf gives the movements of records in brief, each once. Those that are
// not kept are put together first, some at a time, with other questions in between.
func (s *sources) flightsOf(ctx context.Context, ids []string) ([]*Flight, error) {
	if err := s.await(ctx, demarche.KindMovement); err != nil {
		return nil, err
	}
	for {
		all, whole, err := s.brief(ctx, ids)
		if err != nil {
			return nil, err
		}
		if whole {
			out := make([]*Flight, len(all))
			for i := range all {
				out[i] = &all[i]
			}
			return out, nil
		}
	}
}

// brief gives the movements of records in brief, each once; records that are of
// none are left out. It gives up when many had to be put together: whole is
// false then, and the next time there are fewer.
func (s *sources) brief(ctx context.Context, ids []string) (all []Flight, whole bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chronicle(ctx, demarche.KindMovement)
	if err != nil {
		return nil, false, err
	}
	all = make([]Flight, 0, len(ids))
	taken := make(map[int32]bool, len(ids))
	for fresh, n := 0, s.lists.names; len(ids) > 0; ids = ids[1:] {
		event, stamp, held := c.Stamp(ids[0])
		if !held || taken[event] {
			continue
		}
		taken[event] = true
		if int(event) >= len(c.gists) || c.gists[event].stamp != stamp {
			if fresh++; fresh > batch {
				return nil, false, nil
			}
			c.abridge(n, ids[0])
		}
		all = append(all, n.flight(&c.gists[event]))
	}
	return all, true, nil
}

// warmFlights puts all movements together in brief, some at a time.
func (s *sources) warmFlights(ctx context.Context) error {
	ids, err := s.movementsWithin(ctx, demarche.Filter{})
	if err != nil {
		return err
	}
	for some := range slices.Chunk(ids, batch) {
		if _, _, err := s.brief(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

// abridge keeps the event of a record in brief, with those found together with it.
func (c *chronicle) abridge(n *names, id string) {
	for _, e := range c.Around(id) {
		event, stamp, _ := c.Stamp(e.ID)
		for int(event) >= len(c.gists) {
			c.gists = append(c.gists, gist{})
		}
		c.gists[event] = n.gist(newFlight(e), stamp)
	}
}
