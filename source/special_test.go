//go:build unix

package source_test

import (
	"os"
	"syscall"
	"testing"

	"demarche"
)

func TestSpecialFilesAreNotOpened(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(dir+"/pipe.txt", 0o644); err != nil {
		t.Skip("no named pipes here:", err)
	}
	for _, path := range []string{dir, dir + "/pipe.txt", os.DevNull} {
		got, errs := load(t, dir, path)
		if len(got) != 0 || len(errs) != 1 || demarche.CodeOf(errs[0]) != demarche.Unsupported {
			t.Errorf("%s: %q %v", path, got, errs)
		}
	}
}
