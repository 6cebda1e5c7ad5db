package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// Maps as Java 17 writes them: words with the prefixes of their paths, of which
// one string is shared, and words with tags.
const (
	clusters = "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAAAAAAx3CAAAABAAAAADdAAFcGxhbmVzcgARamF2YS51dGlsLkhhc2hTZXS6RIWVlri3NAMAAHhwdwwAAAAQP0AAAAAAAAN0AAExdAAEMTAxMXQAAjEweHQABWVudm95c3EAfgADdwwAAAAQP0AAAAAAAAJ0AAEwcQB+AAd4dAADb2Rkc3EAfgADdwwAAAAQP0AAAAAAAAF0AAIwMXh4"
	words    = "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAAAAAAx3CAAAABAAAAACdAAFZW52b3lzcgATamF2YS51dGlsLkFycmF5TGlzdHiB0h2Zx2GdAwABSQAEc2l6ZXhwAAAAAncEAAAAAnQAAk5OdAACVkJ4dAAFUGxhbmVzcQB+AAMAAAABdwQAAAABcQB+AAV4eA=="
)

func write(t *testing.T, name, content string) string {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(content)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	if err := run([]string{write(t, "clusters", clusters), write(t, "words", words)}, &out); err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if want := "envoy\t10\nplane\t1011\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRunRefuses(t *testing.T) {
	whole, err := base64.StdEncoding.DecodeString(clusters)
	if err != nil {
		t.Fatal(err)
	}
	good := write(t, "words", words)
	for n := range whole {
		cut := write(t, "cut", base64.StdEncoding.EncodeToString(whole[:n]))
		if err := run([]string{cut, good}, io.Discard); err == nil {
			t.Fatalf("a file cut to %d bytes was read", n)
		}
	}
	if err := run([]string{good}, io.Discard); err == nil {
		t.Error("no list of words was accepted")
	}
}
