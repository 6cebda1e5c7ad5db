package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// sideCue is a place in a report that speaks for a state being the one that
// sends people away, or the one to which they go.
type sideCue struct {
	state  demarche.State
	sends  bool
	weight float64
	token  int
}

// What a cue is worth. A state that does the sending or receiving says most,
// whose people they are says something, being named only breaks ties.
const (
	sureSide   = 3.0
	likelySide = 2.0
	weakSide   = 1.0
	hintSide   = 0.5
	namedSide  = 0.3
	leadFactor = 2.0 // what it counts more in the head of a report
	leastSide  = 0.5 // what a state needs to be taken for a side
)

// leadSentences are the sentences at the head of a report, with its title, that
// tell what it is about.
const leadSentences = 6

// findSides finds the states that the report's removals come from and go to:
// the pair of states for which its cues say most.
func (s *scene) findSides() {
	from, to := map[demarche.State]float64{}, map[demarche.State]float64{}
	for _, c := range s.sideCues() {
		if c.sends {
			from[c.state] += c.weight
		} else {
			to[c.state] += c.weight
		}
	}
	s.sender, s.receiver = bestPair(from, to)
	s.findReturnees(to)
}

// bestPair gives the two different states with the greatest weight together;
// a side for which too little speaks stays empty.
func bestPair(from, to map[demarche.State]float64) (sender, receiver demarche.State) {
	best := 0.0
	try := func(a, b demarche.State, w float64) {
		if w > best || w == best && (a < sender || a == sender && b < receiver) {
			sender, receiver, best = a, b, w
		}
	}
	for a, x := range from {
		if a == "" || x < leastSide {
			continue
		}
		try(a, "", x)
		for b, y := range to {
			if b != "" && b != a && y >= leastSide {
				try(a, b, x+y)
			}
		}
	}
	for b, y := range to {
		if b != "" && y >= leastSide {
			try("", b, y)
		}
	}
	return sender, receiver
}

// findReturnees finds whose nationals are returned to their own state, if the
// report is about one such state.
func (s *scene) findReturnees(to map[demarche.State]float64) {
	nationals, total := map[demarche.State]int{}, 0
	for m := range s.a.Mentions {
		if e := s.a.Mentions[m].Entity; e != none && s.a.Entities[e].Kind == language.Nationals && s.a.Entities[e].State != "" && s.a.Entities[e].State != s.sender {
			nationals[s.a.Entities[e].State]++
			total++
		}
	}
	if st := heaviest(nationals, s.sender); st != "" && 3*nationals[st] >= 2*total && (st == s.receiver || to[st] >= weakSide) {
		s.returnees = st
	}
}

// sideCues collects the cues of clauses, of nouns and of mere names.
func (s *scene) sideCues() []sideCue {
	var cues []sideCue
	add := func(state demarche.State, sends bool, weight float64, token int) {
		if state != "" {
			if s.a.Tokens[token].Sentence < leadSentences {
				weight *= leadFactor
			}
			cues = append(cues, sideCue{state, sends, weight, token})
		}
	}
	for n := range s.cs.List {
		s.clauseSideCues(n, add)
	}
	for i := range s.a.Tokens {
		s.nounSideCues(i, add)
	}
	return cues
}

