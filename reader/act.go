package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// acts finds what one did to another.
func acts(s *scene) []finding {
	var found []finding
	for n := range s.cs.List {
		if f := s.act(n); f != nil {
			found = append(found, *f)
		}
	}
	for i := range s.a.Tokens {
		if s.a.Tokens[i].UPOS == language.NOUN && s.cs.At(i) == none {
			if f := s.eventNoun(i); f != nil {
				found = append(found, *f)
			}
		}
	}
	return found
}

// act gives the act that clause n states, nil if none: the first entry of the
// vocabulary whose predicate, object and form fit and whose actor is found.
func (s *scene) act(n int) *finding {
	c := &s.cs.List[n]
	for _, i := range s.actEntries(c) {
		e := &s.words.acts[i]
		if !s.actFits(n, e) {
			continue
		}
		if f := s.fillAct(n, e); f != nil {
			return f
		}
	}
	return nil
}

// actEntries gives the entries that name the predicate: by lemma with
// particle, by verb and preposition, by verb, and by modal.
func (s *scene) actEntries(c *clause.Clause) []int {
	var is []int
	by := s.words.actsByVerb
	for _, o := range c.Obliques {
		if o.Preposition != "" {
			is = append(is, by[c.Lemma+" "+o.Preposition]...)
		}
	}
	is = append(is, by[c.Lemma]...)
	if c.Passive {
		is = append(is, by["be "+c.Lemma]...)
	}
	if c.Copular {
		is = append(is, by["be"]...)
	}
	if c.Modal == "should" || c.Modal == "must" {
		is = append(is, by[c.Modal]...)
	}
	return is
}

var courtWords = set{"court": true, "judge": true, "tribunal": true, "justice": true, "panel": true, "magistrate": true}

func (s *scene) isCourt(i int) bool {
	if i == none {
		return false
	}
	if courtWords[s.lemma(i)] {
		return true
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		en := s.a.Entities[s.a.Mentions[m].Entity]
		if strings.Contains(strings.ToLower(en.Name), "court") {
			return true
		}
		for _, p := range en.Posts {
			if strings.Contains(p.Role, "judge") || strings.Contains(p.Role, "justice of") {
				return true
			}
		}
	}
	return false
}

// courtState gives the state of the court or judge that token i heads: a state
// named with it, else, unless it is international, the state whose removals are before it.
func (s *scene) courtState(i int) demarche.State {
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if l := s.lemma(k); l == "international" || l == "european" || l == "inter-american" {
			return ""
		}
		if st := s.placeState(k); st != "" {
			return st
		}
	}
	return s.sender
}

func (s *scene) actFits(n int, e *vocabulary.Act) bool {
	c := &s.cs.List[n]
	if e.Court != s.isCourt(c.Subject) && (e.Court || e.Type != demarche.Demand && e.Type != demarche.Negotiate) {
		return false
	}
	if len(e.Object) > 0 && !s.objectIn(c, e.Object) {
		return false
	}
	if len(e.ObjectNot) > 0 && (c.Object == none || slices.Contains(e.ObjectNot, s.lemma(c.Object)) || s.isPeople(c.Object)) {
		return false
	}
	if len(e.Judged) > 0 && !s.judges(c, e.Judged) {
		return false
	}
	if e.Infinitive {
		k := s.below(n, language.Xcomp, language.Ccomp, language.Advcl)
		if k == none || !s.cs.List[k].Infinite || s.cs.List[k].Mark != "to" || c.Object == none && c.Indirect == none {
			return false
		}
	}
	if e.Complement && s.below(n, language.Ccomp, language.Xcomp) == none {
		return false
	}
	if e.Future && c.Modal != "will" && c.Modal != "shall" {
		return false
	}
	if e.Clause == "noun" && c.With("with") == none && !(c.Passive && s.topic[c.Sentence]) {
		return false
	}
	if e.To && c.With("to") == none {
		return false
	}
	if e.Strict != nil && *e.Strict {
		if !s.topic[c.Sentence] {
			return false
		}
	} else if !s.onSubject(c.Sentence) {
		return false
	}
	return s.actIsFact(n, e)
}

// actIsFact reports whether clause n says that the act was done, rather than
// denied, wished, supposed or still to come.
func (s *scene) actIsFact(n int, e *vocabulary.Act) bool {
	c := &s.cs.List[n]
	if c.Negated && e.Type != demarche.Rule && !(c.Modal != "" && slices.Contains(e.Verbs, c.Modal)) {
		return false
	}
	switch c.Mark {
	case "if", "unless", "whether", "until", "without":
		return false
	}
	switch c.Modal {
	case "", "have":
	case "should", "must":
		return slices.Contains(e.Verbs, c.Modal)
	case "will", "would", "shall":
		if !e.Future && e.Type != demarche.Demand && e.Type != demarche.Negotiate && e.Type != demarche.Pledge {
			return false
		}
	default:
		return false
	}
	if c.Infinite && c.Relation.Core() == language.Xcomp && c.Parent != none {
		switch s.cs.List[c.Parent].Verb() {
		case "refuse", "decline", "threaten", "fail", "want", "ask", "urge", "call", "vow", "promise", "pledge", "plan", "hope":
			return false
		}
	}
	return true
}

