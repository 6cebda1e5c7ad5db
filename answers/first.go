package answers

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"demarche"
	"demarche/events"
)

// Claim asks which state was the first to take a stance or to do something.
// Empty fields do not narrow.
type Claim struct {
	What      string            `json:"what"`                // a stance or a type of act
	People    demarche.People   `json:"people,omitempty"`    // of a stance
	Nationals []demarche.State  `json:"nationals,omitempty"` // of a stance: of whom any is asked about
	Means     demarche.Means    `json:"means,omitempty"`     // of a stance
	Place     demarche.Optional `json:"place"`               // of a stance
	From      demarche.State    `json:"from"`                // the sending state of a stance
	Target    demarche.Optional `json:"target"`              // of an act
	Since     demarche.Date     `json:"since"`               // only from this day on
}

// Sureness says how far a claim to be first can be relied on.
type Sureness string

// The degrees of sureness.
const (
	Sure     Sureness = "sure"     // nothing that the ledger can tell speaks against it
	Likely   Sureness = "likely"   // it rests on little, or on a machine's reading alone
	Doubtful Sureness = "doubtful" // another may well have been earlier
)

// Doubt is a reason not to rely on a claim.
type Doubt struct {
	Code    string   `json:"code"` // a name of docs/semantics.md
	Reason  string   `json:"reason"`
	Heavy   bool     `json:"heavy"`   // makes the claim doubtful by itself
	Entries []string `json:"entries"` // from which it follows, if from any
}

// Contender is a state that did what is asked about, at its first time.
type Contender struct {
	State         demarche.State   `json:"state"`
	Day           demarche.Date    `json:"day"`
	DatedBy       DatedBy          `json:"dated_by"`
	Earliest      demarche.Date    `json:"earliest"` // the days between which it was
	Latest        demarche.Date    `json:"latest"`
	Word          Word             `json:"word"`
	General       bool             `json:"general"`             // a refusal of all means, of which that asked about is one
	Nationals     []demarche.State `json:"nationals,omitempty"` // of whom alone it did so
	Entry         Item             `json:"entry"`
	Corroboration events.Witnesses `json:"corroboration"`
}

// FirstAnswer says who was first, by the ledger.
type FirstAnswer struct {
	Claim   Claim         `json:"claim"`
	First   *Contender    `json:"first,omitempty"` // absent if no state did it
	Runners []Contender   `json:"runners"`         // the others, by day
	Partly  []Contender   `json:"partly"`          // who did it of certain nationals alone, where these are not asked about
	Sure    Sureness      `json:"sure"`            // empty without a first
	Doubts  []Doubt       `json:"doubts"`
	Undated []Item        `json:"undated"` // entries that tell it without any day
	Reports int           `json:"reports"` // read of the days before the last on which the first can have been, copies apart
	Nearby  int           `json:"nearby"`  // of these, of the 30 days before it
	Oldest  demarche.Date `json:"oldest"`  // day of the oldest report
}

// claimStances are the stances that a claim may name.
func claimStances() []demarche.Stance {
	return []demarche.Stance{demarche.Accept, demarche.Refuse, demarche.Unsettled}
}

// ClaimWords lists what a claim can be about.
func ClaimWords() []string {
	var out []string
	for _, s := range claimStances() {
		out = append(out, string(s))
	}
	for _, t := range demarche.ActTypes() {
		out = append(out, string(t))
	}
	return out
}

func (c Claim) check() error {
	bad := func(detail, hint string) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "first", Detail: detail, Hint: hint}
	}
	stance := slices.Contains(claimStances(), demarche.Stance(c.What))
	switch {
	case c.What == "":
		return bad("it is not said what is asked about", "ask for one of "+join(ClaimWords()))
	case !slices.Contains(ClaimWords(), c.What):
		return bad(fmt.Sprintf("%q is neither a stance nor a type of act", c.What), "ask for one of "+join(ClaimWords()))
	case c.People != "" && !slices.Contains(peopleOrder(), c.People):
		return bad(fmt.Sprintf("people %q is not one of own, third, any", c.People), "leave it out, or name one of them")
	case c.Means != "" && !slices.Contains(meansOrder(), c.Means):
		return bad(fmt.Sprintf("means %q is not one of %s", c.Means, join(meansOrder())), "leave it out, or name one of them")
	case stance && c.Target != "":
		return bad("a stance has no target", "--target narrows acts; --from names the sending state")
	case !stance && len(c.Nationals) > 0:
		return bad("an act has no nationals", "these narrow stances; --target narrows acts")
	case !stance && (c.People != "" || c.Means != "" || c.Place != "" || c.From != ""):
		return bad("an act has no people, means, place or sender", "these narrow stances; --target narrows acts")
	}
	return nil
}

// First answers which state was the first to take a stance or to do something,
// with the runners-up, and how sure that is given what has been read.
func (a *Answers) First(ctx context.Context, c Claim) (FirstAnswer, error) {
	out := FirstAnswer{Claim: c, Runners: []Contender{}, Partly: []Contender{}, Doubts: []Doubt{}, Undated: []Item{}}
	if err := c.check(); err != nil {
		return out, err
	}
	kind := demarche.KindAct
	if slices.Contains(claimStances(), demarche.Stance(c.What)) {
		kind = demarche.KindPosition
	}
	best, partly, undated, err := a.contenders(ctx, kind, c)
	if err != nil {
		return out, err
	}
	out.Undated = append(out.Undated, undated...)
	for _, x := range best {
		out.Runners = append(out.Runners, x)
	}
	for _, x := range partly {
		out.Partly = append(out.Partly, x)
	}
	slices.SortFunc(out.Runners, compareContenders)
	slices.SortFunc(out.Partly, compareContenders)
	slices.SortFunc(out.Undated, newerItem)
	if len(out.Runners) == 0 {
		return out, nil
	}
	first := out.Runners[0]
	out.First, out.Runners = &first, out.Runners[1:]
	if err := a.readBefore(ctx, &out); err != nil {
		return out, err
	}
	out.doubt()
	return out, nil
}

