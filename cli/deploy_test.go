package cli_test

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"demarche/cli"
	"demarche/internal/pgtest"
)

// composed is what the tests look at of the compose file.
type composed struct {
	Services map[string]struct {
		Command     []string
		Environment map[string]string
		Secrets     []string
	}
	Secrets map[string]struct{ File string }
}

func composeFile(t *testing.T) (c composed, text string) {
	t.Helper()
	b, err := os.ReadFile("../deploy/compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalWithOptions(b, &c, yaml.AllowDuplicateMapKey()); err != nil {
		t.Fatal(err)
	}
	return c, string(b)
}

// secretsAsItsHeadSays runs the commands by which the head of the compose file
// has secrets made, in a folder, and gives the folder of the secrets.
func secretsAsItsHeadSays(t *testing.T, text string) string {
	t.Helper()
	_, after, found := strings.Cut(text, "#   mkdir secrets\n")
	commands, _, ended := strings.Cut(after, "#   demarche watch")
	if !found || !ended {
		t.Fatal("the head of the compose file makes no secrets")
	}
	script := "sudo() { :; }\nmkdir secrets\n"
	for line := range strings.Lines(commands) {
		script += strings.TrimPrefix(line, "#")
	}
	dir := t.TempDir()
	c := exec.CommandContext(t.Context(), "bash", "-euc", script)
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", script, err, out)
	}
	return filepath.Join(dir, "secrets")
}

// TestTheComposeFileGivesEachItsRole does with a server for tests what the
// services of the compose file do, with their commands, addresses and secrets.
func TestTheComposeFileGivesEachItsRole(t *testing.T) {
	server, address := pgtest.StartTCP(t)
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	c, text := composeFile(t)
	secrets := secretsAsItsHeadSays(t, text)
	for name, s := range c.Secrets {
		if s.File != "./secrets/"+name {
			t.Errorf("the secret %s comes from %s", name, s.File)
		} else if info, err := os.Stat(filepath.Join(secrets, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the secret %s is not made: %v, %v", name, info, err)
		}
	}
	here := strings.NewReplacer("/run/secrets", secrets, "database:5432", at.Host, "/roles.sql", "../ledger/postgres/roles.sql")
	none := exec.CommandContext(t.Context(), "psql", "-X", "-v", "ON_ERROR_STOP=1", "-f", "../deploy/initdb.sql", server.URL())
	if out, err := none.CombinedOutput(); err == nil || !strings.Contains(string(out), "the passwords of the roles cannot be read") {
		t.Errorf("without secrets: %v: %s", err, out)
	}
	initdb, err := os.ReadFile("../deploy/initdb.sql")
	if err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(t.TempDir(), "initdb.sql")
	if err := os.WriteFile(script, []byte(here.Replace(string(initdb))), 0o600); err != nil {
		t.Fatal(err)
	}
	pgtest.PSQL(t, server.URL(), "-f", script)
	passwordsAreAskedFor(t, server.URL())
	as := func(service string) (ledger string) {
		x := c.Services[service]
		t.Setenv("PGPASSFILE", here.Replace(x.Environment["PGPASSFILE"]))
		ledger = here.Replace(x.Environment["DEMARCHE_LEDGER"])
		t.Setenv("DEMARCHE_LEDGER", ledger)
		return ledger
	}
	for range 2 { // as after an upgrade
		as("ledger")
		do(t, c.Services["ledger"].Command...)
		as("rights")
		arguments := strings.Fields(here.Replace(strings.Join(c.Services["rights"].Command, " ")))
		last := len(arguments) - 1
		pgtest.PSQL(t, arguments[last], arguments[:last]...)
	}
	for _, service := range []string{"worker", "serve"} {
		ledger := as(service)
		if got := pgtest.PSQL(t, ledger, "-c", "SELECT current_user, has_table_privilege('demarche.log', 'INSERT'), has_table_privilege('demarche.log', 'DELETE'), pg_has_role('owner', 'MEMBER')"); got != "worker|t|f|f" {
			t.Errorf("%s connects as %s", service, got)
		}
	}
	as("worker")
	do(t, "add", "--later", teamReports(t, 0, 2))
	if out := do(t, "worker", "--once"); !strings.Contains(out, "read 2 captures, failed 0") {
		t.Errorf("the worker says %s", out)
	}
	if got := c.Services["database"].Environment["POSTGRES_INITDB_ARGS"]; !strings.Contains(got, "--data-checksums") {
		t.Errorf("the database is made with %q", got)
	}
}

// passwordsAreAskedFor has a server on loopback ask the roles of a deployment for passwords.
func passwordsAreAskedFor(t *testing.T, superuser string) {
	t.Helper()
	file := pgtest.PSQL(t, superuser, "-c", "SHOW hba_file")
	rules, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append([]byte("host news owner,worker,analyst 127.0.0.1/32 scram-sha-256\n"), rules...), 0o600); err != nil {
		t.Fatal(err)
	}
	pgtest.PSQL(t, superuser, "-c", "SELECT pg_reload_conf()")
}

