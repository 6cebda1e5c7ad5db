package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
	"demarche/vocabulary"
)

// classify tells what a figure counts by the nearest words that say so: those
// of its own noun phrase, then those of each governor on the way up to the
// root of the sentence. head is the token of the
// noun counted, or of the number where it stands alone.
func (s *scene) classify(x *language.Quantity, head int) *vocabulary.Count {
	switch x.Kind {
	case language.MoneyAmount:
		return s.countEntry(demarche.Money)
	case language.Percent:
		if e := s.countEntry(demarche.Tariff); e != nil {
			if _, ok := contains(s.around(x, near), e.Words); ok {
				return e
			}
		}
	}
	if s.isAircraft(head) || x.Kind == language.Percent && s.aircraftAfter(x.Last) {
		if x.Value >= fewFlights || x.Kind == language.Percent {
			return s.countEntry(demarche.Flights)
		}
		return nil
	}
	if e := s.byLimit(head); e != nil {
		return e
	}
	for _, by := range []func(int) *vocabulary.Count{s.byRoom, s.bySum} {
		if e := by(head); e != nil {
			return e
		}
	}
	e := s.byPhrase(x, head)
	if v := s.byVerb(head); e != nil && e.What == demarche.Returned && v != nil {
		return v // "will accept 50 people deported from", "shields 300 from deportation"
	}
	if e != nil && !s.isByName(e, head) {
		if e.What == demarche.Returned && s.isAim(head) {
			return s.countEntry(demarche.OtherCount)
		}
		if e.What == demarche.Returned && s.isToBe(head) {
			return s.countEntry(demarche.Eligible)
		}
		return e
	}
	if n := s.cs.Of(head); x.Kind == language.Cardinal && s.isReception(n, head) && !s.isHeadlineDeed(&s.cs.List[n]) {
		if c := &s.cs.List[n]; c.Present && !c.Perfect {
			return s.countEntry(demarche.Agreed) // "accepts no more than ten"
		}
		return s.countEntry(demarche.Returned)
	}
	if g := s.byGovernors(head); g != nil {
		return g
	}
	return e
}

// isWhole reports whether a phrase names the whole of which a clause tells a part:
// "OF 2,000 PEOPLE UNDER ORDERS, 400 went home".
func (s *scene) isWhole(i int) bool {
	first, _ := s.a.Subtree(i)
	return clause.Preposition(s.a, i) == "of" && first == s.a.Sentences[s.a.Tokens[i].Sentence].First
}

// isByName reports whether a noun phrase is taken to count something by no more
// than what its people are called: "deportees", "asylum seekers" who may be
// held, expected or sent as what governs them tells.
func (s *scene) isByName(e *vocabulary.Count, head int) bool {
	switch s.lemma(head) {
	case "deportee", "returnee", "expellee", "repatriate":
		return e.What == demarche.Returned
	case "seeker", "asylum-seeker":
		return e.What == demarche.OtherCount
	}
	return false
}

// byGovernors tells what a figure counts by what stands over its noun phrase.
func (s *scene) byGovernors(head int) *vocabulary.Count {
	for i, steps := head, 0; i != none && steps < climb; i, steps = int(s.a.Tokens[i].Head), steps+1 {
		if i == head {
			continue
		}
		n := s.cs.At(i)
		if n != none && s.isRemovalToCome(n) && !s.words.removal[s.cs.List[n].Lemma] && !s.words.send[s.cs.List[n].Lemma] && s.cs.List[n].Verb() != "want" && s.cs.List[n].Verb() != "plan" {
			return s.countEntry(demarche.Eligible) // "52,000 are waiting to be sent"
		}
		if e := s.entryFor(s.governor(i, n), head, n); e != nil {
			return e
		}
	}
	if n := s.cs.Of(head); n != none && isSum(s.lemma(s.cs.List[n].Subject)) { // "that number is down from 6.9 million"
		return s.entryFor(s.lemmas[s.cs.List[n].Sentence], head, n)
	}
	return nil
}

// byPhrase tells what a figure counts by its own noun phrase. A share is of
// what its noun phrase names, and of what it is a share its governors say.
// People without papers who are moved or held count as moved or held.
func (s *scene) byPhrase(x *language.Quantity, head int) *vocabulary.Count {
	if x.Kind == language.Percent {
		return nil
	}
	if x.Counted != none {
		if e := s.entryForNoun(s.lemma(x.Counted)); e != nil && (e.What == demarche.Eligible || e.What == demarche.Capacity) {
			return e
		}
	}
	first, last := s.ownPhrase(head)
	e := s.entryFor(s.withoutModifiers(first, last), head, none)
	if e == nil && x.Counted != none {
		e = s.entryForNoun(s.lemma(x.Counted))
	}
	if e == nil || e.What != demarche.UnauthorizedPopulation {
		return e
	}
	if n := s.cs.Of(head); n != none && s.cs.List[n].Object == head {
		switch g := s.entryFor(s.governor(s.cs.List[n].Head, n), head, n); {
		case g == nil:
		case g.What == demarche.Returned, g.What == demarche.Encounters, g.What == demarche.Held, g.What == demarche.Eligible, g.What == demarche.OtherCount:
			return g
		}
	}
	return e
}