// contenders gives the first time of each state that did what is asked about,
// apart from it that of each that did so in part alone, and the entries that
// tell it without any day.
func (a *Answers) contenders(ctx context.Context, kind demarche.Kind, c Claim) (best, partly map[demarche.State]Contender, undated []Item, err error) {
	best, partly = make(map[demarche.State]Contender), make(map[demarche.State]Contender)
	take := func(it Item) {
		x, fits := c.contender(it)
		among := best
		if c.partly(x) {
			among = partly
		}
		switch had, ok := among[x.State]; {
		case !fits:
		case !x.Earliest.Known():
			undated = append(undated, x.Entry)
		case !ok || compareContenders(x, had) < 0:
			among[x.State] = x
		}
	}
	if err := a.eachOf(ctx, kind, take); err != nil {
		return nil, nil, nil, err
	}
	var ids []string
	for _, among := range []map[demarche.State]Contender{best, partly} {
		for _, x := range among {
			ids = append(ids, x.Entry.ID())
		}
	}
	told, err := a.sources.witnesses(ctx, kind, ids)
	for _, among := range []map[demarche.State]Contender{best, partly} {
		for state, x := range among {
			x.Corroboration = told[x.Entry.ID()]
			among[state] = x
		}
	}
	return best, partly, undated, err
}

// eachOf gives take every position, which are remembered, or every entry of
// another kind, which are read some at a time.
func (a *Answers) eachOf(ctx context.Context, kind demarche.Kind, take func(Item)) error {
	if kind != demarche.KindPosition {
		return a.Each(ctx, demarche.Filter{Kinds: []demarche.Kind{kind}}, func(it Item) error {
			take(it)
			return nil
		})
	}
	facts, err := a.positions(ctx, "")
	for _, f := range facts {
		if f.Review != demarche.Rejected {
			take(f.Item)
		}
	}
	return err
}

// compareContenders puts first whoever had certainly done it by the earlier
// day; at one day the one that may have done it earlier, then the stronger word.
func compareContenders(x, y Contender) int {
	return cmp.Or(cmp.Compare(x.Latest, y.Latest), cmp.Compare(x.Earliest, y.Earliest), cmp.Compare(y.Word.rank(), x.Word.rank()),
		cmp.Compare(x.State, y.State), cmp.Compare(x.Entry.ID(), y.Entry.ID()))
}

// contender gives the state that did what is asked about, by one entry.
func (c Claim) contender(it Item) (Contender, bool) {
	x := Contender{Entry: it, Day: it.Day, DatedBy: it.DatedBy}
	switch r := it.Record.(type) {
	case *demarche.Position:
		if !c.stance(r) {
			return x, false
		}
		x.State, x.Word = r.State, newFact(it.Entry, r).word
		x.Nationals = slices.DeleteFunc(slices.Clone(r.Nationals), func(s demarche.State) bool { return s == r.State })
		x.General = c.means() != demarche.MeansAny && r.Means == demarche.MeansAny
	case *demarche.Act:
		if string(r.Type) != c.What || !demarche.IsStateCode(string(r.Actor)) || c.Target != "" && !same(c.Target, r.Target) {
			return x, false
		}
		x.State, x.Word = demarche.State(r.Actor), wordOf(r.By, demarche.State(r.Actor))
	default:
		return x, false
	}
	s := spanOf(it)
	x.Earliest, x.Latest = s.first, s.last
	return x, !c.Since.Known() || !s.known() || s.last >= demarche.Day(c.Since.First())
}

// partly reports whether somebody did it of certain nationals alone, of whom
// none is asked about: that is no answer to who did it of people in general.
func (c Claim) partly(x Contender) bool {
	return len(x.Nationals) > 0 && !slices.ContainsFunc(c.Nationals, func(s demarche.State) bool { return slices.Contains(x.Nationals, s) })
}

// means gives the means of the claim, MeansAny if it names none.
func (c Claim) means() demarche.Means { return cmp.Or(c.Means, demarche.MeansAny) }

// stance reports whether a position is of the stance and concerns what is asked
// about. One that holds for a certain place only counts where that place is
// asked about, and one said of no means in particular, where a means is asked
// about, if it is a refusal: it refuses them all, while an acceptance in general
// says nothing of any.
func (c Claim) stance(p *demarche.Position) bool {
	return string(p.Stance) == c.What &&
		(c.People == "" || c.People == demarche.AnyPeople || p.People == demarche.AnyPeople || p.People == c.People) &&
		(c.means() == demarche.MeansAny || p.Means == c.Means || p.Means == demarche.MeansAny && p.Stance == demarche.Refuse) &&
		foldPlace(string(p.Place)) == foldPlace(string(c.Place)) &&
		(c.From == "" || p.From == "" || p.From == c.From)
}

// wordOf says whose word a record is about a state.
func wordOf(by *demarche.Speaker, s demarche.State) Word {
	switch {
	case by == nil || *by == (demarche.Speaker{}):
		return ReportWord
	case by.State == s:
		return OwnWord
	}
	return OtherWord
}
