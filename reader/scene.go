package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/language/speech"
	"demarche/language/vectors"
	"demarche/reader/choice"
	"demarche/reader/clause"
	"demarche/reader/detection"
)

const none = clause.None

// scene is a report as the rules see it: its analysis and clauses, who each
// noun phrase stands for, who is speaking where, and which states the report
// is about.
type scene struct {
	words        *lexicon
	channels     *speech.Channels
	a            *language.Analysis
	cs           *clause.Clauses
	mention      []int            // token -> smallest mention that it heads, none
	speaking     []int            // token -> innermost attribution whose content covers it, none
	cue          map[int]int      // cue token -> attribution
	lemmas       []string         // sentence -> " lemma lemma lemma "
	topic        []bool           // sentence -> speaks of returns
	throughout   bool             // the report speaks of returns throughout
	near         []bool           // sentence -> its paragraph, or the sentence before, speaks of returns
	sender       demarche.State   // the state that the report's removals come from, if one stands out
	receiver     demarche.State   // the state that they go to, if one stands out
	senders      []demarche.State // paragraph -> the state that its removals come from, empty if it does not tell
	returnees    demarche.State   // whose nationals are returned to their own state, if the report is about one such state
	nationality  demarche.State   // whose nationals the report is about, if it is people of one nationality
	issued       party            // the state or body whose communique the report is, if it is one
	index        index
	named        map[demarche.State]int            // how often the report names each state or who acts for it; filled by weights
	people       map[demarche.State]*peopleWeights // what the report says of each state's people, filled by weightsOf
	detect       *detection.Detector
	vectors      *vectors.Table // of words, by which detection tells what sentences mean
	hints        map[int]hint   // sentence -> what its words tell, filled by hintOf
	cast         *cast          // the states and bodies of the report, filled by castOf
	choices      choice.Model
	likelyAct    float64             // how likely the words of a sentence must make an act that no rule found
	likelyStance float64             // and a position
	stances      []finding           // the positions that rules found, in the order of the text
	ways         map[[2]int][]string // sentences, from and to -> what vehicles and ways of travel they speak of, filled by waysIn
	ask          func(asked)         // told of every question that comes up, nil if nobody is
	used         map[int]bool        // quantities that a movement has taken as its people or flights
	journeys     []ruled             // the movements, as the rules tell them
	together     acquaintances       // who is spoken of with whom, filled by acquaintancesOf
	deeds        []deed              // the acts told, in the order of the text
	civil        map[int]bool        // entity -> acts for no state, filled by isCivil
	conveyances  map[int][]string    // sentence -> the vehicles, borders and waters that it names, filled by carrying
}

func newScene(words *lexicon, channels *speech.Channels, a *language.Analysis) *scene {
	s := &scene{words: words, channels: channels, a: a, cs: clause.Find(a), cue: map[int]int{}, used: map[int]bool{}, people: map[demarche.State]*peopleWeights{}, hints: map[int]hint{}, ways: map[[2]int][]string{}, civil: map[int]bool{}, conveyances: map[int][]string{}}
	s.index = newIndex(a, s.cs)
	s.mention = fill(len(a.Tokens), none)
	for m := range a.Mentions {
		h := a.Mentions[m].Head
		if h < 0 || h >= len(a.Tokens) {
			continue
		}
		if old := s.mention[h]; old == none || width(a.Mentions[m]) < width(a.Mentions[old]) || a.Mentions[old].Entity == none {
			s.mention[h] = m
		}
	}
	s.speaking = fill(len(a.Tokens), none)
	for n, at := range a.Attributions {
		if at.CueToken >= 0 {
			s.cue[at.CueToken] = n
		}
		if s.isAttitude(at) {
			continue
		}
		for _, span := range at.Content {
			first, last := a.TokensIn(span)
			for i := first; i < last; i++ {
				if old := s.speaking[i]; old == none || contentLen(a.Attributions[old]) > contentLen(at) {
					s.speaking[i] = n
				}
			}
		}
	}
	s.readTopics()
	s.findSides()
	s.nationality = s.mainNationality()
	s.issued, _ = s.findIssuer()
	return s
}

