package api

import (
	"context"

	"demarche/answers"
	"demarche/exports"
)

// reviewOperations lists the questions about what people decided, and what waits for them.
func reviewOperations() []operation {
	return []operation{
		arrayOperation(operation{ID: "decisions", Path: "/api/decisions", Summary: "Who decided what about entries, when and why, in the order of the log",
			Params: []param{{Name: "entry", About: "id of an entry, or a beginning of it that no other shares; all decisions if absent"}}}, exports.DecidedTable,
			func(s *service, ctx context.Context, in input) ([]answers.Decided, error) {
				id := in["entry"]
				if id != "" {
					it, err := s.answers.Entry(ctx, id)
					if err != nil {
						return nil, err
					}
					id = it.ID()
				}
				return s.answers.Decisions(ctx, id)
			}),
		queueOperation(),
		arrayOperation(operation{ID: "connections", Path: "/api/connections", Summary: "What rules propose of entries and nobody has judged: that one carries out a promise, answers a question, is one event with another",
			Params: []param{stateParam("a state that has a part in either entry")}}, exports.ProposalTable,
			func(s *service, ctx context.Context, in input) ([]answers.Proposal, error) {
				f, err := s.filter(in)
				if err != nil {
					return nil, err
				}
				return s.answers.Proposals(ctx, f)
			}),
	}
}

// queueOperation answers with what nobody has judged yet.
func queueOperation() operation {
	o := listOperation("queue", "What nobody has judged yet, in the order in which it is to be judged: the most consequential kinds first, of each the least certain", nil,
		append([]param{stateParam("a state that has any part in the entry"), {Name: "kind", About: "kinds of record, separated by commas"}}, partParams()...))
	o.run = func(s *service, ctx context.Context, in input) (any, error) {
		f, err := s.filter(in)
		if err != nil {
			return nil, err
		}
		offset, limit, err := in.part()
		if err != nil {
			return nil, err
		}
		q, err := s.answers.Queue(ctx, f, offset, limit)
		if err != nil {
			return nil, err
		}
		l := list{Total: q.Total, Entries: append([]answers.Item{}, q.Items...)}
		if to := offset + len(q.Items); to < q.Total && len(q.Items) > 0 {
			l.Next = in.next(o.Path, to)
		}
		return part{l, q.Total, l.Next}, nil
	}
	return o
}
