package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"demarche"
	"demarche/ledger/postgres"
)

// A ledger lies in a file, or in PostgreSQL under an address.

// ledgerPath gives where the ledger lies, as it was given. It is not to be
// shown: an address can hold a password, see shown.
func (s *session) ledgerPath() (string, error) {
	if s.path != "" {
		return s.path, nil
	}
	return s.stages.DefaultPath(s.around.Getenv)
}

// shown gives where a ledger lies, as it may be shown.
func shown(path string) string {
	if postgres.Is(path) {
		return postgres.Shown(path)
	}
	return path
}

// noPassword refuses a password on the command line, which other users of the
// computer can read.
func noPassword(path string) error {
	if !postgres.Is(path) || !postgres.HasPassword(path) {
		return nil
	}
	return &demarche.Error{Code: demarche.Invalid, Op: "open ledger", Path: shown(path), Detail: "a password on the command line can be read by other users of the computer",
		Hint: "give the address in $DEMARCHE_LEDGER, or the password in PGPASSFILE (~/.pgpass)"}
}

// ledgerThere opens a ledger for writing that must be there already, as the
// audience of the session sees it.
func (s *session) ledgerThere() (demarche.Ledger, error) { return s.asSeen(s.wholeThere()) }

// wholeThere opens a ledger for writing that must be there already.
func (s *session) wholeThere() (demarche.Ledger, error) {
	path, err := s.ledgerPath()
	if err != nil {
		return nil, err
	}
	if postgres.Is(path) {
		l, err := s.wholeLedger(true)
		if err != nil && demarche.CodeOf(err) != demarche.Storage { // one of an earlier form is brought to this one
			return nil, err
		}
		if err == nil {
			_ = l.Close()
		}
		return s.wholeLedger(false)
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return s.wholeLedger(true) // which says so
	}
	return s.wholeLedger(false)
}

// ledgerFileThere refuses a ledger in a file that is not there: to begin one is
// not what was asked for, and its name may be mistyped.
func (s *session) ledgerFileThere() error {
	path, err := s.ledgerPath()
	if err != nil || postgres.Is(path) {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return &demarche.Error{Code: demarche.NotFound, Op: "open ledger", Path: path, Detail: "there is no ledger here yet",
			Hint: "make it with demarche add REPORT..., or name another with --ledger"}
	}
	return nil
}

// newLedgerFile gives the file in which a ledger is to lie, and makes its folder.
func (s *session) newLedgerFile() (string, error) {
	path, err := s.ledgerPath()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", writeError(path, err)
	}
	return path, nil
}

// ledgerToMake gives where a ledger is to lie that is made, in a file or in PostgreSQL.
func (s *session) ledgerToMake() (string, error) {
	if path, err := s.ledgerPath(); err != nil || postgres.Is(path) {
		return path, err
	}
	return s.newLedgerFile()
}

// notAFile is the error of what is done with files only.
func notAFile(path string) error {
	return &demarche.Error{Code: demarche.Unsupported, Path: shown(path), Detail: "a copy of a ledger is a file",
		Hint: "demarche move copies a ledger between a file and PostgreSQL; PostgreSQL has its own backups, see docs/postgres.md"}
}

// beside names a file that belongs to a ledger: beside its file, or, of one in
// PostgreSQL, in the folder of the user's own ledger.
func (s *session) beside(path, suffix string) (string, error) {
	if !postgres.Is(path) {
		return path + suffix, nil
	}
	own, err := s.stages.DefaultPath(s.around.Getenv)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(own), 0o755); err != nil {
		return "", writeError(own, err)
	}
	return filepath.Join(filepath.Dir(own), "postgres-"+demarche.HashOf([]byte(postgres.Shown(path)))[:16]+suffix), nil
}
