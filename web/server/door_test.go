package server

import (
	"net/http"
	"strings"
	"testing"

	"demarche/accounts"
	"demarche/internal/webfixture"
)

func TestWhoCannotBeLookedUpIsNotTakenForAStranger(t *testing.T) {
	for _, closed := range []bool{false, true} {
		s := newSite(t, func(o *Options) { o.Closed = closed })
		_, token := s.token("Rob", accounts.Reader)
		b := s.browser()
		b.signIn("Ann", webfixture.Password)
		if err := s.ledger.Close(); err != nil {
			t.Fatal(err)
		}
		for name, got := range map[string]answer{
			"a program": s.sent(http.MethodGet, "/api/where", token, ""), "a page": b.do(http.MethodGet, "/", nil), "the work": b.do(http.MethodGet, "/api/operations", nil),
		} {
			if got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") == "" {
				t.Errorf("closed %v: %s is answered %d, again after %q: %.200s", closed, name, got.StatusCode, got.Header.Get("Retry-After"), got.text)
			}
			if strings.Contains(got.text, "invalid_token") || got.Header.Get("WWW-Authenticate") != "" {
				t.Errorf("%s is told that its token does not hold: %s", name, got.text)
			}
		}
		if got := b.do(http.MethodGet, "/livez", nil); got.StatusCode != http.StatusOK {
			t.Errorf("a probe is answered %d", got.StatusCode)
		}
	}
}
