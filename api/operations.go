package api

import (
	"context"
	"reflect"
	"slices"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/exports"
	works "demarche/operations"
)

// operations lists every question that the API answers.
func operations() []operation {
	return slices.Concat(standingOperations(), listOperations(), askOperations(), searchOperations(), reportOperations(), reviewOperations(), logOperations(), workOperations(), feedOperations(),
		[]operation{exportOperation()})
}

// standingOperations lists the questions about where states stand.
func standingOperations() []operation {
	onDay := append([]param{onParam()}, narrowParams()...)
	return []operation{
		arrayOperation(operation{ID: "where", Path: "/api/where", Summary: "Where every state stands on a day", Params: onDay}, exports.StandingTable,
			func(s *service, ctx context.Context, in input) ([]answers.Standing, error) {
				on, err := ask.Day(in["on"])
				if err != nil {
					return nil, err
				}
				return s.answers.Matrix(ctx, on)
			}),
		{
			ID: "whereState", Path: "/api/where/{state}", Summary: "Where one state stands on a day",
			Params: append([]param{pathParam("state", "name, nationality, capital or ISO 3166-1 alpha-3 code", "MEX")}, onDay...), Answer: reflect.TypeFor[answers.Standing](),
			Table: tableOf(one(exports.StandingTable)),
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
			Params: slices.Concat([]param{
				{Name: "state", About: "whose willingness is asked for", Example: "MEX", Required: true},
				{Name: "people", About: "its own nationals, those of third states, or any", Enum: texts(demarche.OwnNationals, demarche.ThirdNationals, demarche.AnyPeople)},
				{Name: "means", About: "how they would be moved", Enum: texts(demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea, demarche.MeansAny)},
				{Name: "nationals", About: "their nationalities, separated by commas", Example: "CUB,HTI"},
				{Name: "place", About: "a place to which they would be taken", Example: "Guantanamo Bay"},
				{Name: "from", About: "the sending state", Example: "USA"},
			}, onDay, conditionParams()),
			Answer: reflect.TypeFor[would](), Table: tableOf(func(w would) exports.Table { return exports.WouldTable(w.Answer) }),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				q, err := s.question(in)
				if err != nil {
					return nil, err
				}
				return s.would(ctx, q)
			},
		},
		arrayOperation(operation{ID: "changes", Path: "/api/changes", Summary: "Days on which a state's stance became another, oldest first",
			Params: slices.Concat([]param{stateParam("the state whose stance changed"), {Name: "since", About: "on or after this day", Example: "2025-01-01"}, {Name: "until", About: "on or before this day"},
				{Name: "first", About: "also the first stance on each thing, with before empty", Boolean: true}}, narrowParams())}, exports.ChangeTable,
			func(s *service, ctx context.Context, in input) ([]answers.Change, error) {
				first, err := in.boolean("first")
				if err != nil {
					return nil, err
				}
				asked, err := s.words.Changes(in["state"], in["since"], in["until"], first)
				if err != nil {
					return nil, err
				}
				return s.answers.ChangesOf(ctx, asked)
			}),
		arrayOperation(operation{ID: "states", Path: "/api/states", Summary: "States of which the ledger knows anything, and how much", Params: narrowParams()}, exports.StateTable,
			func(s *service, ctx context.Context, _ input) ([]answers.StateSummary, error) {
				return s.answers.States(ctx)
			}),
	}
}

// listOperations lists the questions that are answered with entries or events.
func listOperations() []operation {
	return []operation{
		listOperation("timeline", "Positions, acts and movements by day; other kinds on request", (*answers.Answers).Timeline,
			listParams(append(endParams(), nameParam(), param{Name: "kind", About: "kinds of record, separated by commas: position, act, movement, count, quote, gap, office"})...)),
		eventsOperation("flights", "Movements of people by day, each once, with who tells of it", (*answers.Answers).FlightEvents,
			listParams(append(movementParams(), param{Name: "per", About: "add them up by these too", Enum: texts(answers.PerMonth, answers.PerQuarter, answers.PerYear)})...)),
		listOperation("flights/each", "Movements of people by day, as every report tells them", (*answers.Answers).Flights, listParams(movementParams()...), demarche.KindMovement),
		eventsOperation("counts", "Figures by the time at which they held, each once, with who gives it", (*answers.Answers).CountEvents, listParams()),
		listOperation("counts/each", "Figures by the time at which they held, as every report gives them", (*answers.Answers).Counts, listParams(), demarche.KindCount),
		eventsOperation("events", "What one report or several tell of, each once: movements, acts, positions and figures", (*answers.Answers).Events,
			listParams(append(endParams(), param{Name: "kind", About: "kinds of record, separated by commas: position, act, movement, count"})...)),
		{
			ID: "event", Path: "/api/events/{id}", Summary: "The event to which an entry belongs, with its witnesses, where they differ and why they are one",
			Params: append([]param{pathParam("id", "id of an entry, or a beginning of it that no other shares", "")}, narrowParams()...), Answer: reflect.TypeFor[answers.Event](),
			Table: tableOf(one(exports.EventTable)),
			run:   func(s *service, ctx context.Context, in input) (any, error) { return s.answers.Event(ctx, in["id"]) },
		},
		listOperation("gaps", "What is not known, and who did not say it; only what no later entry answers", (*answers.Answers).Gaps, listParams(), demarche.KindGap),
		listOperation("quotes", "Words said, by day", (*answers.Answers).Quotes, listParams(nameParam()), demarche.KindQuote),
		listOperation("offices", "Who holds which post", (*answers.Answers).Offices, listParams(nameParam()), demarche.KindOffice),
	}
}

