package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"demarche"
)

// measured stands in for a ledger of seven lines.
type measured struct{ err error }

func (m measured) Head(context.Context) (demarche.Head, error) {
	return demarche.Head{Size: 7}, m.err
}
func (measured) Ready() bool { return true }

// scrape gives what Prometheus would read.
func scrape(h http.Handler) string {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return w.Body.String()
}

func TestAMeterCountsWhatIsAsked(t *testing.T) {
	m := NewMeter(measured{}, "1.2", slog.New(slog.DiscardHandler))
	clock := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	now := func() time.Time { return clock }
	h := m.metered(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		clock = clock.Add(30 * time.Millisecond)
		if r.URL.Path == "/none" || strings.HasPrefix(r.URL.Path, "/made-up") {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = io.WriteString(w, "begun")
		clock = clock.Add(5 * time.Second) // what is written later is not waited for
	}), now)
	paths := []string{"/", "/states/COL", "/states/MEX", "/api/where", "/none"}
	for i := range 50 {
		paths = append(paths, fmt.Sprintf("/made-up-%d", i))
	}
	for _, path := range paths {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
	}
	text := scrape(m.Handler())
	for _, want := range []string{
		`demarche_http_requests_total{page="/",status="200"} 1`,
		`demarche_http_requests_total{page="/states",status="200"} 2`,
		`demarche_http_requests_total{page="/api/where",status="200"} 1`,
		`demarche_http_requests_total{page="other",status="404"} 51`,
		`demarche_http_first_byte_seconds_bucket{page="/states",le="0.025"} 0`,
		`demarche_http_first_byte_seconds_bucket{page="/states",le="0.05"} 2`,
		`demarche_http_requests_open 0`, `demarche_build_info{version="1.2"} 1`, `demarche_ledger_log_lines 7`, `demarche_ready 1`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if strings.Contains(text, "made-up") {
		t.Error("names that nobody has made are kept")
	}
}

func TestALedgerThatFailsIsToldToPrometheus(t *testing.T) {
	var told strings.Builder
	h := NewMeter(measured{err: errors.New("the disk is gone")}, "1", slog.New(slog.NewTextHandler(&told, nil))).Handler()
	scrape(h)
	if !strings.Contains(told.String(), "level=ERROR") || !strings.Contains(told.String(), "the disk is gone") {
		t.Errorf("the log says %q of a ledger that cannot be read", told.String())
	}
	text := scrape(h)
	if !strings.Contains(text, `promhttp_metric_handler_errors_total{cause="gathering"} 1`) || strings.Contains(text, "demarche_ledger_log_lines 0") || !strings.Contains(text, "demarche_ready 0") {
		t.Errorf("a ledger that cannot be read is told as\n%s", text)
	}
}
