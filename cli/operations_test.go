package cli_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"demarche/cli"
	"demarche/ledger"
	"demarche/ledger/postgres"
	"demarche/ledger/sqlite"
	"demarche/operations"
)

// serving runs a server until the test ends, and gives the addresses of its pages and figures.
func serving(t *testing.T, args ...string) (pages, figures string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, says := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- cli.Run(ctx, append(args, "--addr", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--json"),
			cli.Surroundings{Out: says, Err: io.Discard, In: strings.NewReader(""), Now: time.Now, Getenv: os.Getenv}, withReader(marks{}))
	}()
	t.Cleanup(func() {
		stop()
		if status := <-ended; status != 0 {
			t.Errorf("stopped, a server ends with %d", status)
		}
	})
	var at struct{ URL, Metrics string }
	if err := json.NewDecoder(out).Decode(&at); err != nil {
		t.Fatal(err)
	}
	return at.URL, at.Metrics
}

// today runs one command by the clock that servers go by, and fails the test
// unless its status is 0.
func today(t *testing.T, args ...string) string {
	t.Helper()
	var out, problems strings.Builder
	if status := cli.Run(t.Context(), args, cli.Surroundings{Out: &out, Err: &problems, In: strings.NewReader(""), Now: time.Now, Getenv: os.Getenv}, withReader(marks{})); status != 0 {
		t.Fatalf("%s: status %d: %s%s", strings.Join(args, " "), status, out.String(), problems.String())
	}
	return out.String()
}

// told gives how the work goes, by the command and by the API, which must agree
// in all but the moment.
func told(t *testing.T, ledger, pages string) operations.State {
	t.Helper()
	var command, api operations.State
	if err := json.Unmarshal([]byte(today(t, "--ledger", ledger, "jobs", "--json")), &command); err != nil {
		t.Fatal(err)
	}
	_, body := get(t, pages+"api/operations")
	if err := json.Unmarshal([]byte(body), &api); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	command.At, command.Lag.Since = api.At, api.Lag.Since
	a, _ := json.Marshal(command)
	b, _ := json.Marshal(api)
	if string(a) != string(b) {
		t.Errorf("the command tells\n%s\nand the API\n%s", a, b)
	}
	return api
}

func TestOperationsOfALedgerInAFile(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "l.db")
	today(t, "--ledger", ledger, "add", "--later", reports(t, 3))
	pages, _ := serving(t, "--ledger", ledger, "serve")
	s := told(t, ledger, pages)
	if s.Queue || len(s.Jobs) != 1 || s.Jobs[0].Jobs != 3 || s.Jobs[0].Oldest == nil || s.Lag.Reports != 0 {
		t.Errorf("before it is read: %+v", s)
	}
	if status, page := get(t, pages+"operations"); status != http.StatusOK || !strings.Contains(page, "captures that are unread</dt><dd>3<") {
		t.Errorf("the page: %d %.3000s", status, page)
	}
	today(t, "--ledger", ledger, "worker", "--once")
	if s := told(t, ledger, pages); s.Jobs[0].Jobs != 0 || s.Lag.Reports != 3 || s.Lag.Longest <= 0 {
		t.Errorf("after it is read: %+v", s)
	}
	if out := today(t, "--ledger", ledger, "jobs"); !strings.Contains(out, "3 reports read in the last hour") {
		t.Errorf("the command says %s", out)
	}
}

func TestOperationsOfALedgerInPostgreSQL(t *testing.T) {
	ledger := onPostgres(t)
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	today(t, "--ledger", ledger, "add", "--later", reports(t, 3))
	pages, figures := serving(t, "--ledger", ledger, "serve")
	if _, text := get(t, figures); !strings.Contains(text, `demarche_jobs{kind="extract",state="waiting"} 3`) || !strings.Contains(text, `demarche_jobs_oldest_seconds{kind="extract",state="waiting"} `) || !strings.Contains(text, `demarche_workers{state="working"} 0`) {
		t.Errorf("a server counts %s", strings.Join(regexp.MustCompile(`(?m)^demarche_(jobs|read|work|err).*`).FindAllString(text, -1), "\n"))
	}
	if s := told(t, ledger, pages); !s.Queue || !slices.ContainsFunc(s.Jobs, func(j operations.Tally) bool { return j.Kind == "extract" && j.State == "waiting" && j.Jobs == 3 }) || len(s.Workers) != 0 {
		t.Errorf("before it is read: %+v", s)
	}
	if status, page := get(t, pages+"operations"); status != http.StatusOK || !strings.Contains(page, "Nobody works") {
		t.Errorf("the page: %d %.3000s", status, page)
	}
	today(t, "--ledger", ledger, "worker", "--once")
	if s := told(t, ledger, pages); s.Lag.Reports != 3 || s.Lag.Longest <= 0 || len(s.Dead) != 0 {
		t.Errorf("after it is read: %+v", s)
	}
	if _, text := get(t, figures); !strings.Contains(text, "demarche_read_lag_reports 3") || !strings.Contains(text, `demarche_read_lag_seconds{quantile="0.95"}`) {
		t.Errorf("a server counts %s", strings.Join(regexp.MustCompile(`(?m)^demarche_(jobs|read|work|err).*`).FindAllString(text, -1), "\n"))
	}
}

