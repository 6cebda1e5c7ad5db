package document_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"demarche"
	"demarche/document"
	"demarche/document/pdf"
	"demarche/source"
)

func capture(text string) demarche.Capture {
	return demarche.Capture{Address: "reports/x.txt", Bytes: []byte(text), Taken: time.Unix(0, 0)}
}

const body = "The ministry said that the flight had landed in the capital on Tuesday and that all of the people on board were well.\n"

func TestNew(t *testing.T) {
	tests := []struct {
		name, text               string
		title, published, agency string
	}{
		{"archive date and title", " date 2025-02-05 Ruritania takes back its nationals\n\n" + body, "Ruritania takes back its nationals", "2025-02-05", ""},
		{"archive date and dateline", " date 2025-02-05 STRELSAU, Feb 5 (XYZ) - " + body + body, "", "2025-02-05", "XYZ"},
		{"archive date on a line of its own", " date 2025-02-05\r\nRuritania's answer\r\n\r\n" + body, "Ruritania's answer", "2025-02-05", ""},
		{"archive date that does not exist", " date 2025-02-30\n" + body, "", "", ""},
		{"no head", body + body, "", "", ""},
		{"title alone is the text", "Ruritania takes back its nationals", "", "", ""},
		{"title that asks", "Who takes whom, and at what price?\n" + body, "Who takes whom, and at what price?", "", ""},
		{"title ending in an abbreviation", "More flights leave the U.S.\n" + body, "More flights leave the U.S.", "", ""},
		{"quoted sentence is no title", "“They were sent back.”\n" + body, "", "", ""},
		{"dateline with agency", "Flights resume\nSTRELSAU (AP) — " + body, "Flights resume", "", "AP"},
		{"dateline with day and month only", "STRELSAU, Jan 26 (Reuters) - " + body, "", "", "Reuters"},
		{"agency without place", "Flights resume\n(Reuters) - " + body, "Flights resume", "", "Reuters"},
		{"dateline with full date", "Flights resume\nFrom our correspondent\nSTRELSAU, Monday, September 29, 2025 - " + body, "Flights resume", "2025-09-29", ""},
		{"dateline in small letters", "MINISTRY – COMMUNIQUÉ\nStrelsau D.C., 29 January 2025. " + body, "MINISTRY – COMMUNIQUÉ", "2025-01-29", ""},
		{"line of place and date", "REPUBLIC OF RURITANIA\nCOMMUNIQUÉ\nStrelsau, 5 April 2026\n\n" + body, "REPUBLIC OF RURITANIA", "2026-04-05", ""},
		{"line of weekday and date", "WRITTEN ANSWERS\nTuesday, 7 October 2025\n" + body, "WRITTEN ANSWERS", "2025-10-07", ""},
		{"bulletin line", "RETURNS MONITOR\nBulletin no. 17, 26 April 2024\n" + body, "RETURNS MONITOR", "2024-04-26", ""},
		{"published with a clock time", "Flights resume\nPublished 3 May 2024 14:05 GMT\nUpdated 4 May 2024\n" + body, "Flights resume", "2024-05-03", ""},
		{"date and byline", "Flights resume\nMay 3, 2024 | By Jane Doe\n" + body, "Flights resume", "2024-05-03", ""},
		{"date at the foot", "Note to the press\n" + body + "Strelsau, 5 April 2026\n", "Note to the press", "2026-04-05", ""},
		{"date of a visit", "COMMUNIQUÉ\non the visit to Strelsau, 14–16 January 2025\n" + body, "COMMUNIQUÉ", "", ""},
		{"date of an event in the title", "Hundreds flown out on 5 May 2025\n" + body, "Hundreds flown out on 5 May 2025", "", ""},
		{"date of an event in the text", "Flights resume\nOn February 5, 2025, the two states agreed.\n" + body, "Flights resume", "", ""},
		{"timeline", "TIMELINE\n• 3 October 2023: The deadline is set.\n• 1 November 2023: It passes.\n" + body, "TIMELINE", "", ""},
		{"bundle of reports", "BC-ONE\nSTRELSAU, April 30, 2025 -- " + body + "BC-TWO\nZENDA, March 14, 2025 -- " + body, "BC-ONE", "", ""},
		{"clock time of a live report", "11.42am The capital confirms it\n" + body, "", "", ""},
		{"expansion of an acronym", "European Observatory (EO) – " + body, "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := document.New(capture(tt.text), "")
			if err != nil {
				t.Fatal(err)
			}
			if d.Title != tt.title || string(d.Published) != tt.published || d.Agency != tt.agency {
				t.Errorf("title %q, published %q, agency %q; want %q, %q, %q", d.Title, d.Published, d.Agency, tt.title, tt.published, tt.agency)
			}
			if d.Text != tt.text || d.Lang != "en" || d.Name != "x.txt" {
				t.Errorf("document %+v", d)
			}
		})
	}
}

