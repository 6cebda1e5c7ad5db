package vocabulary

import (
	"fmt"
	"slices"
	"strings"

	"demarche"
)

// Reading is the vocabulary of the records: the words for people who are
// moved, for moving them, for stances, acts, gaps and figures.
type Reading struct {
	Returns Returns
	Stances Stances
	Acts    []Act
	Gaps    []Gap
	Counts  []Count
}

// Returns holds the words of the subject (returns.yaml).
type Returns struct {
	People struct {
		Moved   []string `yaml:"moved"`
		Own     []string `yaml:"own"`
		Third   []string `yaml:"third"`
		General []string `yaml:"general"`
	} `yaml:"people"`
	Vehicles []Vehicle           `yaml:"vehicles"`
	Aircraft []string            `yaml:"aircraft"`
	Carriers map[string][]string `yaml:"carriers"`
	ByLand   []string            `yaml:"by_land"`
	Moving   struct {
		Send    []string `yaml:"send"`
		Removal []string `yaml:"removal"`
		Arrive  []string `yaml:"arrive"`
		Leave   []string `yaml:"leave"`
		Nouns   []string `yaml:"nouns"`
	} `yaml:"moving"`
	Facility []string `yaml:"facility"`
}

// Vehicle gives the nouns that name a means, and the words that make any
// aircraft one of that means.
type Vehicle struct {
	Means demarche.Means `yaml:"means"`
	Nouns []string       `yaml:"nouns"`
	With  []string       `yaml:"with"`
}

// Stances holds the words of willingness and of conditions (stances.yaml).
type Stances struct {
	Receive        []string    `yaml:"receive"`
	Light          []string    `yaml:"light"`
	Willing        []string    `yaml:"willing"`
	Refuse         []string    `yaml:"refuse"`
	Proposal       []string    `yaml:"proposal"`
	WillingNouns   []string    `yaml:"willing_nouns"`
	RefusalNouns   []string    `yaml:"refusal_nouns"`
	WishNouns      []string    `yaml:"wish_nouns"`
	Objection      []string    `yaml:"objection"`
	Room           []string    `yaml:"room"`
	Unsettled      []string    `yaml:"unsettled"`
	UnsettledNouns []string    `yaml:"unsettled_nouns"`
	Terms          []TermWords `yaml:"terms"`
	Conditions     []string    `yaml:"conditions"`
}

// TermWords gives the words that show a condition.
type TermWords struct {
	Term    demarche.Term `yaml:"term"`
	Words   []string      `yaml:"words"`
	Example string        `yaml:"example"`
}

// Act says which predicates are which act, and where its sides stand (acts.yaml).
type Act struct {
	Type            demarche.ActType `yaml:"type"`
	Verbs           []string         `yaml:"verbs"`
	Nouns           []string         `yaml:"nouns"`
	Object          []string         `yaml:"object"`
	ObjectNot       []string         `yaml:"object_not"`
	Judged          []string         `yaml:"judged"`
	Clause          string           `yaml:"clause"`
	Target          []string         `yaml:"target"`
	Speech          bool             `yaml:"speech"`
	Strict          *bool            `yaml:"strict"`
	Infinitive      bool             `yaml:"infinitive"`
	Complement      bool             `yaml:"complement"`
	Future          bool             `yaml:"future"`
	Both            bool             `yaml:"both"`
	People          bool             `yaml:"people"`
	To              bool             `yaml:"to"`
	Court           bool             `yaml:"court"`
	NoTarget        bool             `yaml:"notarget"`
	SubjectIsTarget bool             `yaml:"subject_is_target"`
	Example         string           `yaml:"example"`
}

// Gap says which predicates leave something open (gaps.yaml).
type Gap struct {
	Type          demarche.GapType `yaml:"type"`
	Verbs         []string         `yaml:"verbs"`
	Object        []string         `yaml:"object"`
	Below         []string         `yaml:"below"`
	Modal         []string         `yaml:"modal"`
	Negated       bool             `yaml:"negated"`
	Perfect       bool             `yaml:"perfect"`
	Passive       bool             `yaml:"passive"`
	PassiveOrAble bool             `yaml:"passive_or_able"`
	Yet           bool             `yaml:"yet"`
	Present       bool             `yaml:"present"`
	Who           string           `yaml:"who"`
	Example       string           `yaml:"example"`
}