// What is done about a dead job is told with who did it, also on the command line.
func TestADeadJobIsDroppedByTheCommandLine(t *testing.T) {
	ledger := onPostgres(t)
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	path := filepath.Join(t.TempDir(), "broken.txt")
	if err := os.WriteFile(path, []byte("A report\n2025-01-26\n\nRECORD {that is no record\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	today(t, "--ledger", ledger, "add", "--later", path)
	if got := try(t.Context(), cli.Surroundings{Getenv: os.Getenv}, withReader(marks{}), "--ledger", ledger, "worker", "--once"); got.status == 0 {
		t.Fatalf("what cannot be read is read: %s%s", got.out, got.err)
	}
	out := today(t, "--ledger", ledger, "jobs", "--dead")
	if !strings.Contains(out, "broken.txt") {
		t.Errorf("the dead are %s", out)
	}
	t.Setenv("USER", "ann")
	var s operations.State
	if err := json.Unmarshal([]byte(today(t, "--ledger", ledger, "jobs", "--json")), &s); err != nil || len(s.Dead) != 1 || s.Dead[0].Kind != "read" {
		t.Fatalf("the dead are %+v, %v", s.Dead, err)
	}
	today(t, "--ledger", ledger, "jobs", "--drop", strconv.FormatInt(s.Dead[0].ID, 10))
	if err := json.Unmarshal([]byte(today(t, "--ledger", ledger, "jobs", "--json")), &s); err != nil || len(s.Dead) != 0 || len(s.Actions) != 1 || s.Actions[0].By != "ann, on the command line" || s.Actions[0].What != "drop" {
		t.Errorf("what was done: %+v, %v", s, err)
	}
}

// What waits to be told to a target of alerts is counted, of a ledger in a file and in PostgreSQL.
func TestWhatWaitsToBeToldIsCounted(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	for _, at := range []string{filepath.Join(t.TempDir(), "l.db"), onPostgres(t)} {
		today(t, "--ledger", at, "add", reports(t, 1))
		var o interface {
			ledger.Outbox
			Close() error
		}
		var err error
		if strings.HasPrefix(at, "postgres:") {
			o, err = postgres.Open(t.Context(), at, postgres.Options{})
		} else {
			o, err = sqlite.Open(t.Context(), at, sqlite.Options{})
		}
		if err != nil {
			t.Fatal(err)
		}
		found := time.Now().Add(-time.Hour)
		changes := []ledger.Noticed{{ID: "1", At: found, Body: []byte("{}"), Targets: []string{"desk", "press"}}, {ID: "2", At: time.Now(), Body: []byte("{}"), Targets: []string{"desk"}}}
		if err := o.Note(t.Context(), ledger.Seen{}, ledger.Noted{Seen: ledger.Seen{Line: 1}, Changes: changes}); err != nil {
			t.Fatal(err)
		}
		due, err := o.Due(t.Context(), time.Now(), time.Minute, 1)
		if err != nil || len(due) != 1 {
			t.Fatal(due, err)
		}
		if err := errors.Join(o.Failed(t.Context(), due[0], time.Now().Add(time.Hour), "gone"), o.Close()); err != nil {
			t.Fatal(err)
		}
		pages, figures := serving(t, "--ledger", at, "serve")
		_, text := get(t, figures)
		for _, want := range []string{`demarche_alerts_waiting{target="desk"} 2`, `demarche_alerts_waiting{target="press"} 1`, `demarche_alerts_refused{target="` + due[0].Target + `"} 1`} {
			if !strings.Contains(text, want) {
				t.Errorf("%s is not told", want)
			}
		}
		if age := regexp.MustCompile(`(?m)^demarche_alerts_oldest_seconds\{target="desk"\} (36\d\d)`).FindString(text); age == "" {
			t.Errorf("the age of the oldest is not told in %s", strings.Join(regexp.MustCompile(`(?m)^demarche_alerts.*`).FindAllString(text, -1), "\n"))
		}
		s := told(t, at, pages)
		if len(s.Alerts) != 2 || s.Alerts[0].Name != "desk" || s.Alerts[0].Waiting != 2 || s.Alerts[1].Waiting != 1 || s.Alerts[0].Refused+s.Alerts[1].Refused != 1 || !s.Alerts[0].Oldest.Equal(found) {
			t.Errorf("of alerts it is told: %+v", s.Alerts)
		}
		if out := today(t, "--ledger", at, "jobs"); !regexp.MustCompile(`desk +2 +[01] +`+found.UTC().Format("2006-01-02 15:04:05")).MatchString(out) || !strings.Contains(out, "gone") {
			t.Errorf("the command says %s", out)
		}
		if _, page := get(t, pages+"operations"); !strings.Contains(page, "Changes that wait") || !strings.Contains(page, "gone") {
			t.Errorf("the page does not tell what waits: %.3000s", page)
		}
	}
}
