package reader

import (
	"slices"
	"strings"

	"demarche/language"
)

// standing is how far a person may appear in records by name.
type standing uint8

// The standings, from the least.
const (
	hidden    standing = iota // is moved, or a private person: in no record
	spokesman                 // has no post but speaks for a body named with them or from a public calling: as a source of words alone
	official                  // holds a post, or is known for a state
)

// calling gives the word for the public work of person e, empty if the text tells none.
func (s *scene) calling(e int) string {
	for m := range s.a.Mentions {
		x := &s.a.Mentions[m]
		if x.Entity != e || x.Form != language.Name && x.Form != language.Short {
			continue
		}
		for _, i := range s.apposed(x.Head) {
			if k := s.oneOf(i); k != none && s.words.callings[s.lemma(k)] {
				return s.lemma(k)
			}
			if l := s.lemma(i); s.words.callings[l] {
				return l
			}
		}
	}
	return ""
}

// oneOf gives the noun of those of whom token i is one: "one of the lawyers".
func (s *scene) oneOf(i int) int {
	if s.lemma(i) != "one" {
		return none
	}
	return s.a.Child(i, language.Nmod)
}

// standing says how far person e may be named.
func (s *scene) standing(e int, moved map[int]evidence) standing {
	en := &s.a.Entities[e]
	switch {
	case s.holdsOffice(en, moved[e]):
		return official
	case moved[e] != 0:
		return hidden
	case len(en.Posts) > 0 || en.State != "":
		return official
	case s.calling(e) != "" || s.speaksForBody(e):
		return spokesman
	}
	return hidden
}

// holdsOffice reports whether a person has an office that being moved does not
// take away: not an occupation, and of a state or body where the text calls
// its holder one of those moved ("a deported mayor").
func (s *scene) holdsOffice(en *language.Entity, moved evidence) bool {
	if len(en.Posts) == 0 {
		return en.State != "" && moved&described == 0 // known for it
	}
	for _, p := range en.Posts {
		if !s.isOccupation(p.Role) && (moved&described == 0 || p.State != "" || p.Body != "") {
			return true
		}
	}
	return false
}

// isOccupation reports whether the head of a role is only an occupation or a
// calling: "police officer", "bishop".
func (s *scene) isOccupation(role string) bool {
	head := strings.ToLower(role)
	for _, p := range []string{" of ", " for ", " in ", " at ", " with "} {
		head, _, _ = strings.Cut(head, p)
	}
	words := strings.Fields(head)
	if len(words) == 0 {
		return true
	}
	last := words[len(words)-1]
	return s.words.occupations[last] || s.words.callings[last] && !s.words.offices[last]
}

// speaksForBody reports whether the text names a body that person e, who has
// no post, is of: "Jane Doe of the justice ministry", "Jane Doe, president of
// the association". An apposition with "a" or "an" tells a work, not a body
// spoken for: "a driver for the ministry".
func (s *scene) speaksForBody(e int) bool {
	for m := range s.a.Mentions {
		x := &s.a.Mentions[m]
		if x.Entity != e || x.Form != language.Name {
			continue
		}
		for c := range s.a.Children(x.Head) {
			rel := s.a.Tokens[c].Rel.Core()
			if s.a.Tokens[c].Rel == language.NmodPoss && s.isBody(c) {
				return true // "Pro Asyl's A", but not "Argentina's A", who may be anybody
			}
			if rel == language.Nmod && s.isBody(c) || rel == language.Appos && !s.isIndefinite(c) && (s.bodyBelow(c) || s.leads(c)) {
				return true
			}
		}
	}
	return false
}

func (s *scene) isBody(i int) bool {
	m := s.mention[i]
	return m != none && s.a.Mentions[m].Entity != none && s.a.Entities[s.a.Mentions[m].Entity].Kind == language.Organisation
}

func (s *scene) bodyBelow(i int) bool {
	for c := range s.a.Children(i) {
		switch s.a.Tokens[c].Rel.Core() {
		case language.Nmod, language.Compound, language.Appos:
			if s.isBody(c) || s.bodyBelow(c) {
				return true
			}
		}
	}
	return s.isBody(i)
}

// leads reports whether noun i is who acts for what stands behind it:
// "president of the association".
func (s *scene) leads(i int) bool {
	return slices.Contains(s.words.agents, s.lemma(i)) && s.a.Child(i, language.Nmod) != none
}

func (s *scene) isIndefinite(i int) bool {
	d := s.a.Child(i, language.Det)
	return d != none && (s.a.Lower(d) == "a" || s.a.Lower(d) == "an")
}
