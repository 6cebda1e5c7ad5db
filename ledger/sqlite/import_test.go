package sqlite_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/ledger/conformance"
	"demarche/ledger/sqlite"
)

func exported(t *testing.T, s *sqlite.Store) string {
	t.Helper()
	var b bytes.Buffer
	last, of := 0, 0
	if _, err := s.Export(t.Context(), &b, func(done, total int) { last, of = done, total }); err != nil {
		t.Fatal(err)
	}
	if last != of {
		t.Errorf("progress ends at %d of %d", last, of)
	}
	return b.String()
}

func TestAnImportHasTheSameLog(t *testing.T) {
	path := decided(t)
	s := open(t, path, sqlite.Options{})
	odd := conformance.Sample(40)
	odd.Capture.Address = "/folder/not \xff UTF-8.txt"
	odd.Capture.Bytes = nil
	odd.Document.Capture = odd.Capture.Hash()
	odd.Document.Name = "not \xff UTF-8.txt"
	add(t, s, odd)
	whole := exported(t, s)
	to := filepath.Join(t.TempDir(), "copy.db")
	v, err := sqlite.Import(t.Context(), to, strings.NewReader(whole), nil)
	if err != nil {
		t.Fatalf("%v (%s)", err, demarche.HintOf(err))
	}
	if head, err := s.Head(t.Context()); err != nil || v.LogHead != head.Chain || v.TreeHash != head.Tree || v.LogLength != head.Size {
		t.Errorf("the import verifies as %+v, the ledger has %+v (%v)", v, head, err)
	}
	if dump(t, to) != dump(t, path) {
		t.Error("the import differs from the ledger")
	}
	c := open(t, to, sqlite.Options{})
	if exported(t, c) != whole {
		t.Error("exported again, it differs")
	}
	add(t, c, samples(50, 53)...)
	sound(t, c)
	_, err = sqlite.Import(t.Context(), to, strings.NewReader(whole), nil)
	wantError(t, err, demarche.Conflict, "there already")
	empty := open(t, filepath.Join(t.TempDir(), "empty.db"), sqlite.Options{})
	if v, err := sqlite.Import(t.Context(), filepath.Join(t.TempDir(), "copy.db"), strings.NewReader(exported(t, empty)), nil); err != nil || v.LogLength != 0 {
		t.Errorf("the import of an empty ledger: %+v, %v", v, err)
	}
}

func TestADamagedExportIsNotImported(t *testing.T) {
	whole := exported(t, open(t, decided(t), sqlite.Options{}))
	lines := strings.SplitAfter(strings.TrimSuffix(whole, "\n"), "\n")
	refused := func(name, words string, code demarche.Code) {
		t.Helper()
		folder := t.TempDir()
		_, err := sqlite.Import(t.Context(), filepath.Join(folder, "copy.db"), strings.NewReader(words), nil)
		if demarche.CodeOf(err) != code || demarche.HintOf(err) == "" {
			t.Errorf("%s: %v of %s, want %s", name, err, demarche.CodeOf(err), code)
		}
		if files, _ := os.ReadDir(folder); len(files) != 0 {
			t.Errorf("%s: %d files were left", name, len(files))
		}
	}
	refused("nothing", "", demarche.Unsupported)
	refused("a note", "just a note\n", demarche.Unsupported)
	refused("a newer form", strings.Replace(whole, "export 1", "export 2", 1), demarche.Newer)
	refused("another head", strings.Replace(whole, `"chain":"`, `"chain":"f`, 1), demarche.Corrupt)
	refused("the header alone", lines[0], demarche.Corrupt)
	refused("a line cut short", strings.Join(lines[:5], "")+lines[5][:20], demarche.Corrupt)
	refused("the last line cut off", strings.Join(lines[:len(lines)-1], ""), demarche.Corrupt)
	for i := 1; i < len(lines); i += 9 {
		refused(fmt.Sprintf("without line %d", i), strings.Join(slices.Delete(slices.Clone(lines), i, i+1), ""), demarche.Corrupt)
		changed := slices.Clone(lines)
		changed[i] = strings.Replace(changed[i], `"value":"`, `"value":"x`, 1)
		refused(fmt.Sprintf("line %d changed", i), strings.Join(changed, ""), demarche.Corrupt)
	}
	for what, words := range map[string]string{
		"another text":  strings.Replace(whole, `"text":"`, `"text":"x`, 1),
		"other bytes":   strings.Replace(whole, `"bytes":"`, `"bytes":"AAAA`, 1),
		"another time":  strings.Replace(whole, `"at":"2025`, `"at":"2024`, 1),
		"another kind":  strings.Replace(whole, `"what":"record"`, `"what":"rumour"`, 1),
		"another place": strings.Replace(whole, `"sequence":3,`, `"sequence":4,`, 1),
	} {
		if words == whole {
			t.Fatalf("%s changes nothing", what)
		}
		refused(what, words, demarche.Corrupt)
	}
}

func TestADamagedLedgerIsNotExported(t *testing.T) {
	path := filled(t, samples(0, 5)...)
	for _, change := range []string{
		"UPDATE records SET body = replace(body, '}', ' }') WHERE sequence = (SELECT max(sequence) FROM records)",
		"UPDATE blobs SET packed = x'00'",
		"UPDATE documents SET title = 'x'",
		"DELETE FROM captures",
	} {
		copied := copyOf(t, path)
		db := raw(t, copied)
		execute(t, db, "PRAGMA foreign_keys = OFF")
		for name := range triggers(t, db) {
			execute(t, db, "DROP TRIGGER "+name)
		}
		execute(t, db, change)
		_ = db.Close()
		s := open(t, copied, sqlite.Options{ReadOnly: true})
		if _, err := s.Export(t.Context(), &bytes.Buffer{}, nil); demarche.CodeOf(err) != demarche.Corrupt || demarche.HintOf(err) == "" {
			t.Errorf("%s: %v", change, err)
		}
	}
}
