package api

import (
	"context"

	"demarche/answers"
)

// would is the answer to a question, with a part of what it does not rest on.
type would struct {
	answers.Answer
	PassedOverAll int `json:"passed_over_all" doc:"how many positions of the state the answer does not rest on; passed_over has the newest hundred"`
}

// mostPassedOver is how many positions that are passed over an answer lists: of
// a state that is in the news for years there are thousands.
const mostPassedOver = 100

func (s *service) would(ctx context.Context, q answers.Question) (would, error) {
	a, err := s.answers.Would(ctx, q)
	w := would{Answer: a, PassedOverAll: len(a.PassedOver)}
	if w.PassedOverAll > mostPassedOver {
		w.PassedOver = a.PassedOver[:mostPassedOver]
	}
	return w, err
}
