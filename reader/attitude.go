package reader

import (
	"demarche/language"
	"demarche/reader/clause"
)

// attitude is what stands over a predicate or noun: whether its subject is
// willing, refuses, or has not decided, and how often that is negated.
type attitude struct {
	willing   bool
	refusing  bool
	unsettled bool
	negated   bool
	blocked   bool // inside a condition, a question, a denial or a wish: no stance
	asked     bool // what stands in the question or wish is what somebody asks for
	reserved  bool // it keeps the choice: "reserves the right to accept or reject"
	bound     bool // a document binds the subject to it, or lets another do it
	whether   bool // in an open question, which only an undecided governor makes a stance
	wished    bool // under a noun of wish ("request to"), which its governor may refuse or grant
	modal     string
	steps     []string
	top       int // the highest clause of the chain
	stander   int // a noun phrase that the chain itself names as whose attitude it is, none
	counted   int // the clause whose negation a noun in it has already taken over, none
	wish      int // the noun of the wish, where there is one
}

// told reports whether the chain has named an attitude.
func (at *attitude) told() bool { return at.willing || at.refusing || at.unsettled }

// attitudeOver reads the chain of governors over clause n.
func (s *scene) attitudeOver(n int) attitude {
	c := &s.cs.List[n]
	if p := c.Parent; p != none && c.Relation.Core() == language.Conj && c.Infinite && s.cs.List[p].Infinite && c.Mark == "" {
		at := s.attitudeOver(p) // "agreed to receive and house": both under one governor
		at.negated = at.negated != c.Negated
		return at
	}
	at := attitude{negated: c.Negated, modal: c.Modal, top: n, stander: none, counted: none, wish: none}
	at.meet(s, n)
	if c.Mark == "to" && c.Relation.Core() == language.Root && c.Subject != none {
		at.modal = "will" // a headline: "Colombia to take deportees"
	}
	at.readNoun(s, n)
	if at.whether && s.decidesSingly(c.Parent) {
		at.whether, at.willing, at.reserved = false, true, true
		at.top = c.Parent
	}
	if c.Relation == language.AclRelcl && s.isWeighed(c.Parent) {
		at.unsettled = true // "still negotiating over the number whom it would take"
	}
	at.climb(s)
	at.answerWish(s, n)
	if !at.told() && !at.blocked && c.Mark == "to" {
		at.readLeft(s, n)
	}
	at.settle()
	return at
}

// answerWish reads the predicate that has the noun of a wish as its object, where
// the parse has not hung what is wished on it: "turned down a proposal that it
// lodge them, a spokesman said".
func (at *attitude) answerWish(s *scene, n int) {
	if !at.wished || at.wish == none {
		return
	}
	p := s.cs.Of(at.wish)
	if p == none || p == n || s.cs.List[p].Object != at.wish || s.cs.List[p].Head > s.cs.List[n].Head || s.isHypothetical(p) {
		return
	}
	if at.read(s, &s.cs.List[p], &s.cs.List[n]) {
		at.top = p
	}
}

// isWeighed reports whether clause n tells of something not settled yet.
func (s *scene) isWeighed(n int) bool {
	return n != none && s.words.unsettled[s.cs.List[n].Lemma] && !s.cs.List[n].Negated
}

// settle closes what the chain has left open: nobody has answered the question
// or granted the wish.
func (at *attitude) settle() {
	if at.reserved {
		at.negated, at.refusing = false, false
	}
	if at.whether && !at.unsettled || at.wished {
		at.blocked = true
	}
}

// climb reads one governor after the other for as long as they tell an attitude.
func (at *attitude) climb(s *scene) {
	for p := range s.cs.Above(at.top) {
		low, high := &s.cs.List[at.top], &s.cs.List[p]
		if s.isPurpose(low, high) {
			at.modal, at.negated = high.Modal, at.negated != high.Negated
		}
		if !s.complements(low, high) || !at.read(s, high, low) {
			return
		}
		at.meet(s, p)
		at.top = p
		at.readNoun(s, p)
	}
}

// complements reports whether clause low can be what clause high is about:
// its complement, not a clause of time or place beside it.
func (s *scene) complements(low, high *clause.Clause) bool {
	switch low.Relation.Core() {
	case language.Xcomp, language.Ccomp, language.Csubj, language.Nsubj:
		return true
	case language.Acl:
		return low.Relation != language.AclRelcl
	case language.Advcl:
		return low.Mark != "after" && low.Mark != "before" && low.Mark != "since" && (s.tells(high) || s.goesOn(low, high))
	case language.Conj: // the parse joins "considering whether" so
		return low.Mark == "whether"
	}
	return false
}

