package server

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"demarche"
	"demarche/accounts"
	"demarche/internal/webfixture"
)

// watch is a time that tests set.
type watch struct {
	mu  sync.Mutex
	now time.Time
}

func (c *watch) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *watch) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// site is the fixture as it is served to reviewers.
type site struct {
	t       *testing.T
	handler http.Handler
	ledger  demarche.Ledger
	desk    *accounts.Desk
	clock   *watch
	log     *bytes.Buffer
}

func newSite(t *testing.T, change func(*Options)) *site {
	t.Helper()
	s := &site{t: t, clock: &watch{now: webfixture.Now()}, log: &bytes.Buffer{}}
	a, words, desk, ledger := webfixture.Review(t, s.clock.Now)
	o := Options{Desk: desk, Hosts: []string{"ledger.example"}}
	if change != nil {
		change(&o)
	}
	var err error
	if s.handler, err = NewSite(a, words, s.clock.Now, slog.New(slog.NewTextHandler(s.log, nil)), o); err != nil {
		t.Fatal(err)
	}
	s.ledger, s.desk = ledger, desk
	return s
}

// browser keeps cookies as browsers do, for one host.
type browser struct {
	site   *site
	host   string
	from   string // address
	header map[string]string
	jar    map[string]string
}

func (s *site) browser() *browser {
	return &browser{site: s, host: "127.0.0.1:8080", from: "192.0.2.7:5000", header: map[string]string{}, jar: map[string]string{}}
}

// answer is what came back.
type answer struct {
	*http.Response
	text string
}

func (b *browser) do(method, address string, form url.Values) answer {
	b.site.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, address, body)
	r.Host, r.RemoteAddr = b.host, b.from
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for name, value := range b.header {
		r.Header.Set(name, value)
	}
	for name, value := range b.jar {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.site.handler.ServeHTTP(w, r)
	got := w.Result()
	for _, c := range got.Cookies() {
		if c.MaxAge < 0 {
			delete(b.jar, c.Name)
		} else {
			b.jar[c.Name] = c.Value
		}
	}
	text, err := io.ReadAll(got.Body)
	if err != nil {
		b.site.t.Fatal(err)
	}
	return answer{got, string(text)}
}

// forms gives the fields of each form of a page that is posted, with what they hold.
func (a answer) forms(t *testing.T) []url.Values {
	t.Helper()
	root, err := html.Parse(strings.NewReader(a.text))
	if err != nil {
		t.Fatal(err)
	}
	attribute := func(n *html.Node, name string) string {
		for _, x := range n.Attr {
			if x.Key == name {
				return x.Val
			}
		}
		return ""
	}
	var out []url.Values
	var walk func(n *html.Node, form url.Values)
	walk = func(n *html.Node, form url.Values) {
		switch {
		case n.Data == "form" && attribute(n, "method") == "post":
			form = url.Values{"": {attribute(n, "action")}}
			out = append(out, form)
		case n.Data == "input" && form != nil && attribute(n, "type") != "checkbox":
			form.Add(attribute(n, "name"), attribute(n, "value"))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, form)
		}
	}
	walk(root, nil)
	return out
}

// form gives the form that does something.
func (a answer) form(t *testing.T, what string) url.Values {
	t.Helper()
	for _, f := range a.forms(t) {
		if f.Get("what") == what || f.Get("") == what {
			return f
		}
	}
	t.Fatalf("no form does %q: %d %.300s", what, a.StatusCode, a.text)
	return nil
}

// signIn signs in, and gives the answer.
func (b *browser) signIn(name, password string) answer {
	b.site.t.Helper()
	f := b.do(http.MethodGet, "/sign-in", nil).form(b.site.t, "/sign-in")
	f.Set("name", name)
	f.Set("password", password)
	return b.do(http.MethodPost, "/sign-in", f)
}

// in gives a browser in which somebody is signed in.
func (s *site) in(name string) *browser {
	s.t.Helper()
	b := s.browser()
	if got := b.signIn(name, webfixture.Password); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != map[bool]string{true: "/", false: "/review"}[name == "Rob"] {
		s.t.Fatalf("signing in as %s answers %d, %q", name, got.StatusCode, got.text)
	}
	return b
}

func wants(t *testing.T, what string, got answer, status int) {
	t.Helper()
	if got.StatusCode != status {
		t.Errorf("%s answers %d, not %d: %.200s", what, got.StatusCode, status, got.text)
	}
}

// decisions counts what was decided.
func (s *site) decisions() int {
	s.t.Helper()
	all, err := s.ledger.Decisions(s.t.Context(), "")
	if err != nil {
		s.t.Fatal(err)
	}
	return len(all)
}

