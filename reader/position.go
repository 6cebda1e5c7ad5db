package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// positions finds what states will take and will not. Each clause is searched
// for where the receiving of people is spoken of (taking); what stands over
// that makes it a stance or none (attitude, stanceOf); then its fields are
// filled (position). What is only asked of a state may be answered further on
// (answers).
func positions(s *scene) []finding {
	var found []finding
	var r recall
	for n := range s.cs.List {
		f := s.statedBy(n, &r)
		if f == nil {
			continue
		}
		found = append(found, *f)
		found = append(found, s.alike(n, f)...)
		found = append(found, s.nobodyElse(n, f)...)
		x := f.record.(*demarche.Position)
		s.sameMeans(f, &r, s.cs.List[n].Sentence)
		r.stood, r.stoodIn, r.means = x.State, s.cs.List[n].Sentence, x.Means
	}
	return joinMeans(bindMeans(ownExceptions(found)))
}

// ownExceptions turns those whom a state does not take into a refusal where the
// report tells of nobody whom it does take: an exception needs a rule.
func ownExceptions(found []finding) []finding {
	for i := range found {
		x := found[i].record.(*demarche.Position)
		if !slices.Contains(found[i].features, exceptionFeature) || x.Stance != demarche.Accept {
			continue
		}
		ruled := slices.ContainsFunc(found, func(f finding) bool {
			p := f.record.(*demarche.Position)
			return p.State == x.State && p.Stance == demarche.Accept && !slices.Contains(f.features, exceptionFeature)
		})
		if !ruled {
			x.Stance = demarche.Refuse
			found[i].step("takes nobody else: a refusal, no exception")
		}
	}
	return found
}

// exceptionFeature marks a refusal of some that is read as a term of taking the others.
const exceptionFeature = "position by exception"

// joinMeans gives the means of a stance to the same stance told just beside it
// without one, so that both are one record: "will take them in again. Groups of 15
// may arrive by special flight."
func joinMeans(found []finding) []finding {
	for i := range found {
		m := found[i].record.(*demarche.Position)
		if m.Means == demarche.MeansAny || m.Means == demarche.MilitaryAircraft {
			continue
		}
		for k := range found {
			r := found[k].record.(*demarche.Position)
			apart := found[i].sentences[0] - found[k].sentences[0]
			if r.Means != demarche.MeansAny || r.State != m.State || r.Stance != m.Stance || r.People != m.People || apart < -1 || apart > 1 {
				continue
			}
			r.Means = m.Means
			found[k].step("by the means told beside it: %s", m.Means)
		}
	}
	return found
}

// sameMeans gives the means of the stance just told to one of the same state in
// the same sentence that tells of its people or planes by a number alone: "stopped
// admitting charters; until then it had let in two a month".
func (s *scene) sameMeans(f *finding, r *recall, sentence int) {
	x := f.record.(*demarche.Position)
	if x.Means != demarche.MeansAny || r.means == "" || x.State != r.stood || sentence != r.stoodIn || !slices.Contains(f.features, numberFeature) {
		return
	}
	x.Means = r.means
	f.step("by the means of what was told just before: %s", x.Means)
}

// numberFeature marks a stance on people or planes told by a number alone.
const numberFeature = "position on a number"

// bindMeans gives the means that a state asks for ("they must come on charter
// flights"), or names in the same sentence, to its acceptance of the same
// people where that names none.
func bindMeans(found []finding) []finding {
	for i := range found {
		m := found[i].record.(*demarche.Position)
		if m.Means == demarche.MeansAny || m.Stance != demarche.Accept {
			continue
		}
		for k := range found {
			r := found[k].record.(*demarche.Position)
			if !slices.Contains(found[i].features, mannerFeature) && found[i].sentences[0] != found[k].sentences[0] {
				continue
			}
			if r.State == m.State && r.Stance == m.Stance && r.People == m.People && r.Means == demarche.MeansAny && r.Place == m.Place {
				r.Means = m.Means
				found[k].step("by the means asked for elsewhere: %s", m.Means)
			}
		}
	}
	return found
}

// mannerFeature marks a stance that tells how people are to come.
const mannerFeature = "position tells how"

// statedBy gives the stance that clause n states, nil if it states none.
func (s *scene) statedBy(n int, r *recall) *finding {
	takings := s.takings(n)
	if !s.asks(s.cs.List[n].Sentence) {
		for i := range takings {
			t := &takings[i]
			s.goOn(t, r)
			if f := s.stand(t); f != nil {
				r.note(s, n, takings)
				return f
			}
		}
		if f := weighing(s, n, r); f != nil {
			return f
		}
		if f := s.answer(n, r); f != nil {
			return f
		}
	}
	r.note(s, n, takings)
	return nil
}

