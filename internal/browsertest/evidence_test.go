package browsertest

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"demarche/accounts"
	"demarche/internal/webfixture"
	"demarche/web/server"
)

// evidencePages lists the pages of search, entries, reports, places and sources.
func evidencePages() []string {
	reports := webfixture.Reports()
	return []string{
		"/search", "/search?q=colombia", "/search?q=alert", "/search?q=planes&kind=report",
		"/embed/entries/" + reports[0].Records[0].Shared().ID, "/embed/entries/" + reports[3].Records[0].Shared().ID,
		"/entries/" + reports[0].Records[0].Shared().ID, "/entries/" + reports[3].Records[0].Shared().ID,
		"/reports/" + reports[0].Document.Hash(), "/reports/" + reports[3].Document.Hash(), "/places", "/sources", "/gaps", "/promises", "/operations",
	}
}

func TestPagesOfEvidenceCanBeUsedByEverybody(t *testing.T) {
	b := Open(t)
	base := serve(t)
	for _, dark := range []bool{false, true} {
		for _, width := range []int64{390, 1280} {
			b.Width(width, 900, dark)
			for _, p := range evidencePages() {
				b.Do(chromedp.Navigate(base + p))
				if got := Value[string](b, audit); got != "" {
					t.Errorf("%s, dark %t:\n%s", p, dark, got)
				}
				if got := Value[int](b, `document.documentElement.scrollWidth`); int64(got) > width {
					t.Errorf("%s is %d pixels wide in a window of %d: %s", p, got, width, Value[string](b, widest))
				}
				if n := Value[int](b, `document.querySelectorAll("img, iframe, object, script:not([src])").length`); n != 0 {
					t.Errorf("%s holds %d elements that a report brought", p, n)
				}
			}
		}
	}
	b.Quiet(base)
}

func TestSearchByKeyboardWithoutScripts(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Scripts(false)
	b.Width(1280, 900, false)
	b.Do(chromedp.Navigate(base+"/search"), chromedp.Focus(chromedp.ID("q")), chromedp.KeyEvent("ferries"), chromedp.KeyEvent(kb.Enter))
	b.Wait(`location.search.includes("q=ferries")`)
	if got := Value[string](b, `document.querySelector(".hits .snippet mark").innerText.toLowerCase()`); got != "ferries" {
		t.Errorf("%q is marked", got)
	}
	b.Do(chromedp.Click(chromedp.CSS(".hits .what a")))
	b.Wait(`location.pathname.startsWith("/reports/") || location.pathname.startsWith("/entries/")`)
}

func TestCitationsAreCopied(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Width(1280, 900, false)
	id := webfixture.Reports()[0].Records[0].Shared().ID
	b.Do(chromedp.Navigate(base + "/entries/" + id))
	if got := Value[string](b, `[...document.querySelectorAll("button.copy")].map(b => b.innerText).join("|")`); !strings.HasPrefix(got, "Copy the citation") || !strings.Contains(got, "Copy the code") {
		t.Errorf("the buttons are %q", got)
	}
	b.Do(chromedp.Focus(chromedp.CSS(".cite button.copy")), chromedp.KeyEvent(kb.Enter))
	b.Wait(`["Copied", "Selected: copy it with the keyboard"].includes(document.querySelector(".cite button.copy").innerText)`)
	b.Do(chromedp.Focus(chromedp.CSS(".cite summary")), chromedp.KeyEvent(kb.Enter))
	b.Wait(`document.querySelector(".cite details").open`)
	if got := Value[string](b, `document.querySelector(".cite details pre").innerText`); !strings.HasPrefix(got, "@misc{demarche-entry-") {
		t.Errorf("BibTeX is %q", got)
	}
	b.Quiet(base)
}

