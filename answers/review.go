package answers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"demarche"
)

// Decided is what a reviewer decided, about one entry or about how several
// hang together: one of the two is set.
type Decided struct {
	Decision *demarche.Decision `json:"decision,omitempty"`
	Link     *demarche.Link     `json:"link,omitempty"`
}

// Line gives the line of the log.
func (d Decided) Line() int64 {
	if d.Link != nil {
		return d.Link.Sequence
	}
	return d.Decision.Sequence
}

// By gives the reviewer, the reason and the time.
func (d Decided) By() (reviewer, reason string, at time.Time) {
	if d.Link != nil {
		return d.Link.Reviewer, d.Link.Reason, d.Link.At
	}
	return d.Decision.Reviewer, d.Decision.Reason, d.Decision.At
}

// Decisions gives all that was decided about an entry, alone or with others,
// or about all if the id is empty, in the order of the log.
func (a *Answers) Decisions(ctx context.Context, id string) ([]Decided, error) {
	single, err := a.ledger.Decisions(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("decisions: %w", err)
	}
	links, err := a.ledger.Links(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("links: %w", err)
	}
	out := make([]Decided, 0, len(single)+len(links))
	for _, d := range single {
		out = append(out, Decided{Decision: &d})
	}
	for _, l := range links {
		out = append(out, Decided{Link: &l})
	}
	slices.SortFunc(out, func(x, y Decided) int { return cmp.Compare(x.Line(), y.Line()) })
	return out, nil
}

// Counting gives, of all that was decided, the lines that count: of an entry
// the newest decision that is not taken back, of links all that are not.
func Counting(all []Decided) map[int64]bool {
	counts := make(map[int64]bool)
	undone := make(map[int64]bool)
	judged := make(map[string]bool)
	var links []demarche.Link
	for _, d := range slices.Backward(all) {
		switch {
		case d.Link != nil:
			links = append(links, *d.Link)
		case d.Decision.What == demarche.ToUndo:
			undone[d.Decision.Undoes] = true
		case !undone[d.Decision.Sequence] && !judged[d.Decision.Record]:
			judged[d.Decision.Record] = true
			counts[d.Decision.Sequence] = true
		}
	}
	for _, l := range demarche.CountingLinks(links) {
		counts[l.Sequence] = true
	}
	return counts
}

// Decide keeps what a reviewer decided about an entry, and gives the entry
// that is answered from then on.
func (a *Answers) Decide(ctx context.Context, d demarche.Decision) (Item, error) {
	e, err := a.ledger.Decide(ctx, d)
	if err != nil {
		return Item{}, err
	}
	return NewItem(e), nil
}

// Link keeps what a reviewer decided about how entries hang together.
func (a *Answers) Link(ctx context.Context, l demarche.Link) (demarche.Link, error) {
	return a.ledger.Link(ctx, l)
}

// Merge makes one event of the events of some entries.
func (a *Answers) Merge(ctx context.Context, ids []string, l demarche.Link) (demarche.Link, error) {
	var err error
	if l.These, err = a.Merged(ctx, ids); err != nil {
		return l, err
	}
	l.Relation, l.What = demarche.SameEvent, demarche.ToAccept
	return a.Link(ctx, l)
}

// Split keeps some entries of an event apart from the others.
func (a *Answers) Split(ctx context.Context, ids []string, l demarche.Link) (demarche.Link, error) {
	var err error
	if l.These, l.Those, err = a.Beside(ctx, ids); err != nil {
		return l, err
	}
	l.Relation, l.What = demarche.SameEvent, demarche.ToReject
	return a.Link(ctx, l)
}

// Connect confirms or drops how a later entry bears on an earlier one.
func (a *Answers) Connect(ctx context.Context, l demarche.Link) (demarche.Link, error) {
	if err := a.CheckConnection(ctx, l); err != nil {
		return l, err
	}
	return a.Link(ctx, l)
}

// Line gives the newest line of the log: up to where a reviewer has seen what
// was decided who looks now.
func (a *Answers) Line(ctx context.Context) (int64, error) {
	head, err := a.ledger.Head(ctx)
	if err != nil {
		return 0, fmt.Errorf("end of the log: %w", err)
	}
	return head.Size, nil
}

// Entry gives the entry of an id, also of a record that nothing is answered by any more.
func (a *Answers) Entry(ctx context.Context, id string) (Item, error) {
	e, err := a.ledger.Entry(ctx, id)
	if err != nil {
		return Item{}, err
	}
	return NewItem(e), nil
}
