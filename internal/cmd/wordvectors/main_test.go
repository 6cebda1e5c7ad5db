package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"demarche/language/vectors"
)

func TestRun(t *testing.T) {
	v := func(first float64) []float64 { return append([]float64{first}, make([]float64, vectors.Dims+1)...) }
	file := filepath.Join(t.TempDir(), "vectors.json")
	b, err := json.Marshal(map[string]any{
		"words":   []string{"the", ",", "u.s.", "of", "rare"},
		"vectors": map[string][]float64{"the": v(1), ",": v(2), "u.s.": v(3), "of": v(4), "rare": v(5)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run([]string{file}, 2, &out); err != nil {
		t.Fatal(err)
	}
	table, err := vectors.Unpack(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]bool{"the": true, "of": true, ",": false, "u.s.": false, "rare": false} {
		if got := table.Add(make([]float32, vectors.Dims), word); got != want {
			t.Errorf("%q is kept: %t, want %t", word, got, want)
		}
	}
}

func TestRunRefuses(t *testing.T) {
	short := filepath.Join(t.TempDir(), "short.json")
	if err := os.WriteFile(short, []byte(`{"words": ["the"], "vectors": {"the": [1, 2]}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, names := range [][]string{nil, {"no such file"}, {"main.go"}, {short}} {
		if err := run(names, 10, &bytes.Buffer{}); err == nil {
			t.Errorf("%q is taken", names)
		}
	}
}
