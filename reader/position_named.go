package reader

import (
	"demarche/language"
	"demarche/reader/clause"
)

// named reads a noun of receiving or of returning under a predicate of assent
// or refusal: "agreed to the return of its nationals", "opposes forced
// returns", "its refusal of the readmission of".
func named(s *scene, n int) (taking, bool) {
	for _, i := range s.arguments(n) {
		for _, noun := range s.nounsFrom(i) {
			if t, ok := s.namedBy(n, i, noun); ok {
				return t, true
			}
		}
	}
	return taking{}, false
}

// arguments gives the noun phrases that a predicate governs.
func (s *scene) arguments(n int) []int {
	c := &s.cs.List[n]
	var found []int
	if c.Object != none {
		found = append(found, c.Object)
	}
	if c.Subject != none && s.tellsAttitude(s.lemma(c.Subject)) && s.a.Child(c.Subject, language.NmodPoss) != none {
		found = append(found, c.Subject) // "its ban on deportation flights remains in force"
	}
	for _, o := range c.Obliques {
		switch o.Preposition {
		case "to", "in", "on", "with", "of", "against", "about", "at":
			found = append(found, o.Token)
		case "for":
			if c.Copular && s.words.willing[c.Lemma] { // "is ready for the return of"
				found = append(found, o.Token)
			}
		}
	}
	return found
}

// nounsFrom gives the nouns of receiving or returning at token i and below it,
// through nouns that tell an attitude: "its consent to the return of".
func (s *scene) nounsFrom(i int) []int {
	var found []int
	for depth := 0; i != none && depth < 4; depth++ {
		l := s.lemma(i)
		if s.words.acceptance[l] || s.words.moving[l] || s.words.aircraft[l] {
			found = append(found, i)
			return found
		}
		if !s.tellsAttitude(l) {
			return found
		}
		next := none
		for _, prep := range []string{"to", "of", "for", "in", "on", "against", "about", "regarding"} {
			if k := s.childWith(i, prep); k != none {
				next = k
				break
			}
		}
		i = next
	}
	return found
}

func (s *scene) tellsAttitude(l string) bool {
	w := s.words
	return w.appetite[l] || w.willingNouns[l] || w.refusalNouns[l] || w.unsettledNouns[l] || w.wishNouns[l] || w.objection[l] || w.rumours[l]
}

// namedBy reads the noun of taking below argument i of clause n.
func (s *scene) namedBy(n, i, noun int) (taking, bool) {
	c := &s.cs.List[n]
	w := s.words
	t := s.newTaking(n, s.lemma(noun), s.whoReturn(noun))
	t.stated = true
	t.at.meet(s, n)
	for k := int(s.a.Tokens[noun].Head); k != none && k != c.Head && noun != i; k = int(s.a.Tokens[k].Head) {
		t.at.underNoun(s, k)
		if k == i {
			break
		}
	}
	if w.receive[c.Lemma] && s.words.aircraft[t.trigger] {
		return t, false // "received two planes": read as receiving
	}
	if c.Object != none && c.Object != i { // "gave its consent to the return"
		t.at.underNoun(s, c.Object)
	}
	l, v := c.Lemma, c.Verb()
	switch {
	case t.at.wished && !(w.refuse[l] || w.assent[l] || w.unsettled[l] || l == "agree"):
		return t, false
	case w.refuse[l] || w.refuse[v] || w.unsettled[l] || t.at.wished:
		if w.deeds[v] && c.Past && !w.acceptance[t.trigger] {
			return t, false
		}
		if !t.at.read(s, c, c) {
			return t, false
		}
	case s.setsAgainst(c, i):
		t.at.refusing, t.at.negated = true, c.Negated // "has decided against the readmission of"
	case v == "participate" || v == "assist" || v == "take" && s.lemma(c.Object) == "part":
		t.at.willing = true
		t.at.negated = c.Negated || s.isNegatedNoun(noun)
	case (v == "proceed" || v == "go" || v == "press") && c.With("with") == i:
		t.at.willing = true // "will not go ahead with the admission of"
		t.at.negated = c.Negated
	case v == "say" && s.lemma(c.Object) == "no":
		t.at.refusing = true
	case v == "say" && s.lemma(c.Object) == "yes":
		t.at.willing = true
	case w.willing[l] || w.willing[v] || w.assent[l] || w.assent[v]:
		if c.Subject == none && !c.Passive {
			return t, false
		}
		if !w.willing[l] && !w.willing[v] {
			t.stated = c.Present || c.Modal == "will" || c.Modal == "would" || isReception(t.trigger) // "approved one flight" is a deed
		}
		t.at.willing = t.stated
		t.at.governed(s, c, "")
	case !t.at.told():
		return t, false
	case w.wishNouns[s.lemma(i)], c.Past && c.Subject == i && !s.isGranted(n):
		return t, false
	}
	if s.isHypothetical(n) {
		t.at.blocked = true
	}
	t.at.top = n
	t.at.climb(s)
	t.at.settle()
	if !s.ownMatter(&t, noun) || s.isAnothersDeed(&t, noun) {
		return t, false
	}
	return t, true
}

