package vocabulary

import (
	"fmt"
	"slices"

	"demarche"
)

// NamedBody is a body with a name of its own.
type NamedBody struct {
	Name  string         `yaml:"name"`
	Names []string       `yaml:"names"` // other names and acronyms
	Kind  string         `yaml:"kind"`
	State demarche.State `yaml:"state"` // for which it always acts; empty if it speaks for itself or has counterparts elsewhere
	Usual bool           `yaml:"usual"` // State is only the usual one
	Home  demarche.State `yaml:"home"`  // where one that acts for no state is at home: a broadcaster, a newspaper
}

// OfStates reports whether such a body acts for a state, known or not, rather
// than for itself.
func (b *NamedBody) OfStates() bool {
	return b.State != "" || ofStates(b.Kind)
}

func ofStates(kind string) bool {
	return slices.Contains([]string{"government", "ministry", "agency", "police", "force", "parliament", "mission"}, kind)
}

// BodyNoun is a noun that names a body together with a state or a field.
type BodyNoun struct {
	Word       string   `yaml:"word"`
	Many       string   `yaml:"many"`
	Names      []string `yaml:"names"`
	Kind       string   `yaml:"kind"`
	Government bool     `yaml:"government"` // stands for the state itself
	OnlyMany   bool     `yaml:"only_many"`  // the plural alone has this sense: "authorities"
	FieldOnly  bool     `yaml:"field_only"` // a body only with a field: "migration service"
	Person     bool     `yaml:"person"`     // somebody of the government: "officials"
}

// Bodies is the vocabulary of bodies. It is read-only and safe for use by
// several goroutines.
type Bodies struct {
	Named   []NamedBody
	Generic []BodyNoun
	Fields  []string
}

// LoadBodies reads and checks bodies.yaml.
func LoadBodies() (*Bodies, error) {
	var file struct {
		Bodies  []NamedBody `yaml:"bodies"`
		Generic []BodyNoun  `yaml:"generic"`
		Fields  []string    `yaml:"fields"`
	}
	if err := decode("bodies.yaml", &file); err != nil {
		return nil, err
	}
	b := &Bodies{Named: file.Bodies, Generic: file.Generic, Fields: file.Fields}
	if errs := b.Check(); len(errs) > 0 {
		return nil, fmt.Errorf("vocabulary file bodies.yaml: %w", errs[0])
	}
	return b, nil
}

// Check reports what is wrong in the file: names and words twice, unknown
// kinds, codes of a wrong form.
func (b *Bodies) Check() []error {
	var errs []error
	report := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	kinds := []string{"government", "ministry", "agency", "court", "force", "police", "parliament", "mission", "international", "group", "press", "party"}
	seen := make(map[string]string)
	add := func(owner, kind string, words ...string) {
		if !slices.Contains(kinds, kind) {
			report("%q: kind %q is not one of %q", owner, kind, kinds)
		}
		for _, w := range words {
			f := Fold(w)
			if f == "" {
				report("%q has an empty name", owner)
			} else if o, ok := seen[f]; ok && o != owner {
				report("%q names both %q and %q", w, o, owner)
			}
			seen[f] = owner
		}
	}
	for _, n := range b.Named {
		add(n.Name, n.Kind, append([]string{n.Name}, n.Names...)...)
		for _, s := range []demarche.State{n.State, n.Home} {
			if s != "" && !demarche.IsStateCode(string(s)) {
				report("%q: %q is not an ISO 3166-1 alpha-3 code", n.Name, s)
			}
		}
		if n.State != "" && n.Home != "" {
			report("%q: has a state and a home", n.Name)
		}
	}
	clear(seen)
	for _, g := range b.Generic {
		add(g.Word, g.Kind, append([]string{g.Word}, g.Names...)...)
		if g.Many != "" {
			add(g.Word, g.Kind, g.Many)
		}
	}
	return errs
}