// isSum reports whether a noun stands for a figure named before it in the sentence.
func isSum(lemma string) bool {
	switch lemma {
	case "number", "figure", "total", "population":
		return true
	}
	return false
}

const (
	climb = 8  // how many governors above a figure are asked what it counts
	near  = 10 // how many words to each side of a figure are asked
)

// around gives the lemmas within the given number of words on each side of a figure.
func (s *scene) around(x *language.Quantity, words int) string {
	sent := s.a.Sentences[s.a.Tokens[x.First].Sentence]
	return s.phrase(max(sent.First, x.First-words), min(sent.Last, x.Last+words))
}

// ownPhrase gives the tokens of the noun phrase that token i heads.
func (s *scene) ownPhrase(i int) (first, last int) {
	if s.cs.At(i) != none { // a predicate: its arguments are not its own
		return i, i + 1
	}
	return s.a.Subtree(i)
}

// governor gives the lemmas of token i, with its particle, and of the bare
// modifiers and the noun phrases beside the figure that hang on it.
func (s *scene) governor(i, n int) string {
	var b strings.Builder
	b.WriteByte(' ')
	if n != none {
		b.WriteString(s.cs.List[n].Lemma)
		b.WriteByte(' ')
	}
	b.WriteString(s.lemma(i))
	b.WriteByte(' ')
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Obl, language.Nmod, language.Obj, language.Amod, language.Compound, language.Advmod, language.Nsubj:
			if s.isWhole(k) {
				continue
			}
			if p := clause.Preposition(s.a, k); p != "" {
				b.WriteString(p + " ")
			}
			b.WriteString(s.lemma(k))
			b.WriteByte(' ')
			if isQuantifier(s.lemma(k)) { // "most of the orders"
				if of := s.a.Child(k, language.Nmod, language.Obl); of != none {
					b.WriteString(s.lemma(of) + " ")
				}
			}
		}
	}
	return b.String()
}

// withoutModifiers gives the lemmas of the tokens [first, last) less the
// participles before their noun, which tell who the people are rather than what
// is counted: "250 deported migrants are held".
func (s *scene) withoutModifiers(first, last int) string {
	var b strings.Builder
	b.WriteByte(' ')
	for i := first; i < last; i++ {
		if t := &s.a.Tokens[i]; t.Rel.Core() == language.Amod && int(t.Head) > i && (s.words.removal[s.lemma(i)] || s.words.send[s.lemma(i)] || s.a.Lower(i) == "deported") {
			continue
		}
		if t := &s.a.Tokens[i]; t.Rel.Core() == language.Compound && int(t.Head) > i && s.words.facility[s.lemma(int(t.Head))] {
			continue // "a removal centre"
		}
		b.WriteString(s.lemma(i) + " ")
	}
	return b.String()
}

// entryFor gives the first entry of the vocabulary that the words fit, nil if
// none does. n is the clause that the words belong to, none for a noun phrase.
func (s *scene) entryFor(words string, head, n int) *vocabulary.Count {
	for i := range s.words.counts {
		e := &s.words.counts[i]
		switch e.What {
		case demarche.Money, demarche.Tariff, demarche.Flights:
			continue
		}
		if _, ok := contains(words, e.Words); ok {
			return s.unlessFuture(e, n)
		}
		if n != none && slices.Contains(e.Verbs, s.cs.List[n].Lemma) && s.underModal(e, head, n) {
			return s.unlessFuture(e, n)
		}
	}
	return nil
}

// entryForNoun gives the entry that names a noun as what it counts, nil if none
// does: "340 names".
func (s *scene) entryForNoun(lemma string) *vocabulary.Count {
	for i := range s.words.counts {
		e := &s.words.counts[i]
		switch e.What {
		case demarche.Returned, demarche.Eligible, demarche.Encounters, demarche.Capacity:
			if slices.Contains(e.Nouns, lemma) {
				return e
			}
		}
	}
	return nil
}

// underModal reports whether clause n has a modal that the entry asks for, with
// the people counted, at token head, as its object and not its subject.
func (s *scene) underModal(e *vocabulary.Count, head, n int) bool {
	c := &s.cs.List[n]
	if p, ok := s.actor(c.Subject); e.Subject == "things" && ok && p.state != "" || e.Subject == "states" && !ok && c.Subject != none && !c.Inherited && !s.isPeople(c.Subject) && s.words.facility[s.lemma(c.Subject)] {
		return false
	}
	return len(e.Modal) == 0 || head != c.Subject && (slices.Contains(e.Modal, c.Modal) || slices.Contains(e.Modal, c.Mark))
}

