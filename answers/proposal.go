package answers

import (
	"cmp"
	"context"
	"slices"

	"demarche"
)

// Proposal is a connection between entries that a rule proposes and nobody has
// judged: a promise and what came of it, a question and its answer, or two
// events that may be one.
type Proposal struct {
	Relation demarche.Relation `json:"relation"`
	Rule     string            `json:"rule"` // of docs/semantics.md or docs/events.md
	Reason   string            `json:"reason"`
	Earlier  Item              `json:"earlier"`
	Later    Item              `json:"later"`
	// Confirm and Drop are what a reviewer would decide, without a name and a reason.
	Confirm demarche.Link `json:"confirm"`
	Drop    demarche.Link `json:"drop"`
}

// PerhapsRule is the name of what proposes that two events are one.
const PerhapsRule = "event/perhaps"

// proposed orders relations by what hangs on them: what closes a promise
// before what is in no total until it is settled, and that before the rest.
func proposed() []demarche.Relation {
	return []demarche.Relation{demarche.CarriesOut, demarche.Reverses, demarche.SameEvent, demarche.Contradicts, demarche.AnswersGap}
}

// Proposals lists the connections that nobody has judged, those on which most
// hangs first, and of those that bear alike on answers the newest first.
func (a *Answers) Proposals(ctx context.Context, f demarche.Filter) ([]Proposal, error) {
	promises, err := a.Promises(ctx, f)
	if err != nil {
		return nil, err
	}
	out := []Proposal{}
	for _, p := range slices.Concat(promises.Open, promises.Closed) {
		out = append(out, connectionProposals(p.Entry, p.Connections)...)
	}
	gaps, err := a.AnsweredGaps(ctx, f)
	if err != nil {
		return nil, err
	}
	for _, g := range gaps {
		out = append(out, connectionProposals(g.Gap, g.By)...)
	}
	same, err := a.perhapsOne(ctx, f)
	if err != nil {
		return nil, err
	}
	out = append(out, same...)
	rank := proposed()
	slices.SortStableFunc(out, func(x, y Proposal) int {
		return cmp.Or(slices.Index(rank, x.Relation)-slices.Index(rank, y.Relation), cmp.Compare(y.Later.Day, x.Later.Day),
			cmp.Compare(x.Earlier.ID(), y.Earlier.ID()), cmp.Compare(x.Later.ID(), y.Later.ID()))
	})
	return out, nil
}

// connectionProposals gives those connections that nobody has judged.
func connectionProposals(earlier Item, all []Connection) []Proposal {
	var out []Proposal
	for _, c := range all {
		if c.Status != ConnectionProposed {
			continue
		}
		l := demarche.Link{Relation: c.Relation, What: demarche.ToAccept, These: []string{earlier.ID()}, Those: []string{c.Entry.ID()}}
		drop := l
		drop.What = demarche.ToReject
		out = append(out, Proposal{Relation: c.Relation, Rule: c.Rule, Reason: c.Reason, Earlier: earlier, Later: c.Entry, Confirm: l, Drop: drop})
	}
	return out
}

// perhapsOne gives the pairs of events that may be one, each pair once.
func (a *Answers) perhapsOne(ctx context.Context, f demarche.Filter) ([]Proposal, error) {
	f.Kinds = slices.DeleteFunc(slices.Clone(f.Kinds), func(k demarche.Kind) bool { return !slices.Contains(eventKinds(), k) })
	list, err := a.Events(ctx, f)
	if err != nil {
		return nil, err
	}
	var out []Proposal
	seen := make(map[[2]string]bool)
	for _, e := range list.Perhaps {
		for _, id := range e.Perhaps {
			pair := [2]string{min(e.ID, id), max(e.ID, id)}
			if seen[pair] {
				continue
			}
			seen[pair] = true
			other, err := a.Event(ctx, id)
			if err != nil {
				return nil, err
			}
			out = append(out, oneEvent(e, other))
		}
	}
	return out, nil
}

// oneEvent proposes that two events are one.
func oneEvent(x, y Event) Proposal {
	if cmp.Or(cmp.Compare(y.First().Publish, x.First().Publish), cmp.Compare(y.ID, x.ID)) < 0 {
		x, y = y, x
	}
	these, those := x.entries(), y.entries()
	return Proposal{
		Relation: demarche.SameEvent, Rule: PerhapsRule, Reason: "the reports leave out what would tell two events apart", Earlier: x.First(), Later: y.First(),
		Confirm: demarche.Link{Relation: demarche.SameEvent, What: demarche.ToAccept, These: slices.Concat(these, those)},
		Drop:    demarche.Link{Relation: demarche.SameEvent, What: demarche.ToReject, These: these, Those: those},
	}
}

// entries gives the ids of the entries of an event.
func (e Event) entries() []string {
	out := make([]string, len(e.Witnesses))
	for i, w := range e.Witnesses {
		out[i] = w.ID()
	}
	return out
}
