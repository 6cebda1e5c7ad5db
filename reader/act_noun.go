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
		if s.a.Tokens[i].UPOS != language.NOUN && !e.Sides || !s.onSubject(int(s.a.Tokens[i].Sentence)) || !s.topic[s.a.Tokens[i].Sentence] && s.tellsAside(i) || e.Both && s.isOtherMatter(i) || e.Strict && !s.topic[s.a.Tokens[i].Sentence] || s.isNoEvent(i, e.Both) || s.strays(int(s.a.Tokens[i].Sentence)) {
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
		if e.Stated && (actor.state == "" || s.isCourt(actor.token) || s.a.Tokens[actor.token].UPOS == language.PRON) {
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

// isConditionNoun reports whether a noun only opens a condition: "on the
// understanding that nobody is chained".
func (s *scene) isConditionNoun(i int) bool {
	if i < 2 || i+1 >= len(s.a.Tokens) || s.a.Lower(i-2) != "on" {
		return false
	}
	return s.words.conditions["on "+s.a.Lower(i-1)+" "+s.a.Lower(i)] && s.a.Lower(i+1) == "that"
}

// singular are nouns that in the singular mean something else than their act: "his talk of".
var singular = set{"talk": true}

// isNoEvent reports whether a noun does not say that its act took place: it is
// denied, supposed, broken off or still to come. Less is enough for a noun that
// shows its act by itself, as whose request it is shows that there was one,
// than for one where strict is set.
func (s *scene) isNoEvent(i int, strict bool) bool {
	for k := range s.a.Children(i) {
		switch s.a.Lower(k) {
		case "any", "no", "possible", "future", "proposed", "planned", "potential", "eventual", "draft", "further", "such", "hypothetical", "broader", "wider":
			return true
		}
	}
	if h := int(s.a.Tokens[i].Head); strict && h != none && s.a.Tokens[i].Rel.Core() == language.Nmod && s.words.unreal[s.lemma(h)] {
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
	if !strict { // whose request it is shows that there was one
		return false
	}
	switch c.Verb() {
	case "pull", "suspend", "cancel", "end", "want", "seek", "propose", "offer", "call", "demand", "refuse", "reject", "hope", "await", "need", "expect", "push", "press", "urge", "negotiate", "consider", "contemplate", "pursue", "envisage", "dispute", "lack", "fail", "boycott", "avoid", "postpone", "shun":
		return true
	}
	if s.isConditionNoun(i) {
		return true
	}
	if c.Infinite && c.Mark == "to" && !s.isAsserted(n, false) && s.a.Tokens[i].Rel.Core() != language.Nmod {
		return true // "wants to come to an understanding"
	}
	if s.a.Tokens[i].Rel.Core() == language.Obl { // "under a treaty, they can be returned"
		return false
	}
	return c.Negated && !s.isDefinite(i) || s.isHypothetical(n) || unreal(c.Modal)
}
