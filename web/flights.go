package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/phrases"
)

// flightsView is movements of some days, each once.
type flightsView struct {
	Asked      flightsAsked
	Asking     bool
	States     []stateOption
	Status     []choice
	Means      []choice
	Per        []choice
	AllPerhaps int           // how many there are
	Newest     demarche.Date // since when the newest are shown, if nothing was asked
	Totals     []flightTotal
	Abroad     []abroadView // places that one state runs in another
	Periods    []periodView
	PerWord    string
	Map        mapView
	Ways       []wayView // those of most movements
	AllWays    int
	Unmapped   int
	Flights    []flightView
	Perhaps    []flightView // the newest of them
	LegsNote   string       // what is said of legs of one journey below the totals
	Pages      pages
	JSON       string
}

// flightsAsked is what the address asks.
type flightsAsked struct {
	ask.List
	Status, Means, Per string
}

func newFlightsAsked(r *http.Request) (flightsAsked, error) {
	a := flightsAsked{
		List:   ask.List{State: query(r, "state"), From: query(r, "from"), To: query(r, "to"), Since: query(r, "since"), Until: query(r, "until")},
		Status: query(r, "status"), Means: query(r, "means"), Per: cmp.Or(query(r, "per"), "month"),
	}
	for _, c := range []struct {
		ok    bool
		value string
		hint  string
	}{
		{a.Status == "" || slices.Contains(statuses(), demarche.Status(a.Status)), a.Status, "the statuses are planned, under_way, completed, turned_back and cancelled"},
		{a.Means == "" || slices.Contains(columns(), demarche.Means(a.Means)), a.Means, "the means are military_aircraft, civilian_aircraft, land and sea"},
		{slices.Contains(periods(), a.Per), a.Per, "movements are added up by month, quarter or year"},
	} {
		if !c.ok {
			return a, &demarche.Error{Code: demarche.Invalid, Op: "page", Detail: fmt.Sprintf("movements cannot be listed by %q", c.value), Hint: c.hint}
		}
	}
	return a, nil
}

func statuses() []demarche.Status {
	return []demarche.Status{demarche.Planned, demarche.UnderWay, demarche.Completed, demarche.TurnedBack, demarche.Cancelled}
}

// address gives the address of the list, with pairs of names and values in
// place of those asked for.
func (a flightsAsked) address(pairs ...string) string {
	per := a.Per
	if per == "month" {
		per = ""
	}
	at := []string{"state", a.State, "from", a.From, "to", a.To, "since", a.Since, "until", a.Until, "status", a.Status, "means", a.Means, "per", per}
	return address("/flights", append(at, pairs...)...)
}

func (a flightsAsked) passes(f *answers.Flight) bool {
	return (a.Status == "" || f.Status == demarche.Status(a.Status)) && (a.Means == "" || f.By(demarche.Means(a.Means)))
}

// mostPerhaps is how many movements that may be the same as others the page
// shows: who looks for one asks for fewer days.
const mostPerhaps = 25

// newestMovements is how many movements the page shows at most where no days are asked for.
const newestMovements = 200

func (s *site) flightsPage(r *http.Request) (view, error) {
	asked, err := newFlightsAsked(r)
	if err != nil {
		return view{}, err
	}
	f, err := s.words.Filter(asked.List)
	if err != nil {
		return view{}, err
	}
	v := flightsView{Asked: asked, Asking: asked != flightsAsked{Per: "month"}, PerWord: capital(asked.Per)}
	if !f.Since.Known() && !f.Until.Known() {
		if v.Newest, err = s.answers.SinceWhen(r.Context(), f, newestMovements); err != nil {
			return view{}, err
		}
		f.Since = v.Newest
	}
	list, err := s.answers.FlightsWithin(r.Context(), f)
	if err != nil {
		return view{}, err
	}
	other := func(f *answers.Flight) bool { return !asked.passes(f) }
	flights, perhaps := slices.DeleteFunc(list.Flights, other), slices.DeleteFunc(list.Perhaps, other)
	home, abroad := answers.FlightsAbroad(flights, s.words.Abroad)
	v.Totals, v.Abroad = newFlightTotals(answers.FlightTotals(home)), s.abroad(abroad)
	v.Periods = newPeriods(home, asked)
	land := s.zippers.buffer()
	v.drawWays(s, land, flights)
	shown, pages := slice(newestFirst(flights), query(r, "page"), func(page string) string { return asked.address("page", page) })
	v.Pages, v.AllPerhaps = pages, len(perhaps)
	v.Flights = s.flightViews(shown)
	legs := answers.FlightLegs(flights)
	v.LegsNote = legsNote(legs)
	s.nameLegs(v.Flights, shown, flights, legs)
	v.Perhaps = s.flightViews(newestFirst(perhaps)[:min(len(perhaps), mostPerhaps)])
	v.JSON = address("/api/flights", "state", asked.State, "from", asked.From, "to", asked.To, "since", string(f.Since), "until", asked.Until,
		"status", asked.Status, "means", asked.Means, "per", asked.Per)
	v.options(asked)
	if v.States, err = s.stateOptions(r.Context()); err != nil {
		return view{}, err
	}
	out := view{Template: "flights", Title: "Flights and other movements", Section: "/flights"}
	v.Map.Drawn = out.later(land)
	out.Data = v
	return out, nil
}

