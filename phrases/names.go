package phrases

import (
	"fmt"
	"slices"
	"strings"

	"demarche"
)

// Names gives a state the name by which it is called; the code where it has none.
type Names func(demarche.State) string

// withArticle lists the states whose names stand with "the" in a sentence. It is read only.
var withArticle = map[demarche.State]bool{
	"ARE": true, "BHS": true, "CAF": true, "COM": true, "DOM": true, "GBR": true, "GMB": true, "MDV": true,
	"MHL": true, "NLD": true, "PHL": true, "SLB": true, "SYC": true, "USA": true,
}

// The names a state as it stands in a sentence: "the United States".
func (n Names) The(s demarche.State) string {
	name := n(s)
	if withArticle[s] && name != string(s) {
		return "the " + name
	}
	return name
}

// Party names a state or body as it stands in a sentence.
func (n Names) Party(p demarche.Optional) string {
	if demarche.IsStateCode(string(p)) {
		return n.The(demarche.State(p))
	}
	return string(p)
}

// List names states: "Cuba, Haiti and Nicaragua".
func (n Names) List(ss []demarche.State) string {
	names := make([]string, len(ss))
	for i, s := range ss {
		names[i] = n.The(s)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Topic says what a stance is about: "its own nationals on military aircraft, from the United States".
func (n Names) Topic(p demarche.People, m demarche.Means, place demarche.Optional, nationals []demarche.State, from demarche.State) string {
	out := Word(p)
	switch {
	case len(nationals) > 0:
		out = "nationals of " + n.List(nationals)
	case p == demarche.AnyPeople:
		out = "returns in general"
	}
	out += ByMeans(m)
	if place != "" {
		out += ", at " + string(place)
	}
	if from != "" {
		out += ", from " + n.The(from)
	}
	return out
}

// gapPhrases say who was silent ("%s") in which way. They are read only.
var gapPhrases = map[demarche.GapType]string{
	demarche.NoResponse:   "%s has not responded",
	demarche.Declined:     "%s declined to say",
	demarche.NotSpecified: "%s gave no detail",
	demarche.NotDisclosed: "%s has not said",
	demarche.Unconfirmed:  "What %s says could not be confirmed",
}

// Gap says who was silent, and about what.
func (n Names) Gap(r *demarche.Gap) string {
	p, ok := gapPhrases[r.Type]
	if !ok {
		p = Word(r.Type) + ": %s"
	}
	s := Capital(fmt.Sprintf(p, n.Party(r.Who)))
	switch about := string(r.About); {
	case about == "":
		return s
	case r.Type == demarche.NoResponse && strings.HasPrefix(about, "to "), r.Type == demarche.NotDisclosed && asks(about):
		return s + " " + about
	default:
		return s + ": " + about
	}
}

// asks reports whether what is not known is put as a question.
func asks(about string) bool {
	first, _, _ := strings.Cut(about, " ")
	return slices.Contains([]string{"whether", "how", "when", "where", "who", "whom", "why", "what", "which", "if"}, first)
}
