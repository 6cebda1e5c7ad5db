package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"demarche/cli"
	"demarche/internal/pgtest"
	"demarche/source/warc"
)

// onPostgres gives the address of a ledger that is not there yet.
func onPostgres(t *testing.T) string {
	t.Helper()
	return pgtest.Schema(t, pgtest.Start(t).URL())
}

// do runs one command and fails the test unless its status is 0.
func do(t *testing.T, args ...string) string {
	t.Helper()
	got := try(t.Context(), cli.Surroundings{Getenv: os.Getenv}, withReader(marks{}), args...)
	if got.status != 0 {
		t.Fatalf("%s: status %d: %s%s", strings.Join(args, " "), got.status, got.out, got.err)
	}
	return got.out
}

// crawl writes a web archive of so many pages that concern returns.
func crawl(t *testing.T, pages int) string {
	t.Helper()
	var packed bytes.Buffer
	w := warc.NewWriter(&packed, func() string { return "urn:uuid:0" })
	for i := range pages {
		page := fmt.Sprintf("<html><head><title>Report %d</title></head><body><article><p>Bolivia will not accept deportation flights from the United States, its foreign minister said on Monday, in report %d of many.</p></article></body></html>", i, i)
		if err := w.Response(fmt.Sprintf("https://news.example/%d", i), time.Unix(1_700_000_000, 0), []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), []byte(page)); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "crawl.warc.gz")
	if err := os.WriteFile(path, packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// waiting gives the jobs that are not done, dead ones included, by kind.
func waiting(t *testing.T, ledger string) map[string]int {
	t.Helper()
	var out struct {
		Jobs []struct {
			Kind, State string
			Jobs        int
		}
	}
	if err := json.Unmarshal([]byte(do(t, "--ledger", ledger, "jobs", "--json")), &out); err != nil {
		t.Fatal(err)
	}
	by := map[string]int{}
	for _, j := range out.Jobs {
		if j.State != "done" {
			by[j.Kind] += j.Jobs
		}
	}
	return by
}

func TestWorkersShareTheWorkOnALedgerInPostgreSQL(t *testing.T) {
	ledger := onPostgres(t)
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	if out := do(t, "--ledger", ledger, "add", "--later", reports(t, 5), crawl(t, 20)); !strings.Contains(out, "took 5 captures") || !strings.Contains(out, "enqueued 1 part of archives") {
		t.Errorf("it says %s", out)
	}
	if got := waiting(t, ledger); got["extract"] != 5 || got["archive"] != 1 {
		t.Errorf("jobs are %v", got)
	}
	ctx, stop := context.WithCancel(t.Context())
	out, says := io.Pipe()
	ended := make(chan int, 2)
	for i := range 2 {
		args := []string{"--ledger", ledger, "worker", "--jobs", "2"}
		to := io.Discard
		if i == 0 {
			args, to = append(args, "--metrics", "127.0.0.1:0"), says
		}
		go func() {
			ended <- cli.Run(ctx, args, cli.Surroundings{Out: to, Err: io.Discard, In: strings.NewReader(""), Now: time.Now, Getenv: os.Getenv}, withReader(marks{}))
		}()
	}
	line := make([]byte, 200)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	_, figures, _ := strings.Cut(strings.TrimSpace(string(line[:n])), " on ")
	for end := time.Now().Add(30 * time.Second); len(waiting(t, ledger)) > 0; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after 30 seconds there are %v: %s", waiting(t, ledger), do(t, "--ledger", ledger, "jobs", "--dead"))
		}
	}
	if status, text := get(t, figures); status != http.StatusOK || !strings.Contains(text, `demarche_jobs{kind="extract",state="done"} 25`) {
		t.Errorf("%s has %d: %.2000s", figures, status, text)
	}
	stop()
	for range 2 {
		if status := <-ended; status != 0 {
			t.Errorf("a worker that is stopped ends with %d", status)
		}
	}
	if out := do(t, "--ledger", ledger, "verify"); !strings.Contains(out, "25 captures") && !strings.Contains(out, "25 reports") && !strings.Contains(out, "25 documents") {
		t.Errorf("the ledger holds %s", out)
	}
	if out := do(t, "--ledger", ledger, "add", "--later", crawl(t, 21)); !strings.Contains(out, "enqueued 1 part") {
		t.Errorf("another archive: %s", out)
	}
	do(t, "--ledger", ledger, "worker", "--once")
	if got := waiting(t, ledger); len(got) != 0 {
		t.Errorf("after worker --once there are %v", got)
	}
	if out := do(t, "--ledger", ledger, "search", `"report 20 of many"`); !strings.Contains(out, "Report 20") {
		t.Errorf("what worker --once took is not there: %s", out)
	}
}