func TestGivenDayIsForReportsThatTellNone(t *testing.T) {
	for text, want := range map[string]demarche.Date{" date 2025-02-05\nThe flight landed on Tuesday.": "2025-02-05", "The flight landed on Tuesday.": "2020-01-01"} {
		d, err := document.New(demarche.Capture{Address: "a.txt", Bytes: []byte(text)}, "2020-01-01")
		if err != nil || d.Published != want {
			t.Errorf("%q: published %q, error %v, want %s", text, d.Published, err, want)
		}
	}
}

func TestTextIsTheCaptureLessItsMark(t *testing.T) {
	c := capture("\ufeffFlights resume\r\n\r\n" + body)
	d, err := document.New(c, "")
	if err != nil || "\ufeff"+d.Text != string(c.Bytes) || d.Title != "Flights resume" || d.Capture != c.Hash() {
		t.Errorf("document %+v, error %v", d, err)
	}
}

// Tags in a file of text are words of it: its lines, and with them its day, stay as they are.
func TestTagsInATextStandAsTheyAre(t *testing.T) {
	text := "<b>Flights resume</b>\n5 February 2026\nSANTIAGO - The flight landed.<br>\nWrite to <desk@paper.example>.\n"
	c, err := source.Loader{Now: time.Now}.Stream(context.Background(), "x.txt", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	d, err := document.New(c, "")
	if err != nil || d.Text != text || d.Published != "2026-02-05" || d.Extractor != "" {
		t.Errorf("document %+v, error %v", d, err)
	}
}

func TestLanguages(t *testing.T) {
	foreign := map[string]string{
		"Spanish":    "El ministerio dijo el martes que el vuelo con los migrantes deportados había aterrizado en la capital y que el gobierno no aceptará más vuelos militares hasta que se acuerde un protocolo de trato digno para todos.",
		"French":     "Le ministère a déclaré mardi que le vol avait atterri dans la capitale et que le gouvernement n'accepterait plus de vols militaires tant qu'un accord sur le retour des migrants ne serait pas signé avec le pays voisin.",
		"German":     "Das Ministerium erklärte am Dienstag, der Flug mit den abgeschobenen Menschen sei in der Hauptstadt gelandet, und die Regierung werde keine weiteren Flüge annehmen, bevor nicht ein Abkommen mit dem Nachbarland unterzeichnet ist.",
		"Dutch":      "Het ministerie zei dinsdag dat de vlucht met de uitgezette mensen in de hoofdstad was geland en dat de regering geen nieuwe vluchten zal toelaten voordat er een akkoord over de terugkeer met het buurland is getekend.",
		"Portuguese": "O ministério disse na terça-feira que o voo com os migrantes deportados pousou na capital e que o governo não aceitará mais voos militares até que seja assinado um acordo sobre o tratamento digno de todas as pessoas.",
		"Russian":    "Министерство сообщило во вторник, что самолёт с депортированными людьми приземлился в столице.",
		"Arabic":     "قالت الوزارة يوم الثلاثاء إن الطائرة هبطت في العاصمة وعلى متنها المرحلون.",
		"Mandarin":   "外交部星期二表示，载有被遣返人员的航班已经抵达首都。",
	}
	for lang, text := range foreign {
		_, err := document.New(capture(text), "")
		if demarche.CodeOf(err) != demarche.Unsupported || !strings.Contains(err.Error(), lang) || !strings.Contains(err.Error(), "x.txt") {
			t.Errorf("%s: error %v", lang, err)
		}
	}
	for _, text := range []string{
		"Flight lands.",
		"Ruritania: 119, Syldavia: 88, Borduria: 40, Grand Fenwick: 3",
		"El ministro habló.", // too short to tell
		"“No aceptamos vuelos militares hasta que haya un protocolo de trato digno,” the foreign minister of Ruritania wrote in a post that was read by the whole of the capital.",
	} {
		if d, err := document.New(capture(text), ""); err != nil || d.Lang != "en" {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A short page is of the language that it declares, unless it clearly is English.
func TestDeclaredLanguage(t *testing.T) {
	const spanish = "La isla no aceptará vuelos militares con deportados, dijo el domingo la ministra en un mensaje."
	for _, c := range []struct {
		lang, text string
		english    bool
	}{
		{"es", spanish, false}, {"es-CO", spanish, false}, {"", spanish, true}, {"en", spanish, true},
		{"es", body, true}, {"{{lang}}", spanish, true},
	} {
		page := demarche.Capture{Address: "x.html", Media: source.HTML, Taken: time.Unix(0, 0),
			Bytes: []byte(`<html lang="` + c.lang + `"><body><article><h1>Nota</h1><p>` + c.text + `</p></article></body></html>`)}
		d, err := document.New(page, "")
		if c.english && (err != nil || d.Lang != "en") || !c.english && demarche.CodeOf(err) != demarche.Unsupported {
			t.Errorf("lang=%q %q: %q, %v", c.lang, c.text, d.Lang, err)
		}
	}
}

func TestNoWords(t *testing.T) {
	for _, text := range []string{"1, 2, 3", "----\n", "2025-01-26"} {
		if _, err := document.New(capture(text), ""); demarche.CodeOf(err) != demarche.Invalid || demarche.HintOf(err) == "" {
			t.Errorf("%q: error %v", text, err)
		}
	}
	if _, err := document.New(capture("%PDF-1.7 and words"), ""); demarche.CodeOf(err) != demarche.Unsupported {
		t.Errorf("PDF: error %v", err)
	}
}

func TestPublicationDaySpan(t *testing.T) {
	for _, text := range []string{" date 2025-04-05 x\n", "COMMUNIQUÉ\r\n  Strelsau, 5 April 2025 \r\n" + body, "STRELSAU, April 5, 2025 – " + body} {
		d, span, ok := document.PublicationDay(text)
		words := span.Of(text)
		if !ok || d != "2025-04-05" || words != "2025-04-05" && words != "5 April 2025" && words != "April 5, 2025" {
			t.Errorf("%q: %v %q %v", text, d, words, ok)
		}
	}
}

// TestCorpus compares the day of publication with the annotated reports a to f.
func TestCorpus(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join("../eval/dev", "[a-f][0-9][0-9].txt"))
	if len(paths) == 0 {
		t.Fatal("no annotated reports")
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var gold demarche.Reading
		b, err := os.ReadFile(strings.TrimSuffix(path, ".txt") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &struct{ Doc *demarche.DocInfo }{&gold.Doc}); err != nil {
			t.Fatal(err)
		}
		d, err := document.New(demarche.Capture{Address: path, Bytes: text}, "")
		if err != nil {
			t.Error(err)
			continue
		}
		if d.Published != gold.Doc.Published {
			t.Errorf("%s: published %q, want %q", d.Name, d.Published, gold.Doc.Published)
		}
	}
}

func FuzzNew(f *testing.F) {
	for _, s := range []string{" date 2025-02-05 Title\n\n" + body, "STRELSAU, Jan 26 (Reuters) - " + body, "\ufeffa", "A, 5 April 2026\r\n", "x\u2028y\n\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := document.New(demarche.Capture{Address: "x", Bytes: b}, "")
		if err != nil {
			if demarche.HintOf(err) == "" {
				t.Errorf("%v gives no hint", err)
			}
			return
		}
		if !utf8.ValidString(d.Text) || !strings.Contains(d.Text, d.Title) || !strings.Contains(d.Text, d.Agency) {
			t.Errorf("document %+v", d)
		}
		if _, span, ok := document.PublicationDay(d.Text); ok && (span.Start < 0 || span.End > len(d.Text) || span.Len() < 8) {
			t.Errorf("span %v", span)
		}
	})
}

func BenchmarkNew(b *testing.B) {
	c := capture(" date 2025-02-05 Ruritania takes back its nationals\n\n" + strings.Repeat(body+"\n", 30))
	b.SetBytes(int64(len(c.Bytes)))
	for b.Loop() {
		if _, err := document.New(c, ""); err != nil {
			b.Fatal(err)
		}
	}
}

// The name of a publisher is that of the page, else the registry's, not the bare host.
func TestPublisher(t *testing.T) {
	page := func(head string) []byte {
		return []byte(`<!doctype html><html lang="en"><head><title>A flight lands</title>` + head + `</head><body><article><h1>A flight lands</h1><p>` + body + `</p><p>` + body + `</p></article></body></html>`)
	}
	for _, c := range []struct{ address, head, want string }{
		{"https://www.reuters.com/world/a", "", "Reuters"},
		{"saved/page.html", `<link rel="canonical" href="https://www.reuters.com/world/a">`, "Reuters"},
		{"https://www.reuters.com/world/a", `<meta property="og:site_name" content="Reuters World">`, "Reuters World"},
		{"https://www.gazette.example/a", "", "gazette.example"},
	} {
		d, err := document.New(demarche.Capture{Address: c.address, Bytes: page(c.head), Media: source.HTML, Taken: time.Unix(0, 0)}, "")
		if err != nil || d.Publisher != c.want {
			t.Errorf("%s %s: publisher %q, want %q (%v)", c.address, c.head, d.Publisher, c.want, err)
		}
	}
}

// A PDF whose letters are lost is refused by name, and the advice is not to copy them out of it.
func TestPaperWhoseLettersAreLost(t *testing.T) {
	b, err := os.ReadFile("pdf/testdata/webfont.pdf")
	if err != nil {
		t.Fatal(err)
	}
	c := demarche.Capture{Address: "letter.pdf", Media: source.PDF, Bytes: bytes.ReplaceAll(b, []byte("/ToUnicode"), []byte("/ToNothing"))}
	var failed *demarche.Error
	if _, err := document.New(c, ""); !errors.As(err, &failed) || failed.Code != demarche.Invalid || failed.Path != "letter.pdf" ||
		!errors.Is(err, pdf.ErrUnreadable) || !strings.Contains(failed.Hint, "recognized") {
		t.Errorf("error %v", err)
	}
}
