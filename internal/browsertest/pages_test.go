package browsertest

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"demarche"
	"demarche/internal/webfixture"
	"demarche/web"
	"demarche/web/server"
)

// serve serves the fixture and gives its address.
func serve(t *testing.T) string {
	t.Helper()
	a, words := webfixture.Answers(t)
	h, err := server.New(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// cellOf gives the words of a field of the table of states.
func cellOf(state string, nth int) string {
	return fmt.Sprintf(`document.querySelectorAll("#row-%s td")[%d].innerText`, state, nth)
}

func TestTheTableOfStates(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Width(1280, 900, false)
	b.Do(chromedp.Navigate(base + "/?on=2025-01-26"))
	for nth, want := range []string{"refuses", "accepts", "unknown"} {
		if got := Value[string](b, cellOf("COL", nth)); !strings.Contains(got, want) {
			t.Errorf("on 26 January field %d of Colombia says %q, not %q", nth, got, want)
		}
	}
	// The colours of refusing and accepting differ, and each has a sign.
	if Value[bool](b, `getComputedStyle(document.querySelector("#row-COL .v-refuse")).backgroundColor === getComputedStyle(document.querySelector("#row-COL .v-accept")).backgroundColor`) {
		t.Error("refusing and accepting have one colour")
	}
	if n := Value[int](b, `document.querySelectorAll("#matrix td:not(:has(svg))").length`); n != 0 {
		t.Errorf("%d fields have no sign", n)
	}
	b.Quiet(base)
}

func TestTheSliderChangesTheAnswer(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Width(1280, 900, false)
	b.Do(chromedp.Navigate(base+"/?on=2025-01-26"), chromedp.Focus(chromedp.ID("step")))
	if got := Value[string](b, cellOf("COL", 0)); !strings.Contains(got, "refuses") {
		t.Fatalf("at first Colombia says %q", got)
	}
	for range 3 { // to 29 January
		b.Do(chromedp.KeyEvent(kb.ArrowRight))
	}
	b.Wait(`location.search === "?on=2025-01-29"`)
	b.Wait(`document.querySelector("#row-COL td").innerText.includes("accepts")`)
	if got := Value[string](b, `document.querySelector("h1").innerText + " | " + document.getElementById("step").getAttribute("aria-valuetext") + " | " + document.getElementById("on").value`); got != "Where states stand on 29 January 2025 | 29 January 2025 | 2025-01-29" {
		t.Errorf("the page says %q", got)
	}
	if got := Value[string](b, `document.activeElement.id`); got != "step" {
		t.Errorf("the focus is on %q, not on the slider", got)
	}
	b.Do(chromedp.KeyEvent(kb.End))
	b.Wait(`location.search === "" && document.querySelector("h1").innerText.endsWith("today")`)
	b.Wait(`document.querySelector("#row-HND td.told") !== null`)
	b.Quiet(base)
}

func TestReplayGoesThroughTheDays(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Width(1280, 900, false)
	b.Do(chromedp.Navigate(base + "/?people=own"))
	b.Do(chromedp.Focus(chromedp.CSS(".replay")), chromedp.KeyEvent(kb.Enter))
	b.Wait(`new URLSearchParams(location.search).get("on") === "2025-01-29" && document.querySelector("#row-COL td").innerText.includes("accepts")`)
	if got := Value[string](b, `document.querySelector(".replay").innerText + " | " + document.getElementById("step").getAttribute("aria-valuetext") + " | " + document.activeElement.className`); got != "Pause | 29 January 2025 | replay" {
		t.Errorf("on the way the page says %q", got)
	}
	b.Do(chromedp.KeyEvent(kb.Enter)) // pauses
	b.Wait(`document.querySelector(".replay").innerText === "Replay"`)
	there := Value[string](b, `location.search`)
	b.Do(chromedp.Sleep(1200 * time.Millisecond))
	if got := Value[string](b, `location.search`); got != there {
		t.Errorf("paused on %s it goes on to %s", there, got)
	}
	b.Do(chromedp.KeyEvent(kb.Enter)) // goes on, to today
	b.Wait(`location.search === "?people=own" && document.querySelector(".replay").innerText === "Replay"`)
	if got := Value[int](b, `Number(document.getElementById("step").value) - Number(document.getElementById("day").dataset.end)`); got != 0 {
		t.Errorf("at the end the slider stands %d days off today", got)
	}
	b.Quiet(base)
}

// A screen that is left open shows what comes in; who types is not disturbed.
func TestTheTableOfTodayIsKeptFresh(t *testing.T) {
	b := Open(t)
	a, words := webfixture.Answers(t)
	pages := web.Handler(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
	var grown, down atomic.Bool
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case down.Load() && r.URL.Path == "/":
			http.Error(w, "down", http.StatusServiceUnavailable)
		case grown.Load() && r.URL.Path == "/":
			r.Header.Del("Accept-Encoding")
			kept := httptest.NewRecorder()
			pages.ServeHTTP(kept, r)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("ETag", `"grown"`)
			_, _ = io.WriteString(w, strings.ReplaceAll(kept.Body.String(), "Colombia</a>", "Grown Colombia</a>"))
		default:
			pages.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(s.Close)
	const look, seen = `document.dispatchEvent(new Event("visibilitychange"))`, `document.querySelector("#row-COL th a").innerText`
	for _, at := range []string{"/?wall=1", "/"} {
		grown.Store(false)
		b.Width(1920, 1080, false)
		b.Do(chromedp.Navigate(s.URL + at))
		if got := Value[string](b, seen); got != "Colombia" {
			t.Fatalf("%s: at first the table says %q", at, got)
		}
		grown.Store(true)
		if at == "/" {
			b.Do(chromedp.Focus(chromedp.CSS("[name=name]")), chromedp.KeyEvent("Bra"), chromedp.Evaluate[chromedp.Void](look), chromedp.Sleep(300*time.Millisecond))
			if got := Value[string](b, seen+` + document.querySelector("[name=name]").value`); got != "ColombiaBra" {
				t.Errorf("whoever types sees %q", got)
			}
			b.Do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
		}
		b.Do(chromedp.Evaluate[chromedp.Void](look))
		b.Wait(seen + ` === "Grown Colombia"`)
	}
	b.Quiet(s.URL)
	down.Store(true)
	b.Do(chromedp.Evaluate[chromedp.Void](look))
	b.Wait(`document.getElementById("stale").innerText.startsWith("Not refreshed since")`)
	down.Store(false)
	b.Do(chromedp.Evaluate[chromedp.Void](look))
	b.Wait(`document.getElementById("stale").hidden`)
}

func TestTheSliderWorksWithoutScripts(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Width(1280, 900, false)
	b.Scripts(false)
	b.Do(chromedp.Navigate(base+"/"), chromedp.Focus(chromedp.ID("step")), chromedp.KeyEvent(kb.Home),
		chromedp.Click(chromedp.CSS("noscript button, button[name=slide]")))
	b.Wait(`location.search === "?on=2025-01-26" && document.querySelector("#row-COL td") !== null`)
	if got := Value[string](b, cellOf("COL", 0)); !strings.Contains(got, "refuses") {
		t.Errorf("Colombia says %q", got)
	}
	b.Do(chromedp.Navigate(base + "/reports/" + webfixture.Reports()[0].Document.Hash() + "#r-P1"))
	if got := Value[string](b, `document.querySelector(".card:target .what").innerText`); !strings.Contains(got, "Colombia refuses its own nationals") {
		t.Errorf("the record that the address names is %q", got)
	}
}

func TestRecordsAndTheirWordsAreLinkedByKeyboard(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Width(1280, 900, false)
	b.Do(chromedp.Navigate(base+"/reports/"+webfixture.Reports()[0].Document.Hash()), chromedp.Focus(chromedp.CSS("#r-A1 a.tag")))
	lit := `[...document.querySelectorAll("mark.lit")].map(m => m.innerText).join(" / ")`
	if got := Value[string](b, lit); !strings.Contains(got, "will not let military aircraft") || !strings.Contains(got, "Two planes") || strings.Contains(got, "embassy") {
		t.Errorf("the act lights up %q", got)
	}
	if Value[string](b, `getComputedStyle(document.querySelector("mark.lit")).backgroundColor`) == Value[string](b, `getComputedStyle(document.querySelector("mark:not(.lit)")).backgroundColor`) {
		t.Error("words that are lit up look as if they were not")
	}
	b.Do(chromedp.KeyEvent(kb.Enter))
	b.Wait(`location.hash === "#e-A1-1" && document.activeElement.id === "e-A1-1"`)
	b.Do(chromedp.KeyEvent(kb.Enter))
	b.Wait(`location.hash === "#r-A1"`)
	b.Do(chromedp.Focus(chromedp.CSS("#r-P1 a.tag")), chromedp.KeyEvent(kb.ArrowDown))
	if got := Value[string](b, `document.activeElement.innerText`); got == "P1" || len(got) != 2 {
		t.Errorf("the arrow leads to %q", got)
	}
	b.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector("[name=show-quote]").click()`))
	if Value[bool](b, `document.querySelector("#r-Q1").checkVisibility() || !document.querySelector("#r-P1").checkVisibility()`) {
		t.Error("the box for quotes does not hide the quotes alone")
	}
	b.Quiet(base)
}

func TestAReportOfItsOwnRunsInABrowser(t *testing.T) {
	b := Open(t)
	for _, r := range webfixture.Reports() {
		path := filepath.Join(t.TempDir(), "report.html")
		f, err := os.Create(path) //nolint:gosec // a path of the test
		if err != nil {
			t.Fatal(err)
		}
		if err := web.Report(f, r.Document, demarche.Reading{Records: r.Records}); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		b.Width(1280, 900, true)
		b.Do(chromedp.Navigate("file://"+path), chromedp.Focus(chromedp.CSS(".card a.tag")))
		if n := Value[int](b, `document.querySelectorAll("mark.lit").length`); n == 0 {
			t.Errorf("%s: focus on a record lights nothing up", r.Document.Name)
		}
	}
	b.Quiet("file://")
}

// pagesOf lists a page of every kind.
func pagesOf() []string {
	reports := webfixture.Reports()
	return []string{
		"/", "/?on=2025-01-26", "/?people=third&means=sea&reviewed=no", "/?name=nowhere&known-by=2025-03-02", "/?wall=1", "/states/COL", "/states/HND", "/states/BRA", "/states/USA?on=2025-02-01", "/states/FRA", "/flights?per=quarter&status=planned", "/flights?from=MEX",
		"/events/" + reports[0].Records[4].Shared().ID, "/events/" + reports[0].Records[3].Shared().ID,
		"/reports/" + reports[0].Document.Hash(), "/reports/" + reports[3].Document.Hash(),
		"/entries/" + reports[0].Records[0].Shared().ID, "/entries/" + reports[3].Records[0].Shared().ID,
		"/would", "/would?state=COL&people=own&means=military_aircraft&on=2025-01-27",
		"/timeline", "/events", "/events?kind=count", "/changes", "/changes?first=1", "/copies", "/flights", "/gaps", "/counts", "/quotes", "/offices", "/sources", "/about",
		"/operations", "/promises", "/places", "/first?what=refuse&means=military_aircraft", "/gaps/answered", "/exports", "/search", "/search?q=refuses",
		"/would?state=COL&people=own&means=military_aircraft&on=2025-01-27&protocol=yes&number=80",
	}
}

func TestNoPageIsWiderThanItsWindow(t *testing.T) {
	b := Open(t)
	base := serve(t)
	for _, width := range []int64{360, 700, 1000, 1280} {
		b.Width(width, 800, false)
		for _, p := range pagesOf() {
			b.Do(chromedp.Navigate(base + p))
			if got := Value[int](b, `document.documentElement.scrollWidth`); int64(got) > width {
				t.Errorf("%s is %d pixels wide in a window of %d: %s", p, got, width, Value[string](b, widest))
			}
		}
	}
}

// widest finds the element that reaches farthest to the right.
const widest = `(() => { let w = 0, at = null;
	for (const e of document.querySelectorAll("body *")) { const r = e.getBoundingClientRect().right; if (r > w) { w = r; at = e; } }
	return at.outerHTML.slice(0, 200); })()`

// audit lists what keeps people from using a page: text of too little contrast
// (WCAG 2 AA), fields without labels, links and buttons without words, and
// headings that skip a level.
const audit = `(() => {
	const bad = [];
	const parse = (c) => {
		const n = c.match(/[\d.]+/g).map(Number);
		const scale = c.startsWith("color(") ? 255 : 1;
		return { r: n[0] * scale, g: n[1] * scale, b: n[2] * scale, a: n.length > 3 ? n[3] : 1 };
	};
	const over = (top, under) => ({ r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1 });
	const luminance = (c) => {
		const f = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
		return 0.2126 * f(c.r) + 0.7152 * f(c.g) + 0.0722 * f(c.b);
	};
	const ground = (e) => {
		const layers = [];
		for (; e; e = e.parentElement) {
			const c = parse(getComputedStyle(e).backgroundColor);
			layers.push(c);
			if (c.a === 1) break;
		}
		return layers.reduceRight((under, c) => over(c, under), { r: 255, g: 255, b: 255, a: 1 });
	};
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n = walker.nextNode(); n; n = walker.nextNode()) {
		const e = n.parentElement;
		if (!n.data.trim() || !e.checkVisibility() || e.closest(".vh, .skip, [aria-hidden=true], option, script, style, noscript")) continue;
		const s = getComputedStyle(e), g = ground(e), c = over(parse(s.color), g);
		const [hi, lo] = [luminance(c), luminance(g)].sort((a, b) => b - a);
		const size = parseFloat(s.fontSize), large = size >= 24 || size >= 18.66 && s.fontWeight >= 700;
		const ratio = (hi + 0.05) / (lo + 0.05);
		if (ratio < (large ? 3 : 4.5)) bad.push("contrast " + ratio.toFixed(2) + " of '" + n.data.trim().slice(0, 40) + "' in " + e.className);
	}
	for (const e of document.querySelectorAll("input, select, textarea")) {
		if (e.type !== "hidden" && !(e.labels && e.labels.length) && !e.ariaLabel) bad.push("no label: " + e.outerHTML.slice(0, 80));
	}
	for (const e of document.querySelectorAll("a, button, summary")) {
		if (!e.textContent.trim() && !e.ariaLabel) bad.push("no words: " + e.outerHTML.slice(0, 120));
	}
	let level = 0;
	for (const h of document.querySelectorAll("h1, h2, h3, h4")) {
		const l = Number(h.tagName[1]);
		if (l > level + 1) bad.push("heading skips a level: " + h.innerText);
		level = l;
	}
	for (const e of document.querySelectorAll("svg")) {
		if (e.getAttribute("aria-hidden") === "true") continue;
		if (!e.getAttribute("role")) bad.push("a sign is read aloud");
		for (const id of (e.getAttribute("aria-labelledby") || "none").split(" ")) if (!document.getElementById(id)?.textContent.trim()) bad.push("a drawing has no words: " + id);
	}
	for (const e of document.querySelectorAll("svg a")) if (!e.getAttribute("aria-label")) bad.push("a part of a drawing has no words");
	for (const e of document.querySelectorAll("[id]")) if (document.querySelectorAll("#" + CSS.escape(e.id)).length > 1) bad.push("two elements have the id " + e.id);
	for (const e of document.querySelectorAll("table")) if (!e.caption?.textContent.trim()) bad.push("a table has no caption");
	for (const e of document.querySelectorAll("nav, section")) if (!e.ariaLabel && !document.getElementById(e.getAttribute("aria-labelledby") || "")) bad.push("a part of the page has no name: " + e.outerHTML.slice(0, 80));
	return [...new Set(bad)].join("\n");
})()`

func TestPagesCanBeUsedByEverybody(t *testing.T) {
	b := Open(t)
	base := serve(t)
	for _, dark := range []bool{false, true} {
		b.Width(1280, 900, dark)
		for _, p := range pagesOf() {
			b.Do(chromedp.Navigate(base + p))
			if got := Value[string](b, audit); got != "" {
				t.Errorf("%s, dark %t:\n%s", p, dark, got)
			}
			// What a report brought stays text, in a browser that would run it.
			if n := Value[int](b, `document.querySelectorAll("img, iframe, object, script:not([src])").length`); n != 0 {
				t.Errorf("%s holds %d elements that a report brought", p, n)
			}
		}
	}
	b.Quiet(base)
	// A state that nobody knows is answered 404, which the console tells: audited behind the rest.
	b.Do(chromedp.Navigate(base + "/would?state=Ruritania"))
	if got := Value[string](b, audit); got != "" {
		t.Errorf("an unknown state:\n%s", got)
	}
	// The first key leads to the link over the navigation, and that to the page.
	b.Do(chromedp.Navigate(base+"/about"), chromedp.KeyEvent(kb.Tab))
	if got := Value[string](b, `document.activeElement.className + " " + (document.activeElement.getBoundingClientRect().left >= 0)`); got != "skip true" {
		t.Errorf("the first key leads to %q", got)
	}
	b.Do(chromedp.KeyEvent(kb.Enter))
	b.Wait(`document.activeElement.id === "main"`)
	b.Do(chromedp.KeyEvent(kb.Tab))
	if got := Value[string](b, `getComputedStyle(document.activeElement).outlineStyle + " " + document.activeElement.closest("main, footer").tagName`); !strings.HasPrefix(got, "solid") {
		t.Errorf("after the skip the focus shows as %q", got)
	}
}

func TestTheMapShowsWhatTheTableShows(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Width(1280, 900, false)
	b.Do(chromedp.Navigate(base + "/?people=own&means=military_aircraft&on=2025-01-26"))
	// Where states stand is told by a pattern too, and in words.
	if got := Value[string](b, `(() => { const a = document.querySelector(".world a[href^='/states/COL']"); return a.ariaLabel + " | " + a.querySelector("path").getAttribute("fill"); })()`); got != "Colombia: refuses, a protocol first, since 26 Jan 2025 | url(#m-refuse)" {
		t.Errorf("the map says %q", got)
	}
	if n := Value[int](b, `[...document.querySelectorAll(".world [fill^=url]")].filter(e => !document.querySelector(e.getAttribute("fill").slice(4, -1))).length`); n != 0 {
		t.Errorf("%d shapes have a pattern that is not there", n)
	}
	// The slider keeps what the table is narrowed to, and moves the map.
	b.Do(chromedp.Focus(chromedp.ID("step")))
	for range 3 {
		b.Do(chromedp.KeyEvent(kb.ArrowRight))
	}
	b.Wait(`location.search === "?people=own&means=military_aircraft&on=2025-01-29"`)
	b.Wait(`document.querySelector(".world a[href^='/states/COL'] path").getAttribute("fill") === "url(#m-accept)"`)
	if n := Value[int](b, `document.querySelectorAll("#matrix thead tr:last-child th").length`); n != 1 {
		t.Errorf("the table has %d columns of means, not 1", n)
	}
	// A state is reached by keyboard and leads to its page.
	b.Do(chromedp.Focus(chromedp.CSS(".world a[href^='/states/COL']")))
	if got := Value[string](b, `getComputedStyle(document.activeElement.querySelector("path")).strokeWidth`); got != "3.5px" {
		t.Errorf("the state in focus has an edge of %s", got)
	}
	b.Do(chromedp.KeyEvent(kb.Enter))
	b.Wait(`location.pathname === "/states/COL"`)
	b.Quiet(base)
}

func TestTheSectionsOpenWithoutScripts(t *testing.T) {
	b := Open(t)
	base := serve(t)
	b.Scripts(false)
	b.Width(390, 800, false)
	b.Do(chromedp.Navigate(base+"/counts"), chromedp.Click(chromedp.CSS(".sections summary")))
	if got := Value[string](b, `[...document.querySelectorAll(".groups a")].filter(a => !a.checkVisibility()).length + " of them hidden, " + document.querySelector(".groups a[aria-current]").innerText`); got != "0 of them hidden, Counts" {
		t.Errorf("the sections are %q", got)
	}
	if got := Value[int](b, `document.documentElement.scrollWidth`); got > 390 {
		t.Errorf("with its sections open the page is %d pixels wide", got)
	}
}
