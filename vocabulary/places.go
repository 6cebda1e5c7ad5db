package vocabulary

import (
	"fmt"
	"maps"
	"slices"

	"demarche"
)

// Site is a place of its own kind: a base, prison, camp, airport or crossing.
type Site struct {
	Name  string         `yaml:"name"`
	Names []string       `yaml:"names"`
	Kind  string         `yaml:"kind"`   // base, prison, camp, airport, crossing, city, region or site
	State demarche.State `yaml:"state"`  // where it lies
	RunBy demarche.State `yaml:"run_by"` // which state runs it, empty if it is the one where it lies
}

// SharedName is a place name that stands in several states, the usual one first.
type SharedName struct {
	Name   string           `yaml:"name"`
	States []demarche.State `yaml:"states"`
}

// Place is a name of a place and the state where it lies.
type Place struct {
	Word  string         // as it stands in a text
	Name  string         // the usual name of the place
	Kind  string         // city, region, or the kind of the Site
	State demarche.State // where it lies
	RunBy demarche.State // another state that runs it, if one does
}

// Places is the vocabulary of places. It is read-only and safe for use by
// several goroutines.
type Places struct {
	cities, regions map[demarche.State][]string
	sites           []Site
	shared          []SharedName
	byWord          map[string][]Place
	foreign         map[demarche.State]bool // states in which another runs a place
}

// LoadPlaces reads and checks places.yaml.
func LoadPlaces() (*Places, error) {
	var file struct {
		Cities  map[demarche.State][]string `yaml:"cities"`
		Regions map[demarche.State][]string `yaml:"regions"`
		Sites   []Site                      `yaml:"sites"`
		Shared  []SharedName                `yaml:"shared"`
	}
	if err := decode("places.yaml", &file); err != nil {
		return nil, err
	}
	p := &Places{cities: file.Cities, regions: file.Regions, sites: file.Sites, shared: file.Shared}
	p.index()
	if errs := p.Check(); len(errs) > 0 {
		return nil, fmt.Errorf("vocabulary file places.yaml: %w", errs[0])
	}
	return p, nil
}

func (p *Places) index() {
	p.byWord, p.foreign = make(map[string][]Place), make(map[demarche.State]bool)
	for _, w := range p.Words() {
		f := Fold(w.Word)
		p.byWord[f] = append(p.byWord[f], w)
		p.foreign[w.State] = p.foreign[w.State] || w.RunBy != ""
	}
	for _, s := range p.shared {
		f := Fold(s.Name)
		slices.SortStableFunc(p.byWord[f], func(a, b Place) int {
			return slices.Index(s.States, a.State) - slices.Index(s.States, b.State)
		})
	}
}

// Words lists every name of every place: sites first, then cities and regions,
// by state in the order of the codes.
func (p *Places) Words() []Place {
	var out []Place
	for _, s := range p.sites {
		for _, w := range append([]string{s.Name}, s.Names...) {
			out = append(out, Place{Word: w, Name: s.Name, Kind: s.Kind, State: s.State, RunBy: s.RunBy})
		}
	}
	for _, group := range []struct {
		kind  string
		names map[demarche.State][]string
	}{{"city", p.cities}, {"region", p.regions}} {
		for _, code := range slices.Sorted(maps.Keys(group.names)) {
			for _, w := range group.names[code] {
				out = append(out, Place{Word: w, Name: w, Kind: group.kind, State: code})
			}
		}
	}
	return out
}

// Find gives the places of that name, the usual one first; letter case,
// accents and "the" do not matter.
func (p *Places) Find(name string) []Place { return p.byWord[Fold(name)] }

// FindForeign gives the place of that name in a state if another state runs it.
func (p *Places) FindForeign(name string, in demarche.State) (Place, bool) {
	if !p.foreign[in] {
		return Place{}, false
	}
	all := p.Find(name)
	at := slices.IndexFunc(all, func(w Place) bool { return w.State == in && w.RunBy != "" })
	if at < 0 {
		return Place{}, false
	}
	return all[at], true
}

// Check reports what is wrong in the file: codes of a wrong form, names twice
// in one state, unknown kinds, and names in several states without a rule.
func (p *Places) Check() []error {
	var errs []error
	report := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	kinds := []string{"base", "prison", "camp", "airport", "crossing", "city", "region", "site"}
	rule := make(map[string]*SharedName, len(p.shared))
	for i := range p.shared {
		rule[Fold(p.shared[i].Name)] = &p.shared[i]
	}
	for f, places := range p.byWord {
		seen := make(map[demarche.State]bool)
		for _, pl := range places {
			switch {
			case f == "":
				report("%s has a place without a name", pl.State)
			case !demarche.IsStateCode(string(pl.State)):
				report("%q: %q is not an ISO 3166-1 alpha-3 code", pl.Word, pl.State)
			case pl.RunBy != "" && !demarche.IsStateCode(string(pl.RunBy)):
				report("%q: run_by %q is not an ISO 3166-1 alpha-3 code", pl.Word, pl.RunBy)
			case pl.RunBy == pl.State:
				report("%q: run_by names the state where it lies", pl.Word)
			case seen[pl.State]:
				report("%q is listed twice for %s", pl.Word, pl.State)
			case !slices.Contains(kinds, pl.Kind):
				report("%q: kind %q is not one of %q", pl.Word, pl.Kind, kinds)
			}
			seen[pl.State] = true
		}
		if len(seen) > 1 && rule[f] == nil {
			report("%q lies in %v, and no rule under shared tells which is meant", places[0].Word, slices.Sorted(maps.Keys(seen)))
		}
		if r := rule[f]; r != nil {
			for code := range seen {
				if !slices.Contains(r.States, code) {
					report("%q is shared, but the rule does not list %s", places[0].Word, code)
				}
			}
		}
	}
	return errs
}
