package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// gaps finds what is not known, and who did not say it.
func gaps(s *scene) []finding {
	var found []finding
	for n := range s.cs.List {
		found = append(found, s.gap(n)...)
	}
	return found
}

// nobody are the subjects that say that no one at all did it.
var nobody = set{"nobody": true, "no-one": true, "nothing": true, "none": true, "anyone": true}

// gap gives the gaps that clause n states: those of the first entry of the
// vocabulary that it fits, one for each who is silent.
func (s *scene) gap(n int) []finding {
	for _, i := range s.gapEntries(&s.cs.List[n]) {
		if e := &s.words.gaps[i]; s.gapFits(n, e) && !s.strays(s.cs.List[n].Sentence) {
			return s.fillGap(n, e)
		}
	}
	return nil
}

// gapEntries gives the entries that name the predicate of a clause, in the
// order of the vocabulary: by its lemma and by verb and preposition.
func (s *scene) gapEntries(c *clause.Clause) []int {
	by := s.words.gapsByVerb
	is := slices.Clone(by[c.Lemma])
	for _, o := range c.Obliques {
		is = append(is, by[c.Verb()+" "+o.Preposition]...)
	}
	slices.Sort(is)
	return slices.Compact(is)
}

// gapFits reports whether clause n has the form that entry e asks for.
func (s *scene) gapFits(n int, e *vocabulary.Gap) bool {
	c := &s.cs.List[n]
	if s.isQuestionOrDoubt(c) {
		return false
	}
	if e.Yet {
		return s.isYetTo(c) && c.Relation.Core() != language.Acl
	}
	if c.Infinite && c.Mark == "to" || c.Subject != none && nobody[s.lemma(c.Subject)] {
		return false // "asked them not to return", "nobody told it"
	}
	return s.gapForm(c, e) && s.gapModal(c, e) && s.gapArguments(n, e)
}

// gapForm reports whether voice, tense and negation of a clause are those of entry e.
func (s *scene) gapForm(c *clause.Clause, e *vocabulary.Gap) bool {
	negated := c.Negated || s.isWithout(c) || s.hasNoObject(c)
	switch {
	case e.Negated && !negated, !e.Negated && c.Negated,
		e.Present && (!c.Present || c.Perfect || c.Modal != ""),
		e.Perfect && !c.Perfect,
		e.Passive && !c.Passive,
		e.Type == demarche.Declined && c.Passive && !e.Passive, // "was refused entry"
		c.Passive && c.Verb() == "tell",
		e.PassiveOrAble && c.Modal != "could" && c.Modal != "can" && !c.Passive:
		return false
	}
	return true
}

// gapModal reports whether the modal of a clause lets it be the gap of entry e:
// "would not comment" declines, "could not answer" explains.
func (s *scene) gapModal(c *clause.Clause, e *vocabulary.Gap) bool {
	if len(e.Modal) > 0 {
		return slices.Contains(e.Modal, c.Modal)
	}
	switch c.Modal {
	case "":
		return true
	case "could", "can":
		return e.Type != demarche.NoResponse || e.Passive
	case "would", "will":
		return e.Type == demarche.Declined && e.Passive || e.Type == demarche.NotSpecified && !e.Negated
	}
	return false
}

// gapArguments reports whether clause n has the subject, the object and the
// clause below that entry e asks for, and leaves something open if it asks for that.
func (s *scene) gapArguments(n int, e *vocabulary.Gap) bool {
	c := &s.cs.List[n]
	if len(e.Subject) > 0 && !slices.ContainsFunc([]int{c.Subject, c.Object}, func(i int) bool { return i != none && slices.Contains(e.Subject, s.lemma(i)) }) {
		return false
	}
	if len(e.Object) > 0 && !s.objectIn(c, e.Object) {
		return false
	}
	if len(e.ObjectFor) > 0 && (c.Object == none || !slices.Contains(e.ObjectFor, s.lemma(s.childWith(c.Object, "for"))) && !slices.Contains(e.ObjectFor, s.lemma(c.With("for")))) {
		return false
	}
	if len(e.Below) > 0 && !s.gapBelow(n, e.Below) {
		return false
	}
	return !e.About || s.asksSomething(n)
}

// reachBelow is how many words after "left" may stand what something was left.
const reachBelow = 8

// gapBelow reports whether one of the predicates completes clause n: after a
// verb the clause below it, or the adjective or noun that goes with it ("left unanswered").
func (s *scene) gapBelow(n int, words []string) bool {
	c := &s.cs.List[n]
	for k := range s.cs.In(c.Sentence) {
		d := &s.cs.List[k]
		if d.Head <= c.Head || d.Parent != n && !(d.Head-c.Head <= 3) {
			continue
		}
		switch d.Relation.Core() {
		case language.Xcomp, language.Ccomp, language.Advcl, language.Acl, language.Conj, language.Obl:
			if d.Mark != "to" && d.Mark != "from" && s.a.Tokens[d.Head].UPOS == language.VERB {
				continue // "declined, saying that"
			}
			if slices.Contains(words, d.Lemma) || slices.Contains(words, d.Verb()) {
				return true
			}
		}
	}
	for i := c.Head + 1; i <= c.Head+reachBelow && i < s.a.Sentences[c.Sentence].Last; i++ {
		if u := s.a.Tokens[i].UPOS; (u == language.ADJ || u == language.VERB) && slices.Contains(words, s.lemma(i)) {
			return s.a.Lower(i)[:2] == "un" || i <= c.Head+2 // "left unsaid", "left the letter unanswered"
		}
	}
	from := c.With("from") // "abstained from commenting", where the parse takes a noun
	return from != none && slices.ContainsFunc(words, func(w string) bool {
		return strings.HasSuffix(s.a.Lower(from), "ing") && strings.HasPrefix(s.a.Lower(from), strings.TrimSuffix(w, "e"))
	})
}

