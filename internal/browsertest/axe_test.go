package browsertest

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe gives the source of axe-core, the audit of the rules of WCAG that a
// program can judge (https://github.com/dequelabs/axe-core, MPL 2.0).
func axe(t *testing.T) string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "axe-4.10.3.min.js.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	source, err := io.ReadAll(io.LimitReader(z, 8<<20))
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// runAxe starts the audit of the page by the rules of WCAG 2.2 A and AA and
// those of good practice.
const runAxe = `(() => { window.axeSaid = undefined;
	axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }).then(
		(r) => { window.axeSaid = r.violations.map((v) => v.impact + " " + v.id + ": " + v.help + "\n" + v.nodes.slice(0, 3).map((n) => "    " + n.html.slice(0, 160) + "\n    " + n.failureSummary.replace(/\s+/g, " ").slice(0, 300)).join("\n")).join("\n"); },
		(e) => { window.axeSaid = "the audit failed: " + e; });
	return true; })()`

// audited gives what axe-core has against the page, "" if nothing.
func (b *Tab) audited(source string) string {
	b.t.Helper()
	if !Value[bool](b, source+`; typeof axe.run === "function"`) || !Value[bool](b, runAxe) {
		b.t.Fatal("the audit does not run")
	}
	b.Wait(`window.axeSaid !== undefined`)
	return Value[string](b, `window.axeSaid`)
}

// TestTheAuditOfAxe holds every page against axe-core, by turns on a phone in
// the dark and in a wide window in the light, for it takes seconds a page; the
// other audit looks at the contrast of all in both. What is folded away is
// opened first.
func TestTheAuditOfAxe(t *testing.T) {
	source := axe(t)
	b := Open(t)
	base := serve(t)
	pages := append(pagesOf(), evidencePages()...)
	slices.Sort(pages)
	for i, p := range slices.Compact(pages) {
		width, dark := int64(1280), i%2 == 0
		if dark {
			width = 390
		}
		b.Width(width, 900, dark)
		b.Do(chromedp.Navigate(base+p), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => d.open = !d.closest(".masthead"))`))
		if got := b.audited(source); got != "" {
			t.Errorf("%s, %d wide, dark %t:\n%s", p, width, dark, got)
		}
	}
}

// TestTheAuditFindsWhatIsWrong breaks a page in ways that it must tell.
func TestTheAuditFindsWhatIsWrong(t *testing.T) {
	source := axe(t)
	b := Open(t)
	base := serve(t)
	b.Width(1280, 900, false)
	for rule, spoil := range map[string]string{
		"color-contrast": `document.querySelector("main p").style.color = "#ccc"`, "label": `document.querySelector("main").insertAdjacentHTML("beforeend", "<input>")`,
		"link-name": `document.querySelector("main").insertAdjacentHTML("beforeend", "<a href='/'></a>")`, "html-has-lang": `document.documentElement.removeAttribute("lang")`,
		"image-alt": `document.querySelector("main").insertAdjacentHTML("beforeend", "<img src='/assets/mark.svg'>")`,
	} {
		b.Do(chromedp.Navigate(base+"/about"), chromedp.Evaluate[chromedp.Void](`(() => { `+spoil+`; })()`))
		if got := b.audited(source); !strings.Contains(got, rule) {
			t.Errorf("%s is not told, but %q", rule, got)
		}
	}
}

// TestTheAuditOfReview holds the pages of reviewers against axe-core.
func TestTheAuditOfReview(t *testing.T) {
	source := axe(t)
	b := Open(t)
	base, _ := serveReview(t)
	b.Width(390, 900, false)
	b.Do(chromedp.Navigate(base + "/sign-in"))
	if got := b.audited(source); got != "" {
		t.Errorf("signing in:\n%s", got)
	}
	signIn(b, base, "Max")
	press(b, "a")
	for _, dark := range []bool{false, true} {
		b.Width(1280, 900, dark)
		for _, p := range reviewPages() {
			b.Do(chromedp.Navigate(base+p), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => d.open = !d.closest(".masthead"))`))
			if got := b.audited(source); got != "" {
				t.Errorf("%s, dark %t:\n%s", p, dark, got)
			}
		}
	}
}
