package web

import (
	"bytes"
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/phrases"
	"demarche/web/worldmap"
)

// mapView is the world with where states stand, or with ways from state to state.
type mapView struct {
	Title, About string
	Width        int
	Height       int
	Scale        string        // from the units of the paths to those of the drawing
	Drawn        template.HTML // where what is drawn of the states is put in: those of which nothing is known as one piece of land, the others each as it stands
	Answers      []mapAnswer   // the same as a table
	Ways         []way
	Ends         []mapState // states at the ends of ways
	Other        *choice    // the map of other people; its value is an address
}

// mapState is a state on the map of which something is known.
type mapState struct {
	Code  demarche.State
	Class string
	Told  bool // only others say so
	Low   bool // what it rests on is more likely wrong than right
	Path  string
	X, Y  int // of the ring that marks a state too small to be seen
	Small bool
	Order int // what is small is drawn over what is large
	Label string
	Href  string
}

// mapAnswer is an answer with the states that give it.
type mapAnswer struct {
	standing
	States int
	Names  template.HTML // these, written
}

// mapName is a state of the table of the map.
type mapName struct {
	Name, Href, Since string // since when, in words; empty if that is not known
	Told, Low         bool
}

// smallest is the area, in square units of the drawing, below which a state is marked by a ring.
const smallest = 60

// land begins to draw what nothing is known of, as the data of a path.
const (
	landBegins = `<path class="land" d="`
	landEnds   = "\"/>\n"
)

func newWorld(title, about string) mapView {
	return mapView{Title: title, About: about, Width: worldmap.Width, Height: worldmap.Height, Scale: strconv.FormatFloat(1./worldmap.Grain, 'f', -1, 64)}
}

// standMap draws where states stand on one kind of people and one means, any if
// none is said; the states themselves into out.
func (s *site) standMap(out *bytes.Buffer, matrix []answers.Board, f nowFilter) (mapView, error) {
	people, means := f.people, f.means
	if people == "" {
		people = demarche.OwnNationals
	}
	about := capital(word(people))
	if means == "" {
		means = demarche.MeansAny
		about += ", whatever the means"
	} else {
		about += phrases.ByMeans(means)
	}
	v := newWorld("Map of where states stand", about)
	other := f
	other.people = map[demarche.People]demarche.People{demarche.OwnNationals: demarche.ThirdNationals, demarche.ThirdNationals: demarche.OwnNationals}[people]
	v.Other = &choice{Value: other.at(f.on), Word: "Show " + word(other.people) + " instead"}
	of := make(map[demarche.State]*answers.Board, len(matrix))
	for i := range matrix {
		of[matrix[i].State] = &matrix[i]
	}
	listed := make(map[string][]mapName)
	shapes := worldmap.Shapes()
	states := make([]mapState, 0, len(shapes))
	out.WriteString(landBegins)
	for i := range shapes {
		shape := &shapes[i]
		st := of[shape.Code]
		if st == nil {
			out.WriteString(shape.Path)
			continue
		}
		c := st.Field(people, means)
		if c.Verdict == answers.Unknown {
			out.WriteString(shape.Path)
			continue
		}
		standing := verdictStanding(c.Verdict, c.Terms)
		m := newMapState(shape, standing.Class)
		m.Low = doubted(c.Surest)
		m.Told, m.Href = c.Word == answers.OtherWord, f.to(stateOn(shape.Code, f.on))
		name := mapName{Name: s.names.State(shape.Code), Href: m.Href, Told: m.Told, Low: m.Low}
		m.Label = name.Name + ": " + join(", ", standing.Word, strings.Join(phrases.Terms(c.Terms), ", "))
		if c.Since.Known() {
			name.Since = "since " + shortDay(c.Since)
			m.Label += ", " + name.Since
		}
		if m.Told {
			m.Label += ", others say"
		}
		if m.Low {
			m.Label += ", less than half sure"
		}
		states = append(states, m)
		listed[standing.Class] = append(listed[standing.Class], name)
	}
	out.WriteString(landEnds)
	slices.SortStableFunc(states, func(a, b mapState) int { return cmp.Compare(a.Order, b.Order) })
	for _, k := range key() {
		if names := listed[k.Class]; len(names) > 0 {
			slices.SortFunc(names, func(a, b mapName) int { return cmp.Compare(a.Name, b.Name) })
			written, err := s.patterns.names(names)
			if err != nil {
				return v, err
			}
			v.Answers = append(v.Answers, mapAnswer{k, len(names), written})
		}
	}
	return v, s.patterns.shapes(out, states)
}

func newMapState(shape *worldmap.Shape, class string) mapState {
	return mapState{
		Code: shape.Code, Class: class, Path: shape.Path, Small: shape.Area < smallest,
		Order: -int(shape.Area), X: int(shape.Centre.X * worldmap.Grain), Y: int(shape.Centre.Y * worldmap.Grain),
	}
}

// way is a way that people were moved, on the map.
type way struct {
	Path  string
	Wide  string // of the line
	Class string
	Label string
	Href  string
}
