package reader

import (
	"strings"
	"time"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// statusOf gives how far the movement of clause n got, by its tense, modality
// and governors; told is false where the clause does not say that it takes or
// took place, or will. counted tells that it says how many people.
func (s *scene) statusOf(n int, k movingKind, counted bool) (status demarche.Status, told bool) {
	c := &s.cs.List[n]
	over := s.attitudeOver(n)
	switch {
	case k.stopped:
		return demarche.Cancelled, counted
	case k.expected && s.isPutOff(c):
		return demarche.Cancelled, true
	case s.isForgone(n), s.isBarred(c):
		return demarche.Cancelled, true
	case s.hasBegun(c):
		return demarche.UnderWay, true
	case over.refusing || over.unsettled:
		return "", false
	case c.Negated && s.notBefore(c) || s.untilMoved(c):
		return demarche.Planned, true
	case k.expected, over.willing && !c.Past && !c.Perfect:
		return demarche.Planned, true
	case k.turned:
		return demarche.TurnedBack, true
	case c.Negated && k.arrives && !k.expected && !k.occurs && !k.sends && !k.leaves:
		return "", false // "it never got there"
	case c.Negated && c.Perfect && c.Mark != "to" && !s.saysNever(c):
		return "", false // "had not landed by Thursday": it may yet
	case k.off || c.Negated && (s.isPast(c) || c.Perfect):
		return demarche.Cancelled, true
	case c.Negated:
		return "", false
	case c.Modal == "will" || c.Modal == "would" || c.Modal == "shall" || s.isDue(n) || s.willBegin(c) || s.besideFuture(n):
		return demarche.Planned, true
	case c.Modal != "":
		return "", false
	case c.Present && !c.Perfect && s.isAhead(n) && !s.isFrequent(c):
		return demarche.Planned, true
	case k.leaves && s.isRecent(n) || s.isOngoing(c) || k.occurs && isStart(c.Verb()):
		return demarche.UnderWay, true
	case k.arrives && s.refusedEntry(c.Sentence):
		return demarche.TurnedBack, true
	}
	return demarche.Completed, true
}

// isAhead reports whether the time that clause n gives is to come: "leaves for
// the border tomorrow".
func (s *scene) isAhead(n int) bool {
	if at := s.timeIn(n); at.IsDay() && s.a.Published.IsDay() && string(at) > string(s.a.Published) {
		return true
	}
	c := &s.cs.List[n]
	first, last := s.segment(c)
	_, ok := contains(s.phrase(min(first, c.Head), last), []string{"tomorrow", "next week", "next month", "next year", "in a week", "in two week", "in a fortnight"})
	return ok
}

// isDue reports whether clause n is an infinitive of what is arranged: "are to
// be flown", "is expected to arrive", "has chartered a ferry to ship them".
func (s *scene) isDue(n int) bool {
	c := &s.cs.List[n]
	if c.Mark != "to" && !c.Infinite {
		return false
	}
	if s.isArranged(c.Head) || c.Mark == "to" && !c.Perfect && s.isPast(c) && s.wereTo(n) {
		return true
	}
	for k := range s.a.Children(c.Head) {
		if rel := s.a.Tokens[k].Rel.Core(); (rel == language.Aux || rel == language.Cop) && s.lemma(k) == "be" && s.a.Tokens[k].XPOS != language.TagVB && k < c.Head && c.Mark == "to" && c.Present {
			return true // "three more are to leave"
		}
	}
	switch c.Relation.Core() {
	case language.Root:
		return c.Mark == "to" && !c.Perfect && (c.Subject != none && c.Subject < c.Head || c.Passive) // "Peru to take back 40": a headline
	case language.Xcomp:
	case language.Advcl, language.Acl:
		if c.Mark != "to" || c.Parent == none || !s.isVehicle(s.cs.List[c.Parent].Object) {
			return false
		}
	default:
		return false
	}
	return c.Parent != none && s.words.intend[s.cs.List[c.Parent].Verb()] && !s.cs.List[c.Parent].Negated
}

// isArranged reports whether the infinitive at token i follows a word for what
// is arranged, whatever the parse makes of it: "due to land", "set to be flown".
func (s *scene) isArranged(i int) bool {
	k := i - 1
	for ; k >= 0 && s.a.Tokens[k].Sentence == s.a.Tokens[i].Sentence && (s.lemma(k) == "be" && s.a.Tokens[k].XPOS == language.TagVB || s.a.Tokens[k].UPOS == language.ADV); k-- {
	}
	if k < 1 || s.a.Lower(k) != "to" || s.a.Tokens[k-1].Sentence != s.a.Tokens[i].Sentence {
		return false
	}
	switch s.a.Lower(k - 1) {
	case "due", "set", "scheduled", "slated", "poised", "expected", "about", "planned", "booked", "timetabled", "earmarked", "supposed", "bound", "intended", "meant":
		return !s.isNotSo(k - 1)
	}
	return false
}

// isNotSo reports whether "not" or "no longer" stands just before token i.
func (s *scene) isNotSo(i int) bool {
	for k := i - 1; k >= max(s.a.Sentences[s.a.Tokens[i].Sentence].First, i-3); k-- {
		switch s.a.Lower(k) {
		case "not", "n't", "longer", "never":
			return true
		}
	}
	return false
}

// wereTo reports whether clause n tells in somebody's words, or of a day to
// come, what was to be: "officials said that 54 were to be returned next month".
func (s *scene) wereTo(n int) bool {
	c := &s.cs.List[n]
	return s.isAhead(n) || c.Relation.Core() == language.Ccomp && c.Parent != none && s.isPast(&s.cs.List[c.Parent])
}

// willBegin reports whether a clause tells what is to begin: "will start rolling".
func (s *scene) willBegin(c *clause.Clause) bool {
	if c.Parent == none || c.Relation.Core() != language.Xcomp {
		return false
	}
	p := &s.cs.List[c.Parent]
	return isStart(p.Verb()) && (p.Modal == "will" || p.Modal == "would" || s.isDue(c.Parent))
}

// isPutOff reports whether a clause says that a journey was put off without a new day.
func (s *scene) isPutOff(c *clause.Clause) bool {
	switch c.Lemma {
	case "postpone", "put off", "put back", "delay", "defer":
	default:
		return false
	}
	first, last := s.segment(c)
	_, open := contains(s.phrase(first, last), []string{"indefinitely", "sine die", "until further notice", "for the time being", "with no new date", "without a new date"})
	return open
}

// besideFuture reports whether clause n is a participle beside a clause of what
// is to come: "a flight will leave in May, carrying 35 people".
func (s *scene) besideFuture(n int) bool {
	c := &s.cs.List[n]
	p := c.Parent
	if p == none || c.Relation.Core() != language.Advcl && c.Relation.Core() != language.Acl || s.a.Tokens[c.Head].XPOS != language.TagVBG || c.Mark != "" {
		return false
	}
	high := &s.cs.List[p]
	return (high.Modal == "will" || high.Modal == "shall" || s.isDue(p) || s.isExpected(p)) && !high.Negated
}

// isStart reports whether a verb tells that something has begun.
func isStart(verb string) bool {
	switch verb {
	case "begin", "start", "commence", "resume":
		return true
	}
	return false
}

// onlyDayIn gives the one day that a sentence gives, "" if it gives none or several.
func (s *scene) onlyDayIn(sentence int) demarche.Date {
	sent, day := &s.a.Sentences[sentence], demarche.Date("")
	for i := range s.a.Times {
		t := &s.a.Times[i]
		if t.Start < sent.Start || t.Span.End > sent.End || t.Duration || !t.Value.IsDay() {
			continue
		}
		if day != "" && day != t.Value {
			return ""
		}
		day = t.Value
	}
	return day
}

// isYearOfDeal reports whether a year stands in a sentence only as that of a
// deal or law: "under the 2016 agreement".
func (s *scene) isYearOfDeal(year demarche.Date, sentence int) bool {
	if len(year) != len("2006") {
		return false
	}
	sent := s.a.Sentences[sentence]
	for i := sent.First; i+1 < sent.Last; i++ {
		if s.a.Form(i) == string(year) && s.a.Tokens[i].Head > int32(i) && s.a.Tokens[s.a.Tokens[i].Head].UPOS == language.NOUN {
			return true
		}
	}
	return false
}

// hasBegun reports whether a clause completes one that says that something
// began: "began sending them home".
func (s *scene) hasBegun(c *clause.Clause) bool {
	if c.Parent == none || c.Relation.Core() != language.Xcomp {
		return false
	}
	p := &s.cs.List[c.Parent]
	return isStart(p.Verb()) && !p.Negated && (s.isPast(p) || p.Perfect) && p.Modal == ""
}

// isOngoing reports whether a clause is in the progressive or just begun.
func (s *scene) isOngoing(c *clause.Clause) bool {
	if c.Parent != none && c.Relation.Core() == language.Xcomp {
		switch s.cs.List[c.Parent].Verb() {
		case "begin", "start":
			return true
		}
	}
	if s.a.Tokens[c.Head].XPOS != language.TagVBG {
		return false
	}
	return s.a.Child(c.Head, language.Aux) != none
}

// recent is how many days after a departure a report may still not know of the arrival.
const recent = 2

// isRecent reports whether what clause n tells happened, as far as the report
// says, on the last days before its publication.
func (s *scene) isRecent(n int) bool {
	at := s.when(n)
	if s.a.Published == "" {
		return true
	}
	if at == "" {
		return !s.speaksOfPast(s.cs.List[n].Sentence)
	}
	if !at.IsDay() {
		return strings.HasPrefix(string(s.a.Published), string(at))
	}
	then, err := time.Parse(time.DateOnly, string(at))
	now, fault := time.Parse(time.DateOnly, string(s.a.Published))
	return err == nil && fault == nil && now.Sub(then) <= recent*24*time.Hour
}

// speaksOfPast reports whether a sentence gives a year or month before that of
// publication.
func (s *scene) speaksOfPast(sentence int) bool {
	sent := &s.a.Sentences[sentence]
	for i := range s.a.Times {
		t := &s.a.Times[i]
		if t.Value != "" && !t.Duration && !t.Value.IsDay() && t.Start >= sent.Start && t.Span.End <= sent.End && !strings.HasPrefix(string(s.a.Published), string(t.Value)) && string(t.Value) < string(s.a.Published) {
			return true
		}
	}
	return false
}

// completes reports whether clause n tells that the plane or people of the
// movement found just before it in the same sentence arrived ("... when it put
// down in Manaus", "left on Monday and reached Lima"), and writes it into that
// movement.
func (s *scene) completes(n int, told []*journey) bool {
	c := &s.cs.List[n]
	if s.travelsOn(c, told) {
		return true
	}
	if len(told) == 0 || !s.words.arrive[c.Lemma] || c.Negated || c.Modal != "" || !c.Past && !c.Perfect && c.Mark != "when" {
		return false
	}
	j := told[len(told)-1]
	r := j.r
	if j.sentences[0] != c.Sentence || j.n == none || c.Subject == none {
		return false
	}
	joined := c.Inherited && j.leaves && (c.Subject == j.vehicle || c.Subject == j.people)
	switch s.lemma(c.Subject) {
	case "it", "they":
	default:
		if !joined {
			return false
		}
	}
	if r.Status != demarche.UnderWay && !(joined && r.Status == demarche.Completed) {
		return false
	}
	if i := s.arrivedIn(c); i != none {
		st := s.placeState(i)
		if !joined && r.DestinationState != "" && st != r.DestinationState {
			return false
		}
		if joined {
			r.DestinationState, r.Destination, j.sure = st, demarche.Optional(s.placeWords(i)), true
		}
	}
	r.Status = demarche.Completed
	j.arrives = true
	j.step("arrived: \"%s\"", s.a.Form(c.Head))
	return true
}

// arrivedIn gives the place that a clause of arriving names, none if it names none.
func (s *scene) arrivedIn(c *clause.Clause) int {
	if s.placeState(c.Object) != "" {
		return c.Object
	}
	for _, o := range c.Obliques {
		if directions[o.Preposition] > 0 && s.placeState(o.Token) != "" {
			return o.Token
		}
	}
	return none
}

// byCourt reports whether a court or judge is named before the predicate of a
// clause: "a judge barred the government from sending them".
func (s *scene) byCourt(c *clause.Clause) bool {
	first := s.a.Sentences[c.Sentence].First
	_, ok := contains(s.phrase(first, c.Head), []string{"court", "judge", "tribunal", "justice"})
	return ok
}

// isCustom reports whether a clause in the plain present tells what planes do
// as a rule ("then the plane comes back") rather than one journey.
func (s *scene) isCustom(c *clause.Clause, j *journey) bool {
	r := j.r
	if j.vehicle != none && s.isDefinite(j.vehicle) && s.isOnePlane(j.vehicle) && j.arrives {
		return false // "the plane lands in Lima", told as it happens
	}
	kind := s.a.Paragraphs[s.a.Sentences[c.Sentence].Paragraph].Kind
	if j.sure && s.isFrequent(c) {
		return false // a standing practice is one movement
	}
	return c.Present && !c.Perfect && !c.Passive && !s.isOngoing(c) && r.People == nil && r.Status == demarche.Completed &&
		kind != language.Title && kind != language.Heading
}

// isFrequent reports whether a clause tells what is done time and again: "every
// Tuesday", "three times a week".
func (s *scene) isFrequent(c *clause.Clause) bool {
	first, last := s.segment(c)
	first = max(s.a.Sentences[c.Sentence].First, min(first, c.Head))
	_, ok := contains(s.phrase(first, last), []string{"every day", "every night", "every week", "every month", "each day", "each night", "each week", "each month", "daily", "nightly", "weekly", "monthly", "a day", "a week", "a month", "regularly", "routinely", "every monday", "every tuesday", "every wednesday", "every thursday", "every friday", "each monday", "each tuesday", "each wednesday", "each thursday", "each friday", "several times", "twice", "most day", "most night", "most week"})
	return ok
}

// travelsOn reports whether a clause tells where the people of the movement found
// just before it in the same sentence went on to, and makes that their
// destination: a journey with stops goes to its last stop.
func (s *scene) travelsOn(c *clause.Clause, told []*journey) bool {
	switch c.Lemma {
	case "go", "go on", "travel on", "fly on", "continue", "proceed", "head", "head on":
	default:
		return false
	}
	to := c.With("to", "on to", "onto", "for")
	if len(told) == 0 || to == none || c.Negated || c.Modal != "" || s.placeState(to) == "" || s.isThatCountry(to) {
		return false
	}
	j := told[len(told)-1]
	r := j.r
	if j.sentences[0] != c.Sentence || s.isCounted(c.Subject) || s.isCounted(c.With("with")) {
		return false // "and continued to Baku with seven others"
	}
	j.sure = true
	r.DestinationState, r.Destination = s.placeState(to), demarche.Optional(s.placeWords(to))
	j.step("and went on to \"%s\"", s.a.Form(to))
	return true
}

// isPast reports whether a clause is in the past, also where only the auxiliary
// of a passive says so ("were flown").
func (s *scene) isPast(c *clause.Clause) bool {
	if c.Past {
		return true
	}
	for k := range s.a.Children(c.Head) {
		if s.a.Tokens[k].Rel == language.AuxPass && s.a.Tokens[k].XPOS == language.TagVBD {
			return true
		}
	}
	return false
}