func TestOnlyReviewersReview(t *testing.T) {
	s := newSite(t, nil)
	if got := s.browser().do(http.MethodGet, "/review?kind=act", nil); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "/sign-in?next=%2Freview%3Fkind%3Dact" {
		t.Errorf("a stranger is answered %d, %s", got.StatusCode, got.Header.Get("Location"))
	}
	wants(t, "a reader who reviews", s.in("Rob").do(http.MethodGet, "/review", nil), http.StatusForbidden)
	page := s.in("Ann").do(http.MethodGet, "/review", nil)
	wants(t, "a reviewer", page, http.StatusOK)
	if page.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("it may be kept: %q", page.Header.Get("Cache-Control"))
	}
	accept := page.form(t, "accept")
	for who, b := range map[string]*browser{"a stranger": s.browser(), "a reader": s.in("Rob"), "another reviewer": s.in("Bea")} {
		wants(t, who+" with the form of a reviewer", b.do(http.MethodPost, "/review", accept), http.StatusForbidden)
	}
	if n := s.decisions(); n != 0 {
		t.Errorf("%d decisions were kept", n)
	}
	// Reading is open, and says who may do what to nobody.
	wants(t, "a stranger who reads", s.browser().do(http.MethodGet, "/", nil), http.StatusOK)
	// A role that is taken away is gone at once.
	ann := s.in("Ann")
	if err := s.desk.SetRole(t.Context(), "Ann", accounts.Reader); err != nil {
		t.Fatal(err)
	}
	wants(t, "a reviewer who is none any more", ann.do(http.MethodPost, "/review", ann.do(http.MethodGet, "/account", nil).form(t, "/sign-out")), http.StatusForbidden)
}

func TestReviewersAreLedFromEntriesAndEventsToJudgingThem(t *testing.T) {
	s := newSite(t, nil)
	var id string
	for _, rec := range webfixture.Reports()[0].Records {
		if rec.Shared().Kind == demarche.KindMovement {
			id = rec.Shared().ID
		}
	}
	event := s.browser().do(http.MethodGet, "/events/"+id, nil).Header.Get("Location")
	if event == "" {
		event = "/events/" + id
	}
	for page, link := range map[string]string{"/entries/" + id: `href="/review?entry=` + id + `"`, event: `href="/review` + event + `"`} {
		for who, want := range map[*browser]bool{s.browser(): false, s.in("Rob"): false, s.in("Ann"): true} {
			got := who.do(http.MethodGet, page, nil)
			wants(t, page, got, http.StatusOK)
			if strings.Contains(got.text, link) != want {
				t.Errorf("%s has the link %s: %t", page, link, !want)
			}
		}
	}
}

func TestEveryDecisionCarriesItsReviewer(t *testing.T) {
	s := newSite(t, nil)
	ann := s.in("Ann")
	f := ann.do(http.MethodGet, "/review", nil).form(t, "accept")
	f.Set("reviewer", "Somebody Else")
	f.Set("by", "Somebody Else")
	wants(t, "accepting", ann.do(http.MethodPost, "/review", f), http.StatusSeeOther)
	all, err := s.ledger.Decisions(t.Context(), f.Get("entry"))
	if err != nil || len(all) != 1 || all[0].Reviewer != "Ann" {
		t.Errorf("the ledger has %+v (%v)", all, err)
	}
	// What another decided is taken back by an admin, not by another reviewer.
	bea := s.in("Bea")
	again := bea.do(http.MethodGet, "/review?entry="+f.Get("entry"), nil)
	undo := again.form(t, "accept")
	undo.Set("what", "undo")
	undo.Set("reason", "so")
	wants(t, "taking back what another decided", bea.do(http.MethodPost, "/review", undo), http.StatusForbidden)
	admin := s.in("Max")
	wants(t, "an admin who takes it back", admin.do(http.MethodPost, "/review", admin.do(http.MethodGet, "/review?entry="+f.Get("entry"), nil).form(t, "undo")), http.StatusSeeOther)
	if e, err := s.ledger.Entry(t.Context(), f.Get("entry")); err != nil || e.Review != demarche.Proposed {
		t.Errorf("it is %s (%v)", e.Review, err)
	}
}

func TestSessionsAreNotFixed(t *testing.T) {
	s := newSite(t, nil)
	// A token that somebody planted is none, before signing in and after.
	planted := strings.Repeat("A", 43)
	b := s.browser()
	b.jar["demarche"] = planted
	wants(t, "a planted token", b.do(http.MethodGet, "/review", nil), http.StatusSeeOther)
	wants(t, "signing in", b.signIn("Ann", webfixture.Password), http.StatusSeeOther)
	if b.jar["demarche"] == planted || b.jar["demarche"] == "" {
		t.Errorf("after signing in the token is %q", b.jar["demarche"])
	}
	// A session that somebody planted is left, and ends.
	mallory := s.in("Rob")
	victim := s.browser()
	victim.jar["demarche"] = mallory.jar["demarche"]
	stranger := s.browser()
	f := stranger.do(http.MethodGet, "/sign-in", nil).form(t, "/sign-in")
	victim.jar["demarche-form"] = stranger.jar["demarche-form"]
	f.Set("name", "Ann")
	f.Set("password", webfixture.Password)
	wants(t, "signing in with the session of another", victim.do(http.MethodPost, "/sign-in", f), http.StatusSeeOther)
	if victim.jar["demarche"] == mallory.jar["demarche"] {
		t.Error("the token stays that of the other")
	}
	wants(t, "the other", mallory.do(http.MethodGet, "/account", nil), http.StatusSeeOther)
	wants(t, "she", victim.do(http.MethodGet, "/review", nil), http.StatusOK)
}

