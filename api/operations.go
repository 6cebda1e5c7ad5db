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
)

// operation is a question that the API answers.
type operation struct {
	ID      string
	Path    string
	Summary string
	Params  []param
	Answer  reflect.Type
	run     func(*service, context.Context, input) (any, error)
}

// param is a parameter of an operation.
type param struct {
	Name, About string
	Enum        []string
	Example     string
	Required    bool
	Path        bool
	Integer     bool
}

func (p param) inPath() bool { return p.Path }

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

// Parameters that several questions share.
func stateParam(about string) param {
	return param{Name: "state", About: about, Example: "MEX"}
}

func onParam() param {
	return param{Name: "on", About: "the day for which the answer holds, 2025-01-26; a month or a year means its last day; today if absent", Example: "2025-01-26"}
}

func listParams(more ...param) []param {
	return append([]param{
		stateParam("a state that has any part in the entry: by name, nationality, capital or ISO 3166-1 alpha-3 code"),
		{Name: "since", About: "on or after this day, month or year", Example: "2025-01"},
		{Name: "until", About: "on or before this day, month or year", Example: "2025-02-05"},
		{Name: "limit", About: "entries at most, 1 to 1000; 100 if absent", Integer: true},
		{Name: "offset", About: "entries to leave out at the beginning", Integer: true},
	}, more...)
}

func endParams() []param {
	return []param{
		{Name: "from", About: "the sending state", Example: "USA"},
		{Name: "to", About: "the receiving state", Example: "COL"},
	}
}

// nameParam narrows by a speaker or office holder.
func nameParam() param {
	return param{Name: "name", About: "part of the name of a speaker or office holder; letter case and accents do not matter"}
}

// operations lists every question that the API answers.
func operations() []operation {
	return slices.Concat(ledgerOperations(), askOperations(), searchOperations())
}

// ledgerOperations lists the questions about positions, entries, events and reports.
func ledgerOperations() []operation {
	return []operation{
		{
			ID: "where", Path: "/api/where", Summary: "Where every state stands on a day", Params: []param{onParam()}, Answer: reflect.TypeFor[[]answers.Standing](),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				on, err := ask.Day(in["on"])
				if err != nil {
					return nil, err
				}
				return s.answers.Matrix(ctx, on)
			},
		},
		{
			ID: "whereState", Path: "/api/where/{state}", Summary: "Where one state stands on a day",
			Params: []param{pathParam("state", "name, nationality, capital or ISO 3166-1 alpha-3 code", "MEX"), onParam()}, Answer: reflect.TypeFor[answers.Standing](),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				state, err := s.words.State(in["state"])
				if err != nil {
					return nil, err
				}
				on, err := ask.Day(in["on"])
				if err != nil {
					return nil, err
				}
				return s.answers.Where(ctx, state, on)
			},
		},
		{
			ID: "would", Path: "/api/would", Summary: "Whether a state would take certain people by certain means, and what the answer rests on",
			Params: append([]param{
				{Name: "state", About: "whose willingness is asked for", Example: "MEX", Required: true},
				{Name: "people", About: "its own nationals, those of third states, or any", Enum: texts(demarche.OwnNationals, demarche.ThirdNationals, demarche.AnyPeople)},
				{Name: "means", About: "how they would be moved", Enum: texts(demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea, demarche.MeansAny)},
				{Name: "nationals", About: "their nationalities, separated by commas", Example: "CUB,HTI"},
				{Name: "place", About: "a place to which they would be taken", Example: "Guantanamo Bay"},
				{Name: "from", About: "the sending state", Example: "USA"},
				onParam(),
			}, conditionParams()...),
			Answer: reflect.TypeFor[would](),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				q, err := s.words.Question(ask.Would{
					State: in["state"], People: in["people"], Means: in["means"], Nationals: in["nationals"], Place: in["place"], From: in["from"], On: in["on"],
					Conditions: in.conditions(),
				})
				if err != nil {
					return nil, err
				}
				return s.would(ctx, q)
			},
		},
		listOperation("timeline", "Positions, acts and movements by day; other kinds on request", (*answers.Answers).Timeline,
			listParams(append(endParams(), nameParam(), param{Name: "kind", About: "kinds of record, separated by commas: position, act, movement, count, quote, gap, office"})...)),
		eventsOperation("flights", "Movements of people by day, each once, with who tells of it", (*answers.Answers).FlightEvents, listParams(endParams()...)),
		eventsOperation("counts", "Figures by the time at which they held, each once, with who gives it", (*answers.Answers).CountEvents, listParams()),
		eventsOperation("events", "What one report or several tell of, each once: movements, acts, positions and figures", (*answers.Answers).Events,
			listParams(append(endParams(), param{Name: "kind", About: "kinds of record, separated by commas: position, act, movement, count"})...)),
		{
			ID: "event", Path: "/api/events/{id}", Summary: "The event to which an entry belongs, with its witnesses, where they differ and why they are one",
			Params: []param{pathParam("id", "id of an entry, or a beginning of it that no other shares", "")}, Answer: reflect.TypeFor[answers.Event](),
			run: func(s *service, ctx context.Context, in input) (any, error) { return s.answers.Event(ctx, in["id"]) },
		},
		{
			ID: "copies", Path: "/api/copies", Summary: "Families of reports that copy one text", Answer: reflect.TypeFor[[]answers.Family](),
			run: func(s *service, ctx context.Context, _ input) (any, error) { return s.answers.Copies(ctx) },
		},
		{
			ID: "copiesOf", Path: "/api/documents/{hash}/copies", Summary: "The families of copies to which one report belongs",
			Params: []param{pathParam("hash", "SHA-256 of the text, or a beginning of it that no other shares", "")}, Answer: reflect.TypeFor[[]answers.Family](),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				return s.answers.CopiesOf(ctx, in["hash"])
			},
		},
		listOperation("gaps", "What is not known, and who did not say it; only what no later entry answers", (*answers.Answers).Gaps, listParams()),
		listOperation("quotes", "Words said, by day", (*answers.Answers).Quotes, listParams(nameParam())),
		listOperation("offices", "Who holds which post", (*answers.Answers).Offices, listParams(nameParam())),
		{
			ID: "changes", Path: "/api/changes", Summary: "Days on which a state's stance became another, oldest first",
			Params: []param{{Name: "since", About: "on or after this day", Example: "2025-01-01"}}, Answer: reflect.TypeFor[[]answers.Change](),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				since, err := ask.Day(in["since"])
				if err != nil {
					return nil, err
				}
				return s.answers.Changes(ctx, since)
			},
		},
		{
			ID: "states", Path: "/api/states", Summary: "States of which the ledger knows anything, and how much", Answer: reflect.TypeFor[[]answers.StateSummary](),
			run: func(s *service, ctx context.Context, _ input) (any, error) { return s.answers.States(ctx) },
		},
		{
			ID: "entry", Path: "/api/entries/{id}", Summary: "One entry with its evidence in context and its report",
			Params: []param{pathParam("id", "id of the entry, or a beginning of it that no other shares", "")}, Answer: reflect.TypeFor[answers.Shown](),
			run: func(s *service, ctx context.Context, in input) (any, error) { return s.answers.Show(ctx, in["id"]) },
		},
		{
			ID: "documents", Path: "/api/documents", Summary: "The reports of the ledger, without their texts", Answer: reflect.TypeFor[[]answers.DocumentFact](),
			run: func(s *service, ctx context.Context, _ input) (any, error) { return s.answers.Reports(ctx) },
		},
		{
			ID: "document", Path: "/api/documents/{hash}", Summary: "One report with its text and every entry read from it",
			Params: []param{pathParam("hash", "SHA-256 of the text, or a beginning of it that no other shares", "")}, Answer: reflect.TypeFor[answers.Page](),
			run: func(s *service, ctx context.Context, in input) (any, error) { return s.answers.Report(ctx, in["hash"]) },
		},
	}
}

