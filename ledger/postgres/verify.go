package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/ledger/verify"
)

// Verify reads the whole ledger as it is at this moment, in one pass and in
// memory that does not grow with it, and compares: the tables, indexes and
// triggers with those that this version makes, every line of the log with the
// one before it, every row with its line, packed bytes, texts and records with
// their hashes, every piece of evidence with its text, and what records are
// looked up by with the records. Damage is a Fault, not an error: Verify goes on
// with what can still be read. It fails only if the context ends or the
// connection does. progress, if not nil, is told how many lines of the log are done.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) (demarche.Verification, error) {
	var result demarche.Verification
	// One transaction, so that what others add meanwhile is not seen by halves.
	err := s.reading(ctx, func(a access) error {
		err := seesAll(a)
		if err != nil {
			return err
		}
		result, err = verifyAt(a, progress)
		return err
	})
	if ctx.Err() != nil {
		return result, fmt.Errorf("verify: %w", context.Cause(ctx))
	}
	return result, s.explain("verify", err)
}

// verifyAt does what Verify does, in a transaction.
func verifyAt(a access, progress func(done, total int)) (demarche.Verification, error) {
	v := &verifier{access: a}
	v.Verifier = verify.New(&v.access, progress)
	v.Collections()
	for _, part := range []struct {
		name  string
		check func() error
	}{
		{"the tables", v.schema},
		{"the log", v.Log},
		{"the rows", v.Loose},
		{"the choice of readings", v.Choices},
		{"the reviews", v.Reviews},
		{"the words for search", v.search},
		{"what is withheld", v.shelved},
	} {
		if err := v.apart(part.check); lost(err) {
			result, _ := v.End(a.ctx)
			return result, err
		} else if err != nil {
			v.Broken(part.name, err)
		}
	}
	return v.End(a.ctx)
}

// verifier verifies what is of PostgreSQL too. The rest asks its access, which
// is another in each part.
type verifier struct {
	*verify.Verifier
	access
}

// apart does a part in a subtransaction, because PostgreSQL answers nothing in
// a transaction in which a query failed.
func (v *verifier) apart(check func() error) error {
	outer := v.access
	tx, err := outer.on.(pgx.Tx).Begin(outer.ctx)
	if err != nil {
		return err
	}
	v.on = tx
	err = check()
	v.access = outer
	if lost(err) {
		return err
	}
	return errors.Join(err, tx.Rollback(context.WithoutCancel(outer.ctx)))
}