func TestCookiesAreKeptFromScriptsAndOtherSites(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Proxied = true })
	for host, secure := range map[string]bool{"127.0.0.1:8080": false, "localhost": false, "[::1]:80": false, "ledger.example": true, "192.0.2.1": true} {
		b := s.browser()
		b.host = host
		if secure {
			b.header["X-Forwarded-Proto"] = "https"
		} else {
			b.from = "127.0.0.1:5000"
		}
		got := b.signIn("Ann", webfixture.Password)
		wants(t, "signing in at "+host, got, http.StatusSeeOther)
		for _, c := range got.Cookies() {
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.Secure != secure || strings.HasPrefix(c.Name, "__Host-") != secure {
				t.Errorf("at %s a cookie is %s", host, c)
			}
			if c.Name == "demarche" && c.MaxAge != int(accounts.Lifetime/time.Second) {
				t.Errorf("it lasts %d s", c.MaxAge)
			}
		}
		wants(t, "reviewing at "+host, b.do(http.MethodGet, "/review", nil), http.StatusOK)
	}
}

func TestNoPasswordGoesOverAnOpenLine(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	b.host = "ledger.example"
	b.header["X-Forwarded-Proto"] = "https" // which anybody can say
	page := b.do(http.MethodGet, "/sign-in", nil)
	if strings.Contains(page.text, `type="password"`) || !strings.Contains(page.text, "not encrypted") {
		t.Errorf("it asks for a password: %s", page.text)
	}
	wants(t, "a password that comes nevertheless", b.do(http.MethodPost, "/sign-in", url.Values{"name": {"Ann"}, "password": {webfixture.Password}}), http.StatusForbidden)
	if len(b.jar) > 1 {
		t.Errorf("it has the cookies %v", b.jar)
	}
}