// Count says what a figure counts, by the words around it (counts.yaml).
type Count struct {
	What    demarche.CountWhat `yaml:"what"`
	Unit    string             `yaml:"unit"`
	Nouns   []string           `yaml:"nouns"`
	Verbs   []string           `yaml:"verbs"`
	Modal   []string           `yaml:"modal"`
	Words   []string           `yaml:"words"`
	Example string             `yaml:"example"`
}

// LoadReading reads the vocabulary of the records.
func LoadReading() (*Reading, error) {
	var r Reading
	var acts struct {
		Acts []Act `yaml:"acts"`
	}
	var gaps struct {
		Gaps []Gap `yaml:"gaps"`
	}
	var counts struct {
		Counts []Count `yaml:"counts"`
	}
	for name, into := range map[string]any{"returns.yaml": &r.Returns, "stances.yaml": &r.Stances, "acts.yaml": &acts, "gaps.yaml": &gaps, "counts.yaml": &counts} {
		if err := decode(name, into); err != nil {
			return nil, err
		}
	}
	r.Acts, r.Gaps, r.Counts = acts.Acts, gaps.Gaps, counts.Counts
	return &r, nil
}

// Check gives the faults of the vocabulary of the records: values that the
// record model does not have, entries without words, words written twice in
// one list, entries without an example.
func (r *Reading) Check() []error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	list := func(name string, words []string) {
		seen := map[string]bool{}
		for _, w := range words {
			if w == "" || w != strings.ToLower(w) || w != strings.TrimSpace(w) {
				fault("%s: %q is not a lemma in lower case", name, w)
			}
			if seen[w] {
				fault("%s: %q stands twice", name, w)
			}
			seen[w] = true
		}
	}
	list("returns.yaml people.moved", r.Returns.People.Moved)
	list("returns.yaml people.general", r.Returns.People.General)
	list("returns.yaml moving.send", r.Returns.Moving.Send)
	list("returns.yaml moving.arrive", r.Returns.Moving.Arrive)
	list("returns.yaml moving.nouns", r.Returns.Moving.Nouns)
	list("stances.yaml receive", r.Stances.Receive)
	list("stances.yaml willing", r.Stances.Willing)
	list("stances.yaml refuse", r.Stances.Refuse)
	for _, w := range r.Stances.Light {
		if !slices.Contains(r.Stances.Receive, w) {
			fault("stances.yaml light: %q is not in receive", w)
		}
	}
	for _, t := range r.Stances.Terms {
		if !slices.Contains(demarche.Terms(), t.Term) {
			fault("stances.yaml terms: %q is not a term of the record model", t.Term)
		}
		if t.Example == "" {
			fault("stances.yaml terms: %s has no example", t.Term)
		}
	}
	for i, a := range r.Acts {
		name := fmt.Sprintf("acts.yaml entry %d (%s)", i+1, a.Type)
		list(name, a.Verbs)
		if !slices.Contains(demarche.ActTypes(), a.Type) {
			fault("%s: not a type of act of the record model", name)
		}
		if len(a.Verbs)+len(a.Nouns) == 0 {
			fault("%s: no verbs and no nouns", name)
		}
		if a.Example == "" {
			fault("%s: no example", name)
		}
	}
	for i, g := range r.Gaps {
		name := fmt.Sprintf("gaps.yaml entry %d (%s)", i+1, g.Type)
		list(name, g.Verbs)
		if g.Example == "" {
			fault("%s: no example", name)
		}
	}
	for i, c := range r.Counts {
		name := fmt.Sprintf("counts.yaml entry %d (%s)", i+1, c.What)
		list(name+" words", c.Words)
		if c.Example == "" {
			fault("%s: no example", name)
		}
	}
	return faults
}
