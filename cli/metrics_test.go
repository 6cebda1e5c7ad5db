package cli_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche/cli"
)

// soon gives the status of an address, asked until it is well: a server is
// ready when it has made its first pages.
func soon(t *testing.T, url string) (status int) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if status, _ = get(t, url); status == http.StatusOK || time.Now().After(end) {
			return status
		}
	}
}

func TestServeCountsForPrometheus(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	if got := try(t.Context(), cli.Surroundings{}, withReader(marks{}), "--ledger", path, "add", reports(t, 1)); got.status != 0 {
		t.Fatal(got.err)
	}
	ctx, stop := context.WithCancel(t.Context())
	out, says := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- cli.Run(ctx, []string{"--ledger", path, "serve", "--addr", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--json"},
			cli.Surroundings{Out: says, Err: io.Discard, In: strings.NewReader(""), Now: time.Now, Getenv: os.Getenv, Version: "1.2"}, withReader(marks{}))
	}()
	var at struct{ URL, Metrics string }
	if err := json.NewDecoder(out).Decode(&at); err != nil {
		t.Fatal(err)
	}
	get(t, at.URL)
	_, text := get(t, at.Metrics)
	for _, want := range []string{`demarche_http_requests_total{page="/",status="200"} 1`, `demarche_build_info{version="1.2"} 1`, "go_goroutines"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %.3000s", want, text)
		}
	}
	figures := strings.TrimSuffix(at.Metrics, "metrics")
	for _, probe := range []string{at.URL + "healthz", figures + "healthz", figures + "readyz"} {
		if status := soon(t, probe); status != http.StatusOK {
			t.Errorf("%s is answered %d", probe, status)
		}
	}
	if status, _ := get(t, at.URL+"metrics"); status != http.StatusNotFound {
		t.Errorf("among the pages the figures are answered %d", status)
	}
	stop()
	if status := <-ended; status != 0 {
		t.Errorf("stopped, the status is %d", status)
	}
}
