package cli_test

import (
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"demarche/internal/pgtest"
)

// firstList gives the commands of docs/deployment.md with which it begins.
func firstList(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../docs/deployment.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(page), "as the user `postgres`:\n\n")
	list, _, ended := strings.Cut(after, "\n\n")
	if !found || !ended {
		t.Fatal("the page does not begin with a list of commands")
	}
	commands := ""
	for line := range strings.Lines(list + "\n") {
		command, indented := strings.CutPrefix(line, "    ")
		if !indented {
			t.Fatalf("%q is no command", line)
		}
		commands += command
	}
	return commands
}

// here gives the commands with other ports than those of the page, which may be
// taken here. Each must be there, so that none is passed over.
func here(t *testing.T, commands, port string) string {
	t.Helper()
	for _, x := range [][2]string{{":5432:", ":" + port + ":"}, {"127.0.0.1:9091", unused(t)}, {"127.0.0.1:9090", unused(t)}, {"demarche serve ", "demarche serve --addr 127.0.0.1:0 "}} {
		if !strings.Contains(commands, x[0]) {
			t.Fatalf("%s is not in the list", x[0])
		}
		commands = strings.ReplaceAll(commands, x[0], x[1])
	}
	return commands
}

// unused gives an address at which nobody listened a moment ago.
func unused(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// TestTheDeploymentPageBeginsWithWhatWorks runs the first list of commands of
// docs/deployment.md as it stands, but for ports, with a server of its own: the
// superuser's name and the folder of the socket come from the environment, and
// the password that is asked for too.
func TestTheDeploymentPageBeginsWithWhatWorks(t *testing.T) {
	if testing.Short() {
		t.Skip("processes are started: not when short")
	}
	for _, program := range []string{"bash", "openssl", "curl", "sed"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no %s, which the page uses: %v", program, err)
		}
	}
	server, address := pgtest.StartTCP(t)
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	socket, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	home, bin := t.TempDir(), t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "demarche")); err != nil {
		t.Skip("no symbolic links: ", err)
	}
	script := "set -euo pipefail\ntrap 'kill $(jobs -pr) || :; wait' EXIT\n" + here(t, firstList(t), at.Port()) +
		"[ $(jobs -pr | wc -l) = 2 ] # the worker and the server go on\ndemarche --ledger postgres://analyst@127.0.0.1/news where\ndemarche account list\n"
	c := exec.CommandContext(t.Context(), "bash", "-c", script)
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) } // so that it ends what it started
	c.WaitDelay = 10 * time.Second
	c.Dir = home
	c.Env = []string{"HOME=" + home, "PATH=" + bin + ":" + server.Programs() + ":" + os.Getenv("PATH"), "LC_ALL=C",
		"PGHOST=" + socket.Query().Get("host"), "PGPORT=" + at.Port(), "PGUSER=" + socket.Query().Get("user"), "PGDATABASE=postgres",
		"DEMARCHE_PASSWORD=a password of the first admin"}
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s\n%v: %s", script, err, out)
	}
	for _, says := range []string{"postgres://worker@127.0.0.1/news: sound", "NAME", "admin"} {
		if !strings.Contains(string(out), says) {
			t.Errorf("what is done does not say %q: %s", says, out)
		}
	}
	if got := pgtest.PSQL(t, server.URL(), "-c", "SELECT count(*) FROM pg_authid WHERE rolname IN ('owner', 'worker', 'analyst') AND NOT rolsuper AND rolpassword LIKE 'SCRAM%'"); got != "3" {
		t.Errorf("%s of three roles have a password and are no superusers", got)
	}
}