// hasNoObject reports whether the object of a clause is denied: "gave neither
// names nor ages", "named no nationalities", "gave not a word".
func (s *scene) hasNoObject(c *clause.Clause) bool {
	if c.Object == none || c.Object == c.Subject {
		return false
	}
	for k := range s.a.Children(c.Object) {
		switch s.a.Lower(k) {
		case "no", "neither", "not", "nor":
			return true
		}
	}
	return false
}

// isYetTo reports an infinitive after "yet": "has yet to reply", "is yet to comment".
func (s *scene) isYetTo(c *clause.Clause) bool {
	i := c.Head - 1
	for i >= 0 && (s.lemma(i) == "to" || s.lemma(i) == "be" || s.a.Tokens[i].UPOS == language.ADV && s.lemma(i) != "yet") {
		i--
	}
	return i >= 0 && i < c.Head-1 && s.lemma(i) == "yet"
}

// isWithout reports a clause under "without": "without giving details".
func (s *scene) isWithout(c *clause.Clause) bool { return c.Mark == "without" }

func (s *scene) isQuestionOrDoubt(c *clause.Clause) bool {
	switch c.Mark {
	case "if", "unless", "whether":
		return true
	}
	return s.isQuestion(c.Sentence)
}

// asksSomething reports whether clause n leaves a question open: an embedded
// question below it, before it ("Whether they would land he did not say"), or a
// noun of information as its object.
func (s *scene) asksSomething(n int) bool {
	c := &s.cs.List[n]
	first, last := s.a.Subtree(c.Head)
	if sent := s.a.Sentences[c.Sentence]; s.isQuestionWord(sent.First) || s.isQuestionWord(sent.First+1) {
		first, last = sent.First, max(last, c.Head)
	}
	for i := first; i < last; i++ {
		if i != c.Subject && s.isQuestionWord(i) {
			return true
		}
	}
	if c.Object != none && s.words.open[s.lemma(c.Object)] {
		return true
	}
	if c.Object == none {
		for i := range s.cs.Right(n) {
			return s.words.open[s.lemma(i)] && clause.Preposition(s.a, i) == ""
		}
		return c.Sentence > 0 && s.isQuestion(c.Sentence-1) // "Was it asked? The minister did not say."
	}
	return false
}

// isQuestionWord reports whether token i opens a question.
func (s *scene) isQuestionWord(i int) bool {
	if i < 0 || i >= len(s.a.Tokens) {
		return false
	}
	switch s.lemma(i) {
	case "whether", "how", "who", "what", "where", "when", "which", "why", "if", "whom", "whose":
		return true
	}
	return false
}

// fillGap makes the gaps of entry e that clause n states, none if it cannot be
// told who is silent.
func (s *scene) fillGap(n int, e *vocabulary.Gap) []finding {
	c := &s.cs.List[n]
	whos := s.silent(n, e)
	if e.Type == demarche.Unconfirmed {
		whos = s.claimant(n)
	}
	var found []finding
	for _, p := range whos {
		if p.id() == "" {
			continue
		}
		r := &demarche.Gap{Type: e.Type, Who: p.id(), About: demarche.Optional(s.about(n))}
		f := s.newFinding(r, demarche.KindGap, string(e.Type)+"/"+strings.ReplaceAll(c.Lemma, " ", "-"), c.Head)
		f.step("silent: %s", p.id())
		if p.entity != none && s.a.Entities[p.entity].Kind == language.Person {
			r.By = s.speakerOf(p.entity)
		} else {
			r.By = s.by(c.Head)
		}
		found = append(found, f)
	}
	return found
}

// about gives the words after the predicate that say what is open.
func (s *scene) about(n int) string {
	c := &s.cs.List[n]
	for k := range s.a.Children(c.Head) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Ccomp, language.Obj, language.Obl, language.Xcomp, language.Advcl, language.NsubjPass.Core():
			if k == c.Subject || s.isPronoun(k) {
				continue
			}
			f, l := s.a.Subtree(k)
			return s.a.TextOf(f, l)
		}
	}
	if s.isExpletive(n) {
		sent := s.a.Sentences[c.Sentence]
		for i := c.Head + 1; i < sent.Last; i++ {
			if s.isQuestionWord(i) {
				return strings.TrimRight(s.a.TextOf(i, sent.Last), ".")
			}
		}
	}
	return ""
}
