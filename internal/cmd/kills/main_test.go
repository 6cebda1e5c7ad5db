package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestKills is `make kills` with fewer rounds.
func TestKills(t *testing.T) {
	rounds := 10
	if testing.Short() {
		rounds = 2
	}
	binary := filepath.Join(t.TempDir(), "demarche")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "demarche/cmd/demarche").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var told strings.Builder
	if err := run(t.Context(), binary, rounds, 7, &told); err != nil {
		t.Fatal(err)
	}
	t.Log(told.String())
	if !strings.Contains(told.String(), "add ") {
		t.Error("nothing was ended")
	}
}