// goOn gives a taking that names nobody, told in the text's own voice, to the
// state of which the sentences before have told a stance.
func (s *scene) goOn(t *taking, r *recall) {
	c := &s.cs.List[t.clause]
	unnamed := c.Passive && c.Subject == none || c.Copular || c.Subject != none && s.a.Tokens[c.Subject].UPOS == language.PRON
	if !unnamed || t.state.state != "" || r.stood == "" || c.Sentence-r.stoodIn > goOnReach {
		return
	}
	if _, spoken := s.attribution(c.Head); spoken {
		return
	}
	if _, _, ok := s.stander(t); ok {
		return
	}
	t.state, t.how = party{state: r.stood, entity: none, token: none}, "the state of the sentences before"
}

// goOnReach is how many sentences on a text still speaks of the same state.
const goOnReach = 4

// stand makes a finding of a taking, nil if it is no stance or nobody's.
func (s *scene) stand(t *taking) *finding {
	stance, ok := s.stanceOf(t)
	if !ok {
		return nil
	}
	p, how, ok := s.stander(t)
	if !ok || s.isOwnWord(t.clause) {
		return nil
	}
	f := s.position(t, p.state, stance)
	t.mark(f, how)
	if stance == demarche.Accept && s.isException(t.clause, t.patient) && (t.at.refusing != t.at.negated || t.stance == demarche.Refuse) && !s.lacks(t.patient) {
		f.mark(exceptionFeature)
	}
	f.step("%s", how)
	f.steps = append(f.steps, t.at.steps...)
	if t.at.negated {
		f.step("negated")
	}
	if t.at.modal != "" {
		f.step("modal \"%s\"", t.at.modal)
	}
	return f
}

// stanceOf gives the stance that a taking states, if it states one: not what is
// asked, supposed, denied or only done once.
func (s *scene) stanceOf(t *taking) (demarche.Stance, bool) {
	if t.stance != "" {
		if t.stance == demarche.Refuse && s.isException(t.clause, t.patient) {
			return demarche.Accept, !t.at.blocked
		}
		return t.stance, !t.at.blocked
	}
	at := &t.at
	if at.blocked || s.isBackground(t.clause) {
		return "", false
	}
	c := &s.cs.List[t.clause]
	stance := demarche.Accept
	switch {
	case at.unsettled:
		return demarche.Unsettled, true
	case at.refusing != at.negated:
		stance = demarche.Refuse
	}
	if stance == demarche.Refuse && s.isException(t.clause, t.patient) {
		stance = demarche.Accept // all but those, a term of accepting
	}
	return stance, t.stated || at.told() || s.holds(c, at, t)
}

// weighing finds an open stance told by its predicate alone: "is in talks about
// receiving deportees", "no decision has been taken".
func weighing(s *scene, n int, r *recall) *finding {
	c := &s.cs.List[n]
	w := s.words
	spoken := r.set && c.Sentence-r.sentence <= recallReach // it is spoken of shortly before
	if s.isHypothetical(n) || s.isRequested(c) || !s.near[c.Sentence] && !spoken && s.whoIsWeighed(c) == none {
		return nil
	}
	promised := c.Infinite && c.Relation.Core() == language.Xcomp && w.unsettled[c.Lemma] && s.attitudeOver(n).willing
	noun := w.unsettledNouns[s.lemma(c.Head)] || c.Object != none && (w.unsettledNouns[s.lemma(c.Object)] || s.lemma(c.Object) == "decision")
	progressive := c.Past && s.a.Tokens[c.Head].XPOS == language.TagVBG && c.Relation.Core() == language.Ccomp // "said it was examining"
	open := promised || w.unsettled[c.Lemma] && !c.Negated && (progressive || c.Modal == "would" || c.Modal == "will") || c.Lemma == "open" && c.Copular && w.unsettledNouns[s.lemma(c.With("to"))] || w.unsettled[c.Lemma] && !c.Negated && (c.Present || c.Infinite && c.Relation.Core() != language.Xcomp) ||
		noun && s.lemma(c.Object) == "decision" && c.Negated ||
		c.Copular && w.unsettledNouns[s.lemma(c.Head)] ||
		s.lemma(c.Object) == "nothing" && w.settle[c.Verb()] || c.Lemma == "make up" && s.lemma(c.Object) == "mind" && (c.Negated || c.Modal == "will")
	if !open {
		return nil
	}
	t := s.newTaking(n, c.Lemma, none)
	taking := false
	first, last := s.a.Subtree(c.Head)
	for i := first; i < last; i++ {
		if k := s.cs.At(i); k != none && k != n {
			if l, who, ok := s.takes(k); ok && !w.light[l] {
				taking, t.patient = true, who
			}
		}
	}
	if who := s.whoIsWeighed(c); !taking && who != none {
		taking, t.patient = true, who
	}
	if !taking && spoken && s.isTheMatter(c) {
		taking, t.patient = true, r.about.patient // "is studying the request"
	}
	p, how, ok := s.stander(&t)
	if !ok && r.who != "" && c.Passive {
		p, how, ok = party{state: r.who}, "of whom it was spoken before", true
	}
	if !ok || !taking || p.state == s.senderAt(c.Sentence) && p.state != r.who {
		return nil
	}
	f := s.position(&t, p.state, demarche.Unsettled)
	t.kind = "weighing"
	t.mark(f, how)
	f.step("%s", how)
	return f
}