func TestBehindAProxyAHostAloneMakesNoLineSafe(t *testing.T) {
	for _, c := range []struct {
		proxied                   bool
		host, from, client, proto string
		safe                      bool
	}{
		{false, "localhost", "172.17.0.1:5000", "", "", true}, // a port of this computer that leads into a container
		{false, "ledger.example", "127.0.0.1:5000", "", "", false},
		{false, "ledger.example", "127.0.0.1:5000", "127.0.0.1", "https", false}, // nobody stands in front: it says nothing
		{true, "localhost", "127.0.0.1:5000", "", "", true},
		{true, "localhost", "127.0.0.1:5000", "::1", "", true},
		{true, "localhost", "127.0.0.1:5000", "198.51.100.7", "", false},
		{true, "127.0.0.1:8080", "127.0.0.1:5000", "127.0.0.1, 198.51.100.7", "http", false},
		{true, "localhost", "127.0.0.1:5000", "198.51.100.7", "https", true},
		{true, "ledger.example", "127.0.0.1:5000", "198.51.100.7", "https", true},
		{true, "ledger.example", "127.0.0.1:5000", "198.51.100.7", "http", false},
	} {
		b := newSite(t, func(o *Options) { o.Proxied = c.proxied }).browser()
		b.host, b.from = c.host, c.from
		if c.client != "" {
			b.header["X-Forwarded-For"] = c.client
		}
		if c.proto != "" {
			b.header["X-Forwarded-Proto"] = c.proto
		}
		if asks := strings.Contains(b.do(http.MethodGet, "/sign-in", nil).text, `type="password"`); asks != c.safe {
			t.Errorf("%+v: asks for a password: %t", c, asks)
		}
		if c.safe {
			wants(t, fmt.Sprintf("%+v", c), b.signIn("Ann", webfixture.Password), http.StatusSeeOther)
		} else {
			wants(t, fmt.Sprintf("%+v", c), b.do(http.MethodPost, "/sign-in", url.Values{"name": {"Ann"}, "password": {webfixture.Password}}), http.StatusForbidden)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	s := newSite(t, nil)
	ann := s.in("Ann")
	good := ann.do(http.MethodGet, "/review", nil).form(t, "accept")
	for name, spoil := range map[string]func(f url.Values, header map[string]string){
		"no token":       func(f url.Values, _ map[string]string) { f.Del("token") },
		"an empty token": func(f url.Values, _ map[string]string) { f.Set("token", "") },
		"another token":  func(f url.Values, _ map[string]string) { f.Set("token", strings.Repeat("A", 86)) },
		"the token of another": func(f url.Values, _ map[string]string) {
			f.Set("token", s.in("Bea").do(http.MethodGet, "/review", nil).form(t, "accept").Get("token"))
		},
		"from another site":  func(_ url.Values, h map[string]string) { h["Sec-Fetch-Site"] = "cross-site" },
		"from a site beside": func(_ url.Values, h map[string]string) { h["Sec-Fetch-Site"] = "same-site" },
		"of another origin": func(_ url.Values, h map[string]string) {
			h["Sec-Fetch-Site"] = ""
			h["Origin"] = "https://evil.example"
		},
		"of no origin at all": func(_ url.Values, h map[string]string) { h["Sec-Fetch-Site"] = ""; h["Origin"] = "null" },
		"as text":             func(_ url.Values, h map[string]string) { h["Content-Type"] = "text/plain" },
		"in the address":      func(f url.Values, _ map[string]string) { f.Set("token", "") },
		"as a form of parts":  func(_ url.Values, h map[string]string) { h["Content-Type"] = "multipart/form-data; boundary=x" },
	} {
		f := url.Values{}
		for k, v := range good {
			f[k] = v
		}
		b := s.browser()
		b.jar = ann.jar
		spoil(f, b.header)
		address := "/review"
		if name == "in the address" {
			address += "?" + good.Encode()
		}
		wants(t, name, b.do(http.MethodPost, address, f), http.StatusForbidden)
	}
	wants(t, "by GET", ann.do(http.MethodGet, "/review?"+good.Encode(), nil), http.StatusBadRequest)
	if n := s.decisions(); n != 0 {
		t.Errorf("%d decisions were kept", n)
	}
	// Nobody is signed in, or out, by another site.
	f := s.browser().do(http.MethodGet, "/sign-in", nil).form(t, "/sign-in")
	f.Set("name", "Bea")
	f.Set("password", webfixture.Password)
	wants(t, "signing in with the form of another browser", s.browser().do(http.MethodPost, "/sign-in", f), http.StatusForbidden)
	wants(t, "signing out without a token", ann.do(http.MethodPost, "/sign-out", url.Values{"x": {"y"}}), http.StatusForbidden)
	wants(t, "still signed in", ann.do(http.MethodGet, "/review", nil), http.StatusOK)
	wants(t, "as it should be", ann.do(http.MethodPost, "/review", good), http.StatusSeeOther)
}

func TestGuessingPasswordsIsSlow(t *testing.T) {
	s := newSite(t, nil)
	var known, unknown []string
	for _, name := range []string{"Ann", "Nobody"} {
		for i := range 8 {
			b := s.browser()
			b.from = fmt.Sprintf("192.0.2.%d:5000", i+1)
			got := b.signIn(name, "a wrong guess of it")
			said := fmt.Sprint(got.StatusCode, got.Header.Get("Retry-After") != "", strings.Contains(got.text, "The name or the password is wrong"), len(got.Cookies()))
			if name == "Ann" {
				known = append(known, said)
			} else {
				unknown = append(unknown, said)
			}
		}
	}
	if strings.Join(known, "|") != strings.Join(unknown, "|") {
		t.Errorf("it answers for a name that there is\n%v\nand for one that there is not\n%v", known, unknown)
	}
	if !strings.HasPrefix(known[0], "403 false true") || !strings.HasPrefix(known[7], "429 true false") {
		t.Errorf("the guesses are answered %v", known)
	}
	// The right password must wait as well, and is let in then.
	b := s.browser()
	got := b.signIn("Ann", webfixture.Password)
	wants(t, "the right password meanwhile", got, http.StatusTooManyRequests)
	wait, err := strconv.Atoi(got.Header.Get("Retry-After"))
	if err != nil {
		t.Fatal(err)
	}
	s.clock.pass(time.Duration(wait) * time.Second)
	wants(t, "the right password after that", b.signIn("Ann", webfixture.Password), http.StatusSeeOther)
	s.browser().signIn(webfixture.Password, "typed into the wrong field")
	if log := s.log.String(); !strings.Contains(log, "somebody could not sign in") || !strings.Contains(log, "from=192.0.2.1") || strings.Contains(log, webfixture.Password) || strings.Contains(log, "wrong guess") {
		t.Errorf("the log says %s", log)
	}
}

func TestOneAddressCannotTryManyNames(t *testing.T) {
	s := newSite(t, nil)
	refused := 0
	for i := range 40 {
		b := s.browser()
		b.header["X-Forwarded-For"] = fmt.Sprintf("198.51.100.%d", i) // nobody stands in front: it says nothing
		if b.signIn(fmt.Sprintf("name %d", i), "a wrong guess of it").StatusCode == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused != 20 {
		t.Errorf("%d of 40 are refused", refused)
	}
	behind := newSite(t, func(o *Options) { o.Proxied = true })
	for i := range 40 {
		b := behind.browser()
		b.header["X-Forwarded-Proto"] = "https"
		b.header["X-Forwarded-For"] = fmt.Sprintf("203.0.113.9, 198.51.100.%d", i) // the last is the proxy's own word
		if got := b.signIn(fmt.Sprintf("name %d", i), "a wrong guess of it"); got.StatusCode != http.StatusForbidden {
			t.Errorf("client %d is answered %d", i, got.StatusCode)
		}
	}
}

func TestSigningInLeadsNowhereElse(t *testing.T) {
	s := newSite(t, nil)
	for next, want := range map[string]string{
		"/states/COL?on=2025-01-26": "/states/COL?on=2025-01-26", "": "/review", "https://evil.example/": "/review", "//evil.example": "/review", "/\\evil.example": "/review",
		"\\\\evil.example": "/review", "/%09/evil.example": "/review", "javascript:alert(1)": "/review", "/\t/evil.example": "/review", "evil.example": "/review", "///evil.example": "/review",
		"/%5cevil.example": "/review", "/%2f/evil.example": "/review", "http:evil.example": "/review", "/a\r\nSet-Cookie: x=y": "/review", "/%0d%0aSet-Cookie:x=y": "/review", "/x@evil.example": "/x@evil.example",
	} {
		b := s.browser()
		f := b.do(http.MethodGet, "/sign-in?next="+url.QueryEscape(next), nil).form(t, "/sign-in")
		if got := f.Get("next"); got != want && (got != "" || want != "/review") { // nothing leads where the role works
			t.Errorf("the form of %q leads to %q", next, f.Get("next"))
		}
		f.Set("next", next) // as somebody may have changed it
		f.Set("name", "Ann")
		f.Set("password", webfixture.Password)
		if got := b.do(http.MethodPost, "/sign-in", f).Header.Get("Location"); got != want {
			t.Errorf("signing in with %q leads to %q", next, got)
		}
		f = b.do(http.MethodGet, "/review", nil).form(t, "accept")
		f.Set("back", next)
		if got := b.do(http.MethodPost, "/review", f).Header.Get("Location"); !strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") || strings.ContainsAny(got, "\\\r\n") {
			t.Errorf("deciding with %q leads to %q", next, got)
		}
		if got := b.do(http.MethodGet, "/sign-in?next="+url.QueryEscape(next), nil).Header.Get("Location"); got != want {
			t.Errorf("who is signed in is led from %q to %q", next, got)
		}
	}
}

func TestAReaderIsLedToWhatReadersMayRead(t *testing.T) {
	s := newSite(t, nil)
	for next, want := range map[string]string{"": "/", "/review": "/", "/review?kind=act": "/", "/operations": "/", "/gaps": "/gaps"} {
		b := s.browser()
		f := b.do(http.MethodGet, "/sign-in?next="+url.QueryEscape(next), nil).form(t, "/sign-in")
		f.Set("name", "Rob")
		f.Set("password", webfixture.Password)
		got := b.do(http.MethodPost, "/sign-in", f).Header.Get("Location")
		if got != want {
			t.Errorf("a reader who signs in for %q is led to %q", next, got)
		}
		wants(t, "where a reader is led", b.do(http.MethodGet, got, nil), http.StatusOK)
	}
	account := s.in("Rob").do(http.MethodGet, "/account", nil).text
	for _, link := range []string{`href="/review"`, `href="/review/connections"`, `href="/review/log"`, `href="/operations"`} {
		if strings.Contains(account, link) {
			t.Errorf("a reader is offered %s", link)
		}
	}
	if got := s.in("Ann").do(http.MethodGet, "/operations", nil).text; !strings.Contains(got, "this takes an admin") {
		t.Errorf("a reviewer who asks how the work goes is told %s", got)
	}
}

func TestGiantFormsAreRefused(t *testing.T) {
	s := newSite(t, nil)
	ann := s.in("Ann")
	f := ann.do(http.MethodGet, "/review", nil).form(t, "reject")
	f.Set("reason", strings.Repeat("x", 10<<20))
	wants(t, "a form of ten megabytes", ann.do(http.MethodPost, "/review", f), http.StatusRequestEntityTooLarge)
	sign := s.browser()
	g := sign.do(http.MethodGet, "/sign-in", nil).form(t, "/sign-in")
	g.Set("name", "Ann")
	g.Set("password", strings.Repeat("x", 10<<20))
	wants(t, "a password of ten megabytes", sign.do(http.MethodPost, "/sign-in", g), http.StatusRequestEntityTooLarge)
	f.Set("reason", strings.Repeat("x", 5000))
	wants(t, "a reason that is too long", ann.do(http.MethodPost, "/review", f), http.StatusUnprocessableEntity)
	many := url.Values{"token": f["token"]}
	for i := range 6000 {
		many.Add("r.terms", strconv.Itoa(i))
	}
	if got := ann.do(http.MethodPost, "/review", many); got.StatusCode < 400 || got.StatusCode >= 500 {
		t.Errorf("six thousand fields are answered %d", got.StatusCode)
	}
	if n := s.decisions(); n != 0 {
		t.Errorf("%d decisions were kept", n)
	}
}

func TestDecisionsOnAStaleViewAreRefused(t *testing.T) {
	s := newSite(t, nil)
	ann, bea := s.in("Ann"), s.in("Bea")
	page := ann.do(http.MethodGet, "/review", nil)
	accept := page.form(t, "accept")
	reject := bea.do(http.MethodGet, "/review?entry="+accept.Get("entry"), nil).form(t, "reject")
	reject.Set("reason", "not so")
	wants(t, "the first", ann.do(http.MethodPost, "/review", accept), http.StatusSeeOther)
	wants(t, "the same sent twice", ann.do(http.MethodPost, "/review", accept), http.StatusSeeOther)
	late := bea.do(http.MethodPost, "/review", reject)
	wants(t, "the second", late, http.StatusConflict)
	for _, want := range []string{"Somebody has decided about it meanwhile", "Ann", "the sentence says so", `value="not so"`} {
		if !strings.Contains(late.text, want) {
			t.Errorf("the second is not told %q", want)
		}
	}
	amend := page.form(t, "amend")
	amend.Set("reason", "another day")
	amend.Set("r.date", "2025-01-25")
	for name, value := range map[string]string{"r.stance": "refuse", "r.people": "own", "r.means": "any"} {
		amend.Set(name, value)
	}
	wants(t, "an amendment on a stale view", ann.do(http.MethodPost, "/review", amend), http.StatusConflict)
	if n := s.decisions(); n != 1 {
		t.Errorf("%d decisions were kept", n)
	}
	for _, seen := range []string{"", "-1", "x", "9999999999999999999999"} {
		f := late.form(t, "reject")
		f.Set("reason", "so")
		f.Set("seen", seen)
		if got := bea.do(http.MethodPost, "/review", f); got.StatusCode != http.StatusForbidden && got.StatusCode != http.StatusConflict {
			t.Errorf("with the view %q it answers %d", seen, got.StatusCode)
		}
	}
	now := late.form(t, "reject")
	wants(t, "the second, who has seen it now", bea.do(http.MethodPost, "/review", now), http.StatusSeeOther)
}

func TestConnectionsOnAStaleViewAreRefused(t *testing.T) {
	s := newSite(t, nil)
	ann, bea := s.in("Ann"), s.in("Bea")
	confirm := ann.do(http.MethodGet, "/review/connections", nil).form(t, "accept")
	drop := bea.do(http.MethodGet, "/review/connections", nil).form(t, "reject")
	drop.Set("reason", "of another matter")
	wants(t, "the first", ann.do(http.MethodPost, "/review/connections", confirm), http.StatusSeeOther)
	late := bea.do(http.MethodPost, "/review/connections", drop)
	wants(t, "the second", late, http.StatusConflict)
	if !strings.Contains(late.text, "is not proposed any more") {
		t.Errorf("the second is told %.300s", late.text)
	}
	for name, spoil := range map[string]func(f url.Values){
		"another relation": func(f url.Values) { f.Set("relation", "same_event") },
		"other entries":    func(f url.Values) { f.Set("earlier", f.Get("later")) },
	} {
		f := late.form(t, "accept")
		spoil(f)
		wants(t, name, bea.do(http.MethodPost, "/review/connections", f), http.StatusConflict)
	}
	f := late.form(t, "reject")
	f.Set("reason", " ")
	wants(t, "dropping without a reason", bea.do(http.MethodPost, "/review/connections", f), http.StatusUnprocessableEntity)
	links, err := s.ledger.Links(t.Context(), "")
	if err != nil || len(links) != 1 || links[0].Reviewer != "Ann" {
		t.Errorf("the ledger has %+v (%v)", links, err)
	}
}

func TestMergingOnAStaleViewIsRefused(t *testing.T) {
	s := newSite(t, nil)
	var acts []string
	for _, r := range webfixture.Reports() {
		for _, rec := range r.Records {
			if rec.Shared().Kind == demarche.KindAct {
				acts = append(acts, rec.Shared().ID)
			}
		}
	}
	ann, bea := s.in("Ann"), s.in("Bea")
	path := "/review/events/" + acts[0]
	merge := func(b *browser, with string) (url.Values, func() answer) {
		f := b.do(http.MethodGet, path, nil).form(t, "merge")
		f.Set("other", with)
		f.Set("reason", "both tell of one")
		return f, func() answer { return b.do(http.MethodPost, path, f) }
	}
	_, first := merge(ann, acts[1])
	f, second := merge(bea, acts[2])
	wants(t, "the first", first(), http.StatusSeeOther)
	late := second()
	wants(t, "the second", late, http.StatusConflict)
	if !strings.Contains(late.text, "Somebody has decided about these entries meanwhile") || !strings.Contains(late.text, "Ann") {
		t.Errorf("the second is told %.300s", late.text)
	}
	f.Set("other", "ffffffffffffffff")
	wants(t, "an entry that is not there", second(), http.StatusUnprocessableEntity)
	f.Set("reason", "")
	wants(t, "without a reason", second(), http.StatusUnprocessableEntity)
	links, err := s.ledger.Links(t.Context(), "")
	if err != nil || len(links) != 1 {
		t.Errorf("the ledger has %+v (%v)", links, err)
	}
	// What Ann decided is taken back by her or by an admin.
	back := bea.do(http.MethodGet, "/review/log", nil)
	if strings.Contains(back.text, "/review/unlink") {
		t.Error("another reviewer is offered to take it back")
	}
	unlink := url.Values{"token": late.form(t, "merge")["token"], "line": {strconv.FormatInt(links[0].Sequence, 10)}}
	wants(t, "another reviewer who takes it back", bea.do(http.MethodPost, "/review/unlink", unlink), http.StatusForbidden)
	mine := ann.do(http.MethodGet, "/review/log", nil).form(t, "/review/unlink")
	mine.Set("back", "https://evil.example/")
	if got := ann.do(http.MethodPost, "/review/unlink", mine); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "/review/log" {
		t.Errorf("she is answered %d and led to %q", got.StatusCode, got.Header.Get("Location"))
	}
}

func TestWhatIsAmendedMustFitTheRecordModel(t *testing.T) {
	s := newSite(t, nil)
	ann := s.in("Ann")
	page := ann.do(http.MethodGet, "/review?kind=movement", nil)
	for _, c := range []struct{ field, value, told string }{
		{"r.people", "many", "no whole number"}, {"r.people", "-3", "no whole number"}, {"r.date", "2025-02-30", "not a day"}, {"r.sender", "Ruritania", "Ruritania"},
		{"r.status", "vanished", "not one of"}, {"r.status", "", "must be said"}, {"r.means", "<script>", "not one of"}, {"r.nationals", "Cuba, Nowhereland", "Nowhereland"},
	} {
		f := page.form(t, "amend")
		f.Set("r.status", "planned")
		f.Set("r.means", "unknown")
		f.Set("reason", "so")
		f.Set(c.field, c.value)
		got := ann.do(http.MethodPost, "/review", f)
		wants(t, c.field+" "+c.value, got, http.StatusUnprocessableEntity)
		if !strings.Contains(got.text, c.told) || strings.Contains(got.text, `value="<script>`) {
			t.Errorf("%s %q is not told to be %q", c.field, c.value, c.told)
		}
	}
	f := page.form(t, "amend")
	f.Set("r.status", "planned")
	f.Set("r.means", "sea")
	f.Set("r.people", "1,170")
	f.Set("r.nationals", "Cuba, Haitians")
	f.Set("r.restrained", "false")
	f.Set("r.evidence", "words that nobody wrote")
	f.Set("reason", "so")
	wants(t, "an amendment", ann.do(http.MethodPost, "/review", f), http.StatusSeeOther)
	all, err := s.ledger.Decisions(t.Context(), f.Get("entry"))
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v (%v)", all, err)
	}
	was, err := s.ledger.Entry(t.Context(), f.Get("entry"))
	if err != nil {
		t.Fatal(err)
	}
	is, err := s.ledger.Entry(t.Context(), all[0].Version)
	if err != nil {
		t.Fatal(err)
	}
	m, ok := is.Record.(*demarche.Movement)
	if !ok || *m.People != 1170 || m.Means != demarche.Sea || len(m.Nationals) != 2 || m.Nationals[1] != "HTI" || m.Restrained == nil || *m.Restrained {
		t.Errorf("it is kept as %+v", is.Record)
	}
	if a, b := was.Record.Shared().Evidence, is.Record.Shared().Evidence; len(a) != len(b) || a[0] != b[0] {
		t.Errorf("the evidence is %+v, was %+v", b, a)
	}
}

func TestAClosedSiteIsReadByThoseWhoSignIn(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Closed = true })
	stranger := s.browser()
	for _, path := range []string{"/", "/states/COL", "/review", "/account", "/reports/" + webfixture.Reports()[0].Document.Hash()} {
		if got := stranger.do(http.MethodGet, path, nil); got.StatusCode != http.StatusSeeOther || !strings.HasPrefix(got.Header.Get("Location"), "/sign-in?next=%2F") || strings.Contains(got.text, "Colombia") {
			t.Errorf("%s is answered %d, %s", path, got.StatusCode, got.Header.Get("Location"))
		}
	}
	for _, path := range []string{"/api/where", "/openapi.json", "/api/nothing", "/feeds/atom", "/feeds/calendar.ics"} {
		got := stranger.do(http.MethodGet, path, nil)
		if got.StatusCode != http.StatusUnauthorized || !strings.HasPrefix(got.Header.Get("Content-Type"), "application/problem+json") || got.Header.Get("WWW-Authenticate") == "" {
			t.Errorf("%s is answered %d, %s", path, got.StatusCode, got.text)
		}
	}
	wants(t, "a stranger who posts", stranger.do(http.MethodPost, "/review", url.Values{"what": {"accept"}}), http.StatusUnauthorized)
	for _, path := range []string{"/sign-in", "/healthz", "/readyz", "/livez", "/assets/mark.svg"} {
		wants(t, path, stranger.do(http.MethodGet, path, nil), http.StatusOK)
	}
	// What one browser was given is not given to another that knows its tag.
	rob := s.in("Rob")
	page := rob.do(http.MethodGet, "/", nil)
	wants(t, "a reader", page, http.StatusOK)
	wants(t, "a reader at the API", rob.do(http.MethodGet, "/api/where", nil), http.StatusOK)
	if got := page.Header.Get("Cache-Control"); !strings.Contains(got, "private") {
		t.Errorf("what a reader is shown may be kept by others: %q", got)
	}
	stranger.header["If-None-Match"] = page.Header.Get("ETag")
	wants(t, "a stranger who knows the tag of a page", stranger.do(http.MethodGet, "/", nil), http.StatusSeeOther)
	// Signing out ends it.
	f := rob.do(http.MethodGet, "/account", nil).form(t, "/sign-out")
	kept := rob.jar["demarche"]
	wants(t, "signing out", rob.do(http.MethodPost, "/sign-out", f), http.StatusSeeOther)
	rob.jar["demarche"] = kept
	wants(t, "the token of a session that has ended", rob.do(http.MethodGet, "/", nil), http.StatusSeeOther)
}

