package vocabulary

import "fmt"

// Callings says who people are by what they do (callings.yaml).
type Callings struct {
	Public      []string `yaml:"callings"`
	Offices     []string `yaml:"offices"`
	Occupations []string `yaml:"occupations"`
	Custody     []string `yaml:"custody"`
	Endings     []string `yaml:"endings"`
	Persons     []string `yaml:"persons"`
	NotPersons  []string `yaml:"not_persons"`
}

// LoadCallings reads and checks callings.yaml.
func LoadCallings() (*Callings, error) {
	var p Callings
	if err := decode("callings.yaml", &p); err != nil {
		return nil, err
	}
	if errs := p.Check(); len(errs) > 0 {
		return nil, fmt.Errorf("vocabulary file callings.yaml: %w", errs[0])
	}
	return &p, nil
}

// Check reports what is wrong in the file: words twice in one list, words for
// persons that name none, offices that are no callings.
func (p *Callings) Check() []error {
	var errs []error
	list := func(name string, words []string) map[string]bool {
		seen := make(map[string]bool, len(words))
		for _, w := range words {
			if w == "" || seen[w] {
				errs = append(errs, fmt.Errorf("%s: %q is empty or listed twice", name, w))
			}
			seen[w] = true
		}
		return seen
	}
	callings := list("callings", p.Public)
	for _, w := range p.Offices {
		if !callings[w] {
			errs = append(errs, fmt.Errorf("offices: %q is no calling", w))
		}
	}
	not := list("not_persons", p.NotPersons)
	for _, w := range append(p.Persons, p.Public...) {
		if not[w] {
			errs = append(errs, fmt.Errorf("%q is a person and none", w))
		}
	}
	list("offices", p.Offices)
	list("occupations", p.Occupations)
	list("custody", p.Custody)
	list("endings", p.Endings)
	list("persons", p.Persons)
	return errs
}
