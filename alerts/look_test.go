package alerts

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ledger/sqlite"
)

// place is a ledger to which reports are given one after the other.
type place struct {
	t     *testing.T
	path  string
	store *sqlite.Store
	now   time.Time
	n     int
}

func newPlace(t *testing.T) *place {
	p := &place{t: t, path: filepath.Join(t.TempDir(), "ledger.db"), now: time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)}
	p.open()
	t.Cleanup(func() { _ = p.store.Close() })
	return p
}

func (p *place) open() {
	p.t.Helper()
	s, err := sqlite.Open(p.t.Context(), p.path, sqlite.Options{Clock: func() time.Time { return p.now }})
	if err != nil {
		p.t.Fatal(err)
	}
	p.store = s
}

// restart closes the ledger and opens it again, as a new process would.
func (p *place) restart() {
	p.t.Helper()
	if err := p.store.Close(); err != nil {
		p.t.Fatal(err)
	}
	p.open()
}

// add gives the ledger a report that says the records, each in a sentence of the text.
func (p *place) add(published demarche.Date, text string, records ...demarche.Record) {
	p.t.Helper()
	p.n++
	d := demarche.Document{Name: "report.txt", Title: "A report", Published: published, Lang: "en", Text: text}
	points := demarche.CodePoints(text)
	for _, r := range records {
		h := r.Shared()
		exact := h.Evidence[0].Exact
		at := strings.Index(text, exact)
		if at < 0 {
			p.t.Fatalf("%q is not in the text", exact)
		}
		h.Evidence[0] = points.Select(demarche.Span{Start: at, End: at + len(exact)})
		id, err := demarche.Identify(d.Hash(), r)
		if err != nil {
			p.t.Fatal(err)
		}
		h.ID = id
	}
	c := demarche.Capture{Address: "https://news.example/" + d.Hash(), Bytes: []byte(text), Taken: p.now}
	d.Capture = c.Hash()
	reading := demarche.Reading{Doc: demarche.DocInfo{File: d.Name, Published: published, Lang: "en", SHA256: d.Hash(), Reader: "test"}, Records: records}
	if _, err := p.store.Add(p.t.Context(), c, d, reading); err != nil {
		p.t.Fatal(err)
	}
}

func says(kind demarche.Kind, exact string) demarche.Common {
	return demarche.Common{Kind: kind, Evidence: []demarche.Selector{{Exact: exact}}}
}

func position(exact string, s demarche.State, stance demarche.Stance, day demarche.Date, terms ...demarche.Term) demarche.Record {
	return &demarche.Position{Common: says(demarche.KindPosition, exact), State: s, Stance: stance, From: "USA", People: demarche.OwnNationals, Means: demarche.MilitaryAircraft,
		Nationals: []demarche.State{}, Terms: append([]demarche.Term{}, terms...), By: &demarche.Speaker{Role: "minister", State: s}, Date: day}
}

func flight(exact string, status demarche.Status, people int, day demarche.Date) demarche.Record {
	return &demarche.Movement{Common: says(demarche.KindMovement, exact), Status: status, Sender: "USA", Origin: "El Paso", Destination: "Guatemala City", DestinationState: "GTM",
		Means: demarche.MilitaryAircraft, People: &people, Nationals: []demarche.State{"GTM"}, Date: day}
}

func (p *place) watcher(c *Config) *Watcher {
	now := func() time.Time { return p.now }
	return &Watcher{
		Ledger: p.store, Answers: answers.New(p.store, now), Outbox: p.store, Config: c,
		Name: func(s demarche.State) string { return string(s) }, Now: now,
	}
}

