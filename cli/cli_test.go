package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"demarche"
	"demarche/cli"
	"demarche/language"
	"demarche/language/speech"
)

// outcome is what a run left behind.
type outcome struct {
	status   int
	out, err string
}

func try(ctx context.Context, around cli.Surroundings, stages cli.Stages, args ...string) outcome {
	var out, errs bytes.Buffer
	around.Out, around.Err = &out, &errs
	if around.In == nil {
		around.In = strings.NewReader("")
	}
	if around.Getenv == nil {
		around.Getenv = func(string) string { return "" }
	}
	around.Now = func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }
	status := cli.Run(ctx, args, around, stages)
	return outcome{status, out.String(), errs.String()}
}

const mark = `RECORD {"kind":"position","state":"COL","stance":"refuse","from":null,"people":"own","nationals":[],"means":"any","place":null,"terms":[],"by":null,"date":"2025-01-%02d"}`

// reports writes n reports with one record each into a folder.
func reports(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		text := fmt.Sprintf("The minister of the country said on Sunday that report number %d was the newest.\n"+mark+"\n", i, i%28+1)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("r%03d.txt", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// slow is the marks reader, but each reading takes a time of its own and calls a function.
type slow struct {
	marks
	reading func(name string)
}

func (s slow) Read(ctx context.Context, d *demarche.Document) (demarche.Reading, error) {
	s.reading(d.Name)
	return s.marks.Read(ctx, d)
}

func withReader(r demarche.Reader) cli.Stages {
	s := cli.Real()
	s.Reader = func() (demarche.Reader, error) { return r, nil }
	return s
}

func TestInterruptedAddLeavesASoundLedger(t *testing.T) {
	dir, path := reports(t, 40), filepath.Join(t.TempDir(), "l.db")
	ctx, cancel := context.WithCancel(context.Background())
	stages := withReader(slow{reading: func(name string) {
		if name == "r020.txt" {
			cancel() // as Ctrl-C does
		}
	}})
	got := try(ctx, cli.Surroundings{}, stages, "--ledger", path, "add", dir)
	if got.status != 130 || !strings.Contains(got.err, "interrupted") {
		t.Errorf("status %d, %q", got.status, got.err)
	}
	if !strings.Contains(got.out, "added ") {
		t.Errorf("no summary: %q", got.out)
	}
	if v := try(context.Background(), cli.Surroundings{}, stages, "--ledger", path, "verify"); v.status != 0 || !strings.Contains(v.out, "sound") {
		t.Errorf("after the interruption: status %d, %s%s", v.status, v.out, v.err)
	}
	rest := try(context.Background(), cli.Surroundings{}, withReader(marks{}), "--ledger", path, "add", "--json", dir)
	var a struct{ Added, Already, Failed []any }
	if err := json.Unmarshal([]byte(rest.out), &a); err != nil || len(a.Added)+len(a.Already) != 40 || len(a.Already) == 0 || len(a.Added) == 0 {
		t.Errorf("the next run added %d, found %d there (%v)", len(a.Added), len(a.Already), err)
	}
}

func TestReportsComeInOrderAndAreReadTogether(t *testing.T) {
	if runtime.GOMAXPROCS(0) < 2 {
		t.Skip("needs two processors")
	}
	dir := reports(t, 30)
	var now, most atomic.Int32
	var mu sync.Mutex
	stages := withReader(slow{reading: func(name string) {
		n := now.Add(1)
		mu.Lock()
		most.Store(max(most.Load(), n))
		mu.Unlock()
		if strings.HasSuffix(name, "0.txt") {
			time.Sleep(20 * time.Millisecond)
		}
		time.Sleep(time.Millisecond)
		now.Add(-1)
	}})
	got := try(context.Background(), cli.Surroundings{}, stages, "read", "--format", "jsonl", dir)
	var names []string
	for line := range strings.Lines(got.out) {
		var r struct{ File string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		names = append(names, r.File)
	}
	if len(names) != 30 {
		t.Fatalf("%d records: %s", len(names), got.err)
	}
	for i, n := range names {
		if n != fmt.Sprintf("r%03d.txt", i) {
			t.Fatalf("record %d is of %s", i, n)
		}
	}
	if most.Load() < 2 {
		t.Error("no two reports were read at the same time")
	}
}

func TestProgressAndColoursAreForTerminals(t *testing.T) {
	dir, path := reports(t, 3), filepath.Join(t.TempDir(), "l.db")
	env := map[string]string{}
	terminal := cli.Surroundings{OutTerminal: true, ErrTerminal: true, Width: 90, Getenv: func(k string) string { return env[k] }}
	if got := try(context.Background(), terminal, withReader(marks{}), "--ledger", path, "add", dir); !strings.Contains(got.err, "adding") {
		t.Errorf("no progress on a terminal: %q", got.err)
	}
	if got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), "--ledger", path, "add", dir); got.err != "" {
		t.Errorf("progress where nobody sees it: %q", got.err)
	}
	for _, args := range [][]string{{"where"}, {"where", "COL"}, {"would", "COL"}} {
		args = append([]string{"--ledger", path}, args...)
		if got := try(context.Background(), terminal, withReader(marks{}), args...); !strings.Contains(got.out, "\x1b[") {
			t.Errorf("%v: no colours on a terminal", args)
		}
		if got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), args...); strings.Contains(got.out, "\x1b") {
			t.Errorf("%v: colours in a file", args)
		}
		env["NO_COLOR"] = "1"
		if got := try(context.Background(), terminal, withReader(marks{}), args...); strings.Contains(got.out, "\x1b") {
			t.Errorf("%v: colours in spite of NO_COLOR", args)
		}
		delete(env, "NO_COLOR")
	}
}

