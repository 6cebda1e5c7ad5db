package api

import (
	"context"
	"net/url"
	"reflect"
	"slices"

	"demarche/answers"
	"demarche/ask"
	"demarche/cite"
	"demarche/exports"
)

// findings is a part of what was found.
type findings struct {
	answers.Findings
	Next string `json:"next,omitempty" doc:"address of the next part; absent on the last"`
}

// searchOperations lists the questions that look something up by its words, or cite it.
func searchOperations() []operation {
	return []operation{
		{
			ID: "search", Path: "/api/search", Summary: "Reports and entries in which words stand, the best first",
			Params: append([]param{
				{Name: "q", About: "words that must all be there, \"phrases in quotation marks\", beginnings of words with a star; letter case and accents do not matter; 400 characters at most", Required: true, Example: "protocol \"military aircraft\" refus*"},
				{Name: "kind", About: "kinds of record, separated by commas: position, act, movement, count, quote, gap, office; or report for the texts of reports; everything if absent"},
				stateParam("a state that has any part in the entry, or in an entry of the report"),
				{Name: "since", About: "on or after this day, month or year", Example: "2025-01"},
				{Name: "until", About: "on or before this day, month or year", Example: "2025-02-05"},
				{Name: "publisher", About: "part of the name of the publisher or the agency"},
				{Name: "limit", About: "hits at most, 1 to 1000; 100 if absent", Integer: true},
				{Name: "offset", About: "hits to leave out at the beginning", Integer: true},
			}, narrowParams()...),
			Answer: reflect.TypeFor[findings](), Table: tableOf(func(f findings) exports.Table { return exports.FindingTable(f.Findings) }),
			run: (*service).search,
		},
		{
			ID: "cite", Path: "/api/cite/{id}", Summary: "An entry, a report or an event as a citation",
			Params: append([]param{pathParam("id", "id of an entry, SHA-256 of a report's text, or a beginning of it that no other shares; event:ID for the event of an entry", "")}, citeParams()...),
			Answer: reflect.TypeFor[citation](),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				return s.cite(in, func() (cite.Work, error) {
					return cite.Find(ctx, s.answers, in["id"])
				})
			},
		},
		{
			ID: "citeWould", Path: "/api/cite/would", Summary: "The answer to a question whether a state would take certain people, as a citation",
			Params: append(wouldParams(), citeParams()...), Answer: reflect.TypeFor[citation](),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				q, err := s.question(in)
				if err != nil {
					return nil, err
				}
				return s.cite(in, func() (cite.Work, error) {
					return cite.OfAnswer(ctx, s.answers, s.words.States.Name, q, in.asked())
				})
			},
		},
	}
}

func (s *service) search(ctx context.Context, in input) (any, error) {
	q, err := s.words.Search(ask.Search{
		Words: in["q"], Kind: in["kind"], State: in["state"], Since: in["since"], Until: in["until"], Publisher: in["publisher"],
	})
	if err != nil {
		return nil, err
	}
	if q.Offset, q.Limit, err = in.part(); err != nil {
		return nil, err
	}
	found, err := s.answers.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	f := findings{Findings: found}
	if to := q.Offset + len(found.Hits); to < found.Total && len(found.Hits) > 0 {
		f.Next = in.next("/api/search", to)
	}
	return part{f, found.Total, f.Next}, nil
}

// citation is a citation in one form.
type citation struct {
	As       cite.Form `json:"as"`
	Media    string    `json:"media" doc:"media type of the citation"`
	Citation string    `json:"citation"`
}

func citeParams() []param {
	return []param{
		{Name: "as", About: "the form of the citation; text if absent", Enum: texts(cite.Forms()...), Example: "bibtex"},
		{Name: "site", About: "the address under which readers reach the pages, for the permalink; without it a permalink is a path", Example: "https://ledger.example"},
	}
}

func (s *service) cite(in input, find func() (cite.Work, error)) (any, error) {
	form, err := cite.ParseForm(in["as"])
	if err != nil {
		return nil, err
	}
	site, err := cite.ParseSite(in["site"])
	if err != nil {
		return nil, err
	}
	w, err := find()
	if err != nil {
		return nil, err
	}
	text, err := w.On(site).As(form)
	return citation{As: form, Media: form.Media(), Citation: text}, err
}

// wouldParams are those of the question whether a state would take people.
func wouldParams() []param {
	for _, o := range standingOperations() {
		if o.ID == "would" {
			return slices.Clone(o.Params)
		}
	}
	return nil
}

// question gives the question of a request whether a state would take people.
func (s *service) question(in input) (answers.Question, error) {
	return s.words.Question(ask.WouldOf(func(name string) string { return in[name] }))
}

// asked gives the question of a request as the page of it takes it.
func (in input) asked() url.Values {
	q := url.Values{}
	for name, value := range in {
		if name != "as" && name != "site" {
			q.Set(name, value)
		}
	}
	return q
}
