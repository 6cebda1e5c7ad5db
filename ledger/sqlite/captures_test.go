package sqlite_test

import (
	"bytes"
	"database/sql"
	"errors"
	"testing"

	"demarche"
	"demarche/ledger/sqlite"
)

func TestCapturesComeBackAsTheyCame(t *testing.T) {
	path := filled(t, varied()...)
	s := open(t, path, sqlite.Options{ReadOnly: true})
	v := sound(t, s)
	of := map[string]demarche.Capture{}
	for _, r := range varied() {
		of[r.Capture.Address] = r.Capture
	}
	contents := map[string]bool{}
	told, last := 0, int64(0)
	head, err := s.Captures(t.Context(), func(k demarche.KeptCapture) error {
		want := of[k.Address]
		if !bytes.Equal(k.Bytes, want.Bytes) || !bytes.Equal(k.Head, want.Head) || (k.Head == nil) != (want.Head == nil) || k.Media != want.Media || !k.Taken.Equal(want.Taken) {
			t.Errorf("%s comes back as %+v, want %+v", k.Address, k.Capture, want)
		}
		if k.Sequence <= last || k.Kept.IsZero() || len(k.Content) != 64 || contents[k.Content] {
			t.Errorf("%s is line %d of %v, %s", k.Address, k.Sequence, k.Kept, k.Content)
		}
		contents[k.Content], last = true, k.Sequence
		return nil
	}, func(int, int) { told++ })
	if err != nil || len(contents) != v.Captures || told != v.Captures || head.Chain != v.LogHead {
		t.Errorf("%d captures, told of %d, up to %+v, %v", len(contents), told, head, err)
	}
	enough := errors.New("enough")
	if _, err := s.Captures(t.Context(), func(demarche.KeptCapture) error { return enough }, nil); !errors.Is(err, enough) {
		t.Errorf("told to stop: %v", err)
	}
}

func TestCapturesThatWereChangedDoNotComeBack(t *testing.T) {
	path := filled(t, varied()...)
	for _, change := range []string{
		"UPDATE captures SET head = x'00' WHERE sequence = 1",
		"UPDATE captures SET media = media || 'x' WHERE sequence = 1",
		"UPDATE blobs SET packed = (SELECT packed FROM blobs ORDER BY key DESC LIMIT 1) WHERE key = 1",
		"UPDATE log SET content = zeroblob(32) WHERE sequence = 1",
	} {
		damaged := copyOf(t, path)
		db := raw(t, damaged)
		for name := range triggers(t, db) {
			execute(t, db, "DROP TRIGGER "+name)
		}
		execute(t, db, change)
		closed(t, db)
		s := open(t, damaged, sqlite.Options{ReadOnly: true})
		_, err := s.Captures(t.Context(), func(demarche.KeptCapture) error { return nil }, nil)
		wantError(t, err, demarche.Corrupt, "damaged")
	}
}

func closed(t *testing.T, db *sql.DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
