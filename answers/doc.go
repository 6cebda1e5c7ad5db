// Package answers turns questions into typed answers over a ledger: where a
// state stands, whether it would take certain people by certain means, what
// happened when, what is not known. Command line, HTTP API and pages all ask
// here, so that they cannot answer differently.
//
// The rules by which a sequence of stances becomes an answer are written down
// in docs/semantics.md; this package does exactly what that page says.
package answers

import (
	"context"
	"time"

	"demarche"
	"demarche/operations"
)

// Answers answers questions over one ledger.
type Answers struct {
	ledger   demarche.Ledger
	now      func() time.Time
	sources  *sources
	memo     *memo
	press    press
	promises promises
	queues   *queues
	parts    *parts          // nil of answers that rest on a part themselves
	desk     operations.Desk // nil where nobody knows how the work goes
}

// New makes Answers over a ledger; now gives the time at which "today" is taken.
func New(ledger demarche.Ledger, now func() time.Time) *Answers {
	a := &Answers{ledger: ledger, now: now, sources: newSources(ledger, time.Time{}), memo: &memo{}, queues: newQueues(ledger)}
	a.parts = newParts(a)
	return a
}

// Now gives the time from which "today" is taken.
func (a *Answers) Now() time.Time { return a.now() }

// day gives the day of a question: on itself, its last day if it is a month or
// a year, and today if it is empty.
func (a *Answers) day(on demarche.Date) (demarche.Date, error) {
	if !on.Known() {
		return demarche.Day(a.now()), nil
	}
	if _, err := demarche.ParseDate(string(on)); err != nil {
		return "", err
	}
	return demarche.Day(on.Last()), nil
}

// positions gives the positions of one state, or of all states, each once, in an
// order that does not depend on the order of import.
func (a *Answers) positions(ctx context.Context, state demarche.State) ([]*fact, error) {
	return a.sources.positions(ctx, state)
}
