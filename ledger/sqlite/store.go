// Package sqlite keeps the ledger in one SQLite file.
//
// Every Add is one transaction that is on the disk when Add returns
// (write-ahead log, synchronous FULL). Several goroutines and several processes
// may use one ledger at once; writers wait for each other, readers wait for
// nobody. Triggers refuse to change or remove evidence, and the log covers
// every row, so that Verify finds what was changed behind the program's back.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/pack"
	"demarche/ledger/rows"
)

// Options change how a ledger is opened; the zero value is for everyday use.
type Options struct {
	Clock    func() time.Time // time.Now if nil; the log keeps when it took each entry
	ReadOnly bool             // add nothing, and do not bring the file to this version's form
	Patience time.Duration    // how long to wait for another process that writes; 0 for 10 seconds
	// Progress, unless nil, is told how far it is to bring a ledger of an earlier
	// version to this version's form, if that takes long: of so many rows so many.
	Progress func(done, total int)
}

// Store is a ledger in an SQLite file. It is safe for use by several goroutines.
type Store struct {
	rows.Questions
	path     string
	clock    func() time.Time
	patience time.Duration
	progress func(done, total int)
	queries  queries
	packer   *pack.Packer
	read     *sql.DB
	write    *sql.DB              // one connection; nil if the ledger is open for reading only
	insert   map[string]*sql.Stmt // statements of Add, prepared on write
}

var (
	_ demarche.Ledger      = (*Store)(nil)
	_ ledger.Copier        = (*Store)(nil)
	_ ledger.Exporter      = (*Store)(nil)
	_ ledger.Capturer      = (*Store)(nil)
	_ ledger.AccountKeeper = (*Store)(nil)
	_ ledger.LineSource    = (*Store)(nil)
	_ ledger.LineTarget    = (*Store)(nil)
)

// Open opens the ledger at path. Unless it is opened for reading only, a
// ledger that is not there is made, with its folder, and one that an earlier
// version wrote is brought to this version's form. A file that is no ledger is
// never touched.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s := &Store{clock: o.Clock, patience: o.Patience, progress: o.Progress}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.patience == 0 {
		s.patience = 10 * time.Second
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, explain("open ledger", path, err)
	}
	s.path = abs
	s.Questions = rows.NewQuestions(rows.Base{Path: abs, Reading: s.reading, Anywhere: s.anywhere, Explain: s.explain, Sought: sought, Remember: true})
	if err := s.open(ctx, o.ReadOnly); err != nil {
		_ = s.Close()
		return nil, s.explain("open ledger", err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, readOnly bool) error {
	var err error
	s.queries = generated()
	if s.packer, err = pack.New(); err != nil {
		return err
	}
	there, err := inspect(ctx, s.path)
	if err != nil {
		return err
	}
	if readOnly {
		return s.openToRead(ctx, there)
	}
	return s.openToWrite(ctx, there)
}

func (s *Store) openToRead(ctx context.Context, there bool) error {
	if !there {
		return &demarche.Error{Code: demarche.NotFound, Op: "open ledger", Path: s.path, Detail: "there is no ledger yet",
			Hint: "begin one with demarche add FILE, or name another with --ledger"}
	}
	have, source, err := s.readableSource(ctx)
	if err != nil {
		return err
	}
	switch want, err := newestVersion(); {
	case err != nil:
		return err
	case have > want:
		return s.newer(have, want)
	case have < want:
		return &demarche.Error{Code: demarche.Storage, Op: "open ledger", Path: s.path,
			Detail: "an earlier version of the program wrote the ledger, and it is open for reading only",
			Hint:   "bring it to this version's form with any command that writes, such as demarche add"}
	}
	s.read, err = connectToRead(source, readers())
	return err
}

// readableSource gives the data source with which the file can be read, and
// the version of its form. The file is opened for writing where that is
// allowed, because only then SQLite removes the files that it needs beside it
// while it reads. It does without them only if told that nobody writes to the
// ledger; that is said where no write-ahead log waits and either nobody may
// write to the file, or it cannot be read otherwise, as in a folder that is
// read-only.
func (s *Store) readableSource(ctx context.Context) (int64, string, error) {
	shared := dsn(s.path, "mode=rw", "_pragma=query_only(1)")
	alone := dsn(s.path, "mode=ro", "immutable=1", "_pragma=query_only(1)")
	if pending(s.path) {
		version, err := versionAt(ctx, shared)
		return version, shared, err
	}
	if sealed(s.path) {
		version, err := versionAt(ctx, alone)
		return version, alone, err
	}
	version, err := versionAt(ctx, shared)
	if err == nil {
		return version, shared, nil
	}
	if version, again := versionAt(ctx, alone); again == nil {
		return version, alone, nil
	}
	return 0, "", err
}

// pending reports whether a write-ahead log waits beside the file.
func pending(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// sealed reports whether nobody may write to the file.
func sealed(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Perm()&0o222 == 0
}

func (s *Store) openToWrite(ctx context.Context, there bool) error {
	if there && !sealed(s.path) {
		if err := s.patiently(ctx, func() (err error) {
			there, err = recovered(ctx, s.path)
			return err
		}); err != nil {
			return err
		}
	}
	if !there {
		if err := os.MkdirAll(filepath.Dir(s.path), 0o755); err != nil {
			return err
		}
		if err := s.patiently(ctx, func() error { return claim(ctx, s.path) }); err != nil {
			return err
		}
	}
	if sealed(s.path) { // before SQLite makes files beside it that are read-only as well
		return fmt.Errorf("the file is read-only: %w", fs.ErrPermission)
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	var err error
	if s.read, err = connectToRead(dsn(s.path, "mode=rw", "_pragma=query_only(1)", readCache, readMapped), readers()); err != nil {
		return err
	}
	s.write, err = connect(dsn(s.path, "mode=rw", "_txlock=immediate",
		"_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)", "_pragma=foreign_keys(1)"), 1)
	if err != nil {
		return err
	}
	if err := s.patiently(ctx, func() error { return s.tryWriting(ctx) }); err != nil {
		return err
	}
	return s.prepare(ctx)
}

// tryWriting changes nothing, but as a change: SQLite opens a file that it may
// not write to for reading, and says so only then.
func (s *Store) tryWriting(ctx context.Context) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, s.queries["TryWriting"])
	return errors.Join(err, tx.Rollback())
}

// prepare prepares what Add needs, once.
func (s *Store) prepare(ctx context.Context) error {
	s.insert = make(map[string]*sql.Stmt)
	for _, name := range addQueries() {
		stmt, err := s.write.PrepareContext(ctx, s.queries[name])
		if err != nil {
			return fmt.Errorf("prepare %s: %w", name, err)
		}
		s.insert[name] = stmt
	}
	return nil
}

// patiently repeats what fails because another process holds the ledger, until
// the patience of the store or the context ends.
func (s *Store) patiently(ctx context.Context, do func() error) error {
	end := time.Now().Add(s.patience)
	for {
		err := do()
		if !busy(err) || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// Close closes the ledger. Calls that are under way may fail.
func (s *Store) Close() error {
	var errs []error
	for _, stmt := range s.insert {
		errs = append(errs, stmt.Close())
	}
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return s.explain("close ledger", errors.Join(errs...))
}

func readers() int { return max(2, runtime.GOMAXPROCS(0)) }
