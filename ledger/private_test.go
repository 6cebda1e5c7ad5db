package ledger_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"demarche/ledger"
)

func TestASecretIsPrivateIfNobodyElseMayReadIt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have no modes there")
	}
	handed, other := t.TempDir(), t.TempDir()
	getenv := func(name string) string { return map[string]string{"CREDENTIALS_DIRECTORY": handed + "/"}[name] }
	for _, x := range []struct {
		folder  string
		mode    fs.FileMode
		private bool
	}{
		{other, 0o600, true}, {other, 0o400, true}, {other, 0o640, false}, {other, 0o440, false}, {other, 0o604, false}, {other, 0o620, false},
		{handed, 0o440, true}, {handed, 0o400, true}, {handed, 0o444, false}, {handed, 0o460, false},
	} {
		path := filepath.Join(x.folder, "secret")
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, x.mode); err != nil {
			t.Fatal(err)
		}
		if got, err := ledger.Private(path, getenv); got != x.private || err != nil {
			t.Errorf("%s with mode %o: private %v, %v", path, x.mode, got, err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := ledger.Private(filepath.Join(other, "none"), getenv); err == nil {
		t.Error("a file that is not there is private")
	}
}
