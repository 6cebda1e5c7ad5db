package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// saidAct gives the act that the speaker of clause n does by saying it: who
// says that their own state will do something pledges it, who says that it has
// not done something denies it.
func (s *scene) saidAct(n int) *finding {
	c := &s.cs.List[n]
	at, ok := s.attribution(c.Head)
	if !ok || at.Negated {
		return nil
	}
	for i := range s.words.acts {
		e := &s.words.acts[i]
		if !e.Said || e.Foreign || len(e.Judged) > 0 || !s.names(c, e) || !s.actFits(n, e) || e.If && !s.hasCondition(n) || e.Future && s.isReceiving(n) || e.Any && !s.isPlainPromise(n) {
			continue
		}
		speaker, ok := s.sourceParty(at)
		if !ok || s.isPrivate(speaker) || len(e.SubjectIn) == 0 && !s.isOwnDeed(n, speaker) {
			return nil
		}
		if s.cueDoes(at, e.Type) {
			return nil // "promised that it would"
		}
		r := &demarche.Act{Type: e.Type, Actor: speaker.id()}
		f := s.newFinding(r, demarche.KindAct, string(e.Type)+"/said-"+strings.ReplaceAll(c.Lemma, " ", "-"), c.Head)
		f.step("the speaker's own deed -> %s", r.Actor)
		if !e.NoTarget {
			targets, where := s.aimedAt(n, e, speaker)
			r.Target = targets[0]
			f.step("target: %s -> %s", where, r.Target)
		}
		r.By, r.Date = s.source(at), s.when(n)
		return &f
	}
	return nil
}

// cueDoes reports whether the verb that reports an attribution is itself an act of a type.
func (s *scene) cueDoes(at language.Attribution, t demarche.ActType) bool {
	n := s.cs.At(at.CueToken)
	return n != none && slices.ContainsFunc(s.act(n), func(f finding) bool { return f.record.(*demarche.Act).Type == t })
}

// isReceiving reports whether clause n says that people will be taken in, which
// is a position: "will continue to receive".
func (s *scene) isReceiving(n int) bool {
	k := s.below(n, language.Xcomp)
	return k != none && s.words.receive[s.cs.List[k].Lemma]
}

// isPlainPromise reports whether clause n is the main thing that its speaker
// says and tells neither of a certain group that will be moved (a movement)
// nor of taking people in (a position).
func (s *scene) isPlainPromise(n int) bool {
	c := &s.cs.List[n]
	switch c.Relation.Core() {
	case language.Root, language.Ccomp, language.Conj, language.Parataxis:
	default:
		return false
	}
	if s.words.receive[c.Verb()] && (c.Object == none || s.isPeople(c.Object) || s.isAircraft(c.Object) || s.words.moving[s.lemma(c.Object)]) {
		return false
	}
	if !s.words.send[c.Lemma] && !s.words.send[c.Verb()] && !s.words.arrive[c.Lemma] {
		return c.Subject != none || c.Passive && c.Object != none
	}
	return c.Subject != none && c.Object != none && s.a.Tokens[c.Object].UPOS == language.NOUN && s.a.Child(c.Object, language.Nummod) == none
}

// names reports whether entry e is for the predicate of a clause.
func (s *scene) names(c *clause.Clause, e *vocabulary.Act) bool {
	if e.Any {
		return s.a.Tokens[c.Head].UPOS == language.VERB && !slices.Contains(e.Not, c.Lemma) && (!slices.Contains(e.Not, c.Verb()) || slices.Contains(e.Verbs, c.Lemma))
	}
	return slices.Contains(e.Verbs, c.Lemma) || slices.Contains(e.Verbs, c.Lemma+"e")
}

// isOwnDeed reports whether what clause n says is done by the state or body of its speaker.
func (s *scene) isOwnDeed(n int, speaker party) bool {
	c := &s.cs.List[n]
	if c.Subject == none {
		return c.Passive
	}
	switch s.lemma(c.Subject) {
	case "we", "i":
		return true
	}
	if w := s.words; w.moving[s.lemma(c.Subject)] || s.isAircraft(c.Subject) {
		return true // "the deportations will continue"
	}
	if p, ok := s.subject(n); ok {
		return p.id() == speaker.id()
	}
	if p, ok := s.standsFor(c.Subject); ok {
		return p.id() == speaker.id()
	}
	return slices.Contains(s.words.agents, s.lemma(c.Subject)) // "will be looked into by the competent authorities"
}

// hasCondition reports whether clause n holds on a condition.
func (s *scene) hasCondition(n int) bool {
	for k := range s.cs.In(s.cs.List[n].Sentence) {
		switch s.cs.List[k].Mark {
		case "if", "unless", "until":
			return true
		}
	}
	return false
}

