package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// namesPeople reports whether token i itself is a word for people who are moved.
func (s *scene) namesPeople(i int) bool {
	l := s.lemma(i)
	if s.words.moved[l] || s.words.own[l] || s.words.third[l] {
		return true
	}
	m := s.mention[i]
	if m != none && s.a.Mentions[m].Entity != none && s.a.Entities[s.a.Mentions[m].Entity].Kind == language.Nationals {
		return true
	}
	for k := range s.a.Children(i) { // "its own people", "deported people"
		if s.words.general[l] && (s.lemma(k) == "own" || s.words.removal[s.lemma(k)]) {
			return true
		}
	}
	return false
}

// peopleOf says whose nationals a noun phrase means to a state, and which
// third-country nationals it names: by its own words, else by those of its
// sentence, else by what the report says of people elsewhere. Where nothing
// tells, people to be lodged are others' nationals and people to be taken back its own.
func (s *scene) peopleOf(state demarche.State, t *taking, patient, sentence int) (demarche.People, []demarche.State) {
	lodging := s.words.lodging[t.trigger] || t.lodges
	var own, third int
	var named []demarche.State
	if patient != none {
		first, last := s.a.Subtree(patient)
		own, third, named = s.peopleWords(state, first, last, true)
		if of := s.partOf(patient); own+third == 0 && (s.isRegional(patient) || of != none && s.isRegional(of)) {
			third = 1 // "a first group of West Africans"
		}
		if s.isTheirOwn(patient) {
			own, third, named = 1, 0, nil
		}
		if lodging && s.a.Tokens[patient].UPOS == language.PRON && own > 0 {
			own, third = 0, 1 // nobody lodges its own: the pronoun means others
		}
	}
	t.said = own+third > 0
	lean := s.leaning(t, patient, sentence)
	switch {
	case own+third > 0:
	case lean >= leanSure:
		third = 1
	case lean <= -leanStrong:
		own = 1
	}
	if own+third == 0 {
		sent := s.a.Sentences[sentence]
		own, third, named = s.peopleWords(state, sent.First, sent.Last, true)
	}
	if own+third == 0 && s.isAircraft(patient) && s.sender != state && s.returnees == state {
		own = 1 // flights to a state bring its own people unless others are spoken of
	}
	if own+third == 0 && s.words.home[t.trigger] && lean < 0 {
		own = 1 // "readmits those whose prints match"
	}
	if own+third == 0 {
		own, third = s.peopleElsewhere(state, sentence)
		named = nil
	}
	slices.Sort(named)
	named = append([]demarche.State{}, slices.Compact(named)...)
	switch {
	case own > 0 && third > 0:
		return demarche.AnyPeople, []demarche.State{}
	case third > 0 || own == 0 && (lodging || lean > 0):
		return demarche.ThirdNationals, named
	}
	return demarche.OwnNationals, []demarche.State{}
}

// isTheirOwn reports whether a noun phrase is "its citizens", "our nationals":
// the people of whoever takes them, unless told to be none of them.
func (s *scene) isTheirOwn(i int) bool {
	poss := s.a.Child(i, language.NmodPoss)
	if poss == none || !s.words.own[s.lemma(i)] {
		return false
	}
	switch s.a.Lower(poss) {
	case "its", "our", "their", "his", "her", "my":
		return true
	}
	return false
}

// isRegional reports whether people are named by a part of the world rather than
// a state: "West Africans", "Central Americans".
func (s *scene) isRegional(i int) bool {
	t := &s.a.Tokens[i]
	if s.isOfPeoples(i) {
		return true
	}
	if t.XPOS != language.TagNNPS && t.XPOS != language.TagNNS || i == s.a.Sentences[t.Sentence].First {
		return false
	}
	form := s.a.Form(i)
	if form[0] < 'A' || form[0] > 'Z' {
		return false
	}
	p, named := s.party(i)
	return !named || p.state == ""
}

// isAbsolute reports whether a noun phrase means nobody at all, of whatever
// nationality: "went back to receiving nobody".
func (s *scene) isAbsolute(i, sentence int, state demarche.State) bool {
	if i == none || !s.isNobody(i) || s.childWith(i, "of") != none {
		return false
	}
	sent := s.a.Sentences[sentence]
	own, third, _ := s.peopleWords(state, sent.First, sent.Last, true)
	return own+third == 0
}

// isDeniedOwn reports whether people are said not to be a state's own: "men who
// are not its citizens", "whom it does not regard as its nationals".
func (s *scene) isDeniedOwn(i int) bool {
	for k := range s.a.Children(i) {
		switch s.a.Lower(k) {
		case "neither", "not", "n't":
			return true
		}
	}
	n := s.cs.At(i)
	if n == none {
		if clause.Preposition(s.a, i) != "as" {
			return false
		}
		n = s.cs.Of(i)
	}
	return n != none && s.cs.List[n].Negated
}

