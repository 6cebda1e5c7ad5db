package sqlite

import (
	"context"
	"errors"

	"demarche"
	"demarche/ledger/rows"
	"demarche/ledger/verify"
)

// Verify reads the whole ledger as it is at this moment, in one pass and in
// memory that does not grow with it, and compares: the pages of the file with
// each other, the tables with those that this version makes, every line of the
// log with the one before it, every row with its line, packed bytes, texts and
// records with their hashes, every piece of evidence with its text, and what
// records are looked up by with the records. Damage is a Fault, not an error:
// Verify goes on with what can still be read. It fails only if the context
// ends. progress, if not nil, is told how many lines of the log are done.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) (demarche.Verification, error) {
	// One transaction, so that what others add meanwhile is not seen by halves.
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		v := verify.New(nil, progress)
		v.Broken("the file", err)
		return v.End(ctx)
	}
	defer func() { _ = tx.Rollback() }()
	v := verifier{verify.New(access{ctx: ctx, on: tx, queries: s.queries}, progress)}
	v.Collections()
	for _, part := range []struct {
		name  string
		check func() error
	}{
		{"the file", v.pages},
		{"the tables", func() error { return v.schema(ctx) }},
		{"the outbox", v.outbox},
		{"the log", v.Log},
		{"the rows", v.Loose},
		{"the choice of readings", v.Choices},
		{"the reviews", v.Reviews},
		{"the words for search", v.search},
	} {
		if err := part.check(); err != nil {
			v.Broken(part.name, err)
		}
	}
	return v.End(ctx)
}

// verifier verifies what is of SQLite too.
type verifier struct{ *verify.Verifier }

// pages has SQLite compare the pages of the file and the indexes with the tables.
func (v verifier) pages() error {
	var none int
	if err := v.Row("SearchRenewed", nil).Scan(&none); err != nil {
		v.Broken("the words for search", err)
	}
	return v.Ask("PRAGMA integrity_check(100)", nil, func(row scanner) error {
		var line string
		err := row.Scan(&line)
		if err == nil && line != "ok" {
			v.Fault("ledger", "the file", line)
		}
		return err
	})
}

// outbox reads the tables of the alerts, and their indexes: SQLite does not
// notice an empty one that was put in the place of another.
func (v verifier) outbox() error {
	for _, name := range []string{"OutboxAnswers", "OutboxChanges", "OutboxChangesByID", "OutboxDeliveries", "OutboxDeliveriesDue"} {
		if err := v.All(name, nil, func(scanner) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}

// schema compares tables, indexes and triggers with those of an empty ledger.
func (v verifier) schema(ctx context.Context) error {
	want, err := freshSchema(ctx)
	if err != nil {
		return err
	}
	have, err := objects(v)
	if err != nil {
		return err
	}
	for _, o := range want {
		if got, there := find(have, o.name); !there {
			v.Fault("ledger", o.kind+" "+o.name, "is not there")
		} else if got != o {
			v.Fault("ledger", o.kind+" "+o.name, "was changed")
		}
	}
	for _, o := range have {
		if _, ours := find(want, o.name); !ours {
			v.Fault("ledger", o.kind+" "+o.name, "was not made by this program")
		}
	}
	return nil
}

// object is a table, index or trigger.
type object struct{ kind, name, sql string }

func find(objects []object, name string) (object, bool) {
	for _, o := range objects {
		if o.name == name {
			return o, true
		}
	}
	return object{}, false
}

// freshSchema gives what the migrations make.
func freshSchema(ctx context.Context) (_ []object, err error) {
	db, err := connect(":memory:", 1)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := up(ctx, db, nil); err != nil {
		return nil, err
	}
	return objects(access{ctx: ctx, on: db, queries: generated()})
}

func objects(r rows.Reader) ([]object, error) {
	return rows.List(r, "Schema", nil, func(row scanner) (o object, err error) {
		return o, row.Scan(&o.kind, &o.name, &o.sql)
	})
}
