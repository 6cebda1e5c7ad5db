package reader

import (
	"context"
	"testing"
)

// The vocabulary is its own test: every entry carries an example, which the
// reader must read as that entry.
func TestCodebook(t *testing.T) {
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	faults, err := r.CheckCodebook(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
}
