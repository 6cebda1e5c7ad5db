package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"demarche"
)

// applicationID marks an SQLite file as a ledger, in its header: "DEMA".
const applicationID = 0x44454D41

// dsn gives the data source name of a file with parameters. SQLite waits a
// tenth of a second for a lock by itself; longer waits are up to patiently,
// which heeds the context.
func dsn(path string, parameters ...string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // a Windows drive
	}
	parameters = append(parameters, "_pragma=busy_timeout(100)", "_pragma=trusted_schema(0)", "_pragma=cell_size_check(1)")
	u := url.URL{Scheme: "file", Path: p, RawQuery: strings.Join(parameters, "&")}
	return u.String()
}

// connect gives a pool of at most so many connections that stay open.
func connect(source string, most int) (*sql.DB, error) {
	db, err := sql.Open("sqlite", source)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	return db, nil
}

// inspect reports whether a ledger is at path. An empty file is none, a file
// that is something else is an error. The file is read through SQLite, because
// closing it by other means would release the locks that this process may have
// on it, and as immutable, so that not even a file is made beside it.
func inspect(ctx context.Context, path string) (bool, error) {
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, &demarche.Error{Code: demarche.Invalid, Op: "open ledger", Path: path, Detail: "this is not a file",
			Hint: "name a file with --ledger"}
	case info.Size() == 0:
		return false, nil
	}
	id, err := markAt(ctx, dsn(path, "mode=ro", "immutable=1"))
	if primaryCode(err) == sqlite3.SQLITE_CORRUPT {
		// While another process moves pages from the write-ahead log into the
		// file, it looks cut short to whoever does not ask for a lock.
		id, err = markAt(ctx, dsn(path, "mode=ro"))
	}
	switch {
	case primaryCode(err) == sqlite3.SQLITE_NOTADB:
		return false, &demarche.Error{Code: demarche.Corrupt, Op: "open ledger", Path: path, Err: err,
			Detail: "this is not a ledger, or its beginning is damaged", Hint: "name the ledger with --ledger, or go back to a copy of the file"}
	case err != nil:
		return false, err
	case id != applicationID:
		return false, &demarche.Error{Code: demarche.Unsupported, Op: "open ledger", Path: path,
			Detail: "this is a database of another program, not a ledger", Hint: "name the ledger with --ledger"}
	}
	return true, nil
}

// recovered reports whether a ledger is at path after SQLite has taken back what
// another process that was killed left half done: that can be the mark itself.
func recovered(ctx context.Context, path string) (bool, error) {
	if _, err := os.Stat(path + "-journal"); err != nil {
		return true, nil // nothing is half done
	}
	if _, err := versionAt(ctx, dsn(path, "mode=rw")); err != nil { // any question has it taken back
		return false, err
	}
	return inspect(ctx, path)
}

// markAt gives the application id in the header of a database.
func markAt(ctx context.Context, source string) (id int64, err error) {
	db, err := connect(source, 1)
	if err != nil {
		return 0, err
	}
	err = db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id)
	return id, errors.Join(err, db.Close())
}

// claim makes a file that is not there, or is empty, a ledger without tables.
// It does so outside of write-ahead mode, so that the mark is in the file
// itself from the beginning.
func claim(ctx context.Context, path string) error {
	if err := makePrivate(path); err != nil {
		return err
	}
	db, err := connect(dsn(path, "mode=rwc", "_pragma=synchronous(FULL)"), 1)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	return errors.Join(err, db.Close())
}