func (v *flightsView) options(asked flightsAsked) {
	v.Status = []choice{{"", "any", asked.Status == ""}}
	for _, s := range statuses() {
		v.Status = append(v.Status, choice{string(s), word(s), asked.Status == string(s)})
	}
	v.Means = []choice{{"", "any", asked.Means == ""}}
	for _, m := range columns() {
		v.Means = append(v.Means, choice{string(m), columnWord(m), asked.Means == string(m)})
	}
	for _, p := range periods() {
		v.Per = append(v.Per, choice{p, p, asked.Per == p})
	}
}

// flightView is a movement as all who tell of it tell it.
type flightView struct {
	Href, Status, Class           string
	Day                           demarche.Date
	Guessed                       bool
	From, To, By, Flights, People string
	Nationals, Restraints, Told   string
	Sure                          sureView
	Differ                        bool      // reports differ in what is shown
	Legs                          []legView // of the journey of which it may be one
	MoreLegs                      int       // that are not shown
}

// newestFirst puts movements that are sorted by day the newest first, and those
// without a day last.
func newestFirst(flights []*answers.Flight) []*answers.Flight {
	dated := slices.IndexFunc(flights, func(f *answers.Flight) bool { return !f.Day.Known() })
	if dated < 0 {
		dated = len(flights)
	}
	out := slices.Clone(flights)
	slices.Reverse(out[:dated])
	slices.Reverse(out[dated:])
	return out
}

func (s *site) flightViews(flights []*answers.Flight) []flightView {
	out := make([]flightView, 0, len(flights))
	for _, f := range flights {
		out = append(out, s.flight(f))
	}
	return out
}

func (s *site) flight(f *answers.Flight) flightView {
	v := flightView{
		Href: eventHref(f.ID), Status: capital(word(f.Status)), Class: wayClass(f.Status), Day: f.Day, Guessed: f.DatedBy != answers.ByRecord,
		From:    s.names.departure(f.Sender, f.Origin),
		To:      s.names.destination(&demarche.Movement{Destination: demarche.Optional(f.Destination), DestinationState: f.State}),
		Flights: rangeOf(f.Flights), People: peopleOf(f), Nationals: s.names.list(statesIn(f.Nationals)), Told: toldBy(f.Told), Sure: newSurest(f.Surest),
		Differ: f.Differ,
	}
	if f.Means != "" && f.Means != demarche.MeansUnknown {
		v.By = capital(word(f.Means))
	}
	switch f.Restrained {
	case "":
	case "true":
		v.Restraints = "in restraints"
	case "false":
		v.Restraints = "none"
	default:
		v.Restraints = "reports differ"
	}
	return v
}

// departure names the state that sends and, where it is told and not that
// state, the place from which: "United States, from Fort Bliss".
func (n Names) departure(sender demarche.State, origin string) string {
	state := n.State(sender)
	switch {
	case origin == "" || origin == state:
		return state
	case state == "":
		return origin
	}
	return state + ", from " + origin
}

// statesIn reads the states of a field that lists them.
func statesIn(text string) []demarche.State {
	var out []demarche.State
	for code := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		out = append(out, demarche.State(code))
	}
	return out
}

// rangeOf writes a number of which reports give a lowest and a highest.
func rangeOf(r answers.Range) string {
	switch {
	case !r.Told:
		return ""
	case r.High <= r.Low:
		return phrases.Number(float64(r.Low))
	}
	return phrases.Number(float64(r.Low)) + "–" + phrases.Number(float64(r.High))
}

// peopleOf writes how many people a movement carried, as far as reports tell.
func peopleOf(f *answers.Flight) string {
	out := rangeOf(f.People)
	if out != "" && f.About {
		out = "about " + out
	}
	return out
}

// peopleRange gives the lowest and the highest number of people that reports
// tell of an event, and whether the number is told as about so many.
func peopleRange(e answers.Event) (low, high string, about bool) {
	people, most := e.Detail("people"), e.Detail("max")
	low, high = people.Low, people.High
	if n, err := strconv.Atoi(most.High); err == nil {
		if h, err := strconv.Atoi(high); err != nil || n > h {
			high = most.High
		}
	}
	about = people.Agreed() && slices.ContainsFunc(e.Witnesses, func(w answers.Item) bool { m, ok := w.Record.(*demarche.Movement); return ok && m.Approx })
	return low, high, about
}

// together gives a movement as all who tell of it tell it: in each field what
// most say, of people from the lowest to the highest number.
func together(e answers.Event) *demarche.Movement {
	whole := func(text string) *int {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil
		}
		return &n
	}
	low, high, about := peopleRange(e)
	m := &demarche.Movement{
		Status: e.Status(), Sender: demarche.State(e.Says("sender")), Origin: demarche.Optional(e.Says("origin")),
		Destination: demarche.Optional(e.Says("destination")), DestinationState: demarche.State(e.Says("destination_state")),
		Means: demarche.Means(e.Says("means")), Flights: whole(e.Says("flights")), People: whole(low), Approx: about, Nationals: statesIn(e.Says("nationals")),
	}
	if most := whole(high); most != nil && m.People != nil && *most > *m.People {
		m.Max = most
	}
	if told := e.Detail("restrained"); len(told.Values) == 1 {
		in := told.Values[0].Value == "true"
		m.Restrained = &in
	}
	return m
}