// judgements finds protests in what speakers say of a deed of another side
// ("expulsions in disguise", "unlawful activities committed by its forces").
func (s *scene) judgements() []finding {
	var found []finding
	for i := range s.words.acts {
		e := &s.words.acts[i]
		if !e.Said || len(e.Judged) == 0 {
			continue
		}
		for n := range s.a.Attributions {
			if f := s.judgement(n, e); f != nil {
				found = append(found, *f)
			}
		}
	}
	return found
}

// judgement gives the act of entry e that lies in the words of attribution n,
// nil if they hold no word of judgement or no other side is meant.
func (s *scene) judgement(n int, e *vocabulary.Act) *finding {
	at := s.a.Attributions[n]
	if at.Negated {
		return nil
	}
	speaker, ok := s.sourceParty(at)
	if !ok || s.isPrivate(speaker) || s.isCourt(speaker.token) || speaker.id() == "" {
		return nil
	}
	for _, span := range at.Content {
		first, last := s.a.TokensIn(span)
		for i := first; i < last; i++ {
			if s.speaking[i] != n || !slices.Contains(e.Judged, s.lemma(i)) || !s.isJudgement(i) {
				continue
			}
			r := &demarche.Act{Type: e.Type, Actor: speaker.id(), By: s.source(at), Date: s.whenSaid(i)}
			r.Target = s.judged(i, speaker)
			if r.Target == "" || r.Target == r.Actor {
				continue
			}
			f := s.newFinding(r, demarche.KindAct, string(e.Type)+"/said-"+s.lemma(i), i)
			f.step("the speaker -> %s judges a deed of %s", r.Actor, r.Target)
			return &f
		}
	}
	return nil
}

// isJudgement reports whether a word of judgement is said of a deed on the
// subject, and not denied or supposed.
func (s *scene) isJudgement(i int) bool {
	sentence := int(s.a.Tokens[i].Sentence)
	if !s.near[sentence] || s.describesPeople(i) {
		return false
	}
	c := s.cs.Of(i)
	if c == none {
		return true
	}
	return !s.cs.List[c].Negated && s.isAsserted(c, false) && !unreal(s.cs.List[c].Modal)
}

// judged gives the side whose deed the word of judgement at token i is about:
// another state that its sentence names, else the state opposite.
func (s *scene) judged(i int, speaker party) demarche.Optional {
	sentence := int(s.a.Tokens[i].Sentence)
	sent := s.a.Sentences[sentence]
	for k := sent.First; k < sent.Last; k++ {
		if p, ok := s.actor(k); ok && s.speaking[k] == s.speaking[i] && p.state != "" && p.state != speaker.state && p.kind != language.Person {
			return p.id()
		}
	}
	return demarche.Optional(s.otherSide(sentence, speaker.state))
}

// admonition gives the act of who says that another should or must do something.
func (s *scene) admonition(n int, e *vocabulary.Act) *finding {
	c := &s.cs.List[n]
	at, said := s.attribution(c.Head)
	if !said || at.Negated {
		return nil
	}
	speaker, can := s.sourceParty(at)
	if !can || s.isCourt(speaker.token) || s.isPrivate(speaker) || speaker.id() == "" {
		return nil
	}
	r := &demarche.Act{Type: e.Type, Actor: speaker.id(), By: s.source(at), Date: s.when(n)}
	f := s.newFinding(r, demarche.KindAct, string(e.Type)+"/said-"+c.Lemma, c.Head)
	switch target, has := s.subject(n); {
	case has && target.id() != speaker.id() && (target.state == "" || target.state != speaker.state):
		r.Target = target.id()
	case has || e.Foreign || !s.topic[c.Sentence] || c.Subject != none && s.isPronoun(c.Subject):
		return nil
	default:
		r.Target = s.addressee(at, speaker)
	}
	if r.Target == "" {
		return nil
	}
	f.step("the speaker %s tells %s what to do", r.Actor, r.Target)
	return &f
}

func (s *scene) isPronoun(i int) bool { return s.a.Tokens[i].UPOS == language.PRON }

// addressee gives to whom an attribution's words are said: the object of its
// cue, else the state opposite the speaker's.
func (s *scene) addressee(at language.Attribution, speaker party) demarche.Optional {
	if at.CueToken != none {
		if n := s.cs.At(at.CueToken); n != none {
			for _, i := range []int{s.cs.List[n].Indirect, s.cs.List[n].Object, s.cs.List[n].With("to")} {
				if p, ok := s.actor(i); ok && p.state != "" && p.state != speaker.state {
					return p.id()
				}
			}
		}
	}
	return demarche.Optional(s.otherSide(at.Sentence, speaker.state))
}
