package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"demarche/web"
)

func TestAClientThatAsksTooOftenIsToldToWait(t *testing.T) {
	now := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	served := 0
	h := limited(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { served++ }), Limit{PerSecond: 0.5, Burst: 2}, (&web.Door{}).Client, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	ask := func(from, path string) *httptest.ResponseRecorder {
		r, w := httptest.NewRequest(http.MethodGet, path, nil), httptest.NewRecorder()
		r.RemoteAddr = from
		h.ServeHTTP(w, r)
		return w
	}
	for i, want := range []int{200, 200, 429, 429} {
		if w := ask("198.51.100.7:999", "/api/where"); w.Code != want {
			t.Errorf("question %d is answered %d, want %d", i+1, w.Code, want)
		}
	}
	refused := ask("198.51.100.7:1", "/api/where")
	if refused.Header().Get("Retry-After") != "2" || refused.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(refused.Body.String(), `"hint"`) {
		t.Errorf("it is refused with %v %s", refused.Header(), refused.Body)
	}
	if got := refused.Header(); got.Get("RateLimit-Policy") != `"client";q=2;w=4` || got.Get("RateLimit") != `"client";r=0;t=4` {
		t.Errorf("it is told %v", got)
	}
	if got := ask("198.51.100.9:1", "/flights").Header(); got.Get("RateLimit-Policy") != `"client";q=2;w=4` || got.Get("RateLimit") != `"client";r=1;t=2` {
		t.Errorf("a client that asks for the first time is told %v", got)
	}
	if got := ask("127.0.0.1:5", "/").Header(); got.Get("RateLimit") != "" || got.Get("RateLimit-Policy") != "" {
		t.Errorf("a client that is not counted is told %v", got)
	}
	if w := ask("198.51.100.7:1", "/flights"); w.Code != 429 || strings.Contains(w.Body.String(), "{") {
		t.Errorf("a page is refused with %d %s", w.Code, w.Body)
	}
	for from, path := range map[string]string{"198.51.100.8:1": "/api/where", "127.0.0.1:5": "/api/where", "[::1]:5": "/", "198.51.100.7:2": "/assets/site.css"} {
		for range 5 {
			if from == "198.51.100.8:1" {
				now = now.Add(2 * time.Second)
			}
			if w := ask(from, path); w.Code != 200 {
				t.Errorf("%s is refused %s", from, path)
			}
		}
	}
	for i := range 3 { // one client has a whole network of version 6
		if w := ask(fmt.Sprintf("[2001:db8::%d]:1", i), "/api/where"); (w.Code == 429) != (i == 2) {
			t.Errorf("address %d of one network is answered %d", i, w.Code)
		}
	}
	now = now.Add(2 * time.Second)
	if w := ask("198.51.100.7:3", "/api/where"); w.Code != 200 {
		t.Errorf("after its wait the client is answered %d", w.Code)
	}
	if served != 2+2+20+2+1 {
		t.Errorf("%d requests were served", served)
	}
}

func TestAFloodOfAddressesTakesNoMoreMemory(t *testing.T) {
	now := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	l := &limiter{limit: Limit{PerSecond: 1, Burst: 1}}
	l.of = newLimiters()
	for i := range 3 * mostClients {
		if wait, _ := l.wait(clientOf(fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255)), now); wait != 0 {
			t.Fatalf("client %d must wait %s at first", i, wait)
		}
	}
	if len(l.of) > mostClients {
		t.Errorf("%d addresses are remembered", len(l.of))
	}
}

func TestWithoutALimitNobodyWaits(t *testing.T) {
	h := limited(http.NotFoundHandler(), Limit{}, (&web.Door{}).Client, time.Now, slog.New(slog.DiscardHandler))
	for range 100 {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		if w.Code != http.StatusNotFound {
			t.Fatalf("it answers %d", w.Code)
		}
	}
}

// counter counts for several servers, or fails.
type counter struct {
	asked []string
	wait  time.Duration
	err   error
}

func (c *counter) Rate(_ context.Context, client string, perSecond float64, burst int) (time.Duration, error) {
	c.asked = append(c.asked, fmt.Sprint(client, " ", perSecond, " ", burst))
	return c.wait, c.err
}

func TestServersThatCountTogether(t *testing.T) {
	now := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	var log strings.Builder
	c := &counter{}
	h := limited(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), Limit{PerSecond: 0.5, Burst: 2, Together: c}, (&web.Door{}).Client, func() time.Time { return now }, slog.New(slog.NewTextHandler(&log, nil)))
	ask := func(from string) *httptest.ResponseRecorder {
		r, w := httptest.NewRequest(http.MethodGet, "/api/where", nil), httptest.NewRecorder()
		r.RemoteAddr = from
		h.ServeHTTP(w, r)
		return w
	}
	for range 5 { // what the others counted decides, not what this server did
		if w := ask("198.51.100.7:1"); w.Code != 200 {
			t.Errorf("answered %d", w.Code)
		}
	}
	if got := ask("198.51.100.7:1").Header(); got.Get("RateLimit-Policy") != `"client";q=2;w=4` || got.Get("RateLimit") != "" {
		t.Errorf("it is told %v", got)
	}
	if len(c.asked) != 6 || c.asked[0] != "198.51.100.7/32 0.5 2" {
		t.Errorf("counted was %q", c.asked)
	}
	if ask("127.0.0.1:1"); len(c.asked) != 6 {
		t.Error("a client on this machine is counted")
	}
	c.wait = 1500 * time.Millisecond
	if w := ask("198.51.100.7:1"); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "2" {
		t.Errorf("refused with %d, %s", w.Code, w.Header().Get("Retry-After"))
	}
	c.wait, c.err = 0, errors.New("the database is away")
	for i, want := range []int{200, 200, 429} {
		if w := ask("198.51.100.7:1"); w.Code != want {
			t.Errorf("alone, request %d is answered %d, want %d", i+1, w.Code, want)
		}
	}
	if n := strings.Count(log.String(), "counts for itself"); n != 1 {
		t.Errorf("that is told %d times: %s", n, log.String())
	}
	now = now.Add(time.Minute)
	if ask("198.51.100.7:1"); strings.Count(log.String(), "the database is away") != 2 {
		t.Errorf("a minute later it is not told again: %s", log.String())
	}
}
