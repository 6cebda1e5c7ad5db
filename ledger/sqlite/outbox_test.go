package sqlite_test

import (
	"path/filepath"
	"testing"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/conformance"
	"demarche/ledger/sqlite"
)

func TestTheOutboxConforms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	conformance.Outbox(t, func(t *testing.T) conformance.OutboxLedger { return open(t, path, sqlite.Options{}) })
}

func TestAnOutboxOpenForReadingTakesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := open(t, path, sqlite.Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, path, sqlite.Options{ReadOnly: true})
	defer func() { _ = s.Close() }()
	if err := s.Note(t.Context(), ledger.Seen{}, ledger.Noted{}); demarche.CodeOf(err) != demarche.Storage {
		t.Errorf("it says %v", err)
	}
}
