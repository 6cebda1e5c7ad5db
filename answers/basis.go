package answers

import (
	"context"
	"fmt"

	"demarche"
)

// Basis is all that an answer depends on besides its question: the same
// question on the same basis has the same answer.
type Basis struct {
	Line int64         // newest line of the log
	Day  demarche.Date // what "today" means
}

// Basis gives what a question that is asked now is answered from.
func (a *Answers) Basis(ctx context.Context) (Basis, error) {
	head, err := a.ledger.Head(ctx)
	if err != nil {
		return Basis{}, fmt.Errorf("end of the log: %w", err)
	}
	return Basis{Line: head.Size, Day: demarche.Day(a.now())}, nil
}