// isAttitude reports whether an attribution tells what its source will do
// ("agreed to take back") or how it treats a matter rather than what it says.
func (s *scene) isAttitude(at language.Attribution) bool {
	if at.Class == language.Treated {
		return true
	}
	switch at.Cue0 {
	case "promise", "pledge", "vow", "undertake", "commit":
		return false // these are said
	}
	return s.words.willing[at.Cue0] || s.words.refuse[at.Cue0] || s.words.receive[at.Cue0]
}

func width(m language.Mention) int { return m.Last - m.First }

func contentLen(at language.Attribution) int {
	n := 0
	for _, s := range at.Content {
		n += s.Len()
	}
	return n
}

func fill(n, v int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = v
	}
	return s
}

func (s *scene) lemma(i int) string {
	if i == none {
		return ""
	}
	return s.index.lemmas[i]
}

// readTopics marks the sentences that speak of returns.
func (s *scene) readTopics() {
	a := s.a
	s.lemmas = make([]string, len(a.Sentences))
	s.topic = make([]bool, len(a.Sentences))
	s.near = make([]bool, len(a.Sentences))
	for n, sent := range a.Sentences {
		var b strings.Builder
		b.WriteByte(' ')
		for i := sent.First; i < sent.Last; i++ {
			l := s.lemma(i)
			b.WriteString(l)
			b.WriteByte(' ')
			if s.isTopic(i, l) {
				s.topic[n] = true
			}
		}
		s.lemmas[n] = b.String()
	}
	for _, p := range a.Paragraphs {
		any := false
		for n := p.First; n < p.Last; n++ {
			any = any || s.topic[n]
		}
		for n := p.First; n < p.Last; n++ {
			s.near[n] = any
		}
	}
	topics := 0
	for n := range s.topic {
		if s.topic[n] {
			topics++
		}
	}
	s.throughout = throughoutPart*topics >= len(s.topic)
	for n := 1; n < len(s.near); n++ {
		if s.topic[n-1] {
			s.near[n] = true
		}
	}
}

// throughoutPart is of how many sentences one must speak of returns in a report
// that does so throughout.
const throughoutPart = 4

func (s *scene) isTopic(i int, l string) bool {
	w := s.words
	switch {
	case w.moved[l], w.third[s.hyphened(i)], w.moving[l] && s.a.Tokens[i].UPOS == language.NOUN, w.removal[l], w.third[l]:
		return true
	case s.a.Tokens[i].UPOS == language.VERB && (w.removal[l] || l == "readmit" || l == "re-admit"):
		return true
	}
	return w.aircraft[l] && l != "plane"
}

// hyphened gives the word of which token i ends the part behind a hyphen:
// "third-country" at "country", the lemma of the token elsewhere.
func (s *scene) hyphened(i int) string {
	if i < 2 || s.a.Form(i-1) != "-" || s.a.Tokens[i-1].Space || s.a.Tokens[i-2].Space {
		return s.lemma(i)
	}
	return s.lemma(i-2) + "-" + s.lemma(i)
}

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

// isPeople reports whether token i heads a noun phrase of people who are, or
// may be, moved.
func (s *scene) isPeople(i int) bool {
	if i == none {
		return false
	}
	l := s.lemma(i)
	w := s.words
	if w.moved[l] || w.own[l] || w.third[l] || w.general[l] || w.general[s.a.Lower(i)] || s.isOfPeoples(i) {
		return true
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		if k := s.a.Entities[s.a.Mentions[m].Entity].Kind; k != language.Group { // a group may be of planes
			return k == language.Nationals
		}
	}
	if s.a.Tokens[i].UPOS == language.NUM {
		return true
	}
	if s.a.Tokens[i].UPOS == language.PRON {
		switch l {
		case "they", "them", "he", "him", "she", "anyone", "whoever", "anybody", "someone", "all", "some", "who", "whom", "many", "most", "everyone":
			return true
		}
	}
	return false
}

// isOfPeoples reports whether token i means people of a part of the world or of
// a people without a state: "Africans", "Rohingya".
func (s *scene) isOfPeoples(i int) bool {
	form := s.a.Form(i)
	if form[0] < 'A' || form[0] > 'Z' || s.a.Tokens[i].UPOS == language.ADJ {
		return false
	}
	return s.words.peoples[strings.TrimSuffix(s.a.Lower(i), "s")]
}

