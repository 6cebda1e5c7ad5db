package ledger

import (
	"os"
	"path/filepath"
	"runtime"
)

// Private reports whether nobody else may read a file that holds a secret: its
// mode is 0600 or less, as PostgreSQL's own programs ask of theirs. What systemd
// hands to a service ($CREDENTIALS_DIRECTORY) is: there an access list lets the
// service's user read, which the mode shows as a right of the group. getenv is
// os.Getenv outside of tests.
func Private(path string, getenv func(string) string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	others := info.Mode().Perm() & 0o077
	if handed := getenv("CREDENTIALS_DIRECTORY"); handed != "" && filepath.Dir(path) == filepath.Clean(handed) {
		others &^= 0o040
	}
	return others == 0 || runtime.GOOS == "windows", nil
}
