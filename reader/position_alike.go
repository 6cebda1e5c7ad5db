package reader

import (
	"slices"

	"demarche"
	"demarche/language"
)

// sayingSubject gives the subject of clause n, or that of the clause over it that
// names the state whose stance it is: "both Fredonia and Grustark said that they would".
func (s *scene) sayingSubject(n int, state demarche.State) int {
	for m := n; m != none; m = s.cs.List[m].Parent {
		c := &s.cs.List[m]
		if p, ok := s.actor(c.Subject); m == n && c.Subject != none && !s.canBeTaken(c.Subject) || ok && p.state == state && p.kind == language.State {
			return c.Subject
		}
		if c.Relation.Core() != language.Ccomp && c.Relation.Core() != language.Xcomp {
			break
		}
	}
	return none
}

// parallelSubject gives the state that is the subject of the clause to which
// clause n is joined, for a pronoun that goes back to nothing else: "Fredonia
// suspended its accord, and it no longer takes them back".
func (s *scene) parallelSubject(n int) (party, bool) {
	c := &s.cs.List[n]
	if c.Relation.Core() != language.Conj || c.Parent == none || c.Subject == none {
		return party{}, false
	}
	switch s.a.Lower(c.Subject) {
	case "it", "they":
	default:
		return party{}, false
	}
	if m := s.mention[c.Subject]; m != none && s.a.Mentions[m].Entity != none {
		return party{}, false
	}
	p, ok := s.actor(s.cs.List[c.Parent].Subject)
	return p, ok && p.state != ""
}

// alike gives the same stance of the other states that share its subject:
// "the governments of Angola and of Namibia will receive their nationals".
func (s *scene) alike(n int, f *finding) []finding {
	first := f.record.(*demarche.Position)
	subject := s.sayingSubject(n, first.State)
	if subject == none {
		return nil
	}
	from, to := s.a.Subtree(subject)
	var found []finding
	for i := from; i < to; i++ {
		p, ok := s.actor(i)
		if !ok || p.state == "" || p.state == first.State || p.state == s.senderAt(s.cs.List[n].Sentence) || p.kind != language.State || s.a.Tokens[i].Rel.Core() != language.Conj {
			continue
		}
		if f.record.(*demarche.Position).People == demarche.ThirdNationals && slices.Contains(first.Nationals, p.state) {
			continue
		}
		other := *first
		other.State = p.state
		g := *f
		g.record = &other
		g.steps = append(slices.Clone(f.steps), "shares the subject -> "+string(p.state))
		found = append(found, g)
	}
	return found
}
