package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// party is whom a noun phrase stands for.
type party struct {
	name   string         // of a person or body, empty for a state
	state  demarche.State // the state that it is or acts for
	entity int            // none if it is not an entity of the analysis
	kind   language.EntityKind
	token  int
}

// id is what an act's actor or target says: the state's code, else the name.
func (p party) id() demarche.Optional {
	if p.state != "" {
		return demarche.Optional(p.state)
	}
	return demarche.Optional(p.name)
}

// party gives whom the noun phrase headed by token i stands for: a state, or
// somebody who acts for one, or a body of another kind.
func (s *scene) party(i int) (party, bool) {
	if i == none {
		return party{}, false
	}
	a := s.a
	if m := s.mention[i]; m != none && a.Mentions[m].Entity != none {
		e := a.Mentions[m].Entity
		en := &a.Entities[e]
		p := party{name: en.Name, state: en.State, entity: e, kind: en.Kind, token: i}
		if en.Kind == language.Person {
			for _, post := range en.Posts {
				if post.State != "" {
					p.state = post.State
				} else if post.Body != "" && p.state == "" {
					p.name = post.Body
				}
				if !post.Former {
					break
				}
			}
		}
		if en.Kind == language.Place || en.Kind == language.Group {
			return p, false
		}
		if s.isCivil(e) {
			p.kind, p.state = language.Organisation, ""
		}
		return p, p.state != "" || p.name != ""
	}
	return party{}, false
}

// actor gives the party of token i if it can act: not people who are moved.
func (s *scene) actor(i int) (party, bool) {
	p, ok := s.party(i)
	if !ok || p.kind == language.Nationals || p.kind == language.Place {
		return party{}, false
	}
	if p.entity == none && s.isPeople(i) {
		return party{}, false
	}
	return p, true
}

// subject gives the party that clause n has as its subject. A pronoun in
// reported speech stands for who is reported: "Mexico denies that IT refused".
func (s *scene) subject(n int) (party, bool) {
	c := &s.cs.List[n]
	if c.Subject != none && s.a.Tokens[c.Subject].UPOS == language.PRON {
		switch s.lemma(c.Subject) {
		case "it", "he", "she", "they", "we", "i":
			if p, ok := s.reporter(n); ok {
				return p, true
			}
		}
		if s.lemma(c.Subject) == "it" {
			if p, ok := s.topicBefore(c); ok {
				return p, true
			}
		}
	}
	return s.actor(c.Subject)
}

// topicBefore gives the body or state that was the subject of the sentence
// before, for an "it" that begins a sentence: what a text goes on about is
// what it was about (centering; Grosz, Joshi and Weinstein 1995).
func (s *scene) topicBefore(c *clause.Clause) (party, bool) {
	sent := s.a.Sentences[c.Sentence]
	if c.Sentence == 0 || c.Subject > sent.First+1 || s.a.Sentences[c.Sentence-1].Root == none {
		return party{}, false
	}
	before := s.cs.At(s.a.Sentences[c.Sentence-1].Root)
	if before == none {
		return party{}, false
	}
	p, ok := s.actor(s.cs.List[before].Subject)
	return p, ok && p.kind != language.Person && s.a.Tokens[p.token].UPOS != language.PRON
}

// reporter gives the party that says or thinks what clause n says, if a clause
// of the same sentence above it says so.
func (s *scene) reporter(n int) (party, bool) {
	c := &s.cs.List[n]
	if c.Parent != none && c.Relation.Core() == language.Ccomp {
		if p, ok := s.subject(c.Parent); ok {
			return p, true
		}
	}
	at, ok := s.attribution(c.Head)
	if !ok || at.Entity == none || at.Sentence != c.Sentence {
		return party{}, false
	}
	return s.partyOf(at.Entity)
}

// within gives the first party, other than those of state not, in the noun
// phrase of token i: "the American proposal", "a request from Washington".
func (s *scene) within(i int, not demarche.State) (party, bool) {
	if i == none {
		return party{}, false
	}
	if p, ok := s.actor(i); ok && (p.state != not || p.state == "") {
		return p, true
	}
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if p, ok := s.actor(k); ok && p.state != "" && p.state != not && p.kind != language.Person {
			return p, true
		}
	}
	for k := first; k < last; k++ {
		if p, ok := s.actor(k); ok && p.state != "" && p.state != not {
			return p, true
		}
	}
	return party{}, false
}

// placeState gives the state that the place (or state) named by token i lies in.
func (s *scene) placeState(i int) demarche.State {
	if i == none {
		return ""
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		en := &s.a.Entities[s.a.Mentions[m].Entity]
		if en.Kind == language.Place || en.Kind == language.State {
			return en.State
		}
		if en.Kind == language.Organisation && s.a.Mentions[m].Form == language.Metonym {
			return en.State
		}
	}
	return ""
}
