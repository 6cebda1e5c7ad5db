package sqlite

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestOnlyTheOwnerReadsALedgerAndItsCopies(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have no such modes here")
	}
	folder := t.TempDir()
	path, copied := filepath.Join(folder, "new.db"), filepath.Join(folder, "copy.db")
	s, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.Backup(t.Context(), copied, nil); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) < 3 {
		t.Fatalf("%d files beside the ledger, %v", len(files), err)
	}
	for _, f := range files { // the log of changes too
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s is of mode %v, %v", f.Name(), info.Mode(), err)
		}
	}
}
