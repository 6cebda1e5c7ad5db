package server

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"demarche/internal/webfixture"
	"demarche/operations"
)

func TestOperationsAreForAdmins(t *testing.T) {
	for _, closed := range []bool{false, true} {
		s := newSite(t, func(o *Options) { o.Closed = closed })
		stranger := s.browser()
		if w := stranger.do(http.MethodGet, "/operations", nil); w.StatusCode != http.StatusSeeOther || !strings.HasPrefix(w.Header.Get("Location"), "/sign-in") {
			t.Errorf("closed %t: a stranger is answered %d", closed, w.StatusCode)
		}
		want := http.StatusForbidden
		if closed {
			want = http.StatusUnauthorized
		}
		if w := stranger.do(http.MethodGet, "/api/operations", nil); w.StatusCode != want || strings.Contains(w.text, "worker-1") {
			t.Errorf("closed %t: a stranger is answered %d by the API", closed, w.StatusCode)
		}
		ann := s.in("Ann")
		for _, path := range []string{"/operations", "/api/operations"} {
			if w := ann.do(http.MethodGet, path, nil); w.StatusCode != http.StatusForbidden || strings.Contains(w.text, "worker-1") {
				t.Errorf("closed %t: a reviewer is answered %d at %s", closed, w.StatusCode, path)
			}
		}
		if strings.Contains(ann.do(http.MethodGet, "/sources", nil).text, "/operations") {
			t.Error("a reviewer is led to operations")
		}
		boss := s.in("Max")
		w := boss.do(http.MethodGet, "/operations", nil)
		for _, says := range []string{"worker-1.example", "Silent", "reading", "2 days", "about 61200", "7.2 s", "the server answers 503", `value="retry"`, "Had it tried again", "Changes that wait", "editors", "in 3 h", "the mail server refuses the address"} {
			if !strings.Contains(w.text, says) {
				t.Errorf("an admin is not told %q", says)
			}
		}
		if got := w.Header.Get("Cache-Control"); w.StatusCode != http.StatusOK || got != "no-store" {
			t.Errorf("an admin is answered %d, %s", w.StatusCode, got)
		}
		var state operations.State
		if err := json.Unmarshal([]byte(boss.do(http.MethodGet, "/api/operations", nil).text), &state); err != nil || len(state.Workers) != 2 || len(state.Dead) != 2 || state.Lag.Reports != 940 {
			t.Errorf("the API tells an admin %+v, %v", state, err)
		}
	}
}

func TestAnAdminRetriesAndDropsDeadJobs(t *testing.T) {
	s := newSite(t, nil)
	boss := s.in("Max")
	token := boss.do(http.MethodGet, "/operations", nil).form(t, "/operations").Get("token")
	send := func(b *browser, token, what, job string) int {
		return b.do(http.MethodPost, "/operations", url.Values{"token": {token}, "what": {what}, "job": {job}}).StatusCode
	}
	ann := s.in("Ann")
	for name, got := range map[string]int{
		"no token": send(boss, "", "drop", "37"), "a token of nobody": send(boss, strings.Repeat("a", 40), "drop", "37"), "another act": send(boss, token, "burn", "37"),
		"no job": send(boss, token, "drop", "x"), "a reviewer": send(ann, ann.do(http.MethodGet, "/review", nil).form(t, "accept").Get("token"), "drop", "37"), "the form of another": send(ann, token, "drop", "37"), "nobody": send(s.browser(), token, "drop", "37"),
	} {
		if got != http.StatusForbidden {
			t.Errorf("%s: %d", name, got)
		}
	}
	dead := func() []operations.Job {
		var state operations.State
		if err := json.Unmarshal([]byte(boss.do(http.MethodGet, "/api/operations", nil).text), &state); err != nil {
			t.Fatal(err)
		}
		return state.Dead
	}
	if len(dead()) != 2 {
		t.Fatalf("what was refused was done: %+v", dead())
	}
	if got := send(boss, token, "retry", "37"); got != http.StatusSeeOther {
		t.Errorf("retried: %d", got)
	}
	if got := send(boss, token, "drop", "21"); got != http.StatusSeeOther {
		t.Errorf("dropped: %d", got)
	}
	if got := send(boss, token, "drop", "21"); got != http.StatusConflict {
		t.Errorf("dropped again: %d", got)
	}
	if left := dead(); len(left) != 0 { // the API answers nothing of this from memory
		t.Errorf("left are %+v", left)
	}
	page := boss.do(http.MethodGet, "/operations", nil).text
	if !strings.Contains(page, "<bdi>Max</bdi>") || !strings.Contains(page, "Dropped it") {
		t.Error("the page does not tell who did what")
	}
	if log := s.log.String(); !strings.Contains(log, "what=drop job=21 by=Max") || !strings.Contains(log, "what=retry job=37 by=Max") {
		t.Errorf("the log says %s", log)
	}
}

// Where nobody has an account or can sign in, the work is shown at the server's
// own computer alone.
func TestOperationsWithoutAccounts(t *testing.T) {
	s := newSite(t, nil)
	for _, name := range []string{"Ann", "Bea", "Rob", "Max"} {
		if err := s.desk.Remove(t.Context(), name, webfixture.Now()); err != nil {
			t.Fatal(err)
		}
	}
	b, stranger := s.browser(), s.browser()
	b.from = "127.0.0.1:5000"
	if w := stranger.do(http.MethodGet, "/operations", nil); w.StatusCode != http.StatusSeeOther {
		t.Errorf("without accounts, from afar: %d", w.StatusCode)
	}
	if w := stranger.do(http.MethodGet, "/api/operations", nil); w.StatusCode == http.StatusOK {
		t.Error("without accounts, from afar, the API tells")
	}
	if w := b.do(http.MethodGet, "/operations", nil); w.StatusCode != http.StatusOK || strings.Contains(w.text, `value="retry"`) || !strings.Contains(w.text, "demarche jobs --retry") {
		t.Errorf("without accounts: %d", w.StatusCode)
	}
	if !strings.Contains(b.do(http.MethodGet, "/sources", nil).text, "/operations") {
		t.Error("the page of sources does not lead there")
	}
	s = newSite(t, func(o *Options) { o.Desk = nil })
	far, near := s.browser(), s.browser()
	near.from = "127.0.0.1:5000"
	if w := far.do(http.MethodGet, "/operations", nil); w.StatusCode != http.StatusForbidden {
		t.Errorf("where nobody can sign in, from afar: %d", w.StatusCode)
	}
	if w := far.do(http.MethodGet, "/api/operations", nil); w.StatusCode != http.StatusForbidden {
		t.Errorf("where nobody can sign in, from afar, by the API: %d", w.StatusCode)
	}
	if w := near.do(http.MethodGet, "/operations", nil); w.StatusCode != http.StatusOK {
		t.Errorf("where nobody can sign in, at the computer: %d", w.StatusCode)
	}
}