// isOthers reports whether a word says that people are not of a nationality:
// "non-Hondurans", "non-Mexican".
func (s *scene) isOthers(i int) bool {
	rest, ok := strings.CutPrefix(s.a.Lower(i), "non-")
	return ok && rest != "" && s.a.Form(i)[len("non-")] >= 'A' && s.a.Form(i)[len("non-")] <= 'Z'
}

// peopleElsewhere weighs what the report says of a state's own nationals
// against what it says of others: in the sentences that speak of the state or
// stand beside the stance first, else in all. At most one of the two is left.
func (s *scene) peopleElsewhere(state demarche.State, sentence int) (own, third int) {
	w := s.weightsOf(state)
	own, third = w.ownSpeaking, w.thirdSpeaking
	for _, n := range []int{sentence - 1, sentence + 1} { // the neighbours count twice in all
		if n < 0 || n >= len(w.own) {
			continue
		}
		times := 2
		if w.speaks[n] {
			times = 1
		}
		own, third = own+times*w.own[n], third+times*w.third[n]
	}
	if own == third {
		own, third = w.ownAll, w.thirdAll
	}
	if own >= third {
		return own, 0
	}
	return 0, third
}

// speaksOf reports whether a sentence mentions a state or somebody who acts for it.
func (s *scene) speaksOf(sentence int, state demarche.State) bool {
	sent := s.a.Sentences[sentence]
	for i := sent.First; i < sent.Last; i++ {
		if p, ok := s.actor(i); ok && p.state == state {
			return true
		}
	}
	return false
}

// peopleWords counts the words in the tokens [first, last) that mean a state's
// own nationals and those of others. Bare words ("citizens") count only near
// the stance itself.
func (s *scene) peopleWords(state demarche.State, first, last int, bare bool) (own, third int, named []demarche.State) {
	for i := first; i < last; i++ {
		l := s.lemma(i)
		head := int(s.a.Tokens[i].Head)
		if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
			en := &s.a.Entities[s.a.Mentions[m].Entity]
			if (en.Kind == language.Nationals || s.isNational(i)) && en.State != "" {
				switch {
				case s.isForeignTo(i, state):
					third++
				case en.State == state:
					own++
				case en.State != s.sender || s.words.moved[l]:
					third++
					named = append(named, en.State)
				}
				continue
			}
		}
		switch {
		case s.words.third[l], s.isOthers(i), s.isForeignTo(i, state):
			third++
		case l == "nationality" && s.isWhatever(i):
			own, third = own+1, third+1
		case l == "own" && head != none && s.isLandNoun(head):
			third++ // "sent on to their own countries"
		case l == "own" && head != none && s.isPeople(head), (l == "people" || l == "own") && s.isOwnPeople(i):
			own++
		case (l == "other" || l == "third" || l == "another") && head != none && (s.isLandNoun(head) || s.lemma(head) == "nationality" || s.words.own[s.lemma(head)]):
			third++
		case s.words.own[l]:
			if s.ofOthers(i, state) || s.isDeniedOwn(i) {
				third++
			} else if bare {
				own++
			}
		}
	}
	return own, third, named
}

// isLandNoun reports whether token i is a word for a state or somebody's land.
func (s *scene) isLandNoun(i int) bool {
	switch s.lemma(i) {
	case "country", "state", "nation", "homeland", "land", "soil", "continent":
		return true
	}
	return false
}

// isWhatever reports whether "nationality" at token i means all: "of any
// nationality", "whatever their nationality".
func (s *scene) isWhatever(i int) bool {
	for k := max(0, i-2); k < i; k++ {
		switch s.a.Lower(k) {
		case "any", "whatever", "every", "all", "whichever":
			return true
		}
	}
	return false
}

// ofOthers reports whether "nationals", "citizens" at token i are those of another
// state: "citizens of third countries", "nationals of Venezuela".
func (s *scene) ofOthers(i int, state demarche.State) bool {
	for k := range s.a.Children(i) {
		l := s.lemma(k)
		switch l {
		case "other", "third", "foreign", "third-country", "neighbouring", "neighboring":
			return true
		}
		if s.a.Tokens[k].Rel.Core() == language.Nmod || s.a.Tokens[k].Rel.Core() == language.Amod || s.a.Tokens[k].Rel.Core() == language.Compound {
			if p, ok := s.party(k); ok && p.state != "" {
				return p.state != state
			}
			switch l {
			case "region", "subregion", "bloc", "continent":
				return true // "citizens of the region": of more states than that
			}
			if f := s.a.Form(k); s.a.Tokens[k].Rel.Core() != language.Nmod && f[0] >= 'A' && f[0] <= 'Z' && k > s.a.Sentences[s.a.Tokens[k].Sentence].First {
				return true // "West African nationals"
			}
			for g := range s.a.Children(k) {
				switch s.a.Lower(g) {
				case "other", "third", "another", "neighbouring", "neighboring", "foreign":
					return true
				}
			}
		}
	}
	return false
}

