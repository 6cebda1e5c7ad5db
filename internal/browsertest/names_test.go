package browsertest

import (
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"demarche/internal/webfixture"
	"demarche/web/server"
)

// linksOf gives the addresses of the site to which a page leads.
func linksOf(b *Tab, prefixes ...string) []string {
	b.t.Helper()
	all := Value[[]string](b, `[...document.querySelectorAll("main a[href^='/']")].map((a) => a.getAttribute("href"))`)
	return slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(all))), func(href string) bool {
		return !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(href, p) })
	})
}

// Names longer than a line, and of scripts that run the other way, are broken
// and not cut, on a phone and in a wide window.
func TestLongNamesAreBrokenAndNotCut(t *testing.T) {
	a, words, desk := webfixture.LongNames(t)
	h, err := server.NewSite(a, words, webfixture.Now, slog.New(slog.DiscardHandler), server.Options{Desk: desk})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	b := Open(t)
	b.Width(1280, 900, false)
	pages := []string{
		"/", "/states/COL", "/flights", "/timeline", "/events", "/changes", "/gaps", "/counts", "/quotes", "/offices", "/places", "/promises", "/sources", "/search?q=colombia",
		"/first?what=refuse", "/would?state=COL&people=own&means=military_aircraft",
	}
	for _, list := range []string{"/sources", "/timeline", "/events"} {
		b.Do(chromedp.Navigate(s.URL + list))
		pages = append(pages, linksOf(b, "/reports/", "/entries/", "/events/")...)
	}
	if len(pages) < 22 {
		t.Fatalf("only %d pages are looked at", len(pages))
	}
	signIn(b, s.URL, "Ann")
	press(b, "a")
	pages = append(pages, "/review", "/review?kind=office", "/review/connections", "/review/log")
	for _, width := range []int64{360, 1280} {
		b.Width(width, 900, width == 360)
		for _, p := range pages {
			b.Do(chromedp.Navigate(s.URL+p), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => d.open = !d.closest(".masthead"))`))
			if got := Value[int](b, `document.documentElement.scrollWidth`); int64(got) > width {
				t.Errorf("%s is %d pixels wide in a window of %d: %s", p, got, width, Value[string](b, widest))
			}
		}
	}
	// What is written from right to left stands so.
	b.Do(chromedp.Navigate(s.URL + "/sources"))
	for _, p := range linksOf(b, "/reports/") {
		b.Do(chromedp.Navigate(s.URL + p))
		if title := Value[string](b, `document.querySelector("h1").innerText`); strings.HasPrefix(title, "و") {
			if got := Value[string](b, `getComputedStyle(document.querySelector("h1")).direction`); got != "rtl" {
				t.Errorf("an Arabic title runs %s", got)
			}
		}
	}
}
