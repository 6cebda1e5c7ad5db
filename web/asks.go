package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/phrases"
)

// connectionView is how a later entry bears on an earlier one.
type connectionView struct {
	itemView
	Word   string
	Status string // in words
	Class  string // proposed, confirmed, dropped
	Why    string
}

func (s *site) connections(cs []answers.Connection) []connectionView {
	out := make([]connectionView, len(cs))
	for i, c := range cs {
		v := connectionView{itemView: s.item(c.Entry), Class: string(c.Status), Why: inWords(c.Reason)}
		v.Word = map[demarche.Relation]string{
			demarche.CarriesOut: "Carried out", demarche.Reverses: "Taken back", demarche.Contradicts: "Contradicted", demarche.AnswersGap: "Answered",
		}[c.Relation]
		switch c.Status {
		case answers.ConnectionConfirmed:
			v.Status = "confirmed by " + c.Reviewer
		case answers.ConnectionDropped:
			v.Status = "dropped by " + c.Reviewer
		default:
			v.Word = "Perhaps " + strings.ToLower(v.Word)
			v.Status = "proposed by the rule “" + c.Rule + "”, not reviewed"
		}
		if c.Corroboration != nil {
			v.Event, v.Told = eventHref(c.Event), toldWords(*c.Corroboration)
		}
		out[i] = v
	}
	return out
}

// promiseView is a pledge, an order or a threat.
type promiseView struct {
	itemView
	Connections []connectionView
}

// becameView is how many promises one thing became of.
type becameView struct {
	Word, Class string
	Count       int
}

// became tells what became of promises.
func became(b answers.Became) []becameView {
	return []becameView{
		{"carried out", "confirmed", b.CarriedOut}, {"taken back", "confirmed", b.Reversed}, {"open, perhaps carried out", "proposed", b.PerhapsCarriedOut},
		{"open, perhaps taken back or contradicted", "proposed", b.PerhapsNot}, {"open, nothing followed", "dropped", b.NoFollower},
	}
}

func (s *site) promisesPage(r *http.Request) (view, error) {
	asked := ask.List{State: query(r, "state"), Since: query(r, "since"), Until: query(r, "until")}
	f, err := s.words.Filter(asked)
	if err != nil {
		return view{}, err
	}
	v := struct {
		Asked        ask.List
		Asking       bool
		States       []stateOption
		Became       []becameView
		Open, Closed []promiseView
		Pages        pages
	}{Asked: asked, Asking: asked != ask.List{}}
	views := func(ps []answers.Promise) []promiseView {
		out := make([]promiseView, 0, len(ps))
		for _, x := range ps {
			p := promiseView{itemView: s.item(x.Entry), Connections: s.connections(x.Connections)}
			p.Day, p.Guessed = x.Day, x.DatedBy == answers.ByPublication
			p.Event, p.Told = eventHref(x.ID), toldWords(x.Corroboration)
			out = append(out, p)
		}
		return out
	}
	var list answers.PromisePage
	var open []answers.Promise
	open, v.Pages, err = sliced(query(r, "page"), func(page string) string {
		return address("/promises", "state", asked.State, "since", asked.Since, "until", asked.Until, "page", page)
	}, func(offset, limit int) ([]answers.Promise, int, error) {
		var err error
		list, err = s.answers.PromisesPart(r.Context(), f, offset, limit)
		return list.Open, list.Became.Open(), err
	})
	if err != nil {
		return view{}, err
	}
	v.Open, v.Closed, v.Became = views(open), views(list.Closed), became(list.Became)
	if v.States, err = s.stateOptions(r.Context()); err != nil {
		return view{}, err
	}
	return view{Template: "promises", Title: "Pledges, orders and threats", Section: "/promises", Data: v}, nil
}

// answeredView is a question and what answers it.
type answeredView struct {
	itemView
	Answers []connectionView
}

