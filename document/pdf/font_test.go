package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"
)

func fixture(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Browsers print variable fonts as fonts of Type 3, whose encoding has names of its own.
// webfont.pdf is webfont.html as Chromium printed it.
func TestVariableFonts(t *testing.T) {
	p, err := Read(fixture(t, "webfont.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	want := "Strelsau, 6 February 2025\n\nThe Ministry of Foreign Affairs of Ruritania has verified the identity of 12 nationals and will receive their flight on 9 February. " +
		"“The first officials have left for the airport,” Count Strofzin said."
	if p.Title != "Communiqué No. 18" || p.Text != want {
		t.Errorf("title %q, text\n%s\nwant\n%s", p.Title, p.Text, want)
	}
}

// What does not say which letters it draws is refused, and never kept as it is.
func TestFontsThatDoNotSayTheirLetters(t *testing.T) {
	for _, name := range []string{"webfont.pdf", "printed.pdf", "note.pdf"} {
		silent := bytes.ReplaceAll(fixture(t, name), []byte("/ToUnicode"), []byte("/ToNothing"))
		if p, err := Read(silent); !errors.Is(err, ErrUnreadable) || !strings.Contains(err.Error(), "page 1") {
			t.Errorf("%s: error %v, text %q", name, err, p.Text)
		}
	}
}

// Where the library reads a font, the same is drawn as the library says.
func TestDrawnAsTheLibraryDraws(t *testing.T) {
	for _, name := range []string{"printed.pdf", "note.pdf"} {
		b := fixture(t, name)
		r, err := pdf.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		for n := 1; n <= r.NumPage(); n++ {
			got, _, err := glyphs(r.Page(n), maxContent)
			if err != nil {
				t.Fatal(err)
			}
			want := r.Page(n).Content().Text
			if len(got) == 0 || texts(lines(got)) != texts(lines(want)) {
				t.Errorf("%s, page %d:\n%s\nwant\n%s", name, n, texts(lines(got)), texts(lines(want)))
			}
		}
	}
}

func texts(of []line) string {
	var b strings.Builder
	for _, l := range of {
		fmt.Fprintf(&b, "%.2f %.2f %.2f %s\n", l.x, l.y, l.size, l.text)
	}
	return b.String()
}

// page makes a PDF of one page with what is drawn on it in a font F, and the font's ToUnicode.
func page(content, font, toUnicode string) []byte {
	return file("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		stream("", content),
		"<</Type/Font"+font+"/FirstChar 0/LastChar 3/Widths[500 500 500 500]/ToUnicode 6 0 R>>",
		stream("", toUnicode))
}

// stream makes an object of a PDF that holds bytes.
func stream(entries, content string) string {
	return fmt.Sprintf("<</Length %d%s>>stream\n%s\nendstream", len(content), entries, content)
}

// file makes a PDF of objects, the first of which is the catalog.
func file(objects ...string) []byte {
	var b bytes.Buffer
	var at []int
	b.WriteString("%PDF-1.7\n")
	for _, object := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

func TestToUnicode(t *testing.T) {
	const names = "/Subtype/TrueType/Encoding<</Differences[0/g0/g1/g2/g3]>>"
	const begin = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n"
	const end = "\nendcmap CMapName currentdict /CMap defineresource pop end end"
	for _, c := range []struct{ name, drawn, letters, want string }{
		{"one by one", "<00010203> Tj", "4 beginbfchar <00> <0074> <01> <0068> <02> <0065> <03> <006E> endbfchar", "then"},
		{"counted on", "<00010203> Tj", "1 beginbfrange <00> <03> <0061> endbfrange", "abcd"},
		{"a list", "<00010203> Tj", "1 beginbfrange <00> <03> [<0066> <0075> <006E> <00660069>] endbfrange", "funfi"},
		{"the encoding where the map is silent", "<004145> Tj", "1 beginbfchar <00> <0062> endbfchar", "bAE"},
		{"the encoding where the map tells no letter", "<6669> Tj", "1 beginbfchar <66> <FFFD> endbfchar", "fi"},
		{"parts with a gap between", "[<0001> -900 <0203>] TJ", "1 beginbfrange <00> <03> <0061> endbfrange", "ab cd"},
		{"another line", "12 TL <0001> Tj <0203> '", "1 beginbfrange <00> <03> <0061> endbfrange", "ab cd"},
		{"after what was saved", "q 2 0 0 2 0 0 cm Q <0001> Tj Q", "1 beginbfrange <00> <03> <0061> endbfrange", "ab"},
	} {
		p, err := Read(page("BT /F 10 Tf 1 0 0 1 50 700 Tm "+c.drawn+" ET", names, begin+c.letters+end))
		if err != nil || p.Text != c.want {
			t.Errorf("%s: %q, want %q; error %v", c.name, p.Text, c.want, err)
		}
	}
	if _, err := Read(page("BT 10 Tf ET", names, begin+end)); !errors.Is(err, ErrDamaged) {
		t.Errorf("a font without a size: error %v", err)
	}
	if _, err := Read(page(strings.Repeat("q ", maxSaved+1), names, begin+end)); !errors.Is(err, ErrDamaged) {
		t.Errorf("states without end: error %v", err)
	}
}

// Widths of fonts of Type 3 are told in units of their own.
func TestWidthsOfType3(t *testing.T) {
	letters := "/CIDInit /ProcSet findresource begin begincmap 1 beginbfrange <00> <03> <0061> endbfrange endcmap end"
	of := func(drawn, scale string) string {
		p, err := Read(page("BT /F 10 Tf 1 0 0 1 50 700 Tm "+drawn+" ET", "/Subtype/Type3/FontMatrix["+scale+" 0 0 "+scale+" 0 0]/Encoding<</Differences[0/g0/g1/g2/g3]>>", letters))
		if err != nil {
			t.Fatal(err)
		}
		return p.Text
	}
	// Ten points wide at 0.002, five at 0.001: then the next stands apart.
	if joined, apart := of("<00> Tj 10 0 Td <01> Tj", "0.002"), of("<00> Tj 10 0 Td <01> Tj", "0.001"); joined != "ab" || apart != "a b" {
		t.Errorf("%q and %q", joined, apart)
	}
}

func TestLostPage(t *testing.T) {
	good := line{text: strings.Repeat("The ministry said so. ", 40)}
	for _, c := range []struct {
		name  string
		pages [][]line
		page  int
		lost  bool
	}{
		{"good", [][]line{{good}}, 0, false},
		{"other scripts", [][]line{{{text: "Министерство заявило وزارة الخارجية 外務省は発表した"}}}, 0, false},
		{"bullets of their own", [][]line{{{text: strings.Repeat("\uf0b7 one ", 50)}}}, 0, false},
		{"a ligature that is not known", [][]line{{good, {text: "The o\ufffdce said that the \ufffdight is o\ufffd."}}}, 1, false},
		{"taken for others", [][]line{{good}, {{text: strings.Repeat("\x1bMSJB\x03RMMI\x03GRQ ", 20)}}}, 2, true},
		{"one line", [][]line{{good}, {good, {text: "\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"}}}, 2, true},
	} {
		page, lost := lostPage(c.pages)
		if lost != c.lost || lost && page != c.page {
			t.Errorf("%s: page %d, lost %v", c.name, page, lost)
		}
	}
}