// unlessFuture turns people "returned" into people who are to be: "could be
// deported", "will have to be deported"; and people "held" into room for so many
// where somebody only means to hold them: "the plan to hold 3,000 at the base".
func (s *scene) unlessFuture(e *vocabulary.Count, n int) *vocabulary.Count {
	if e.What == demarche.Held && n != none && s.isMeant(n) {
		return s.countEntry(demarche.Capacity)
	}
	if e.What != demarche.Returned || n == none || s.isDone(n) {
		return e
	}
	if s.isEnabled(n) {
		return s.countEntry(demarche.Eligible)
	}
	if c := &s.cs.List[n]; (c.Future() || c.Infinite) && s.isRate(c) {
		return s.countEntry(demarche.OtherCount) // "would send back 15,000 each month"
	}
	if c := &s.cs.List[n]; c.Future() || c.Modal == "can" || (c.Infinite || c.Present) && c.Mark == "to" {
		return s.countEntry(demarche.Eligible)
	}
	return e
}

// isRate reports whether a clause tells how many there are to be in each span of
// time: "every week", "15,000 a month".
func (s *scene) isRate(c *clause.Clause) bool {
	first, last := s.segment(c)
	for i := first; i+1 < last; i++ {
		switch s.lemma(i) {
		case "every", "each", "a", "per":
			switch s.lemma(i + 1) {
			case "day", "week", "month", "year":
				return true
			}
		}
	}
	return false
}

// countEntry gives the first entry for what is counted.
func (s *scene) countEntry(what demarche.CountWhat) *vocabulary.Count {
	for i := range s.words.counts {
		if s.words.counts[i].What == what {
			return &s.words.counts[i]
		}
	}
	return nil
}

// aircraftAfter reports whether planes or flights stand in the words from token i on: "40 percent more flights".
func (s *scene) aircraftAfter(i int) bool {
	for k := i; k < min(i+4, len(s.a.Tokens)); k++ {
		if s.a.Tokens[k].UPOS == language.PUNCT || s.a.Tokens[k].UPOS == language.CCONJ {
			return false
		}
		if s.isAircraft(k) {
			return true
		}
	}
	return false
}

// carried gives what the figure before counts, for a figure that goes on about
// the same: a bare number in the same sentence, or the number of a pronoun or
// of a "total" in the next one ("In all, 18,822 have come since"). head is the
// token of the noun counted, or of the number where it stands alone.
func (s *scene) carried(x *language.Quantity, head, sentence int, before *finding) *vocabulary.Count {
	if before == nil || x.Kind == language.MoneyAmount {
		return nil
	}
	b, ok := before.record.(*demarche.Count)
	if !ok || b.What == demarche.Money || (b.What == demarche.Tariff) != (x.Kind == language.Percent) || b.What == demarche.Flights && x.Counted != none {
		return nil
	}
	last := before.sentences[len(before.sentences)-1]
	bare := x.Counted == none || s.a.Tokens[x.Counted].UPOS == language.PRON
	core := s.a.Tokens[head].Rel.Core()
	argument := core == language.Nsubj || core == language.Obj
	switch {
	case sentence == last && (bare || s.inRow(head)):
	case b.What == demarche.Agreed || b.What == demarche.Capacity:
		return nil
	case sentence == last+1 && s.a.Sentences[sentence].Paragraph == s.a.Sentences[last].Paragraph && (bare && argument || s.isContinued(sentence)):
	default:
		return nil
	}
	return s.countEntry(b.What)
}

// partOfBefore gives what the figure before counts for a figure that is a part of it.
func (s *scene) partOfBefore(x *language.Quantity, sentence int, before *finding) *vocabulary.Count {
	if before == nil || x.Kind == language.MoneyAmount {
		return nil
	}
	b, ok := before.record.(*demarche.Count)
	if !ok || b.What == demarche.Money || b.What == demarche.Tariff || b.What == demarche.Agreed || b.What == demarche.Capacity || before.sentences[len(before.sentences)-1] != sentence {
		return nil
	}
	return s.countEntry(b.What)
}

// inRow reports whether the noun phrase of token i goes on a row of people of
// several states: "250 Hondurans, 190 Guatemalans and 70 others".
func (s *scene) inRow(i int) bool {
	return s.a.Tokens[i].Rel.Core() == language.Conj && s.isPeople(i) && s.isPeople(int(s.a.Tokens[i].Head))
}

// isContinued reports whether a sentence goes on about what the one before
// counted: its subject is "they", "these" or "that", or the total itself.
func (s *scene) isContinued(sentence int) bool {
	root := s.a.Sentences[sentence].Root
	if root == none {
		return false
	}
	n := s.cs.At(root)
	if n == none {
		return false
	}
	subject := s.cs.List[n].Subject
	if subject == none {
		return false
	}
	switch s.lemma(subject) {
	case "they", "these", "this", "that", "those", "it", "total", "figure", "number", "sum":
		return true
	}
	switch s.lemma(s.cs.List[n].Object) {
	case "total", "figure", "number", "sum":
		return true
	}
	return false
}
