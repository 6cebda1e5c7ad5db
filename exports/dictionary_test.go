package exports_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"demarche/exports"
)

var update = flag.Bool("update", false, "write docs/exports.md")

// TestTheDictionaryIsTheNewest holds docs/exports.md against what is exported.
func TestTheDictionaryIsTheNewest(t *testing.T) {
	const path, begin, end = "../docs/exports.md", "<!-- made by go test ./exports -update; do not edit -->\n", "<!-- end -->\n"
	want, err := exports.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), begin)
	got, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the dictionary", path)
	}
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("%s is not what is exported; run go test ./exports -update", path)
	}
	if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