// isPurpose reports whether clause low is what a vehicle is sent for: "would
// send its own planes to fetch them".
func (s *scene) isPurpose(low, high *clause.Clause) bool {
	return low.Mark == "to" && low.Modal == "" && high.Modal != "" && s.words.send[high.Lemma] && s.isVehicleNoun(high.Object)
}

func (s *scene) isVehicleNoun(i int) bool {
	if i == none {
		return false
	}
	_, ok := s.vehicleAt(i)
	return ok || s.isAircraft(i)
}

// tells reports whether a predicate tells an attitude to what it governs.
func (s *scene) tells(c *clause.Clause) bool {
	w := s.words
	l, v := c.Lemma, c.Verb()
	if s.isOutOfQuestion(c) || s.isBrought(c) || s.isPaid(c) || v == "like" || v == "threaten" || v == "warn" || v == "pay" && c.Passive || v == "use" && c.Past {
		return true
	}
	return w.willing[l] || w.willing[v] || w.refuse[l] || w.refuse[v] || w.unsettled[l] || w.deny[v] || w.hard[l] || w.settle[v]
}

func (s *scene) goesOn(low, high *clause.Clause) bool { return low.Mark == "on" && high.Lemma == "go" }

// read takes one governor into the attitude; false if it tells none.
func (at *attitude) read(s *scene, high, low *clause.Clause) bool {
	w := s.words
	l, v := high.Lemma, high.Verb()
	if at.wished { // "accepted a request to", "would not bow to pressure to"
		switch {
		case w.refuse[l] || w.refuse[v]:
			at.wished, at.refusing = false, true
			at.governed(s, high, "a wish refused")
			return true
		case w.assent[l] || l == "agree":
			at.wished, at.willing = false, true
			at.governed(s, high, "a wish granted")
			return true
		case w.unsettled[l]:
			at.wished, at.unsettled = false, true
			at.governed(s, high, "a wish not settled")
			return true
		}
		return false
	}
	switch {
	case s.cs.At(high.Head) == at.counted && w.deny[v]:
		return true // "does not dispute its duty": read with the noun
	case w.deny[v] && high.Negated:
		return false
	case v == "deny" && low.Mark == "that" && (low.Modal == "would" || low.Modal == "will"):
		at.refusing = true // "denied that it would take them in"
	case w.deny[v] && !w.refuse[l], v == "deny":
		at.blocked = true
	case w.settle[v] && s.isYet(high), at.whether && (w.settle[v] && (high.Negated || high.Modal == "will" || high.Modal == "would" || high.Infinite) || w.unsettled[l]):
		at.unsettled = true
		at.steps = append(at.steps, "whether, under \""+l+"\": not settled")
		return true // not negated: "has not decided"
	case s.goesOn(low, high):
		at.willing = true
	case v == "use" && low.Mark == "to" && high.Past:
		at.willing = true // "used to take them back"
	case v == "go" && low.Mark == "to" && s.a.Tokens[high.Head].XPOS == language.TagVBG: // "is not going to"
		at.negated = at.negated != high.Negated
		at.modal = "will"
		return true
	case v == "threaten" || v == "warn":
		at.blocked = true
	case s.isOutOfQuestion(high):
		at.refusing = true
		at.steps = append(at.steps, "out of the question: refusal")
		return true
	case w.hard[l]:
		at.refusing = !high.Negated
		at.willing = high.Negated
		at.stander = high.With("for")
		at.steps = append(at.steps, "under \""+l+"\": refusal")
		return true
	case w.bind[v] && (s.isPact(high) || high.Passive && (v == "oblige" || v == "bind" || v == "commit" || v == "obligate")):
		at.willing, at.bound, at.blocked = true, true, false
		if p, ok := s.actor(high.Object); ok && p.state != "" {
			at.stander = high.Object // "Fredonia, bound by a treaty to"
		}
	case (l == "rule out" || l == "exclude") && high.Negated && !high.Past:
		at.unsettled = true // "does not rule out receiving" leaves it open
		at.steps = append(at.steps, "under \""+l+"\", denied: not settled")
		return true
	case l == "rule out" && high.Negated:
		at.blocked = true
	case w.refuse[l] || w.refuse[v]:
		at.refusing = true
	case s.wantsOther(high, low):
		at.blocked, at.asked = true, true
	case v == "pay" && high.Passive, s.isBrought(high), s.isPaid(high): // "is paid to receive", "was persuaded to"
		at.willing = true
	case s.isNotBoundYet(high):
		at.unsettled = true
		at.steps = append(at.steps, "under \""+l+"\", not yet done: not settled")
		return true
	case w.willing[l] || w.willing[v]:
		at.willing = true
	case w.unsettled[l]:
		at.unsettled = true
	default:
		return false
	}
	at.governed(s, high, "")
	return true
}