// unit is what the tests look at of a unit of systemd: the settings by name.
func unit(t *testing.T, name string) map[string][]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../deploy/systemd", name))
	if err != nil {
		t.Fatal(err)
	}
	u := map[string][]string{}
	for line := range strings.Lines(string(b)) {
		if setting, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(setting, "#") {
			u[setting] = append(u[setting], value)
		}
	}
	return u
}

// until calls stop when what is written to it holds some words.
type until struct {
	words string
	stop  func()

	mu  sync.Mutex
	has bytes.Buffer
}

func (u *until) Write(b []byte) (int, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	n, err := u.has.Write(b)
	if strings.Contains(u.has.String(), u.words) {
		u.stop()
	}
	return n, err
}

func (u *until) String() string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.has.String()
}

// TestTheUnitOfWorkersStarts starts a worker as its unit says, with the example of
// a file of alerts and its secrets where systemd lays credentials, with the mode
// that systemd gives them since version 254.
func TestTheUnitOfWorkersStarts(t *testing.T) {
	t.Setenv("DEMARCHE_LEDGER", onPostgres(t))
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	handed, etc := t.TempDir(), t.TempDir()
	t.Setenv("CREDENTIALS_DIRECTORY", handed)
	u := unit(t, "demarche-worker@.service")
	_, example, _ := strings.Cut(do(t, "alerts", "example"), "\ntargets:")
	example, _, _ = strings.Cut(example, "\n  - name: local") // of the targets, the one with a secret in a file
	said := map[string]string{
		"pgpass":      "",
		"alerts.yaml": "targets:" + example + "\nalerts:\n  - to: [desk]\n",
		"desk.secret": strings.Repeat("x", 24),
	}
	for _, credential := range u["LoadCredential"] {
		name, from, _ := strings.Cut(credential, ":")
		content, known := said[name]
		if !known || from != "/etc/demarche/"+name {
			t.Fatalf("%s is handed over", credential)
		}
		if err := os.WriteFile(filepath.Join(handed, name), []byte(content), 0o440); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(etc, "sources.yaml"), []byte("sources:\n  - name: nobody\n    address: http://127.0.0.1:9/nobody\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, setting := range u["Environment"] {
		name, value, _ := strings.Cut(setting, "=")
		t.Setenv(name, strings.ReplaceAll(value, "%d", handed))
	}
	line := strings.NewReplacer("/usr/local/bin/demarche ", "", "127.0.0.1:909%i", "127.0.0.1:0", "%d", handed, "/etc/demarche", etc).Replace(u["ExecStart"][0])
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var out bytes.Buffer
	log := &until{words: `"msg":"working"`, stop: stop}
	status := cli.Run(ctx, strings.Fields(line), cli.Surroundings{In: strings.NewReader(""), Out: &out, Err: log, Now: time.Now, Getenv: os.Getenv}, withReader(marks{}))
	const interrupted = 130 // where it is stopped before the first job
	if ctx.Err() == nil || status != 0 && status != interrupted {
		t.Errorf("%s: status %d: %s%s", line, status, out.String(), log.String())
	}
}
