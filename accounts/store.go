package accounts

import (
	"context"
	"time"
)

// Session is one who is signed in. The token itself is nowhere but in the
// browser.
type Session struct {
	Token   Token     // hash of the token
	Account string    // name
	Began   time.Time // UTC
	Seen    time.Time // when it was last used, to a minute or so
}

// Claim says that somebody looks at an entry. It hinders nobody.
type Claim struct {
	Entry   string // id
	Account string // name
	At      time.Time
}

// Store keeps accounts. A store that passes accounts/conformance can stand
// behind a server; several servers may share one. Names are compared by Key;
// times are kept to the second at least.
type Store interface {
	// Add keeps a new account. A name that is or was taken is a Conflict:
	// decisions are kept under it.
	Add(ctx context.Context, a Account) error
	// Account gives an account that is there; NotFound if none is.
	Account(ctx context.Context, name string) (Account, error)
	// Accounts lists those that are there, by name.
	Accounts(ctx context.Context) ([]Account, error)
	// SetRole gives an account another role; it holds from the next request on.
	SetRole(ctx context.Context, name string, r Role) error
	// SetPassword gives an account another hashed password and ends its sessions.
	SetPassword(ctx context.Context, name, hashed string) error
	// Remove ends an account, its sessions and its tokens. Its name stays taken.
	Remove(ctx context.Context, name string, at time.Time) error

	// Begin keeps a session of an account that is there.
	Begin(ctx context.Context, s Session) error
	// Session gives a session and its account; NotFound if there is none.
	Session(ctx context.Context, t Token) (Session, Account, error)
	// Sessions lists the sessions last used after a time, the newest first.
	Sessions(ctx context.Context, after time.Time) ([]Session, error)
	// Use notes that a session was used.
	Use(ctx context.Context, t Token, at time.Time) error
	// End ends a session; it is no error if there is none.
	End(ctx context.Context, t Token) error
	// EndAll ends the sessions of an account.
	EndAll(ctx context.Context, name string) error

	// AddBearer keeps a token of an account that is there. An ID that is taken is a Conflict.
	AddBearer(ctx context.Context, b Bearer) error
	// Bearer gives a token that is not revoked, and its account, which is there; NotFound if there is none.
	Bearer(ctx context.Context, id string) (Bearer, Account, error)
	// Bearers lists the tokens of all accounts that are there, also those that have ended, by account and time.
	Bearers(ctx context.Context) ([]Bearer, error)
	// UseBearer notes that a token was used; it is no error if there is none.
	UseBearer(ctx context.Context, id string, at time.Time) error
	// Revoke ends a token; NotFound if there is none.
	Revoke(ctx context.Context, id string) error

	// Try notes a try in the name of a key, unless it must wait by the pace, and
	// gives for how long, 0 if it may try. Of two at once the second sees the first.
	Try(ctx context.Context, key string, at time.Time, p Pace) (time.Duration, error)
	// Forgive takes back so many tries of a key, or all if there are fewer.
	Forgive(ctx context.Context, key string, tries int) error

	// Claim keeps that somebody looks at an entry, instead of what they looked at before.
	Claim(ctx context.Context, c Claim) error
	// Claims gives who looks at an entry since a time, by name.
	Claims(ctx context.Context, entry string, since time.Time) ([]Claim, error)

	// Sweep removes sessions begun or last used before these times, and tries and claims before the second.
	Sweep(ctx context.Context, began, seen time.Time) error
}
