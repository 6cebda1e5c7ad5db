package server

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestEveryLineNamesItsRequest(t *testing.T) {
	var out bytes.Buffer
	log := WithRequest(slog.New(slog.NewJSONHandler(&out, nil)))
	h := numbered(journaled(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log.With("of", "test").WarnContext(r.Context(), "something happened")
		w.WriteHeader(http.StatusTeapot)
	}), log, time.Now), bytes.NewReader([]byte("12345678abcdefgh")), false)
	for _, want := range []string{"3132333435363738", "6162636465666768"} {
		out.Reset()
		r, w := httptest.NewRequest(http.MethodGet, "/states/COL?q=secret", nil), httptest.NewRecorder()
		r.Header.Set("X-Request-Id", "mine") // nobody is believed who is no proxy
		h.ServeHTTP(w, r)
		if got := w.Header().Get("X-Request-Id"); got != want {
			t.Errorf("the answer is of request %q, want %q", got, want)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != 2 {
			t.Fatalf("%d lines: %s", len(lines), out.String())
		}
		for _, line := range lines {
			var l map[string]any
			if err := json.Unmarshal([]byte(line), &l); err != nil {
				t.Fatal(err)
			}
			if l["request"] != want {
				t.Errorf("a line names %v: %s", l["request"], line)
			}
		}
		if !strings.Contains(lines[1], `"status":418`) || strings.Contains(lines[1], "secret") {
			t.Errorf("the request is told as %s", lines[1])
		}
	}
}

func TestIDsOfProxiesAreTakenIfPlain(t *testing.T) {
	for given, kept := range map[string]bool{"a-B_9": true, "": false, "two words": false, "line\nbreak": false, strings.Repeat("x", 65): false, "é": false} {
		h := numbered(http.NotFoundHandler(), strings.NewReader("12345678"), true)
		r, w := httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder()
		r.Header.Set("X-Request-Id", given)
		h.ServeHTTP(w, r)
		if got := w.Header().Get("X-Request-Id"); (got == given) != kept || got == "" {
			t.Errorf("%q becomes %q", given, got)
		}
	}
}
