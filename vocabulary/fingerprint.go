package vocabulary

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io/fs"
)

// unread reports whether a file holds nothing that reading depends on: what
// exports write, and where places lie on a map.
func unread(name string) bool { return name == "plover.yaml" || name == "positions.yaml" }

// Fingerprint writes every vocabulary file that reading depends on, by name,
// into a hash; a reader's version names what it read with.
func Fingerprint(into hash.Hash) error {
	return fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || unread(name) {
			return err
		}
		b, err := files.ReadFile(name)
		if err != nil {
			return fmt.Errorf("vocabulary: %w", err)
		}
		fmt.Fprintf(into, "%s %x\n", name, sha256.Sum256(b))
		return nil
	})
}
