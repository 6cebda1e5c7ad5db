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
	desk := deskOf(kept, now)
	people(t, desk)
	return a, words, desk, kept
}

// ReviewOn gives what Review gives over ledgers that are one and the same, as
// several servers have it: it is filled by the first of them.
func ReviewOn(t testing.TB, now func() time.Time, ledgers ...Kept) ([]*answers.Answers, *ask.Words, []*accounts.Desk) {
	t.Helper()
	fill(t, ledgers[0], Reports())
	people(t, deskOf(ledgers[0], now))
	var all []*answers.Answers
	var desks []*accounts.Desk
	var words *ask.Words
	for _, l := range ledgers {
		a, w := over(t, l)
		all, words, desks = append(all, a), w, append(desks, deskOf(l, now))
	}
	return all, words, desks
}

// Kept is a ledger with the accounts beside it.
type Kept interface {
	demarche.Ledger
	Accounts() accounts.Store
}

func deskOf(l Kept, now func() time.Time) *accounts.Desk {
	return accounts.NewDesk(l.Accounts(), now, rand.Reader, accounts.Cost{Memory: 64, Passes: 1, Threads: 1})
}

// people makes the accounts.
func people(t testing.TB, desk *accounts.Desk) {
	t.Helper()
	for name, role := range map[string]accounts.Role{"Ann": accounts.Reviewer, "Bea": accounts.Reviewer, "Rob": accounts.Reader, "Max": accounts.Admin} {
		if _, err := desk.Open(t.Context(), name, role, Password); err != nil {
			t.Fatal(err)
		}
	}
}
