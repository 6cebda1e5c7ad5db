//go:build unix

package sqlite_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"demarche"
	"demarche/ledger/sqlite"
)

// The variable that makes the test binary give up the rights of root, which
// nothing is read-only for.
const nobodyVariable = "DEMARCHE_TEST_NOBODY"

func becomeNobody() {
	if os.Getenv(nobodyVariable) == "" || os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	if err := syscall.Setgid(nobody); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := syscall.Setuid(nobody); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func TestWhatMayNotBeWrittenTo(t *testing.T) {
	if os.Geteuid() == 0 && os.Getenv(nobodyVariable) == "" {
		again(t)
		return
	}
	path := filled(t, samples(0, 5)...)
	allow := func(name string, mode os.FileMode) {
		t.Helper()
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	folder := filepath.Dir(path)
	t.Cleanup(func() { allow(folder, 0o755) })
	for name, test := range map[string]struct{ file, folder os.FileMode }{
		"a read-only file":                       {0o444, 0o755},
		"a read-only folder":                     {0o644, 0o555},
		"a read-only file in a read-only folder": {0o444, 0o555},
	} {
		allow(path, test.file)
		allow(folder, test.folder)
		_, err := sqlite.Open(t.Context(), path, sqlite.Options{})
		t.Logf("%s: %v", name, err)
		wantError(t, err, demarche.Storage, path)
		s, err := sqlite.Open(t.Context(), path, sqlite.Options{ReadOnly: true})
		if err != nil {
			t.Errorf("%s does not open for reading: %v", name, err)
			continue
		}
		if all, err := s.Entries(t.Context(), demarche.Filter{}); err != nil || len(all) == 0 {
			t.Errorf("%s: %d entries, %v", name, len(all), err)
		}
		sound(t, s)
		_ = s.Close()
		allow(folder, 0o755)
	}
	allow(folder, 0o555)
	_, err := sqlite.Open(t.Context(), filepath.Join(folder, "new.db"), sqlite.Options{})
	wantError(t, err, demarche.Storage, "new.db")
	_, err = sqlite.Open(t.Context(), filepath.Join(folder, "sub", "new.db"), sqlite.Options{})
	wantError(t, err, demarche.Storage, "new.db")
	allow(folder, 0o755)
	allow(path, 0)
	for _, readOnly := range []bool{false, true} {
		_, err := sqlite.Open(t.Context(), path, sqlite.Options{ReadOnly: readOnly})
		wantError(t, err, demarche.Storage, path)
	}
	allow(path, 0o644)
	s := open(t, path, sqlite.Options{})
	add(t, s, samples(5, 7)...)
	sound(t, s)
}

// again runs the test once more without the rights of root.
func again(t *testing.T) {
	t.Helper()
	folder, err := os.MkdirTemp("", "nobody")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), self, "-test.v", "-test.run", "^"+t.Name()+"$")
	c.Env = append(os.Environ(), nobodyVariable+"=1", "TMPDIR="+folder)
	out, err := c.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}
