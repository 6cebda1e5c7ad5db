package webfixture

import (
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

// Judged gives the answers over the ledger of the fixture after a reviewer
// decided about some of its entries.
func Judged(t testing.TB, decisions ...demarche.Decision) (*answers.Answers, *ask.Words) {
	t.Helper()
	l := kept(t, Reports())
	for _, d := range decisions {
		if _, err := l.Decide(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	return over(t, l)
}