// An archive that is cut off is told where errors are, what could be read of it is
// kept, and to add it again takes nothing twice.
func TestADamagedArchiveIsToldWithTheErrors(t *testing.T) {
	ledger := onPostgres(t)
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	path := crawl(t, 40)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	do(t, "--ledger", ledger, "add", "--later", path)
	got := try(t.Context(), cli.Surroundings{Getenv: os.Getenv}, withReader(marks{}), "--ledger", ledger, "worker", "--once")
	if got.status != 1 || !strings.Contains(got.out, "failed 1") || !regexp.MustCompile(`part of an archive.* taken=(19|20) already=0 damaged=1`).MatchString(got.err) {
		t.Errorf("worker --once ends with %d and says %s%s", got.status, got.out, got.err)
	}
	if out := do(t, "--ledger", ledger, "jobs"); !regexp.MustCompile(`archive +\S*crawl\.warc\.gz +1 `).MatchString(out) {
		t.Errorf("jobs says %s", out)
	}
	pages, figures := serving(t, "--ledger", ledger, "serve")
	if _, text := get(t, figures); !strings.Contains(text, `demarche_errors{source="`+path+`",stage="archive"} 1`) {
		t.Error("a server does not count the archive among the errors")
	}
	if _, page := get(t, pages+"operations"); !strings.Contains(page, "ends inside a record") {
		t.Error("the page of operations does not tell of the archive")
	}
	do(t, "--ledger", ledger, "add", "--later", path)
	got = try(t.Context(), cli.Surroundings{Getenv: os.Getenv}, withReader(marks{}), "--ledger", ledger, "worker", "--once")
	if !regexp.MustCompile(`taken=0 already=(19|20) damaged=1`).MatchString(got.err) {
		t.Errorf("again, it says %s", got.err)
	}
}

func TestJobsOfALedgerInAFile(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "l.db")
	do(t, "--ledger", ledger, "add", "--later", reports(t, 3))
	if got := waiting(t, ledger); got["read"] != 3 {
		t.Errorf("unread are %v", got)
	}
	do(t, "--ledger", ledger, "worker", "--once")
	if got := waiting(t, ledger); got["read"] != 0 {
		t.Errorf("unread are %v", got)
	}
	for _, args := range [][]string{{"jobs", "--dead"}, {"jobs", "--retry", "1"}} {
		if got := try(t.Context(), cli.Surroundings{}, withReader(marks{}), append([]string{"--ledger", ledger}, args...)...); got.status == 0 || !strings.Contains(got.err, "no queue") {
			t.Errorf("%v: %d %s", args, got.status, got.err)
		}
	}
}

// A dump of a ledger that is restored without its queue has none until somebody works on it.
func TestALedgerWithoutItsQueue(t *testing.T) {
	ledger := onPostgres(t)
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	do(t, "--ledger", ledger, "add", "--later", reports(t, 2))
	u, err := url.Parse(ledger)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), ledger)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "DROP SCHEMA "+u.Query().Get("search_path")+"_work CASCADE"); err != nil {
		t.Fatal(err)
	}
	_ = conn.Close(t.Context())
	got := try(t.Context(), cli.Surroundings{Getenv: os.Getenv}, withReader(marks{}), "--ledger", ledger, "jobs")
	if got.status != 3 || !strings.Contains(got.err, "there is no queue of work") || !strings.Contains(got.err, "hint: demarche worker makes it") {
		t.Errorf("without a queue: %d %s%s", got.status, got.out, got.err)
	}
	if out := do(t, "--ledger", ledger, "worker", "--once"); out != "read 2 captures, failed 0\n" {
		t.Errorf("the worker says %s", out)
	}
	if got := waiting(t, ledger); len(got) > 0 {
		t.Errorf("then there are %v", got)
	}
}

func TestDeadJobsAreNamedByTheirAddress(t *testing.T) {
	ledger := onPostgres(t)
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	path := filepath.Join(t.TempDir(), "broken.txt")
	if err := os.WriteFile(path, []byte("A report.\nRECORD of nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	do(t, "--ledger", ledger, "add", "--later", path)
	got := try(t.Context(), cli.Surroundings{Getenv: os.Getenv}, withReader(marks{}), "--ledger", ledger, "worker", "--once", "--json")
	if got.status != 1 || !strings.Contains(got.out, "broken.txt") || !strings.Contains(got.out, `"read": 0`) {
		t.Errorf("the worker says %d %s%s", got.status, got.out, got.err)
	}
	if out := do(t, "--ledger", ledger, "jobs", "--dead"); !strings.Contains(out, "broken.txt") || strings.Contains(out, "JobCancelError") {
		t.Errorf("dead are %s", out)
	}
	if out := do(t, "--ledger", ledger, "jobs", "--dead", "--json"); !strings.Contains(out, `"about": "`) || !strings.Contains(out, "broken.txt") {
		t.Errorf("dead are %s", out)
	}
}
