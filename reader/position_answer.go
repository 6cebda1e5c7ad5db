package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// recall is what a text has last spoken of while it is read on: an answer
// ("it refused", "will do so only once ...") is about that.
type recall struct {
	about    taking
	target   demarche.State // who was asked or wanted for it, empty if not said
	sentence int
	set      bool
	stood    demarche.State // whose stance was told last
	stoodIn  int            // in which sentence
	means    demarche.Means // of that stance
	who      demarche.State // whose taking was spoken of last, willed or not
}

// recallReach is how many sentences on an answer may stand.
const recallReach = 3

// note keeps what clause n speaks of, be it willed, asked or refused.
func (r *recall) note(s *scene, n int, found []taking) {
	if len(found) > 0 && found[0].patient != none {
		t := found[0]
		r.about, r.set, r.sentence, r.target = t, true, s.cs.List[n].Sentence, ""
		if p, _, ok := s.stander(&t); ok {
			r.who = p.state
			if t.at.asked {
				r.target = p.state
			}
		}
		return
	}
	c := &s.cs.List[n] // "wants to send deportees to Chad"
	if s.words.send[c.Lemma] && c.Object != none && s.surelyPeople(c.Object) && (c.Infinite || c.Modal != "") {
		r.about, r.set, r.sentence, r.target = s.newTaking(n, c.Lemma, c.Object), true, c.Sentence, s.placeState(c.With("to", "into"))
	}
}

// answer finds a stance that only answers what was spoken of before: "asked
// Chad to take them. It refused."
func (s *scene) answer(n int, r *recall) *finding {
	c := &s.cs.List[n]
	if !r.set || c.Sentence-r.sentence > recallReach || n == r.about.clause || s.asks(c.Sentence) {
		return nil
	}
	t := s.newTaking(n, "", r.about.patient)
	switch {
	case s.isProForm(c):
		t.trigger = "do-so"
		t.at = s.attitudeOver(n)
		t.stated = true
		if !t.at.told() && c.Modal == "" && !c.Present {
			return nil
		}
	case s.isBareAnswer(n):
		t.trigger = "answer-" + c.Lemma
		t.stance = s.answerOf(c)
		if s.isHypothetical(n) || c.Modal != "" && c.Modal != "will" && c.Modal != "would" || c.Negated && t.stance == demarche.Refuse && !s.idiomatic(c) && c.Lemma != "no" {
			return nil
		}
		if c.Negated {
			t.stance = demarche.Refuse
		}
	default:
		return nil
	}
	p, ok := s.subject(n)
	if c.Copular && (c.Lemma == "no" || c.Lemma == "yes") {
		p, ok = s.answerer(c.Subject)
	}
	if c.Passive && s.consent(c) != "" {
		p, ok = s.answerer(c.Object)
	}
	if !ok || p.state == "" || r.target != "" && p.state != r.target || r.target == "" && p.state == s.senderAt(c.Sentence) {
		return nil
	}
	t.kind = "answer"
	t.state, t.how = p, "who answers what was spoken of before"
	f := s.stand(&t)
	if f != nil {
		r.sentence = c.Sentence // it goes on being spoken of
	}
	if f != nil && t.trigger == "do-so" && r.means != "" {
		if x := f.record.(*demarche.Position); x.Means == demarche.MeansAny {
			x.Means = r.means // what is done so is done by the same means
		}
	}
	return f
}

// isProForm reports whether a clause says no more than "do so".
func (s *scene) isProForm(c *clause.Clause) bool {
	if c.Lemma != "do" || c.Passive {
		return false
	}
	if c.Object != none {
		return s.a.Lower(c.Object) == "so"
	}
	next := c.Head + 1
	return next < s.a.Sentences[c.Sentence].Last && s.a.Lower(next) == "so"
}

// isBareAnswer reports whether a clause agrees or refuses without saying to
// what, or to no more than "the request".
func (s *scene) isBareAnswer(n int) bool {
	c := &s.cs.List[n]
	w := s.words
	if s.idiomatic(c) || s.isBareWill(n) || s.consent(c) != "" {
		return true
	}
	if s.reply(n) != "" {
		return c.With("to") == none
	}
	if l := c.Lemma; c.Copular && (l == "no" || l == "yes") && c.Subject != none {
		switch s.lemma(c.Subject) {
		case "answer", "reply", "response", "verdict":
			return true
		}
	}
	if c.Passive { // "the request was turned down by Moldova"
		return w.no[c.Lemma] && c.Subject != none && w.proposal[s.lemma(c.Object)]
	}
	if !w.yes[c.Lemma] && !w.no[c.Lemma] {
		return false
	}
	if s.below(n, language.Xcomp, language.Ccomp) != none {
		return false
	}
	for k := range s.a.Children(c.Head) {
		if m := s.cs.At(k); m != none && s.cs.List[m].Mark == "to" {
			return false
		}
	}
	if c.Object != none {
		l := s.lemma(c.Object)
		if s.tellsOther(c.Object) {
			return false // "rejected the notion that he had acted on orders"
		}
		if (l == "deal" || l == "plan") && !w.no[c.Lemma] {
			return false
		}
		return w.proposal[l] || l == "it" || l == "that"
	}
	for _, o := range c.Obliques {
		switch o.Preposition {
		case "to", "with", "on", "in", "by":
			if l := s.lemma(o.Token); !w.proposal[l] && l != "it" && l != "that" && !s.isProviso(l) {
				if _, isTime := s.timeHead(o.Token); !isTime {
					return false
				}
			}
		}
	}
	return true
}