func (s *site) answeredPage(r *http.Request) (view, error) {
	v := struct {
		Gaps  []answeredView
		Pages pages
	}{}
	at := func(page string) string { return address("/gaps/answered", "page", page) }
	many, err := s.manyQuestions(r)
	if err != nil {
		return view{}, err
	}
	var some []answers.AnsweredGap
	if many {
		_, some, v.Pages, err = s.questions(r, demarche.Filter{}, at)
		v.Pages.Looked = true
	} else if some, err = s.answers.AnsweredGaps(r.Context(), demarche.Filter{}); err == nil {
		slices.Reverse(some)
		some, v.Pages = slice(some, query(r, "page"), at)
	}
	if err != nil {
		return view{}, err
	}
	for _, g := range some {
		v.Gaps = append(v.Gaps, answeredView{s.item(g.Gap), s.connections(g.By)})
	}
	return view{Template: "answered", Title: "Questions that were answered", Section: "/gaps", Data: v}, nil
}

// placeReportView is a place where people are held or received.
type placeReportView struct {
	Name, Href, Also, States string
	Chart                    *chartView
	Series                   []seriesView
	Warnings                 []warningView
}

type seriesView struct {
	Word   string
	Points []pointView
}

type pointView struct {
	itemView
	Figure  string
	Perhaps bool
}

type warningView struct {
	Certain bool
	Reason  string
	Entries []string
}

// seriesWords names the series of a place; it is read only.
var seriesWords = map[answers.SeriesKind]string{
	answers.ExistingRoom: "Room that is there", answers.AnnouncedRoom: "Room announced", answers.PeopleHeld: "People held",
	answers.PeopleSent: "People sent", answers.PeopleToSend: "People to be sent",
}

func (s *site) placesPage(r *http.Request) (view, error) {
	name := query(r, "name")
	on, err := ask.Day(query(r, "on"))
	if err != nil {
		return view{}, err
	}
	found, err := s.answers.Places(r.Context(), name, on)
	if err != nil {
		return view{}, err
	}
	v := struct {
		Name, On string
		Places   []placeReportView
	}{Name: name, On: query(r, "on")}
	for _, p := range found {
		v.Places = append(v.Places, s.placeReport(p))
	}
	title := "Places"
	if name != "" {
		title = v.Places[0].Name
	}
	return view{Template: "places", Title: title, Section: "/places", Data: v}, nil
}

func (s *site) placeReport(p answers.PlaceReport) placeReportView {
	v := placeReportView{Name: p.Name, Href: address("/places", "name", p.Name), States: s.names.list(p.States), Chart: newChart(p)}
	if len(p.Names) > 1 {
		v.Also = join(", ", p.Names[1:]...)
	}
	for _, series := range p.Series {
		sv := seriesView{Word: seriesWords[series.Kind]}
		for i := len(series.Points) - 1; i >= 0; i-- {
			x := series.Points[i]
			pv := pointView{itemView: s.item(x.Entry), Figure: phrases.Number(float64(x.Low)), Perhaps: len(x.Perhaps) > 0}
			if x.High != x.Low {
				pv.Figure += "–" + phrases.Number(float64(x.High))
			}
			if x.Approx {
				pv.Figure = "about " + pv.Figure
			}
			pv.Day, pv.Guessed, pv.Event, pv.Told = x.Day, x.DatedBy == answers.ByPublication, eventHref(x.Event), toldWords(x.Corroboration)
			sv.Points = append(sv.Points, pv)
		}
		v.Series = append(v.Series, sv)
	}
	for _, w := range p.Warnings {
		wv := warningView{Certain: w.Certain, Reason: inWords(w.Reason)}
		for _, id := range w.Entries {
			wv.Entries = append(wv.Entries, entryHref(id))
		}
		v.Warnings = append(v.Warnings, wv)
	}
	return v
}

// contenderView is a state that did what is asked about.
type contenderView struct {
	itemView
	State, Href, Days, Word string
}

// doubtView is a reason not to rely on an answer.
type doubtView struct {
	Reason  string
	Heavy   bool
	Entries []string
}

