package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/accounts"
)

// Accounts keeps accounts in the schema of a ledger, beside what is evidence.
type Accounts struct{ store *Store }

var _ accounts.Store = Accounts{}

// Accounts gives the accounts that are kept beside the ledger.
func (s *Store) Accounts() accounts.Store { return Accounts{s} }

func noAccount(name string) error {
	return &demarche.Error{Code: demarche.NotFound, Op: "account", Path: name, Detail: "there is no account of this name", Hint: "demarche account list lists them"}
}

// change runs do in a transaction and commits it unless it fails.
func (a Accounts) change(ctx context.Context, do func(in access) error) error {
	return a.store.change(ctx, "accounts", do)
}

// run runs a statement in a transaction of its own and gives how many rows it changed.
func (a Accounts) run(ctx context.Context, query string, p named) (changed int64, err error) {
	err = a.change(ctx, func(in access) error {
		changed, err = in.exec(query, p)
		return err
	})
	return changed, err
}

// ofAccount runs a statement, and others after it, about an account that must be there.
func (a Accounts) ofAccount(ctx context.Context, name, query string, after []string, p named) error {
	p["key"] = accounts.Key(name)
	return a.change(ctx, func(in access) error {
		n, err := in.exec(query, p)
		if err == nil && n == 0 {
			err = noAccount(name)
		}
		for _, next := range after {
			if err == nil {
				_, err = in.exec(next, named{"key": p["key"]})
			}
		}
		return err
	})
}

// Add keeps a new account.
func (a Accounts) Add(ctx context.Context, x accounts.Account) error {
	n, err := a.run(ctx, "AddAccount", named{"key": accounts.Key(x.Name), "name": x.Name, "role": string(x.Role), "password": x.Password, "made": x.Made.UnixNano()})
	if err == nil && n == 0 {
		err = &demarche.Error{Code: demarche.Conflict, Op: "account", Path: x.Name, Detail: "an account has this name, or had it",
			Hint: "choose another name: decisions are kept under it, and must not seem to be another person's"}
	}
	return err
}

// Account gives an account that is there.
func (a Accounts) Account(ctx context.Context, name string) (accounts.Account, error) {
	x, err := scanAccount(a.store.anywhere(ctx).row("Account", named{"key": accounts.Key(name)}))
	if errors.Is(err, errNoRow) {
		err = noAccount(name)
	}
	return x, a.store.explain("accounts", err)
}

func scanAccount(row scanner, before ...any) (accounts.Account, error) {
	var (
		x    accounts.Account
		made int64
	)
	err := row.Scan(append(before, &x.Name, &x.Role, &x.Password, &made)...)
	x.Made = time.Unix(0, made).UTC()
	return x, err
}

// Accounts lists the accounts that are there, by name.
func (a Accounts) Accounts(ctx context.Context) ([]accounts.Account, error) {
	all, err := list(a.store.anywhere(ctx), "Accounts", nil, func(row scanner) (accounts.Account, error) { return scanAccount(row) })
	return all, a.store.explain("accounts", err)
}

// SetRole gives an account another role.
func (a Accounts) SetRole(ctx context.Context, name string, r accounts.Role) error {
	return a.ofAccount(ctx, name, "SetRole", nil, named{"role": string(r)})
}

// SetPassword gives an account another hashed password and ends its sessions.
func (a Accounts) SetPassword(ctx context.Context, name, hashed string) error {
	return a.ofAccount(ctx, name, "SetPassword", []string{"EndSessions"}, named{"password": hashed})
}

// Remove ends an account, its sessions and its tokens; its name stays taken.
func (a Accounts) Remove(ctx context.Context, name string, at time.Time) error {
	return a.ofAccount(ctx, name, "RemoveAccount", []string{"EndSessions", "RevokeAll"}, named{"at": at.UnixNano()})
}

// Begin keeps a session.
func (a Accounts) Begin(ctx context.Context, x accounts.Session) error {
	return a.ofAccount(ctx, x.Account, "BeginSession", nil, named{"token": x.Token[:], "began": x.Began.UnixNano(), "seen": x.Seen.UnixNano()})
}