// arePeople reports whether token i heads a noun phrase of people who are or may
// be moved, one of a nationality included: "every Gambian".
func (s *scene) arePeople(i int) bool {
	if i == none {
		return false
	}
	return s.isPeople(i) || s.isNational(i) || s.isNobody(i) || s.isSome(i)
}

// isSome reports whether token i stands alone for so many of those of whom was
// spoken: "will admit more", "receiving any".
func (s *scene) isSome(i int) bool {
	switch s.a.Lower(i) {
	case "more", "any", "several", "few", "others", "dozens", "hundreds", "thousands", "half":
	default:
		return false
	}
	c := s.cs.Of(i)
	return c != none && s.cs.List[c].Object == i && s.a.Tokens[i].Rel.Core() == language.Obj && s.onSubject(s.cs.List[c].Sentence)
}

// isNobody reports whether token i denies that there is anybody: "will accept nobody".
func (s *scene) isNobody(i int) bool {
	switch s.a.Lower(i) {
	case "nobody", "none", "no-one", "noone":
		return true
	}
	return false
}

// isNational reports whether token i is somebody of a nationality: "every Gambian".
func (s *scene) isNational(i int) bool {
	m := s.mention[i]
	if m == none || s.a.Mentions[m].Form != language.Adjective {
		return false
	}
	switch s.a.Tokens[i].Rel.Core() {
	case language.Obj, language.Obl, language.Nsubj, language.Nmod, language.Iobj:
		return s.a.Tokens[i].UPOS != language.ADJ || s.isAnybody(i)
	}
	return false
}

// isAnybody reports whether a word that the parse has called an adjective stands
// as a noun for somebody: "any Afghan", "took Senegalese".
func (s *scene) isAnybody(i int) bool {
	if d := s.a.Child(i, language.Det); d != none {
		return s.lemma(d) != "the" && s.lemma(d) != "a"
	}
	return s.a.Tokens[i].Rel.Core() == language.Obj
}

// isException reports whether a noun phrase picks some out of those whom the
// state takes otherwise: "will not take anyone convicted of a crime", "no one
// who has served a sentence". What picks them out is no word for others' nationals.
func (s *scene) isException(n, i int) bool {
	if i == none {
		return false
	}
	switch s.lemma(i) {
	case "anyone", "anybody", "those", "nobody", "people", "person", "none", "one", "someone", "prisoner", "individual", "everyone":
	default:
		return false
	}
	for k := range s.a.Children(i) {
		switch s.a.Lower(k) {
		case "more", "further", "additional", "longer":
			return false // "no more people": none from now on
		}
	}
	picked := s.a.Child(i, language.Acl) != none || s.a.Child(i, language.AclRelcl) != none
	for _, prep := range []string{"with", "without", "in", "under"} {
		picked = picked || s.childWith(i, prep) != none
	}
	c := &s.cs.List[n]
	if next := c.Head + 1; next < s.a.Sentences[c.Sentence].Last && s.a.Lower(next) == "who" {
		picked = true // "no one would be taken who had served a sentence"
	}
	for _, o := range c.Obliques {
		picked = picked || o.Preposition == "without" || (o.Preposition == "in" || o.Preposition == "with") && i < c.Head+3 && s.a.Tokens[o.Token].UPOS == language.NOUN && s.placeState(o.Token) == "" && o.Token > i && o.Token-i < 4 && !c.Passive
	}
	if !picked {
		return false
	}
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if l := s.lemma(k); s.words.own[l] || s.words.third[l] || l == "nationality" || l == "country" {
			return false
		}
	}
	return true
}

// lacks reports whether people are picked out by what they lack: "no one
// without a passport" tells that those with one are taken.
func (s *scene) lacks(i int) bool {
	for k := i + 1; k < min(i+1+withoutReach, s.a.Sentences[s.a.Tokens[i].Sentence].Last); k++ {
		switch s.a.Lower(k) {
		case "without", "lacking", "not", "cannot", "unless", "until":
			return true
		}
	}
	return false
}

// withoutReach is how many words after people what they lack may stand.
const withoutReach = 5
