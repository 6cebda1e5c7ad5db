package web

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/vocabulary"
	"demarche/web/worldmap"
)

// nowFilter is what the table of states is narrowed to, as the address says it.
type nowFilter struct {
	on     demarche.Date
	people demarche.People // own, third, or empty for both
	means  demarche.Means  // one of the four, or empty for all
	stance string          // class of a standing
	region string          // slug
	name   string
	ledgerPart
}

// nowParameters are the names in the address, beside the day. It is read only.
var nowParameters = []string{"people", "means", "stance", "region", "name", "reviewed", "known-by"}

func newNowFilter(r *http.Request) (nowFilter, error) {
	f := nowFilter{
		people: demarche.People(query(r, "people")), means: demarche.Means(query(r, "means")), stance: query(r, "stance"), region: query(r, "region"),
		name: query(r, "name"),
	}
	var err error
	if f.on, err = ask.Day(query(r, "on")); err != nil {
		return f, err
	}
	if f.ledgerPart, err = newLedgerPart(r); err != nil {
		return f, err
	}
	_, known := worldmap.FindRegion(f.region)
	for _, c := range []struct {
		ok    bool
		value string
		hint  string
	}{
		{f.people == "" || f.people == demarche.OwnNationals || f.people == demarche.ThirdNationals, string(f.people), "people are own or third"},
		{f.means == "" || slices.Contains(columns(), f.means), string(f.means), "the means are military_aircraft, civilian_aircraft, land and sea"},
		{f.stance == "" || slices.Contains(classes(), f.stance), f.stance, "the answers are " + strings.Join(classes(), ", ")},
		{f.region == "" || known, f.region, "choose a region from the list"},
	} {
		if !c.ok {
			return f, &demarche.Error{Code: demarche.Invalid, Op: "page", Detail: fmt.Sprintf("the table cannot be narrowed to %q", c.value), Hint: c.hint}
		}
	}
	return f, tooLong(f.name)
}

// tooLong refuses names that no state can have.
func tooLong(name string) error {
	if len(name) > 400 {
		return &demarche.Error{Code: demarche.Invalid, Op: "page", Detail: "the name of the state is too long"}
	}
	return nil
}

func classes() []string {
	var out []string
	for _, s := range key() {
		out = append(out, s.Class)
	}
	return out
}

// values gives the parameters that are set.
func (f nowFilter) values() []hidden {
	var out []hidden
	for i, v := range []string{string(f.people), string(f.means), f.stance, f.region, f.name} {
		if v != "" {
			out = append(out, hidden{nowParameters[i], v})
		}
	}
	return append(out, f.ledgerPart.values()...)
}

// hidden is a value that a form passes on.
type hidden struct{ Name, Value string }

// at gives the address of the same table on another day; today if it is empty.
// More pairs of names and values may follow.
func (f nowFilter) at(day demarche.Date, more ...string) string {
	pairs := append([]string{"on", string(day)}, more...)
	for _, v := range f.values() {
		pairs = append(pairs, v.Name, v.Value)
	}
	return address("/", pairs...)
}

// columns gives the means of the columns that are shown.
func (f nowFilter) columns() []demarche.Means {
	if f.means != "" {
		return []demarche.Means{f.means}
	}
	return columns()
}

// people gives whose nationals are shown.
func (f nowFilter) kinds() []demarche.People {
	if f.people != "" {
		return []demarche.People{f.people}
	}
	return []demarche.People{demarche.OwnNationals, demarche.ThirdNationals}
}

// passes reports whether a state is shown.
func (f nowFilter) passes(st answers.Board, states *vocabulary.States) bool {
	if f.region != "" {
		if r, _ := worldmap.FindRegion(f.region); !slices.Contains(r.States, st.State) {
			return false
		}
	}
	if f.name != "" {
		called := append([]string{states.Name(st.State), string(st.State)}, states.Called(st.State)...)
		if !slices.ContainsFunc(called, func(c string) bool { return strings.Contains(vocabulary.Fold(c), vocabulary.Fold(f.name)) }) {
			return false
		}
	}
	if f.stance == "" {
		return true
	}
	for _, p := range f.kinds() {
		for _, m := range f.columns() {
			if standingOf(st.Field(p, m).Verdict).Class == f.stance {
				return true
			}
		}
	}
	return false
}

// nowForm is the form of the filter.
type nowForm struct {
	People, Means, Stance []choice
	Regions               []regionGroup
	Name                  string
	Reviewed              bool
	KnownBy               string
	Set                   bool // anything is narrowed
	More                  bool // ... by what stands folded away
	All                   string
	Fields                template.HTML // all fields but that of the day, written
}

// regionGroup is a continent with the regions in it.
type regionGroup struct {
	Name    string
	Options []choice
}

func (f nowFilter) form() nowForm {
	v := nowForm{Name: f.name, Reviewed: f.reviewed, KnownBy: f.knownBy, Set: len(f.values()) > 0, More: f.narrowed(), All: address("/", "on", string(f.on))}
	for _, p := range []demarche.People{"", demarche.OwnNationals, demarche.ThirdNationals} {
		v.People = append(v.People, choice{string(p), cmp.Or(capital(word(p)), "everybody"), p == f.people})
	}
	for _, m := range append([]demarche.Means{""}, columns()...) {
		v.Means = append(v.Means, choice{string(m), cmp.Or(columnWord(m), "any means"), m == f.means})
	}
	v.Stance = []choice{{"", "any answer", f.stance == ""}}
	for _, s := range key() {
		v.Stance = append(v.Stance, choice{s.Class, s.Word, s.Class == f.stance})
	}
	for _, r := range worldmap.Regions() {
		o := choice{r.Slug, r.Name, r.Slug == f.region}
		if r.Within == "" {
			o.Word = "All of " + r.Name
			if r.Slug == "americas" {
				o.Word = "All of the Americas"
			}
			v.Regions = append(v.Regions, regionGroup{r.Name, []choice{o}})
			continue
		}
		g := &v.Regions[len(v.Regions)-1]
		g.Options = append(g.Options, o)
	}
	return v
}

// formKey is all in which the fields of forms differ where nothing was written into them.
type formKey struct {
	people         demarche.People
	means          demarche.Means
	stance, region string
	reviewed       bool
}

// form gives the form of a filter, its fields written.
func (p *patterns) form(f nowFilter) (nowForm, error) {
	v := f.form()
	key := formKey{f.people, f.means, f.stance, f.region, f.reviewed}
	var written pattern
	var err error
	if f.name == "" && f.knownBy == "" {
		written, err = p.of(key, "now-fields", v)
	} else {
		written, err = p.anew("now-fields", v, nil)
	}
	v.Fields = template.HTML(written.write(nil)) //nolint:gosec // a template wrote it
	return v, err
}