func TestControlCharactersStayOffTheTerminal(t *testing.T) {
	dir, path := t.TempDir(), filepath.Join(t.TempDir(), "l.db")
	text := "The minister of the country said on Sunday that all of it was new.\n" +
		`RECORD {"kind":"quote","text":"words \u001b]0;title\u0007 of a report","by":{"name":"Jane \u001b[31mDoe","role":null,"state":null},"channel":null,"date":null}` + "\n"
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"add", dir}, {"quotes"}, {"read", "--format", "table", dir}, {"explain", filepath.Join(dir, "a.txt")}} {
		got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), append([]string{"--ledger", path}, args...)...)
		if got.status != 0 || strings.ContainsAny(got.out, "\x1b\x07") {
			t.Errorf("%v: status %d, %q %s", args, got.status, got.out, got.err)
		}
	}
}

// faulty is a ledger that fails in one way.
type faulty struct {
	demarche.Ledger
	err error
}

func (f faulty) Add(context.Context, demarche.Capture, demarche.Document, demarche.Reading) (demarche.Outcome, error) {
	return "", f.err
}

func (f faulty) Close() error { return nil }

func TestExitCodes(t *testing.T) {
	dir := reports(t, 3)
	for code, want := range map[demarche.Code]int{
		demarche.Invalid: 2, demarche.NotFound: 3, demarche.Unsupported: 4, demarche.TooLarge: 5, demarche.Conflict: 6,
		demarche.Corrupt: 7, demarche.Newer: 8, demarche.Storage: 9, demarche.NotYet: 75, demarche.Internal: 70,
	} {
		stages := withReader(marks{})
		stages.Ledger = func(context.Context, string, bool, func() time.Time, func(string, int, int)) (demarche.Ledger, error) {
			return nil, &demarche.Error{Code: code, Path: "l.db", Detail: "the reason", Hint: "what to do"}
		}
		got := try(context.Background(), cli.Surroundings{}, stages, "--ledger", "l.db", "add", dir)
		if got.status != want || got.err != "demarche: l.db: the reason\n  hint: what to do\n" {
			t.Errorf("%s: status %d, %q", code, got.status, got.err)
		}
	}
}

