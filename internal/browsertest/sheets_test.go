package browsertest

import (
	"bytes"
	"fmt"
	"log/slog"
	"math"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/ledongthuc/pdf"

	"demarche/internal/webfixture"
	"demarche/web/server"
)

// sheet is a size of paper, in inches.
type sheet struct{ wide, high float64 }

// a4 and letter are the sheets on which newsrooms and courts print.
var a4, letter = sheet{8.27, 11.69}, sheet{8.5, 11}

// run is glyphs of a line that stand one behind the other on a sheet, in points
// from its lower left.
type run struct{ left, right, base, size float64 }

// A glyph takes up so much of its size at least, to the right of where it begins
// and above its line; what overlaps by less than a hair only touches.
const (
	narrowest = 0.2
	xHeight   = 0.45
	hair      = 1.0
)

// runsOf gives the runs of glyphs of a sheet.
func runsOf(glyphs []pdf.Text) []run {
	var out []run
	var last pdf.Text
	for i, g := range glyphs {
		size := math.Abs(g.FontSize)
		end := g.X + narrowest*size // the widths of glyphs that the file gives are not to be relied on
		if i > 0 && g.Y == last.Y && g.FontSize == last.FontSize && g.X >= last.X && g.X-last.X < 2*size {
			out[len(out)-1].right = end
		} else {
			out = append(out, run{g.X, end, g.Y, size})
		}
		last = g
	}
	return out
}

// over reports whether two runs are printed on top of each other.
func (r run) over(o run) bool {
	return min(r.right, o.right)-max(r.left, o.left) > hair && min(r.base+xHeight*r.size, o.base+xHeight*o.size)-max(r.base, o.base) > hair
}

// Print prints the page that is shown, as a PDF.
func (b *Tab) Print(on sheet) []byte {
	b.t.Helper()
	printed, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: on.wide, PaperHeight: on.high})
	if err != nil {
		b.t.Fatal(err)
	}
	return printed.Data
}

// overprinted says where on printed sheets text stands on other text, and how
// many sheets and glyphs there are.
func overprinted(t *testing.T, printed []byte, on sheet) (where string, sheets, glyphs int) {
	t.Helper()
	const millimetres = 25.4 / 72
	r, err := pdf.NewReader(bytes.NewReader(printed), int64(len(printed)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for n := 1; n <= r.NumPage(); n++ {
		text := r.Page(n).Content().Text
		glyphs += len(text)
		runs := runsOf(text)
		for i, a := range runs {
			for _, b := range runs[:i] {
				if a.over(b) {
					fmt.Fprintf(&out, "sheet %d, %.0f mm from the left and %.0f mm from the top\n", n, max(a.left, b.left)*millimetres, on.high*25.4-a.base*millimetres)
				}
			}
		}
	}
	return out.String(), r.NumPage(), glyphs
}

// serveLong serves a ledger of which pages fill several sheets.
func serveLong(t *testing.T) (string, webfixture.LongPages) {
	t.Helper()
	a, words, pages := webfixture.Long(t)
	h, err := server.New(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL, pages
}

// What is longer than a sheet is divided between sheets, where parts of it have
// been printed on top of each other; on a screen there is nothing to see of it.
// go test -artifacts keeps what is printed wrong.
func TestNothingIsPrintedOnTopOfOtherText(t *testing.T) {
	b := Open(t)
	base, long := serveLong(t)
	for name, want := range map[string]struct {
		at     string
		sheets int // at least
	}{
		"state": {long.State, 4}, "flights": {long.Flights, 3}, "report": {long.Report, 3}, "entry": {long.Entry, 1}, "event": {long.Event, 2}, "answer": {long.Answer, 3}, "timeline": {long.Timeline, 4},
	} {
		b.Do(chromedp.Navigate(base + want.at))
		for _, on := range []sheet{a4, letter} {
			printed := b.Print(on)
			where, sheets, glyphs := overprinted(t, printed, on)
			if where != "" {
				t.Errorf("%s prints text on text:\n%s", want.at, where)
				if err := os.WriteFile(filepath.Join(t.ArtifactDir(), name+".pdf"), printed, 0o600); err != nil {
					t.Error(err)
				}
			}
			if sheets < want.sheets {
				t.Errorf("%s fills %d sheets only", want.at, sheets)
			}
			if all := Value[int](b, `document.querySelector("main").innerText.replace(/\s/g, "").length`); glyphs < all*9/10 {
				t.Errorf("%s: of %d letters only %d were found on paper", want.at, all, glyphs)
			}
		}
	}
}

// TestOverprintingIsTold breaks pages in ways that it must tell.
func TestOverprintingIsTold(t *testing.T) {
	b := Open(t)
	base, long := serveLong(t)
	for at, rule := range map[string]string{
		long.Flights: `@media print { .list td { white-space: nowrap; max-width: 1rem } }`, long.Timeline: `@media print { .line { height: 1em; margin: 0 !important } }`,
		long.Entry: `@media print { .head { height: 1rem } }`,
	} {
		b.Do(chromedp.Navigate(base+at), chromedp.Evaluate[chromedp.Void](`(() => { const broken = new CSSStyleSheet(); broken.replaceSync("`+rule+`"); document.adoptedStyleSheets = [broken]; })()`))
		if where, _, _ := overprinted(t, b.Print(a4), a4); where == "" {
			t.Errorf("with %s nothing is told of %s", rule, at)
		}
	}
}
