package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// acts finds what one did to another: in clauses, in nouns that name an act
// with its sides, and in what a speaker's words amount to.
func acts(s *scene) []finding {
	var found []finding
	for n := range s.cs.List {
		if fs := s.act(n); len(fs) > 0 {
			found = append(found, fs...)
		} else if f := s.saidAct(n); f != nil {
			found = append(found, *f)
		}
	}
	for i := range s.a.Tokens {
		if u := s.a.Tokens[i].UPOS; u == language.NOUN || u == language.VERB {
			if f := s.eventNoun(i); f != nil {
				found = append(found, *f)
			}
		}
	}
	return append(found, append(s.judgements(), s.courtNouns(found)...)...)
}

// act gives the act that clause n states, none if it states none: the first
// entry of the vocabulary whose predicate, object and form fit and whose actor
// is found; several acts where several sides are named together.
func (s *scene) act(n int) []finding {
	c := &s.cs.List[n]
	for _, i := range s.actEntries(c) {
		e := &s.words.acts[i]
		if e.Said && !e.Foreign || !s.actFits(n, e) {
			continue
		}
		if fs := s.fillAct(n, e); len(fs) > 0 {
			return fs
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
		if o.Preposition != "" && !s.isTime(o.Token) { // "agreed on Sunday" is not "agreed on a scheme"
			is = append(is, by[c.Lemma+" "+o.Preposition]...)
		}
	}
	if c.Object != none {
		for k := range s.a.Children(c.Object) { // "asked the Belgians for an offer"
			if prep := clause.Preposition(s.a, k); prep == "for" && s.a.Tokens[k].Rel.Core() == language.Nmod {
				is = append(is, by[c.Lemma+" for"]...)
			}
		}
	}
	is = append(is, by[c.Lemma]...)
	if len(by[c.Lemma]) == 0 { // a lemma that the analysis has cut short: "rul" of "ruled"
		is = append(is, by[c.Lemma+"e"]...)
	}
	switch c.Modal {
	case "should", "must", "ought":
		is = append(is, by[c.Modal]...)
	}
	return is
}

// isTime reports whether token i stands in an expression of time.
func (s *scene) isTime(i int) bool {
	at := s.a.Tokens[i].Start
	return slices.ContainsFunc(s.a.Times, func(t language.Time) bool { return t.Span.Start <= at && at < t.Span.End })
}

// actFits reports whether clause n has the form that entry e asks for.
func (s *scene) actFits(n int, e *vocabulary.Act) bool { return s.misfit(n, e) == "" }

// misfit gives the first thing that entry e asks for and clause n lacks, "" if it lacks nothing.
func (s *scene) misfit(n int, e *vocabulary.Act) string {
	c := &s.cs.List[n]
	court := s.courtIn(c) != none
	switch {
	case e.Court != court && (e.Court || e.Type != demarche.Demand && e.Type != demarche.Negotiate):
		return "court"
	case len(e.Object) > 0 && !s.objectIn(c, e.Object) && !s.obliqueIn(c, e):
		return "object"
	case e.ObjectSome && c.Object == none:
		return "any object"
	case len(e.SubjectIn) > 0 && (c.Subject == none || !slices.Contains(e.SubjectIn, s.lemma(c.Subject))):
		return "subject"
	case len(e.ObjectNot) > 0 && c.Object != none && (slices.Contains(e.ObjectNot, s.lemma(c.Object)) || s.isPeople(c.Object)),
		len(e.ObjectNot) > 0 && slices.Contains(e.ObjectNot, s.lemma(c.With("for", "on"))):
		return "other object"
	case e.Said && len(e.Judged) > 0 || len(e.Judged) > 0 && !s.judges(c, e.Judged):
		return "judgement"
	case e.Infinitive && !s.hasInfinitive(n):
		return "infinitive"
	case slices.Contains(e.Not, c.Lemma):
		return "another predicate"
	case e.OfPeople && !s.isPeople(c.Object):
		return "people"
	case e.NotPeople && s.isPeopleAlone(c.Object) && !s.wantsDone(n):
		return "no people"
	case e.Both && s.onOtherMatter(c):
		return "other matter"
	case e.Complement && s.below(n, language.Ccomp, language.Xcomp) == none:
		return "complement"
	case e.Wish && !s.hasWish(n):
		return "wish"
	case e.Coming && !s.hasComing(n):
		return "what is to come"
	case e.Active && (c.Passive || c.Inherited && c.Mark != "to"):
		return "active"
	case len(e.Below) > 0 && !s.hasBelow(n, e.Below):
		return "clause below"
	case e.Future && c.Modal != "will" && c.Modal != "shall" && !(e.Said && c.Modal == "would"):
		return "future"
	case e.Copular && e.Both && singular[c.Lemma] && !s.isPlural(c.Head):
		return "plural"
	case e.Copular && !c.Copular && s.cs.List[n].Relation.Core() != language.Ccomp:
		return "copula"
	case len(e.With) > 0 && c.With(e.With...) == none:
		return "preposition"
	case len(e.Oblique) > 0 && !slices.Contains(e.Oblique, s.lemma(c.With(e.With...))):
		return "oblique"
	case e.Felt && !c.Passive && !c.Copular:
		return "feeling"
	case e.Strict && !s.topic[c.Sentence] || !s.onSubject(c.Sentence):
		return "subject of the report"
	case !s.actIsFact(n, e):
		return "fact"
	}
	return ""
}

// hasInfinitive reports whether clause n has somebody as object who is told to
// do something, whether the parse hangs that on the verb or on the object.
func (s *scene) hasInfinitive(n int) bool {
	c := &s.cs.List[n]
	if c.Object == none && c.Indirect == none {
		return s.wantsDone(n)
	}
	for k := range s.cs.In(c.Sentence) {
		d := &s.cs.List[k]
		if h := int(s.a.Tokens[d.Head].Head); !d.Infinite || d.Mark != "to" || h == none || h != c.Head && h != c.Object && h != c.Indirect {
			continue
		}
		return true
	}
	return false
}

// wantsDone reports whether an infinitive in the passive completes clause n:
// "wants prisoners to be left out" asks it of those who hold them.
func (s *scene) wantsDone(n int) bool {
	for k := range s.cs.In(s.cs.List[n].Sentence) {
		d := &s.cs.List[k]
		if d.Parent == n && d.Passive && d.Mark == "to" && (d.Relation.Core() == language.Xcomp || d.Relation.Core() == language.Ccomp) {
			return true
		}
	}
	return false
}

// isPeopleAlone reports whether token i heads a noun phrase of people who stand
// for no state: not "the Americans".
func (s *scene) isPeopleAlone(i int) bool {
	if i == none || s.a.Tokens[i].UPOS == language.PRON || !s.isPeople(i) {
		return false
	}
	_, ok := s.standsFor(i)
	return !ok
}

// onOtherMatter reports whether the object of a clause, or what it is "on" or
// "about", says that a clause is about something else than returns.
func (s *scene) onOtherMatter(c *clause.Clause) bool {
	return s.isOtherMatter(c.Object) || s.isOtherMatter(c.With("on", "upon", "about", "for", "over"))
}

// isOtherMatter reports whether a noun for an agreement or talks says that they
// are about something else than returns.
func (s *scene) isOtherMatter(i int) bool {
	if i == none {
		return false
	}
	if slices.Contains(s.words.matters, s.lemma(i)) {
		return true
	}
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Amod, language.Compound, language.Nmod:
			if slices.Contains(s.words.matters, s.lemma(k)) {
				return true
			}
		}
	}
	return false
}

