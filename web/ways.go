package web

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strconv"
	"sync"

	"demarche"
	"demarche/answers"
	"demarche/web/worldmap"
)

// wayView is a way from state to state on which people were, are or were to be moved.
type wayView struct {
	From, To       string
	Class, Word    string // done, ahead, stopped
	Movements      int
	Flights        toldSum
	People         toldSum
	Href           string
	Path, Width    string // on the map
	fromCode, code demarche.State
	abroad         bool // it leads to a place that another state runs than that in which it lies
	all            []*answers.Flight
}

// wayClasses says how ways are drawn and called; it is read only.
var wayClasses = map[string]string{"done": "carried out or under way", "ahead": "planned", "stopped": "turned back or cancelled"}

// wayClass gives how the way of a movement is drawn.
func wayClass(s demarche.Status) string {
	switch s {
	case demarche.Planned:
		return "ahead"
	case demarche.TurnedBack, demarche.Cancelled:
		return "stopped"
	}
	return "done"
}

// mostWays is how many ways are shown at most, those of most movements: of more
// no map can be read.
const mostWays = 100

// drawWays adds movements up by way and puts them on the map.
func (v *flightsView) drawWays(s *site, out *bytes.Buffer, flights []*answers.Flight) {
	all := v.allWays(s, flights)
	slices.SortStableFunc(all, func(a, b *wayView) int {
		return cmp.Or(cmp.Compare(len(b.all), len(a.all)), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Class, b.Class))
	})
	v.AllWays = len(all)
	for _, w := range all[:min(len(all), mostWays)] {
		within := v.Asked
		within.From, within.To = string(w.fromCode), string(w.code)
		w.Href = within.address()
		w.count(&s.arcs)
		v.Ways = append(v.Ways, *w)
	}
	v.Map = newWorld("Map of ways from state to state", "Where people were moved from and to")
	v.Map.draw(out, v.Ways)
}

// allWays gives the ways on which movements are told, with the movements on
// each, and notes of how many one end is not told.
func (v *flightsView) allWays(s *site, flights []*answers.Flight) []*wayView {
	type key struct {
		from, to demarche.State
		place    string // one that another state runs
		class    string
	}
	var all []*wayView
	places := make(map[key]*wayView)
	for _, f := range flights {
		k := key{f.Sender, f.State, "", wayClass(f.Status)}
		if k.from == "" || k.to == "" {
			v.Unmapped++
			continue
		}
		to, abroad := s.words.Abroad(f.Destination, f.State)
		k.place = to.Place
		w := places[k]
		if w == nil {
			name := s.names.State(k.to)
			if abroad {
				name = s.names.abroad(to)
			}
			w = &wayView{From: s.names.State(k.from), To: name, abroad: abroad, Class: k.class, Word: wayClasses[k.class], fromCode: k.from, code: k.to}
			places[k], all = w, append(all, w)
		}
		w.all = append(w.all, f)
	}
	return all
}

// count adds the movements of a way up.
func (w *wayView) count(arcs *keptArcs) {
	w.Movements = len(w.all)
	var flights, people answers.Sum
	for _, t := range answers.FlightTotals(w.all) {
		flights = plus(flights, t.Flights)
		people = plus(people, t.People)
	}
	w.Flights, w.People = sum(flights, w.Movements), sum(people, w.Movements)
	w.Width = strconv.FormatFloat(min(9, 1.2+1.1*math.Sqrt(float64(w.Movements))), 'f', 1, 64)
	from, ok := worldmap.Centre(w.fromCode)
	to, known := worldmap.Centre(w.code)
	if ok && known {
		w.Path = arcs.of(arc{from, to, w.Class})
	}
}

// arc is a way to be drawn.
type arc struct {
	from, to worldmap.Place
	class    string
}

// keptArcs holds how ways are drawn: to reckon a hundred takes as long as to
// write them.
type keptArcs struct {
	mu   sync.Mutex
	made map[arc]string
}

// mostArcs is how many are held; beyond that all are reckoned anew.
const mostArcs = 20_000

// of gives the path of a way; an empty one if none is the shortest.
func (k *keptArcs) of(a arc) string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if had, ok := k.made[a]; ok {
		return had
	}
	if k.made == nil || len(k.made) >= mostArcs {
		k.made = make(map[arc]string)
	}
	path := worldmap.Arc(a.from, a.to, map[string]float64{"done": .12, "ahead": .2, "stopped": .05}[a.class])
	k.made[a] = path
	return path
}

func plus(a, b answers.Sum) answers.Sum {
	return answers.Sum{Low: a.Low + b.Low, High: a.High + b.High, Told: a.Told + b.Told}
}

// draw puts ways and the states at their ends on the map; the widest are drawn
// first. What else there is of land is drawn into out.
func (m *mapView) draw(out *bytes.Buffer, ways []wayView) {
	ends := make(map[demarche.State]string)
	for _, w := range ways {
		if w.Path == "" {
			continue
		}
		label := w.From + " to " + w.To + ": " + plural(w.Movements, "movement") + " " + w.Word
		if w.People.Sum != untold {
			label += ", " + join(", ", w.People.Sum+" people", w.People.Of)
		}
		m.Ways = append(m.Ways, way{Path: w.Path, Wide: w.Width, Class: w.Class, Label: label, Href: w.Href})
		if ends[w.fromCode] == "" {
			ends[w.fromCode] = "from"
		}
		if !w.abroad {
			ends[w.code] = "to"
		}
	}
	out.WriteString(landBegins)
	shapes := worldmap.Shapes()
	for i := range shapes {
		if class := ends[shapes[i].Code]; class != "" {
			m.Ends = append(m.Ends, newMapState(&shapes[i], class))
			continue
		}
		out.WriteString(shapes[i].Path)
	}
	out.WriteString(landEnds)
}
