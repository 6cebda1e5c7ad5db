package answers

import (
	"context"
	"fmt"
	"math"
	"slices"

	"demarche"
	"demarche/events"
)

// Verdict is the answer to whether a state would take people.
type Verdict string

// The verdicts.
const (
	Yes          Verdict = "yes"
	YesWithTerms Verdict = "yes_with_terms" // on conditions, or by certain means or for certain people only
	No           Verdict = "no"
	Disputed     Verdict = "contested"
	Undecided    Verdict = "unsettled"
	Unknown      Verdict = "unknown"
)

// Question asks whether a state would take people. Empty fields mean that
// nothing is said: any people, any means, no place in particular, any sender, today.
type Question struct {
	State     demarche.State    `json:"state"`
	People    demarche.People   `json:"people"`
	Means     demarche.Means    `json:"means"`
	Nationals []demarche.State  `json:"nationals"`
	Place     demarche.Optional `json:"place"`
	PlaceIn   demarche.State    `json:"place_in"` // the state in which the place lies, if known
	From      demarche.State    `json:"from"`
	On        demarche.Date     `json:"on"`

	briefly bool             // why positions drop out is not asked, or only once the answer is there
	noting  bool             // outcomes note the cells that were asked about
	cells   map[cell]outcome // what was found of questions at their smallest; nil to remember nothing

	Conditions Conditions `json:"conditions"` // how a proposed movement would be done

	caps caps // what the ledger tells of a number at most
}

// Answer says whether a state would take people, and why.
type Answer struct {
	Question      Question         `json:"question"`
	Verdict       Verdict          `json:"verdict"`
	Terms         []demarche.Term  `json:"terms"` // conditions that the question does not meet by itself
	Reason        string           `json:"reason"`
	Word          Word             `json:"word"` // whose word the newest entry is
	Since         demarche.Date    `json:"since"`
	Entries       []Item           `json:"entries"` // what the verdict rests on, newest first
	Weighed       []TermAnswer     `json:"weighed"` // every term of these entries, held against the question
	Parts         []Part           `json:"parts"`   // where the question has several parts, the answer to each
	Others        []Item           `json:"others"`  // what others said about it, newest first
	PassedOver    []Passed         `json:"passed_over"`
	Silences      []Item           `json:"silences"` // what the state is reported not to have said, shown where the verdict is unknown
	Review        Reviewed         `json:"review"`
	Corroboration events.Witnesses `json:"corroboration"` // of the entries; a copy adds nothing
}

// Part is the answer to a part of a question.
type Part struct {
	People      demarche.People `json:"people"`
	Nationality demarche.State  `json:"nationality"`
	From        demarche.State  `json:"from"`
	Means       demarche.Means  `json:"means"`
	Verdict     Verdict         `json:"verdict"`
	Terms       []demarche.Term `json:"terms"`
	Entries     []string        `json:"entries"`
}

// Would answers whether a state would take certain people by certain means, by
// the rules of docs/semantics.md.
func (a *Answers) Would(ctx context.Context, q Question) (Answer, error) {
	ans, _, err := a.WouldPart(ctx, q, math.MaxInt)
	return ans, err
}

// Beside counts what an answer does not rest on, in full.
type Beside struct {
	PassedOver int `json:"passed_over"`
	Silences   int `json:"silences"`
}

// WouldPart does what Would does, and lists so many positions that are passed
// over and so many silences at most, the newest, with how many there are. Of a
// state that is in the news for years there are thousands.
func (a *Answers) WouldPart(ctx context.Context, q Question, most int) (ans Answer, all Beside, err error) {
	day, err := a.day(q.On)
	if err != nil {
		return Answer{}, all, err
	}
	q.On = day
	if err := q.complete(); err != nil {
		return Answer{}, all, err
	}
	facts, err := a.positions(ctx, q.State)
	if err != nil {
		return Answer{}, all, err
	}
	if slices.ContainsFunc(facts, func(f *fact) bool { return slices.Contains(f.position.Terms, capTerm) }) {
		if q.caps, err = a.capsOf(ctx, q); err != nil {
			return Answer{}, all, err
		}
	}
	o := weigh(facts, q.briefAndNoting())
	ans = Answer{
		Question: q, Verdict: o.verdict, Terms: o.terms, Reason: o.reason, Since: since(o.basis),
		Entries: items(o.basis), Others: items(o.others), Parts: mergeParts(o.parts),
		Silences: []Item{}, Review: reviewed(o.basis), Weighed: q.termAnswers(o.basis),
	}
	ans.PassedOver, all.PassedOver = o.passedOver(facts, q, most)
	if len(o.basis) > 0 {
		ans.Word = o.basis[0].word
	}
	documents := make([]string, len(o.basis))
	for i, f := range o.basis {
		documents[i] = f.Document
	}
	if ans.Corroboration, err = a.sources.count(ctx, documents); err != nil {
		return Answer{}, all, err
	}
	if ans.Verdict == Unknown {
		ans.Reason = inPart(ans)
	}
	known, err := a.knownUntil(ctx, q.On, o.basis)
	if err != nil {
		return Answer{}, all, err
	}
	ans.Reason += known
	if ans.Verdict == Unknown {
		ans.Silences, all.Silences, err = a.silences(ctx, q, most)
	}
	return ans, all, err
}

