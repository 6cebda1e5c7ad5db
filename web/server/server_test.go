package server

import (
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/internal/webfixture"
)

func handler(t *testing.T, hosts ...string) http.Handler {
	t.Helper()
	a, words := webfixture.Answers(t)
	h, err := New(a, words, webfixture.Now, slog.New(slog.DiscardHandler), hosts...)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func request(h http.Handler, method, address string, header map[string]string) *http.Response {
	r := httptest.NewRequest(method, address, nil)
	r.Host = "127.0.0.1:8080"
	for name, value := range header {
		if name == "Host" {
			r.Host = value
			continue
		}
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestForgedHostsAreTurnedAway(t *testing.T) {
	h := handler(t, "ledger.example")
	for host, status := range map[string]int{
		"127.0.0.1:8080": 200, "localhost:8080": 200, "LOCALHOST": 200, "[::1]:8080": 200, "::1": 200, "10.0.0.7": 200, "ledger.example:80": 200, "Ledger.Example.": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:8080": 421, "": 421, "evil.example@127.0.0.1": 421,
	} {
		for _, path := range []string{"/", "/api/where"} {
			if got := request(h, http.MethodGet, path, map[string]string{"Host": host}); got.StatusCode != status {
				t.Errorf("%s for the host %q answers %d, not %d", path, host, got.StatusCode, status)
			}
		}
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	h := handler(t)
	for _, path := range []string{"/", "/nothing", "/api/where", "/api/nothing", "/openapi.json", "/assets/mark.svg", "/?on=<script>"} {
		header := request(h, http.MethodGet, path, nil).Header
		policy := header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: the policy %q lacks %s", path, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") || strings.Contains(policy, "http") {
			t.Errorf("%s: the policy %q is loose", path, policy)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
			if header.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, header.Get(name))
			}
		}
		if header.Get("Cache-Control") == "" && path != "/nothing" {
			t.Errorf("%s does not say for how long it may be kept", path)
		}
	}
}

func TestOtherSitesCannotPost(t *testing.T) {
	h := handler(t)
	got := request(h, http.MethodPost, "/api/where", map[string]string{"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})
	if got.StatusCode != http.StatusForbidden {
		t.Errorf("a post from another site answers %d", got.StatusCode)
	}
	for path, media := range map[string]string{"/api/entries/ab/decisions": "application/problem+json", "/sign-in": "text/plain; charset=utf-8"} {
		got := request(h, http.MethodPost, path, map[string]string{"Origin": "https://evil.example"})
		if got.StatusCode != http.StatusForbidden || got.Header.Get("Content-Type") != media {
			t.Errorf("a post to %s from another site answers %d as %s", path, got.StatusCode, got.Header.Get("Content-Type"))
		}
	}
	if got := request(h, http.MethodPost, "/", nil); got.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a post answers %d", got.StatusCode)
	}
}

func TestLongAddressesAreRefused(t *testing.T) {
	h := handler(t)
	if got := request(h, http.MethodGet, "/?on="+strings.Repeat("9", maxAddress), nil); got.StatusCode != http.StatusRequestURITooLong {
		t.Errorf("a long address answers %d", got.StatusCode)
	}
}

func TestAnAddressThatIsNotUnderstoodIsRefused(t *testing.T) {
	h := handler(t)
	for address, want := range map[string]int{
		"/?on=2025-01-26;x=1": 400, "/?on=2025-01-26&x=%zz": 400, "/api/where?on=2025-01-26;limit=1": 400, "/feeds/atom?state=COL;kind=gap": 400, "/states/COL?on=2025-01-26": 200, "/search?q=a%3Bb": 200,
	} {
		got := request(h, http.MethodGet, address, nil)
		if problem := got.Header.Get("Content-Type") == "application/problem+json"; got.StatusCode != want || want == 400 && problem == (address[1] == '?') {
			t.Errorf("%s answers %d as %s", address, got.StatusCode, got.Header.Get("Content-Type"))
		}
	}
}

func TestRepeatedQuestionsCostNothing(t *testing.T) {
	h := handler(t)
	for _, path := range []string{"/", "/api/where", "/openapi.json"} {
		tag := request(h, http.MethodGet, path, nil).Header.Get("ETag")
		again := request(h, http.MethodGet, path, map[string]string{"If-None-Match": `"other", ` + tag})
		body, _ := io.ReadAll(again.Body)
		if tag == "" || again.StatusCode != http.StatusNotModified || len(body) != 0 || again.Header.Get("ETag") != tag {
			t.Errorf("%s: asked again with %s it answers %d and %d bytes", path, tag, again.StatusCode, len(body))
		}
		if other := request(h, http.MethodGet, path, map[string]string{"If-None-Match": `"other"`}); other.StatusCode != http.StatusOK {
			t.Errorf("%s: asked with another tag it answers %d", path, other.StatusCode)
		}
	}
	if a, b := request(h, http.MethodGet, "/?on=2025-01-26", nil).Header.Get("ETag"), request(h, http.MethodGet, "/?on=2025-02-10", nil).Header.Get("ETag"); a == b {
		t.Errorf("two days have one tag %s", a)
	}
}

func TestAnswersAreCompressed(t *testing.T) {
	h := handler(t)
	got := request(h, http.MethodGet, "/api/timeline", map[string]string{"Accept-Encoding": "gzip"})
	if got.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("the answer is encoded as %q", got.Header.Get("Content-Encoding"))
	}
	z, err := gzip.NewReader(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil || !strings.Contains(string(plain), `"total"`) {
		t.Errorf("the answer says %.80s (%v)", plain, err)
	}
}

func TestAFailureIsToldWithoutItsInsides(t *testing.T) {
	h := guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret") }), nil, slog.New(slog.DiscardHandler))
	got := request(h, http.MethodGet, "/", nil)
	body, _ := io.ReadAll(got.Body)
	if got.StatusCode != http.StatusInternalServerError || strings.Contains(string(body), "secret") {
		t.Errorf("it answers %d: %s", got.StatusCode, body)
	}
}

func TestServeStopsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	l, err := Listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	entered, finish := make(chan struct{}), make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-finish
		_, _ = io.WriteString(w, "done")
	})
	served := make(chan error, 1)
	go func() { served <- Serve(ctx, l, slow) }()
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			answer <- err.Error()
			return
		}
		defer func() { _ = r.Body.Close() }()
		b, _ := io.ReadAll(r.Body)
		answer <- string(b)
	}()
	<-entered
	stop()
	close(finish)
	if got := <-answer; got != "done" {
		t.Errorf("the request under way was answered %q", got)
	}
	select {
	case err := <-served:
		if err != nil {
			t.Errorf("stopping is an error: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it did not stop")
	}
	if c, err := net.Dial("tcp", l.Addr().String()); err == nil {
		_ = c.Close()
		t.Error("the address is still open")
	}
}

func TestListenRefusesWhatIsNoAddress(t *testing.T) {
	for _, addr := range []string{"999", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:web pages", "[::1"} {
		l, err := Listen(t.Context(), addr)
		if err == nil {
			_ = l.Close()
		}
		if demarche.CodeOf(err) != demarche.Invalid || demarche.HintOf(err) == "" {
			t.Errorf("%s: the error is %v", addr, err)
		}
	}
}

func TestListenSaysThatAnAddressIsTaken(t *testing.T) {
	l, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	_, err = Listen(t.Context(), l.Addr().String())
	if demarche.CodeOf(err) != demarche.Conflict || demarche.HintOf(err) == "" {
		t.Errorf("the error is %v", err)
	}
}
