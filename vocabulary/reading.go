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
	Agents  []string // nouns for who acts for the state or body named with them
	Sides   []string // nouns for states and governments as sides of an act
	Matters []string // words that give an agreement or talks another subject than returns
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
	Vehicles  []Vehicle           `yaml:"vehicles"`
	Aircraft  []string            `yaml:"aircraft"`
	Carriers  map[string][]string `yaml:"carriers"`
	ByLand    []string            `yaml:"by_land"`
	BySea     []string            `yaml:"by_sea"`
	Territory []string            `yaml:"territory"`
	Local     []string            `yaml:"local"`
	Moving    struct {
		Send     []string `yaml:"send"`
		Removal  []string `yaml:"removal"`
		Fetching []string `yaml:"fetching"`
		Arrive   []string `yaml:"arrive"`
		Leave    []string `yaml:"leave"`
		Travel   []string `yaml:"travel"`
		Expect   []string `yaml:"expect"`
		Intend   []string `yaml:"intend"`
		Stop     []string `yaml:"stop"`
		Occur    []string `yaml:"occur"`
		Clear    []string `yaml:"clear"`
		Nouns    []string `yaml:"nouns"`
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
	Lodging        []string    `yaml:"lodging"`
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
	Type       demarche.ActType `yaml:"type"`
	Verbs      []string         `yaml:"verbs"`
	Nouns      []string         `yaml:"nouns"`
	Object     []string         `yaml:"object"`     // lemmas of which the object is one
	SubjectIn  []string         `yaml:"subject_in"` // lemmas of which the subject is one: the thing sent, not who acts
	ObjectNot  []string         `yaml:"object_not"` // lemmas of which it is none; nor is it people
	OfPeople   bool             `yaml:"of_people"`  // done to people who are, or may be, moved
	Below      []string         `yaml:"below"`      // predicates of which one completes the clause
	With       []string         `yaml:"with"`       // prepositions of which the clause has one
	Judged     []string         `yaml:"judged"`     // words of judgement of which one stands in the clause
	Target     []string         `yaml:"target"`
	Speech     bool             `yaml:"speech"`     // done by speaking: the actor is the speaker
	Said       bool             `yaml:"said"`       // what a speaker's words amount to
	Strict     bool             `yaml:"strict"`     // only in sentences that themselves speak of returns
	Infinitive bool             `yaml:"infinitive"` // somebody is told "to" do something
	Complement bool             `yaml:"complement"` // a clause completes the predicate
	Wish       bool             `yaml:"wish"`       // the clause that completes it says what should be
	Coming     bool             `yaml:"coming"`     // the clause that completes it says what is to come
	Future     bool             `yaml:"future"`
	Active     bool             `yaml:"active"`
	If         bool             `yaml:"if"` // under a condition
	Negated    bool             `yaml:"negated"`
	Copular    bool             `yaml:"copular"`
	Both       bool             `yaml:"both"`    // symmetric: not without the other side
	People     bool             `yaml:"people"`  // the target is the noun phrase itself, not a word in it
	Places     bool             `yaml:"places"`  // a place stands for its state
	Other      bool             `yaml:"other"`   // always aimed at somebody: the state opposite if not named
	Felt       bool             `yaml:"felt"`    // who feels it does it, the subject of a passive
	Foreign    bool             `yaml:"foreign"` // said of another state than the speaker's
	Sides      bool             `yaml:"sides"`   // a noun that names the act only with both its sides
	Oblique    []string         `yaml:"oblique"` // lemmas of which one stands after a preposition of "with"
	NoAgent    bool             `yaml:"noagent"` // a passive does not take its speaker as actor
	Court      bool             `yaml:"court"`
	NoTarget   bool             `yaml:"notarget"`
	Example    string           `yaml:"example"`
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
	Subject string             `yaml:"subject"` // "states": a state does it; "things": a building or vehicle does, not a state
	Example string             `yaml:"example"`
}

// LoadReading reads the vocabulary of the records.
func LoadReading() (*Reading, error) {
	var r Reading
	var acts struct {
		Agents  []string `yaml:"agents"`
		Sides   []string `yaml:"sides"`
		Matters []string `yaml:"matters"`
		Acts    []Act    `yaml:"acts"`
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
	r.Acts, r.Agents, r.Sides, r.Matters = acts.Acts, acts.Agents, acts.Sides, acts.Matters
	r.Gaps, r.Counts = gaps.Gaps, counts.Counts
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
		if len(a.Verbs)+len(a.Nouns)+len(a.Judged) == 0 {
			fault("%s: no verbs, no nouns and no words of judgement", name)
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