func (s *site) firstPage(r *http.Request) (view, error) {
	asked := ask.Claim{What: query(r, "what"), People: query(r, "people"), Nationals: query(r, "nationals"), Means: query(r, "means"), Place: query(r, "place"), From: query(r, "from"), Target: query(r, "target"), Since: query(r, "since")}
	v := struct {
		Asked         ask.Claim
		What, Means   []choice
		People        []choice
		States        []stateOption
		Problem, Hint string
		Answered      bool
		First         *contenderView
		Sure, Class   string
		Read          string
		Doubts        []doubtView
		Runners       []contenderView
		Partly        []contenderView
	}{Asked: asked}
	for _, w := range answers.ClaimWords() {
		v.What = append(v.What, choice{w, capital(word(w)), w == asked.What})
	}
	for _, m := range append([]demarche.Means{""}, columns()...) {
		v.Means = append(v.Means, choice{string(m), orElse(columnWord(m), "Any means"), asked.Means == string(m)})
	}
	for _, p := range []choice{{Word: "anyone"}, {Value: string(demarche.OwnNationals), Word: "its own nationals"}, {Value: string(demarche.ThirdNationals), Word: "other states’ nationals"}} {
		p.Chosen = p.Value == asked.People
		v.People = append(v.People, p)
	}
	var err error
	if v.States, err = s.stateOptions(r.Context()); err != nil {
		return view{}, err
	}
	page := view{Template: "first", Title: "Who was first?", Section: "/first"}
	if asked.What == "" {
		page.Data = v
		return page, nil
	}
	c, err := s.words.Claim(asked)
	var a answers.FirstAnswer
	if err == nil {
		a, err = s.answers.First(r.Context(), c)
	}
	switch code := demarche.CodeOf(err); {
	case err == nil:
	case code == demarche.Invalid || code == demarche.NotFound:
		v.Problem, v.Hint = err.Error(), demarche.HintOf(err)
		page.Data = v
		return page, nil
	default:
		return view{}, err
	}
	v.Answered = true
	if a.First != nil {
		first := s.contender(*a.First)
		v.First = &first
		v.Sure = map[answers.Sureness]string{
			answers.Sure: "The first that the ledger knows", answers.Likely: "Likely the first, as far as the ledger knows", answers.Doubtful: "Doubtful that it was the first",
		}[a.Sure]
		v.Class = map[answers.Sureness]string{answers.Sure: "accept", answers.Likely: "terms", answers.Doubtful: "contested"}[a.Sure]
		v.Read = capital(plural(a.Reports, "report")) + " of earlier days read, " + strconv.Itoa(a.Nearby) + " of the 30 days before; the oldest of " + orElse(day(a.Oldest), "a day not known") + "."
	}
	for _, d := range a.Doubts {
		dv := doubtView{Reason: inWords(d.Reason), Heavy: d.Heavy}
		for _, id := range d.Entries {
			dv.Entries = append(dv.Entries, entryHref(id))
		}
		v.Doubts = append(v.Doubts, dv)
	}
	for _, x := range a.Runners {
		v.Runners = append(v.Runners, s.contender(x))
	}
	for _, x := range a.Partly {
		v.Partly = append(v.Partly, s.contender(x))
	}
	page.Data = v
	return page, nil
}

func (s *site) contender(c answers.Contender) contenderView {
	v := contenderView{itemView: s.item(c.Entry), State: s.names.State(c.State), Href: stateHref(c.State), Days: day(c.Day)}
	if c.Earliest != c.Latest && c.DatedBy != answers.ByPublication {
		v.Days = day(c.Earliest) + " to " + day(c.Latest)
	}
	v.Word = map[answers.Word]string{answers.OwnWord: "its own word", answers.ReportWord: "the report’s word", answers.OtherWord: "another’s word"}[c.Word]
	if c.General {
		v.Word += ", naming no means"
	}
	if len(c.Nationals) > 0 {
		v.Word += ", on nationals of " + s.names.list(c.Nationals)
	}
	v.Told = toldWords(c.Corroboration)
	return v
}
