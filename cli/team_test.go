package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger/postgres"
	"demarche/ledger/sqlite"
)

// teamRounds says how many rounds make team-kills does; else there are a few.
const teamRounds = "DEMARCHE_TEST_TEAM_ROUNDS"

// TestATeamThatIsKilledLosesNothing has four workers and two servers work on a
// ledger in PostgreSQL while reports are added, and kills workers, cuts
// connections in the middle of what they do, and restarts PostgreSQL. In the end
// the ledger holds, entry for entry, what one process writes into a file that
// nobody disturbs.
func TestATeamThatIsKilledLosesNothing(t *testing.T) {
	rounds := 2
	if n, err := strconv.Atoi(os.Getenv(teamRounds)); err == nil {
		rounds = n
	} else if testing.Short() {
		t.Skip("processes are started and killed for a while: not when short")
	}
	server := pgtest.Start(t)
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	const reported = 24
	folders := make([]string, 4)
	for i := range folders {
		folders[i] = teamReports(t, i, reported/len(folders))
	}
	alone := filepath.Join(t.TempDir(), "alone.db")
	do(t, append([]string{"--ledger", alone, "add"}, folders...)...)
	want := entriesIn(t, alone)
	if len(want) != reported {
		t.Fatalf("alone there are %d entries, want %d", len(want), reported)
	}
	for round := range rounds {
		x := &team{t: t, server: server, rng: rand.New(rand.NewPCG(uint64(round), 8)), address: pgtest.Schema(t, server.URL()), running: map[int]*process{}}
		x.disturbed(folders)
		got := entriesIn(t, x.address)
		if !slices.Equal(got, want) {
			t.Fatalf("round %d: %d entries, want %d\n%s", round, len(got), len(want), strings.Join(got, "\n"))
		}
		if out := do(t, "--ledger", x.address, "verify", "--json"); !strings.Contains(out, fmt.Sprintf(`"captures": %d,`, reported)) || !strings.Contains(out, `"faults": []`) {
			t.Fatalf("round %d: verify says %s", round, out)
		}
		t.Logf("round %d: %d kills, %d cuts, %d restarts of PostgreSQL, reports added in %d tries", round, x.kills, x.cuts, x.restarts, x.tries)
	}
}

