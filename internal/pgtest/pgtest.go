// Package pgtest starts PostgreSQL servers for tests, from the programs that a
// system has installed (Debian's package postgresql). A test that needs one is
// skipped, and says why, where there is none.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// What Run tells the tests of its process, and the programs that they start.
const (
	urlVariable = "DEMARCHE_TEST_POSTGRES"    // a server to use; set it to use one that runs already
	whyVariable = "DEMARCHE_TEST_NO_POSTGRES" // why there is none
)

// Run runs the tests of a package with one server for all of them, see URL. Use
// it in TestMain: os.Exit(pgtest.Run(m)).
func Run(m *testing.M) int {
	if os.Getenv(urlVariable) != "" {
		return m.Run()
	}
	s, err := start()
	if err != nil {
		_ = os.Setenv(whyVariable, err.Error())
		return m.Run()
	}
	defer s.Stop()
	_ = os.Setenv(urlVariable, s.URL())
	return m.Run()
}

// URL gives the address of the server that Run started. The test is skipped if
// there is none.
func URL(t testing.TB) string {
	t.Helper()
	if u := os.Getenv(urlVariable); u != "" {
		return u
	}
	t.Skip("no PostgreSQL: " + os.Getenv(whyVariable))
	return ""
}

// Schema gives the address of a schema of the server at an address that no
// other call was given. It is not there yet.
func Schema(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", fmt.Sprintf("t%d_%d", os.Getpid(), time.Now().UnixNano()))
	u.RawQuery = q.Encode()
	return u.String()
}

// Server is a PostgreSQL server with a folder of its own. It listens on a Unix
// socket only. The superuser demarche needs no password; a role of the name
// locked would need one.
type Server struct {
	folder   string
	programs string
	durable  bool // what it acknowledges is on the disk
	process  *process
	port     string   // also in the name of the socket
	settings []string // beside the usual ones; what is said last counts
}

// Start starts a server that ends with the test. The test is skipped if it
// cannot be had.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := start()
	if err != nil {
		t.Skip("no PostgreSQL: " + err.Error())
	}
	t.Cleanup(s.Stop)
	return s
}

// Durable starts a server as one runs in earnest, for measurements: what it
// acknowledges is on the disk, which servers for tests do not wait for. It fails
// where PostgreSQL cannot be had.
func Durable() (*Server, error) {
	s, err := start()
	if err != nil {
		return nil, err
	}
	s.process.stop()
	s.durable = true
	if err := s.Restart(); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

// start makes a server and starts it.
func start() (*Server, error) {
	programs, err := find()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "pg") // short: the path of a socket may not be long
	if err != nil {
		return nil, err
	}
	s := &Server{folder: folder, programs: programs, port: "5432"}
	if err := s.make(); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

// find gives the folder of the newest programs that are installed.
func find() (string, error) {
	all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if here, err := exec.LookPath("initdb"); err == nil {
		all = append(all, here)
	}
	if len(all) == 0 {
		return "", errors.New("it is not installed (apt-get install postgresql)")
	}
	slices.SortFunc(all, func(a, b string) int { return len(a) - len(b) + strings.Compare(a, b) }) // 9 before 15
	return filepath.Dir(all[len(all)-1]), nil
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

func (s *Server) make() error {
	if err := own(s.folder); err != nil {
		return err
	}
	init := exec.Command(filepath.Join(s.programs, "initdb"), "-D", s.data(), "-U", "demarche", "-A", "trust", "-E", "UTF8",
		"--no-locale", "--no-sync", "--no-instructions")
	if err := asNobody(init); err != nil {
		return err
	}
	if out, err := init.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	rules := "local all locked scram-sha-256\nlocal all all trust\nlocal replication all trust\n"
	if err := os.WriteFile(filepath.Join(s.data(), "pg_hba.conf"), []byte(rules), 0o644); err != nil {
		return err
	}
	return s.Restart()
}

// URL gives the address of its database.
func (s *Server) URL() string {
	return "postgres:///postgres?" + url.Values{"host": {s.folder}, "port": {s.port}, "user": {"demarche"}}.Encode()
}

// Programs gives the folder of the programs that belong to it: psql, createdb ...
func (s *Server) Programs() string { return s.programs }

// PID gives the number of its first process, of which the others are children.
func (s *Server) PID() int { return s.process.pid() }

// Restart starts the server, after it was killed too, and waits until it answers.
func (s *Server) Restart() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		again, err := s.begin(ctx)
		if !again {
			return err
		}
		select { // what is left of a server that was killed takes a moment to end
		case <-ctx.Done():
			return err
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// begin starts the server and waits until it answers; again tells that it ended at once.
func (s *Server) begin(ctx context.Context) (again bool, err error) {
	log, err := os.OpenFile(filepath.Join(s.folder, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return false, err
	}
	defer func() { _ = log.Close() }()
	c := exec.Command(filepath.Join(s.programs, "postgres"), append([]string{"-D", s.data(), "-k", s.folder, "-F",
		"-c", "listen_addresses=", "-c", "port=" + s.port, "-c", "max_connections=200", "-c", "unix_socket_permissions=0777"}, s.settings...)...)
	c.Stdout, c.Stderr = log, log
	if err := asNobody(c); err != nil {
		return false, err
	}
	if s.durable {
		c.Args = append(c.Args, "-c", "fsync=on") // what is said last counts
	}
	if s.process, err = run(c); err != nil {
		return false, err
	}
	for {
		if exec.CommandContext(ctx, filepath.Join(s.programs, "pg_isready"), "-q", "-h", s.folder, "-p", s.port, "-U", "demarche", "-d", "postgres").Run() == nil {
			return false, nil
		}
		select {
		case <-s.process.ended:
			return true, fmt.Errorf("it does not start: %s", s.log())
		case <-ctx.Done():
			return false, fmt.Errorf("it does not answer: %s", s.log())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (s *Server) log() string {
	b, _ := os.ReadFile(filepath.Join(s.folder, "log"))
	return string(b)
}

// Kill ends the server at once, as if its machine had lost power, but for what
// the system has in memory.
func (s *Server) Kill() { s.process.kill() }

// Stop ends the server and removes its folder.
func (s *Server) Stop() {
	if s.process != nil {
		s.process.stop()
	}
	_ = os.RemoveAll(s.folder)
}

// PSQL runs psql on the database at an address, and fails the test if it fails.
func PSQL(t testing.TB, address string, args ...string) string {
	t.Helper()
	return strings.TrimSpace(Tool(t, "psql", append([]string{"-XAtq", "-v", "ON_ERROR_STOP=1", ForTools(t, address)}, args...)...))
}

// ForTools gives an address as PostgreSQL's own programs take it: without the
// driver's search_path; psql has it in options.
func ForTools(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Del("search_path")
	u.RawQuery = q.Encode()
	return u.String()
}

// Tool runs one of PostgreSQL's own programs, gives what it says, and fails the
// test if it fails.
func Tool(t testing.TB, program string, args ...string) string {
	t.Helper()
	programs, err := find()
	if err != nil {
		t.Skip("no PostgreSQL: " + err.Error())
	}
	out, err := exec.CommandContext(t.Context(), filepath.Join(programs, program), args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v: %s", program, strings.Join(args, " "), err, out)
	}
	return string(out)
}
