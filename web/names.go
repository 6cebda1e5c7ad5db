package web

import (
	"sync"

	"demarche"
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

// withArticle lists the states whose names stand with "the" in a sentence. It is read only.
var withArticle = map[demarche.State]bool{
	"ARE": true, "BHS": true, "CAF": true, "COM": true, "DOM": true, "GBR": true, "GMB": true, "MDV": true,
	"MHL": true, "NLD": true, "PHL": true, "SLB": true, "SYC": true, "USA": true,
}

// the names a state as it stands in a sentence: "the United States".
func (n Names) the(s demarche.State) string {
	if name := n.State(s); withArticle[s] && name != string(s) {
		return "the " + name
	}
	return n.State(s)
}

// theParty names a state or body as it stands in a sentence.
func (n Names) theParty(p demarche.Optional) string {
	if demarche.IsStateCode(string(p)) {
		return n.the(demarche.State(p))
	}
	return string(p)
}
