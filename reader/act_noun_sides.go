package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// sidesInContext gives the two sides of an agreement or talks that a noun names
// without them: the one that it names, else who acts in the clause around it,
// and the state that stands opposite there.
func (s *scene) sidesInContext(i int, known party) (one, other party) {
	one = known
	n := s.cs.Of(i)
	for m := n; one.state == "" && m != none; m = s.cs.List[m].Parent {
		if p, ok := s.subject(m); ok && p.state != "" {
			one = p
		}
	}
	sentence := int(s.a.Tokens[i].Sentence)
	if one.state == "" && s.topic[sentence] {
		one = party{state: s.otherSide(sentence, ""), entity: none, kind: language.State, token: none}
	}
	st := s.namedBeside(sentence, one.state)
	if st == "" && s.topic[sentence] {
		st = s.otherSide(sentence, one.state)
	}
	if one.state == "" || st == "" {
		return party{}, party{}
	}
	return one, party{state: st, entity: none, kind: language.State, token: none}
}

// receiverOf gives the subject of the clause in which a request, an overture or
// a proposal stands that its owner made to it: "Nigeria weighed an American offer".
func (s *scene) receiverOf(i int, owner party) party {
	n := s.cs.Of(i)
	if n == none || s.cs.List[n].Subject == none || s.cs.List[n].Subject == i {
		return party{}
	}
	p, ok := s.subject(n)
	if !ok || p.state == "" || p.state == owner.state || owner.id() == "" {
		return party{}
	}
	return p
}

// made are the verbs by which somebody does what a noun names.
var made = set{
	"make": true, "submit": true, "lodge": true, "send": true, "put": true, "present": true, "file": true, "issue": true, "voice": true,
	"raise": true, "address": true, "deliver": true, "give": true, "express": true, "write": true, "sign": true, "impose": true,
	"announce": true, "launch": true, "tender": true, "convey": true, "transmit": true, "hand": true, "forward": true, "offer": true,
}

// nounSides gives whose act a noun names and at whom it is aimed.
func (s *scene) nounSides(i int, e *vocabulary.Act) (actor, target party) {
	var sides []party
	add := func(k int, places bool) bool {
		p, ok := s.actor(k)
		if !ok {
			p, ok = s.standsFor(k)
		}
		if st := s.placeState(k); !ok && places && st != "" {
			p, ok = party{state: st, entity: none, kind: language.State, token: k}, true
		}
		if !ok || p.id() == "" {
			return false
		}
		for _, q := range sides {
			if q.id() == p.id() {
				return false
			}
		}
		sides = append(sides, p)
		return true
	}
	owner, other := none, none
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Nmod, language.Amod, language.Compound:
		case language.Obl:
			if !e.Sides {
				continue
			}
		case language.Acl: // "a request made by the Netherlands", "the protest that Bogota lodged"
			if n := s.cs.At(k); n != none && owner == none && made[s.cs.List[n].Verb()] && add(s.cs.List[n].Subject, false) {
				owner = len(sides) - 1
			}
			continue
		default:
			continue
		}
		switch prep := clause.Preposition(s.a, k); prep {
		case "", "of", "from", "by":
			if prep == "of" && e.Aimed && owner != none {
				if add(k, false) {
					other = len(sides) - 1 // "Burundi's criticism of Tanzania"
				}
				continue
			}
			if add(k, false) {
				owner = len(sides) - 1
			}
			if e.Both && prep != "" {
				other = s.addJoined(k, add, len(sides), other)
			}
		case "between", "with", "to", "on", "at", "against", "over":
			if !e.Both && (prep == "between" || prep == "with") || e.Both && (prep == "on" || prep == "over" || prep == "against") {
				continue
			}
			switch {
			case !add(k, e.Places):
			case prep == "between" && owner == none:
				owner = len(sides) - 1 // the side named first comes first
			default:
				other = len(sides) - 1
			}
			if prep == "between" {
				other = s.addJoined(k, add, len(sides), other)
				if pair, ok := s.pairOf(k, int(s.a.Tokens[k].Sentence)); ok && len(sides) == 0 {
					return pair[0], pair[1]
				}
			}
		}
	}
	if owner == none && !e.Both {
		if k := s.fromWhom(i); k != none && add(k, false) {
			owner = len(sides) - 1
		}
	}
	if at := s.cs.At(i); e.Sides && owner == none && at != none && add(s.cs.List[at].Subject, false) {
		owner = len(sides) - 1
	}
	if e.Sides && owner != none && other == none {
		if k := s.toldBy(i); k != none && add(k, false) {
			other = len(sides) - 1
		}
	}
	if e.Both && len(sides) < 2 {
		owner, other = s.sidesAround(i, e, add, &sides, owner, other)
	}
	if owner != none {
		actor = sides[owner]
	}
	if other != none {
		target = sides[other]
	}
	return actor, target
}

// fromWhom gives who stands behind "from" in the clause whose object noun i is,
// where the parse has hung it on the verb: "drew criticism from Brussels".
func (s *scene) fromWhom(i int) int {
	n := s.cs.Of(i)
	if n == none || s.cs.List[n].Object != i {
		return none
	}
	return s.cs.List[n].With("from")
}

// toldBy gives whom noun i, as the subject of its clause, tells or asks
// something: "a note from Lima reminds the EMBASSY".
func (s *scene) toldBy(i int) int {
	n := s.cs.Of(i)
	if n == none || s.cs.List[n].Subject != i || s.cs.List[n].Passive {
		return none
	}
	c := &s.cs.List[n]
	for _, k := range []int{c.Indirect, c.Object, c.With("on", "to")} {
		if _, ok := s.actor(k); ok {
			return k
		}
	}
	return none
}

// sidesAround looks for the sides that a noun leaves unsaid among the subjects
// and objects of the clauses around it: "told the ambassador at a meeting".
func (s *scene) sidesAround(i int, e *vocabulary.Act, add func(int, bool) bool, sides *[]party, owner, other int) (int, int) {
	n := s.cs.Of(i)
	for range 3 {
		if n == none {
			break
		}
		c := &s.cs.List[n]
		for _, k := range []int{c.Subject, c.Indirect, c.Object} {
			if k == none || k == i || len(*sides) > 1 || !add(k, false) {
				continue
			}
			if owner == none {
				owner = len(*sides) - 1
			} else {
				other = len(*sides) - 1
			}
		}
		for _, o := range c.Obliques { // "sent a team to Tripoli for talks", "was in Lima for a meeting"
			if (o.Preposition == "to" || o.Preposition == "in") && len(*sides) == 1 && owner != none && e.Type == demarche.Negotiate && o.Token != i && add(o.Token, true) {
				other = len(*sides) - 1
			}
		}
		n = c.Parent
	}
	if owner == none || other != none || len(*sides) < 2 {
		return owner, other
	}
	return owner, 1 - owner
}

// addJoined adds what "and" joins to token k and gives its place, or the place
// given if there is none.
func (s *scene) addJoined(k int, add func(int, bool) bool, next, place int) int {
	for g := range s.a.Children(k) {
		if s.a.Tokens[g].Rel.Core() == language.Conj && add(g, false) {
			return next
		}
	}
	return place
}
