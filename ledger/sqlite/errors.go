package sqlite

import (
	"context"
	"errors"
	"io/fs"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"demarche"
)

// explain makes a demarche.Error of what the database reports at an operation.
// An Error that is one already and the end of a context pass through.
func (s *Store) explain(op string, err error) error { return explain(op, s.path, err) }

func explain(op, path string, err error) error {
	var ours *demarche.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ours), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	e := &demarche.Error{Code: demarche.Internal, Op: op, Path: path, Err: err}
	switch primaryCode(err) {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		e.Code, e.Detail = demarche.Conflict, "another program is writing to the ledger"
		e.Hint = "wait until it is done, then do this again; what is kept already is not kept twice"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		e.Code, e.Detail = demarche.Storage, "the ledger cannot be written to"
		e.Hint = "check that you may write to the file and to its folder, or name another ledger with --ledger"
	case sqlite3.SQLITE_CANTOPEN:
		e.Code, e.Detail = demarche.Storage, "the ledger cannot be opened"
		e.Hint = "check that the folder is there and that you may write to it, or name another ledger with --ledger"
	case sqlite3.SQLITE_FULL:
		e.Code, e.Detail = demarche.Storage, "the disk is full"
		e.Hint = "make room, then do this again; everything that was reported as added is kept"
	case sqlite3.SQLITE_IOERR:
		e.Code, e.Detail = demarche.Storage, "the disk reported an error"
		e.Hint = "check the disk and the room on it, then do this again; everything that was reported as added is kept"
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		e.Code, e.Detail = demarche.Corrupt, "the ledger is damaged"
		e.Hint = "run demarche verify to see what is damaged, and go back to a copy of the file"
	case sqlite3.SQLITE_NOMEM:
		e.Code, e.Detail = demarche.Storage, "there is not enough memory"
	default:
		var file *fs.PathError
		switch {
		case errors.Is(err, fs.ErrPermission):
			e.Code, e.Detail = demarche.Storage, "the ledger cannot be written to"
			e.Hint = "check that you may write to the file and to its folder, or name another ledger with --ledger"
		case errors.As(err, &file): // the folder cannot be made, or a part of the path is no folder
			e.Code, e.Detail = demarche.Storage, "the ledger cannot be kept here"
			e.Hint = "check that its folder is there or can be made, or name another ledger with --ledger"
		}
	}
	return e
}

// primaryCode gives SQLite's primary result code, 0 for other errors.
func primaryCode(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}

func busy(err error) bool {
	c := primaryCode(err)
	return c == sqlite3.SQLITE_BUSY || c == sqlite3.SQLITE_LOCKED
}
