package ledger

import (
	"path/filepath"
	"runtime"

	"demarche"
)

// DefaultPath gives the place of a user's own ledger, demarche/demarche.db in
// the folder where the system keeps a user's data: $XDG_DATA_HOME or
// ~/.local/share, on macOS ~/Library/Application Support, on Windows
// %LocalAppData%. getenv is os.Getenv outside of tests.
func DefaultPath(getenv func(string) string) (string, error) {
	folder := dataFolder(runtime.GOOS, getenv)
	if folder == "" {
		return "", &demarche.Error{Code: demarche.NotFound, Op: "find ledger", Detail: "the user's data folder is not known",
			Hint: "say where the ledger is with --ledger FILE"}
	}
	return filepath.Join(folder, "demarche", "demarche.db"), nil
}

// dataFolder gives an absolute path, or nothing.
func dataFolder(system string, getenv func(string) string) string {
	home := func(below ...string) string {
		if h := getenv("HOME"); filepath.IsAbs(h) {
			return filepath.Join(append([]string{h}, below...)...)
		}
		return ""
	}
	switch system {
	case "windows":
		return getenv("LocalAppData")
	case "darwin":
		return home("Library", "Application Support")
	}
	if x := getenv("XDG_DATA_HOME"); filepath.IsAbs(x) { // the specification has relative ones ignored
		return x
	}
	return home(".local", "share")
}
