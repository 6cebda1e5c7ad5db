package answers

import (
	"cmp"
	"fmt"
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
	position         *demarche.Position
	earliest, latest demarche.Date // the days between which it was said; both empty if nothing tells
	word             Word
	place            string           // folded
	nationals        []demarche.State // those named other than the state itself
}

func newFact(e demarche.Entry, p *demarche.Position) *fact {
	f := &fact{Item: newItem(e), position: p, place: foldPlace(string(p.Place))}
	if f.Day.Known() {
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
	return cmp.Or(cmp.Compare(x.position.State, y.position.State), cmp.Compare(y.latest, x.latest),
		cmp.Compare(y.earliest, x.earliest), cmp.Compare(y.word.rank(), x.word.rank()), cmp.Compare(x.ID(), y.ID()))
}

// cell is a question at its smallest: one kind of people, one nationality, one
// means, one place, one sender. A field that is empty or "any" asks the
// general question, which only a position that is as general answers.
type cell struct {
	people      demarche.People
	nationality demarche.State // of third-country nationals; empty for those in general
	means       demarche.Means
	place       string         // folded; empty for no place in particular
	placeName   string         // as asked
	placeWithin bool           // the place lies in the state itself
	sender      demarche.State // noSender for positions that name none
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
	WhyWeaker       Why = "weaker"        // the report's voice, where the state spoke on the same day
	WhyUndecided    Why = "undecided"     // "unsettled", where a decision is reported of the same day
)

var whyOrder = []Why{
	WhyRejected, WhyOtherSender, WhyOtherPeople, WhyOtherMeans, WhyOtherPlace, WhySilent, WhyLater, WhyPerhapsLater,
	WhyOtherWord, WhyGeneral, WhyCrossed, WhyEarlier, WhyWeaker, WhyUndecided,
}

func (f *fact) passed(why Why, before *fact, format string, args ...any) Passed {
	p := Passed{Item: f.Item, Why: why, Reason: fmt.Sprintf(format, args...)}
	if before != nil {
		p.For = before.ID()
	}
	return p
}

// answers reports whether the position bears on the cell on a day, and if not, why.
func (f *fact) answers(c cell, on demarche.Date) (Passed, bool) {
	p := f.position
	switch {
	case f.Review == demarche.Rejected:
		return f.passed(WhyRejected, nil, "rejected in review"), false
	case p.From != "" && p.From != c.sender:
		return f.passed(WhyOtherSender, nil, "concerns people sent by %s", p.From), false
	case p.People != demarche.AnyPeople && p.People != c.people:
		return f.passed(WhyOtherPeople, nil, "concerns %s nationals", p.People), false
	case len(f.nationals) > 0 && !slices.Contains(f.nationals, c.nationality):
		return f.passed(WhyOtherPeople, nil, "concerns nationals of %s only", join(f.nationals)), false
	case p.Means != demarche.MeansAny && p.Means != c.means:
		return f.passed(WhyOtherMeans, nil, "concerns %s only", p.Means), false
	case f.place != "" && f.place != c.place:
		return f.passed(WhyOtherPlace, nil, "holds for %s only", p.Place), false
	case f.place == "" && c.place != "" && !c.placeWithin && p.Stance != demarche.Refuse:
		return f.passed(WhySilent, nil, "says nothing of %s", c.placeName), false
	case f.earliest > on:
		return f.passed(WhyLater, nil, "of %s, after %s", f.Day, on), false
	case f.latest > on:
		return f.passed(WhyPerhapsLater, nil, "known only as of %s: not certain by %s", f.Day, on), false
	}
	return Passed{}, true
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
