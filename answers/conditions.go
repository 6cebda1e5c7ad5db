package answers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche"
)

// Carrier says who moves people.
type Carrier string

// The carriers.
const (
	ReceivingCarrier Carrier = "receiver" // the receiving state itself
	SendingCarrier   Carrier = "sender"   // the sending state
	PrivateCarrier   Carrier = "private"  // a company, chartered or on its own schedule
)

// Carriers lists the carriers.
func Carriers() []Carrier { return []Carrier{ReceivingCarrier, SendingCarrier, PrivateCarrier} }

// Share says how many of the people something holds for.
type Share string

// The shares.
const (
	AllOfThem  Share = "only" // everyone
	SomeOfThem Share = "some" // some, not all
	NoneOfThem Share = "none" // nobody
)

// Shares lists the shares.
func Shares() []Share { return []Share{AllOfThem, SomeOfThem, NoneOfThem} }

// Conditions is how a proposed movement would be done: counts and conditions,
// never persons. What is nil or empty is not said.
type Conditions struct {
	Number     *int    `json:"number"`     // people
	Notice     *int    `json:"notice"`     // whole days of notice given
	Carrier    Carrier `json:"carrier"`    // who moves them
	Restraints *bool   `json:"restraints"` // people are moved in restraints
	Identity   *bool   `json:"identity"`   // nationality is verified and documents are issued before
	Protocol   *bool   `json:"protocol"`   // an agreed procedure or agreement is in force
	Voluntary  *bool   `json:"voluntary"`  // everyone goes of their own will
	Vulnerable *bool   `json:"vulnerable"` // children, families or sick people are among them
	Criminals  Share   `json:"criminals"`  // people with convictions: all of them, some, none
	Paid       *bool   `json:"paid"`       // the receiving state is paid, or its costs are
	Temporary  *bool   `json:"temporary"`  // only until they are moved on
	Safe       *bool   `json:"safe"`       // each was found not to be at risk there
}

func (c Conditions) check() error {
	bad := func(format string, args ...any) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "would", Detail: fmt.Sprintf(format, args...),
			Hint: "a movement is described by counts and conditions: a number of people, days of notice, a carrier (receiver, sender, private), criminals as only, some or none"}
	}
	switch {
	case c.Number != nil && *c.Number < 1:
		return bad("%d people cannot be moved", *c.Number)
	case c.Notice != nil && *c.Notice < 0:
		return bad("notice of %d days cannot be given", *c.Notice)
	case c.Carrier != "" && !slices.Contains(Carriers(), c.Carrier):
		return bad("carrier %q is not one of %s", c.Carrier, join(Carriers()))
	case c.Criminals != "" && !slices.Contains(Shares(), c.Criminals):
		return bad("criminals %q is not one of %s", c.Criminals, join(Shares()))
	}
	return nil
}

// TermStatus says whether a proposed movement meets a term.
type TermStatus string

// The statuses of a term.
const (
	TermMet     TermStatus = "met"
	TermUnmet   TermStatus = "unmet"
	TermNotSaid TermStatus = "not_said" // the question does not tell, or nothing that it can say would
)

// TermAnswer is one term of the positions that an answer rests on, held
// against the proposed movement.
type TermAnswer struct {
	Term    demarche.Term `json:"term"`
	Status  TermStatus    `json:"status"`
	Reason  string        `json:"reason"`
	Entries []Item        `json:"entries"` // the positions that carry it; of a cap, also the figures that tell it
}

// weighed is a term held against the conditions of a question.
type weighed struct {
	status TermStatus
	reason string
}

// notAsked is the reason where a question does not say what a term is about.
const notAsked = "the question does not say"

// hold says whether a movement by certain means meets a term. The cap of a
// number is in figures and not in the conditions alone, see capped.
func (q Question) hold(t demarche.Term, means demarche.Means) weighed {
	c := q.Conditions
	switch t {
	case civilianOnly:
		switch means {
		case demarche.MilitaryAircraft:
			return weighed{TermUnmet, "military aircraft"}
		case demarche.MeansAny:
			return weighed{TermNotSaid, notAsked}
		}
		return weighed{TermMet, "by " + strings.ReplaceAll(string(means), "_", " ")}
	case "own_transport":
		if c.Carrier == "" {
			return weighed{TermNotSaid, notAsked}
		}
		return met(c.Carrier == ReceivingCarrier, "carried by the "+map[Carrier]string{ReceivingCarrier: "receiving state", SendingCarrier: "sending state", PrivateCarrier: "private carrier"}[c.Carrier])
	case "no_restraints":
		return yesOrNo(c.Restraints, false, "in restraints", "not in restraints")
	case "dignity":
		return weighed{TermNotSaid, "no condition shows that people are treated with dignity"}
	case "protocol":
		return yesOrNo(c.Protocol, true, "a procedure is agreed", "no procedure is agreed")
	case "prior_notice":
		if c.Notice == nil {
			return weighed{TermNotSaid, notAsked}
		}
		return met(*c.Notice > 0, fmt.Sprintf("notice of %d days; how much is asked for stands in the sentence, if anywhere", *c.Notice))
	case "identity_check":
		return yesOrNo(c.Identity, true, "nationality is verified", "nationality is not verified")
	case "criminals_only":
		return shareOf(c.Criminals, AllOfThem)
	case "no_criminals":
		return shareOf(c.Criminals, NoneOfThem)
	case "voluntary":
		return yesOrNo(c.Voluntary, true, "all go of their own will", "not all go of their own will")
	case "vulnerable_excluded":
		return yesOrNo(c.Vulnerable, false, "vulnerable people are among them", "no vulnerable people are among them")
	case "temporary":
		return yesOrNo(c.Temporary, true, "until they are moved on", "for good")
	case "paid":
		return yesOrNo(c.Paid, true, "it is paid", "it is not paid")
	case "safe_third":
		return yesOrNo(c.Safe, true, "nobody is found at risk", "risks are not ruled out")
	case "case_by_case":
		return weighed{TermNotSaid, "each case is decided by itself"}
	}
	return weighed{TermNotSaid, "the sentence says what is asked for"}
}

