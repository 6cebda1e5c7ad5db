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
	undone := map[int]bool{}
	for n := range s.cs.List {
		if fs := s.act(n); len(fs) > 0 {
			found = append(found, fs...)
			s.noteObjects(n, fs[0].record.(*demarche.Act).Type, undone)
		} else if f := s.saidAct(n); f != nil {
			found = append(found, *f)
		}
	}
	found = append(found, s.nominalActs(undone)...)
	for i := range s.a.Tokens {
		if u := s.a.Tokens[i].UPOS; !undone[i] && (u == language.NOUN || u == language.VERB) {
			if f := s.eventNoun(i); f != nil {
				found = append(found, *f)
			}
		}
	}
	return append(found, append(s.judgements(), s.courtNouns(found)...)...)
}

// noteObjects notes what the act of clause n is done to, and what that is made
// of: whoever lifts a sanction imposes none.
func (s *scene) noteObjects(n int, t demarche.ActType, undone map[int]bool) {
	switch t {
	case demarche.Ease, demarche.Sanction, demarche.Suspend, demarche.Resume, demarche.Threaten, demarche.TurnBack:
	default:
		return
	}
	c := &s.cs.List[n]
	objects := []int{c.Object}
	for _, o := range c.Obliques {
		objects = append(objects, o.Token)
	}
	for _, i := range objects {
		if i == none {
			continue
		}
		undone[i] = true
		for k := range s.a.Children(i) {
			switch s.a.Tokens[k].Rel.Core() {
			case language.Conj, language.Compound:
				undone[k] = true
			}
		}
	}
}

// act gives the act that clause n states, none if it states none: the first
// entry of the vocabulary whose predicate, object and form fit and whose actor
// is found; several acts where several sides are named together, or where an
// entry only tells how another act was done ("protested by note").
func (s *scene) act(n int) []finding {
	c := &s.cs.List[n]
	var found, open []finding
	for _, i := range s.actEntries(c) {
		e := &s.words.acts[i]
		if e.Said && !e.Foreign || !s.actFits(n, e) {
			continue
		}
		fs := s.fillAct(n, e)
		if len(fs) > 0 {
			found = append(found, fs...)
			if !e.Also {
				break
			}
		} else if open == nil && c.Passive && c.Subject == none && !e.Speech && !e.Court {
			open = []finding{s.openAct(n, e)}
		}
	}
	if len(found) == 0 {
		return open
	}
	return found
}

// looseAdverbs are the words that a verb is written with like a particle and
// that may only say when or where it is done.
var looseAdverbs = set{"back": true, "home": true, "around": true, "on": true, "ahead": true}

// actEntries gives the entries that name the predicate: by lemma with
// particle, by verb and preposition, by verb, and by modal.
func (s *scene) actEntries(c *clause.Clause) []int {
	var is []int
	by := s.words.actsByVerb
	for _, words := range s.idioms(c) {
		is = append(is, by[words]...)
	}
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
	if verb, adverb, _ := strings.Cut(c.Lemma, " "); len(by[c.Lemma]) == 0 && looseAdverbs[adverb] { // "imposed back in 2021"
		is = append(is, by[verb]...)
	}
	if len(by[c.Lemma]) == 0 { // a lemma that the analysis has cut short: "rul" of "ruled"
		is = append(is, by[c.Lemma+"e"]...)
	}
	switch c.Modal {
	case "should", "must", "ought":
		is = append(is, by[c.Modal]...)
	}
	return is
}

// idioms gives the fixed expressions that a predicate may form with its object
// and its prepositions: "take issue", "take issue with", "put on hold".
func (s *scene) idioms(c *clause.Clause) []string {
	var words []string
	object := s.lemma(c.Object)
	for _, o := range c.Obliques {
		if o.Preposition == "" || s.isTime(o.Token) {
			continue
		}
		if object != "" {
			words = append(words, c.Lemma+" "+object+" "+o.Preposition)
		}
		words = append(words, c.Lemma+" "+o.Preposition+" "+s.lemma(o.Token))
	}
	for _, o := range s.barePhrases(c) {
		words = append(words, c.Lemma+" "+o.Preposition+" "+s.lemma(o.Token))
	}
	if object != "" {
		words = append(words, c.Lemma+" "+object)
	}
	return words
}

// barePhrases gives the nouns without article behind a preposition that follow a
// predicate and its object: they may belong to it whatever the parse has hung
// them on ("put the tariffs that he had ordered on HOLD").
func (s *scene) barePhrases(c *clause.Clause) []clause.Oblique {
	if c.Object == none || s.a.Tokens[c.Head].UPOS != language.VERB {
		return nil
	}
	var found []clause.Oblique
	_, last := s.a.Subtree(c.Head)
	for k := c.Head + 2; k < last; k++ {
		if s.a.Tokens[k].UPOS == language.NOUN && s.a.Tokens[k-1].UPOS == language.ADP && !s.isTime(k) {
			found = append(found, clause.Oblique{Preposition: s.a.Lower(k - 1), Token: k})
		}
	}
	return found
}

