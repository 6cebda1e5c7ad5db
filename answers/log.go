package answers

import (
	"context"

	"demarche"
)

// Head gives the end of the ledger's log, to note down or to publish: whoever
// keeps it can tell later whether anything before it was changed.
func (a *Answers) Head(ctx context.Context) (demarche.Head, error) { return a.ledger.Head(ctx) }

// Prove shows that the entry of a record's id, or the report of a text's hash,
// and what it rests on are in the log; with since, a number of lines, also that
// the log only grew since it had so many.
func (a *Answers) Prove(ctx context.Context, id string, since int64) (demarche.Proof, error) {
	return a.ledger.Prove(ctx, id, since)
}
