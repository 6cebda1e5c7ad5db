package webfixture

import (
	"crypto/rand"
	"testing"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
	"demarche/ask"
)

// Password is that of every account of the fixture.
const Password = "four plain words here"

// Review gives the fixture with accounts, which hash passwords at no cost to
// speak of: Ann and Bea are reviewers, Rob reads, Max is an admin. now gives
// the time of sessions; it may be changed by the test.
func Review(t testing.TB, now func() time.Time) (*answers.Answers, *ask.Words, *accounts.Desk, demarche.Ledger) {
	t.Helper()
	a, words, kept := store(t, Reports())
	desk := accounts.NewDesk(kept.Accounts(), now, rand.Reader, accounts.Cost{Memory: 64, Passes: 1, Threads: 1})
	for name, role := range map[string]accounts.Role{"Ann": accounts.Reviewer, "Bea": accounts.Reviewer, "Rob": accounts.Reader, "Max": accounts.Admin} {
		if _, err := desk.Open(t.Context(), name, role, Password); err != nil {
			t.Fatal(err)
		}
	}
	return a, words, desk, kept
}