func TestTheStatusOfOneInputIsThatOfItsFailure(t *testing.T) {
	dir := reports(t, 1)
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	rtf, missing, good := file("a.rtf", "{\\rtf1 words}"), filepath.Join(dir, "none.txt"), filepath.Join(dir, "r000.txt")
	large := file("large.txt", "")
	if err := os.Truncate(large, 200<<20); err != nil {
		t.Fatal(err)
	}
	out, path := filepath.Join(dir, "out"), filepath.Join(t.TempDir(), "l.db")
	for _, command := range [][]string{{"read"}, {"read", "--out", out}, {"add"}, {"add", "--json"}, {"explain"}} {
		for input, want := range map[string]int{missing: 3, rtf: 4, large: 5, good: 0} {
			got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), append(append([]string{"--ledger", path}, command...), input)...)
			if complaints := strings.Count(got.err, "demarche: "); got.status != want || (complaints == 1) != (want != 0) {
				t.Errorf("%v %s: status %d, not %d: %s", command, filepath.Base(input), got.status, want, got.err)
			}
		}
		if command[0] == "explain" {
			continue // takes one
		}
		for _, inputs := range [][]string{{missing, rtf}, {missing, good}} {
			got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), append(append([]string{"--ledger", path}, command...), inputs...)...)
			if got.status != 1 {
				t.Errorf("%v of several: status %d: %s", command, got.status, got.err)
			}
		}
	}
}

func TestALedgerThatCannotBeMadeIsNoDefect(t *testing.T) {
	dir := reports(t, 1)
	report := filepath.Join(dir, "r000.txt")
	got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), "--ledger", filepath.Join(report, "x", "l.db"), "add", report)
	if got.status != 9 || !strings.Contains(got.err, "hint: ") {
		t.Errorf("status %d, %q", got.status, got.err)
	}
}

func TestAFullDiskEndsAddingAndAConflictDoesNot(t *testing.T) {
	dir := reports(t, 3)
	for code, want := range map[demarche.Code]struct {
		status, complaints int
	}{demarche.Storage: {9, 1}, demarche.Conflict: {1, 3}} {
		stages := withReader(marks{})
		stages.Ledger = func(context.Context, string, bool, func() time.Time, func(string, int, int)) (demarche.Ledger, error) {
			return faulty{err: &demarche.Error{Code: code, Path: "l.db", Detail: "no room"}}, nil
		}
		got := try(context.Background(), cli.Surroundings{}, stages, "--ledger", "l.db", "add", dir)
		if got.status != want.status || strings.Count(got.err, "no room") != want.complaints {
			t.Errorf("%s: status %d, %q", code, got.status, got.err)
		}
		if !strings.Contains(got.out, "added 0 reports") {
			t.Errorf("%s: no summary: %q", code, got.out)
		}
	}
}

type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAReaderThatStopsReadingIsNoFailure(t *testing.T) {
	var errs bytes.Buffer
	around := cli.Surroundings{Out: closedPipe{}, Err: &errs, In: strings.NewReader(""), Now: time.Now, Getenv: os.Getenv}
	if status := cli.Run(context.Background(), []string{"read", reports(t, 2)}, around, withReader(marks{})); status != 0 || errs.Len() > 0 {
		t.Errorf("status %d, %s", status, errs.String())
	}
}

// served runs a server over a ledger until the test ends and gives its
// address, and a function that stops it.
func served(t *testing.T, path string) (url string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, w := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- cli.Run(ctx, []string{"--ledger", path, "serve", "--addr", "127.0.0.1:0"},
			cli.Surroundings{Out: w, Err: io.Discard, In: strings.NewReader(""), Now: time.Now, Getenv: os.Getenv}, withReader(marks{}))
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, url, _ = strings.Cut(line, "serving on ")
	url, _, _ = strings.Cut(url, " ")
	return url, func() int {
		cancel()
		select {
		case status := <-ended:
			return status
		case <-time.After(10 * time.Second):
			t.Fatal("the server does not stop")
		}
		return -1
	}
}

