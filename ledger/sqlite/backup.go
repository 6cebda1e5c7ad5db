package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"demarche"
)

// Backup writes a copy of the ledger as it is at one moment to a file that is
// not there yet, and verifies the copy; others may read and write meanwhile.
// The file appears under its name only when it is whole and on the disk. A
// copy with faults is an error: they are the ledger's own, which must be
// verified and gone back on. progress, if not nil, is told of the verification.
func (s *Store) Backup(ctx context.Context, path string, progress func(done, total int)) (demarche.Verification, error) {
	var v demarche.Verification
	err := newFile(path, func(part string) error {
		if err := s.copyTo(ctx, part); err != nil {
			return err
		}
		if err := flush(part); err != nil {
			return err
		}
		var err error
		v, err = verified(ctx, part, progress)
		return err
	})
	return v, explain("back up", path, err)
}

// copyTo writes all rows to another file, in one read transaction.
func (s *Store) copyTo(ctx context.Context, path string) (err error) {
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	// Connections that read refuse to write anything, even another file.
	if _, err := conn.ExecContext(ctx, "PRAGMA query_only = 0"); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, s.queries["Copy"], path)
	_, again := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA query_only = 1")
	if err = errors.Join(err, again); err != nil {
		return err
	}
	return s.signOut(ctx, path)
}

// signOut ends the sessions in a copy: it lies elsewhere, perhaps for long, and
// whoever signed out of the ledger must not be signed in to it.
func (s *Store) signOut(ctx context.Context, path string) (err error) {
	whole, err := filepath.Abs(path) // addresses of files have no others
	if err != nil {
		return err
	}
	db, err := connect(dsn(whole, "mode=rw", "_pragma=secure_delete(1)"), 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, s.queries["EndAllSessions"])
	return err
}

// newFile has a file made beside path, and gives it that name once it is made.
func newFile(path string, fill func(part string) error) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return &demarche.Error{Code: demarche.Conflict, Path: path, Detail: "the file is there already", Hint: "name another; it was not changed", Err: err}
	}
	part := path + ".part"
	defer func() {
		for _, name := range []string{part, part + "-wal", part + "-shm", part + "-journal"} {
			_ = os.Remove(name) // what is left of an attempt that failed
		}
	}()
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := makePrivate(part); err != nil {
		return err
	}
	if err := fill(part); err != nil {
		return err
	}
	if pending(part) {
		// SQLite reports nothing when it cannot move the pages of the log into
		// the file as it is closed, and the file alone is not the whole then.
		return &demarche.Error{Code: demarche.Storage, Path: path, Detail: "the disk did not take all of the file",
			Hint: "check the disk and the room on it, then do this again; nothing was changed"}
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return flush(filepath.Dir(path))
}

// makePrivate makes an empty file that its owner alone can read, unless one is
// there: SQLite takes such a file for a new database, and gives its mode to
// those that it makes beside it. Ledgers hold passwords' hashes and what is withheld.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// flush brings a file or folder to the disk.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = f.Sync()
	if info, serr := f.Stat(); serr == nil && info.IsDir() {
		err = nil // not every system can flush folders
	}
	return errors.Join(err, f.Close())
}

// verified opens a ledger, reads all of it, and fails if it has faults.
func verified(ctx context.Context, path string, progress func(done, total int)) (v demarche.Verification, err error) {
	c, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		return v, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if v, err = c.Verify(ctx, progress); err != nil {
		return v, err
	}
	if len(v.Faults) > 0 {
		f := v.Faults[0]
		return v, &demarche.Error{Code: demarche.Corrupt, Op: "back up", Path: f.What + " " + f.ID, Detail: f.Reason,
			Hint: "the ledger has faults, so no copy was made; run demarche verify, and go back to a copy that is sound"}
	}
	return v, nil
}
