package reader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// doerByPhrase gives who does what clause n says where its subject is a phrase
// that is no entity itself: what somebody wrote ("a paper of the State
// Department urged"), or several who are named together ("20 European states").
func (s *scene) doerByPhrase(n int, e *vocabulary.Act) (party, string, bool) {
	c := &s.cs.List[n]
	if c.Subject == none {
		return party{}, "", false
	}
	if slices.Contains(s.words.writings, s.lemma(c.Subject)) {
		if p, ok := s.makerOf(c.Subject); ok {
			return p, "who wrote \"" + s.a.Form(c.Subject) + "\"", true
		}
		if c.Relation == language.AclRelcl && c.Parent != none {
			if p, ok := s.subject(c.Parent); ok && p.id() != "" {
				return p, "who made \"" + s.a.Form(c.Subject) + "\"", true
			}
		}
	}
	if e.Speech {
		if p, ok := s.collective(c.Subject); ok {
			return p, "named together \"" + s.a.Form(c.Subject) + "\"", true
		}
	}
	if p, how, ok := s.office(c.Subject, false); ok {
		return p, how, true
	}
	if s.isKnown(c.Subject) {
		return party{}, "", false
	}
	if !e.Speech {
		return party{}, "", false
	}
	for _, find := range []func(int) string{s.bodyName, s.calledBody, s.shortName} {
		if name := find(c.Subject); name != "" {
			return party{name: name, entity: none, kind: language.Organisation, token: c.Subject}, "a body by its name", true
		}
	}
	return party{}, "", false
}

// isKnown reports whether token i heads a mention of an entity.
func (s *scene) isKnown(i int) bool {
	m := s.mention[i]
	if m == none || s.a.Mentions[m].Entity == none {
		return false
	}
	en := &s.a.Entities[s.a.Mentions[m].Entity]
	return en.Kind != language.Group && !s.isNameless(en.Name, en.State)
}

// isNameless reports whether a body has no name but what it is, and no state: "the ministry".
func (s *scene) isNameless(name string, state demarche.State) bool {
	return state == "" && slices.Contains(s.words.agents, strings.ToLower(name))
}

// office gives the state for which an office acts that is named without one:
// that of its seat ("the ministry in Nairobi"), or, where that is enough, of whom
// the sentences before speak.
func (s *scene) office(i int, context bool) (party, string, bool) {
	if i == none || s.isKnown(i) {
		return party{}, "", false
	}
	pronoun := personal[s.lemma(i)] && s.a.Tokens[i].UPOS == language.PRON
	land := slices.Contains(s.words.lands, s.lemma(i))
	if !pronoun && !land && !slices.Contains(s.words.agents, s.lemma(i)) {
		return party{}, "", false
	}
	if n := s.cs.Of(i); land && n != none && s.a.Child(i, language.NmodPoss) != none {
		if p, ok := s.reporter(n); ok && p.state != "" {
			return p, "the speaker's own", true // "her country would take them"
		}
	}
	if st := s.seatOf(i); st != "" {
		return party{state: st, entity: none, kind: language.State, token: i}, "by its seat", true
	}
	if !context {
		return party{}, "", false
	}
	if p, ok := s.spokenOf(int(s.a.Tokens[i].Sentence)); ok {
		return p, "of whom the sentences before speak", true
	}
	return party{}, "", false
}

// personal are the pronouns that stand for who was spoken of.
var personal = set{"he": true, "she": true, "it": true}

// seatOf gives the state of the place at which an office sits: "the ministry in Nairobi".
func (s *scene) seatOf(i int) demarche.State {
	for k := range s.a.Children(i) {
		if s.a.Tokens[k].Rel.Core() != language.Nmod {
			continue
		}
		switch clause.Preposition(s.a, k) {
		case "in", "at", "of":
			if st := s.placeState(k); st != "" {
				return st
			}
		}
	}
	return ""
}

// spokenOf gives the state or official that acts in the sentence before, or the
// one before that in the same paragraph: whose "the ministry" or "the minister" then is.
func (s *scene) spokenOf(sentence int) (party, bool) {
	for back := sentence - 1; back >= 0 && back >= sentence-2; back-- {
		if s.a.Sentences[back].Paragraph != s.a.Sentences[sentence].Paragraph && back < sentence-1 {
			break
		}
		m := s.cs.At(s.a.Sentences[back].Root)
		if m == none {
			continue
		}
		if p, ok := s.subject(m); ok && p.state != "" {
			return p, true
		}
	}
	return party{}, false
}

