package answers

import (
	"cmp"
	"slices"
	"strings"

	"demarche"
)

// Word says whose word a position is.
type Word string

// The kinds of word, strongest first.
const (
	OwnWord    Word = "own"    // the state says it of itself
	ReportWord Word = "report" // the report says it in its own voice
	OtherWord  Word = "other"  // another says it of the state
)

func (w Word) rank() int {
	return slices.Index([]Word{OtherWord, ReportWord, OwnWord}, w)
}

// fact is a position made ready for comparison.
type fact struct {
	Item
	number           int // among the positions of its state, in the order of Answers.positions
	position         *demarche.Position
	earliest, latest demarche.Date // the days between which it was said; both empty if nothing tells
	word             Word
	place            string           // folded
	nationals        []demarche.State // those named other than the state itself
	topics           *topics          // of the positions among which it is numbered
}

func newFact(e demarche.Entry, p *demarche.Position) *fact {
	f := &fact{Item: NewItem(e), position: p, place: foldPlace(string(p.Place))}
	f.written = &written{}
	switch {
	case f.Day.IsDay():
		f.earliest, f.latest = f.Day, f.Day
	case f.Day.Known():
		f.earliest, f.latest = demarche.Day(f.Day.First()), demarche.Day(f.Day.Last())
		// A report cannot tell what was said after it appeared.
		if e.Publish.IsDay() && e.Publish >= f.earliest && e.Publish < f.latest {
			f.latest = e.Publish
		}
	}
	switch by := p.By; {
	case by == nil || *by == (demarche.Speaker{}):
		f.word = ReportWord
	case by.State == p.State:
		f.word = OwnWord
	default:
		f.word = OtherWord
	}
	f.nationals = slices.DeleteFunc(slices.Clone(p.Nationals), func(s demarche.State) bool { return s == p.State })
	return f
}

// compareFacts puts newer before older, stronger words before weaker ones, and
// is the same whatever the order of import.
func compareFacts(x, y *fact) int {
	for _, c := range [...]int{cmp.Compare(x.position.State, y.position.State), cmp.Compare(y.latest, x.latest), cmp.Compare(y.earliest, x.earliest)} {
		if c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(y.word.rank(), x.word.rank()), cmp.Compare(x.ID(), y.ID()))
}

// cell is a question at its smallest: one kind of people, one nationality, one
// means, one place, one sender. A field that is empty or "any" asks the
// general question, which only a position that is as general answers.
type cell struct {
	people      demarche.People
	nationality demarche.State // of third-country nationals; empty for those in general
	means       demarche.Means
	place       string         // folded; empty for no place in particular
	placeWithin bool           // the place lies in the state itself
	sender      demarche.State // noSender for positions that name none
	briefly     bool           // why positions drop out is not asked
}

// noSender stands for no sending state in particular.
const noSender demarche.State = "-"

// from gives the sender as answers show it.
func (c cell) from() demarche.State {
	if c.sender == noSender {
		return ""
	}
	return c.sender
}

// Passed says why an entry does not decide an answer.
type Passed struct {
	Item   Item   `json:"entry"`
	Why    Why    `json:"why"`
	Reason string `json:"reason"`        // in words
	For    string `json:"for,omitempty"` // id of the entry that stands before it
}

// Why names a rule of docs/semantics.md by which an entry is passed over.
type Why string

// The rules, in the order in which they are applied.
const (
	WhyRejected     Why = "rejected"      // a reviewer rejected it
	WhyOtherSender  Why = "other_sender"  // it concerns another sending state
	WhyOtherPeople  Why = "other_people"  // it concerns other people
	WhyOtherMeans   Why = "other_means"   // it concerns other means
	WhyOtherPlace   Why = "other_place"   // it concerns a certain place only
	WhySilent       Why = "silent"        // an acceptance in general that does not mention the place asked about
	WhyLater        Why = "after"         // said after the day asked about
	WhyPerhapsLater Why = "perhaps_after" // not certain to have been said by that day
	WhyOtherWord    Why = "other_word"    // another's word, where the state has spoken
	WhyGeneral      Why = "general"       // a more specific position answers
	WhyCrossed      Why = "crossed"       // an acceptance met by a refusal that is more specific in one respect
	WhyEarlier      Why = "earlier"       // a later position answers
	WhyWeaker       Why = "weaker"        // the report's voice, where the state spoke at the same time
	WhyUndecided    Why = "undecided"     // "unsettled", where a decision is reported of the same time
)

// notPassed stands for a position on which the answer rests.
const notPassed Why = ""

