package cli

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"demarche"
	"demarche/source"
)

func TestImportsRememberHowFarArchivesWereAdded(t *testing.T) {
	dir := t.TempDir()
	state, archive := filepath.Join(dir, "l.db.imports.json"), filepath.Join(dir, "a.warc.gz")
	if err := os.WriteFile(archive, []byte("archive"), 0o644); err != nil {
		t.Fatal(err)
	}
	load := func() *imports {
		t.Helper()
		m, err := loadImports(state)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if at := load().from(archive); at != 0 {
		t.Errorf("an archive never added begins at %d", at)
	}
	reached := func(item source.Item) {
		t.Helper()
		m := load()
		if err := errors.Join(m.reached(item), m.save()); err != nil {
			t.Fatal(err)
		}
	}
	reached(source.Item{Path: archive, Next: 4711})
	reached(source.Item{Path: archive + "!inner"}) // cannot be taken up
	if at := load().from(archive); at != 4711 {
		t.Errorf("the archive goes on at %d", at)
	}
	if at := load().from(filepath.Join(dir, "other.warc.gz")); at != 0 {
		t.Errorf("another archive goes on at %d", at)
	}
	if err := load().finished([]string{archive}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(state); !os.IsNotExist(err) {
		t.Errorf("something is remembered of nothing: %v", err)
	}
	reached(source.Item{Path: archive, Next: 3})
	if err := os.Chtimes(archive, time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if at := load().from(archive); at != 0 {
		t.Errorf("an archive that was changed goes on at %d", at)
	}
	if err := os.WriteFile(state, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := loadImports(state); demarche.CodeOf(err) != demarche.Corrupt || demarche.HintOf(err) == "" {
		t.Errorf("a damaged memory: %v", err)
	}
}
