package pdf

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"
)

func TestRead(t *testing.T) {
	b, err := os.ReadFile("testdata/note.pdf")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/note.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Title + "\n\n" + p.Text + "\n"; got != string(want) {
		t.Errorf("text:\n%s\nwant:\n%s", got, want)
	}
}

// What a browser prints around a page is none of its text. printed.pdf is printed.html as Chromium printed it.
func TestPrintedByABrowser(t *testing.T) {
	b, err := os.ReadFile("testdata/printed.pdf")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(p.Text, "were returned in handcuffs. The") || !strings.Contains(p.Text, "Strelsau, 5 February 2025") || !strings.HasSuffix(p.Text, "with all states.") {
		t.Errorf("text %q", p.Text)
	}
}

// A soft hyphen shows at the end of a line only.
func TestSoftHyphens(t *testing.T) {
	var glyphs []pdf.Text
	draw := func(y float64, letters ...string) {
		x := 50.0
		for _, s := range letters {
			glyphs = append(glyphs, pdf.Text{S: s, X: x, Y: y, W: 6, FontSize: 11})
			if s != "\u00ad" {
				x += 6
			}
		}
	}
	draw(700, "a", " ", "n", "o", "\u00ad")
	draw(686, "t", "\u00ad", "e")
	var got []string
	for _, l := range lines(glyphs) {
		got = append(got, l.text)
	}
	if s := strings.Join(got, "|"); s != "a no-|te" {
		t.Errorf("lines %q", s)
	}
}

func TestWhatABrowserPrints(t *testing.T) {
	page := func(texts ...string) (page []line) {
		for i, text := range texts {
			page = append(page, line{text: text, y: float64(700 - 20*i), size: 11})
		}
		return page
	}
	for _, c := range []struct {
		pages [][]line
		want  string
	}{
		{[][]line{page("26/01/2025, 10:15 Flight turned back", "It was late.", "https://paper.example/a 1/2"), page("26/01/2025, 10:15 Flight turned back", "It left.", "2/2")}, "It was late. It left."},
		{[][]line{page("It was late.", "1/26/25, 10:15 AM", "https://paper.example/a 1/1")}, "It was late."},
		{[][]line{page("26/01/2025, 10:15 Flight turned back", "It was late."), page("It left.", "Done.")}, "26/01/2025, 10:15 Flight turned back It was late. It left. Done."},
		{[][]line{page("It was late.", "The share is 1/2")}, "It was late. The share is 1/2"},
	} {
		var got []string
		for _, l := range withoutRunning(c.pages) {
			got = append(got, l.text)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q, want %q", s, c.want)
		}
	}
}

// A file cut off anywhere gives its text or an error, and no panic.
func TestDamaged(t *testing.T) {
	b, err := os.ReadFile("testdata/note.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(b); at += 997 {
		if _, err := Read(b[:at]); err == nil {
			t.Errorf("a PDF cut off at %d of %d bytes is read", at, len(b))
		}
	}
	if _, err := Read([]byte("%PDF-1.7\nno more")); !errors.Is(err, ErrDamaged) {
		t.Errorf("error %v", err)
	}
}

func TestAttach(t *testing.T) {
	for _, c := range []struct{ text, next, want string }{
		{"the minis-", "ter said", "the minister said"},
		{"an off-the-", "record briefing", "an off-the-record briefing"},
		{"the agreement of Paris-", "Berlin", "the agreement of Paris- Berlin"},
		{"the ministry", "said", "the ministry said"},
		{"the minis\u2010", "ter said", "the minister said"},
	} {
		if got := attach(c.text, c.next); got != c.want {
			t.Errorf("attach(%q, %q) = %q, want %q", c.text, c.next, got, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"testdata/note.pdf", "testdata/webfont.pdf"} {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Read(b)
		if err == nil && strings.TrimSpace(p.Text) == "" {
			t.Error("no text and no error")
		}
	})
}
