package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// actIsFact reports whether clause n says that the act of entry e was done,
// rather than denied, wished, supposed or still to come.
func (s *scene) actIsFact(n int, e *vocabulary.Act) bool {
	c := &s.cs.List[n]
	admonishes := c.Modal != "" && slices.Contains(e.Verbs, c.Modal)
	if c.Negated != e.Negated && e.Type != demarche.Rule && !admonishes {
		return false
	}
	switch c.Modal {
	case "", "have":
	case "will", "would", "shall":
		switch e.Type {
		case demarche.Demand, demarche.Negotiate, demarche.Pledge:
		default:
			if !e.Future {
				return false
			}
		}
	default:
		if !admonishes {
			return false
		}
	}
	return s.isAsserted(n, e.Type == demarche.Negotiate) && !s.isQuestion(c.Sentence)
}

// isQuestion reports whether a sentence asks.
func (s *scene) isQuestion(sentence int) bool {
	sent := s.a.Sentences[sentence]
	return sent.Last > sent.First && s.a.Form(sent.Last-1) == "?"
}

// isAsserted reports whether clause n is said to hold, as far as its form and
// what governs it tell. purpose lets a purpose pass: who flew in to discuss
// something did discuss it.
func (s *scene) isAsserted(n int, purpose bool) bool {
	for range 8 {
		c := &s.cs.List[n]
		if s.isCondition(n) {
			return false
		}
		if c.Relation.Core() == language.Ccomp && c.Subject != none && s.isQuestionWord(c.Subject) {
			return false // "did not say who had ordered it"
		}
		if c.Mark != "to" && s.isSubjunctive(n) {
			return false // "asked that they be sent", "before there be agreed a protocol"
		}
		rel := c.Relation.Core()
		if c.Parent == none {
			return !c.Infinite || c.Mark != "to" || s.isTitle(c.Sentence) // "Dhaka is to write"
		}
		p := &s.cs.List[c.Parent]
		switch {
		case rel == language.Conj && !c.Past && !c.Present && !c.Passive: // shares the form of the clause it is joined to
			if p.Negated && p.Infinite || unreal(p.Modal) {
				return false
			}
		case c.Infinite && c.Mark == "to":
			if c.Relation == language.AclRelcl || rel == language.Acl && !realNouns[s.lemma(int(s.a.Tokens[c.Head].Head))] {
				return false
			}
			if rel == language.Advcl && purpose || purpose && plannedVerbs[p.Verb()] {
				return !p.Negated
			}
			if rel != language.Acl && !realVerbs[p.Verb()] || p.Negated || unreal(p.Modal) {
				return false
			}
		case rel == language.Xcomp && unrealVerbs[p.Verb()]:
			return false
		case rel == language.Ccomp || rel == language.Acl || rel == language.Advcl && c.Mark == "that":
			if denialVerbs[p.Verb()] || denialVerbs[s.lemma(int(s.a.Tokens[c.Head].Head))] {
				return false
			}
			return true
		default:
			return true
		}
		n = c.Parent
	}
	return true
}

// isSubjunctive reports whether clause n, after a conjunction, has a bare verb.
func (s *scene) isSubjunctive(n int) bool {
	c := &s.cs.List[n]
	return c.Mark != "" && c.Modal == "" && !c.Past && !c.Present && s.isBare(n)
}

func unreal(modal string) bool { return modal != "" && modal != "have" && modal != "will" }

// isTitle reports whether a sentence is a headline, where an infinitive is a future.
func (s *scene) isTitle(sentence int) bool {
	return s.a.Paragraphs[s.a.Sentences[sentence].Paragraph].Kind == language.Title
}

var (
	// realVerbs take an infinitive that is said to happen.
	realVerbs = setOf([]string{"begin", "start", "continue", "decide", "move", "manage", "proceed", "go", "wish", "order", "use", "like", "have", "vote", "agree", "rush", "come", "happen", "respond", "intervene", "send", "lead", "prompt", "cause", "force", "compel", "oblige", "drive", "spur", "induce", "persuade", "hasten", "hurry", "gather", "step", "join", "dare", "choose", "opt", "elect"})
	// plannedVerbs take an infinitive of talks that are arranged.
	plannedVerbs = setOf([]string{"due", "schedule", "set", "expect", "plan", "arrange", "travel", "visit", "agree", "invite", "intend"})
	// realNouns take an infinitive that is said to happen.
	realNouns = setOf([]string{"decision", "move", "order", "step", "ruling", "vote"})
	// unrealVerbs take a participle or bare verb that is not said to happen.
	unrealVerbs = setOf([]string{"consider", "propose", "suggest", "avoid", "contemplate", "discuss", "mull", "threaten", "recommend", "want", "refuse", "help", "let", "see", "risk"})
	// denialVerbs take a clause that is not said to hold.
	denialVerbs = setOf([]string{"deny", "dispute", "doubt", "denial", "rule", "reject", "demand", "urge", "hope", "fear"})
)