// isOutOfQuestion reports whether a clause puts a thing out of the question.
func (s *scene) isOutOfQuestion(c *clause.Clause) bool {
	return s.words.unwelcome[clause.Preposition(s.a, c.Head)+" the "+c.Lemma]
}

// governed notes the governor and takes over its negation and modality.
func (at *attitude) governed(s *scene, high *clause.Clause, what string) {
	if what == "" {
		switch {
		case at.unsettled:
			what = "not settled"
		case at.refusing:
			what = "refusal"
		default:
			what = "willingness"
		}
	}
	at.steps = append(at.steps, "under \""+high.Lemma+"\": "+what)
	if s.cs.At(high.Head) != at.counted {
		at.negated = at.negated != high.Negated
	}
	if at.modal == "" {
		at.modal = high.Modal
	}
}

// wantsOther reports whether a predicate of wanting is about what another does:
// "wants Chad to take them", "hopes that Chad will".
func (s *scene) wantsOther(high, low *clause.Clause) bool {
	switch high.Verb() {
	case "want", "expect", "wish", "like", "hope", "prefer", "intend", "plan":
	default:
		return false
	}
	if p, ok := s.actor(high.Object); ok && p.state != "" && !high.Passive {
		return true
	}
	if low.Subject == none || high.Subject == none || low.Passive {
		return false
	}
	a, okA := s.actor(low.Subject)
	b, okB := s.actor(high.Subject)
	return okA && okB && a.state != b.state
}

// meet notes what clause n itself says of its reality: a condition, a question,
// a demand, something not said.
func (at *attitude) meet(s *scene, n int) {
	c := &s.cs.List[n]
	switch c.Mark {
	case "whether":
		at.whether = true
		return
	case "against":
		at.refusing = true
		return
	}
	if c.Mark == "if" && c.Relation.Core() == language.Ccomp {
		at.whether = true
		return
	}
	if !s.isHypothetical(n) {
		return
	}
	if s.isSuggested(n) {
		at.wished = true // "rejected the idea that it should take them in"
		return
	}
	if p := c.Parent; p != none && s.words.bind[s.cs.List[p].Verb()] && s.isPact(&s.cs.List[p]) {
		return // "requires Tunisia to take them back"
	}
	if p := c.Parent; p != none && s.cs.List[p].Verb() == "ask" && !s.asksSomebody(&s.cs.List[p]) && c.Modal == "" {
		return // "asked for time to consider"
	}
	at.blocked = true
	if p := c.Parent; p != none && c.Relation.Core() == language.Xcomp {
		at.asked = true
	}
}

// isSuggested reports whether clause n tells what an idea or a demand is that the
// clause above it takes a stance to.
func (s *scene) isSuggested(n int) bool {
	c := &s.cs.List[n]
	if c.Modal != "should" && c.Modal != "must" || c.Parent == none {
		return false
	}
	p := &s.cs.List[c.Parent]
	return p.Object != none && p.Object < c.Head && s.words.wishNouns[s.lemma(p.Object)]
}

// asksSomebody reports whether a clause of asking says who is asked.
func (s *scene) asksSomebody(c *clause.Clause) bool {
	return c.Object != none || c.Indirect != none || c.With("for") == none
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
	if s.isProvided(c) {
		return true
	}
	if p := c.Parent; p != none && c.Relation.Core() == language.Ccomp && s.cs.List[p].Negated {
		switch s.cs.List[p].Verb() {
		case "say", "disclose", "know", "reveal", "specify", "explain", "clear", "confirm":
			return true // what it did not say
		}
	}
	if p := c.Parent; p != none && (c.Relation.Core() == language.Xcomp || c.Infinite && c.Mark == "to") && !s.isBrought(&s.cs.List[p]) && !s.wantsItself(c, &s.cs.List[p]) {
		switch s.cs.List[p].Verb() {
		case "ask", "urge", "press", "tell", "force", "want", "request", "demand", "get", "persuade", "call", "require", "pressure", "seek":
			return true
		}
	}
	return false
}