func (s *scene) objectIn(c *clause.Clause, words []string) bool {
	if c.Object != none && slices.Contains(words, s.lemma(c.Object)) {
		return true
	}
	for k := range s.a.Children(max(c.Object, 0)) {
		if c.Object != none && s.a.Tokens[k].Rel.Core() == language.Conj && slices.Contains(words, s.lemma(k)) {
			return true
		}
	}
	return false
}

// judges reports whether one of the words of judgement stands in the clause.
func (s *scene) judges(c *clause.Clause, words []string) bool {
	if c.Copular { // "was unacceptable", "was a flagrant violation"
		if slices.Contains(words, s.lemma(c.Head)) {
			return true
		}
		for k := range s.a.Children(c.Head) {
			if r := s.a.Tokens[k].Rel.Core(); (r == language.Amod || r == language.Nmod) && slices.Contains(words, s.lemma(k)) {
				return true
			}
		}
		return false
	}
	first, last := s.a.Subtree(c.Head)
	for i := max(first, c.Head+1); i < last; i++ {
		if !slices.Contains(words, s.lemma(i)) {
			continue
		}
		if h := int(s.a.Tokens[i].Head); h != none && s.isPeople(h) {
			continue // "illegal migrants" is no judgement on a deed
		}
		return true
	}
	return false
}

func (s *scene) fillAct(n int, e *vocabulary.Act) *finding {
	c := &s.cs.List[n]
	r := &demarche.Act{Type: e.Type}
	f := s.newFinding(r, demarche.KindAct, string(e.Type)+"/"+strings.ReplaceAll(c.Lemma, " ", "-"), c.Head)
	actor, ok := s.subject(n)
	how := ""
	if e.Court && actor.state == "" { // a court acts for its state unless it is international
		actor, ok = party{name: actor.name, state: s.courtState(c.Subject), entity: actor.entity, kind: language.Organisation, token: c.Subject}, true
	}
	switch {
	case ok:
		how = "subject \"" + s.a.Form(c.Subject) + "\""
	case len(e.Judged) > 0 || e.Future || slices.Contains(e.Verbs, "should") || c.Subject != none && (s.lemma(c.Subject) == "we" || s.lemma(c.Subject) == "i"):
		// What is said is the act: its actor is the speaker.
		at, said := s.attribution(c.Head)
		if !said {
			return nil
		}
		if at.Entity != none {
			actor, ok = s.partyOf(at.Entity)
		} else if at.SourceHead != none {
			actor, ok = s.actor(at.SourceHead)
		}
		how = "the speaker"
	}
	if !ok || actor.id() == "" {
		return nil
	}
	if actor.kind == language.Person && actor.state == "" && !s.holdsPost(actor.entity) {
		return nil // a private person's opinion
	}
	if slices.Contains(e.Verbs, c.Modal) && c.Modal != "" { // "should": said by the speaker about the subject
		at, said := s.attribution(c.Head)
		if !said || at.Entity == none {
			return nil
		}
		target, has := s.actor(c.Subject)
		speaker, can := s.partyOf(at.Entity)
		if !can || !has || speaker.id() == target.id() {
			return nil
		}
		r.Actor, r.Target, r.By, r.Date = speaker.id(), target.id(), s.source(at), s.when(n)
		f.step("the speaker %s tells %s what to do", r.Actor, r.Target)
		return &f
	}
	r.Actor = actor.id()
	f.step("actor: %s -> %s", how, r.Actor)
	if !e.NoTarget {
		if t, where, ok := s.target(n, e, actor); ok {
			r.Target = t.id()
			f.step("target: %s -> %s", where, r.Target)
		} else if hasOtherSide(e.Type) {
			r.Target = demarche.Optional(s.otherSide(c.Sentence, actor.state))
			f.step("target: the other side of the dispute -> %s", r.Target)
		}
	}
	if e.Both && r.Target == "" || s.inForeignQuotation(c.Head, actor) {
		return nil
	}
	if r.Target == r.Actor {
		r.Target = ""
		if e.Both {
			return nil
		}
	}
	if e.SubjectIsTarget {
		return nil
	}
	if e.Speech && actor.entity != none {
		if en := s.a.Entities[actor.entity]; en.Kind == language.Person || en.Kind == language.Organisation {
			r.By = s.speakerOf(actor.entity)
		}
	}
	if r.By == nil {
		r.By = s.by(c.Head)
	}
	r.Date = s.when(n)
	return &f
}

func (s *scene) holdsPost(entity int) bool {
	return entity != none && len(s.a.Entities[entity].Posts) > 0
}

