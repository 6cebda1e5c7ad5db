package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// stateOptions lists the states that have a part in any entry, by name.
func (s *site) stateOptions(ctx context.Context) ([]stateOption, error) {
	all, err := s.answers.States(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]stateOption, len(all))
	for i, st := range all {
		out[i] = stateOption{st.State, s.names.State(st.State)}
	}
	slices.SortFunc(out, func(a, b stateOption) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

// stateView is all that the ledger knows about a state.
type stateView struct {
	Code     demarche.State
	Name     string
	The      string // the name as it stands in a sentence
	On       demarche.Date
	Columns  []string
	Halves   []halfRow
	Rows     []rowView // its own word
	Told     []rowView // what others say where it has not spoken
	Timeline []itemView
	Gaps     []itemView
	Quotes   []itemView
	Offices  []itemView
	Counts   []itemView
	Nothing  bool
}

// rowView is where a state stands on one thing.
type rowView struct {
	standing
	What     string
	Terms    []string
	Since    demarche.Date
	By       string
	Sentence string
	Reason   string
	Entries  []string // addresses, newest first
	Others   []saidView
}

// saidView is what another says of a state.
type saidView struct {
	standing
	What, By, Sentence, Entry string
	Terms                     []string
	Date                      demarche.Date
}

func (s *site) statePage(r *http.Request) (view, error) {
	ctx := r.Context()
	asked := r.PathValue("state")
	code, err := s.words.State(asked)
	if err != nil {
		return view{}, err
	}
	on, err := ask.Day(query(r, "on"))
	if err != nil {
		return view{}, err
	}
	if string(code) != asked {
		return view{}, moved{stateOn(code, on)}
	}
	st, err := s.answers.Where(ctx, code, on)
	if err != nil {
		return view{}, err
	}
	v := stateView{
		Code: code, Name: s.names.State(code), The: s.names.the(code), On: st.On,
		Halves: []halfRow{newHalf(st, demarche.OwnNationals, on), newHalf(st, demarche.ThirdNationals, on)},
	}
	for _, m := range columns() {
		v.Columns = append(v.Columns, columnWord(m))
	}
	for _, row := range st.Rows {
		rv := s.row(row)
		if row.Word == answers.OtherWord || row.Stance == "" {
			v.Told = append(v.Told, rv)
			continue
		}
		v.Rows = append(v.Rows, rv)
	}
	f := demarche.Filter{State: code}
	for _, l := range []struct {
		into *[]itemView
		list func(*answers.Answers, context.Context, demarche.Filter) ([]answers.Item, error)
	}{
		{&v.Timeline, (*answers.Answers).Timeline}, {&v.Gaps, (*answers.Answers).Gaps}, {&v.Quotes, (*answers.Answers).Quotes},
		{&v.Offices, (*answers.Answers).Offices}, {&v.Counts, (*answers.Answers).Counts},
	} {
		items, err := l.list(s.answers, ctx, f)
		if err != nil {
			return view{}, err
		}
		*l.into = s.items(items)
	}
	v.Nothing = len(st.Rows)+len(v.Timeline)+len(v.Gaps)+len(v.Quotes)+len(v.Offices)+len(v.Counts) == 0
	return view{Template: "state", Title: v.Name, Section: "/", Data: v}, nil
}

func (s *site) row(r answers.Row) rowView {
	v := rowView{
		standing: stanceStanding(r.Stance, r.Terms), What: capital(s.topic(r.People, r.Means, r.Place, r.Nationals, r.From)),
		Terms: terms(r.Terms), Since: r.Since, By: s.names.speaker(r.By), Sentence: r.Sentence, Reason: r.Reason,
	}
	for _, id := range r.Entries {
		v.Entries = append(v.Entries, entryHref(id))
	}
	for _, o := range r.Others {
		v.Others = append(v.Others, saidView{
			standing: stanceStanding(o.Stance, o.Terms), What: v.What, By: s.names.speaker(o.By), Sentence: o.Sentence,
			Entry: entryHref(o.Entry), Terms: terms(o.Terms), Date: o.Date,
		})
	}
	return v
}

func (s *site) reportPage(r *http.Request) (view, error) {
	asked := r.PathValue("hash")
	p, err := s.answers.Report(r.Context(), asked)
	if err != nil {
		return view{}, err
	}
	if p.Document.Hash != asked {
		return view{}, moved{reportHref(p.Document.Hash)}
	}
	d := p.Document
	records := make(demarche.Records, len(p.Entries))
	for i, e := range p.Entries {
		records[i] = e.Record
	}
	v := newReportView(s.names, demarche.Document{
		Name: d.Name, Title: d.Title, Published: d.Published, Lang: d.Lang, Agency: d.Agency, Text: p.Text, Capture: d.Capture,
	}, records, entryHref)
	v.Reader = d.Reader
	v.Kept = &keptView{Address: d.Address, Capture: d.Capture, Taken: moment(d.Taken), Sequence: d.Sequence}
	return view{Template: "report", Title: v.Title, Section: "/sources", Scripts: []string{"report.js"}, Data: v}, nil
}

// moment writes a time to the second, as far as anybody needs it.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 January 2006, 15:04:05 UTC")
}

