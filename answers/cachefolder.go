package answers

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// inFolder keeps the files of a cache in a folder.
type inFolder string

const (
	// unfinished begins the names of files that are being written, and givenUp is
	// after how long without a change nobody writes one any more.
	unfinished = "."
	givenUp    = time.Hour
)

// Load reads the file.
func (f inFolder) Load(_ context.Context, name string) ([]byte, error) {
	return os.ReadFile(f.Place(name))
}

// Reach is 0: beside a ledger that is a file one program finds what is to find.
func (f inFolder) Reach(context.Context, string) (int64, error) { return 0, nil }

// Save writes the file, which appears once it is whole.
func (f inFolder) Save(_ context.Context, name string, _ int64, write func(io.Writer) error) (err error) {
	if err := os.MkdirAll(string(f), 0o755); err != nil {
		return err
	}
	f.sweep()
	to, err := os.CreateTemp(string(f), unfinished+name+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = to.Close()
			_ = os.Remove(to.Name())
		}
	}()
	if err := write(to); err != nil {
		return err
	}
	if err := to.Close(); err != nil {
		return err
	}
	return os.Rename(to.Name(), f.Place(name))
}

// Place gives the path of the file.
func (f inFolder) Place(name string) string { return filepath.Join(string(f), name) }

// sweep removes what was left half written by programs that were killed.
func (f inFolder) sweep() {
	files, err := os.ReadDir(string(f))
	if err != nil {
		return
	}
	for _, file := range files {
		if info, err := file.Info(); err == nil && strings.HasPrefix(file.Name(), unfinished) && time.Since(info.ModTime()) > givenUp {
			_ = os.Remove(f.Place(file.Name()))
		}
	}
}