// Session gives a session and its account.
func (a Accounts) Session(ctx context.Context, t accounts.Token) (accounts.Session, accounts.Account, error) {
	var began, seen int64
	x, err := scanAccount(a.store.anywhere(ctx).row("Session", named{"token": t[:]}), &began, &seen)
	if errors.Is(err, errNoRow) {
		err = &demarche.Error{Code: demarche.NotFound, Op: "session", Detail: "there is no such session"}
	}
	s := accounts.Session{Token: t, Account: x.Name, Began: time.Unix(0, began).UTC(), Seen: time.Unix(0, seen).UTC()}
	return s, x, a.store.explain("accounts", err)
}

// Sessions lists the sessions last used after a time, the newest first.
func (a Accounts) Sessions(ctx context.Context, after time.Time) ([]accounts.Session, error) {
	all, err := list(a.store.anywhere(ctx), "Sessions", named{"after": after.UnixNano()}, func(row scanner) (s accounts.Session, err error) {
		var (
			token       []byte
			began, seen int64
		)
		if err := row.Scan(&token, &s.Account, &began, &seen); err != nil {
			return s, err
		}
		if copy(s.Token[:], token) != len(s.Token) {
			return s, fmt.Errorf("the token of a session of %s has %d bytes", s.Account, len(token))
		}
		s.Began, s.Seen = time.Unix(0, began).UTC(), time.Unix(0, seen).UTC()
		return s, nil
	})
	return all, a.store.explain("accounts", err)
}

// Use notes that a session was used.
func (a Accounts) Use(ctx context.Context, t accounts.Token, at time.Time) error {
	_, err := a.run(ctx, "UseSession", named{"token": t[:], "at": at.UnixNano()})
	return err
}

// End ends a session.
func (a Accounts) End(ctx context.Context, t accounts.Token) error {
	_, err := a.run(ctx, "EndSession", named{"token": t[:]})
	return err
}

// EndAll ends the sessions of an account.
func (a Accounts) EndAll(ctx context.Context, name string) error {
	_, err := a.run(ctx, "EndSessions", named{"key": accounts.Key(name)})
	return err
}

// Try notes a try in the name of a key, unless it must wait. Of two at once the
// second waits for the first.
func (a Accounts) Try(ctx context.Context, key string, at time.Time, p accounts.Pace) (time.Duration, error) {
	var wait time.Duration
	err := a.change(ctx, func(in access) error {
		if _, err := in.exec("LockTries", named{"key": key}); err != nil {
			return err
		}
		var (
			tries int
			last  int64
		)
		err := in.row("Tries", named{"key": key}).Scan(&tries, &last)
		if err != nil && !errors.Is(err, errNoRow) {
			return err
		}
		if wait, tries = p.Next(tries, at.Sub(time.Unix(0, last))); wait > 0 {
			return nil
		}
		_, err = in.exec("SetTries", named{"key": key, "tries": tries, "last": at.UnixNano()})
		return err
	})
	return wait, err
}

// Forgive takes back so many tries of a key.
func (a Accounts) Forgive(ctx context.Context, key string, tries int) error {
	_, err := a.run(ctx, "Forgive", named{"key": key, "tries": tries})
	return err
}

// Claim keeps that somebody looks at an entry.
func (a Accounts) Claim(ctx context.Context, c accounts.Claim) error {
	return a.ofAccount(ctx, c.Account, "Claim", nil, named{"entry": c.Entry, "at": c.At.UnixNano()})
}

// Claims gives who looks at an entry since a time, by name.
func (a Accounts) Claims(ctx context.Context, entry string, since time.Time) ([]accounts.Claim, error) {
	all, err := list(a.store.anywhere(ctx), "Claims", named{"entry": entry, "since": since.UnixNano()}, func(row scanner) (c accounts.Claim, err error) {
		var at int64
		err = row.Scan(&c.Account, &c.Entry, &at)
		c.At = time.Unix(0, at).UTC()
		return c, err
	})
	return all, a.store.explain("accounts", err)
}

// Sweep removes what is over.
func (a Accounts) Sweep(ctx context.Context, began, seen time.Time) error {
	p := named{"began": began.UnixNano(), "seen": seen.UnixNano()}
	return a.change(ctx, func(in access) error {
		for _, query := range []string{"SweepSessions", "SweepTries", "SweepClaims"} {
			if _, err := in.exec(query, p); err != nil {
				return err
			}
		}
		return nil
	})
}