// teamReports writes reports of which no two are alike.
func teamReports(t *testing.T, folder, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		text := fmt.Sprintf("Report %d of folder %d\n2025-01-%02d\n\n%s\n", i, folder, i+1, fmt.Sprintf(mark, i+1))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("f%d-%d.txt", folder, i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// entriesIn gives what a ledger answers with, a line each, in order of the lines.
func entriesIn(t *testing.T, ledger string) []string {
	t.Helper()
	var l demarche.Ledger
	var err error
	if postgres.Is(ledger) {
		l, err = postgres.Open(t.Context(), ledger, postgres.Options{ReadOnly: true})
	} else {
		l, err = sqlite.Open(t.Context(), ledger, sqlite.Options{ReadOnly: true})
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	all, err := l.Entries(t.Context(), demarche.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(all))
	for i, e := range all {
		lines[i] = fmt.Sprint(e.Record.Shared().ID, " ", e.Document, " ", e.Name, " ", e.Publish, " ", e.Record.Shared().Confidence)
	}
	slices.Sort(lines)
	return lines
}

// team is a round: processes on one ledger, and what disturbs them.
type team struct {
	t       *testing.T
	server  *pgtest.Server
	rng     *rand.Rand
	address string
	running map[int]*process // workers 0 to 3, servers 4 and 5

	kills, cuts, restarts, tries int
}

const workersInTeam, processesInTeam = 4, 6

// disturbed adds the reports while a team works, disturbs it, and waits until all is read.
func (x *team) disturbed(folders []string) {
	x.t.Helper()
	do(x.t, "--ledger", x.address, "add", "--later", folders[0]) // makes the ledger
	for i := range processesInTeam {
		x.start(i)
	}
	defer x.stop()
	ctx, cancel := context.WithTimeout(x.t.Context(), 3*time.Minute)
	defer cancel()
	for _, folder := range folders[1:] {
		x.disturb()
		for added := false; !added; x.tries++ { // whoever was not told that it is kept tries again
			out, err := x.command("add", "--later", folder).CombinedOutput()
			added = err == nil
			if ctx.Err() != nil {
				x.t.Fatalf("reports cannot be added: %s", out)
			}
		}
		x.disturb()
	}
	for ctx.Err() == nil {
		if x.unread() == 0 && x.found() {
			return
		}
		x.revive()
		time.Sleep(200 * time.Millisecond)
	}
	x.t.Fatalf("captures stay unread, or what follows from them is not found: %s", do(x.t, "--ledger", x.address, "jobs"))
}

// command gives one run of the program on the ledger of the round.
func (x *team) command(args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		x.t.Fatal(err)
	}
	return &exec.Cmd{Path: self, Args: append([]string{"demarche", "--ledger", x.address}, args...), Env: os.Environ(), Stdout: nil, Stderr: nil}
}

func (x *team) start(i int) {
	c := x.command("worker", "--jobs", "1", "--rescue", "3s")
	if i >= workersInTeam {
		c = x.command("serve", "--addr", "127.0.0.1:0")
	}
	c.Stdout, c.Stderr = io.Discard, io.Discard
	if err := c.Start(); err != nil {
		x.t.Fatal(err)
	}
	p := &process{Cmd: c, ended: make(chan struct{})}
	go func() {
		_ = c.Wait()
		close(p.ended)
	}()
	x.running[i] = p
}

// process is a process that runs, until ended is closed.
type process struct {
	*exec.Cmd
	ended chan struct{}
}

// kill kills it and waits until it is gone.
func (p *process) kill() {
	_ = p.Process.Kill()
	<-p.ended
}

// disturb does one of the things that happen to a team.
func (x *team) disturb() {
	time.Sleep(time.Duration(x.rng.IntN(400)) * time.Millisecond)
	switch x.rng.IntN(5) {
	case 0:
		x.server.Kill()
		if err := x.server.Restart(); err != nil {
			x.t.Fatal(err)
		}
		x.restarts++
	case 1, 2:
		x.cut()
	default:
		i := x.rng.IntN(workersInTeam)
		x.running[i].kill()
		x.kills++
		x.start(i)
	}
}

// cut ends half of the connections, whatever is under way on them.
func (x *team) cut() {
	conn, err := pgx.Connect(x.t.Context(), x.server.URL())
	if err != nil {
		x.t.Fatal(err)
	}
	defer func() { _ = conn.Close(x.t.Context()) }()
	if _, err := conn.Exec(x.t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND pid % 2 = $1", x.rng.IntN(2)); err != nil {
		x.t.Fatal(err)
	}
	x.cuts++
}

// revive starts whatever ended by itself, as a supervisor does.
func (x *team) revive() {
	for i, p := range x.running {
		select {
		case <-p.ended:
			x.start(i)
		default:
		}
	}
}

// unread counts what nobody has read yet.
func (x *team) unread() int {
	l, err := postgres.Open(x.t.Context(), x.address, postgres.Options{ReadOnly: true})
	if err != nil {
		x.t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	left, err := l.Unread(x.t.Context(), marks{}.Version(), 0, 1000)
	if err != nil {
		x.t.Fatal(err)
	}
	return len(left)
}

// found reports whether what follows from the reports was looked for to the end:
// copies, events and answers, and no such job waits.
func (x *team) found() bool {
	var out struct {
		Jobs []struct{ Kind, State string }
	}
	if err := json.Unmarshal([]byte(do(x.t, "--ledger", x.address, "jobs", "--json")), &out); err != nil {
		x.t.Fatal(err)
	}
	done := map[string]bool{}
	for _, j := range out.Jobs {
		switch {
		case j.Kind != "copies" && j.Kind != "events" && j.Kind != "answers":
		case j.State == "done":
			done[j.Kind] = true
		case j.State == "dead":
			x.t.Fatalf("a job of kind %s is given up: %s", j.Kind, do(x.t, "--ledger", x.address, "jobs", "--dead"))
		case j.State != "running": // by one that was killed, perhaps
			return false
		}
	}
	return len(done) == 3
}

func (x *team) stop() {
	for _, p := range x.running {
		p.kill()
	}
}