// complete checks the question and fills in what follows from the rest.
func (q *Question) complete() error {
	invalid := func(format string, args ...any) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "would", Detail: fmt.Sprintf(format, args...), Hint: "name one state, people as own, third or any, and only nationals that these people can be"}
	}
	if q.State == "" {
		return invalid("no state given")
	}
	if q.Nationals == nil {
		q.Nationals = []demarche.State{}
	}
	if q.People == "" {
		q.People = demarche.AnyPeople
		if others := slices.DeleteFunc(slices.Clone(q.Nationals), func(s demarche.State) bool { return s == q.State }); len(q.Nationals) > 0 {
			switch len(others) {
			case 0:
				q.People = demarche.OwnNationals
			case len(q.Nationals):
				q.People = demarche.ThirdNationals
			}
		}
	}
	if q.Means == "" || q.Means == demarche.MeansUnknown {
		q.Means = demarche.MeansAny
	}
	switch {
	case !slices.Contains(peopleOrder(), q.People):
		return invalid("people %q is not one of own, third, any", q.People)
	case !slices.Contains(meansOrder(), q.Means):
		return invalid("means %q is not one of %s", q.Means, join(meansOrder()))
	case q.From == q.State:
		return invalid("%s does not send people to itself", q.State)
	case q.People == demarche.OwnNationals && slices.ContainsFunc(q.Nationals, func(s demarche.State) bool { return s != q.State }):
		return invalid("own nationals of %s cannot be nationals of %s", q.State, join(q.Nationals))
	case q.People == demarche.ThirdNationals && slices.Contains(q.Nationals, q.State):
		return invalid("third-country nationals cannot be nationals of %s itself", q.State)
	}
	return q.Conditions.check()
}

// silences lists what the state is reported not to have said or answered by
// the day of the question, the newest first and so many at most, and counts them.
func (a *Answers) silences(ctx context.Context, q Question, most int) ([]Item, int, error) {
	gaps, err := a.sources.silences(ctx, q.State)
	if err != nil {
		return nil, 0, err
	}
	out, all := []Item{}, 0
	for _, g := range slices.Backward(gaps) {
		if g.Publish > q.On {
			continue
		}
		if all++; len(out) < most {
			out = append(out, g)
		}
	}
	return out, all, nil
}

// outcome is what a question, or a part of one, comes to.
type outcome struct {
	verdict Verdict
	terms   []demarche.Term
	reason  string
	basis   []*fact
	others  []*fact
	asked   []cell // if that is to be noted: in which positions can have dropped out
	parts   []Part
}

// weigh answers a complete question from the positions of its state.
func weigh(facts []*fact, q Question) outcome {
	var parts []outcome
	if q.People != demarche.ThirdNationals {
		parts = append(parts, weighSenders(facts, q, demarche.OwnNationals, ""))
	}
	if q.People != demarche.OwnNationals {
		named := slices.DeleteFunc(slices.Clone(q.Nationals), func(s demarche.State) bool { return s == q.State })
		slices.Sort(named)
		for _, n := range orNone(slices.Compact(named)) {
			parts = append(parts, weighThird(facts, q, n))
		}
	}
	return all(parts)
}

// weighThird answers for third-country nationals of one nationality, or in
// general. Where a state has spoken of certain nationalities only, the general
// question is answered by what it said of those.
func weighThird(facts []*fact, q Question, nationality demarche.State) outcome {
	o := weighSenders(facts, q, demarche.ThirdNationals, nationality)
	if nationality != "" || o.verdict != Unknown {
		return o
	}
	var named []demarche.State
	for _, f := range facts {
		named = append(named, f.nationals...)
	}
	slices.Sort(named)
	parts := []outcome{o}
	for _, n := range slices.Compact(named) {
		parts = append(parts, weighSenders(facts, q, demarche.ThirdNationals, n))
	}
	return some(parts, "of certain nationalities only")
}

