package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// eventNoun finds an act in a noun that names it with its sides: "talks between
// Iran and the United States", "a request from Washington", "their visit to Kabul".
func (s *scene) eventNoun(i int) *finding {
	for _, n := range s.words.actsByNoun[s.lemma(i)] {
		e := &s.words.acts[n]
		if s.a.Tokens[i].UPOS != language.NOUN && !e.Sides || !s.onSubject(int(s.a.Tokens[i].Sentence)) || e.Both && s.isOtherMatter(i) || e.Strict && !s.topic[s.a.Tokens[i].Sentence] || s.isNoEvent(i, e) {
			continue
		}
		if e.Court {
			continue
		}
		actor, target := s.nounSides(i, e)
		if e.Around && (actor.id() == "" || target.id() == "") {
			actor, target = s.sidesInContext(i, actor)
		}
		if e.Received {
			target = s.receiverOf(i, actor)
			if target.id() == "" {
				continue
			}
		}
		if (e.Both || e.Sides) && (actor.id() == "" || target.id() == "") || actor.id() == "" || actor.id() == target.id() {
			continue
		}
		r := &demarche.Act{Type: e.Type, Actor: actor.id(), Target: target.id(), By: s.by(i)}
		if e.NoTarget {
			r.Target = ""
		}
		if r.Target == "" && e.Other {
			r.Target = demarche.Optional(s.otherSide(int(s.a.Tokens[i].Sentence), actor.state))
		}
		f := s.newFinding(r, demarche.KindAct, string(e.Type)+"/"+s.lemma(i), i)
		f.step("sides of the noun: %s, %s", r.Actor, r.Target)
		if n := s.cs.Of(i); n != none {
			r.Date = s.timeIn(n)
		}
		return &f
	}
	return nil
}

// courtNouns finds the rulings that only a noun tells of: not those of states
// whose rulings are among the acts found already.
func (s *scene) courtNouns(acts []finding) []finding {
	var found []finding
	for i := range s.a.Tokens {
		for _, n := range s.words.actsByNoun[s.lemma(i)] {
			e := &s.words.acts[n]
			if !e.Court || s.a.Tokens[i].UPOS != language.NOUN || !s.onSubject(int(s.a.Tokens[i].Sentence)) {
				continue
			}
			f := s.courtNoun(i, e)
			if f == nil || slices.ContainsFunc(append(acts, found...), func(g finding) bool {
				a, b := g.record.(*demarche.Act), f.record.(*demarche.Act)
				return a.Type == b.Type && a.Actor == b.Actor
			}) {
				continue
			}
			found = append(found, *f)
		}
	}
	return found
}

// courtNoun finds a ruling in a noun that names it with its court: "a court
// order", "a ruling by the High Court".
func (s *scene) courtNoun(i int, e *vocabulary.Act) *finding {
	if n := s.cs.Of(i); n != none && (s.courtIn(&s.cs.List[n]) != none || s.cs.List[n].Negated || !s.isAsserted(n, false)) {
		return nil // the court's own clause says it, or it did not happen
	}
	for k := range s.a.Children(i) {
		switch prep := clause.Preposition(s.a, k); {
		case !s.isCourt(k), prep != "" && prep != "of" && prep != "by" && prep != "from":
			continue
		}
		st := s.courtState(k)
		if p, ok := s.actor(k); ok && p.state != "" {
			st = p.state
		}
		if st == "" {
			continue
		}
		r := &demarche.Act{Type: e.Type, Actor: demarche.Optional(st), By: s.by(i)}
		f := s.newFinding(r, demarche.KindAct, string(e.Type)+"/"+s.lemma(i), i)
		f.step("court \"%s\" -> %s", s.a.Form(k), st)
		return &f
	}
	return nil
}

// singular are nouns that in the singular mean something else than their act: "his talk of".
var singular = set{"talk": true}

// isNoEvent reports whether a noun does not say that its act took place: it is
// denied, supposed, broken off or still to come.
func (s *scene) isNoEvent(i int, e *vocabulary.Act) bool {
	for k := range s.a.Children(i) {
		switch s.a.Lower(k) {
		case "any", "no", "possible", "future", "proposed", "planned", "potential", "eventual", "draft", "further", "such", "hypothetical", "broader", "wider":
			return true
		}
	}
	if h := int(s.a.Tokens[i].Head); e.Both && h != none && s.a.Tokens[i].Rel.Core() == language.Nmod && s.words.unreal[s.lemma(h)] {
		return true
	}
	if singular[s.lemma(i)] && !s.isPlural(i) {
		return true
	}
	if s.isQuestion(int(s.a.Tokens[i].Sentence)) {
		return true
	}
	n := s.cs.Of(i)
	if n == none {
		return false
	}
	c := &s.cs.List[n]
	if c.Verb() == "deny" || c.Mark == "if" || c.Mark == "unless" || c.Mark == "whether" {
		return true
	}
	if !e.Both { // whose request it is shows that there was one
		return false
	}
	switch c.Verb() {
	case "pull", "suspend", "cancel", "end", "want", "seek", "propose", "offer", "call", "demand", "refuse", "reject", "hope", "await", "need", "expect", "push", "press", "urge", "negotiate", "consider", "contemplate", "pursue", "envisage", "dispute", "lack", "fail", "boycott", "avoid", "postpone", "shun":
		return true
	}
	if s.a.Tokens[i].Rel.Core() == language.Obl { // "under a treaty, they can be returned"
		return false
	}
	return c.Negated || s.isHypothetical(n) || unreal(c.Modal)
}

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
			if add(k, e.Places) {
				other = len(sides) - 1
			}
			if prep == "between" {
				owner = s.addJoined(k, add, len(sides), owner)
				if pair, ok := s.pairOf(k, int(s.a.Tokens[k].Sentence)); ok && len(sides) == 0 {
					return pair[0], pair[1]
				}
			}
		}
	}
	if at := s.cs.At(i); e.Sides && owner == none && at != none && add(s.cs.List[at].Subject, false) {
		owner = len(sides) - 1
	}
	if e.Both && len(sides) < 2 {
		owner, other = s.sidesAround(i, add, &sides, owner, other)
	}
	if owner != none {
		actor = sides[owner]
	}
	if other != none {
		target = sides[other]
	}
	return actor, target
}

// sidesAround looks for the sides that a noun leaves unsaid among the subjects
// and objects of the clauses around it: "told the ambassador at a meeting".
func (s *scene) sidesAround(i int, add func(int, bool) bool, sides *[]party, owner, other int) (int, int) {
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
