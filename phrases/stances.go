package phrases

import (
	"strings"

	"demarche"
)

// stances say how a state stands, and how it stood. What is not there is a word
// of its own, such as "contested". They are read only.
var stances = map[demarche.Stance][2]string{
	demarche.Accept: {"accepts", "accepted"},
	demarche.Refuse: {"refuses", "refused"},
}

// Stands says how a state stands: "refuses", "accepts on terms (dignity)". What one
// that refuses says of terms is what it asks for.
func Stands(s demarche.Stance, terms []demarche.Term) string { return stance(s, 0, terms) }

// Stood says how a state stood: "refused", "accepted on terms (dignity)".
func Stood(s demarche.Stance, terms []demarche.Term) string { return stance(s, 1, terms) }

func stance(s demarche.Stance, tense int, terms []demarche.Term) string {
	out := Word(s)
	if forms, ok := stances[s]; ok {
		out = forms[tense]
	}
	switch list := strings.Join(Terms(terms), ", "); {
	case list == "":
		return out
	case s == demarche.Accept:
		return out + " on terms (" + list + ")"
	case s == demarche.Refuse:
		return out + " (asks for " + list + ")"
	default:
		return out + " (" + list + ")"
	}
}