// setsAgainst reports whether a clause takes a stand against argument i.
func (s *scene) setsAgainst(c *clause.Clause, i int) bool {
	if c.With("against") != i {
		return false
	}
	switch c.Verb() {
	case "decide", "vote", "rule", "come", "stand", "set", "speak", "resolve", "pronounce", "opt":
		return true
	}
	return c.Copular
}

// isReception reports whether a noun names the receiving of people by itself.
func isReception(noun string) bool {
	switch noun {
	case "acceptance", "reception", "admission", "readmission", "re-admission", "admittance", "intake", "resettlement":
		return true
	}
	return false
}

// isGranted reports whether clause n tells that its subject, a consent or a
// refusal, was given: "its consent came in February".
func (s *scene) isGranted(n int) bool {
	switch s.cs.List[n].Verb() {
	case "come", "arrive", "give", "grant", "follow", "stand", "remain", "hold":
		return true
	}
	return false
}

// isAnothersDeed reports whether a removal that is opposed is named as what
// another state does, which is a protest: "objects to Britain's deportation of its citizens".
func (s *scene) isAnothersDeed(t *taking, noun int) bool {
	if !t.at.refusing || s.words.acceptance[t.trigger] {
		return false
	}
	p, _, ok := s.stander(t)
	for k := range s.a.Children(noun) {
		if s.a.Tokens[k].Rel != language.NmodPoss && clause.Preposition(s.a, k) != "by" {
			continue
		}
		if q, is := s.actor(k); ok && is && q.state != "" && q.state != p.state {
			return true
		}
	}
	return false
}

// whoReturn gives those whose return a noun names: "the return of its
// citizens", "its citizens' return", "deportees' arrival"; the noun itself if
// it does not say.
func (s *scene) whoReturn(noun int) int {
	for _, prep := range []string{"of", "for"} {
		if k := s.childWith(noun, prep); k != none && s.arePeople(k) {
			return k
		}
	}
	for k := range s.a.Children(noun) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Nmod, language.Compound, language.Amod:
			if s.arePeople(k) && s.a.Tokens[k].UPOS != language.PRON {
				return k
			}
		}
	}
	return noun
}

// ownMatter reports whether a return is the receiving side's matter for the
// state that speaks of it: of its own nationals, to it, or a reception by it.
func (s *scene) ownMatter(t *taking, noun int) bool {
	p, _, ok := s.stander(t)
	if !ok || p.state == "" {
		return false
	}
	if to := s.childWith(noun, "to"); to != none {
		if st := s.placeState(to); st != "" {
			return st == p.state
		}
	}
	own, third := 0, 0
	sender := s.senderAt(s.cs.List[t.clause].Sentence)
	if t.patient != none {
		first, last := s.a.Subtree(t.patient)
		own, third, _ = s.peopleWords(p.state, first, last, true)
	}
	if s.words.aircraft[t.trigger] {
		return p.state != sender && sender != "" && s.onSubject(s.cs.List[t.clause].Sentence) && third == 0
	}
	switch t.trigger {
	case "landing", "disembarkation", "entry", "arrival", "handover", "docking":
		return p.state != sender && (own+third > 0 || s.surelyPeople(t.patient) || s.a.Child(noun, language.NmodPoss) != none)
	case "acceptance", "reception", "admission", "readmission", "re-admission", "admittance", "intake", "resettlement":
		return own+third > 0 || s.surelyPeople(t.patient)
	}
	if from := s.childWith(noun, "from"); from != none && s.placeState(from) != "" && s.placeState(from) != p.state && third == 0 {
		return true
	}
	if own > 0 {
		return third == 0
	}
	forced := false
	for k := range s.a.Children(noun) {
		switch s.a.Lower(k) {
		case "forced", "forcible", "involuntary", "voluntary", "mass", "non-voluntary":
			forced = true
		}
	}
	return forced && third == 0 && p.state != sender && (t.at.refusing || t.at.willing)
}