// hasWish reports whether clause n has a complement that says what should be:
// with a bare verb ("insists that cases go"), "should" or "must", or an infinitive.
func (s *scene) hasWish(n int) bool {
	k := s.below(n, language.Ccomp, language.Xcomp, language.Advcl)
	if k == none {
		return false
	}
	d := &s.cs.List[k]
	return d.Modal == "should" || d.Modal == "must" || d.Mark == "that" && (s.isSubjunctive(k) || s.a.Tokens[d.Head].XPOS == language.TagVBP)
}

// hasComing reports whether clause n has a complement that says what is to come:
// what the speaker will do to others, not whom it will take (a position) nor
// what others will do.
func (s *scene) hasComing(n int) bool {
	for k := range s.cs.In(s.cs.List[n].Sentence) {
		d := &s.cs.List[k]
		if d.Parent != n || k == n || s.a.Tokens[d.Head].Rel.Core() == language.Acl && d.Mark != "that" {
			continue
		}
		switch d.Relation.Core() {
		case language.Ccomp, language.Xcomp, language.Advcl, language.Acl:
		default:
			continue
		}
		future := d.Modal == "will" || d.Modal == "would" || d.Modal == "shall" || d.Infinite && (d.Relation.Core() != language.Advcl || s.a.Tokens[d.Head].XPOS == language.TagVBG && d.Mark == "to")
		if !future || s.words.receive[d.Lemma] || d.Subject != none && !d.Inherited && !d.Passive && s.isPeople(d.Subject) {
			continue
		}
		return true
	}
	return false
}

