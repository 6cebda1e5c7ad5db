package vocabulary

import (
	"fmt"

	"demarche"
)

// Gap says which predicates leave something open (gaps.yaml).
type Gap struct {
	Type          demarche.GapType `yaml:"type"`
	Verbs         []string         `yaml:"verbs"`
	Object        []string         `yaml:"object"`
	ObjectFor     []string         `yaml:"object_for"` // lemmas of which the object is for one ("a request for comment")
	Below         []string         `yaml:"below"`
	Modal         []string         `yaml:"modal"`
	Negated       bool             `yaml:"negated"`
	Perfect       bool             `yaml:"perfect"`
	Passive       bool             `yaml:"passive"`
	PassiveOrAble bool             `yaml:"passive_or_able"`
	Yet           bool             `yaml:"yet"`
	Present       bool             `yaml:"present"`
	Subject       []string         `yaml:"subject"` // lemmas of which the subject is one
	About         bool             `yaml:"about"`   // something is said to stay open
	Example       string           `yaml:"example"`
}

// gapsFile is gaps.yaml.
type gapsFile struct {
	Words map[string][]string `yaml:"words"`
	Open  []string            `yaml:"open"`
	Gaps  []Gap               `yaml:"gaps"`
}

// expand puts the words of a class in the place of its name ("@telling") in every list.
func (f *gapsFile) expand() error {
	for i := range f.Gaps {
		g := &f.Gaps[i]
		for _, list := range []*[]string{&g.Verbs, &g.Object, &g.ObjectFor, &g.Below, &g.Subject} {
			if err := expandClasses(list, f.Words); err != nil {
				return fmt.Errorf("entry %d (%s): %w", i+1, g.Type, err)
			}
		}
	}
	return nil
}

// checkGaps gives the faults of the gaps; list checks one list of words.
func (r *Reading) checkGaps(list func(name string, words []string)) []error {
	var faults []error
	for i, g := range r.Gaps {
		name := fmt.Sprintf("gaps.yaml entry %d (%s)", i+1, g.Type)
		list(name, g.Verbs)
		if g.Example == "" {
			faults = append(faults, fmt.Errorf("%s: no example", name))
		}
	}
	return faults
}
