package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"demarche/accounts"
	"demarche/internal/webfixture"
)

// sent asks with a token, as a program does.
func (s *site) sent(method, address, token, body string, more ...string) answer {
	s.t.Helper()
	r := httptest.NewRequest(method, address, strings.NewReader(body))
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "192.0.2.9:4000"
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(more); i += 2 {
		if more[i] == "Host" {
			r.Host = more[i+1]
		}
		r.Header.Set(more[i], more[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return answer{w.Result(), w.Body.String()}
}

// token makes a token of an account.
func (s *site) token(name string, role accounts.Role) (accounts.Bearer, string) {
	s.t.Helper()
	b, token, err := s.desk.Grant(s.t.Context(), accounts.Bearer{Account: name, Role: role, For: "a test"})
	if err != nil {
		s.t.Fatal(err)
	}
	return b, token
}

func TestProgramsReadAClosedSiteWithAToken(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Closed = true })
	wall, token := s.token("Rob", accounts.Reader)
	for _, path := range []string{"/api/where", "/openapi.json", "/feeds/atom", "/feeds/calendar.ics", "/", "/api/export/csv", "/embed/entries/" + webfixture.Reports()[0].Records[0].Shared().ID} {
		got := s.sent(http.MethodGet, path, "", "")
		if got.StatusCode == http.StatusOK || strings.Contains(got.text, "Colombia") || strings.Contains(got.text, "COL") {
			t.Errorf("without a token %s answers %d", path, got.StatusCode)
		}
		got = s.sent(http.MethodGet, path, token, "")
		wants(t, path+" with a token", got, http.StatusOK)
		if vary := strings.Join(got.Header.Values("Vary"), ","); !strings.Contains(vary, "Authorization") {
			t.Errorf("%s may be kept for others: it varies by %q", path, vary)
		}
	}
	got := s.sent(http.MethodGet, "/api/where", "", "")
	if got.StatusCode != http.StatusUnauthorized || got.Header.Get("WWW-Authenticate") != `Bearer realm="demarche"` {
		t.Errorf("it is told %d, %q", got.StatusCode, got.Header.Get("WWW-Authenticate"))
	}
	for name, wrong := range map[string]answer{
		"another": s.sent(http.MethodGet, "/api/where", token+"A", ""), "no token": s.sent(http.MethodGet, "/", "x", ""),
		"over the open net": s.sent(http.MethodGet, "/api/where", token, "", "Host", "ledger.example"),
	} {
		if wrong.StatusCode != http.StatusUnauthorized || !strings.Contains(wrong.Header.Get("WWW-Authenticate"), "invalid_token") || strings.Contains(wrong.text, "Colombia") {
			t.Errorf("%s is answered %d: %.200s", name, wrong.StatusCode, wrong.text)
		}
	}
	if err := s.desk.Revoke(t.Context(), wall.ID); err != nil {
		t.Fatal(err)
	}
	wants(t, "after it was revoked", s.sent(http.MethodGet, "/api/where", token, ""), http.StatusUnauthorized)
	if strings.Contains(s.log.String(), token) {
		t.Error("the log holds the token")
	}
}

func TestAKeyInTheAddressOpensWhatItIsForAlone(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Closed = true })
	b, _ := s.token("Ann", accounts.Reviewer)
	one, other := "/embed/entries/"+webfixture.Reports()[0].Records[0].Shared().ID, "/embed/entries/"+webfixture.Reports()[0].Records[1].Shared().ID
	frame, feeds := "?key="+b.Key(one), "?state=COL&key="+b.Key("/feeds/")
	got := s.sent(http.MethodGet, one+frame, "", "")
	wants(t, "the entry", got, http.StatusOK)
	if policy := got.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors *") || strings.Contains(got.text, b.ID) {
		t.Errorf("it cannot be framed (%q), or shows its key", policy)
	}
	wants(t, "a feed", s.sent(http.MethodGet, "/feeds/atom"+feeds, "", ""), http.StatusOK)
	wants(t, "a calendar", s.sent(http.MethodGet, "/feeds/calendar.ics"+feeds, "", ""), http.StatusOK)
	for _, address := range []string{other + frame, "/feeds/atom" + frame, one + feeds, one + "?key=", one + "?key=" + b.ID, "/api/where" + frame, "/api/where" + feeds, "/" + feeds, "/entries/" + one[len("/embed/entries/"):] + frame} {
		if got := s.sent(http.MethodGet, address, "", ""); got.StatusCode == http.StatusOK {
			t.Errorf("%s is answered", address)
		}
	}
	// It reads, whatever its token may.
	wants(t, "deciding", s.sent(http.MethodPost, "/api/entries/"+idOf(t)+"/decisions"+frame, "", `{"what":"accept","reason":"so"}`), http.StatusUnauthorized)
}