// isBare reports whether clause n has a verb in its base form.
func (s *scene) isBare(n int) bool {
	c := &s.cs.List[n]
	if s.a.Tokens[c.Head].XPOS == language.TagVB {
		return true
	}
	for k := range s.a.Children(c.Head) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Aux, language.Cop:
			if s.a.Lower(k) == "be" {
				return true
			}
		}
	}
	return false
}

// hasBelow reports whether a clause that completes clause n has one of the predicates.
func (s *scene) hasBelow(n int, verbs []string) bool {
	for k := range s.cs.In(s.cs.List[n].Sentence) {
		if s.cs.List[k].Parent == n && (slices.Contains(verbs, s.cs.List[k].Lemma) || slices.Contains(verbs, s.cs.List[k].Verb())) {
			switch s.cs.List[k].Relation.Core() {
			case language.Xcomp, language.Ccomp, language.Advcl, language.Acl:
				return true
			}
		}
	}
	return false
}

// objectIn reports whether the object of a clause is, is joined with, or is
// made up with one of the words ("visa restrictions").
func (s *scene) objectIn(c *clause.Clause, words []string) bool {
	if c.Object == none {
		return !c.Passive && s.lostObject(c, words)
	}
	if slices.Contains(words, s.lemma(c.Object)) {
		return true
	}
	for k := range s.a.Children(c.Object) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Conj, language.Compound:
			if slices.Contains(words, s.lemma(k)) {
				return true
			}
		}
	}
	for k := range s.a.Children(c.Head) { // "they were refused ENTRY", "handed the consul a NOTE"
		if rel := s.a.Tokens[k].Rel.Core(); (rel == language.Obj || rel == language.Iobj) && slices.Contains(words, s.lemma(k)) {
			return true
		}
	}
	if p, ok := s.actor(c.Object); ok && p.id() != "" && !c.Passive { // "sent Washington a note"
		for i := range s.cs.Right(s.cs.At(c.Head)) {
			if i != c.Object && clause.Preposition(s.a, i) == "" {
				return slices.Contains(words, s.lemma(i))
			}
		}
	}
	return c.Relation == language.AclRelcl && s.relativeIn(c, words)
}

// obliqueIn reports whether what a clause of entry e is done to stands after a
// preposition that belongs to the predicate: "called in the ambassador", "held off on tariffs".
func (s *scene) obliqueIn(c *clause.Clause, e *vocabulary.Act) bool {
	for _, o := range c.Obliques {
		if o.Preposition != "" && slices.Contains(e.Object, s.lemma(o.Token)) && slices.Contains(e.Verbs, c.Lemma+" "+o.Preposition) {
			return true
		}
	}
	return false
}

// relativeIn reports whether a relative clause may hang on one of the words
// where the parse has hung it on a noun below: "the readmission of people from
// the islands, which Turkey halted".
func (s *scene) relativeIn(c *clause.Clause, words []string) bool {
	i := int(s.a.Tokens[c.Head].Head)
	for i != none && i == c.Object || i != none && s.a.Tokens[i].Rel.Core() == language.Nmod {
		i = int(s.a.Tokens[i].Head)
		if i != none && slices.Contains(words, s.lemma(i)) {
			return true
		}
		if i == none || s.a.Tokens[i].Rel.Core() != language.Nmod {
			return false
		}
	}
	return false
}

// lostObject reports whether one of the words stands just after a predicate
// whose object the parse has lost, or is the noun that the clause modifies.
func (s *scene) lostObject(c *clause.Clause, words []string) bool {
	if h := s.a.Tokens[c.Head].Head; c.Relation.Core() == language.Acl && h >= 0 && slices.Contains(words, s.lemma(int(h))) {
		return true
	}
	for i := range s.cs.Right(s.cs.At(c.Head)) {
		if slices.Contains(words, s.lemma(i)) {
			return clause.Preposition(s.a, i) == ""
		}
	}
	return false
}

