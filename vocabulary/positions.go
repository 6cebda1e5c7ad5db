package vocabulary

import (
	"fmt"
	"maps"
	"slices"

	"demarche"
)

// LonLat is a point on the map: longitude and latitude in degrees (WGS 84).
type LonLat [2]float64

// Positions knows where states and some places lie on a map. It is read-only
// and safe for use by several goroutines.
type Positions struct {
	states map[demarche.State]LonLat
	places map[demarche.State]map[string]LonLat // by folded name
}

// located is a place of positions.yaml.
type located struct {
	Name  string         `yaml:"name"`
	State demarche.State `yaml:"state"`
	At    LonLat         `yaml:"at"`
}

// LoadPositions reads and checks positions.yaml.
func LoadPositions() (*Positions, error) {
	var file struct {
		States map[demarche.State]LonLat `yaml:"states"`
		Places []located                 `yaml:"places"`
	}
	if err := decode("positions.yaml", &file); err != nil {
		return nil, err
	}
	names, err := LoadPlaces()
	if err != nil {
		return nil, err
	}
	p := &Positions{states: file.States, places: make(map[demarche.State]map[string]LonLat)}
	for _, l := range file.Places {
		if p.places[l.State] == nil {
			p.places[l.State] = make(map[string]LonLat)
		}
		// A place is found by any of its names.
		for _, w := range names.Words() {
			if w.Name == l.Name && w.State == l.State {
				p.places[l.State][Fold(w.Word)] = l.At
			}
		}
		if _, ok := p.places[l.State][Fold(l.Name)]; !ok {
			return nil, fmt.Errorf("vocabulary file positions.yaml: places.yaml knows no %q in %s", l.Name, l.State)
		}
	}
	return p, p.check(file.Places)
}

func (p *Positions) check(places []located) error {
	inside := func(name string, at LonLat) error {
		if at[0] < -180 || at[0] > 180 || at[1] < -90 || at[1] > 90 || at == (LonLat{}) {
			return fmt.Errorf("vocabulary file positions.yaml: %s lies nowhere: %v", name, at)
		}
		return nil
	}
	for _, s := range slices.Sorted(maps.Keys(p.states)) {
		if err := inside(string(s), p.states[s]); err != nil {
			return err
		}
	}
	for _, l := range places {
		if err := inside(l.Name, l.At); err != nil {
			return err
		}
	}
	return nil
}

// Of gives a point inside a state.
func (p *Positions) Of(s demarche.State) (LonLat, bool) {
	at, ok := p.states[s]
	return at, ok
}

// Place gives where a place of a state lies.
func (p *Positions) Place(name string, in demarche.State) (LonLat, bool) {
	at, ok := p.places[in][Fold(name)]
	return at, ok
}
