package api

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/exports"
)

// conditionParams describe how a proposed movement would be done.
func conditionParams() []param {
	var out []param
	for _, f := range ask.ConditionFields() {
		out = append(out, param{Name: f.Name, About: f.About + "; not said if absent", Enum: f.Values, Integer: f.Number})
	}
	return out
}

// askOperations lists the questions about places, promises, answered gaps and who was first.
func askOperations() []operation {
	return []operation{
		arrayOperation(operation{ID: "places", Path: "/api/places", Summary: "Places where people are held or received: room, people held and sent, each kind apart, and warnings",
			Params: append([]param{{Name: "name", About: "the name of one place; all where people are held or received if absent", Example: "Guantanamo Bay"}, onParam()}, narrowParams()...)}, exports.PlaceTable,
			func(s *service, ctx context.Context, in input) ([]answers.PlaceReport, error) {
				on, err := ask.Day(in["on"])
				if err != nil {
					return nil, err
				}
				return s.answers.Places(ctx, in["name"], on)
			}),
		{
			ID: "promises", Path: "/api/promises", Summary: "Pledges, orders and threats, open and closed, and what later entries bear on them",
			Params: slices.Concat([]param{stateParam("a state that made them, or at which they are aimed")}, timeParams(), partParams(), narrowParams()),
			Answer: reflect.TypeFor[promisePart](),
			Table: tableOf(func(p promisePart) exports.Table {
				return exports.PromiseTable(answers.PromiseList{Open: p.Open, Closed: p.Closed})
			}),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				f, err := s.filter(in)
				if err != nil {
					return nil, err
				}
				all, err := s.answers.Promises(ctx, f)
				if err != nil {
					return nil, err
				}
				return newPromisePart(in, "/api/promises", all)
			},
		},
		arrayOperation(operation{ID: "answeredGaps", Path: "/api/gaps/answered", Summary: "Questions that a later entry answers, and what does; what came after until answers nothing",
			Params: slices.Concat([]param{stateParam("a state that has any part in the entry")}, timeParams(), narrowParams())}, exports.AnsweredTable,
			func(s *service, ctx context.Context, in input) ([]answers.AnsweredGap, error) {
				f, err := s.filter(in)
				if err != nil {
					return nil, err
				}
				return s.answers.AnsweredGaps(ctx, f)
			}),
		{
			ID: "first", Path: "/api/first", Summary: "Which state was the first to take a stance or to do something, the runners-up, and how sure that is",
			Params: slices.Concat([]param{
				{Name: "what", About: "a stance or a type of act: " + strings.Join(answers.ClaimWords(), ", "), Required: true, Example: "refuse"},
				{Name: "people", About: "of a stance", Enum: texts(demarche.OwnNationals, demarche.ThirdNationals, demarche.AnyPeople)},
				{Name: "nationals", About: "of a stance: nationalities of the people, separated by commas; one that concerns certain nationals alone counts where one of them is named", Example: "VEN"},
				{Name: "means", About: "of a stance", Enum: texts(demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea, demarche.MeansAny)},
				{Name: "place", About: "of a stance: the place that it concerns"},
				{Name: "from", About: "of a stance: the sending state", Example: "USA"},
				{Name: "target", About: "of an act: at whom it is aimed"},
				{Name: "since", About: "the first from this day on"},
			}, partParams(), narrowParams()),
			Answer: reflect.TypeFor[firstPart](), Table: tableOf(func(p firstPart) exports.Table { return p.rows }),
			run: func(s *service, ctx context.Context, in input) (any, error) {
				c, err := s.words.Claim(ask.Claim{
					What: in["what"], People: in["people"], Nationals: in["nationals"], Means: in["means"], Place: in["place"], From: in["from"], Target: in["target"], Since: in["since"],
				})
				if err != nil {
					return nil, err
				}
				all, err := s.answers.First(ctx, c)
				if err != nil {
					return nil, err
				}
				return newFirstPart(in, "/api/first", all)
			},
		},
	}
}

// filter gives the filter of a request for a list.
func (s *service) filter(in input) (demarche.Filter, error) {
	return s.words.Filter(ask.List{State: in["state"], From: in["from"], To: in["to"], Since: in["since"], Until: in["until"], Kind: in["kind"], Name: in["name"]})
}
