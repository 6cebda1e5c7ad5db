package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"demarche"
)

// press prints made-up reports: word salad in which sentences are evidence for
// made-up records about states. Nothing in them happened, and nobody in them
// is a person. The same seed and number give the same report.
type press struct {
	seed    uint64
	states  []demarche.State
	total   int // reports, over which ten years are spread
	words   []string
	senders []demarche.State
}

// report is what one Add takes.
type report struct {
	capture  demarche.Capture
	document demarche.Document
	reading  demarche.Reading
}

const (
	readerVersion = "made-up reader 1"
	// copied is which share of reports print an earlier one again, 1 in so many.
	copied = 5
	// recent is among how many reports before it the original of a copy lies.
	recent = 50
	// sending is how many states move people; the others are moved to.
	sending = 12
)

func newPress(seed uint64, states []demarche.State, total int) *press {
	p := &press{seed: seed, states: states, total: total}
	p.senders = states[:sending]
	syllables := []string{"ba", "den", "fi", "gor", "hu", "jal", "kes", "lo", "mir", "nu", "pas", "ri", "sol", "tu", "ven", "wi", "xa", "yor", "zel", "an"}
	for i := range 20000 {
		p.words = append(p.words, syllables[i%20]+syllables[i/20%20]+syllables[i/400%20]+strings.Repeat(syllables[i/8000], i/8000))
	}
	return p
}

func (p *press) rng(n int, purpose uint64) *rand.Rand {
	return rand.New(rand.NewPCG(p.seed+purpose<<32, uint64(n)))
}

// day gives the day on which report n appeared: in order, over ten years.
func (p *press) day(n int) time.Time {
	begin := time.Date(2016, 1, 1, 6, 0, 0, 0, time.UTC)
	return begin.Add(time.Duration(float64(n) / float64(p.total) * float64(10*365*24*time.Hour))).Truncate(time.Minute)
}

// original gives which report is printed in report n: mostly itself, and for
// every fifth one of those just before it.
func (p *press) original(n int) int {
	rng := p.rng(n, 1)
	if n <= recent || rng.IntN(copied) > 0 {
		return n
	}
	return n - 1 - rng.IntN(recent)
}

// report gives the n-th report, from 0.
func (p *press) report(n int) report {
	of := p.original(n)
	rng := p.rng(of, 2)
	own := p.rng(n, 3)
	zipf := rand.NewZipf(rng, 1.1, 2, uint64(len(p.words)-1))
	day := p.day(of)
	w := &writer{press: p, rng: rng, zipf: zipf, day: day}
	title := fmt.Sprintf("Report %d: %s", n, strings.Join(w.salad(5), " "))
	w.text.WriteString(title + "\n\n")
	if of != n { // the copy has a beginning of its own
		z := rand.NewZipf(own, 1.1, 2, uint64(len(p.words)-1))
		for range 30 {
			w.text.WriteString(p.words[z.Uint64()] + " ")
		}
		w.text.WriteString("\n\n")
	}
	for paragraph := range 5 {
		for range 2 {
			w.sentence()
		}
		w.text.WriteString(strings.Join(w.salad(40), " ") + ".\n\n")
		if paragraph == 2 && of != n && own.IntN(3) == 0 {
			break // cut short
		}
	}
	return w.finish(n, title, p.day(n), []string{"", "", "Nowhere News", "Elsewhere Press"}[own.IntN(4)])
}

// writer writes one report.
type writer struct {
	press   *press
	rng     *rand.Rand
	zipf    *rand.Zipf
	day     time.Time
	text    strings.Builder
	records demarche.Records
	spans   []demarche.Span
}

func (w *writer) salad(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = w.press.words[w.zipf.Uint64()]
	}
	return out
}

// state gives a state, some far more often than others.
func (w *writer) state() demarche.State {
	n := len(w.press.states)
	// The weight of the k-th state is 1/(k+10).
	x := w.rng.Float64()
	k := int(10*math.Pow(float64(n+10)/10, x)) - 10
	return w.press.states[min(k, n-1)]
}

func (w *writer) sender() demarche.State {
	return w.press.senders[min(w.rng.IntN(sending), w.rng.IntN(sending))]
}

// date gives the day before the report mostly, a month or nothing at times.
func (w *writer) date() demarche.Date {
	d := demarche.Day(w.day.AddDate(0, 0, -w.rng.IntN(4)))
	switch w.rng.IntN(10) {
	case 0:
		return ""
	case 1:
		return d[:7]
	}
	return d
}

// sentence writes a sentence and the record that it says, the kinds as often
// as in the annotated reports.
func (w *writer) sentence() {
	start := w.text.Len()
	r, says := w.record()
	w.text.WriteString(strings.Join(w.salad(6), " ") + " " + says + " " + strings.Join(w.salad(10), " ") + ".")
	w.records = append(w.records, r)
	w.spans = append(w.spans, demarche.Span{Start: start, End: w.text.Len()})
	w.text.WriteString(" ")
}

