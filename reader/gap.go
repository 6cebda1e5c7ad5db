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

func (s *scene) gap(n int) []finding {
	c := &s.cs.List[n]
	is := slices.Clone(s.words.gapsByVerb[c.Lemma])
	for _, o := range c.Obliques {
		is = append(is, s.words.gapsByVerb[c.Verb()+" "+o.Preposition]...)
	}
	for _, i := range is {
		e := &s.words.gaps[i]
		if !s.gapFits(n, e) {
			continue
		}
		return s.fillGap(n, e)
	}
	return nil
}

func (s *scene) gapFits(n int, e *vocabulary.Gap) bool {
	c := &s.cs.List[n]
	switch {
	case e.Yet:
		return s.isYetTo(c)
	case e.Present && (!c.Present || c.Perfect):
		return false
	case e.Type == demarche.NoResponse && !e.Passive && c.Modal != "":
		return false // "would not comment" declines, "could not answer" explains
	case e.Type == demarche.NoResponse && c.Present && !c.Perfect && c.Lemma == "comment":
		return false // a habit of declining
	case e.Negated && !c.Negated && !s.isWithout(c):
		return false
	case e.Perfect && !c.Perfect:
		return false
	case e.Passive && !c.Passive:
		return false
	case len(e.Modal) > 0 && !slices.Contains(e.Modal, c.Modal):
		return false
	case len(e.Modal) == 0 && c.Modal != "" && c.Modal != "could" && c.Modal != "can" && c.Modal != "would":
		return false
	case e.PassiveOrAble && c.Modal != "could" && c.Modal != "can" && !c.Passive:
		return false
	}
	if len(e.Object) > 0 && !s.objectIn(c, e.Object) {
		return false
	}
	if len(e.Below) > 0 {
		k := s.below(n, language.Xcomp, language.Ccomp, language.Advcl)
		if k == none || s.cs.List[k].Head < c.Head || !slices.Contains(e.Below, s.cs.List[k].Verb()) {
			return false
		}
	}
	if e.Type == demarche.NotSpecified || e.Type == demarche.NotDisclosed {
		if !s.asksSomething(n) {
			return false
		}
	}
	return !s.isQuestionOrDoubt(c)
}

// isYetTo reports an infinitive after "yet": "has yet to reply", "is yet to comment".
func (s *scene) isYetTo(c *clause.Clause) bool {
	i := c.Head - 1
	for i >= 0 && (s.lemma(i) == "to" || s.a.Tokens[i].UPOS == language.ADV && s.lemma(i) != "yet") {
		i--
	}
	return i >= 0 && i < c.Head-1 && s.lemma(i) == "yet"
}

// isWithout reports a clause under "without": "without giving details".
func (s *scene) isWithout(c *clause.Clause) bool { return c.Mark == "without" }

func (s *scene) hasWord(c *clause.Clause, w string) bool {
	for k := range s.a.Children(c.Head) {
		if s.lemma(k) == w {
			return true
		}
	}
	return false
}

func (s *scene) isQuestionOrDoubt(c *clause.Clause) bool {
	switch c.Mark {
	case "if", "unless", "whether":
		return true
	}
	return false
}

// asksSomething reports whether the clause leaves a question open: an embedded
// question ("whether", "how many"), or an object of information ("details").
func (s *scene) asksSomething(n int) bool {
	c := &s.cs.List[n]
	first, last := s.a.Subtree(c.Head)
	if sent := s.a.Sentences[c.Sentence]; c.Head >= sent.Last-3 {
		first, last = sent.First, sent.Last // "Whether they would land he did not say."
	}
	for i := first; i < last; i++ {
		switch s.lemma(i) {
		case "whether", "how", "who", "what", "where", "when", "which", "why", "if":
			return true
		}
	}
	if c.Object != none {
		switch s.lemma(c.Object) {
		case "detail", "figure", "number", "reason", "date", "name", "nationality", "text", "explanation", "timetable", "breakdown", "information", "it", "list", "sum", "one", "answer", "term", "content", "total", "account", "evidence", "agreement", "destination", "identity", "specific", "indication", "deadline", "price", "either":
			return true
		}
	}
	return false
}