// isBareWill reports whether a clause says that somebody is willing or not, and
// to what only the text before: "Ecuador is willing, within limits".
func (s *scene) isBareWill(n int) bool {
	c := &s.cs.List[n]
	switch c.Lemma {
	case "willing", "unwilling", "ready", "reluctant":
		return c.Copular && s.below(n, language.Xcomp, language.Ccomp, language.Advcl) == none
	}
	return false
}

// idiomatic reports whether a clause refuses in a set phrase: "would not hear
// of it", "will have none of it".
func (s *scene) idiomatic(c *clause.Clause) bool {
	switch c.Verb() {
	case "hear":
		return c.Negated && c.With("of") != none
	case "have", "want", "play", "take":
		if l := s.lemma(c.Object); l == "part" || l == "nothing" || l == "role" {
			return c.Negated || l == "nothing" || s.isNegatedNoun(max(c.With("in", "of"), 0)) || s.isNegatedNoun(c.Object)
		}
		return c.Object != none && s.lemma(c.Object) == "none" && (s.childWith(c.Object, "of") != none || c.With("of") != none)
	}
	return false
}

// isProviso reports whether a noun opens what an answer is bound to: "agreed on condition that".
func (s *scene) isProviso(l string) bool {
	switch l {
	case "condition", "understanding", "footing", "basis", "ground", "principle", "proviso", "reservation", "pressure":
		return true
	}
	return false
}

// answerer gives the party whose answer token i is: "Tirana's answer", "the reply from Tirana".
func (s *scene) answerer(i int) (party, bool) {
	for _, k := range []int{s.a.Child(i, language.NmodPoss), s.childWith(i, "from"), s.childWith(i, "of")} {
		if p, ok := s.stateNear(k); ok {
			return p, true
		}
	}
	return party{}, false
}

// timeHead gives the time expression that token i heads.
func (s *scene) timeHead(i int) (int, bool) {
	for t := range s.a.Times {
		if s.a.Times[t].Head == i {
			return t, true
		}
	}
	return none, false
}

// consent gives the stance of a clause that gives or withholds a consent and
// says no more: "gave its blessing", "the approval of Quito was refused"; empty if it is none.
func (s *scene) consent(c *clause.Clause) demarche.Stance {
	if c.Object == none || s.below(s.cs.At(c.Head), language.Xcomp, language.Ccomp) != none {
		return ""
	}
	switch s.lemma(c.Object) {
	case "consent", "approval", "assent", "blessing", "nod", "permission", "go-ahead", "agreement", "acceptance":
	default:
		return ""
	}
	if s.a.Child(c.Object, language.Acl) != none || s.childWith(c.Object, "to") != none {
		return ""
	}
	switch c.Verb() {
	case "give", "grant", "signal", "nod", "confirm", "renew":
		return demarche.Accept
	case "withhold", "refuse", "deny", "withdraw", "revoke":
		return demarche.Refuse
	}
	return ""
}

func (s *scene) answerOf(c *clause.Clause) demarche.Stance {
	if st := s.consent(c); st != "" {
		return st
	}
	if s.reply(s.cs.At(c.Head)) != "" {
		if s.reply(s.cs.At(c.Head)) == "no" {
			return demarche.Refuse
		}
		return demarche.Accept
	}
	if c.Lemma == "no" || s.words.no[c.Lemma] || s.idiomatic(c) || s.words.refuse[c.Lemma] {
		return demarche.Refuse
	}
	return demarche.Accept
}

// asks reports whether a sentence asks.
func (s *scene) asks(sentence int) bool {
	sent := s.a.Sentences[sentence]
	for i := sent.Last - 1; i >= sent.First && i >= sent.Last-3; i-- {
		if s.a.Form(i) == "?" {
			return true
		}
	}
	return false
}

// tellsOther reports whether a clause beside the noun at token i says what it is
// about, and that this is no taking of people.
func (s *scene) tellsOther(i int) bool {
	for k := range s.a.Children(i) {
		if m := s.cs.At(k); m != none && k > i && s.cs.List[m].Mark == "that" {
			_, _, taken := s.takes(m)
			return !taken
		}
	}
	return false
}
