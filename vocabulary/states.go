package vocabulary

import (
	"fmt"
	"slices"

	"demarche"
)

// State is a state or territory and what it is called.
type State struct {
	Code       demarche.State `yaml:"code"`       // ISO 3166-1 alpha-3, XKX for Kosovo
	Name       string         `yaml:"name"`       // English short name
	Names      []string       `yaml:"names"`      // other names, without "the"
	Adjectives []string       `yaml:"adjectives"` // "Colombian"
	People     []People       `yaml:"people"`     // "Pole", "Poles"
	Capitals   []string       `yaml:"capitals"`   // cities that can mean the government
	Seats      []string       `yaml:"seats"`      // buildings and rulers that mean the government
}

// People is a noun for the nationals of a state.
type People struct {
	One  string `yaml:"one"`
	Many string `yaml:"many"`
}

// StateReading is one thing that an ambiguous word can mean.
type StateReading struct {
	State demarche.State `yaml:"state"`
	Place bool           `yaml:"place"` // a place in the state, not the state
	With  []string       `yaml:"with"`  // words of the report that tell that it is meant
}

// Ambiguity is a word that can mean several states. The first reading is the
// usual one.
type Ambiguity struct {
	Word  string         `yaml:"word"`
	Means []StateReading `yaml:"means"`
}

// Described is a word for several states that a report uses for one of them
// once it has named it: "the island", "the Nordic country".
type Described struct {
	Word   string           `yaml:"word"`
	States []demarche.State `yaml:"states"`
}

// Use says how a word names a state.
type Use uint8

// The uses of a word.
const (
	StateName     Use = iota // "Colombia"
	StateAdj                 // "Colombian"
	OneNational              // "a Pole"
	ManyNationals            // "Poles"
	Capital                  // "Bogota"
	Seat                     // "the Kremlin"
)

// StateWord is a word for a state.
type StateWord struct {
	Word  string
	State demarche.State
	Use   Use
}

// States is the vocabulary of states. It is read-only and safe for use by
// several goroutines.
type States struct {
	list      []State
	ambiguous []Ambiguity
	not       []string
	described []Described
	byCode    map[demarche.State]int
	byWord    map[string]demarche.State // folded; the usual reading
	readings  map[string]int            // folded ambiguous word
}

// LoadStates reads and checks states.yaml.
func LoadStates() (*States, error) {
	var file struct {
		States    []State     `yaml:"states"`
		Ambiguous []Ambiguity `yaml:"ambiguous"`
		Not       []string    `yaml:"not"`
		Described []Described `yaml:"described"`
	}
	if err := decode("states.yaml", &file); err != nil {
		return nil, err
	}
	s := &States{list: file.States, ambiguous: file.Ambiguous, not: file.Not, described: file.Described}
	s.index()
	if errs := s.Check(); len(errs) > 0 {
		return nil, fmt.Errorf("vocabulary file states.yaml: %w", errs[0])
	}
	return s, nil
}

func (s *States) index() {
	s.byCode = make(map[demarche.State]int, len(s.list))
	s.byWord = make(map[string]demarche.State)
	s.readings = make(map[string]int, len(s.ambiguous))
	for i, a := range s.ambiguous {
		s.readings[Fold(a.Word)] = i
		if len(a.Means) > 0 {
			s.byWord[Fold(a.Word)] = a.Means[0].State
		}
	}
	for i := range s.list {
		s.byCode[s.list[i].Code] = i
	}
	for _, w := range s.Words() {
		if f := Fold(w.Word); s.byWord[f] == "" {
			s.byWord[f] = w.State
		}
	}
}

// All lists the states in the order of the file.
func (s *States) All() []State { return slices.Clone(s.list) }

// Known reports whether code is a state of the vocabulary.
func (s *States) Known(code demarche.State) bool {
	_, ok := s.byCode[code]
	return ok
}

// Name gives the English short name of a state, or the code itself if it is not known.
func (s *States) Name(code demarche.State) string {
	if i, ok := s.byCode[code]; ok {
		return s.list[i].Name
	}
	return string(code)
}

