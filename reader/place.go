package reader

import (
	"strings"

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