func (w *writer) record() (demarche.Record, string) {
	s, from := w.state(), w.sender()
	by := &demarche.Speaker{Name: demarche.Optional("Speaker " + string(s)), Role: "spokesperson", State: s}
	switch w.rng.IntN(3) {
	case 0:
		by = nil
	case 1:
		by.State = from
	}
	common := func(k demarche.Kind) demarche.Common {
		return demarche.Common{Kind: k, Confidence: float64(50+w.rng.IntN(50)) / 100}
	}
	n := 1 + w.rng.IntN(300)
	switch k := w.rng.IntN(100); {
	case k < 8:
		return &demarche.Position{Common: common(demarche.KindPosition), State: s, Stance: pick(w, demarche.Accept, demarche.Accept, demarche.Refuse, demarche.Unsettled),
			From: from, People: pick(w, demarche.OwnNationals, demarche.OwnNationals, demarche.ThirdNationals, demarche.AnyPeople), Nationals: []demarche.State{},
			Means: pick(w, demarche.MeansAny, demarche.MeansAny, demarche.MilitaryAircraft, demarche.CivilianAircraft),
			Terms: pick(w, []demarche.Term{}, []demarche.Term{"protocol"}, []demarche.Term{"dignity", "no_restraints"}), By: by, Date: w.date()}, fmt.Sprintf("%s position towards %s", s, from)
	case k < 36:
		return &demarche.Act{Common: common(demarche.KindAct), Type: pick(w, demarche.ActTypes()...), Actor: demarche.Optional(s), Target: demarche.Optional(from),
			By: by, Date: w.date()}, fmt.Sprintf("%s act towards %s", s, from)
	case k < 47:
		m := &demarche.Movement{Common: common(demarche.KindMovement), Status: pick(w, demarche.Completed, demarche.Completed, demarche.Planned, demarche.UnderWay),
			Sender: from, Destination: demarche.Optional("Airfield " + string(s)), DestinationState: s, Means: demarche.MeansUnknown, People: &n, Nationals: []demarche.State{}, By: by, Date: w.date()}
		if w.rng.IntN(5) == 0 {
			m.DestinationState = ""
		}
		return m, fmt.Sprintf("%d moved to %s", n, s)
	case k < 64:
		return &demarche.Count{Common: common(demarche.KindCount), What: pick(w, demarche.Returned, demarche.Held, demarche.Flights, demarche.Eligible), Value: float64(n * 10), Unit: "people",
			Of: s, In: from, AsOf: demarche.Date(w.day.Format("2006-01")), Source: demarche.Optional(from)}, fmt.Sprintf("%d counted of %s", n*10, s)
	case k < 73:
		return &demarche.Quote{Common: common(demarche.KindQuote), Text: strings.Join(w.salad(6), " "), By: &demarche.Speaker{Name: demarche.Optional("Speaker " + string(s)), State: s},
			Channel: demarche.Statement, Date: w.date()}, string(s) + " said"
	case k < 83:
		return &demarche.Gap{Common: common(demarche.KindGap), Type: demarche.NotSpecified, Who: demarche.Optional(s), About: "the number of flights", By: by}, string(s) + " did not say"
	default:
		return &demarche.Office{Common: common(demarche.KindOffice), Name: "Speaker " + string(s), Role: "spokesperson", State: s}, "the office of " + string(s)
	}
}

func pick[T any](w *writer, options ...T) T { return options[w.rng.IntN(len(options))] }

// finish gives the records their evidence and ids, and the report its capture.
func (w *writer) finish(n int, title string, appeared time.Time, agency string) report {
	text := w.text.String()
	d := demarche.Document{Name: fmt.Sprintf("%07d.txt", n), Title: title, Published: demarche.Day(appeared), Lang: "en", Agency: agency, Text: text}
	c := demarche.Capture{Address: fmt.Sprintf("https://paper%d.example/%07d.txt", n%40, n), Bytes: []byte(text), Taken: appeared}
	d.Capture = c.Hash()
	offsets := demarche.CodePoints(text)
	hash := d.Hash()
	seen := make(map[string]bool, len(w.records))
	for i, r := range w.records {
		r.Shared().Evidence = []demarche.Selector{offsets.Select(w.spans[i])}
		id, err := demarche.Identify(hash, r)
		if err != nil {
			panic(fmt.Sprintf("identify a made-up record: %v", err)) // a defect of this program
		}
		r.Shared().ID = id
	}
	records := slices.DeleteFunc(w.records, func(r demarche.Record) bool {
		twice := seen[r.Shared().ID]
		seen[r.Shared().ID] = true
		return twice
	})
	return report{c, d, demarche.Reading{
		Doc:     demarche.DocInfo{File: d.Name, Published: d.Published, Lang: "en", Title: title, SHA256: hash, Reader: readerVersion},
		Records: records,
	}}
}
