package server

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"demarche/internal/pgtest"
	"demarche/internal/webfixture"
	"demarche/ledger/postgres"
)

// twoServers gives two servers on one ledger in PostgreSQL.
func twoServers(t *testing.T, limit Limit) (one, two *site) {
	t.Helper()
	address := pgtest.Schema(t, pgtest.Start(t).URL())
	clock, stores := &watch{now: webfixture.Now()}, make([]*postgres.Store, 2)
	for i := range stores {
		var err error
		if stores[i], err = postgres.Open(t.Context(), address, postgres.Options{Clock: webfixture.Now}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = stores[i].Close() })
	}
	all, words, desks := webfixture.ReviewOn(t, clock.Now, stores[0], stores[1])
	sites := make([]*site, 2)
	for i := range sites {
		s := &site{t: t, clock: clock, log: &bytes.Buffer{}, ledger: stores[i], desk: desks[i]}
		l := limit
		l.Together = stores[i]
		var err error
		if s.handler, err = NewSite(all[i], words, clock.Now, slog.New(slog.NewTextHandler(s.log, nil)), Options{Desk: desks[i], Limit: l}); err != nil {
			t.Fatal(err)
		}
		sites[i] = s
	}
	return sites[0], sites[1]
}

// on gives the browser as it asks another server of the same name: with its cookies.
func (b *browser) on(s *site) *browser {
	other := *b
	other.site = s
	return &other
}

// TestTwoServersOnOneLedgerAreOne holds what people do at one server against what
// the other one knows of it.
func TestTwoServersOnOneLedgerAreOne(t *testing.T) {
	one, two := twoServers(t, Limit{})
	ann, bea := one.in("Ann"), two.in("Bea")

	wants(t, "a session of the other server", ann.on(two).do(http.MethodGet, "/review", nil), http.StatusOK)

	page := ann.do(http.MethodGet, "/review", nil)
	accept := page.form(t, "accept")
	entry := accept.Get("entry")
	looks := bea.do(http.MethodGet, "/review?entry="+url.QueryEscape(entry), nil)
	if !strings.Contains(looks.text, "<bdi>Ann</bdi> is looking at this too") {
		t.Error("that Ann looks at the entry at one server is not told at the other")
	}
	late := looks.form(t, "accept")
	wants(t, "a form that the other server gave", ann.on(two).do(http.MethodPost, "/review", accept), http.StatusSeeOther)
	wants(t, "a decision after one that was not seen", bea.do(http.MethodPost, "/review", late), http.StatusConflict)
	if got := bea.on(one).do(http.MethodGet, "/review/log", nil); !strings.Contains(got.text, "<bdi>Ann</bdi>") {
		t.Error("what was decided at one server is not listed at the other")
	}

	wants(t, "signing out", ann.do(http.MethodPost, "/sign-out", url.Values{"token": {page.form(t, "accept").Get("token")}}), http.StatusSeeOther)
	wants(t, "a session that ended at the other server", ann.on(two).do(http.MethodGet, "/review", nil), http.StatusSeeOther)
}

// TestTriesAndRequestsCountAtAllServers has somebody guess at a password at two
// servers by turns, and a client ask both.
func TestTriesAndRequestsCountAtAllServers(t *testing.T) {
	one, two := twoServers(t, Limit{PerSecond: 0.001, Burst: 60})
	guesser := one.browser()
	tries := 0
	for ; tries < 30; tries++ {
		at := guesser
		if tries%2 == 1 {
			at = guesser.on(two)
		}
		if got := at.signIn("Ann", "a guess that is wrong"); got.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	alone := one.browser()
	alone.from = "192.0.2.8:1"
	if tries == 0 || tries >= 30 {
		t.Fatalf("after %d tries nobody was told to wait", tries)
	}
	for _, s := range []*site{one, two} { // from another address too: the account waits
		if got := alone.on(s).signIn("Ann", webfixture.Password); got.StatusCode != http.StatusTooManyRequests {
			t.Errorf("after %d guesses at both servers the right password is answered %d", tries, got.StatusCode)
		}
	}

	asker := one.browser()
	asker.from = "192.0.2.99:1"
	served := 0
	for i := range 80 {
		at := asker
		if i%2 == 1 {
			at = asker.on(two)
		}
		if at.do(http.MethodGet, "/api/checkpoint", nil).StatusCode == http.StatusOK {
			served++
		}
	}
	if served != 60 {
		t.Errorf("%d of 80 requests at two servers are served, want 60", served)
	}
}
