package conformance

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"pgregory.net/rapid"

	"demarche"
)

// Report is what one Add takes.
type Report struct {
	Capture  demarche.Capture
	Document demarche.Document
	Reading  demarche.Reading
}

// Sample gives the n-th of an endless row of made-up reports about states and
// people that were made up as well; the same one every time. Different numbers
// give different texts.
func Sample(n uint64) Report {
	rng := rand.New(rand.NewPCG(n, 2))
	return write(n, func(_ string, options int) int { return rng.IntN(options) })
}

// Draw gives any report, of number n.
func Draw(t *rapid.T, n uint64) Report {
	return write(n, func(label string, options int) int { return rapid.IntRange(0, options-1).Draw(t, label) })
}

// By gives the report as another version of the reader read it: with the
// records that keep says.
func (r Report) By(version string, keep func(i int) bool) Report {
	records := demarche.Records{}
	for i, record := range r.Reading.Records {
		if keep(i) {
			records = append(records, record)
		}
	}
	r.Reading.Doc.Reader = version
	r.Reading.Records = records
	return r
}

// From gives the report as another source brought it.
func (r Report) From(address, name string) Report {
	r.Capture.Address, r.Document.Name = address, name
	return r
}

// On gives the report with another day of publication, and its records with
// the same dates as before.
func (r Report) On(day demarche.Date) Report {
	r.Document.Published = day
	return r
}

// Reworded gives a copy of a record as a reviewer could write it; each number
// makes another one of the same record.
func Reworded(r demarche.Record, n int) demarche.Record {
	b, err := json.Marshal(r)
	if err != nil {
		panic(fmt.Sprintf("write a made-up record: %v", err)) // a defect of this file
	}
	again, err := demarche.ParseRecord(b)
	if err != nil {
		panic(fmt.Sprintf("read a made-up record: %v", err))
	}
	word := fmt.Sprintf(" reworded %d", n)
	switch r := again.(type) {
	case *demarche.Position:
		r.Place += demarche.Optional(word)
		r.State = codes()[n%len(codes())]
	case *demarche.Act:
		r.Target += demarche.Optional(word)
	case *demarche.Movement:
		r.Origin += demarche.Optional(word)
	case *demarche.Count:
		r.Place += demarche.Optional(word)
	case *demarche.Quote:
		r.Text += word
	case *demarche.Gap:
		r.About += demarche.Optional(word)
	case *demarche.Office:
		r.Role += demarche.Optional(word)
	}
	return again
}

// chooser picks one of so many options.
type chooser func(label string, options int) int

func pick[T any](choose chooser, label string, options []T) T {
	return options[choose(label, len(options))]
}

// sentence is a sentence with the record that it says.
type sentence struct {
	text   string
	record demarche.Record
}

// write makes a report of up to eight sentences. States carry real codes,
// because the record model wants them, and nothing that happened.
func write(n uint64, choose chooser) Report {
	title := fmt.Sprintf("Report %d about returns", n)
	sentences := make([]sentence, choose("sentences", 9))
	for i := range sentences {
		sentences[i] = say(i, choose)
	}
	published := pick(choose, "published", days())
	text, records := assemble(title, sentences)
	d := demarche.Document{Name: fmt.Sprintf("%03d.txt", n), Title: title, Published: published, Lang: "en",
		Agency: pick(choose, "agency", []string{"", "Nowhere News"}), Text: text}
	c := demarche.Capture{Address: "/reports/" + d.Name, Bytes: []byte("\ufeff" + text + "\n"),
		Taken: time.Date(2025, 2, 1, 0, 0, 0, int(n%1e9), time.UTC)}
	told(&c, &d, choose)
	d.Capture = c.Hash()
	return Report{c, d, demarche.Reading{
		Doc:     demarche.DocInfo{File: d.Name, Published: published, Lang: "en", Title: title, SHA256: d.Hash(), Reader: "reader 1"},
		Records: identified(d.Hash(), records),
	}}
}

// told adds what a source tells of a report: nothing, all, or some of it.
func told(c *demarche.Capture, d *demarche.Document, choose chooser) {
	if choose("from the web", 2) > 0 {
		c.Media = "text/html; charset=iso-8859-1"
		c.Head = []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\nServer: caf\xe9\r\n\r\n")
		d.Extractor = "page 1"
	}
	d.Publisher = pick(choose, "publisher", []string{"", "The Nowhere Courier"})
	d.Byline = pick(choose, "byline", []string{"", "Zoë Ñandú and A. Writer"})
	d.Canonical = pick(choose, "canonical", []string{"", "https://nowhere.example/1"})
	d.Corrections = pick(choose, "corrections", []string{"", "Correction: it was a Monday.\nUpdated: and sunny."})
	d.PublishedAt = pick(choose, "published at", []string{"", "2025-01-26T23:30:00-05:00"})
}

// Bare gives the report without what sources tell, as the first ledgers kept it.
func (r Report) Bare() Report {
	r.Capture.Media, r.Capture.Head = "", nil
	d := &r.Document
	d.Publisher, d.Byline, d.Canonical, d.Extractor, d.Corrections, d.PublishedAt = "", "", "", "", "", ""
	return r
}

