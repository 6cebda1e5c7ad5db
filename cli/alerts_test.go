package cli_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche/cli"
)

// TestServeTellsOfChanges serves a ledger with alerts, gives it a report in
// which a state changes its mind, and waits for the webhook.
func TestServeTellsOfChanges(t *testing.T) {
	told := make(chan string, 10)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		told <- string(b)
	}))
	defer receiver.Close()
	dir := t.TempDir()
	path, config, later := filepath.Join(dir, "l.db"), filepath.Join(dir, "alerts.yaml"), filepath.Join(dir, "later.txt")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(config, fmt.Sprintf("every: 1s\ntargets:\n- {name: desk, webhook: %q, secret_env: HOOK, allow_private: true}\nalerts:\n- {to: [desk], changes: [position]}\n", receiver.URL))
	write(later, " date 2025-02-20\nThe minister of the country changed his mind.\n"+strings.NewReplacer("refuse", "accept", "%02d", "19", "2025-01", "2025-02").Replace(mark)+"\n")
	add := func(what string) {
		t.Helper()
		if got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), "--ledger", path, "add", what); got.status != 0 {
			t.Fatal(got.err)
		}
	}
	add(reports(t, 2))
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	env := func(name string) string { return map[string]string{"HOOK": "a secret of more than 24 bytes"}[name] }
	go func() {
		ended <- cli.Run(ctx, []string{"--ledger", path, "serve", "--addr", "127.0.0.1:0", "--alerts", config},
			cli.Surroundings{Out: io.Discard, Err: io.Discard, In: strings.NewReader(""), Now: time.Now, Getenv: env}, withReader(marks{}))
	}()
	for begin := time.Now(); ; time.Sleep(50 * time.Millisecond) { // until the first look is done
		if got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), "--ledger", path, "alerts", "status"); strings.Contains(got.out, "looked at up to") {
			break
		}
		if time.Since(begin) > 30*time.Second {
			t.Fatal("the ledger is not looked at")
		}
	}
	add(later)
	select {
	case body := <-told:
		if !strings.Contains(body, `"position.changed"`) || !strings.Contains(body, `"before":"refuse"`) || !strings.Contains(body, `"after":"accept"`) {
			t.Errorf("it is told %s", body)
		}
	case <-time.After(30 * time.Second):
		t.Error("nobody is told")
	}
	cancel()
	select {
	case status := <-ended:
		if status != 0 {
			t.Errorf("stopped by Ctrl-C, the status is %d", status)
		}
	case <-time.After(10 * time.Second):
		t.Error("the server does not stop")
	}
	if len(told) > 0 {
		t.Errorf("it is told again: %s", <-told)
	}
}

// TestAnAlertThatIsNotTakenIsAFault runs the alerts once with a receiver that
// fails, and once more when nothing is due.
func TestAnAlertThatIsNotTakenIsAFault(t *testing.T) {
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }))
	defer receiver.Close()
	dir := t.TempDir()
	path, config, later := filepath.Join(dir, "l.db"), filepath.Join(dir, "alerts.yaml"), filepath.Join(dir, "later.txt")
	for name, text := range map[string]string{
		config: fmt.Sprintf("targets:\n- {name: desk, webhook: %q, secret_env: HOOK, allow_private: true}\nalerts:\n- {to: [desk], changes: [position]}\n", receiver.URL),
		later:  " date 2025-02-20\nThe minister of the country changed his mind.\n" + strings.NewReplacer("refuse", "accept", "%02d", "19", "2025-01", "2025-02").Replace(mark) + "\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(want int, args ...string) {
		t.Helper()
		around := cli.Surroundings{Getenv: func(name string) string { return map[string]string{"HOOK": "a secret of more than 24 bytes"}[name] }}
		if got := try(context.Background(), around, withReader(marks{}), append([]string{"--ledger", path}, args...)...); got.status != want {
			t.Errorf("%q ends with %d, want %d: %s%s", args, got.status, want, got.out, got.err)
		}
	}
	run(0, "add", reports(t, 2))
	run(0, "alerts", "run", "--once", config)
	run(0, "add", later)
	run(1, "alerts", "run", "--once", "--json", config)
	run(0, "alerts", "run", "--once", config)
}