var whyOrder = []Why{
	notPassed, WhyRejected, WhyOtherSender, WhyOtherPeople, WhyOtherMeans, WhyOtherPlace, WhySilent, WhyLater, WhyPerhapsLater,
	WhyOtherWord, WhyGeneral, WhyCrossed, WhyEarlier, WhyWeaker, WhyUndecided,
}

// pass is why a position dropped out of one cell, and which stands before it,
// in numbers: a question about a state that is in the news for years makes
// hundreds of thousands of these.
type pass struct {
	why    uint8 // place in whyOrder
	before int32 // number of the fact after 0; 0 for none
}

// passedBy says by which rule a position dropped out; before may be nil.
func passedBy(why Why, before *fact) pass {
	p := pass{why: uint8(slices.Index(whyOrder, why))}
	if before != nil {
		p.before = int32(before.number) + 1
	}
	return p
}

// passed puts into words why a position dropped out of the answer to a
// question; facts are all positions of the state.
func (f *fact) passed(p pass, facts []*fact, q Question) Passed {
	out := Passed{Item: f.Item, Why: whyOrder[p.why]}
	before := ""
	if p.before > 0 {
		before = facts[p.before-1].ID()
		out.For = before
	}
	switch out.Why {
	case WhyRejected:
		out.Reason = "rejected in review"
	case WhyOtherSender:
		out.Reason = "concerns people sent by " + string(f.position.From)
	case WhyOtherPeople:
		out.Reason = "concerns " + string(f.position.People) + " nationals"
		if len(f.nationals) > 0 {
			out.Reason = "concerns nationals of " + join(f.nationals) + " only"
		}
	case WhyOtherMeans:
		out.Reason = "concerns " + strings.ReplaceAll(string(f.position.Means), "_", " ") + " only"
	case WhyOtherPlace:
		out.Reason = "holds for " + string(f.position.Place) + " only"
	case WhySilent:
		out.Reason = "says nothing of " + string(q.Place)
	case WhyLater:
		out.Reason = "of " + string(f.Day) + ", after " + string(q.On)
	case WhyPerhapsLater:
		out.Reason = "known only as of " + string(f.Day) + ": not certain by " + string(q.On)
	case WhyOtherWord:
		out.Reason = "the word of " + speaker(f.position.By) + ", not of " + string(f.position.State)
	case WhyGeneral:
		out.Reason = "more general than " + before
	case WhyCrossed:
		out.Reason = "general where " + before + " is specific, which is decided against consent"
	case WhyEarlier:
		out.Reason = before + " is later"
	case WhyWeaker:
		out.Reason = "the report's own voice; " + before + " is the state's word of the same time"
	case WhyUndecided:
		out.Reason = "unsettled; " + before + " reports a decision of the same time"
	}
	return out
}

// drops gives the rule by which the position does not bear on the cell on a
// day, notPassed if it does.
func (f *fact) drops(c cell, on demarche.Date) Why {
	if f.Review == demarche.Rejected {
		return WhyRejected
	}
	if why := f.elsewhere(c); why != notPassed {
		return why
	}
	switch {
	case f.earliest > on:
		return WhyLater
	case f.latest > on:
		return WhyPerhapsLater
	}
	return notPassed
}

// elsewhere gives the rule by which the position does not bear on the cell on
// any day, notPassed if it does.
func (f *fact) elsewhere(c cell) Why {
	p := f.position
	switch {
	case p.From != "" && p.From != c.sender:
		return WhyOtherSender
	case p.People != demarche.AnyPeople && p.People != c.people,
		len(f.nationals) > 0 && !slices.Contains(f.nationals, c.nationality):
		return WhyOtherPeople
	case p.Means != demarche.MeansAny && p.Means != c.means:
		return WhyOtherMeans
	case f.place != "" && f.place != c.place:
		return WhyOtherPlace
	case f.place == "" && c.place != "" && !c.placeWithin && p.Stance != demarche.Refuse:
		return WhySilent
	}
	return notPassed
}

// specificity says in which respects a position is specific: place, people, means.
type specificity [3]int

func (f *fact) specificity() specificity {
	var s specificity
	if f.place != "" {
		s[0] = 1
	}
	if f.position.People != demarche.AnyPeople {
		s[1] = 1
	}
	if len(f.nationals) > 0 {
		s[1] = 2
	}
	if f.position.Means != demarche.MeansAny {
		s[2] = 1
	}
	return s
}

// below reports whether t is at least as specific as s in every respect and more so in one.
func (s specificity) below(t specificity) bool {
	for i := range s {
		if s[i] > t[i] {
			return false
		}
	}
	return s != t
}

func join[T ~string](ss []T) string {
	out := make([]string, len(ss))
	for i, s := range ss {
		out[i] = string(s)
	}
	return strings.Join(out, ", ")
}