// Another site may show an entry in a frame, and no other page.
func TestOnlyTheEmbeddedEntryMayBeFramed(t *testing.T) {
	b := Open(t)
	base := serve(t)
	id := webfixture.Reports()[0].Records[0].Shared().ID
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!doctype html><title>elsewhere</title><iframe width="600" height="300" src="` + base + r.URL.Query().Get("p") + `"></iframe>`))
	}))
	t.Cleanup(other.Close)
	// refused waits for what the browser says of a frame that it does not show.
	refused := func(path string, patience time.Duration) bool {
		b.mu.Lock()
		b.faults = nil
		b.mu.Unlock()
		b.Do(chromedp.Navigate(other.URL + "/?p=" + path))
		for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
			b.mu.Lock()
			told := slices.ContainsFunc(b.faults, func(f string) bool {
				return strings.Contains(f, "frame-ancestors") || strings.Contains(f, "X-Frame-Options")
			})
			b.mu.Unlock()
			if told {
				return true
			}
		}
		return false
	}
	for _, path := range []string{"/entries/" + id, "/", "/search", "/embed/entries/0000000000000000"} {
		if !refused(path, 10*time.Second) {
			t.Errorf("%s is shown in a frame of another site", path)
		}
	}
	if refused("/embed/entries/"+id, time.Second) {
		t.Error("the embedded entry is not shown")
	}
}

func TestPlacesAreDrawnInTheBrowser(t *testing.T) {
	a, words := webfixture.Camps(t)
	h, err := server.New(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	b := Open(t)
	for _, dark := range []bool{false, true} {
		b.Width(390, 900, dark)
		b.Do(chromedp.Navigate(s.URL + "/places"))
		if got := Value[string](b, audit); got != "" {
			t.Errorf("dark %t:\n%s", dark, got)
		}
		if n := Value[int](b, `[...document.querySelectorAll(".chart > svg .mark")].filter(m => m.getBBox().width > 0).length`); n != 5 {
			t.Errorf("%d series are drawn", n)
		}
		// Nothing is drawn outside of the picture.
		if got := Value[string](b, `(() => { const svg = document.querySelector(".chart > svg"), box = svg.getBoundingClientRect();
			return [...svg.querySelectorAll("text, path")].filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.left < box.left - 1 || r.right > box.right + 1 || r.bottom > box.bottom + 1); }).map(e => e.outerHTML).join("\n"); })()`); got != "" {
			t.Errorf("drawn outside:\n%s", got)
		}
	}
	b.Quiet(s.URL)
}

// A closed site shows an entry elsewhere only by an address with its key.
func TestAnEntryOfAClosedSiteIsFramedByItsKey(t *testing.T) {
	a, words, desk, _ := webfixture.Review(t, webfixture.Now)
	h, err := server.NewSite(a, words, webfixture.Now, slog.New(slog.DiscardHandler), server.Options{Desk: desk, Closed: true})
	if err != nil {
		t.Fatal(err)
	}
	closed := httptest.NewServer(h)
	t.Cleanup(closed.Close)
	token, _, err := desk.Grant(t.Context(), accounts.Bearer{Account: "Rob", Role: accounts.Reader, For: "a page elsewhere"})
	if err != nil {
		t.Fatal(err)
	}
	path := "/embed/entries/" + webfixture.Reports()[0].Records[0].Shared().ID
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!doctype html><title>elsewhere</title><iframe width="600" height="300" src="` + closed.URL + path + r.URL.Query().Get("with") + `"></iframe>`))
	}))
	t.Cleanup(other.Close)
	b := Open(t)
	status := func(with string) int64 {
		b.mu.Lock()
		b.statuses = map[string]int64{}
		b.mu.Unlock()
		b.Do(chromedp.Navigate(other.URL + "/?with=" + with))
		b.Wait(`document.readyState === "complete"`)
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.statuses[closed.URL+path+strings.ReplaceAll(with, "%3F", "?")]
	}
	if got := status("%3Fkey=" + token.Key(path)); got != http.StatusOK {
		t.Errorf("with its key the frame is answered %d", got)
	}
	if got := status("%3Fkey=" + token.Key("/feeds/")); got != http.StatusUnauthorized {
		t.Errorf("with another the frame is answered %d", got)
	}
	if got := status(""); got != http.StatusSeeOther {
		t.Errorf("without a key the frame is answered %d", got)
	}
}
