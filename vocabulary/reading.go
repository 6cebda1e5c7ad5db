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
	Returns   Returns
	Stances   Stances
	Acts      []Act
	Agents    []string          // nouns for who acts for the state or body named with them
	Sides     []string          // nouns for states and governments as sides of an act
	Matters   []string          // words that give an agreement or talks another subject than returns
	Writings  []string          // nouns for what somebody wrote or decided, who speaks through it
	Bodies    []string          // nouns for bodies and groups that may be named by a phrase alone ("rights groups")
	Civil     []string          // words in the names of bodies that act for no state, whatever state their name tells ("refugee council")
	Pairs     []string          // nouns for officials who stand for two states where they are named as two ("both ministers")
	Lands     []string          // nouns for a state as a land ("the island")
	Unreal    []string          // nouns over another noun that say it is only wished, sought or missing
	DeedNouns map[string]string // nouns of doing and the verbs whose acts they tell ("suspension": "suspend")
	Asides    []string          // words that give a sentence another subject than returns where it does not speak of them
	Measures  []string          // nouns of quantity or giving that stand for what they are of ("the number of visas")
	Gaps      []Gap
	Open      []string // nouns for information that may be left open
	Counts    []Count
	Callings  *Callings
}

// Returns holds the words of the subject (returns.yaml).
type Returns struct {
	People struct {
		Moved   []string `yaml:"moved"`
		Own     []string `yaml:"own"`
		Third   []string `yaml:"third"`
		Peoples []string `yaml:"peoples"`
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
		Wish     []string `yaml:"wish"`
		Greet    []string `yaml:"greet"`
		Stop     []string `yaml:"stop"`
		Occur    []string `yaml:"occur"`
		Clear    []string `yaml:"clear"`
		Nouns    []string `yaml:"nouns"`
	} `yaml:"moving"`
	Facility []string `yaml:"facility"`
	Freight  []string `yaml:"freight"`
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
	Detain         []string    `yaml:"detain"`
	Home           []string    `yaml:"home"`
	Fetch          []string    `yaml:"fetch"`
	Come           []string    `yaml:"come"`
	Put            []string    `yaml:"put"`
	Acceptance     []string    `yaml:"acceptance"`
	Willing        []string    `yaml:"willing"`
	Assent         []string    `yaml:"assent"`
	Refuse         []string    `yaml:"refuse"`
	Deeds          []string    `yaml:"deeds"`
	Deny           []string    `yaml:"deny"`
	Bind           []string    `yaml:"bind"`
	Pacts          []string    `yaml:"pacts"`
	Hard           []string    `yaml:"hard"`
	Welcome        []string    `yaml:"welcome"`
	Unwelcome      []string    `yaml:"unwelcome"`
	Proposal       []string    `yaml:"proposal"`
	WillingNouns   []string    `yaml:"willing_nouns"`
	RefusalNouns   []string    `yaml:"refusal_nouns"`
	WishNouns      []string    `yaml:"wish_nouns"`
	Appetite       []string    `yaml:"appetite"`
	Undo           []string    `yaml:"undo"`
	Judge          []string    `yaml:"judge"`
	Rumours        []string    `yaml:"rumours"`
	Objection      []string    `yaml:"objection"`
	Room           []string    `yaml:"room"`
	Roles          []string    `yaml:"roles"`
	Doors          []string    `yaml:"doors"`
	Give           []string    `yaml:"give"`
	Shelter        []string    `yaml:"shelter"`
	Issue          []string    `yaml:"issue"`
	Reserve        []string    `yaml:"reserve"`
	Unsettled      []string    `yaml:"unsettled"`
	UnsettledNouns []string    `yaml:"unsettled_nouns"`
	Settle         []string    `yaml:"settle"`
	Yes            []string    `yaml:"yes"`
	No             []string    `yaml:"no"`
	Terms          []TermWords `yaml:"terms"`
	Conditions     []string    `yaml:"conditions"`
}

// TermWords gives the words that show a condition.
type TermWords struct {
	Term    demarche.Term `yaml:"term"`
	Words   []string      `yaml:"words"`
	Example string        `yaml:"example"`
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
	var acts actsFile
	var gaps gapsFile
	var counts struct {
		Counts []Count `yaml:"counts"`
	}
	for name, into := range map[string]any{"returns.yaml": &r.Returns, "stances.yaml": &r.Stances, "acts.yaml": &acts, "gaps.yaml": &gaps, "counts.yaml": &counts} {
		if err := decode(name, into); err != nil {
			return nil, err
		}
	}
	var err error
	if r.Callings, err = LoadCallings(); err != nil {
		return nil, err
	}
	if err := acts.expand(); err != nil {
		return nil, fmt.Errorf("vocabulary file acts.yaml: %w", err)
	}
	if err := gaps.expand(); err != nil {
		return nil, fmt.Errorf("vocabulary file gaps.yaml: %w", err)
	}
	r.Acts, r.Agents, r.Sides, r.Matters, r.Pairs, r.Lands, r.Unreal, r.Writings, r.Bodies, r.Civil, r.DeedNouns, r.Measures, r.Asides = acts.Acts, acts.Agents, acts.Sides, acts.Matters, acts.Pairs, acts.Lands, acts.Unreal, acts.Writings, acts.Bodies, acts.Civil, acts.Deeds, acts.Measures, acts.Asides
	r.Gaps, r.Open, r.Counts = gaps.Gaps, gaps.Open, counts.Counts
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
	faults = append(faults, r.checkActs(list)...)
	faults = append(faults, r.checkGaps(list)...)
	for i, c := range r.Counts {
		name := fmt.Sprintf("counts.yaml entry %d (%s)", i+1, c.What)
		list(name+" words", c.Words)
		if c.Example == "" {
			fault("%s: no example", name)
		}
	}
	return faults
}
