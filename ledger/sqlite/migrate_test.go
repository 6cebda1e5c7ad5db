package sqlite_test

import (
	"testing"

	"demarche"
	"demarche/ledger/sqlite"
)

// A ledger that the first version wrote has no tree over its log; it is made
// when the ledger is opened for writing, and is the one it would have had.
func TestALedgerOfTheFirstVersionGetsItsTree(t *testing.T) {
	path := filled(t, varied()...)
	before := sound(t, open(t, path, sqlite.Options{ReadOnly: true}))
	old := copyOf(t, path)
	db := raw(t, old)
	if err := sqlite.DownTo(t.Context(), db, 1); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	_, err := sqlite.Open(t.Context(), old, sqlite.Options{ReadOnly: true})
	wantError(t, err, demarche.Storage, "earlier version")
	s := open(t, old, sqlite.Options{})
	after := sound(t, s)
	if after.TreeHash != before.TreeHash || after.LogHead != before.LogHead || after.TreeHash == "" {
		t.Errorf("the tree is %s over %s, was %s over %s", after.TreeHash, after.LogHead, before.TreeHash, before.LogHead)
	}
	add(t, s, samples(20, 24)...)
	sound(t, s)
}

func TestADamagedLogGetsNoTree(t *testing.T) {
	old := filled(t, samples(0, 3)...)
	db := raw(t, old)
	if err := sqlite.DownTo(t.Context(), db, 1); err != nil {
		t.Fatal(err)
	}
	execute(t, db, "DROP TRIGGER log_no_delete")
	execute(t, db, "PRAGMA foreign_keys = OFF")
	execute(t, db, "DELETE FROM log WHERE sequence = 4")
	_ = db.Close()
	_, err := sqlite.Open(t.Context(), old, sqlite.Options{})
	wantError(t, err, demarche.Corrupt, "line 4 of the log is not there")
}
