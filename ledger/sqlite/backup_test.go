package sqlite_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"demarche"
	"demarche/ledger/sqlite"
)

func TestABackupIsTheLedger(t *testing.T) {
	path := decided(t)
	for name, readOnly := range map[string]bool{"a ledger that is written to": false, "one that is read": true} {
		s := open(t, path, sqlite.Options{ReadOnly: readOnly})
		to := filepath.Join(t.TempDir(), "copy.db")
		v, err := s.Backup(t.Context(), to, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		head, err := s.Head(t.Context())
		if err != nil || v.LogHead != head.Chain || v.TreeHash != head.Tree {
			t.Errorf("%s: the copy is %+v, the ledger %+v (%v)", name, v, head, err)
		}
		if dump(t, to) != dump(t, path) {
			t.Errorf("%s: the copy differs", name)
		}
		if beside, _ := filepath.Glob(to + "*"); len(beside) != 1 {
			t.Errorf("%s: %v were left beside the copy", name, beside)
		}
		c := open(t, to, sqlite.Options{})
		add(t, c, samples(30, 33)...)
		sound(t, c)
		_, err = s.Backup(t.Context(), to, nil)
		wantError(t, err, demarche.Conflict, "there already")
		_ = s.Close()
	}
}

func TestABackupWhileOthersWrite(t *testing.T) {
	path := filled(t, samples(0, 10)...)
	s := open(t, path, sqlite.Options{})
	var wg sync.WaitGroup
	wg.Go(func() { add(t, s, samples(10, 60)...) })
	folder := t.TempDir()
	last := int64(0)
	for _, name := range []string{"one.db", "two.db", "three.db"} {
		v, err := s.Backup(t.Context(), filepath.Join(folder, name), nil)
		if err != nil || v.LogLength < last || v.LogLength == 0 {
			t.Errorf("%s: %d lines (%v)", name, v.LogLength, err)
		}
		last = v.LogLength
	}
	wg.Wait()
}

func TestAFaultyLedgerIsNotBackedUp(t *testing.T) {
	path := filled(t, samples(0, 3)...)
	db := raw(t, path)
	execute(t, db, "DROP TRIGGER records_no_update")
	_ = db.Close()
	to := filepath.Join(t.TempDir(), "copy.db")
	_, err := open(t, path, sqlite.Options{}).Backup(t.Context(), to, nil)
	wantError(t, err, demarche.Corrupt, "records_no_update")
	if files, _ := os.ReadDir(filepath.Dir(to)); len(files) != 0 {
		t.Errorf("%d files were left", len(files))
	}
	_, err = open(t, path, sqlite.Options{}).Backup(t.Context(), filepath.Join(to, "below", "copy.db"), nil)
	wantError(t, err, demarche.Storage, "copy.db")
}
