package pgtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func ask(t *testing.T, s *Server, query string) string {
	t.Helper()
	out, err := exec.Command(filepath.Join(s.programs, "psql"), "-XAtq", "-h", s.folder, "-U", "demarche", "-c", query, "postgres").CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", query, err, out)
	}
	return strings.TrimSpace(string(out))
}

func TestAServerStartsIsKilledAndEnds(t *testing.T) {
	s := Start(t)
	ask(t, s, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
	s.Kill()
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, s, "SELECT n FROM kept"); got != "7" {
		t.Errorf("after it was killed %q is kept", got)
	}
	s.Stop()
	if _, err := os.Stat(s.folder); !os.IsNotExist(err) {
		t.Errorf("its folder is left: %v", err)
	}
}

func TestADurableServerWaitsForTheDisk(t *testing.T) {
	s, err := Durable()
	if err != nil {
		t.Skip(err)
	}
	defer s.Stop()
	if got := ask(t, s, "SHOW fsync"); got != "on" {
		t.Errorf("fsync is %s", got)
	}
	if usual := Start(t); ask(t, usual, "SHOW fsync") != "off" || usual.PID() == s.PID() {
		t.Error("servers for tests wait for the disk")
	}
}

func TestSchemasDiffer(t *testing.T) {
	a, b := Schema(t, "postgres:///x?host=/y"), Schema(t, "postgres:///x?host=/y")
	if a == b || !strings.Contains(a, "search_path=t") || !strings.Contains(a, "host=%2Fy") {
		t.Errorf("%s and %s", a, b)
	}
}