// inForeignQuotation reports whether token i stands in a direct quotation of
// somebody who speaks for another state than the actor's: what one side says in
// anger that the other does is not the report's word that it did.
func (s *scene) inForeignQuotation(i int, actor party) bool {
	at, ok := s.attribution(i)
	if !ok || len(at.Quotations) == 0 {
		return false
	}
	by := s.source(at)
	return by != nil && by.State != actor.state
}

// partyOf gives an entity as a party.
func (s *scene) partyOf(e int) (party, bool) {
	for m := range s.a.Mentions {
		if s.a.Mentions[m].Entity == e {
			return s.actor(s.a.Mentions[m].Head)
		}
	}
	return party{}, false
}

// hasOtherSide reports whether an act of a type is always aimed at somebody,
// whether or not its clause names them.
func hasOtherSide(t demarche.ActType) bool {
	switch t {
	case demarche.Protest, demarche.Threaten, demarche.TurnBack, demarche.SendNote, demarche.Agree, demarche.Resume,
		demarche.Suspend, demarche.Demand, demarche.Sanction, demarche.Praise, demarche.Ease:
		return true
	}
	return false
}

// otherSide gives the state that stands opposite a state where a sentence does
// not say: another state that acts or is named in the sentence, else the
// report's sender or receiver of removals.
func (s *scene) otherSide(sentence int, not demarche.State) demarche.State {
	sent := s.a.Sentences[sentence]
	var named []demarche.State
	for i := sent.First; i < sent.Last; i++ {
		if p, ok := s.actor(i); ok && p.state != "" && p.state != not && !slices.Contains(named, p.state) {
			named = append(named, p.state)
		}
	}
	for _, side := range []demarche.State{s.sender, s.receiver} {
		if slices.Contains(named, side) {
			return side
		}
	}
	if len(named) == 1 {
		return named[0]
	}
	if s.sender != not && s.sender != "" {
		return s.sender
	}
	if s.receiver != not {
		return s.receiver
	}
	return ""
}

// target looks for the other side where the entry says it stands.
func (s *scene) target(n int, e *vocabulary.Act, actor party) (party, string, bool) {
	c := &s.cs.List[n]
	for _, where := range e.Target {
		i := none
		switch where {
		case "object", "owner":
			i = c.Object
		case "indirect":
			i = c.Indirect
		case "subject":
			i = c.Subject
		case "complement":
			if k := s.below(n, language.Ccomp, language.Xcomp); k != none {
				i = s.cs.List[k].Subject
			}
		default:
			i = c.With(where)
			if i == none && c.Object != none { // "criticism of", "tariff on"
				for k := range s.a.Children(c.Object) {
					if clause.Preposition(s.a, k) == where {
						i = k
					}
				}
			}
		}
		if i == none {
			continue
		}
		find := s.within
		if e.People { // the other side itself, not a word for it inside a longer phrase
			find = func(i int, not demarche.State) (party, bool) {
				p, ok := s.actor(i)
				return p, ok && p.state != not
			}
		}
		if p, ok := find(i, actor.state); ok && p.id() != actor.id() && p.id() != "" {
			return p, where + " \"" + s.a.Form(i) + "\"", true
		}
	}
	return party{}, "", false
}

// eventNoun finds an act in a noun that names it with both its sides: "talks
// between Iran and the United States", "an agreement with Denmark".
func (s *scene) eventNoun(i int) *finding {
	for _, n := range s.words.actsByNoun[s.lemma(i)] {
		e := &s.words.acts[n]
		if !s.onSubject(int(s.a.Tokens[i].Sentence)) {
			continue
		}
		var sides []party
		add := func(k int) {
			if p, ok := s.actor(k); ok && !slices.ContainsFunc(sides, func(q party) bool { return q.id() == p.id() }) {
				sides = append(sides, p)
			}
		}
		with := false
		for k := range s.a.Children(i) {
			prep := clause.Preposition(s.a, k)
			switch s.a.Tokens[k].Rel.Core() {
			case language.Nmod, language.Amod, language.Compound:
				if prep == "between" || prep == "with" || prep == "to" || prep == "" {
					add(k)
					with = with || prep == "with" || prep == "between"
					for g := range s.a.Children(k) {
						if s.a.Tokens[g].Rel.Core() == language.Conj {
							add(g)
						}
					}
				}
			}
		}
		if !with {
			continue
		}
		if len(sides) == 1 {
			if n := s.cs.Of(i); n != none {
				add(s.cs.List[n].Subject)
			}
		}
		if len(sides) < 2 || sides[0].id() == sides[1].id() {
			continue
		}
		if c := s.cs.Of(i); c != none && (s.cs.List[c].Negated || s.isHypothetical(c)) {
			continue
		}
		r := &demarche.Act{Type: e.Type, Actor: sides[0].id(), Target: sides[1].id(), By: s.by(i)}
		f := s.newFinding(r, demarche.KindAct, string(e.Type)+"/"+s.lemma(i), i)
		f.step("sides of the noun: %s, %s", r.Actor, r.Target)
		if n := s.cs.Of(i); n != none {
			r.Date = s.timeIn(n)
		}
		return &f
	}
	return nil
}
