package api

import (
	"context"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/exports"
)

// Limits of a list.
const (
	usualLimit = 100
	mostLimit  = 1000
)

// part is an answer of which a part was asked for: its body, how long the whole
// list is, and the address of the next part, empty on the last.
type part struct {
	body  any
	total int
	next  string
}

// list is a part of a list of entries.
type list struct {
	Total   int            `json:"total" doc:"entries in the whole list"`
	Entries []answers.Item `json:"entries"`
	Next    string         `json:"next,omitempty" doc:"address of the next part; absent on the last"`
}

// eventList is a part of a list of events.
type eventList struct {
	Total   int                    `json:"total" doc:"events in the whole list that are counted"`
	Perhaps int                    `json:"perhaps" doc:"events that may be the same as others; they come last and are in no total"`
	Totals  []answers.Total        `json:"totals" doc:"what the movements of the whole list come to, by status, but for those of abroad"`
	Abroad  []answers.AbroadTotals `json:"abroad,omitempty" doc:"what the movements of the whole list to places that one state runs in another, such as Guantanamo Bay, come to; they are in no other total"`
	Legs    []answers.Legs         `json:"legs" doc:"movements of the whole list that may be legs of one journey: totals count each, and its people twice"`
	Events  []answers.Event        `json:"events"`
	Periods []answers.PeriodTotals `json:"periods,omitempty" doc:"what the movements of the whole list come to by period, where that is asked for"`
	Next    string                 `json:"next,omitempty" doc:"address of the next part; absent on the last"`
}

// itemQuestion asks for entries.
type itemQuestion func(*answers.Answers, context.Context, demarche.Filter) ([]answers.Item, error)

// listOperation answers with a list of entries; kinds are those that it can have, all if none is given.
func listOperation(name, summary string, items itemQuestion, params []param, kinds ...demarche.Kind) operation {
	path := "/api/" + name
	return operation{
		ID: strings.ReplaceAll(name, "/each", "Each"), Path: path, Summary: summary, Params: params, Answer: reflect.TypeFor[list](),
		Table: func(answer any) (exports.Table, error) { return exports.ItemTable(answer.(list).Entries, kinds...) },
		run: func(s *service, ctx context.Context, in input) (any, error) {
			f, err := s.filter(in)
			if err != nil {
				return nil, err
			}
			if name == "timeline" {
				return s.timeline(ctx, in, path, f)
			}
			asked, err := ask.Movements(in["status"], in["means"], in["per"])
			if err != nil {
				return nil, err
			}
			all, err := items(s.answers, ctx, f)
			if err != nil {
				return nil, err
			}
			if asked != (answers.MovementsAsked{}) {
				all = asked.Told(all)
			}
			some, next, err := cut(in, path, all)
			return part{list{Total: len(all), Entries: some, Next: next}, len(all), next}, err
		},
	}
}

// eventsOperation answers with a list of events.
func eventsOperation(name, summary string, question func(*answers.Answers, context.Context, demarche.Filter) (answers.EventList, error), params []param) operation {
	path := "/api/" + name
	return operation{
		ID: name, Path: path, Summary: summary, Params: params, Answer: reflect.TypeFor[eventList](),
		Table: tableOf(func(l eventList) exports.Table { return exports.EventTable(l.Events) }),
		run: func(s *service, ctx context.Context, in input) (any, error) {
			f, err := s.filter(in)
			if err != nil {
				return nil, err
			}
			asked, err := ask.Movements(in["status"], in["means"], in["per"])
			if err != nil {
				return nil, err
			}
			all, err := question(s.answers, ctx, f)
			if err != nil {
				return nil, err
			}
			all = asked.Of(all).TellingAbroad(s.words.Abroad, asked.Per)
			some, next, err := cut(in, path, slices.Concat(all.Events, all.Perhaps))
			return part{
				eventList{Total: len(all.Events), Perhaps: len(all.Perhaps), Totals: all.Totals, Abroad: all.Abroad, Legs: all.Legs, Periods: all.Periods, Events: append([]answers.Event{}, some...), Next: next},
				len(all.Events) + len(all.Perhaps), next,
			}, err
		},
	}
}

// promisePart is a part of pledges, orders and threats.
type promisePart struct {
	Total  int               `json:"total" doc:"promises in the whole list: the open ones, then the closed"`
	Open   []answers.Promise `json:"open"`
	Closed []answers.Promise `json:"closed"`
	Next   string            `json:"next,omitempty" doc:"address of the next part; absent on the last"`
}

