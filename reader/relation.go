package reader

import (
	"strings"

	"demarche/language"
	"demarche/reader/clause"
)

// pathReach is how many edges of the parse a path may have on one side.
const pathReach = 3

// pathBetween gives the relations from token from up to the nearest token above
// both, and from there down to token to: "^ccomp/nsubj". A relation of a noun
// phrase with a preposition carries it.
func (s *scene) pathBetween(from, to int) string {
	above := map[int]int{}
	for i, n := from, 0; i >= 0 && n < 64; i, n = int(s.a.Tokens[i].Head), n+1 {
		above[i] = n
	}
	var down []string
	at := to
	for n := 0; n < 64; n++ {
		if _, ok := above[at]; ok || at < 0 {
			break
		}
		down = append(down, s.relation(at))
		at = int(s.a.Tokens[at].Head)
	}
	if at < 0 {
		return "none"
	}
	var b strings.Builder
	up := above[at]
	for i, n := from, 0; i != at && n < pathReach; i, n = int(s.a.Tokens[i].Head), n+1 {
		b.WriteString("^" + s.a.Tokens[i].Rel.Core().String())
	}
	if up > pathReach {
		b.WriteString("..")
	}
	for n := len(down) - 1; n >= 0 && n >= len(down)-pathReach; n-- {
		b.WriteString("/" + down[n])
	}
	if len(down) > pathReach {
		b.WriteString("..")
	}
	return b.String()
}

// relation gives how token i hangs on its head, with its preposition.
func (s *scene) relation(i int) string {
	rel := s.a.Tokens[i].Rel.Core()
	switch rel {
	case language.Obl, language.Nmod, language.Obj, language.Advcl, language.Acl:
		if prep := clause.Preposition(s.a, i); prep != "" {
			return rel.String() + ":" + prep
		}
	}
	return rel.String()
}

// argument gives what token i is to clause n: one of its arguments, inside one
// of them, or the like of a clause above or below it; "" if it is none of these.
func (s *scene) argument(n, i int) string {
	if n == none {
		return ""
	}
	if role := s.ofClause(n, i); role != "" {
		return role
	}
	for m, up := s.cs.List[n].Parent, 0; m != none && up < 3; m, up = s.cs.List[m].Parent, up+1 {
		if role := s.ofClause(m, i); role != "" {
			return "above " + role
		}
	}
	m := s.cs.Of(i)
	if m == none || s.cs.List[m].Sentence != s.cs.List[n].Sentence {
		return ""
	}
	where := "beside "
	for k := range s.cs.Above(m) {
		if k == n {
			where = "below "
			break
		}
	}
	if role := s.ofClause(m, i); role != "" {
		return where + role
	}
	return where + "elsewhere"
}

// ofClause gives what token i is to clause n alone: subject, object, indirect,
// the preposition of an oblique, or inside one of them; "" if it is none.
func (s *scene) ofClause(n, i int) string {
	c := &s.cs.List[n]
	inside := ""
	try := func(arg int, name string) bool {
		if arg == none {
			return false
		}
		if arg == i {
			inside = name
			return true
		}
		if first, last := s.a.Subtree(arg); inside == "" && first <= i && i < last && s.cs.Of(i) == s.cs.Of(arg) {
			inside = "in " + name + " by " + s.relation(i)
		}
		return false
	}
	if try(c.Subject, "subject") || try(c.Object, "object") || try(c.Indirect, "indirect") {
		return inside
	}
	for _, o := range c.Obliques {
		if try(o.Token, "oblique "+o.Preposition) {
			return inside
		}
	}
	return inside
}
