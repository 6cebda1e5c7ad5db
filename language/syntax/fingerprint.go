package syntax

import (
	"crypto/sha256"
	"fmt"
	"hash"
)

// Fingerprint writes the embedded models into a hash; a reader's version names
// what it read with.
func Fingerprint(into hash.Hash) {
	fmt.Fprintf(into, "english %x\n", sha256.Sum256(english))
}
