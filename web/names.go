package web

import (
	"sync"

	"demarche"
	"demarche/phrases"
	"demarche/vocabulary"
)

// Names gives states the names by which pages call them.
type Names struct{ states *vocabulary.States }

// NewNames makes Names from the vocabulary of states.
func NewNames(states *vocabulary.States) Names { return Names{states} }

// loadNames loads the vocabulary once, at the first use.
var loadNames = sync.OnceValues(func() (Names, error) {
	states, err := vocabulary.LoadStates()
	return Names{states}, err
})

// State names a state: "Mexico" for MEX, nothing for nothing, and the code
// itself where it has no name.
func (n Names) State(s demarche.State) string {
	if s == "" {
		return ""
	}
	return n.states.Name(s)
}

// Party names a state or body that a record gives as a code or a name.
func (n Names) Party(p demarche.Optional) string {
	if demarche.IsStateCode(string(p)) {
		return n.State(demarche.State(p))
	}
	return string(p)
}

// words says what records hold in these names.
func (n Names) words() phrases.Names { return n.State }

// the names a state as it stands in a sentence: "the United States".
func (n Names) the(s demarche.State) string { return n.words().The(s) }

// theParty names a state or body as it stands in a sentence.
func (n Names) theParty(p demarche.Optional) string { return n.words().Party(p) }

// list names states: "Cuba, Haiti and Nicaragua".
func (n Names) list(ss []demarche.State) string { return n.words().List(ss) }