func met(is bool, reason string) weighed {
	if is {
		return weighed{TermMet, reason}
	}
	return weighed{TermUnmet, reason}
}

// yesOrNo holds a condition that may not be said against what a term asks for.
func yesOrNo(said *bool, wanted bool, yes, no string) weighed {
	if said == nil {
		return weighed{TermNotSaid, notAsked}
	}
	return met(*said == wanted, map[bool]string{true: yes, false: no}[*said])
}

func shareOf(said, wanted Share) weighed {
	if said == "" {
		return weighed{TermNotSaid, notAsked}
	}
	return met(said == wanted, map[Share]string{AllOfThem: "all have convictions", SomeOfThem: "some have convictions", NoneOfThem: "nobody has convictions"}[said])
}

// capTerm is the term of a number at most.
const capTerm demarche.Term = "cap"

// caps is what the ledger tells of the number that a state takes at most.
type caps struct {
	figures   []Item // agreed numbers of people, newest first
	low, high int
}

// capsOf finds the newest agreed numbers of people of a state by the day of
// the question: those of the newest day.
func (a *Answers) capsOf(ctx context.Context, q Question) (caps, error) {
	agreed, err := a.sources.agreed(ctx, q.State)
	if err != nil {
		return caps{}, err
	}
	var found caps
	for _, it := range agreed {
		if it.Day.Known() && demarche.Day(it.Day.First()) <= q.On && !slices.ContainsFunc(found.figures, func(x Item) bool { return x.ID() == it.ID() }) {
			found.figures = append(found.figures, it)
		}
	}
	slices.SortFunc(found.figures, newerItem)
	for i, it := range found.figures {
		if it.Day != found.figures[0].Day {
			found.figures = found.figures[:i]
			break
		}
		c := it.Record.(*demarche.Count)
		low, high := int(c.Value), int(c.Value)
		if c.Max != nil {
			high = max(high, int(*c.Max))
		}
		if i == 0 {
			found.low, found.high = low, high
		}
		found.low, found.high = min(found.low, low), max(found.high, high)
	}
	return found, nil
}

// newerItem puts newer items first.
func newerItem(x, y Item) int {
	if x.Day != y.Day {
		return strings.Compare(string(y.Day), string(x.Day))
	}
	return strings.Compare(x.ID(), y.ID())
}

// capped holds a number of people against what is known of a cap. A number
// above every figure is unmet; one below is not met by that, for others may
// have been taken already.
func (c caps) capped(number *int) weighed {
	switch {
	case number == nil:
		return weighed{TermNotSaid, notAsked}
	case len(c.figures) == 0:
		return weighed{TermNotSaid, "no figure of the ledger tells how many"}
	case *number > c.high:
		return weighed{TermUnmet, fmt.Sprintf("%d people, and %d are agreed", *number, c.high)}
	}
	return weighed{TermNotSaid, fmt.Sprintf("%d people of %d agreed; whether others count against it is not said", *number, c.low)}
}

// apply holds the terms of an acceptance against a question and gives the
// verdict, the terms that remain and the reason where that is not consent.
func (q Question) apply(terms []demarche.Term, means demarche.Means) (Verdict, []demarche.Term, string) {
	remain, unmet := []demarche.Term{}, []demarche.Term{}
	reason := ""
	for _, t := range terms {
		switch w := q.weigh(t, means); w.status {
		case TermUnmet:
			unmet = append(unmet, t)
			if reason == "" {
				reason = w.reason
			}
		case TermNotSaid:
			remain = append(remain, t)
		}
	}
	switch {
	case len(unmet) == 1 && unmet[0] == civilianOnly:
		return No, terms, "accepts, but not on military aircraft"
	case len(unmet) > 0:
		return No, terms, "accepts, but not so: " + reason
	case len(remain) > 0:
		return YesWithTerms, remain, ""
	}
	return Yes, remain, ""
}

// weigh holds one term against a question.
func (q Question) weigh(t demarche.Term, means demarche.Means) weighed {
	if t == capTerm {
		return q.caps.capped(q.Conditions.Number)
	}
	return q.hold(t, means)
}

// termAnswers holds every term of the positions that an answer rests on
// against the question, each with the entries that carry it.
func (q Question) termAnswers(basis []*fact) []TermAnswer {
	out := []TermAnswer{}
	for _, t := range terms(basis) {
		w := q.weigh(t, q.Means)
		answer := TermAnswer{Term: t, Status: w.status, Reason: w.reason, Entries: []Item{}}
		for _, f := range basis {
			if slices.Contains(f.position.Terms, t) {
				answer.Entries = append(answer.Entries, f.Item)
			}
		}
		if t == capTerm {
			answer.Entries = append(answer.Entries, q.caps.figures...)
		}
		out = append(out, answer)
	}
	return out
}
