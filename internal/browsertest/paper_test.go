package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"demarche/internal/webfixture"
)

// Paper shows pages as they are printed, by a reader who prefers them dark or not.
func (b *Tab) Paper(dark bool) {
	b.t.Helper()
	scheme := map[bool]string{true: "dark", false: "light"}[dark]
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: "print", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	}); err != nil {
		b.t.Fatal(err)
	}
}

// On paper there is nothing to press, and what the page rests on can be read.
func TestWhatIsPrinted(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Width(780, 1100, false) // A4 at 96 dots an inch
	pages := append(pagesOf(), evidencePages()...)
	for i, p := range pages {
		b.Paper(i%2 == 0)
		b.Do(chromedp.Navigate(base + p))
		if strings.HasPrefix(p, "/embed/") {
			continue
		}
		if got := Value[string](b, audit); got != "" {
			t.Errorf("%s on paper:\n%s", p, got)
		}
		if got := Value[string](b, `getComputedStyle(document.body).backgroundColor`); got != "rgb(255, 255, 255)" {
			t.Errorf("%s is printed on %s", p, got)
		}
		if got := Value[string](b, `[...document.querySelectorAll("button, input, select, nav, .skip")].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 100)).join("\n")`); got != "" {
			t.Errorf("%s prints\n%s", p, got)
		}
		if got := Value[int](b, `document.documentElement.scrollWidth`); got > 780 {
			t.Errorf("%s is %d pixels wide on paper: %s", p, got, Value[string](b, widest))
		}
	}
}

// An entry on paper is a sheet of evidence.
func TestAnEntryIsPrintedAsASheetOfEvidence(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Width(780, 1100, false)
	b.Paper(false)
	report := webfixture.Reports()[0]
	id := report.Records[0].Shared().ID
	b.Do(chromedp.Navigate(base + "/entries/" + id))
	got := Value[string](b, `document.querySelector("main").innerText`)
	for _, want := range []string{webfixture.Refusal, "/entries/" + id, report.Document.Hash(), "SHA-256 of the bytes", "Root of the tree", "Demarche entry " + id, "foreign minister", "not reviewed"} {
		if !strings.Contains(got, want) {
			t.Errorf("the sheet does not say %q:\n%s", want, got)
		}
	}
	for _, other := range []string{"iframe", "As JSON", "BibTeX", "Copy"} {
		if strings.Contains(got, other) {
			t.Errorf("the sheet says %q:\n%s", other, got)
		}
	}
}

// seen says whether the element that has the focus shows that it has it: by an
// outline, or in a drawing by the colour of the focus.
const seen = `(() => { const e = document.activeElement;
	const probe = document.createElement("i"); probe.style.color = "var(--focus)"; document.body.append(probe);
	const focus = getComputedStyle(probe).color; probe.remove();
	const outlined = (x) => { const s = getComputedStyle(x); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2; };
	const shown = outlined(e) || [...e.querySelectorAll("*")].some((x) => outlined(x) || getComputedStyle(x).stroke === focus);
	const box = e.getBoundingClientRect();
	return shown && box.bottom > 0 && box.top < innerHeight ? "" : e.outerHTML.slice(0, 160); })()`

// TestTheFocusIsSeen goes through the pages by the Tab key.
func TestTheFocusIsSeen(t *testing.T) {
	b := Open(t)
	base, _ := serveReview(t)
	b.Width(1280, 900, false)
	signIn(b, base, "Ann")
	reports := webfixture.Reports()
	for i, p := range []string{
		"/", "/states/COL", "/flights", "/reports/" + reports[0].Document.Hash(), "/entries/" + reports[0].Records[0].Shared().ID,
		"/would?state=COL&people=own&means=military_aircraft&on=2025-01-27", "/search?q=colombia", "/review", "/review/connections", "/review/events/" + reports[0].Records[3].Shared().ID,
	} {
		b.Width(1280, 900, i%2 == 1)
		b.Do(chromedp.Navigate(base+p), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => d.open = !d.closest(".masthead"))`))
		stops := 0
		for range 400 {
			b.Do(chromedp.KeyEvent(kb.Tab))
			where := Value[string](b, `(() => { const e = document.activeElement;
				if (e === document.body || e.dataset.stopped && e !== window.last) return "around";
				if (e === window.last) return "within"; // a date has parts
				window.last = e; e.dataset.stopped = "1"; return "on"; })()`)
			if where == "around" {
				break
			}
			if got := Value[string](b, seen); got != "" {
				t.Errorf("%s: the focus is not seen on %s", p, got)
			}
			if where == "on" {
				stops++
			}
		}
		if all := Value[int](b, `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter((e) => e.checkVisibility() && e.type !== "radio").length`); stops < all*9/10 {
			t.Errorf("%s: the Tab key leads to %d of %d", p, stops, all)
		}
	}
}