// entryView is an entry with all that is needed to check and to cite it.
type entryView struct {
	itemView
	Passages []answers.Context
	Document answers.DocumentFact
	Kept     string
	Taken    string
	Sequence int64
	Review   demarche.ReviewStatus
	Citation string
}

func (s *site) entryPage(r *http.Request) (view, error) {
	asked := r.PathValue("id")
	e, err := s.answers.Show(r.Context(), asked)
	if err != nil {
		return view{}, err
	}
	if e.Item.ID() != asked {
		return view{}, moved{entryHref(e.Item.ID())}
	}
	v := entryView{
		itemView: s.item(e.Item), Passages: e.Evidence, Document: e.Document, Kept: moment(e.Kept), Taken: moment(e.Document.Taken),
		Sequence: e.Item.Sequence, Review: e.Item.Review,
	}
	v.Citation = citation(e)
	return view{Template: "entry", Title: kindWord(v.Kind) + ": " + v.Sentence, Section: "/timeline", Data: v}, nil
}

// citation writes an entry as a source that a reader can find and check again.
func citation(e answers.Shown) string {
	var b strings.Builder
	d := e.Document
	b.WriteString("“" + strings.TrimSpace(e.Item.Sentence()) + "” ")
	b.WriteString(join(", ", orElse(d.Title, d.Name), d.Agency, orElse(day(d.Published), "no date")) + ". ")
	b.WriteString("Demarche entry " + e.Item.ID())
	if len(e.Evidence) > 0 {
		b.WriteString(", characters " + grouped(float64(e.Evidence[0].Start)) + " to " + grouped(float64(e.Evidence[0].End)))
	}
	b.WriteString(" of the text with SHA-256 " + d.Hash + ".")
	return b.String()
}

// wouldView is a question about people and the answer to it.
type wouldView struct {
	Asked   ask.Would
	States  []stateOption
	People  []choice
	Means   []choice
	Problem string // why the question cannot be answered
	Hint    string
	Answer  *answerView
}

// choice is one of the values that a question can take.
type choice struct {
	Value, Word string
	Chosen      bool
}

// answerView is an answer in words.
type answerView struct {
	standing
	Verdict  string
	Question string
	Reason   string
	Terms    []string
	Since    demarche.Date
	Told     bool // in the word of others alone
	Entries  []itemView
	Parts    []partView
	Others   []itemView
	Passed   []passedView
	Silences []itemView
	Accepted int
	Proposed int
}

type partView struct {
	standing
	What  string
	Terms []string
}

// passedView is an entry on which an answer does not rest, and why.
type passedView struct {
	itemView
	Reason string
	Before string // address of the entry that stands before it, if one does
}

// passedWords say why an entry was passed over; it is read only.
var passedWords = map[answers.Why]string{
	answers.WhyRejected:     "Rejected in review",
	answers.WhyOtherSender:  "Concerns another sending state",
	answers.WhyOtherPeople:  "Concerns other people",
	answers.WhyOtherMeans:   "Concerns other means",
	answers.WhyOtherPlace:   "Concerns a certain place only",
	answers.WhySilent:       "Does not mention the place asked about",
	answers.WhyLater:        "Said after the day asked about",
	answers.WhyPerhapsLater: "Perhaps said after the day asked about",
	answers.WhyOtherWord:    "Another’s word, where the state has spoken for itself",
	answers.WhyGeneral:      "More general than what it rests on",
	answers.WhyCrossed:      "General where a refusal is specific",
	answers.WhyEarlier:      "Earlier than what it rests on",
	answers.WhyWeaker:       "The report’s own voice, where the state spoke on the same day",
	answers.WhyUndecided:    "Undecided, where a decision of the same day is reported",
}

func (s *site) passed(p answers.Passed) passedView {
	v := passedView{itemView: s.item(p.Item), Reason: orElse(passedWords[p.Why], p.Reason)}
	if p.For != "" {
		v.Before = entryHref(p.For)
	}
	return v
}

// named puts the name of a state for the code with which a reason begins.
func (s *site) named(reason string, state demarche.State) string {
	if rest, ok := strings.CutPrefix(reason, string(state)+" "); ok {
		return s.names.the(state) + " " + rest
	}
	return reason
}