// reachJudgement is how many words after "called it" its judgement may stand,
// whatever the parse makes of the quotation marks between them.
const reachJudgement = 10

// judges reports whether one of the words of judgement stands in the clause.
func (s *scene) judges(c *clause.Clause, words []string) bool {
	_, last := s.a.Subtree(c.Head)
	last = max(last, min(c.Head+reachJudgement, s.a.Sentences[c.Sentence].Last))
	for i := c.Head + 1; i < last; i++ {
		if slices.Contains(words, s.lemma(i)) && !s.describesPeople(i) {
			return true
		}
	}
	return false
}

// describesPeople reports whether token i only describes people: "illegal
// migrants" is no judgement on a deed.
func (s *scene) describesPeople(i int) bool {
	h := int(s.a.Tokens[i].Head)
	return h != none && s.a.Tokens[i].Rel.Core() == language.Amod && s.isPeople(h)
}

// fillAct makes the acts of entry e that clause n states, none if its sides cannot be told.
func (s *scene) fillAct(n int, e *vocabulary.Act) []finding {
	c := &s.cs.List[n]
	if slices.Contains(e.Verbs, c.Modal) && c.Modal != "" || e.Foreign {
		if f := s.admonition(n, e); f != nil {
			return []finding{*f}
		}
		return nil
	}
	actor, how, ok := s.doer(n, e)
	if !ok || actor.id() == "" || s.isPrivate(actor) || s.inForeignQuotation(c.Head, actor) || e.Type == demarche.Order && s.ordersAct(n) {
		return nil
	}
	targets, where := []demarche.Optional{""}, "none"
	if !e.NoTarget {
		targets, where = s.aimedAt(n, e, actor)
	}
	actors := []party{actor}
	if !e.Both {
		actors = append(actors, s.joinedTo(c.Subject, actor)...)
	}
	var found []finding
	for _, a := range actors {
		for _, target := range targets {
			if target == a.id() {
				target = ""
			}
			if e.Both && target == "" {
				continue
			}
			r := &demarche.Act{Type: e.Type, Actor: a.id(), Target: target, Date: s.whenDone(n)}
			f := s.newFinding(r, demarche.KindAct, string(e.Type)+"/"+strings.ReplaceAll(c.Lemma, " ", "-"), c.Head)
			f.step("actor: %s -> %s", how, r.Actor)
			f.step("target: %s -> %s", where, r.Target)
			s.saidBy(r, n, e, a)
			found = append(found, f)
		}
	}
	return found
}

// ordersAct reports whether what clause n orders is an act of its own: who
// orders duties imposed imposes them.
func (s *scene) ordersAct(n int) bool {
	for k := range s.cs.In(s.cs.List[n].Sentence) {
		if s.cs.List[k].Parent == n && s.cs.List[k].Mark == "to" && len(s.act(k)) > 0 {
			return true
		}
	}
	return false
}

// whenDone gives the date of clause n, leaving out times that only belong to a
// name in it ("an act of 1798").
func (s *scene) whenDone(n int) demarche.Date {
	d := s.when(n)
	for _, i := range s.index.times[n] {
		if t := &s.a.Times[i]; t.Value == d && clause.Preposition(s.a, t.Head) == "of" && s.a.Tokens[t.Head].Rel.Core() == language.Nmod {
			return s.whenSaid(s.cs.List[n].Head)
		}
	}
	return d
}

// saidBy fills who says so: of an act that is done by speaking the speaker.
func (s *scene) saidBy(r *demarche.Act, n int, e *vocabulary.Act, actor party) {
	if e.Speech && actor.entity != none {
		if en := s.a.Entities[actor.entity]; en.Kind == language.Person || en.Kind == language.Organisation {
			r.By = s.speakerOf(actor.entity)
		}
	}
	if r.By == nil {
		r.By = s.by(s.cs.List[n].Head)
	}
}

// isPrivate reports whether a party is a person who speaks for nobody else.
func (s *scene) isPrivate(p party) bool {
	return p.kind == language.Person && p.state == "" && !(p.entity != none && len(s.a.Entities[p.entity].Posts) > 0)
}
