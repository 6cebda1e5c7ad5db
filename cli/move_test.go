package cli

import (
	"path/filepath"
	"testing"

	"demarche/ledger/sqlite"
)

func TestAMoveThatIsRefusedLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	l, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := &session{ctx: t.Context()}
	if err := s.leaveNothing(l, path); err != nil {
		t.Fatal(err)
	}
	_ = l.Close() // as the command does in the end
	if all, err := filepath.Glob(path + "*"); err != nil || len(all) > 0 {
		t.Errorf("%v is left, %v", all, err)
	}
}