// get gives an answer and its text.
func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url) //nolint:gosec,noctx // an address of this test
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func TestServe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	if got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), "--ledger", path, "add", reports(t, 2)); got.status != 0 {
		t.Fatal(got.err)
	}
	url, stop := served(t, path)
	if status, body := get(t, url); status != http.StatusOK || !strings.Contains(body, "Colombia") {
		t.Errorf("status %d: %.200s", status, body)
	}
	if status, body := get(t, url+"review"); status != http.StatusOK || !strings.Contains(body, "demarche account add") {
		t.Errorf("where nobody has an account, reviewing is answered %d: %.200s", status, body)
	}
	if status := stop(); status != 0 {
		t.Errorf("stopped by Ctrl-C, the status is %d", status)
	}
}

// A ledger that may not be written to is read; nobody signs in to it.
func TestServeOfALedgerThatMayNotBeWrittenTo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	if got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), "--ledger", path, "add", reports(t, 1)); got.status != 0 {
		t.Fatal(got.err)
	}
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	url, stop := served(t, path)
	if status, body := get(t, url); status != http.StatusOK || !strings.Contains(body, "Colombia") {
		t.Errorf("status %d: %.200s", status, body)
	}
	if status, body := get(t, url+"review"); status != http.StatusNotFound || !strings.Contains(body, "reading only") {
		t.Errorf("reviewing is answered %d: %.200s", status, body)
	}
	if status := stop(); status != 0 {
		t.Errorf("stopped by Ctrl-C, the status is %d", status)
	}
}

func TestInterruptedWhileTheInputStaysOpen(t *testing.T) {
	for _, args := range [][]string{{"attributions"}, {"parse"}, {"read"}, {"explain"}, {"add", "-"}} {
		in, held := io.Pipe()
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(20*time.Millisecond, cancel)
		stages := withReader(marks{})
		stages.Attributions = func() (func(string) ([]speech.ExportedAttribution, error), error) { return nil, nil }
		stages.Parse = func() (func(string) (*language.Analysis, error), error) { return nil, nil }
		args = append([]string{"--ledger", filepath.Join(t.TempDir(), "l.db")}, args...)
		if got := try(ctx, cli.Surroundings{In: in}, stages, args...); got.status != 130 {
			t.Errorf("%v: status %d, %s", args, got.status, got.err)
		}
		_ = held.Close()
	}
}

func TestInterruptedReviewKeepsWhatWasDecided(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	if got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), "--ledger", path, "add", reports(t, 3)); got.status != 0 {
		t.Fatal(got.err)
	}
	in, keys := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.WriteString(keys, "a\nthe sentence says so\n")
		_, _ = io.WriteString(keys, " ") // taken once the next entry is asked about
		cancel()
	}()
	if got := try(ctx, cli.Surroundings{In: in}, withReader(marks{}), "--ledger", path, "review", "--by", "A. Reviewer"); got.status != 130 {
		t.Errorf("status %d, %s", got.status, got.err)
	}
	if got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), "--ledger", path, "review", "log", "--json"); strings.Count(got.out, `"what": "accept"`) != 1 {
		t.Errorf("decisions: %s %s", got.out, got.err)
	}
}

func TestStagesThatFailAreReported(t *testing.T) {
	s := cli.Real()
	s.Reader = func() (demarche.Reader, error) { return nil, errors.New("no models") }
	if got := try(context.Background(), cli.Surroundings{}, s, "read", reports(t, 1)); got.status != 70 || got.err != "demarche: no models\n" {
		t.Errorf("status %d, %q", got.status, got.err)
	}
}