// verdictWords say a verdict as the answer to a question; it is read only.
var verdictWords = map[answers.Verdict]string{
	answers.Yes: "Yes", answers.YesWithTerms: "Yes, on terms", answers.No: "No", answers.Disputed: "Contested",
	answers.Undecided: "Unsettled", answers.Unknown: "Not known",
}

func (s *site) wouldPage(r *http.Request) (view, error) {
	a := ask.Would{
		State: query(r, "state"), People: query(r, "people"), Means: query(r, "means"), Nationals: query(r, "nationals"),
		Place: query(r, "place"), From: query(r, "from"), On: query(r, "on"),
	}
	v := wouldView{Asked: a}
	for _, p := range []demarche.People{demarche.AnyPeople, demarche.OwnNationals, demarche.ThirdNationals} {
		w := map[demarche.People]string{demarche.AnyPeople: "anyone", demarche.OwnNationals: "its own nationals", demarche.ThirdNationals: "other states’ nationals"}[p]
		v.People = append(v.People, choice{string(p), w, a.People == string(p) || a.People == "" && p == demarche.AnyPeople})
	}
	for _, m := range append([]demarche.Means{demarche.MeansAny}, columns()...) {
		w := orElse(columnWord(m), "Any means")
		v.Means = append(v.Means, choice{string(m), w, a.Means == string(m) || a.Means == "" && m == demarche.MeansAny})
	}
	var err error
	if v.States, err = s.stateOptions(r.Context()); err != nil {
		return view{}, err
	}
	title := "Would it be accepted?"
	if a.State != "" {
		v.Answer, err = s.would(r.Context(), a)
		switch code := demarche.CodeOf(err); {
		case err == nil:
			title = v.Answer.Question
		case code == demarche.Invalid || code == demarche.NotFound:
			v.Problem, v.Hint = err.Error(), demarche.HintOf(err)
		default:
			return view{}, err
		}
	}
	return view{Template: "would", Title: title, Section: "/would", Data: v}, nil
}

func (s *site) would(ctx context.Context, a ask.Would) (*answerView, error) {
	q, err := s.words.Question(a)
	if err != nil {
		return nil, err
	}
	ans, err := s.answers.Would(ctx, q)
	if err != nil {
		return nil, err
	}
	v := &answerView{
		standing: standingOf(ans.Verdict), Verdict: orElse(verdictWords[ans.Verdict], string(ans.Verdict)), Question: s.question(ans.Question),
		Reason: capital(s.named(ans.Reason, ans.Question.State)), Terms: terms(ans.Terms), Since: ans.Since, Told: ans.Word == answers.OtherWord,
		Entries: s.items(ans.Entries), Others: s.items(ans.Others), Silences: s.items(ans.Silences),
		Accepted: ans.Review.Accepted, Proposed: ans.Review.Proposed,
	}
	for _, p := range ans.Parts {
		var nationals []demarche.State
		if p.Nationality != "" {
			nationals = []demarche.State{p.Nationality}
		}
		v.Parts = append(v.Parts, partView{standingOf(p.Verdict), capital(s.topic(p.People, p.Means, "", nationals, p.From)), terms(p.Terms)})
	}
	for _, p := range ans.PassedOver {
		v.Passed = append(v.Passed, s.passed(p))
	}
	return v, nil
}

// question says a question in words.
func (s *site) question(q answers.Question) string {
	what := s.topic(q.People, q.Means, q.Place, q.Nationals, q.From)
	if q.People == demarche.AnyPeople && len(q.Nationals) == 0 {
		what = strings.Replace(what, "returns in general", "anyone", 1)
	}
	return "Would " + s.names.the(q.State) + " take " + what + ", on " + day(q.On) + "?"
}

func (s *site) sourcesPage(r *http.Request) (view, error) {
	docs, err := s.answers.Reports(r.Context())
	if err != nil {
		return view{}, err
	}
	slices.SortStableFunc(docs, func(a, b answers.DocumentFact) int { return cmp.Compare(b.Published, a.Published) })
	v := struct {
		Reports []answers.DocumentFact
		Pages   pages
	}{}
	v.Reports, v.Pages = slice(docs, query(r, "page"), func(page string) string { return address("/sources", "page", page) })
	return view{Template: "sources", Title: "Sources", Section: "/sources", Data: v}, nil
}

func (s *site) aboutPage(*http.Request) (view, error) {
	return view{Template: "about", Title: "About these pages", Section: "/about", Data: struct {
		Key   []standing
		Kinds []demarche.Kind
	}{key(), demarche.Kinds()}}, nil
}
