package sqlite_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/ledger/conformance"
	"demarche/ledger/sqlite"
)

func TestPathsOfAnyName(t *testing.T) {
	for _, name := range []string{"a b.db", "100%25?.db", "x#y&mode=ro.db", "Ñandú.db", filepath.Join("new", "folder", "l.db")} {
		path := filepath.Join(t.TempDir(), name)
		s := open(t, path, sqlite.Options{})
		add(t, s, samples(0, 1)...)
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}

func TestTheClockIsTheOneGiven(t *testing.T) {
	at := time.Date(2031, 5, 6, 7, 8, 9, 123456789, time.FixedZone("", 3600))
	s := open(t, filepath.Join(t.TempDir(), "ledger.db"), sqlite.Options{Clock: func() time.Time { return at }})
	add(t, s, samples(0, 4)...)
	all, err := s.Entries(t.Context(), demarche.Filter{})
	if err != nil || len(all) == 0 || !all[0].Kept.Equal(at) {
		t.Errorf("%v: kept %v, want %v", err, all[0].Kept, at)
	}
}

func TestReadOnly(t *testing.T) {
	path := filled(t, samples(0, 5)...)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, path, sqlite.Options{ReadOnly: true})
	all, err := s.Entries(t.Context(), demarche.Filter{})
	if err != nil || len(all) == 0 {
		t.Errorf("%d entries, %v", len(all), err)
	}
	sound(t, s)
	r := conformance.Sample(9)
	_, err = s.Add(t.Context(), r.Capture, r.Document, r.Reading)
	wantError(t, err, demarche.Storage, "reading only")

	// What a writer adds meanwhile is seen.
	add(t, open(t, path, sqlite.Options{}), samples(20, 25)...)
	if more, err := s.Entries(t.Context(), demarche.Filter{}); err != nil || len(more) <= len(all) {
		t.Errorf("%d entries after %d, %v", len(more), len(all), err)
	}
	_ = s.Close()

	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(copied, before, 0o644); err != nil {
		t.Fatal(err)
	}
	s = open(t, copied, sqlite.Options{ReadOnly: true})
	sound(t, s)
	_ = s.Close()
	if after, err := os.ReadFile(copied); err != nil || !slices.Equal(before, after) {
		t.Errorf("reading changed the file (%v)", err)
	}
	if beside, _ := filepath.Glob(copied + "*"); len(beside) != 1 {
		t.Errorf("reading left files behind: %v", beside)
	}
	_, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "none.db"), sqlite.Options{ReadOnly: true})
	wantError(t, err, demarche.NotFound, "no ledger")
}

func TestFilesThatAreNoLedger(t *testing.T) {
	folder := t.TempDir()
	other := filepath.Join(folder, "other.db")
	if err := os.WriteFile(other, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	execute(t, raw(t, other), "CREATE TABLE recipes (name)")
	whole, err := os.ReadFile(filled(t, samples(0, 30)...))
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		bytes []byte
		code  demarche.Code
		words string
	}{
		"a note":                {[]byte("just a note"), demarche.Corrupt, "not a ledger"},
		"a long note":           {[]byte(strings.Repeat("just a note\n", 1000)), demarche.Corrupt, "not a ledger"},
		"another's database":    {foreign, demarche.Unsupported, "another program"},
		"a ledger cut short":    {whole[:len(whole)/2], demarche.Corrupt, "damaged"},
		"a ledger's first page": {whole[:4096], demarche.Corrupt, "damaged"},
		"a damaged beginning":   {append([]byte("X"), whole[1:]...), demarche.Corrupt, "not a ledger"},
	} {
		for _, readOnly := range []bool{false, true} {
			path := filepath.Join(t.TempDir(), "file.db")
			if err := os.WriteFile(path, test.bytes, 0o644); err != nil {
				t.Fatal(err)
			}
			s, err := sqlite.Open(t.Context(), path, sqlite.Options{ReadOnly: readOnly})
			if err == nil { // then the damage shows where it is read
				_, err = s.Entries(t.Context(), demarche.Filter{})
				_ = s.Close()
			}
			t.Logf("%s: %v", name, err)
			if demarche.CodeOf(err) != test.code || demarche.HintOf(err) == "" {
				t.Errorf("%s: %v of %s, want %s", name, err, demarche.CodeOf(err), test.code)
			}
			if after, err := os.ReadFile(path); err != nil || !slices.Equal(after, test.bytes) {
				t.Errorf("%s was changed (%v)", name, err)
			}
			if strings.Contains(test.words, "damaged") {
				continue // it is ours
			}
			if beside, _ := filepath.Glob(path + "*"); len(beside) != 1 {
				t.Errorf("%s: files were made beside it: %v", name, beside)
			}
		}
	}
	_, err = sqlite.Open(t.Context(), folder, sqlite.Options{})
	wantError(t, err, demarche.Invalid, "not a file")
	_, err = sqlite.Open(t.Context(), filepath.Join(other, "below.db"), sqlite.Options{})
	if err == nil {
		t.Error("a ledger was opened below a file")
	}
}

func TestAnEmptyFileBecomesALedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s := open(t, path, sqlite.Options{})
	add(t, s, samples(0, 2)...)
	sound(t, s)
}

func TestALedgerOfANewerVersion(t *testing.T) {
	path := filled(t, samples(0, 3)...)
	db := raw(t, path)
	execute(t, db, "INSERT INTO schema_version (version_id, is_applied) VALUES (99, 1)")
	_ = db.Close()
	before, _ := os.ReadFile(path)
	for _, readOnly := range []bool{false, true} {
		_, err := sqlite.Open(t.Context(), path, sqlite.Options{ReadOnly: readOnly})
		wantError(t, err, demarche.Newer, "newer version")
	}
	if after, _ := os.ReadFile(path); !slices.Equal(before, after) {
		t.Error("the ledger of a newer version was changed")
	}
}

func TestALedgerThatSomebodyElseWritesTo(t *testing.T) {
	path := filled(t, samples(0, 3)...)
	s := open(t, path, sqlite.Options{Patience: 300 * time.Millisecond})
	other := raw(t, path)
	conn, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	r := conformance.Sample(7)
	_, err = s.Add(t.Context(), r.Capture, r.Document, r.Reading)
	wantError(t, err, demarche.Conflict, "another program")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := s.Add(ctx, r.Capture, r.Document, r.Reading); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting past the end of the context: %v", err)
	}
	if all, err := s.Entries(t.Context(), demarche.Filter{}); err != nil || len(all) == 0 {
		t.Errorf("reading while another writes: %d entries, %v", len(all), err)
	}
	// Waiting ends well when the other is done.
	patient := open(t, path, sqlite.Options{ReadOnly: true})
	sound(t, patient)
	go func() {
		time.Sleep(100 * time.Millisecond)
		_, _ = conn.ExecContext(context.Background(), "ROLLBACK")
	}()
	add(t, s, r)
	sound(t, s)
}
