package cli

import (
	"os"
	"path/filepath"

	"demarche"
	"demarche/ledger"
)

type backupCommand struct {
	File string `arg:"" help:"The copy, a file that is not there yet."`
	JSON bool   `help:"Print as JSON."`
}

func (backupCommand) Help() string {
	return "Copies the ledger as it is at one moment, also while others write to it, and verifies the copy before it gets its name. The copy is a ledger like any other.\n\nExample: demarche backup demarche-march.db"
}

// Run copies the ledger.
func (c *backupCommand) Run(s *session) error {
	path, err := s.ledgerPath()
	if err != nil {
		return err
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
	path, err := s.newLedgerPath()
	if err != nil {
		return err
	}
	return s.copyLedger(c.File, path, c.JSON)
}

// newLedgerPath gives where the ledger lies, and makes its folder.
func (s *session) newLedgerPath() (string, error) {
	path, err := s.ledgerPath()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", writeError(path, err)
	}
	return path, nil
}

// copyLedger copies and verifies a ledger, and tells what was copied.
func (s *session) copyLedger(from, to string, asJSON bool) error {
	l, err := s.stages.Ledger(s.ctx, from, true, s.around.Now)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	c, ok := l.(ledger.Copier)
	if !ok {
		return &demarche.Error{Code: demarche.Unsupported, Path: from, Detail: "this ledger is not a file that can be copied", Hint: "use demarche export"}
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

// copied tells what a new ledger holds.
func (s *session) copied(path string, v demarche.Verification, asJSON bool) error {
	if asJSON {
		return s.asJSON(v)
	}
	return s.verification(path, v)
}
