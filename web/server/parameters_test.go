package server

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestPagesOfThoseWhoSignInRefuseWhatTheyDoNotKnow(t *testing.T) {
	s := newSite(t, nil)
	boss, stranger := s.in("Max"), s.browser()
	for at, want := range map[string]struct {
		who           *browser
		says, without string
	}{
		"/review?bogus=1":                         {boss, `does not know the parameter "bogus"`, "/review"},
		"/review?kind=act&bogus=1":                {boss, `it knows kind, state, entry, last`, "/review?kind=act"},
		"/review?state=COL&state=MEX":             {boss, `"state" is given twice`, "/review"},
		"/review/log?who=Ann&since=2025-01-01":    {boss, `"who"`, "/review/log?since=2025-01-01"},
		"/review/log?page=0":                      {boss, `"0" is no number of a page`, "/review/log"},
		"/review/log?since=soon&by=Ann":           {boss, `"soon"`, "/review/log?by=Ann"},
		"/review/connections?n=first&state=COL":   {boss, `"first" is no number of a place`, "/review/connections?state=COL"},
		"/review/connections?page=2":              {boss, `"page"`, "/review/connections"},
		"/review/events/x?entry=1":                {boss, `"entry"`, "/review/events/x"},
		"/operations?state=dead":                  {boss, "it takes none", "/operations"},
		"/account?changed=yes":                    {boss, `changed cannot be "yes"`, "/account"},
		"/account?name=Ann":                       {boss, `"name"`, "/account"},
		"/sign-in?user=Ann&next=%2Freview":        {stranger, `"user"`, "/sign-in?next=%2Freview"},
		"/sign-in?next=%2Freview&next=%2Faccount": {stranger, `"next" is given twice`, "/sign-in"},
	} {
		got := want.who.do(http.MethodGet, at, nil)
		wants(t, at, got, http.StatusBadRequest)
		if text := html.UnescapeString(got.text); !strings.Contains(text, want.says) || !strings.Contains(text, `<a href="`+want.without+`">The page without it</a>`) {
			t.Errorf("%s does not say %s, or where to go on", at, want.says)
		}
	}
	for _, at := range []string{"/review?utm_source=letter", "/review/log?since=2025-01&by=&page=1", "/review/connections?n=2", "/account?changed=1", "/operations?fbclid=x"} {
		wants(t, at, boss.do(http.MethodGet, at, nil), http.StatusOK)
	}
}

// What a page leads to asks nothing that is refused.
func TestPagesOfReviewersLeadToAddressesThatAreKnown(t *testing.T) {
	s := newSite(t, nil)
	boss := s.in("Max")
	page := boss.do(http.MethodPost, "/review", boss.do(http.MethodGet, "/review?state=COL", nil).form(t, "accept"))
	linked := []string{page.Header.Get("Location"), "/review/log?by=Max", "/review/connections", "/operations", "/account"}
	page = boss.do(http.MethodPost, "/review/connections", boss.do(http.MethodGet, "/review/connections?n=2", nil).form(t, "accept"))
	linked = append(linked, page.Header.Get("Location"))
	asking, href := 0, regexp.MustCompile(`(?:href|action)="(/(?:review|account|operations|sign-in)[^"#]*\?[^"#]*)"`)
	for i := 0; i < len(linked) && i < 60; i++ {
		got := boss.do(http.MethodGet, linked[i], nil)
		wants(t, linked[i], got, http.StatusOK)
		if strings.Contains(linked[i], "?") {
			asking++
		}
		for _, m := range href.FindAllStringSubmatch(got.text, -1) {
			if at := html.UnescapeString(m[1]); !slices.Contains(linked, at) {
				linked = append(linked, at)
			}
		}
	}
	if !strings.Contains(strings.Join(linked, " "), "/review/events/") || asking < 10 {
		t.Errorf("only %d addresses were tried: %s", asking, linked)
	}
}