// isRequested reports whether a clause only tells what somebody asks for: "asked
// that this question be examined anew".
func (s *scene) isRequested(c *clause.Clause) bool {
	if c.Parent == none || c.Mark != "that" || c.Modal != "" {
		return false
	}
	switch s.cs.List[c.Parent].Verb() {
	case "request", "ask", "demand", "propose", "urge", "recommend", "insist", "suggest":
		return !c.Present && !c.Past
	}
	return false
}

// whoIsWeighed gives the people of whom a clause of weighing or talks speaks
// without a word of receiving: "in discussions with Lima about third-country nationals".
func (s *scene) whoIsWeighed(c *clause.Clause) int {
	for _, prep := range []string{"about", "on", "over", "regarding", "concerning"} {
		for _, i := range []int{c.With(prep), s.childWith(c.Head, prep), s.childWith(max(c.Object, 0), prep)} {
			if i != none && s.namesPeople(i) {
				return i
			}
		}
	}
	if c.Object != none && (s.words.facility[s.lemma(c.Object)] || s.words.acceptance[s.lemma(c.Object)]) {
		for _, prep := range []string{"for", "of"} { // "ready to discuss centres for deportees"
			if i := s.childWith(c.Object, prep); i != none && s.arePeople(i) {
				return i
			}
		}
	}
	return none
}

// isTheMatter reports whether what a clause weighs is what was spoken of:
// "is studying the request", "no decision has been taken", "open to a discussion".
func (s *scene) isTheMatter(c *clause.Clause) bool {
	if c.Object == none {
		return c.Lemma == "open" || c.Copular && s.words.unsettledNouns[s.lemma(c.Head)]
	}
	switch l := s.lemma(c.Object); l {
	case "it", "mind", "decision", "matter", "issue", "subject", "question", "nothing":
		return true
	default:
		return s.words.proposal[l]
	}
}

// childWith gives the noun phrase that depends on token i with a preposition, none if there is none.
func (s *scene) childWith(i int, preposition string) int {
	for k := range s.a.Children(i) {
		if clause.Preposition(s.a, k) == preposition {
			return k
		}
	}
	return none
}

// below gives the first clause that complements clause n by one of the relations.
func (s *scene) below(n int, rels ...language.Rel) int {
	for k := range s.a.Children(s.cs.List[n].Head) {
		if m := s.cs.At(k); m != none && slices.Contains(rels, s.cs.List[m].Relation.Core()) {
			return m
		}
	}
	return none
}

func (s *scene) subtreeHasTopic(i int) bool {
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if s.isTopic(k, s.lemma(k)) || s.words.own[s.lemma(k)] {
			return true
		}
	}
	return false
}

// position fills the fields of a stance on a taking.
func (s *scene) position(t *taking, state demarche.State, stance demarche.Stance) *finding {
	n, patient := t.clause, t.patient
	c := &s.cs.List[n]
	r := &demarche.Position{State: state, Stance: stance, Means: demarche.MeansAny, Nationals: []demarche.State{}, Terms: []demarche.Term{}}
	f := s.newFinding(r, demarche.KindPosition, string(stance)+"/"+strings.ReplaceAll(t.trigger, " ", "-"), c.Head)
	r.From = s.senderIn(n, state)
	if t.own {
		patient = none
	}
	r.People, r.Nationals = s.peopleOf(state, t, patient, c.Sentence)
	if stance == demarche.Refuse && s.isAbsolute(patient, c.Sentence, state) {
		r.People, r.Nationals = demarche.AnyPeople, []demarche.State{}
	}
	if t.own {
		r.People, r.Nationals = demarche.OwnNationals, []demarche.State{}
	}
	if t.others {
		r.People = demarche.ThirdNationals
	}
	f.step("\"%s\" are %s nationals", s.a.Form(max(patient, 0)), r.People)
	if t.said || t.own || t.others {
		f.mark(peopleSaid)
	}
	s.setMeans(t, r, &f)
	s.setPlace(t, r, &f)
	r.Terms = s.termsOf(n, r)
	if t.at.reserved && !slices.Contains(r.Terms, "case_by_case") {
		r.Terms = append(r.Terms, "case_by_case")
	}
	if _, checked := contains(s.lemmas[c.Sentence], []string{"verify", "ascertain", "establish", "prove", "proof", "verification", "confirm", "confirmation", "match", "identify", "recognise", "recognize", "trace", "registry", "register"}); checked && slices.Contains(r.Terms, "identity_check") && r.People == demarche.ThirdNationals && len(r.Nationals) == 0 {
		r.People = demarche.OwnNationals // whose nationality is to be verified
		f.step("a check of nationality: own nationals")
	}
	r.By = s.by(c.Head)
	if r.By == nil {
		if p, ok := s.party(c.Subject); ok && p.kind == language.Person && p.entity != none {
			r.By = s.speakerOf(p.entity)
		}
	}
	r.Date = s.when(n)
	return &f
}