// surelyPeople reports whether the noun phrase of token i means people who are
// moved, whatever stands around it.
func (s *scene) surelyPeople(i int) bool {
	if i == none {
		return false
	}
	w := s.words
	if l := s.lemma(i); w.moved[l] || w.own[l] || w.third[l] {
		return true
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none && s.a.Entities[s.a.Mentions[m].Entity].Kind == language.Nationals {
		return true
	}
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if l := s.lemma(k); w.moved[l] || w.removal[l] || w.third[l] {
			return true
		}
	}
	return false
}

// isAircraft reports whether token i names a plane or a flight.
func (s *scene) isAircraft(i int) bool {
	if i == none {
		return false
	}
	if s.words.aircraft[s.lemma(i)] {
		return true
	}
	m, ok := s.vehicleAt(i)
	return ok && (m == demarche.MilitaryAircraft || m == demarche.CivilianAircraft)
}

// vehicleAt gives the means that token i names by itself: "bus", or a type of
// aircraft written with a hyphen ("C-17"), which is several tokens.
func (s *scene) vehicleAt(i int) (demarche.Means, bool) {
	if m, ok := s.words.vehicle[s.lemma(i)]; ok {
		return m, true
	}
	if start, end := s.a.Tokens[i].Start, s.a.Tokens[i].End; !strings.Contains(s.a.Text[max(start-1, 0):min(end+1, len(s.a.Text))], "-") {
		return "", false // in most places there is nothing to compare
	}
	for name, m := range s.words.hyphened {
		at := s.a.Tokens[i].Start // of its first part, or of the one after the hyphen
		if k := strings.IndexByte(name, '-') + 1; at >= k && s.a.Text[at-1] == '-' {
			at -= k
		}
		if end := at + len(name); end <= len(s.a.Text) && strings.EqualFold(s.a.Text[at:end], name) {
			return m, true
		}
	}
	return "", false
}

// speaker gives the attribution in whose content token i stands.
func (s *scene) attribution(i int) (language.Attribution, bool) {
	if i == none || s.speaking[i] == none {
		return language.Attribution{}, false
	}
	return s.a.Attributions[s.speaking[i]], true
}

// by gives who says what token i says, nil for the report itself.
func (s *scene) by(i int) *demarche.Speaker {
	at, ok := s.attribution(i)
	if !ok {
		return nil
	}
	return s.source(at)
}

// source gives the speaker of an attribution, nil if it cannot be told.
func (s *scene) source(at language.Attribution) *demarche.Speaker {
	if at.Entity != none {
		if sp := s.speakerOf(at.Entity); sp != nil {
			s.callBody(sp, at)
			return sp
		}
	}
	if at.SourceHead != none {
		return s.speakerAt(at.SourceHead)
	}
	return nil
}

// callBody names a speaker who is only known as a state by the words that stand
// for it: "its government", "the White House", "a statement from the presidency".
// Officials and other persons are a role.
func (s *scene) callBody(sp *demarche.Speaker, at language.Attribution) {
	i := at.SourceHead
	if sp.Name != "" || sp.Role != "" || i == none {
		return
	}
	if slices.Contains(s.words.writings, s.lemma(i)) {
		if i = s.writtenBy(i, at.Entity); i == none {
			return
		}
	}
	switch m := s.mention[i]; {
	case s.a.Tokens[i].UPOS == language.NOUN && (s.words.persons[s.lemma(i)] || s.words.callings[s.lemma(i)] || s.lemma(i) == "official"):
		sp.Role = demarche.Optional(s.lemma(i))
	case s.a.Tokens[i].UPOS == language.NOUN:
		sp.Name = demarche.Optional(s.lemma(i))
	case m != none && s.a.Mentions[m].Form == language.Nominal && s.a.Tokens[i].UPOS == language.PROPN:
		sp.Name = demarche.Optional(s.a.TextOf(s.a.Mentions[m].First, s.a.Mentions[m].Last))
	}
}

// writtenBy gives the noun that stands for entity e below the writing at token i,
// none if there is none.
func (s *scene) writtenBy(i, e int) int {
	for c := range s.a.Children(i) {
		if s.a.Tokens[c].Rel.Core() != language.Nmod || s.a.Tokens[c].UPOS != language.NOUN {
			continue
		}
		if m := s.mention[c]; m != none && s.a.Mentions[m].Entity == e {
			return c
		}
	}
	return none
}

