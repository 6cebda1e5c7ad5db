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
	"slices"
	"time"

	"demarche"
)

// Answers answers questions over one ledger.
type Answers struct {
	ledger  demarche.Ledger
	now     func() time.Time
	sources *sources
	memo    *memo
}

// New makes Answers over a ledger; now gives the time at which "today" is taken.
func New(ledger demarche.Ledger, now func() time.Time) *Answers {
	return &Answers{ledger: ledger, now: now, sources: newSources(ledger, time.Time{}), memo: &memo{}}
}

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

// positions loads the positions of one state, or of all states, each once, in an
// order that does not depend on the order of import.
func (a *Answers) positions(ctx context.Context, state demarche.State) ([]*fact, error) {
	entries, err := a.ledger.Entries(ctx, demarche.Filter{Kinds: []demarche.Kind{demarche.KindPosition}, ToState: state,
		Rejected: true}) // they are passed over, and the answer says so
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool, len(entries))
	facts := make([]*fact, 0, len(entries))
	for _, e := range entries {
		p, ok := e.Record.(*demarche.Position)
		if !ok || seen[p.ID] || (state != "" && p.State != state) {
			continue
		}
		seen[p.ID] = true
		facts = append(facts, newFact(e, p))
	}
	slices.SortFunc(facts, compareFacts)
	for i, f := range facts {
		if i > 0 && facts[i-1].position.State == f.position.State {
			f.number = facts[i-1].number + 1
		}
	}
	return facts, nil
}