func TestSessionsEndWithTimeAndPassword(t *testing.T) {
	s := newSite(t, nil)
	ann, other := s.in("Ann"), s.in("Ann")
	f := ann.do(http.MethodGet, "/account", nil).form(t, "/account")
	change := func(old, password, again string) answer {
		g := url.Values{"token": f["token"], "old": {old}, "password": {password}, "again": {again}}
		return ann.do(http.MethodPost, "/account", g)
	}
	wants(t, "a wrong old password", change("a wrong guess of it", "another of four words", "another of four words"), http.StatusForbidden)
	wants(t, "two new ones", change(webfixture.Password, "another of four words", "another of five words"), http.StatusUnprocessableEntity)
	wants(t, "a short one", change(webfixture.Password, "short", "short"), http.StatusUnprocessableEntity)
	wants(t, "meanwhile", other.do(http.MethodGet, "/review", nil), http.StatusOK)
	before := ann.jar["demarche"]
	wants(t, "another password", change(webfixture.Password, "another of four words", "another of four words"), http.StatusSeeOther)
	if ann.jar["demarche"] == before {
		t.Error("the session goes on with its token")
	}
	wants(t, "she", ann.do(http.MethodGet, "/review", nil), http.StatusOK)
	wants(t, "where she was signed in too", other.do(http.MethodGet, "/review", nil), http.StatusSeeOther)
	s.clock.pass(accounts.Idle)
	wants(t, "after a time without use", ann.do(http.MethodGet, "/review", nil), http.StatusSeeOther)
	wants(t, "the old password", s.browser().signIn("Ann", webfixture.Password), http.StatusForbidden)
}