// newPromisePart gives the part of promises that was asked for.
func newPromisePart(in input, path string, all answers.PromiseList) (part, error) {
	some, next, err := cut(in, path, slices.Concat(all.Open, all.Closed))
	p := promisePart{Total: len(all.Open) + len(all.Closed), Open: []answers.Promise{}, Closed: []answers.Promise{}, Next: next}
	for _, one := range some {
		if one.Open {
			p.Open = append(p.Open, one)
		} else {
			p.Closed = append(p.Closed, one)
		}
	}
	return part{p, p.Total, next}, err
}

// firstPart is who was first with a part of the others.
type firstPart struct {
	answers.FirstAnswer
	Total int    `json:"total" doc:"states in the whole list: the first, which every part names, the runners-up, and those of partly"`
	Next  string `json:"next,omitempty" doc:"address of the next part; absent on the last"`

	rows exports.Table // of the part
}

// newFirstPart gives the part of the states that did something that was asked for.
func newFirstPart(in input, path string, a answers.FirstAnswer) (part, error) {
	p := firstPart{FirstAnswer: a, rows: exports.FirstTable(a)}
	p.Total = len(p.rows.Rows)
	var err error
	if p.rows.Rows, p.Next, err = cut(in, path, p.rows.Rows); err != nil {
		return part{}, err
	}
	offset, _, err := in.part()
	from, leading := min(offset, p.Total), p.Total-len(a.Runners)-len(a.Partly)
	to := from + len(p.rows.Rows)
	within := func(all []answers.Contender, begin int) []answers.Contender {
		return append([]answers.Contender{}, all[min(max(0, from-begin), len(all)):min(max(0, to-begin), len(all))]...)
	}
	p.Runners, p.Partly = within(a.Runners, leading), within(a.Partly, leading+len(a.Runners))
	return part{p, p.Total, p.Next}, err
}

// arrayOperation answers with a list that is an array: how long it is and where
// it goes on stand in the head of the answer.
func arrayOperation[T any](o operation, table func([]T) exports.Table, ask func(*service, context.Context, input) ([]T, error)) operation {
	o.Answer, o.Table = reflect.TypeFor[[]T](), tableOf(table)
	o.Params = append(slices.Clip(o.Params), partParams()...)
	o.run = func(s *service, ctx context.Context, in input) (any, error) {
		all, err := ask(s, ctx, in)
		if err != nil {
			return nil, err
		}
		path := o.Path
		for _, p := range o.Params {
			if p.inPath() {
				path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(in[p.Name]))
			}
		}
		some, next, err := cut(o.query(in), path, all)
		return part{append([]T{}, some...), len(all), next}, err
	}
	return o
}

// query gives what a request asks in its query.
func (o operation) query(in input) input {
	out := make(input, len(in))
	for _, p := range o.Params {
		if v := in[p.Name]; v != "" && !p.inPath() {
			out[p.Name] = v
		}
	}
	return out
}

// cut gives the part of a list that was asked for, and the address of the next one.
func cut[T any](in input, path string, all []T) (some []T, next string, err error) {
	offset, limit, err := in.part()
	if err != nil {
		return nil, "", err
	}
	from := min(offset, len(all))
	to := min(from+limit, len(all))
	if to < len(all) {
		next = in.next(path, to)
	}
	return all[from:to], next, nil
}

// part reads which part of a list is asked for.
func (in input) part() (offset, limit int, err error) {
	if limit, err = in.number("limit", usualLimit, 1, mostLimit); err != nil {
		return 0, 0, err
	}
	offset, err = in.number("offset", 0, 0, 1<<31-1)
	return offset, limit, err
}

// timeline answers with a part of the time line, without reading the rest.
func (s *service) timeline(ctx context.Context, in input, path string, f demarche.Filter) (any, error) {
	offset, limit, err := in.part()
	if err != nil {
		return nil, err
	}
	some, total, err := s.answers.TimelinePart(ctx, f, offset, limit)
	if err != nil {
		return nil, err
	}
	l := list{Total: total, Entries: some}
	if to := offset + len(some); to < total && len(some) > 0 {
		l.Next = in.next(path, to)
	}
	return part{l, total, l.Next}, s.answers.Corroborate(ctx, some)
}

// next makes the address of the part of a list that begins at an offset.
func (in input) next(path string, offset int) string {
	q := url.Values{}
	for name, value := range in {
		if value != "" {
			q.Set(name, value)
		}
	}
	q.Set("offset", strconv.Itoa(offset))
	return strings.Join([]string{path, q.Encode()}, "?")
}
