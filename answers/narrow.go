package answers

import (
	"context"
	"time"

	"demarche"
)

// Narrowed gives answers that rest on a part of the ledger: on what it knew at
// a time, if that is not zero, and on what a reviewer accepted or amended, if
// reviewedOnly. It narrows every question, but not Show, Report and Reports,
// which look up what was cited. What the ledger will know at a time to come is
// not known yet; it answers as it knows things now.
func (a *Answers) Narrowed(knownBy time.Time, reviewedOnly bool) *Answers {
	if knownBy.After(a.now()) {
		knownBy = time.Time{}
	}
	if knownBy.IsZero() && !reviewedOnly {
		return a
	}
	part := narrowed{a.ledger, knownBy, reviewedOnly}
	return &Answers{ledger: part, now: a.now, sources: newSources(part, knownBy), memo: &memo{}, queues: newQueues(part)}
}

// NarrowedTo says on what part of the ledger the answers rest: on what it knew
// at a time, zero if that is now, and whether on what was reviewed only. Whoever
// repeats an answer says so with it.
func (a *Answers) NarrowedTo() (knownBy time.Time, reviewedOnly bool) {
	for l := a.ledger; ; {
		part, ok := l.(narrowed)
		if !ok {
			return knownBy, reviewedOnly
		}
		if knownBy.IsZero() { // as in further: the outermost stands
			knownBy = part.knownBy
		}
		reviewedOnly = reviewedOnly || part.reviewedOnly
		l = part.Ledger
	}
}

// narrowed is a ledger that yields a part of its entries.
type narrowed struct {
	demarche.Ledger
	knownBy      time.Time
	reviewedOnly bool
}

// Entries narrows the filter further.
func (n narrowed) Entries(ctx context.Context, f demarche.Filter) ([]demarche.Entry, error) {
	return n.Ledger.Entries(ctx, n.further(f))
}

// Outline narrows the filter further.
func (n narrowed) Outline(ctx context.Context, f demarche.Filter) ([]demarche.Outlined, error) {
	return n.Ledger.Outline(ctx, n.further(f))
}

// Search narrows the filter further.
func (n narrowed) Search(ctx context.Context, q demarche.Search) (demarche.Found, error) {
	q.Filter = n.further(q.Filter)
	return n.Ledger.Search(ctx, q)
}

func (n narrowed) further(f demarche.Filter) demarche.Filter {
	if f.KnownBy.IsZero() {
		f.KnownBy = n.knownBy
	}
	f.ReviewedOnly = f.ReviewedOnly || n.reviewedOnly
	return f
}