// weighSenders answers for the sender asked about, or for each sender that a
// deciding position names; for none in particular where they name none.
func weighSenders(facts []*fact, q Question, people demarche.People, nationality demarche.State) outcome {
	from := func(s demarche.State) outcome {
		return weighMeans(facts, q, cell{
			people: people, nationality: nationality, place: foldPlace(string(q.Place)), placeWithin: q.PlaceIn == q.State, sender: s, briefly: q.briefly,
		})
	}
	if q.From != "" {
		return from(q.From)
	}
	var named, others []outcome
	for _, s := range append(senders(facts), noSender) {
		o := from(s)
		if slices.ContainsFunc(o.basis, func(f *fact) bool { return f.position.From == s }) {
			named = append(named, o)
		} else {
			others = append(others, o)
		}
	}
	none := others[len(others)-1]
	if len(named) == 0 {
		named = append(named, none)
	}
	o := some(named, "from certain senders only")
	for _, x := range others {
		o.asked = append(o.asked, x.asked...)
	}
	return o
}

// weighMeans answers for the means asked about. Where the means are not said,
// it asks for each: a state that takes people by one means and not by another
// takes them on the condition that the means be right.
func weighMeans(facts []*fact, q Question, c cell) outcome {
	if q.Means != demarche.MeansAny {
		c.means = q.Means
		return weighCell(facts, q, c)
	}
	parts := make([]outcome, 0, len(meansOf()))
	var military Verdict
	for _, m := range meansOf() {
		c.means = m
		o := weighCell(facts, q, c)
		if m == demarche.MilitaryAircraft {
			military = o.verdict
		}
		parts = append(parts, o)
	}
	o := some(parts, "by certain means only")
	if o.verdict == YesWithTerms && military == No {
		o.terms = inOrder(append(o.terms, civilianOnly))
	}
	return o
}

const civilianOnly demarche.Term = "civilian_only"

// weighCell answers a question at its smallest.
func weighCell(facts []*fact, q Question, c cell) outcome {
	had, ok := q.cells[c]
	if !ok {
		had = q.settle(facts, c)
		if q.cells != nil {
			q.cells[c] = had
		}
	}
	return had
}

// settle answers a question at its smallest, as if it had not been asked.
func (q Question) settle(facts []*fact, c cell) outcome {
	r := resolve(facts, c, q.On, false)
	o := outcome{verdict: verdictOf(r.stance), terms: terms(r.basis), reason: r.reason, basis: r.basis, others: r.others}
	if q.noting {
		o.asked = []cell{c}
	}
	switch o.verdict {
	case Yes:
		o.verdict, o.terms, o.reason = q.apply(o.terms, c.means)
		if o.verdict == No {
			o.reason += "; " + string(r.basis[0].position.State) + " set this term " + r.basis[0].inWord()
		}
	case Unknown:
		o.reason = "nothing in the ledger answers this; silence is not consent"
	}
	if o.reason == "" {
		o.reason = because(r)
	}
	o.parts = []Part{{
		People: c.people, Nationality: c.nationality, From: c.from(), Means: c.means,
		Verdict: o.verdict, Terms: o.terms, Entries: ids(o.basis),
	}}
	return o
}

// because says in words whose word the answer is.
func because(r resolution) string {
	f := r.basis[0]
	verb := map[demarche.Stance]string{demarche.Accept: "accepts", demarche.Refuse: "refuses", demarche.Unsettled: "has not decided"}[r.stance]
	return string(f.position.State) + " " + verb + ", " + f.inWord()
}

// inWord says in words whose word a position is.
func (f *fact) inWord() string {
	switch f.word {
	case OwnWord:
		return "in its own word"
	case ReportWord:
		return "as the report says"
	}
	return "in the word of " + speaker(f.position.By) + " alone"
}

func verdictOf(s demarche.Stance) Verdict {
	switch s {
	case demarche.Accept:
		return Yes
	case demarche.Refuse:
		return No
	case demarche.Unsettled:
		return Undecided
	case Contested:
		return Disputed
	}
	return Unknown
}

// all combines parts that must all hold: the answer farthest from consent is the answer.
func all(parts []outcome) outcome {
	order := []Verdict{No, Disputed, Undecided, Unknown, YesWithTerms, Yes}
	return combine(parts, func(vs []Verdict) Verdict {
		return slices.MinFunc(vs, func(x, y Verdict) int { return slices.Index(order, x) - slices.Index(order, y) })
	}, "")
}

