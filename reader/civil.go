package reader

import (
	"slices"
	"strings"

	"demarche/language"
)

// isCivil reports whether an entity is a body that acts for no state: by what its
// name says ("Greek Council for Refugees"), or, where the analysis takes the name for
// that of a person, by the noun in apposition to it ("Casa Alianza, a charity").
func (s *scene) isCivil(e int) bool {
	civil, known := s.civil[e]
	if !known {
		civil = s.looksCivil(e)
		s.civil[e] = civil
	}
	return civil
}

func (s *scene) looksCivil(e int) bool {
	switch en := &s.a.Entities[e]; en.Kind {
	case language.Organisation:
		name := " " + strings.ToLower(en.Name) + " "
		return slices.ContainsFunc(s.words.civil, func(words string) bool { return strings.Contains(name, " "+words+" ") })
	case language.Person:
		return len(en.Posts) == 0 && slices.ContainsFunc(s.index.mentionsOf[e], s.isCalledBody)
	}
	return false
}

// collectives are nouns that no single person is called by.
var collectives = set{"group": true, "organisation": true, "organization": true, "ngo": true, "charity": true, "watchdog": true, "association": true, "coalition": true, "collective": true, "network": true, "federation": true, "union": true}

// isCalledBody reports whether a noun for a body stands in apposition to the name that mention m is.
func (s *scene) isCalledBody(m int) bool {
	x := &s.a.Mentions[m]
	if x.Form != language.Name {
		return false
	}
	for i := x.First; i < x.Last; i++ {
		for k := range s.a.Children(i) {
			if k >= x.Last && s.a.Tokens[k].Rel.Core() == language.Appos && collectives[s.lemma(k)] {
				return true
			}
		}
	}
	return false
}
