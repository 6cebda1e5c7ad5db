package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"demarche"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// versionTable is where goose notes which migrations a file has had.
const versionTable = "schema_version"

// written gives the migrations that are written in Go. Those that take long in a
// large ledger tell how far they are.
func written(tell func(done, total int)) []*goose.Migration {
	search := func(ctx context.Context, tx *sql.Tx) error { return makeSearch(ctx, tx, tell) }
	return []*goose.Migration{
		goose.NewGoMigration(3, &goose.GoFunc{RunTx: fillTree}, nil), // taken back with the table
		goose.NewGoMigration(searchVersion, &goose.GoFunc{RunTx: search}, &goose.GoFunc{RunTx: unmakeSearch}),
	}
}

// newestVersion gives the number of the last migration.
func newestVersion() (int64, error) {
	files, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil || len(files) == 0 {
		return 0, fmt.Errorf("no migrations: %w", err)
	}
	number, _, _ := strings.Cut(strings.TrimPrefix(files[len(files)-1], "migrations/"), "_")
	newest, err := strconv.ParseInt(number, 10, 64)
	for _, m := range written(nil) {
		newest = max(newest, m.Version)
	}
	return newest, err
}

// versionAt gives the version of the form of the ledger at a data source, 0
// for one without tables.
func versionAt(ctx context.Context, source string) (int64, error) {
	db, err := connect(source, 1)
	if err != nil {
		return 0, err
	}
	version, err := versionOf(ctx, db)
	return version, errors.Join(err, db.Close())
}

func versionOf(ctx context.Context, db *sql.DB) (int64, error) {
	var there bool
	err := db.QueryRowContext(ctx, "SELECT count(*) > 0 FROM sqlite_schema WHERE name = '"+versionTable+"'").Scan(&there)
	if err != nil || !there {
		return 0, err
	}
	var version sql.NullInt64
	err = db.QueryRowContext(ctx, "SELECT max(version_id) FROM "+versionTable+" WHERE is_applied").Scan(&version)
	return version.Int64, err
}

// migrate brings the file to the newest form, while no other process has it open.
func (s *Store) migrate(ctx context.Context) error {
	want, err := newestVersion()
	if err != nil {
		return err
	}
	return s.patiently(ctx, func() error {
		have, err := versionAt(ctx, dsn(s.path, "mode=rw"))
		switch {
		case err != nil || have == want:
			return err
		case have > want:
			return s.newer(have, want)
		}
		return migrateAlone(ctx, s.path, s.progress)
	})
}

func (s *Store) newer(have, want int64) error {
	return &demarche.Error{Code: demarche.Newer, Op: "open ledger", Path: s.path,
		Detail: fmt.Sprintf("a newer version of the program wrote the ledger (form %d, this version knows %d)", have, want),
		Hint:   "use the newest version of demarche; the ledger was not changed"}
}

// migrateAlone holds the whole file locked from the first statement to the last.
// What it wrote is on the disk when it is done, because closing moves it from
// the write-ahead log into the file; a crash before that leaves an earlier form.
func migrateAlone(ctx context.Context, path string, tell func(done, total int)) error {
	db, err := connect(dsn(path, "mode=rw", "_txlock=immediate",
		"_pragma=locking_mode(EXCLUSIVE)", "_pragma=journal_mode(WAL)", "_pragma=synchronous(NORMAL)"), 1)
	if err != nil {
		return err
	}
	return errors.Join(up(ctx, db, tell), db.Close())
}

// up brings a database to the newest form.
func up(ctx context.Context, db *sql.DB, tell func(done, total int)) error {
	provider, err := migrations(db, tell)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

func migrations(db *sql.DB, tell func(done, total int)) (*goose.Provider, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, db, files,
		goose.WithTableName(versionTable), goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(written(tell)...))
}
