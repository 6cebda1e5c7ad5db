package reader

import (
	"demarche/language"
)

// oldest bounds what a number behind a name can be as an age, in years.
const oldest = 110

// labelAges marks the numbers that tell the age of the person named before
// them, "Mary Example, 34, ...", "(34)": they count nothing.
func labelAges(a *language.Analysis) {
	behind := map[int]bool{} // tokens behind the name of a person, or the noun phrase that begins with it
	for m := range a.Mentions {
		x := &a.Mentions[m]
		if x.Entity != language.None && a.Entities[x.Entity].Kind == language.Person && (x.Form == language.Name || x.Form == language.Short) {
			behind[x.Last] = true
			for i := x.First; i < x.Last; i++ { // "Mary Example of Honduras, 34": the phrase may hang on any word of the name
				for c := range a.Children(i) {
					if a.Tokens[c].Rel.Core() == language.Nmod && a.Tokens[c].UPOS != language.NUM {
						_, last := a.Subtree(c)
						behind[last] = true
					}
				}
			}
		}
	}
	for q := range a.Quantities {
		x := &a.Quantities[q]
		if x.Kind == language.Cardinal && x.Value <= oldest && x.Max == 0 && !x.Approx && x.Last == x.First+1 && behind[x.First-1] && isAside(a, x.First) {
			x.Kind = language.Label
		}
	}
}

// isAside reports whether token i stands between commas, or brackets, or
// behind a comma at the end of its clause.
func isAside(a *language.Analysis, i int) bool {
	if i+1 >= len(a.Tokens) || a.Tokens[i].Sentence != a.Tokens[i-1].Sentence {
		return false
	}
	switch open, end := a.Form(i-1), a.Form(i+1); open {
	case ",":
		return end == "," || end == "." || end == ";"
	case "(":
		return end == ")" || end == ","
	}
	return false
}
