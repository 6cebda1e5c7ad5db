package api

import (
	"context"

	"demarche/answers"
)

// would is the answer to a question, with a part of what it does not rest on.
type would struct {
	answers.Answer
	PassedOverAll int `json:"passed_over_all" doc:"how many positions of the state the answer does not rest on; passed_over has the newest hundred"`
	SilencesAll   int `json:"silences_all" doc:"how many silences of the state are known by then, where the verdict is unknown; silences has the newest hundred"`
}

// mostBeside is how many positions that are passed over, and how many silences,
// an answer lists: of a state that is in the news for years there are thousands.
const mostBeside = 100

func (s *service) would(ctx context.Context, q answers.Question) (would, error) {
	a, all, err := s.answers.WouldPart(ctx, q, mostBeside)
	return would{Answer: a, PassedOverAll: all.PassedOver, SilencesAll: all.Silences}, err
}