// assemble joins the sentences to a text and gives the records their evidence.
func assemble(title string, sentences []sentence) (string, demarche.Records) {
	b := strings.Builder{}
	b.WriteString(title + "\n\n")
	spans := make([]demarche.Span, len(sentences))
	for i, s := range sentences {
		start := b.Len()
		b.WriteString(s.text)
		spans[i] = demarche.Span{Start: start, End: b.Len()}
		b.WriteString(" ")
	}
	text := b.String()
	offsets := demarche.CodePoints(text)
	records := make(demarche.Records, len(sentences))
	for i, s := range sentences {
		s.record.Shared().Evidence = []demarche.Selector{offsets.Select(spans[i])}
		records[i] = s.record
	}
	return text, records
}

// identified gives the records their ids; of equal ones the first stays.
func identified(hash string, records demarche.Records) demarche.Records {
	kept, seen := demarche.Records{}, map[string]bool{}
	for _, r := range records {
		id, err := demarche.Identify(hash, r)
		if err != nil {
			panic(fmt.Sprintf("identify a made-up record: %v", err)) // a defect of this file
		}
		if !seen[id] {
			seen[id] = true
			r.Shared().ID = id
			kept = append(kept, r)
		}
	}
	return kept
}

func days() []demarche.Date {
	return []demarche.Date{"", "2025-01-26", "2025-02-28", "2024-02-29", "2025-02-03", "2023-12-31", "2025-01-01"}
}

func dates() []demarche.Date { return append(days(), "2025-01", "2025", "2024-12", "2024", "2025-02") }

func codes() []demarche.State { return []demarche.State{"COL", "MEX", "GTM", "USA", "XKX"} }

func maybeCodes() []demarche.State { return append(codes(), "") }

func names() []demarche.Optional {
	return []demarche.Optional{"", "Zoë Ñandú", "ZOE NANDU", "Ægir Ångström", "Jane Doe", "İpek Straße", "Д. Иванова", "foreign ministry"}
}

func say(i int, choose chooser) sentence {
	var by *demarche.Speaker
	if choose("attributed", 3) > 0 {
		by = &demarche.Speaker{Name: pick(choose, "name", names()), Role: "spokesperson", State: pick(choose, "speaker's state", maybeCodes())}
	}
	kind := pick(choose, "kind", demarche.Kinds())
	common := demarche.Common{Kind: kind, Confidence: float64(choose("confidence", 101)) / 100}
	state := func(role string) demarche.State { return pick(choose, role, codes()) }
	maybe := func(role string) demarche.State { return pick(choose, role, maybeCodes()) }
	actor := func(role string) demarche.Optional {
		return pick(choose, role, []demarche.Optional{"COL", "MEX", "USA", "International Body", "EU"})
	}
	date := pick(choose, "date", dates())
	text := fmt.Sprintf("Sentence %d %s, “said” someone %s.", i, pick(choose, "script", scripts()), kind)
	var r demarche.Record
	switch kind {
	case demarche.KindPosition:
		r = &demarche.Position{Common: common, State: state("state"), Stance: demarche.Refuse, From: maybe("from"),
			People: demarche.OwnNationals, Nationals: []demarche.State{}, Means: demarche.MilitaryAircraft,
			Terms: []demarche.Term{"protocol", "dignity"}[:choose("terms", 3)], By: by, Date: date}
	case demarche.KindAct:
		r = &demarche.Act{Common: common, Type: demarche.Protest, Actor: actor("actor"), Target: actor("target"), By: by, Date: date}
	case demarche.KindMovement:
		people := choose("people", 500)
		r = &demarche.Movement{Common: common, Status: demarche.Completed, Sender: maybe("sender"), DestinationState: maybe("destination"),
			Means: demarche.MeansUnknown, People: &people, Nationals: []demarche.State{state("national")}, By: by, Date: date}
	case demarche.KindCount:
		r = &demarche.Count{Common: common, What: demarche.Returned, Value: float64(choose("value", 1000)) / 8, Unit: "people",
			Of: maybe("of"), In: maybe("in"), AsOf: date, Source: actor("source")}
	case demarche.KindQuote:
		speaker := demarche.Speaker{Name: pick(choose, "who", names()[1:]), State: maybe("speaker's state")}
		r = &demarche.Quote{Common: common, Text: "we have not <decided> & will not say", By: &speaker, Channel: demarche.Briefing, Date: date}
	case demarche.KindGap:
		r = &demarche.Gap{Common: common, Type: demarche.Declined, Who: actor("silent"), About: "the number of flights", By: by}
	default:
		r = &demarche.Office{Common: common, Name: string(pick(choose, "holder", names()[1:])), Role: "minister", State: maybe("office")}
	}
	return sentence{text, r}
}

// scripts are words whose bytes, code points and letters differ in number.
func scripts() []string {
	return []string{"plain", "Bogotá", "e\u0301te\u0301", "🛬🇨🇴 down", "\u200fالعربية\u200f", "日本語", "zero\u200bwidth", "tab\tand\nline", "\u2028"}
}