// look gives the titles of what changed.
func (p *place) look(w *Watcher) []string {
	p.t.Helper()
	changes, err := w.Look(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	titles := []string{}
	for _, c := range changes {
		titles = append(titles, c.Title)
	}
	return titles
}

const (
	refusal  = "We will not take military flights, the minister of Colombia said."
	consent  = "We will take military flights from now on, the minister of Colombia said."
	arrival  = "A military plane with 80 people from El Paso landed in Guatemala City on Friday."
	question = "The embassy of Guatemala did not say how its consuls would check identities of passengers."
	answer   = "Our consuls will check identities of passengers at the airport, the embassy of Guatemala said."
)

func TestAChangeIsAChangeOfTheAnswer(t *testing.T) {
	p := newPlace(t)
	p.add("2025-01-27", "Bogota.\n\n"+refusal+" More on this later in the day.\n", position(refusal, "COL", demarche.Refuse, "2025-01-26"))
	w := p.watcher(&Config{})
	if got := p.look(w); len(got) != 0 {
		t.Errorf("the first look finds %q", got)
	}
	// Another report of the same stance, and a copy of the first.
	p.add("2025-01-28", "Elsewhere, a day later.\n\nAs told before: "+refusal+" It did not say more.\n", position(refusal, "COL", demarche.Refuse, "2025-01-26"))
	p.add("2025-01-28", "Bogota.\n\n"+refusal+" More on this later in the day. (Agency)\n", position(refusal, "COL", demarche.Refuse, "2025-01-26"))
	if got := p.look(w); len(got) != 0 {
		t.Errorf("copies are taken for changes: %q", got)
	}
	p.add("2025-01-30", "Bogota, Thursday.\n\n"+consent+"\n", position(consent, "COL", demarche.Accept, "2025-01-29", "dignity"))
	want := []string{"COL, its own nationals on military aircraft, from USA: accepts on terms (dignity); refused before"}
	if got := p.look(w); !reflect.DeepEqual(got, want) {
		t.Errorf("it found %q, want %q", got, want)
	}
	if got := p.look(w); len(got) != 0 {
		t.Errorf("it finds it twice: %q", got)
	}
	p.restart()
	if got := p.look(p.watcher(&Config{})); len(got) != 0 {
		t.Errorf("after a restart it finds %q", got)
	}
	// An old report that comes late says nothing new of today.
	p.add("2024-06-02", "Bogota, last year.\n\nNo military planes, said the minister of Colombia then.\n", position("No military planes, said the minister of Colombia then.", "COL", demarche.Refuse, "2024-06-01"))
	if got := p.look(p.watcher(&Config{})); len(got) != 0 {
		t.Errorf("an old report changes today: %q", got)
	}
}

func TestAFlightIsReportedOnce(t *testing.T) {
	p := newPlace(t)
	w := p.watcher(&Config{})
	p.look(w)
	planned := "A military plane with 80 people will leave El Paso for Guatemala City on Friday."
	p.add("2025-01-23", "Guatemala.\n\n"+planned+"\n", flight(planned, demarche.Planned, 80, "2025-01-24"))
	if got := p.look(w); len(got) != 1 || got[0] != "Flight from USA to GTM, 80 people, 24 January 2025: planned" {
		t.Errorf("it found %q", got)
	}
	p.add("2025-01-24", "Guatemala, Friday.\n\n"+arrival+"\n", flight(arrival, demarche.Completed, 80, "2025-01-24"))
	if got, err := w.Look(t.Context()); err != nil || len(got) != 1 || got[0].Title != "Flight from USA to GTM, 80 people, 24 January 2025: completed; planned before" || got[0].Sentence != arrival {
		t.Errorf("it found %+v (%v)", got, err)
	}
	p.add("2025-01-25", "Guatemala, Saturday, by another agency.\n\n"+arrival+" They were met by officials.\n", flight(arrival, demarche.Completed, 80, "2025-01-24"))
	p.add("2025-01-22", "Guatemala, found later, printed earlier.\n\nOn Wednesday: "+planned+"\n", flight(planned, demarche.Planned, 80, "2025-01-24"))
	if got := p.look(w); len(got) != 0 {
		t.Errorf("another witness is taken for news: %q", got)
	}
}

func TestAGapThatClosesIsTold(t *testing.T) {
	p := newPlace(t)
	w := p.watcher(&Config{})
	gap := &demarche.Gap{Common: says(demarche.KindGap, question), Type: demarche.NotSpecified, Who: "GTM", About: "how its consuls would check identities of passengers"}
	p.add("2025-01-24", "Guatemala.\n\n"+question+"\n", gap)
	p.look(w)
	quote := &demarche.Quote{Common: says(demarche.KindQuote, answer), Text: "Our consuls will check identities of passengers at the airport", By: &demarche.Speaker{Name: "embassy", State: "GTM"}, Date: "2025-02-03"}
	p.add("2025-02-03", "Guatemala, in February.\n\n"+answer+"\n", quote)
	changes, err := w.Look(t.Context())
	if err != nil || len(changes) != 1 {
		t.Fatalf("it found %+v (%v)", changes, err)
	}
	c := changes[0]
	if c.Kind != Gap || c.Before != "open" || c.After != "answered" || !slices.Contains(c.States, "GTM") || !slices.Equal(c.Entries, []string{gap.ID, quote.ID}) || c.Sentence != answer {
		t.Errorf("it is told as %+v", c)
	}
	if got := p.look(w); len(got) != 0 {
		t.Errorf("it is told again: %q", got)
	}
}

func TestWhatIsRejectedIsAChangeToo(t *testing.T) {
	p := newPlace(t)
	r := position(refusal, "COL", demarche.Refuse, "2025-01-26")
	p.add("2025-01-27", "Bogota.\n\n"+refusal+"\n", r)
	w := p.watcher(&Config{})
	p.look(w)
	if _, err := p.store.Decide(t.Context(), demarche.Decision{Record: r.Shared().ID, What: demarche.ToReject, Reviewer: "A. Reviewer", Reason: "misread"}); err != nil {
		t.Fatal(err)
	}
	id := r.Shared().ID
	changes, err := w.Look(t.Context())
	if err != nil || len(changes) != 1 {
		t.Fatalf("it found %+v (%v)", changes, err)
	}
	want := "COL, its own nationals on military aircraft, from USA: not known any more; refused before; rejected in review: " + id
	if c := changes[0]; c.Title != want || c.After != "" || c.Sentence != refusal || !slices.Equal(c.Entries, []string{id}) {
		t.Errorf("it is told as %+v", c)
	}
}

// TestWhatIsReadOtherwiseShowsWhatItWas reads a report again with a reader that
// finds no position in it.
func TestWhatIsReadOtherwiseShowsWhatItWas(t *testing.T) {
	p := newPlace(t)
	r := position(refusal, "COL", demarche.Refuse, "2025-01-26")
	text := "Bogota.\n\n" + refusal + "\n"
	p.add("2025-01-27", text, r)
	w := p.watcher(&Config{})
	p.look(w)
	p.reread(text)
	p.now = p.now.Add(24 * time.Hour)
	changes, err := w.Look(t.Context())
	if err != nil || len(changes) != 1 || changes[0].After != "" || changes[0].Sentence != refusal || !slices.Equal(changes[0].Entries, []string{r.Shared().ID}) ||
		!strings.HasSuffix(changes[0].Title, "not known any more; refused before; what it rested on is read otherwise") {
		t.Errorf("it found %+v (%v)", changes, err)
	}
}

// TestWhatIsSaidOfMoreAnswersForTheRest has others tell that a state takes its
// own nationals on terms, then the state itself speak of anybody, refuse
// everybody, and speak of its own again.
func TestWhatIsSaidOfMoreAnswersForTheRest(t *testing.T) {
	const told, spoken, taken, back = "Colombia takes its criminals, the president of the United States said.", "We take anybody, the minister of Colombia said.",
		"We take nobody any more, the minister of Colombia said.", "We take our own by any aircraft, the minister of Colombia said."
	of := func(exact string, people demarche.People, by demarche.State, stance demarche.Stance, day demarche.Date, terms ...demarche.Term) demarche.Record {
		r := position(exact, "COL", stance, day, terms...).(*demarche.Position)
		r.People, r.Means, r.By.State = people, demarche.MeansAny, by
		return r
	}
	p := newPlace(t)
	p.add("2025-01-27", "Bogota.\n\n"+told+"\n", of(told, demarche.OwnNationals, "USA", demarche.Accept, "2025-01-26", "criminals_only"))
	w := p.watcher(&Config{})
	p.look(w)
	look := func(want ...string) {
		t.Helper()
		changes, err := w.Look(t.Context())
		var titles []string
		for _, c := range changes {
			titles = append(titles, c.Title)
			if len(c.Entries) == 0 || c.Sentence == "" {
				t.Errorf("without evidence it tells %+v", c)
			}
		}
		if err != nil || !slices.Equal(titles, want) {
			t.Errorf("it found %q, want %q (%v)", titles, want, err)
		}
		p.now = p.now.Add(time.Hour)
	}
	p.add("2025-02-02", "Bogota, February.\n\n"+spoken+"\n", of(spoken, demarche.AnyPeople, "COL", demarche.Accept, "2025-02-01", "criminals_only"))
	look("COL, returns in general, from USA: accepts on terms (convicted only), not known before")
	refused := of(taken, demarche.AnyPeople, "COL", demarche.Refuse, "2025-02-10")
	p.add("2025-02-11", "Bogota, later.\n\n"+taken+"\n", refused)
	look("COL, returns in general, from USA: refuses; accepted on terms (convicted only) before")
	p.add("2025-02-21", "Bogota, in the end.\n\n"+back+"\n", of(back, demarche.OwnNationals, "COL", demarche.Accept, "2025-02-20"))
	look("COL, its own nationals, from USA: accepts; refused before")
}

func TestChangesGoToThoseWhoAskedForThem(t *testing.T) {
	p := newPlace(t)
	c := &Config{Targets: []Target{{Name: "all"}, {Name: "mexico"}, {Name: "flights"}, {Name: "third"}}, Alerts: []Rule{
		{To: []string{"all"}}, {To: []string{"mexico"}, Filter: Filter{States: []demarche.State{"MEX"}}},
		{To: []string{"flights", "all"}, Filter: Filter{Kinds: []Kind{Flight}}}, {To: []string{"third"}, Filter: Filter{People: demarche.ThirdNationals}},
	}}
	w := p.watcher(c)
	p.look(w)
	p.add("2025-01-27", "Bogota.\n\n"+refusal+"\n\n"+arrival+"\n", position(refusal, "COL", demarche.Refuse, "2025-01-26"), flight(arrival, demarche.Completed, 80, "2025-01-24"))
	if got := p.look(w); len(got) != 2 {
		t.Fatalf("it found %q", got)
	}
	due, err := p.store.Due(t.Context(), p.now, time.Minute, 10)
	var to []string
	for _, d := range due {
		to = append(to, d.Target)
	}
	slices.Sort(to)
	if err != nil || !slices.Equal(to, []string{"all", "all", "flights"}) {
		t.Errorf("they go to %q (%v)", to, err)
	}
}

// TestALookThatIsCutOffLosesNothing gives up at every question to the outbox in turn.
func TestALookThatIsCutOffLosesNothing(t *testing.T) {
	p := newPlace(t)
	w := p.watcher(&Config{})
	p.look(w)
	p.add("2025-01-27", "Bogota.\n\n"+refusal+"\n", position(refusal, "COL", demarche.Refuse, "2025-01-26"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Look(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a look that was given up says %v", err)
	}
	p.restart()
	if got := p.look(p.watcher(&Config{})); len(got) != 1 {
		t.Errorf("the next one finds %q", got)
	}
}

// TestWhatIsReadOtherwiseIsNoNews amends a flight and a question that were told,
// and reads their report again with a reader that reads them in other fields.
func TestWhatIsReadOtherwiseIsNoNews(t *testing.T) {
	p := newPlace(t)
	w := p.watcher(&Config{})
	p.look(w)
	gap := &demarche.Gap{Common: says(demarche.KindGap, question), Type: demarche.NotSpecified, Who: "GTM", About: "how its consuls would check identities of passengers"}
	quote := &demarche.Quote{Common: says(demarche.KindQuote, answer), Text: "Our consuls will check identities of passengers at the airport", By: &demarche.Speaker{Name: "embassy", State: "GTM"}, Date: "2025-02-03"}
	arrived := flight(arrival, demarche.Completed, 80, "2025-01-24")
	text := "Guatemala.\n\n" + arrival + "\n\n" + question + "\n"
	p.add("2025-01-24", text, arrived, gap)
	p.add("2025-02-03", "Guatemala, in February.\n\n"+answer+"\n", quote)
	if got := p.look(w); len(got) != 2 {
		t.Fatalf("it found %q", got)
	}
	amended := flight(arrival, demarche.Completed, 90, "2025-01-24")
	amended.Shared().Evidence = arrived.Shared().Evidence
	if _, err := p.store.Decide(t.Context(), demarche.Decision{Record: arrived.Shared().ID, What: demarche.ToAmend, Amended: amended, Reviewer: "A. Reviewer", Reason: "ninety"}); err != nil {
		t.Fatal(err)
	}
	if got := p.look(w); len(got) != 0 {
		t.Errorf("an amended flight is news: %q", got)
	}
	again := flight(arrival, demarche.Completed, 80, "2025-01-24").(*demarche.Movement)
	again.Origin = ""
	asked := *gap
	asked.About = "how consuls would check identities of passengers"
	p.reread(text, again, &asked)
	if got := p.look(w); len(got) != 0 {
		t.Errorf("what is read otherwise is news: %q", got)
	}
}

// reread has a newer reader read a report again.
func (p *place) reread(text string, records ...demarche.Record) {
	p.t.Helper()
	d := demarche.Document{Text: text}
	points := demarche.CodePoints(text)
	for _, r := range records {
		h := r.Shared()
		at := strings.Index(text, h.Evidence[0].Exact)
		h.Evidence = []demarche.Selector{points.Select(demarche.Span{Start: at, End: at + len(h.Evidence[0].Exact)})}
		id, err := demarche.Identify(d.Hash(), r)
		if err != nil {
			p.t.Fatal(err)
		}
		h.ID = id
	}
	k, err := p.store.Document(p.t.Context(), d.Hash())
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.store.Reread(p.t.Context(), demarche.Reading{Doc: demarche.DocInfo{File: "report.txt", Published: k.Published, Lang: "en", SHA256: d.Hash(), Reader: "test 2"}, Records: records}); err != nil {
		p.t.Fatal(err)
	}
}