// reportOperations lists the questions about single entries, reports and their copies.
func reportOperations() []operation {
	hash := pathParam("hash", "SHA-256 of the text, or a beginning of it that no other shares", "")
	return []operation{
		{
			ID: "entry", Path: "/api/entries/{id}", Summary: "One entry with its evidence in context and its report",
			Params: []param{pathParam("id", "id of the entry, or a beginning of it that no other shares", "")}, Answer: reflect.TypeFor[answers.Shown](),
			run: func(s *service, ctx context.Context, in input) (any, error) { return s.answers.Show(ctx, in["id"]) },
		},
		arrayOperation(operation{ID: "documents", Path: "/api/documents", Summary: "The reports of the ledger, without their texts"}, exports.ReportTable,
			func(s *service, ctx context.Context, _ input) ([]answers.DocumentFact, error) {
				return s.answers.Reports(ctx)
			}),
		{
			ID: "document", Path: "/api/documents/{hash}", Summary: "One report with its text and every entry read from it",
			Params: []param{hash}, Answer: reflect.TypeFor[answers.Page](),
			run: func(s *service, ctx context.Context, in input) (any, error) { return s.answers.Report(ctx, in["hash"]) },
		},
		arrayOperation(operation{ID: "copiesOf", Path: "/api/documents/{hash}/copies", Summary: "The families of copies to which one report belongs",
			Params: append([]param{hash}, narrowParams()...)}, exports.FamilyTable,
			func(s *service, ctx context.Context, in input) ([]answers.Family, error) {
				return s.answers.CopiesOf(ctx, in["hash"])
			}),
		arrayOperation(operation{ID: "copies", Path: "/api/copies", Summary: "Families of reports that copy one text", Params: narrowParams()}, exports.FamilyTable,
			func(s *service, ctx context.Context, _ input) ([]answers.Family, error) { return s.answers.Copies(ctx) }),
		arrayOperation(operation{ID: "diffReadings", Path: "/api/diff-readings", Summary: "What a newer version of the reader reads otherwise",
			Params: []param{{Name: "document", About: "SHA-256 of a text, or a beginning of it; all reports if absent"}}}, exports.RereadTable,
			func(s *service, ctx context.Context, in input) ([]answers.Reread, error) {
				return s.answers.Rereads(ctx, in["document"])
			}),
		arrayOperation(operation{ID: "sources", Path: "/api/sources", Summary: "Who published the reports of the ledger, those of most reports first"}, exports.PublisherTable,
			func(s *service, ctx context.Context, _ input) ([]answers.Publisher, error) {
				return s.answers.Publishers(ctx)
			}),
	}
}

// mostJobs is how many jobs of each list are told.
const mostJobs = 1000

// workOperations lists the questions about the work on the ledger.
func workOperations() []operation {
	return []operation{{
		ID: "operations", Path: "/api/operations", Summary: "How the work on the ledger goes: workers, queues, jobs that failed, lag, errors by stage and source, changes that alerts have yet to tell; for an admin where reading is closed or anybody has an account",
		Answer: reflect.TypeFor[works.State](), Live: true,
		run: func(s *service, ctx context.Context, _ input) (any, error) {
			return s.answers.Operations(ctx, mostJobs)
		},
	}}
}

// logOperations lists the questions about the log of the ledger.
func logOperations() []operation {
	return []operation{
		{
			ID: "checkpoint", Path: "/api/checkpoint", Summary: "The end of the log: its lines, and the hashes that hold for all before it",
			Answer: reflect.TypeFor[demarche.Head](),
			run:    func(s *service, ctx context.Context, _ input) (any, error) { return s.answers.Head(ctx) },
		},
		{
			ID: "prove", Path: "/api/prove/{id}", Summary: "A proof that an entry or a report is in the log, checkable without the ledger",
			Params: []param{
				pathParam("id", "id of an entry, or SHA-256 of a text, or a beginning of it that no other shares", ""),
				{Name: "since", About: "also show that the log only grew since it had so many lines", Integer: true},
			},
			Answer: reflect.TypeFor[demarche.Proof](),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				since, err := in.number("since", 0, 0, 1<<62)
				if err != nil {
					return nil, err
				}
				return s.answers.Prove(ctx, in["id"], int64(since))
			},
		},
	}
}