// isTime reports whether token i stands in an expression of time.
func (s *scene) isTime(i int) bool {
	at := s.a.Tokens[i].Start
	return slices.ContainsFunc(s.a.Times, func(t language.Time) bool { return t.Span.Start <= at && at < t.Span.End })
}

// fillAct makes the acts of entry e that clause n states, none if its sides cannot be told.
func (s *scene) fillAct(n int, e *vocabulary.Act) []finding {
	c := &s.cs.List[n]
	if fs := s.fillJointly(n, e); len(fs) > 0 {
		return fs
	}
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
		if (where == "the state opposite" || where == "none") && s.isInternal(n, e, actor) {
			if !e.Infinitive || c.Lemma != "tell" {
				return nil
			}
			e = &vocabulary.Act{Type: demarche.Order, NoTarget: true, Verbs: e.Verbs} // parliament tells the government
			targets, where = []demarche.Optional{""}, "none"
		}
	}
	actors := []party{actor}
	for _, p := range s.joinedTo(c.Subject, actor) {
		if !e.Both || !slices.Contains(targets, p.id()) && strings.HasPrefix(where, "with ") {
			actors = append(actors, p)
		}
	}
	return s.eachAct(n, e, actors, how, targets, where)
}

// eachAct makes an act of entry e for every actor and target of clause n.
func (s *scene) eachAct(n int, e *vocabulary.Act, actors []party, how string, targets []demarche.Optional, where string) []finding {
	c := &s.cs.List[n]
	var found []finding
	for _, a := range actors {
		for _, target := range targets {
			if target == a.id() {
				target = ""
			}
			if (e.Both || e.Addressed) && target == "" {
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

// fillJointly makes the acts of entry e that two sides of clause n do each, none
// if its subject does not name them as two: "both governments denied".
func (s *scene) fillJointly(n int, e *vocabulary.Act) []finding {
	c := &s.cs.List[n]
	if e.Both || e.Court || e.Felt || e.Foreign || e.Suffered || len(e.SubjectIn) > 0 || c.Passive {
		return nil
	}
	pair, ok := s.bothOf(s.whoseBoth(c.Subject), c.Sentence, "")
	if !ok {
		return nil
	}
	targets, where := []demarche.Optional{""}, "none"
	if !e.NoTarget {
		for _, place := range e.Target {
			for _, i := range s.places(n, place) {
				if p, ok := s.targetAt(i, e, pair[0]); ok && where == "none" && p.id() != pair[1].id() {
					targets, where = []demarche.Optional{p.id()}, place
				}
			}
		}
	}
	return s.eachAct(n, e, pair[:], "both sides", targets, where)
}

// whoseBoth gives the noun that names two sides in the noun phrase of token i:
// itself, or the one that officials are of, "officials on both SIDES".
func (s *scene) whoseBoth(i int) int {
	if i == none || !slices.Contains(s.words.agents, s.lemma(i)) {
		return i
	}
	for _, prep := range []string{"on", "of", "from", "in"} {
		if k := s.childWith(i, prep); k != none {
			return k
		}
	}
	return i
}

// openAct makes the act of entry e of which clause n tells in the passive,
// without who does it: "some of those curbs were lifted". That is chosen.
func (s *scene) openAct(n int, e *vocabulary.Act) finding {
	c := &s.cs.List[n]
	r := &demarche.Act{Type: e.Type, Date: s.whenDone(n), By: s.by(c.Head)}
	f := s.newFinding(r, demarche.KindAct, string(e.Type)+"/unsaid", c.Head)
	f.step("no rule tells who does it")
	f.mark(detectedFeature)
	return f
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
// name in it ("an act of 1798") or to what a perfect is about: who "has
// denounced the transfer on 16 March" need not have done so on that day.
func (s *scene) whenDone(n int) demarche.Date {
	d := s.when(n)
	if c := &s.cs.List[n]; c.Perfect && c.Present && c.Modal == "" && s.isLongAgo(d) {
		return s.whenSaid(c.Head)
	}
	for _, i := range s.index.times[n] {
		if t := &s.a.Times[i]; t.Value == d && clause.Preposition(s.a, t.Head) == "of" && s.a.Tokens[t.Head].Rel.Core() == language.Nmod {
			return s.whenSaid(s.cs.List[n].Head)
		}
	}
	return d
}

// justNow is how many days back a day may lie for a present perfect to tell of it.
const justNow = 7

// isLongAgo reports whether a date lies well before the day of publication, if that is known.
func (s *scene) isLongAgo(d demarche.Date) bool {
	published := s.a.Published
	return d.Known() && published.IsDay() && d.Last().AddDate(0, 0, justNow).Before(published.First())
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

// isPrivate reports whether a party is a person who speaks for nobody else: one
// without a post, or with a post of no state or body that the report tells.
func (s *scene) isPrivate(p party) bool {
	if p.kind != language.Person || p.state != "" {
		return false
	}
	return p.entity == none || !slices.ContainsFunc(s.a.Entities[p.entity].Posts, func(q language.Post) bool { return q.State != "" || q.Body != "" })
}
