package reader

import (
	"slices"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// stander gives the state whose stance a taking is: the one that its words
// tell, else the subject of the taking or of what governs it, else who speaks.
func (s *scene) stander(t *taking) (party, string, bool) {
	if t.state.state != "" {
		return t.state, t.how, true
	}
	if t.at.stander != none {
		if p, ok := s.stateNear(t.at.stander); ok {
			return p, "\"" + s.a.Form(t.at.stander) + "\" -> " + string(p.state), true
		}
	}
	if p, how, ok := s.stateOf(t.clause); ok {
		return p, how, true
	}
	for m := t.clause; m != none && m != t.at.top; m = s.cs.List[m].Parent {
		if p, ok := s.subject(m); ok && p.state != "" && !s.clashes(m, p) {
			return p, "subject of what governs it -> " + string(p.state), true
		}
	}
	if p, ok := s.subject(t.at.top); ok && p.state != "" && !s.clashes(t.at.top, p) {
		return p, "subject of what governs it -> " + string(p.state), true
	}
	if p, how, ok := s.otherOfTwo(t); ok {
		return p, how, true
	}
	if p, how, ok := s.ofOwnPeople(t.patient); ok {
		return p, how, true
	}
	return s.onlyState(t)
}

// stateNear gives the state that token i names, or that an adjective at it
// does: "the Pakistani side".
func (s *scene) stateNear(i int) (party, bool) {
	if i != none {
		switch s.a.Lower(i) {
		case "we", "our", "us", "i", "my":
			if by := s.spokenFor(i); by != nil && by.State != "" {
				return party{state: by.State, entity: none, token: i}, true
			}
		}
	}
	if p, ok := s.party(i); ok && p.kind == language.Nationals && p.state != "" && s.isGovernment(i) {
		return party{state: p.state, entity: none, token: i}, true
	}
	if p, ok := s.actor(i); ok && p.state != "" {
		return p, true
	}
	if i == none {
		return party{}, false
	}
	switch s.lemma(i) {
	case "side", "government", "authority", "delegation", "official", "party", "ministry", "cabinet", "parliament", "state", "embassy", "leader", "law", "constitution", "legislation", "consulate", "ruler", "junta", "army":
	default:
		return party{}, false
	}
	for k := range s.a.Children(i) {
		if p, ok := s.party(k); ok && p.state != "" && s.a.Tokens[k].Rel.Core() != language.Conj {
			return p, true
		}
	}
	for k := range s.a.Children(i) {
		if st := s.placeState(k); st != "" && (clause.Preposition(s.a, k) == "in" || clause.Preposition(s.a, k) == "of") {
			return party{state: st, entity: none, token: i}, true // "the rulers in Niamey"
		}
	}
	return party{}, false
}

// spokenFor gives who says what token i says, nil if that is nobody who speaks
// for a state: the opposition and those who have left office do not.
func (s *scene) spokenFor(i int) *demarche.Speaker {
	at, ok := s.attribution(i)
	if !ok {
		return nil
	}
	if at.SourceHead != none {
		first, last := s.a.Subtree(at.SourceHead)
		for k := first; k < last && k < first+sourceReach; k++ {
			switch s.lemma(k) {
			case "opposition", "former", "ex-president", "ex-minister", "activist", "campaigner", "critic", "analyst", "expert":
				return nil
			}
		}
	}
	return s.source(at)
}

// isOwnWord reports whether clause n is the "we" of somebody who speaks for no state.
func (s *scene) isOwnWord(n int) bool {
	c := &s.cs.List[n]
	if c.Subject == none || s.lemma(c.Subject) != "we" && s.lemma(c.Subject) != "i" {
		return false
	}
	_, said := s.attribution(c.Head)
	return said && s.by(c.Head) != nil && s.spokenFor(c.Head) == nil
}

// sourceReach is how many words of the noun phrase of a speaker are asked what it is.
const sourceReach = 8

// isGovernment reports whether a people is named for its government: "the
// Jordanians", not "Jordanians", "Jordanian migrants".
func (s *scene) isGovernment(i int) bool {
	d := s.a.Child(i, language.Det)
	if d == none || s.lemma(d) != "the" || s.words.moved[s.lemma(i)] || s.words.own[s.lemma(i)] || s.words.general[s.lemma(i)] {
		return false
	}
	for k := range s.a.Children(i) {
		if k != d && s.a.Tokens[k].UPOS != language.PUNCT {
			return false
		}
	}
	return true
}

// otherOfTwo gives the state with which the one that removes people talks or
// agrees, for a taking under a noun that names both: "talks between Oslo and Quito on receiving".
func (s *scene) otherOfTwo(t *taking) (party, string, bool) {
	noun := int(s.a.Tokens[s.cs.List[t.clause].Head].Head)
	if noun == none || s.a.Tokens[noun].UPOS != language.NOUN {
		return party{}, "", false
	}
	k := s.childWith(noun, "between")
	if k == none {
		k = s.childWith(noun, "with")
	}
	if k == none {
		return party{}, "", false
	}
	sender := s.senderAt(s.cs.List[t.clause].Sentence)
	var other party
	for _, i := range append(s.conjuncts(k), k) {
		p, ok := s.stateNear(i)
		if !ok || p.state == "" || p.state == sender {
			continue
		}
		if other.state != "" {
			return party{}, "", false
		}
		other = p
	}
	return other, "the other side of the talks -> " + string(other.state), other.state != "" && sender != ""
}

// conjuncts gives what is joined to token i by "and", "or" or a comma.
func (s *scene) conjuncts(i int) []int {
	var found []int
	for k := range s.a.Children(i) {
		if s.a.Tokens[k].Rel.Core() == language.Conj {
			found = append(found, k)
		}
	}
	return found
}

// onlyState gives the one state, besides the one that removes people, that acts
// or speaks in the sentence of a taking that names nobody.
func (s *scene) onlyState(t *taking) (party, string, bool) {
	c := &s.cs.List[t.clause]
	if c.Subject != none && s.a.Tokens[c.Subject].UPOS != language.PRON && !s.isTheState(c.Subject) {
		return party{}, "", false
	}
	var only party
	told := map[int]bool{}
	for n := range s.cs.In(c.Sentence) {
		told[s.cs.List[n].Indirect] = true
	}
	sent := s.a.Sentences[c.Sentence]
	for i := sent.First; i < sent.Last; i++ {
		p, ok := s.actor(i)
		if st := s.placeState(i); !ok && st != "" && clause.Preposition(s.a, i) == "in" {
			p, ok = party{state: st, entity: none, token: i}, true // "a working group in Freetown"
		}
		if head := int(s.a.Tokens[i].Head); head > i && s.a.Tokens[i].Rel.Core() == language.Amod && s.isPeople(head) {
			continue // "a Salvadoran man" names no state that acts
		}
		if !ok || p.state == "" || p.state == s.senderAt(c.Sentence) || p.state == only.state || told[i] {
			continue
		}
		if only.state != "" {
			return party{}, "", false
		}
		only = p
	}
	return only, "the only state named before it -> " + string(only.state), only.state != ""
}

// isTheState reports whether token i is "the country", "the government" and no
// more, whichever that is.
func (s *scene) isTheState(i int) bool {
	switch s.lemma(i) {
	case "country", "nation", "government", "state", "authority", "republic", "kingdom", "island", "cabinet":
	default:
		return false
	}
	d := s.a.Child(i, language.Det)
	return d != none && s.lemma(d) == "the" && s.a.Child(i, language.Nmod, language.Amod, language.Compound) == none
}

// ofOwnPeople gives the state whose nationals "its citizens" are, for a taking
// whose subject the parse has lost.
func (s *scene) ofOwnPeople(i int) (party, string, bool) {
	if i == none || !s.isTheirOwn(i) || s.mention[i] == none || s.a.Mentions[s.mention[i]].Entity == none {
		return party{}, "", false
	}
	en := &s.a.Entities[s.a.Mentions[s.mention[i]].Entity]
	if en.Kind != language.Nationals || en.State == "" {
		return party{}, "", false
	}
	return party{state: en.State, entity: none, token: i}, "whose own people they are -> " + string(en.State), true
}

// isEvery reports whether a noun means all of its kind: "every country takes
// back its own" is said of the speaker's too.
func (s *scene) isEvery(i int) bool {
	d := s.a.Child(i, language.Det)
	if d == none {
		return false
	}
	switch s.lemma(d) {
	case "every", "any", "each", "all":
		return true
	}
	return false
}

// clashes reports whether a pronoun that is the subject of clause n has been
// taken for a state that is spoken to beside it: "it told Washington that it
// would" (a pronoun and its co-argument are not the same).
func (s *scene) clashes(n int, p party) bool {
	for m := n; m != none; m = s.cs.List[m].Parent {
		c := &s.cs.List[m]
		if c.Subject != none && s.a.Tokens[c.Subject].UPOS == language.PRON {
			for _, i := range []int{c.Indirect, c.Object} {
				if q, ok := s.actor(i); ok && q.state == p.state && i != c.Subject && s.a.Tokens[i].UPOS != language.PRON {
					return true
				}
			}
		}
		if c.Relation.Core() != language.Xcomp && c.Relation.Core() != language.Ccomp {
			break
		}
	}
	return false
}

// isLostSubject reports whether the parse has given a predicate a thing as its
// subject that receives nobody ("arrangement").
func (s *scene) isLostSubject(c *clause.Clause) bool {
	if c.Subject == none || c.Passive || c.Infinite && c.Mark != "to" || c.Head-c.Subject < 3 || s.isTheState(c.Subject) {
		return false
	}
	_, acts := s.actor(c.Subject)
	return !acts && s.a.Tokens[c.Subject].UPOS == language.NOUN && !s.isPeople(c.Subject)
}

// ownCountry gives the state of "his country", "our government" as the one
// whose official speaks of it, empty if token i is no such phrase.
func (s *scene) ownCountry(i int) demarche.State {
	if i == none || s.a.Child(i, language.NmodPoss) == none && !s.isEvery(i) {
		return ""
	}
	switch s.lemma(i) {
	case "country", "nation", "government", "land", "homeland", "state", "people", "island", "republic", "kingdom", "authority", "administration":
	default:
		return ""
	}
	if by := s.spokenFor(i); by != nil {
		return by.State
	}
	if p, ok := s.actor(s.a.Child(i, language.NmodPoss)); ok {
		return p.state
	}
	return ""
}

// stateOf gives whose stance clause n is: its subject, or for words of a
// speaker's own ("we", a passive without agent) the speaker's state.
func (s *scene) stateOf(n int) (party, string, bool) {
	c := &s.cs.List[n]
	if p, ok := s.subject(n); ok && p.state != "" && !s.clashes(n, p) {
		return p, "subject \"" + s.a.Form(c.Subject) + "\" -> " + string(p.state), true
	}
	if p, ok := s.stateNear(c.Subject); ok && !s.clashes(n, p) {
		return p, "subject \"" + s.a.Form(c.Subject) + "\" -> " + string(p.state), true
	}
	if p, ok := s.parallelSubject(n); ok && !s.clashes(n, p) {
		return p, "subject of the clause that it is joined to -> " + string(p.state), true
	}
	if st := s.ownCountry(c.Subject); st != "" {
		return party{state: st, entity: none, token: c.Subject}, "\"" + s.a.Form(c.Subject) + "\" is the speaker's " + string(st), true
	}
	if i := c.Head - 1; i >= 0 && s.a.Tokens[c.Head].XPOS == language.TagVBG && c.Inherited {
		if p, ok := s.actor(i); ok && p.state != "" { // "no question of Chad receiving them"
			return p, "right before it \"" + s.a.Form(i) + "\" -> " + string(p.state), true
		}
	}
	if s.isLostSubject(c) {
		for i := range s.cs.Left(n) {
			if p, ok := s.actor(i); ok && p.state != "" && p.kind != language.Person {
				return p, "right before it \"" + s.a.Form(i) + "\" -> " + string(p.state), true
			}
			break
		}
	}
	if c.Subject == none && !c.Passive && !c.Infinite {
		for i := range s.cs.Left(n) {
			if p, ok := s.actor(i); ok && p.state != "" {
				return p, "before it \"" + s.a.Form(i) + "\" -> " + string(p.state), true
			}
		}
	}
	first := c.Subject != none && (s.lemma(c.Subject) == "we" || s.lemma(c.Subject) == "i")
	if c.Subject == none || first || s.a.Tokens[c.Subject].UPOS == language.PRON || c.Passive && s.canBeTaken(c.Subject) {
		for _, prep := range []string{"in", "into", "to", "at"} {
			if o := c.With(prep); o != none && !first {
				if st := s.placeState(o); st != "" {
					return party{state: st, entity: none, token: o}, "received in " + string(st), true
				}
			}
		}
		if by := s.spokenFor(c.Head); by != nil && by.State != "" {
			return party{state: by.State, entity: none, token: c.Head}, "the speaker's state " + string(by.State), true
		}
	}
	return party{}, "", false
}

// sayingSubject gives the subject of clause n, or that of the clause over it that
// names the state whose stance it is: "both Fredonia and Grustark said that they would".
func (s *scene) sayingSubject(n int, state demarche.State) int {
	for m := n; m != none; m = s.cs.List[m].Parent {
		c := &s.cs.List[m]
		if p, ok := s.actor(c.Subject); m == n && c.Subject != none && !s.canBeTaken(c.Subject) || ok && p.state == state && p.kind == language.State {
			return c.Subject
		}
		if c.Relation.Core() != language.Ccomp && c.Relation.Core() != language.Xcomp {
			break
		}
	}
	return none
}

// parallelSubject gives the state that is the subject of the clause to which
// clause n is joined, for a pronoun that goes back to nothing else: "Fredonia
// suspended its accord, and it no longer takes them back".
func (s *scene) parallelSubject(n int) (party, bool) {
	c := &s.cs.List[n]
	if c.Relation.Core() != language.Conj || c.Parent == none || c.Subject == none {
		return party{}, false
	}
	switch s.a.Lower(c.Subject) {
	case "it", "they":
	default:
		return party{}, false
	}
	if m := s.mention[c.Subject]; m != none && s.a.Mentions[m].Entity != none {
		return party{}, false
	}
	p, ok := s.actor(s.cs.List[c.Parent].Subject)
	return p, ok && p.state != ""
}

// alike gives the same stance of the other states that share its subject:
// "the governments of Angola and of Namibia will receive their nationals".
func (s *scene) alike(n int, f *finding) []finding {
	first := f.record.(*demarche.Position)
	subject := s.sayingSubject(n, first.State)
	if subject == none {
		return nil
	}
	from, to := s.a.Subtree(subject)
	var found []finding
	for i := from; i < to; i++ {
		p, ok := s.actor(i)
		if !ok || p.state == "" || p.state == first.State || p.state == s.senderAt(s.cs.List[n].Sentence) || p.kind != language.State || s.a.Tokens[i].Rel.Core() != language.Conj {
			continue
		}
		if f.record.(*demarche.Position).People == demarche.ThirdNationals && slices.Contains(first.Nationals, p.state) {
			continue
		}
		other := *first
		other.State = p.state
		g := *f
		g.record = &other
		g.steps = append(slices.Clone(f.steps), "shares the subject -> "+string(p.state))
		found = append(found, g)
	}
	return found
}

// senderIn gives the sending state that clause n, or else the report, names.
func (s *scene) senderIn(n int, receiver demarche.State) demarche.State {
	if st := s.placeState(s.cs.List[n].With("from")); st != "" && st != receiver {
		return st
	}
	sent := s.a.Sentences[s.cs.List[n].Sentence]
	for i := sent.First; i < sent.Last; i++ {
		l := s.lemma(i)
		if !s.words.removal[l] && !s.words.moving[l] && !s.words.aircraft[l] && !s.words.send[l] {
			continue
		}
		for k := range s.a.Children(i) {
			prep := clause.Preposition(s.a, k)
			if prep != "" && prep != "from" && prep != "by" {
				continue
			}
			if p, ok := s.party(k); ok && p.state != "" && p.state != receiver && p.kind != language.Nationals {
				return p.state
			}
		}
	}
	if s.sender != receiver {
		return s.sender
	}
	return ""
}