func pathParam(name, about, example string) param {
	return param{Name: name, About: about, Example: example, Path: true, Required: true}
}

func texts[T ~string](vs ...T) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = string(v)
	}
	return out
}

// Limits of a list.
const (
	usualLimit = 100
	mostLimit  = 1000
)

func listOperation(name, summary string, items func(*answers.Answers, context.Context, demarche.Filter) ([]answers.Item, error), params []param) operation {
	path := "/api/" + name
	return operation{
		ID: name, Path: path, Summary: summary, Params: params, Answer: reflect.TypeFor[list](),
		run: func(s *service, ctx context.Context, in input) (any, error) {
			f, err := s.words.Filter(ask.List{
				State: in["state"], From: in["from"], To: in["to"], Since: in["since"], Until: in["until"], Kind: in["kind"], Name: in["name"],
			})
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
			part, next, err := cut(in, path, all)
			return list{Total: len(all), Entries: part, Next: next}, err
		},
	}
}

// eventsOperation answers with a list of events.
func eventsOperation(name, summary string, question func(*answers.Answers, context.Context, demarche.Filter) (answers.EventList, error), params []param) operation {
	path := "/api/" + name
	return operation{
		ID: name, Path: path, Summary: summary, Params: params, Answer: reflect.TypeFor[eventList](),
		run: func(s *service, ctx context.Context, in input) (any, error) {
			f, err := s.words.Filter(ask.List{State: in["state"], From: in["from"], To: in["to"], Since: in["since"], Until: in["until"], Kind: in["kind"]})
			if err != nil {
				return nil, err
			}
			all, err := question(s.answers, ctx, f)
			if err != nil {
				return nil, err
			}
			part, next, err := cut(in, path, slices.Concat(all.Events, all.Perhaps))
			return eventList{Total: len(all.Events), Perhaps: len(all.Perhaps), Totals: all.Totals, Events: append([]answers.Event{}, part...), Next: next}, err
		},
	}
}

// cut gives the part of a list that was asked for, and the address of the next one.
func cut[T any](in input, path string, all []T) (part []T, next string, err error) {
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
	part, total, err := s.answers.TimelinePart(ctx, f, offset, limit)
	if err != nil {
		return nil, err
	}
	l := list{Total: total, Entries: part}
	if to := offset + len(part); to < total && len(part) > 0 {
		l.Next = in.next(path, to)
	}
	return l, s.answers.Corroborate(ctx, part)
}

// number reads a parameter that is a number.
func (in input) number(name string, usual, least, most int) (int, error) {
	if in[name] == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(in[name])
	if err != nil || n < least || n > most {
		return 0, invalid("%s %q is not a number from %d to %d", name, clip(in[name]), least, most)
	}
	return n, nil
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
