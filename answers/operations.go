package answers

import (
	"context"

	"demarche"
	"demarche/operations"
)

// Working says who knows how the work on the ledger goes.
func (a *Answers) Working(d operations.Desk) { a.desk = d }

// Operations tells how the work on the ledger goes, with so many jobs of each list
// at most.
func (a *Answers) Operations(ctx context.Context, most int) (operations.State, error) {
	if a.desk == nil {
		return operations.State{}, nobodyWorks()
	}
	return a.desk.State(ctx, most)
}

// ActOnJob retries or drops a dead job in the name of somebody, which is kept.
func (a *Answers) ActOnJob(ctx context.Context, what string, job int64, by string) error {
	if a.desk == nil {
		return nobodyWorks()
	}
	return a.desk.Act(ctx, what, job, by)
}

func nobodyWorks() error {
	return &demarche.Error{Code: demarche.Unsupported, Op: "operations", Detail: "this server does not know how the work on its ledger goes"}
}
