package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// positions finds what states will take and will not.
func positions(s *scene) []finding {
	var found []finding
	for n := range s.cs.List {
		for _, find := range []func(*scene, int) *finding{unopposed, receiving, refusing, weighing} {
			if f := find(s, n); f != nil {
				found = append(found, *f)
				found = append(found, s.alike(n, f)...)
				break
			}
		}
	}
	return found
}

// alike gives the same stance of the other states that share its subject:
// "the governments of Angola and of Namibia will receive their nationals".
func (s *scene) alike(n int, f *finding) []finding {
	first := f.record.(*demarche.Position)
	subject := s.cs.List[n].Subject
	if subject == none {
		return nil
	}
	from, to := s.a.Subtree(subject)
	var found []finding
	for i := from; i < to; i++ {
		p, ok := s.actor(i)
		if !ok || p.state == "" || p.state == first.State || p.kind != language.State || s.a.Tokens[i].Rel.Core() != language.Conj {
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

// attitude is what stands over a predicate: whether the speaker is willing,
// refuses, or has not decided, and how often it is negated.
type attitude struct {
	willing   bool
	refusing  bool
	unsettled bool
	negated   bool
	blocked   bool // inside a condition, a question or a hypothesis: no stance
	modal     string
	steps     []string
	top       int // the highest clause of the chain
}

// attitudeOver reads the chain of governors over clause n.
func (s *scene) attitudeOver(n int) (at attitude) {
	c := &s.cs.List[n]
	at = attitude{negated: c.Negated, modal: c.Modal, top: n}
	at.blocked = s.isHypothetical(n)
	at.readNoun(s, n)
	if c.Mark == "to" && c.Relation.Core() == language.Root && c.Subject != none {
		at.modal = "will" // a headline: "Colombia to take deportees"
	}
	defer func() {
		if !at.willing && !at.refusing && !at.unsettled && c.Mark == "to" {
			at.readLeft(s, n)
		}
	}()
	for p := range s.cs.Above(n) {
		low, high := &s.cs.List[at.top], &s.cs.List[p]
		switch low.Relation.Core() {
		case language.Xcomp, language.Ccomp, language.Advcl, language.Acl, language.Csubj, language.Nsubj:
		default:
			return at
		}
		goesOn := low.Mark == "on" && high.Lemma == "go" // "would go on receiving"
		if low.Relation.Core() == language.Advcl && !s.words.willing[high.Lemma] && !goesOn {
			return at
		}
		if low.Relation == language.AclRelcl {
			return at
		}
		known := false
		switch {
		case goesOn:
			at.willing, known = true, true
		case s.words.refuse[high.Lemma] || s.words.refuse[high.Verb()]:
			at.refusing, known = true, true
			at.steps = append(at.steps, "under \""+high.Lemma+"\": refusal")
		case s.words.willing[high.Lemma] || s.words.willing[high.Verb()]:
			at.willing, known = true, true
			at.steps = append(at.steps, "under \""+high.Lemma+"\": willingness")
		case s.words.unsettled[high.Lemma]:
			at.unsettled, known = true, true
			at.steps = append(at.steps, "under \""+high.Lemma+"\": not settled")
		}
		if !known {
			return at
		}
		if high.Lemma == "rule out" && high.Negated {
			at.blocked = true // "did not rule out receiving" leaves it open
		}
		at.negated = at.negated != high.Negated
		if at.modal == "" {
			at.modal = high.Modal
		}
		at.blocked = at.blocked || s.isHypothetical(p)
		at.top = p
		at.readNoun(s, p)
	}
	return at
}

// readLeft looks for the governor of an infinitive among the predicates just
// before it, where the parse has put something between them: "agreed late on
// Sunday to take back".
func (at *attitude) readLeft(s *scene, n int) {
	c := &s.cs.List[n]
	for i := c.Head - 1; i >= s.a.Sentences[c.Sentence].First && i >= c.Head-reachLeft; i-- {
		m := s.cs.At(i)
		if m == none {
			continue
		}
		high := &s.cs.List[m]
		switch {
		case s.words.refuse[high.Lemma]:
			at.refusing = true
		case s.words.willing[high.Lemma]:
			at.willing = true
		case s.a.Tokens[i].UPOS == language.VERB:
			return
		default:
			continue
		}
		at.negated = at.negated != high.Negated
		at.blocked = at.blocked || s.isHypothetical(m)
		at.steps = append(at.steps, "after \""+high.Lemma+"\"")
		at.top = m
		return
	}
}

// reachLeft is how many words before an infinitive its governor may stand.
const reachLeft = 8

// readNoun reads a noun of willingness over an infinitive, whether the parse
// hangs the infinitive on the noun or on the noun's verb: "reached an agreement
// to receive".
func (at *attitude) readNoun(s *scene, n int) {
	c := &s.cs.List[n]
	var noun int
	switch {
	case c.Relation.Core() == language.Acl && c.Relation != language.AclRelcl:
		noun = int(s.a.Tokens[c.Head].Head)
	case c.Mark == "to" && c.Parent != none && s.cs.List[c.Parent].Object != none && s.cs.List[c.Parent].Object < c.Head:
		noun = s.cs.List[c.Parent].Object
	default:
		return
	}
	l := s.lemma(noun)
	switch {
	case s.words.willingNouns[l]:
		at.willing = true
		at.steps = append(at.steps, "under the noun \""+l+"\": willingness")
	case s.words.refusalNouns[l]:
		at.refusing = true
		at.steps = append(at.steps, "under the noun \""+l+"\": refusal")
	case s.words.wishNouns[l]:
		at.blocked = true
	default:
		return
	}
	if p := s.cs.Of(noun); p != none && s.cs.List[p].Negated && s.cs.List[p].Object == noun {
		at.negated = !at.negated // "had made no arrangement to take in"
	}
}

// isHypothetical reports whether clause n stands in a condition, an open
// question or a demand rather than being said to hold.
func (s *scene) isHypothetical(n int) bool {
	c := &s.cs.List[n]
	switch c.Mark {
	case "if", "unless", "whether", "until", "provided", "when", "once", "how", "where", "why":
		return true
	}
	switch c.Modal {
	case "should", "must", "may", "might":
		return true
	}
	if p := c.Parent; p != none && c.Relation.Core() == language.Ccomp && s.cs.List[p].Negated {
		switch s.cs.List[p].Verb() {
		case "say", "disclose", "know", "reveal", "specify", "explain", "clear", "confirm":
			return true // what it did not say
		}
	}
	if p := c.Parent; p != none && (c.Relation.Core() == language.Xcomp || c.Infinite && c.Mark == "to") {
		switch s.cs.List[p].Verb() {
		case "ask", "urge", "press", "tell", "force", "want", "request", "demand", "get", "persuade", "call", "require", "pressure", "seek":
			return true
		}
	}
	return false
}

// stateOf gives whose stance clause n is: its subject, or for words of a
// speaker's own ("we", a passive without agent) the speaker's state.
func (s *scene) stateOf(n int) (party, string, bool) {
	c := &s.cs.List[n]
	if p, ok := s.subject(n); ok && p.state != "" {
		return p, "subject \"" + s.a.Form(c.Subject) + "\" -> " + string(p.state), true
	}
	if c.Subject == none && !c.Passive && !c.Infinite {
		for i := range s.cs.Left(n) {
			if p, ok := s.actor(i); ok && p.state != "" {
				return p, "before it \"" + s.a.Form(i) + "\" -> " + string(p.state), true
			}
		}
	}
	first := c.Subject != none && (s.lemma(c.Subject) == "we" || s.lemma(c.Subject) == "i")
	if c.Subject == none || first || s.a.Tokens[c.Subject].UPOS == language.PRON {
		for _, prep := range []string{"in", "into", "to", "at"} {
			if o := c.With(prep); o != none && !first {
				if st := s.placeState(o); st != "" {
					return party{state: st, entity: none, token: o}, "received in " + string(st), true
				}
			}
		}
		if by := s.by(c.Head); by != nil && by.State != "" {
			return party{state: by.State, entity: none, token: c.Head}, "the speaker's state " + string(by.State), true
		}
	}
	return party{}, "", false
}

// receiving finds a stance in a clause of receiving: "will not accept
// military flights", "agreed to take back its nationals".
func receiving(s *scene, n int) *finding {
	c := &s.cs.List[n]
	w := s.words
	lemma, patient, ok := s.takes(n)
	if !ok {
		return nil
	}
	place, moves := none, false
	if k := s.below(n, language.Xcomp, language.Ccomp); k != none && w.light[lemma] {
		d := &s.cs.List[k]
		if w.send[d.Lemma] && d.Object != none {
			patient = d.Object
		}
		if w.send[d.Lemma] || w.arrive[d.Lemma] {
			moves = true
			place = d.With("to", "at", "in", "into")
		}
		if patient == none {
			patient = d.Subject
		}
	}
	if (lemma == "want" || lemma == "see") && (patient == none || place == none && c.With("to") == none) && s.below(n, language.Xcomp, language.Ccomp) == none {
		return nil // wants something else
	}
	if !c.Passive && !s.canBeTaken(patient) && (patient == none || !w.light[lemma]) {
		for i := range s.cs.Right(n) {
			if s.isPeople(i) || s.isAircraft(i) || w.moving[s.lemma(i)] {
				patient = i
				break
			}
		}
	}
	if patient == none {
		return nil
	}
	at := s.attitudeOver(n)
	concerns := s.isAircraft(patient) && s.onSubject(c.Sentence) || w.moving[s.lemma(patient)]
	if w.light[lemma] {
		concerns = concerns || s.surelyPeople(patient) || s.isPeople(patient) && (place != none || at.willing || at.modal == "will" || at.modal == "would")
	} else {
		concerns = concerns || s.isPeople(patient)
	}
	if s.a.Lower(patient) == "one" && s.words.lodging[lemma] {
		return nil // "will not host one": a place, not a person
	}
	if c.Relation == language.AclRelcl && int(s.a.Tokens[c.Head].Head) == patient {
		return nil // "migrants who are not received" tells which, not whether
	}
	if !concerns || !s.onSubject(c.Sentence) && !at.willing && !at.refusing && !moves && c.Modal == "" || at.blocked {
		return nil
	}
	p, how, found := s.stateOf(n)
	if !found && at.top != n {
		p, found = s.subject(at.top)
		how = "subject of what governs it -> " + string(p.state)
	}
	if !found || p.state == "" || (lemma == "resume" || lemma == "restart") && p.state == s.sender {
		return nil
	}
	stance := demarche.Accept
	switch {
	case at.unsettled:
		stance = demarche.Unsettled
	case at.refusing != at.negated:
		stance = demarche.Refuse
	}
	deed := c.Past && at.modal == "" // "did not let the plane fly on" is what it did, not what it will do
	stated := at.willing || at.refusing || at.unsettled || at.negated && !deed || c.Present && (!c.Perfect || s.stillHolds(c))
	switch at.modal {
	case "will", "would", "can", "could", "shall":
		stated = true
	}
	if !stated || s.isBackground(n) || stance == demarche.Refuse && s.isException(patient) {
		return nil
	}
	f := s.position(n, p.state, stance, patient, place, lemma)
	f.step("%s", how)
	f.steps = append(f.steps, at.steps...)
	if at.negated {
		f.step("negated")
	}
	if at.modal != "" {
		f.step("modal \"%s\"", at.modal)
	}
	return f
}

// stillHolds reports whether a perfect tells of something that goes on: "has
// been receiving planes", "has let such flights in since 2018".
func (s *scene) stillHolds(c *clause.Clause) bool {
	return s.a.Tokens[c.Head].XPOS == language.TagVBG || c.With("since") != none
}

// canBeTaken reports whether a noun phrase names what a state may take: people, planes, removals.
func (s *scene) canBeTaken(i int) bool {
	return i != none && (s.isPeople(i) || s.isAircraft(i) || s.words.moving[s.lemma(i)])
}

// isBackground reports whether clause n is a past stance told only to date
// something else: "the first since Venezuela stopped receiving flights".
func (s *scene) isBackground(n int) bool {
	for m := n; m != none; m = s.cs.List[m].Parent {
		switch s.cs.List[m].Mark {
		case "since", "after", "before":
			return true
		}
		switch s.cs.List[m].Relation.Core() {
		case language.Xcomp, language.Ccomp:
		default:
			return false
		}
	}
	return false
}

// takes reads clause n as one of receiving: its lemma with particle, also where
// the parse has made a preposition of the particle ("let in citizens"), and who is received.
func (s *scene) takes(n int) (lemma string, patient int, ok bool) {
	c := &s.cs.List[n]
	for _, o := range c.Obliques {
		if l := c.Lemma + " " + o.Preposition; c.Object == none && s.words.receive[l] && s.isPeople(o.Token) {
			return l, o.Token, true
		}
	}
	return c.Lemma, c.Object, s.words.receive[c.Lemma]
}

// refusing finds a stance in a verb of refusal with people, planes, removals
// or a proposal about them as its object: "rejects third-country deportees".
func refusing(s *scene, n int) *finding {
	c := &s.cs.List[n]
	w := s.words
	if !w.refuse[c.Lemma] || c.Object == none || s.isHypothetical(n) {
		return nil
	}
	removals := w.moving[s.lemma(c.Object)] || s.isAircraft(c.Object) && s.topic[c.Sentence] || s.namesPeople(c.Object)
	proposal := w.proposal[s.lemma(c.Object)] && s.subtreeHasTopic(c.Object)
	if !removals && !proposal {
		return nil
	}
	switch c.Verb() {
	case "stop", "suspend", "halt", "block", "bar", "turn", "ban", "prevent", "deny", "fail", "dismiss": // deeds: a stance only if it still holds
		if c.Past || c.Infinite && c.Relation.Core() != language.Root {
			return nil
		}
	}
	if c.Parent != none && c.Relation.Core() == language.Xcomp {
		return nil // "refused to reject": read from above
	}
	p, how, ok := s.stateOf(n)
	if !ok {
		return nil
	}
	stance := demarche.Refuse
	if c.Negated {
		if c.Lemma != "object" && c.Lemma != "oppose" && !s.hasWord(c, "never") {
			return nil // "did not rule out" is no acceptance
		}
		stance = demarche.Accept // "has never refused its own people"
	}
	f := s.position(n, p.state, stance, c.Object, none, c.Lemma)
	f.step("%s", how)
	return f
}

// isException reports whether a noun phrase picks some out of those whom the
// state takes otherwise: "will not take anyone convicted of a crime".
func (s *scene) isException(i int) bool {
	switch s.a.Lower(i) {
	case "anyone", "anybody", "those", "nobody", "people", "persons":
	default:
		return false
	}
	return s.a.Child(i, language.Acl) != none || s.childWith(i, "with") != none
}

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

// unopposed finds a stance in a denied objection or in room for people: "has
// no objection to the return of its citizens", "has room for 250".
func unopposed(s *scene, n int) *finding {
	c := &s.cs.List[n]
	patient, trigger := none, ""
	stance := demarche.Accept
	switch {
	case c.Lemma == "object" && c.Negated:
		patient, trigger = c.With("to"), "object"
	case c.Object == none || c.Verb() != "have":
		return nil
	case s.words.objection[s.lemma(c.Object)] && c.Negated:
		patient, trigger = s.childWith(c.Object, "to"), "no-objection"
	case s.words.room[s.lemma(c.Object)]:
		patient, trigger = s.childWith(c.Object, "for"), "room-for"
		if patient == none {
			patient = c.With("for")
		}
		if c.Negated {
			stance = demarche.Refuse
		}
	}
	if patient == none || s.isHypothetical(n) || !s.isPeople(patient) && !s.subtreeHasTopic(patient) {
		return nil
	}
	p, how, ok := s.stateOf(n)
	if !ok {
		return nil
	}
	f := s.position(n, p.state, stance, patient, none, trigger)
	f.step("%s", how)
	return f
}

// childWith gives the noun phrase that depends on token i with a preposition, none if there is none.
func (s *scene) childWith(i int, preposition string) int {
	for k := range s.a.Children(i) {
		if clause.Preposition(s.a, k) == preposition {
			return k
		}
	}
	return none
}

// weighing finds an open stance: "is in talks about receiving deportees", "no
// decision has been taken".
func weighing(s *scene, n int) *finding {
	c := &s.cs.List[n]
	w := s.words
	if s.isHypothetical(n) || !s.topic[c.Sentence] {
		return nil
	}
	noun := w.unsettledNouns[s.lemma(c.Head)] || c.Object != none && w.unsettledNouns[s.lemma(c.Object)]
	open := w.unsettled[c.Lemma] && !c.Negated && (c.Present || c.Infinite && c.Relation.Core() != language.Xcomp) ||
		noun && s.lemma(c.Object) == "decision" && c.Negated
	if s.lemma(c.Head) == "talk" && c.Copular {
		open = true
	}
	if !open {
		return nil
	}
	first, last := s.a.Subtree(c.Head)
	taking, patient := false, none
	for i := first; i < last; i++ {
		if k := s.cs.At(i); k != none && k != n {
			if l, who, ok := s.takes(k); ok && !w.light[l] {
				taking, patient = true, who
			}
		}
	}
	p, how, ok := s.stateOf(n)
	if !ok || !taking {
		return nil
	}
	f := s.position(n, p.state, demarche.Unsettled, patient, none, c.Lemma)
	f.step("%s", how)
	return f
}

// below gives the first clause that complements clause n by one of the relations.
func (s *scene) below(n int, rels ...language.Rel) int {
	for k := range s.a.Children(s.cs.List[n].Head) {
		if m := s.cs.At(k); m != none && slices.Contains(rels, s.a.Tokens[k].Rel.Core()) {
			return m
		}
	}
	return none
}

func (s *scene) subtreeHasTopic(i int) bool {
	first, last := s.a.Subtree(i)
	for k := first; k < last; k++ {
		if s.isTopic(k, s.lemma(k)) || s.words.own[s.lemma(k)] {
			return true
		}
	}
	return false
}

// position fills the fields of a stance that clause n states about the noun phrase patient.
func (s *scene) position(n int, state demarche.State, stance demarche.Stance, patient, place int, trigger string) *finding {
	c := &s.cs.List[n]
	r := &demarche.Position{State: state, Stance: stance, Means: demarche.MeansAny, Nationals: []demarche.State{}, Terms: []demarche.Term{}}
	f := s.newFinding(r, demarche.KindPosition, string(stance)+"/"+strings.ReplaceAll(trigger, " ", "-"), c.Head)
	r.From = s.senderIn(n, state)
	r.People, r.Nationals = s.peopleOf(state, patient, c.Sentence, s.words.lodging[trigger])
	f.step("\"%s\" are %s nationals", s.a.Form(max(patient, 0)), r.People)
	tokens := []int{patient}
	for _, o := range c.Obliques {
		tokens = append(tokens, o.Token)
	}
	if m, at := s.means(tokens...); m != "" {
		r.Means = m
		f.step("means from \"%s\"", s.a.Form(at))
	}
	if place != none {
		if st := s.placeState(place); st != "" && st != state {
			r.Place = demarche.Optional(s.entityName(place))
			f.step("bound to a place: %s", r.Place)
		}
	}
	r.Terms = s.termsOf(n, r)
	if _, checked := contains(s.lemmas[c.Sentence], []string{"verify", "ascertain", "establish", "prove", "proof", "verification"}); checked && slices.Contains(r.Terms, "identity_check") && r.People == demarche.ThirdNationals && len(r.Nationals) == 0 {
		r.People = demarche.OwnNationals // whose nationality is to be verified
		f.step("a check of nationality: own nationals")
	}
	r.By = s.by(c.Head)
	if r.By == nil {
		if p, ok := s.party(c.Subject); ok && p.kind == language.Person && p.entity != none {
			r.By = s.speakerOf(p.entity)
		}
	}
	r.Date = s.when(n)
	return &f
}

func (s *scene) entityName(i int) string {
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		return s.a.Entities[s.a.Mentions[m].Entity].Name
	}
	f, l := s.a.Subtree(i)
	return s.a.TextOf(f, l)
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

// peopleOf says whose nationals a noun phrase means to a state, and which
// third-country nationals it names: by its own words, else by those of its
// sentence, else by what the report says of people elsewhere. Where nothing
// tells, people to be lodged are others' nationals and people to be taken back its own.
func (s *scene) peopleOf(state demarche.State, patient, sentence int, lodging bool) (demarche.People, []demarche.State) {
	var own, third int
	var named []demarche.State
	if patient != none {
		first, last := s.a.Subtree(patient)
		own, third, named = s.peopleWords(state, first, last, true)
	}
	if own+third == 0 {
		sent := s.a.Sentences[sentence]
		own, third, named = s.peopleWords(state, sent.First, sent.Last, true)
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
	case third > 0 || own == 0 && lodging:
		return demarche.ThirdNationals, named
	}
	return demarche.OwnNationals, []demarche.State{}
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
			if en.Kind == language.Nationals && en.State != "" {
				switch {
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
		case s.words.third[l]:
			third++
		case l == "nationality" && s.isWhatever(i):
			own, third = own+1, third+1
		case l == "own" && head != none && (s.lemma(head) == "country" || s.lemma(head) == "homeland"):
			third++ // "sent on to their own countries"
		case l == "own" && head != none && s.isPeople(head):
			own++
		case (l == "other" || l == "third" || l == "another") && head != none && (s.lemma(head) == "country" || s.lemma(head) == "nationality" || s.lemma(head) == "state" || s.words.own[s.lemma(head)]):
			third++
		case s.words.own[l]:
			if s.ofOthers(i, state) {
				third++
			} else if bare {
				own++
			}
		}
	}
	return own, third, named
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
		case "other", "third", "foreign", "third-country":
			return true
		}
		if s.a.Tokens[k].Rel.Core() == language.Nmod || s.a.Tokens[k].Rel.Core() == language.Amod || s.a.Tokens[k].Rel.Core() == language.Compound {
			if p, ok := s.party(k); ok && p.state != "" {
				return p.state != state
			}
			for g := range s.a.Children(k) {
				switch s.lemma(g) {
				case "other", "third", "another":
					return true
				}
			}
		}
	}
	return false
}

// termsOf gives the conditions that the sentence of clause n puts on its stance.
func (s *scene) termsOf(n int, r *demarche.Position) []demarche.Term {
	c := &s.cs.List[n]
	sent := s.a.Sentences[c.Sentence]
	from := s.conditionAfter(c.Head, sent)
	condition, whole := s.wording(from, sent.Last), s.wording(sent.First, sent.Last)
	terms := []demarche.Term{}
	for _, t := range s.words.terms {
		text := condition
		switch t.Term {
		case "cap", "temporary", "paid", "voluntary", "case_by_case", "no_criminals", "criminals_only", "own_transport", "identity_check":
			if r.Stance == demarche.Accept {
				text = whole
			}
		case "other":
			continue
		}
		if _, ok := contains(text, t.Words); ok {
			terms = append(terms, t.Term)
		}
	}
	if r.Stance == demarche.Accept && r.Means == demarche.CivilianAircraft {
		if _, ok := contains(whole, []string{"not military", "no military"}); ok {
			terms = append(terms, "civilian_only")
		}
	}
	return terms
}

// conditionAfter gives the token at which a condition opens after token i, the
// end of the sentence if none does.
func (s *scene) conditionAfter(i int, sent language.Sentence) int {
	for k := i + 1; k < sent.Last; k++ {
		two, three := s.a.Lower(k), ""
		if s.words.conditions[two] {
			return k
		}
		if k+1 < sent.Last {
			two += " " + s.a.Lower(k+1)
		}
		if k+2 < sent.Last {
			three = two + " " + s.a.Lower(k+2)
		}
		if s.words.conditions[two] || s.words.conditions[three] {
			return k
		}
	}
	return sent.Last
}

// wording gives the tokens [first, last) as lemmas and again as they stand, each with a space before and after.
func (s *scene) wording(first, last int) string {
	var b strings.Builder
	b.WriteString(s.phrase(first, last))
	b.WriteByte('|')
	b.WriteByte(' ')
	for i := first; i < last; i++ {
		b.WriteString(s.a.Lower(i))
		b.WriteByte(' ')
	}
	return b.String()
}