// Parse gives the state that a user means by a name, demonym, capital or code;
// letter case, accents and "the" do not matter. An ambiguous word gives its
// usual reading.
func (s *States) Parse(text string) (demarche.State, bool) {
	f := Fold(text)
	if len(f) == 3 {
		up := demarche.State(f[0]&^0x20) + demarche.State(f[1]&^0x20) + demarche.State(f[2]&^0x20)
		if s.Known(up) {
			return up, true
		}
	}
	code, ok := s.byWord[f]
	return code, ok
}

// Words lists every word for every state. Names, adjectives and nationals come
// before capitals, capitals before seats.
func (s *States) Words() []StateWord {
	var names, capitals, seats []StateWord
	for i := range s.list {
		st := &s.list[i]
		add := func(to *[]StateWord, use Use, words ...string) {
			for _, w := range words {
				*to = append(*to, StateWord{Word: w, State: st.Code, Use: use})
			}
		}
		add(&names, StateName, st.Name)
		add(&names, StateName, st.Names...)
		add(&names, StateAdj, st.Adjectives...)
		for _, p := range st.People {
			add(&names, OneNational, p.One)
			add(&names, ManyNationals, p.Many)
		}
		add(&capitals, Capital, st.Capitals...)
		add(&seats, Seat, st.Seats...)
	}
	return append(append(names, capitals...), seats...)
}

// Readings gives what an ambiguous word can mean, the usual meaning first, or
// nil if the word is not ambiguous.
func (s *States) Readings(word string) []StateReading {
	if i, ok := s.readings[Fold(word)]; ok {
		return s.ambiguous[i].Means
	}
	return nil
}

// Not lists names that hold the name of a state and mean something else.
func (s *States) Not() []string { return slices.Clone(s.not) }

// Described lists the words that describe states.
func (s *States) Described() []Described { return slices.Clone(s.described) }

// Check reports what is wrong in the file: codes of a wrong form or twice,
// states without a name, and words that mean several states without a rule.
func (s *States) Check() []error {
	var errs []error
	report := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	seen := make(map[demarche.State]bool)
	for _, st := range s.list {
		if !demarche.IsStateCode(string(st.Code)) {
			report("%q is not an ISO 3166-1 alpha-3 code", st.Code)
		}
		if seen[st.Code] {
			report("%s is listed twice", st.Code)
		}
		seen[st.Code] = true
		if st.Name == "" {
			report("%s has no name", st.Code)
		}
		for _, p := range st.People {
			if p.One == "" || p.Many == "" {
				report("%s: a noun for people needs one and many", st.Code)
			}
		}
	}
	owner := make(map[string]demarche.State)
	for _, w := range s.Words() {
		f := Fold(w.Word)
		if f == "" {
			report("%s has an empty word", w.State)
			continue
		}
		if o, ok := owner[f]; ok && o != w.State && s.Readings(w.Word) == nil {
			report("%q means %s and %s, and no rule under ambiguous tells which", w.Word, o, w.State)
		}
		owner[f] = w.State
	}
	words := make(map[string]bool)
	for _, d := range s.described {
		if f := Fold(d.Word); f == "" || words[f] {
			report("described: %q is empty or listed twice", d.Word)
		} else {
			words[f] = true
		}
		for _, code := range d.States {
			if !seen[code] {
				report("described %q: unknown state %q", d.Word, code)
			}
		}
	}
	for _, a := range s.ambiguous {
		if len(a.Means) < 2 {
			report("ambiguous word %q has fewer than two readings", a.Word)
		}
		for _, r := range a.Means {
			if !seen[r.State] {
				report("ambiguous word %q: unknown state %q", a.Word, r.State)
			}
		}
	}
	return errs
}

// Called gives the name and the other names of a state.
func (s *States) Called(code demarche.State) []string {
	i, ok := s.byCode[code]
	if !ok {
		return nil
	}
	return append([]string{s.list[i].Name}, s.list[i].Names...)
}