func TestAnAdminSignsOthersOut(t *testing.T) {
	s := newSite(t, nil)
	ann, admin := s.in("Ann"), s.in("Max")
	page := admin.do(http.MethodGet, "/account", nil)
	f := page.form(t, "/account/sessions")
	if f.Get("name") != "Ann" {
		t.Fatalf("the first who is signed in is %q", f.Get("name"))
	}
	mine := ann.do(http.MethodGet, "/account", nil)
	if strings.Contains(mine.text, "Max") {
		t.Error("a reviewer sees who has accounts")
	}
	wants(t, "a reviewer who signs another out", ann.do(http.MethodPost, "/account/sessions", url.Values{"token": mine.form(t, "/sign-out")["token"], "name": {"Max"}}), http.StatusForbidden)
	wants(t, "an admin", admin.do(http.MethodPost, "/account/sessions", f), http.StatusSeeOther)
	wants(t, "Ann after that", ann.do(http.MethodGet, "/review", nil), http.StatusSeeOther)
	wants(t, "the admin after that", admin.do(http.MethodGet, "/review", nil), http.StatusOK)
}

func TestNobodySignsInToALedgerThatIsReadOnly(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Desk = nil })
	got := s.browser().do(http.MethodGet, "/review", nil)
	wants(t, "reviewing", got, http.StatusNotFound)
	if !strings.Contains(got.text, "open for reading only") {
		t.Errorf("it says %s", got.text)
	}
	wants(t, "signing in", s.browser().do(http.MethodGet, "/sign-in", nil), http.StatusNotFound)
	wants(t, "reading", s.browser().do(http.MethodGet, "/", nil), http.StatusOK)
}

