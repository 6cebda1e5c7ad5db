package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestScreenshots writes pictures of the pages, to be looked at, into the
// folder that DEMARCHE_SCREENSHOTS names: at three widths, light and dark. The
// pages are those of the fixture and of its review, or of the running site at DEMARCHE_SITE, of
// which DEMARCHE_PAGES can name some: "/ /states/COL".
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("DEMARCHE_SCREENSHOTS")
	if dir == "" {
		t.Skip("DEMARCHE_SCREENSHOTS names no folder")
	}
	base, pages := os.Getenv("DEMARCHE_SITE"), strings.Fields(os.Getenv("DEMARCHE_PAGES"))
	if base == "" {
		base = serve(t)
	}
	if len(pages) == 0 {
		pages = pagesOf()
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	b := Open(t)
	for i, p := range pages {
		b.pictures(dir, i, base, p)
	}
	if os.Getenv("DEMARCHE_SITE") != "" {
		return
	}
	base, _ = serveReview(t)
	b.pictures(dir, len(pages), base, "/sign-in")
	b.Width(1280, 1000, false)
	signIn(b, base, "Max")
	for i, p := range reviewPages() {
		b.pictures(dir, len(pages)+1+i, base, p)
	}
}

// pictures writes what a page looks like at three widths, light and dark.
func (b *Tab) pictures(dir string, number int, base, page string) {
	b.t.Helper()
	for _, width := range []int64{390, 768, 1280} {
		for _, dark := range []bool{false, true} {
			b.Width(width, 1000, dark)
			b.Do(chromedp.Navigate(base + page))
			picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
			if err != nil {
				b.t.Fatal(err)
			}
			name := fmt.Sprintf("%02d-%s-%d-%s.png", number, strings.Trim(strings.NewReplacer("/", "-", "?", "-", "&", "-", "=", "-").Replace(page), "-"), width, map[bool]string{false: "light", true: "dark"}[dark])
			if len(name) > 100 {
				name = name[:40] + name[len(name)-16:]
			}
			if err := os.WriteFile(filepath.Join(dir, name), picture, 0o600); err != nil {
				b.t.Fatal(err)
			}
		}
	}
}
