package reader

import (
	"strings"

	"demarche"
	"demarche/language"
)

// placeWords gives the place that token i names in the report's own words:
// "Soto Cano", where the vocabulary would say Palmerola. A place that is only
// referred to ("there", "the base") has the name by which the report knows it.
func (s *scene) placeWords(i int) string {
	m := s.mention[i]
	if m == none || s.a.Mentions[m].Entity == none || s.a.Mentions[m].Form != language.Name {
		return s.entityName(i)
	}
	if s.a.Entities[s.a.Mentions[m].Entity].Kind != language.Place {
		return s.entityName(i)
	}
	words := s.a.TextOf(s.a.Mentions[m].First, s.a.Mentions[m].Last)
	if len(words) > 4 && words == strings.ToUpper(words) {
		return s.entityName(i) // capitals of a dateline or heading
	}
	return strings.TrimPrefix(words, "the ")
}

// sentFrom gives the state that sends people from the place that token i names:
// the one that runs it where another does ("from Guantanamo Bay", "from an
// American base in Djibouti"), else the one where it lies.
func (s *scene) sentFrom(i int) demarche.State {
	if i == none {
		return ""
	}
	if st := s.runBy(i); st != "" {
		return st
	}
	if h := int(s.a.Tokens[i].Head); h != none && s.a.Tokens[i].Rel.Core() == language.Nmod {
		if st := s.runBy(h); st != "" {
			return st
		}
	}
	return s.placeState(i)
}

// runBy gives the state that runs the place or facility of token i, empty if
// neither the report nor the vocabulary tells that another state does.
func (s *scene) runBy(i int) demarche.State {
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		for _, p := range s.words.places.Find(s.a.Entities[s.a.Mentions[m].Entity].Name) {
			if p.RunBy != "" && p.State == s.placeState(i) {
				return p.RunBy
			}
		}
	}
	if !s.words.facility[s.lemma(i)] {
		return ""
	}
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Amod, language.Compound, language.Nmod:
		default:
			continue
		}
		if p, ok := s.party(k); ok && k < i && p.kind != language.Person && p.state != "" {
			return p.state
		}
	}
	return ""
}