func TestHostileAddressesOfReview(t *testing.T) {
	s := newSite(t, nil)
	ann := s.in("Ann")
	for _, path := range []string{
		"/review?entry=<script>", "/review?entry=ffff", "/review?kind=rumour", "/review?state=<script>alert(1)</script>", "/review?last=zzzz", "/review/events/..%2f..", "/review/log?since=yesterday", "/review/log?page=-1", "/review/log?page=99999999999999999999", "/review/events/ffffffff",
		"/review?kind=" + strings.Repeat("act,", 300),
	} {
		got := ann.do(http.MethodGet, path, nil)
		if got.StatusCode < 400 || got.StatusCode >= 500 || strings.Contains(got.text, "<script>a") || strings.Contains(got.text, "entry=<script>") {
			t.Errorf("%s is answered %d: %.300s", path, got.StatusCode, got.text)
		}
	}
	for _, path := range []string{"/review/log?by=<script>alert(1)</script>", "/review/log?by=Nobody"} {
		got := ann.do(http.MethodGet, path, nil)
		wants(t, path, got, http.StatusOK)
		if strings.Contains(got.text, "<script>a") {
			t.Errorf("%s writes markup", path)
		}
	}
}

// Who comes back sees what others decided since, and no more.
func TestTheLogMarksWhatOthersDecidedSince(t *testing.T) {
	s := newSite(t, nil)
	ann, bea := s.in("Ann"), s.in("Bea")
	accept := func(b *browser) {
		t.Helper()
		wants(t, "accepting", b.do(http.MethodPost, "/review", b.do(http.MethodGet, "/review", nil).form(t, "accept")), http.StatusSeeOther)
	}
	marks := func(b *browser) int {
		return strings.Count(b.do(http.MethodGet, "/review/log", nil).text, `<p class="what"><span class="note fresh">new</span>`)
	}
	accept(bea)
	if n := marks(ann); n != 0 {
		t.Errorf("of one who never decided %d decisions are new", n)
	}
	accept(ann)
	accept(bea)
	accept(bea)
	if page := ann.do(http.MethodGet, "/review/log", nil); marks(ann) != 2 || !strings.Contains(page.text, "2 decisions by others since you last decided") {
		t.Errorf("%d decisions are new to Ann: %s", marks(ann), page.text)
	}
	if page := bea.do(http.MethodGet, "/review/log", nil); marks(bea) != 0 || strings.Contains(page.text, "by others since") {
		t.Errorf("%d decisions are new to Bea: %s", marks(bea), page.text)
	}
}