// idOf gives the id of an entry.
func idOf(t *testing.T) string {
	t.Helper()
	return webfixture.Reports()[0].Records[0].Shared().ID
}

func TestEveryWriteHasAName(t *testing.T) {
	s := newSite(t, nil)
	_, read := s.token("Ann", accounts.Reader)
	_, ann := s.token("Ann", accounts.Reviewer)
	_, bea := s.token("Bea", accounts.Reviewer)
	path := "/api/entries/" + idOf(t) + "/decisions"
	yes := `{"what": "accept", "reason": "the sentence says so"}`
	browser := s.in("Ann")
	browser.header["Content-Type"] = "application/json"
	for name, got := range map[string]answer{
		"nobody": s.sent(http.MethodPost, path, "", yes), "a browser": browser.do(http.MethodPost, path, nil),
	} {
		wants(t, name, got, http.StatusUnauthorized)
	}
	wants(t, "a token that reads", s.sent(http.MethodPost, path, read, yes), http.StatusForbidden)
	wants(t, "another site", s.sent(http.MethodPost, path, ann, yes, "Sec-Fetch-Site", "cross-site"), http.StatusForbidden)
	for _, body := range []string{"", "{", `{"what":"accept"}`, `{"what":"like","reason":"so"}`, `{"what":"accept","reason":"so","who":"Max"}`, yes + yes, `{"what":"accept","reason":"so","record":{}}`, `{"what":"amend","reason":"so"}`, `{"what":"undo","reason":"so"}`, `{"what":"accept","reason":"so\u0000"}`, `{"what":"accept","reason":"\u202eos"}`} {
		wants(t, body, s.sent(http.MethodPost, path, ann, body), http.StatusBadRequest)
	}
	wants(t, "a giant", s.sent(http.MethodPost, path, ann, `{"reason":"`+strings.Repeat("x", 1<<20)+`"}`), http.StatusRequestEntityTooLarge)
	wants(t, "no entry", s.sent(http.MethodPost, "/api/entries/0000000000000000/decisions", ann, yes), http.StatusNotFound)
	if n := s.decisions(); n != 0 {
		t.Fatalf("%d decisions are kept of these", n)
	}
	got := s.sent(http.MethodPost, path, ann, yes)
	wants(t, "a decision", got, http.StatusOK)
	all, err := s.ledger.Decisions(t.Context(), idOf(t))
	if err != nil || len(all) != 1 || all[0].Reviewer != "Ann" || all[0].Reason != "the sentence says so" || !strings.Contains(got.text, `"accepted"`) {
		t.Fatalf("kept is %+v (%v), answered %.300s", all, err, got.text)
	}
	// Who saw nothing of it overwrites nothing, and who did not decide it takes nothing back.
	wants(t, "somebody late", s.sent(http.MethodPost, path, bea, `{"what":"reject","reason":"no","seen":1}`), http.StatusConflict)
	wants(t, "taking back what another decided", s.sent(http.MethodPost, path, bea, `{"what":"undo","reason":"no"}`), http.StatusConflict)
	wants(t, "taking it back", s.sent(http.MethodPost, path, ann, `{"what":"undo","reason":"no"}`), http.StatusOK)
	if n := s.decisions(); n != 2 {
		t.Errorf("%d decisions are kept", n)
	}
	// With a token the forms of the pages are not sent.
	wants(t, "a form", s.sent(http.MethodPost, "/review", ann, "what=accept&seen=0&entry="+idOf(t), "Content-Type", "application/x-www-form-urlencoded"), http.StatusForbidden)
}