// some combines parts of which one may hold: all alike give that answer, one
// that is accepted gives yes on the condition that it be that one, and
// otherwise one refused and another unknown is unknown.
func some(parts []outcome, only string) outcome {
	return combine(parts, func(vs []Verdict) Verdict {
		for _, v := range []Verdict{YesWithTerms, Yes, Disputed, Undecided, Unknown} {
			if slices.Contains(vs, v) {
				if v == Yes && slices.ContainsFunc(vs, func(w Verdict) bool { return w != Yes }) {
					return YesWithTerms
				}
				return v
			}
		}
		return No
	}, only)
}

// combine puts parts together under the verdict that choose makes of theirs.
// The terms are those of the parts that are closest to the verdict.
func combine(parts []outcome, choose func([]Verdict) Verdict, only string) outcome {
	if len(parts) == 1 {
		return parts[0]
	}
	vs := make([]Verdict, len(parts))
	for i, p := range parts {
		vs[i] = p.verdict
	}
	o := outcome{verdict: choose(vs)}
	alike := !slices.ContainsFunc(vs, func(v Verdict) bool { return v != vs[0] })
	for _, p := range parts {
		o.basis = append(o.basis, p.basis...)
		o.others = append(o.others, p.others...)
		if p.verdict == o.verdict || o.verdict == YesWithTerms && p.verdict == Yes {
			o.terms = append(o.terms, p.terms...)
			if o.reason == "" {
				o.reason = p.reason
			}
		}
		o.asked = append(o.asked, p.asked...)
		o.parts = append(o.parts, p.parts...)
	}
	if !alike && o.verdict == YesWithTerms && only != "" {
		o.reason += ", " + only
	}
	o.terms = inOrder(o.terms)
	o.basis, o.others = once(o.basis), once(o.others)
	return o
}

// once gives each fact once, newest first.
func once(facts []*fact) []*fact {
	newestFirst(facts)
	return slices.Compact(facts)
}

// inOrder gives each term once, in the order of the vocabulary.
func inOrder(ts []demarche.Term) []demarche.Term {
	out := make([]demarche.Term, 0, len(ts))
	for _, t := range allTerms() {
		if slices.Contains(ts, t) {
			out = append(out, t)
		}
	}
	return out
}

// briefAndNoting gives the question as it is first asked: on what the answer
// rests, which tells of which positions there is to say why they drop out.
func (q Question) briefAndNoting() Question {
	q.briefly, q.noting = true, true
	return q
}

// passedOver lists the positions of the state on which the answer does not
// rest, so many at most, with the reason from the part in which each came
// farthest, and counts them.
func (o *outcome) passedOver(facts []*fact, q Question, most int) ([]Passed, int) {
	rests := make(map[int]bool, len(o.basis))
	for _, f := range o.basis {
		rests[f.number] = true
	}
	first, listed := 0, 0 // the first positions, among which are all that are listed
	for ; first < len(facts) && listed < most; first++ {
		if !rests[first] {
			listed++
		}
	}
	out := make([]Passed, 0, listed)
	for n, p := range o.farthest(facts, q.On, first) {
		if !rests[n] {
			out = append(out, facts[n].passed(p, facts, q))
		}
	}
	return out, len(facts) - len(rests)
}

// farthest gives why each of the first positions, so many of them, dropped out
// of the part in which it came farthest.
func (o *outcome) farthest(facts []*fact, on demarche.Date, first int) []pass {
	farthest := make([]pass, first)
	if first == 0 {
		return farthest
	}
	for _, c := range o.asked {
		for n, p := range among(facts).passes(c, on, first) {
			if p.why > farthest[n].why {
				farthest[n] = p
			}
		}
	}
	return farthest
}

// mergeParts makes one part of those that differ in the means only, where
// every means has the same answer, and gives nothing for a question of one part.
func mergeParts(parts []Part) []Part {
	same := func(x, y Part) bool {
		return x.People == y.People && x.Nationality == y.Nationality && x.From == y.From && x.Verdict == y.Verdict &&
			slices.Equal(x.Terms, y.Terms) && slices.Equal(x.Entries, y.Entries)
	}
	out := []Part{}
	for i := 0; i < len(parts); {
		to := i + 1
		for to < len(parts) && same(parts[i], parts[to]) {
			to++
		}
		if to-i == len(meansOf()) {
			p := parts[i]
			p.Means = demarche.MeansAny
			out = append(out, p)
		} else {
			out = append(out, parts[i:to]...)
		}
		i = to
	}
	if len(out) == 1 {
		return []Part{}
	}
	return out
}

func items(facts []*fact) []Item {
	out := make([]Item, len(facts))
	for i, f := range facts {
		out[i] = f.Item
	}
	return out
}
