package gate

import (
	"bytes"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

func TestPasses(t *testing.T) {
	g, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		page string
		want bool
	}{
		{"<p>The men were DEPORTED on Monday.</p>", true},
		{"<p>Two planes with deportees left.</p>", true},
		{"<p>third\n   country nationals</p>", true},
		{"<p>a third&nbsp;country</p>", true},
		{"<p>Deportes: el equipo ganó; la sección deportiva</p>", false},
		{"<p>Le gouvernement a demand&eacute; l'&eacute;loignement</p>", true},
		{"<p>l'&#233;loignement</p>", true},
		{"<p>die R&uuml;ckf&uuml;hrung von Familien</p>", true},
		{"<p>DIE RÜCKFÜHRUNG</p>", true},
		{"<p>die Rueckgabe der Bücher</p>", false},
		{"<p>قررت الحكومة ترحيل المهاجرين</p>", true},
		{"<p>The migrants boarded</p><p>a flight</p>", true},
		{"<p>The migrants found work.</p>", false},
		{"<p>The flight was late.</p>", false},
		{"<p>Ein Asylbewerber nahm the removal van</p>", false}, // the two halves are of two languages
		{"the council approved a budget for parks and football and an economy", false},
		{"", false},
	}
	for _, c := range cases {
		if got := g.Passes([]byte(c.page)); got != c.want {
			t.Errorf("%q: passes %v, want %v", c.page, got, c.want)
		}
	}
}

// Encodings that are not UTF-8 pass too.
func TestPassesOtherEncodings(t *testing.T) {
	g, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		as   *charmap.Charmap
	}{
		{"la réadmission des ressortissants", charmap.Windows1252},
		{"die Rückübernahme", charmap.ISO8859_1},
		{"قررت الحكومة ترحيل المهاجرين", charmap.Windows1256},
	} {
		b, err := c.as.NewEncoder().Bytes([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		if !g.Passes(b) {
			t.Errorf("%q in %v does not pass", c.text, c.as)
		}
	}
	var wide []byte
	for _, u := range utf16.Encode([]rune("men were deported home")) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	if !g.Passes(wide) {
		t.Error("UTF-16 does not pass")
	}
}

// The annotated reports concern returns: as pages, all but one in two hundred must pass.
func TestRecallOnReports(t *testing.T) {
	g, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	missed, all := 0, 0
	for _, pattern := range []string{"../../eval/dev/*.txt", "../../eval/own/*.txt", "../../demo/reports/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no reports (%v)", pattern, err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all++
			page := "<html><body><p>" + strings.ReplaceAll(html.EscapeString(string(b)), "\n", "</p>\n<p>") + "</p></body></html>"
			if !g.Passes([]byte(page)) {
				missed++
				t.Logf("%s does not pass", filepath.Base(f))
			}
		}
	}
	t.Logf("recall: %d of %d reports pass", all-missed, all)
	if missed*200 > all {
		t.Errorf("%d of %d reports do not pass", missed, all)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, file := range []string{"English:\n  alone: [abc]\n", "English:\n  allone: [deported]\n", "- x\n"} {
		if _, err := Parse([]byte(file)); err == nil {
			t.Errorf("%q is taken for triggers", file)
		}
	}
}

func FuzzPasses(f *testing.F) {
	g, err := Default()
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("deported"), []byte("x"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		if g.Passes(a) && !g.Passes(append(bytes.Clone(a), b...)) {
			t.Error("a page passes, but not with more behind it")
		}
	})
}

func BenchmarkPasses(b *testing.B) {
	g, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	page := []byte(strings.Repeat("<div class=\"story\"><p>The council approved the budget for the coming year after a long debate about parking.</p></div>\n", 500))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if g.Passes(page) {
			b.Fatal("an ordinary page passes")
		}
	}
}
