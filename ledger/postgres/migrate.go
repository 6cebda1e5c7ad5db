package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"demarche"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// versionTable is where goose notes which migrations a schema has had.
const versionTable = "schema_version"

// newestVersion gives the number of the last migration.
func newestVersion() (int64, error) {
	files, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil || len(files) == 0 {
		return 0, fmt.Errorf("no migrations: %w", err)
	}
	number, _, _ := strings.Cut(strings.TrimPrefix(files[len(files)-1], "migrations/"), "_")
	return strconv.ParseInt(number, 10, 64)
}

// form is what a schema holds.
type form struct {
	there   bool  // the schema
	ours    bool  // the table of goose
	others  bool  // any table
	version int64 // of the ledger, 0 if there is none
}

// inspect tells what the schema of the ledger holds.
func (s *Store) inspect(ctx context.Context, on runner) (form, error) {
	var f form
	a := access{ctx: ctx, on: on, queries: s.queries}
	var usable bool
	if err := a.row("Form", named{"schema": s.schema, "version_table": versionTable}).Scan(&f.there, &f.ours, &f.others, &usable); err != nil || !f.ours {
		return f, err
	}
	if !usable {
		return f, &demarche.Error{Code: demarche.Storage, Op: "open ledger", Path: s.shown, Detail: "this user has no rights in the schema " + s.schema, Hint: "let the owner run roles.sql for it (demarche roles), see docs/postgres.md"}
	}
	return f, a.row("FormVersion", nil).Scan(&f.version)
}

// prepare brings the tables to this version's form, or refuses what it cannot read.
func (s *Store) prepare(ctx context.Context, config *pgx.ConnConfig) error {
	want, err := newestVersion()
	if err != nil {
		return err
	}
	f, err := s.inspect(ctx, s.pool)
	switch {
	case err != nil:
		return err
	case f.version == want && s.readOnly:
		return nil
	case f.version == want:
		return s.mayWrite(ctx)
	case f.version > want:
		return &demarche.Error{Code: demarche.Newer, Op: "open ledger", Path: s.shown,
			Detail: fmt.Sprintf("a newer version of the program wrote the ledger (form %d, this version knows %d)", f.version, want),
			Hint:   "use the newest version of demarche; the ledger was not changed"}
	case f.others && !f.ours:
		return &demarche.Error{Code: demarche.Unsupported, Op: "open ledger", Path: s.shown,
			Detail: fmt.Sprintf("the schema %s holds tables of another program", s.schema), Hint: "name another schema with ?search_path=NAME"}
	case s.readOnly && f.version == 0:
		return &demarche.Error{Code: demarche.NotFound, Op: "open ledger", Path: s.shown, Detail: "there is no ledger yet",
			Hint: "begin one with demarche add FILE, or name another with --ledger"}
	case s.readOnly:
		return &demarche.Error{Code: demarche.Storage, Op: "open ledger", Path: s.shown,
			Detail: "an earlier version of the program wrote the ledger, and it is open for reading only",
			Hint:   ownerFirst}
	case f.version > 0:
		if err := s.mayMigrate(ctx); err != nil {
			return err
		}
	}
	return s.migrate(ctx, config)
}

// ownerFirst is what to do about tables of an old form.
const ownerFirst = "the owner must bring it to this version's form once, with demarche worker --once, and then run roles.sql again (demarche roles)"

// mayMigrate refuses a user who does not own the tables, and so cannot bring them to another form.
func (s *Store) mayMigrate(ctx context.Context) error {
	var owns bool
	if err := s.anywhere(ctx).row("OwnsForm", nil).Scan(&owns); err != nil || owns {
		return err
	}
	return &demarche.Error{Code: demarche.Storage, Op: "open ledger", Path: s.shown,
		Detail: "an earlier version of the program wrote the ledger, and this user does not own it", Hint: ownerFirst}
}

// mayWrite refuses a user or a server that cannot write to the log.
func (s *Store) mayWrite(ctx context.Context) error {
	var may, standby bool
	if err := s.anywhere(ctx).row("MayWrite", nil).Scan(&may, &standby); err != nil {
		return err
	}
	e := &demarche.Error{Code: demarche.Storage, Op: "open ledger", Path: s.shown, Detail: "this user may only read the ledger",
		Hint: "connect as one to whom roles.sql gave the right to write, see docs/postgres.md"}
	if standby {
		e.Detail, e.Hint = "the server is for reading only", "name the server to which it is a standby"
	}
	if may && !standby {
		return nil
	}
	return e
}

// migrate brings the tables to the newest form. Of several processes one does
// it, and the others wait for it.
func (s *Store) migrate(ctx context.Context, config *pgx.ConnConfig) error {
	alone, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer alone.Release()
	a := access{ctx: ctx, on: alone, queries: s.queries}
	if _, err := a.exec("LockForm", named{"schema": s.schema}); err != nil {
		return err
	}
	defer func() {
		a.ctx = context.WithoutCancel(ctx)
		_, _ = a.exec("UnlockForm", named{"schema": s.schema})
	}()
	// A schema that is there may belong to another user, who gave this one a right to make tables in it.
	if f, err := s.inspect(ctx, alone); err != nil {
		return err
	} else if !f.there {
		if _, err := alone.Exec(ctx, "CREATE SCHEMA "+pgx.Identifier{s.schema}.Sanitize()); err != nil {
			return err
		}
	}
	db := stdlib.OpenDB(*config)
	return errors.Join(up(ctx, db), db.Close())
}

// up brings the schema of a connection to the newest form.
func up(ctx context.Context, db *sql.DB) error {
	provider, err := migrations(db)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

func migrations(db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db, files, goose.WithTableName(versionTable), goose.WithDisableGlobalRegistry(true))
}
