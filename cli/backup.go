package cli

import (
	"errors"
	"os"
	"path/filepath"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/postgres"
)

type backupCommand struct {
	File string `arg:"" help:"The copy, a file that is not there yet."`
	JSON bool   `help:"Print as JSON."`
}

func (backupCommand) Help() string {
	return "Copies the ledger as it is at one moment, also while others write to it, and verifies the copy before it gets its name. The copy is a ledger like any other. Of a ledger in PostgreSQL it is made line by line, as demarche move does, which is for smaller ones: docs/deployment.md tells of PostgreSQL's own backups.\n\nExample: demarche backup demarche-march.db"
}

// Run copies the ledger.
func (c *backupCommand) Run(s *session) error {
	path, err := s.ledgerPath()
	if err != nil {
		return err
	}
	if postgres.Is(c.File) {
		return notAFile(c.File)
	}
	return s.copyLedger(path, c.File, c.JSON)
}

type restoreCommand struct {
	File string `arg:"" help:"A copy that demarche backup made."`
	JSON bool   `help:"Print as JSON."`
}

func (restoreCommand) Help() string {
	return "Makes the ledger of a copy, which is verified. A ledger that is there already is not touched: move it away first, or name another with --ledger.\n\nExample: demarche --ledger new.db restore demarche-march.db"
}

// Run makes the ledger of a copy.
func (c *restoreCommand) Run(s *session) error {
	path, err := s.ledgerToMake()
	if err != nil {
		return err
	}
	return s.copyLedger(c.File, path, c.JSON)
}

// copyLedger copies and verifies a ledger, and tells what was copied.
func (s *session) copyLedger(from, to string, asJSON bool) error {
	if postgres.Is(to) {
		return s.restoreByLines(from, to, asJSON)
	}
	l, err := s.ledgerAt(from, true)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	c, ok := l.(ledger.Copier)
	if !ok {
		return s.copyByLines(l, to, asJSON)
	}
	bar := s.progress(1, "verifying")
	v, err := c.Backup(s.ctx, to, func(done, total int) {
		bar.ChangeMax(max(total, 1))
		_ = bar.Set(min(done, total))
	})
	_ = bar.Finish()
	if err != nil {
		return err
	}
	return s.copied(to, v, asJSON)
}

// copyByLines copies a ledger that is no file to one: first line by line into a
// file beside the place, which is then copied to it as any other.
func (s *session) copyByLines(from demarche.Ledger, to string, asJSON bool) (err error) {
	if _, err := os.Stat(to); err == nil {
		return &demarche.Error{Code: demarche.Conflict, Op: "back up", Path: to, Detail: "the file is there already", Hint: "name another; it was not changed"}
	}
	if err := s.allPublished("back up", from, to); err != nil {
		return err
	}
	if err := s.fitsFile("back up", from, to); err != nil {
		return err
	}
	folder, err := os.MkdirTemp(filepath.Dir(to), ".demarche-")
	if err != nil {
		return writeError(to, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	path := filepath.Join(folder, "lines.db")
	l, err := s.ledgerAt(path, false)
	if err != nil {
		return err
	}
	_, err = s.moveAll(from, l)
	if cerr := l.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return s.copyLedger(path, to, asJSON)
}

// restoreByLines makes a ledger that is no file of a copy that is one. What is
// there already is not touched.
func (s *session) restoreByLines(from, to string, asJSON bool) error {
	if postgres.Is(from) {
		return notAFile(from)
	}
	l, err := s.ledgerAt(from, true)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	made, err := s.ledgerAt(to, false)
	if err != nil {
		return err
	}
	defer func() { _ = made.Close() }()
	if head, err := made.Head(s.ctx); err != nil {
		return err
	} else if head.Size > 0 {
		return &demarche.Error{Code: demarche.Conflict, Op: "restore", Path: shown(to), Detail: "there is a ledger already", Hint: "name another schema with ?search_path=NAME; it was not changed"}
	}
	v, err := s.moveAll(l, made)
	if err != nil {
		return err
	}
	return s.copied(to, v, asJSON)
}

// moveAll copies what the log covers, and accounts.
func (s *session) moveAll(from, to demarche.Ledger) (v demarche.Verification, err error) {
	if v, err = s.moveLines(from, to); err == nil {
		_, err = s.moveAccounts(from, to)
	}
	return v, err
}

// copied tells what a new ledger holds.
func (s *session) copied(path string, v demarche.Verification, asJSON bool) error {
	if asJSON {
		return s.asJSON(v)
	}
	return s.verification(shown(path), v)
}