func (s *scene) fillGap(n int, e *vocabulary.Gap) []finding {
	c := &s.cs.List[n]
	whos := s.silent(n)
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

// claimant gives whoever said what could not be confirmed: the source of the
// sentence, or the subject of another clause of it or of the sentence before.
func (s *scene) claimant(n int) []party {
	c := &s.cs.List[n]
	for back := c.Sentence; back >= max(0, c.Sentence-2); back-- {
		for m := range s.cs.In(back) {
			if m == n || back == c.Sentence && s.cs.List[m].Subject == c.Subject {
				continue
			}
			if p, ok := s.subject(m); ok {
				return []party{p}
			}
		}
	}
	return nil
}

// silent gives who did not say it: the subject and its conjuncts ("neither the
// State Department nor the presidency"), in a passive without agent the
// speaker, else whom the paragraph is about.
func (s *scene) silent(n int) []party {
	c := &s.cs.List[n]
	var whos []party
	add := func(i int) {
		if p, ok := s.actor(i); ok && !slices.ContainsFunc(whos, func(q party) bool { return q.id() == p.id() }) {
			whos = append(whos, p)
		}
	}
	if c.Passive && c.Lemma == "reach" {
		add(c.Object) // "the ministry could not be reached"
		return whos
	}
	if c.Subject != none {
		if p, ok := s.subject(n); ok {
			whos = append(whos, p)
		}
		for k := range s.a.Children(c.Subject) {
			if s.a.Tokens[k].Rel.Core() == language.Conj {
				add(k)
			}
		}
		l := s.lemma(c.Subject)
		if len(whos) == 0 && (s.hasNeither(c.Subject) || l == "neither") {
			return s.bothSides(c.Sentence)
		}
	}
	if len(whos) == 0 && c.Parent != none && !c.Passive {
		if p, ok := s.subject(c.Parent); ok {
			whos = append(whos, p)
		}
	}
	if len(whos) == 0 {
		if at, ok := s.attribution(c.Head); ok && at.Entity != none {
			if p, ok := s.partyOf(at.Entity); ok {
				whos = append(whos, p)
			}
		}
	}
	if len(whos) == 0 && c.Passive {
		for back := c.Sentence; back >= 0 && back >= c.Sentence-2 && len(whos) == 0; back-- {
			for m := range s.cs.In(back) {
				if p, ok := s.actor(s.cs.List[m].Subject); ok && p.state != "" {
					whos = append(whos, p)
					break
				}
			}
		}
	}
	return whos
}

func (s *scene) hasNeither(i int) bool {
	for k := range s.a.Children(i) {
		if l := s.lemma(k); l == "neither" || l == "both" {
			return true
		}
	}
	return false
}

// bothSides gives the two sides that "neither government" means: the report's
// sender of removals and the other state spoken of last, or the last two.
func (s *scene) bothSides(sentence int) []party {
	var sides []party
	if s.sender != "" {
		sides = append(sides, party{state: s.sender, entity: none, kind: language.State, token: none})
	}
	for n := sentence; n >= 0 && len(sides) < 2; n-- {
		sent := s.a.Sentences[n]
		for i := sent.First; i < sent.Last && len(sides) < 2; i++ {
			p, ok := s.actor(i)
			if !ok || p.state == "" || slices.ContainsFunc(sides, func(q party) bool { return q.state == p.state }) {
				continue
			}
			sides = append(sides, p)
		}
	}
	return sides
}

// about gives the words after the predicate that say what is open.
func (s *scene) about(n int) string {
	c := &s.cs.List[n]
	for k := range s.a.Children(c.Head) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Ccomp, language.Obj, language.Obl, language.Xcomp, language.Advcl, language.NsubjPass.Core():
			if k == c.Subject {
				continue
			}
			f, l := s.a.Subtree(k)
			return s.a.TextOf(f, l)
		}
	}
	return ""
}