// bodyName gives the name of a body that is written like one and known from
// nowhere else: a noun phrase of two words or more in capitals.
func (s *scene) bodyName(i int) string {
	if s.a.Tokens[i].UPOS != language.PROPN {
		return ""
	}
	first, last := i, i+1
	for first > 0 && s.a.Tokens[first-1].Sentence == s.a.Tokens[i].Sentence && isCapital(s.a.Form(first-1)) && s.a.Tokens[first-1].UPOS != language.DET {
		first--
	}
	for last < len(s.a.Tokens) && s.a.Tokens[last].Sentence == s.a.Tokens[i].Sentence && (isCapital(s.a.Form(last)) || s.a.Lower(last) == "of" || s.a.Lower(last) == "for") && s.a.Tokens[last].UPOS != language.VERB {
		last++
	}
	for last > i+1 && !isCapital(s.a.Form(last-1)) {
		last--
	}
	if last-first < 2 {
		return ""
	}
	return s.a.TextOf(first, last)
}

// smallWords are the words that names hold in small letters.
var smallWords = set{"of": true, "for": true, "the": true, "and": true, "on": true, "de": true, "do": true, "da": true, "del": true, "la": true, "le": true, "les": true, "des": true, "du": true, "y": true, "e": true, "et": true, "und": true, "der": true}

// calledBody gives the name in apposition to a noun for bodies: "the association
// Mãos Livres".
func (s *scene) calledBody(i int) string {
	if !slices.Contains(s.words.bodies, s.lemma(i)) {
		return ""
	}
	k := s.a.Child(i, language.Appos, language.Flat)
	if k == none || k < i || !isCapital(s.a.Form(k)) {
		return ""
	}
	_, last := s.a.Subtree(k)
	end := i + 1
	for end < last && (isCapital(s.a.Form(end)) || smallWords[s.a.Lower(end)]) && s.a.Tokens[end].UPOS != language.PUNCT {
		end++
	}
	for end > i+1 && !isCapital(s.a.Form(end-1)) {
		end--
	}
	if end == i+1 {
		return ""
	}
	return s.a.TextOf(i+1, end)
}

// shortName gives the name of the body for which the letters of token i stand,
// as the text has introduced them: "Alarme Phone Sahara (APS)".
func (s *scene) shortName(i int) string {
	word := s.a.Form(i)
	if len(word) < 2 || word != strings.ToUpper(word) || !isCapital(word) || s.a.Tokens[i].UPOS != language.PROPN {
		return ""
	}
	for k := 1; k < i; k++ {
		if s.a.Form(k) != word || s.a.Form(k-1) != "(" {
			continue
		}
		first := k - 1
		for first > 0 && s.a.Tokens[first-1].Sentence == s.a.Tokens[k].Sentence && (isCapital(s.a.Form(first-1)) || smallWords[s.a.Lower(first-1)]) && s.a.Tokens[first-1].UPOS != language.PUNCT {
			first--
		}
		for first < k-1 && !isCapital(s.a.Form(first)) {
			first++
		}
		if k-1-first > 1 {
			return s.a.TextOf(first, k-1)
		}
	}
	return ""
}

func isCapital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// makerOf gives whose a thing is that somebody made or wrote: its possessor, a
// name before it, or who stands after "by", "of" or "from".
func (s *scene) makerOf(i int) (party, bool) {
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Nmod, language.Amod, language.Compound, language.Acl:
		default:
			continue
		}
		switch clause.Preposition(s.a, k) {
		case "", "by", "of", "from":
			if p, ok := s.actor(k); ok && p.id() != "" {
				return p, true
			}
		}
	}
	return party{}, false
}

// beginner gives the party that begins the sentence of clause n, if the clause
// is its main one: its subject, where the parse has lost it among what stands
// between them.
func (s *scene) beginner(n int) (party, bool) {
	c := &s.cs.List[n]
	if c.Passive || c.Infinite || s.a.Sentences[c.Sentence].Root != c.Head {
		return party{}, false
	}
	if _, said := s.attribution(c.Head); said {
		return party{}, false
	}
	first := s.a.Sentences[c.Sentence].First
	for _, m := range s.index.mentionsIn[c.Sentence] {
		x := &s.a.Mentions[m]
		if x.First > first+2 || x.Head > c.Head || clause.Preposition(s.a, x.Head) != "" || x.Form == language.Adjective {
			continue
		}
		if p, ok := s.actor(x.Head); ok && p.id() != "" && !s.isPrivate(p) && s.a.Tokens[x.Head].Rel.Core() != language.NmodPoss {
			return p, true
		}
	}
	return party{}, false
}