// clauseSideCues gives the cues of one clause: who removes people from where to
// where, who receives them, who presses whom to.
func (s *scene) clauseSideCues(n int, add func(demarche.State, bool, float64, int)) {
	c := &s.cs.List[n]
	p, acts := s.subject(n)
	people := c.Object != none && (s.isPeople(c.Object) || s.isAircraft(c.Object))
	var own []demarche.State
	if c.Object != none {
		own = s.nationalsOf(c.Object)
	}
	switch {
	case s.words.receive[c.Lemma] && people && (!s.words.light[c.Lemma] || s.surelyPeople(c.Object)) && !s.removes(c, p, own):
		if acts {
			add(p.state, false, likelySide, c.Head)
		}
		if o := c.With("from"); o != none && s.placeState(o) != p.state {
			add(s.placeState(o), true, likelySide, c.Head)
		}
		if k := s.presser(n); k != "" && k != p.state {
			add(k, true, likelySide, c.Head)
		}
	case s.words.removal[c.Lemma], s.words.send[c.Lemma] && people && !s.isAircraft(c.Object): // a plane is sent by either side
		if acts && len(own) > 0 && own[0] == p.state {
			add(p.state, false, likelySide, c.Head) // who brings its own people home
		} else if acts {
			add(p.state, true, sureSide, c.Head)
		}
		if o := c.With("from", "by"); o != none {
			add(s.placeState(o), true, likelySide, c.Head)
		}
		if o := c.With("to", "into"); o != none {
			add(s.placeState(o), false, sureSide, c.Head)
		}
	case s.words.arrive[c.Lemma] && c.Subject != none && (s.isAircraft(c.Subject) || s.surelyPeople(c.Subject)):
		if o := c.With("from"); o != none {
			add(s.placeState(o), true, likelySide, c.Head)
		}
		if o := c.With("in", "to", "at"); o != none {
			add(s.placeState(o), false, weakSide, c.Head)
		}
	}
}

// removes reports whether a verb that can mean receiving means sending away
// here: "repatriated 200 Afghans", said of another state.
func (s *scene) removes(c *clause.Clause, p party, own []demarche.State) bool {
	return s.words.removal[c.Lemma] && !(len(own) > 0 && own[0] == p.state)
}

// presser gives the state that wants what clause n says done by another: that
// of the subject of "urged it to take them back".
func (s *scene) presser(n int) demarche.State {
	c := &s.cs.List[n]
	if c.Parent == none || c.Relation.Core() != language.Xcomp && c.Relation.Core() != language.Ccomp {
		return ""
	}
	above := &s.cs.List[c.Parent]
	switch above.Lemma {
	case "urge", "ask", "press", "pressure", "demand", "want", "tell", "order", "request", "force", "persuade", "require", "call", "threaten", "insist", "expect":
	default:
		return ""
	}
	if p, ok := s.actor(above.Subject); ok {
		return p.state
	}
	return ""
}

// nounSideCues gives the cues of the noun phrase of token i: "US deportation
// flights to Honduras", "the return of Iraqis from Germany", "its citizens".
func (s *scene) nounSideCues(i int, add func(demarche.State, bool, float64, int)) {
	l := s.lemma(i)
	u := s.a.Tokens[i].UPOS
	if u != language.NOUN && u != language.PROPN {
		return
	}
	if s.topic[s.a.Tokens[i].Sentence] {
		if p, ok := s.actor(i); ok && p.state != "" {
			add(p.state, true, namedSide, i)
			add(p.state, false, namedSide/3, i)
		}
	}
	moving := s.words.moving[l] || s.words.aircraft[l]
	people := s.words.moved[l] || s.words.own[l] || s.words.general[l]
	if people && s.words.own[l] {
		add(s.ownerOf(i), false, hintSide, i)
	}
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none && s.topic[s.a.Tokens[i].Sentence] {
		if en := &s.a.Entities[s.a.Mentions[m].Entity]; en.Kind == language.Nationals {
			add(en.State, false, hintSide, i)
			people = true
		}
	}
	if !moving && !people {
		return
	}
	for k := range s.a.Children(i) {
		switch s.a.Tokens[k].Rel.Core() {
		case language.Amod, language.Compound, language.Nmod:
		default:
			continue
		}
		prep := clause.Preposition(s.a, k)
		if people && !moving {
			if st := s.placeState(k); st != "" && (prep == "in" || prep == "from" && s.words.moved[l]) {
				add(st, true, hintSide, i)
			}
			continue
		}
		p, ok := s.party(k)
		if !ok {
			p.state = s.placeState(k)
		}
		if p.state == "" || p.kind == language.Nationals {
			continue
		}
		switch prep {
		case "", "from", "by":
			add(p.state, true, weakSide, i)
		case "to", "into":
			add(p.state, false, likelySide, i)
		}
	}
}
