package sqlite_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche"
	"demarche/ledger/conformance"
	"demarche/ledger/sqlite"
)

// A ledger that the first version wrote has no tree over its log; it is made
// when the ledger is opened for writing, and is the one it would have had.
func TestALedgerOfTheFirstVersionGetsItsTree(t *testing.T) {
	path := filled(t, bare(varied())...)
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

// bare gives reports as the first ledgers kept them.
func bare(reports []conformance.Report) []conformance.Report {
	for i, r := range reports {
		reports[i] = r.Bare()
	}
	return reports
}

// What an earlier version kept, and what it exported, keeps its hashes; added
// again, it comes to say what its source tells.
func TestWhatSourcesTellChangesNoHashOfEarlierLines(t *testing.T) {
	reports := samples(0, 7)
	path := filled(t, bare(samples(0, 7))...)
	var export bytes.Buffer
	earlier := open(t, path, sqlite.Options{})
	head, err := earlier.Export(t.Context(), &export, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = earlier.Close()
	for _, field := range []string{`"media"`, `"head","`, `"publisher"`, `"corrections"`, `"published_at"`} {
		if strings.Contains(export.String(), field) {
			t.Errorf("%s is said by reports that tell nothing of it", field)
		}
	}
	db := raw(t, path)
	if err := sqlite.DownTo(t.Context(), db, 6); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	s := open(t, path, sqlite.Options{})
	if v := sound(t, s); v.LogHead != head.Chain {
		t.Errorf("the head is %s, was %s", v.LogHead, head.Chain)
	}
	for _, r := range reports {
		outcome, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading)
		if says := r.Document.Publisher+r.Document.Byline+r.Document.Canonical+r.Document.Extractor+r.Document.Corrections+r.Document.PublishedAt != ""; err != nil || (outcome == demarche.Added) != says {
			t.Errorf("%s: %s, %v", r.Document.Name, outcome, err)
		}
		if k, err := s.Document(t.Context(), r.Document.Hash()); err != nil || k.Document != r.Document {
			t.Errorf("%+v, %v; want\n%+v", k.Document, err, r.Document)
		}
	}
	sound(t, s)
}

func TestADamagedLogGetsNoTree(t *testing.T) {
	old := filled(t, bare(samples(0, 3))...)
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

// A process that is killed while it makes the ledger can leave the mark of a
// ledger in the file, and beside it the journal by which SQLite takes it back.
func TestALedgerWhoseMakingWasBrokenOff(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := sqlite.Claim(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	journal := make([]byte, 512)                      // a sector
	copy(journal, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7") // of a journal
	binary.BigEndian.PutUint32(journal[20:], 512)     // sector size; the file had no pages
	binary.BigEndian.PutUint32(journal[24:], 4096)    // page size
	if err := os.WriteFile(path+"-journal", journal, 0o600); err != nil {
		t.Fatal(err)
	}
	for n := range uint64(2) {
		s := open(t, path, sqlite.Options{})
		add(t, s, samples(n, n+1)...)
		sound(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
