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
	Total   int             `json:"total" doc:"events in the whole list that are counted"`
	Perhaps int             `json:"perhaps" doc:"events that may be the same as others; they come last and are in no total"`
	Totals  []answers.Total `json:"totals" doc:"what the movements of the whole list come to, by status"`
	Events  []answers.Event `json:"events"`
	Next    string          `json:"next,omitempty" doc:"address of the next part; absent on the last"`
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
			all, err := items(s.answers, ctx, f)
			if err != nil {
				return nil, err
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
			all, err := question(s.answers, ctx, f)
			if err != nil {
				return nil, err
			}
			some, next, err := cut(in, path, slices.Concat(all.Events, all.Perhaps))
			return part{
				eventList{Total: len(all.Events), Perhaps: len(all.Perhaps), Totals: all.Totals, Events: append([]answers.Event{}, some...), Next: next},
				len(all.Events) + len(all.Perhaps), next,
			}, err
		},
	}
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