// speakerAt gives the noun phrase of token i as a speaker.
func (s *scene) speakerAt(i int) *demarche.Speaker {
	p, ok := s.party(i)
	if !ok {
		return nil
	}
	if p.entity != none {
		return s.speakerOf(p.entity)
	}
	return &demarche.Speaker{Role: demarche.Optional(s.lemma(i)), State: p.state}
}

// speakerOf gives an entity as a speaker.
func (s *scene) speakerOf(e int) *demarche.Speaker {
	en := &s.a.Entities[e]
	switch en.Kind {
	case language.Person:
		sp := &demarche.Speaker{Name: demarche.Optional(en.Name), State: en.State}
		if len(en.Posts) == 0 {
			sp.Role = demarche.Optional(s.calling(e))
		}
		for n, post := range en.Posts {
			if n == 0 || !post.Former {
				sp.Role = demarche.Optional(post.Role)
				if post.State != "" {
					sp.State = post.State
				}
			}
			if !post.Former {
				break
			}
		}
		return sp
	case language.State:
		return &demarche.Speaker{State: en.State}
	case language.Organisation:
		return &demarche.Speaker{Name: demarche.Optional(en.Name), State: en.State}
	}
	return nil
}

// when gives the date of clause n: of a time in the clause itself, else in the
// clauses that it completes up to (and with) the one that reports it.
func (s *scene) when(n int) demarche.Date {
	for m := n; m != none; m = s.cs.List[m].Parent {
		if d := s.timeIn(m); d != "" {
			return d
		}
		switch s.cs.List[m].Relation.Core() {
		case language.Xcomp, language.Ccomp, language.Parataxis, language.Conj:
			continue
		}
		break
	}
	return s.whenSaid(s.cs.List[n].Head)
}

// whenSaid gives the date on which what token i says was said, empty if the
// report does not tell.
func (s *scene) whenSaid(i int) demarche.Date {
	at, ok := s.attribution(i)
	if !ok || at.CueToken == none {
		return ""
	}
	if n := s.cs.Of(at.CueToken); n != none {
		return s.timeIn(n)
	}
	return ""
}

// timeIn gives the resolved time that belongs to clause n, empty if there is none.
func (s *scene) timeIn(n int) demarche.Date {
	for _, i := range s.index.times[n] {
		t := &s.a.Times[i]
		if t.Value == "" || t.Duration {
			continue
		}
		if t.End != "" {
			return t.End // a range is told when it is over
		}
		return t.Value
	}
	return ""
}

// phrase gives the lemmas of the tokens [first, last) with a space before and after each.
func (s *scene) phrase(first, last int) string {
	var b strings.Builder
	b.WriteByte(' ')
	for i := first; i < last; i++ {
		b.WriteString(s.lemma(i))
		b.WriteByte(' ')
	}
	return b.String()
}

// means gives how the people in the clause are moved, by the vehicle in the
// noun phrases of the tokens given; "" if no vehicle is named.
func (s *scene) means(tokens ...int) (demarche.Means, int) {
	for _, i := range tokens {
		if i == none {
			continue
		}
		first, last := s.a.Subtree(i)
		for k := first; k < last; k++ {
			if m, ok := s.vehicleAt(k); ok && m == demarche.MilitaryAircraft {
				return m, k // "an Airbus A400M"
			}
		}
		if m, ok := s.vehicleAt(i); ok && s.a.Tokens[i].UPOS == language.NOUN {
			return m, i // "a chartered train"
		}
		for k := first; k < last; k++ {
			if m, ok := s.vehicleAt(k); ok {
				return m, k
			}
			if s.words.aircraft[s.lemma(k)] {
				if s.isAirlinePlane(k) {
					return demarche.CivilianAircraft, k
				}
				f, e := s.a.Subtree(k)
				phrase := s.phrase(f, e)
				for _, order := range []demarche.Means{demarche.MilitaryAircraft, demarche.CivilianAircraft} {
					for w, m := range s.words.vehicleWith {
						if m == order && strings.Contains(phrase, " "+w+" ") {
							return m, k
						}
					}
				}
			}
		}
	}
	return "", none
}
