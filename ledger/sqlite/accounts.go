package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/accounts"
)

// Accounts keeps accounts in the file of a ledger, beside what is evidence.
type Accounts struct{ store *Store }

var _ accounts.Store = Accounts{}

// Accounts gives the accounts that the file keeps.
func (s *Store) Accounts() accounts.Store { return Accounts{s} }

// Writable reports whether the ledger is open for writing.
func (s *Store) Writable() bool { return s.write != nil }

func noAccount(name string) error {
	return &demarche.Error{Code: demarche.NotFound, Op: "account", Path: name, Detail: "there is no account of this name", Hint: "demarche account list lists them"}
}

// change runs do in a transaction and commits it unless it fails.
func (a Accounts) change(ctx context.Context, do func(tx *sql.Tx) error) error {
	s := a.store
	if s.write == nil {
		return s.readOnly("accounts")
	}
	return s.explain("accounts", s.patiently(ctx, func() error {
		tx, err := s.write.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // nothing after Commit
		if err := do(tx); err != nil {
			return err
		}
		return tx.Commit()
	}))
}

// run runs a statement in a transaction of its own and gives how many rows it changed.
func (a Accounts) run(ctx context.Context, query string, args ...any) (changed int64, err error) {
	err = a.change(ctx, func(tx *sql.Tx) error {
		changed, err = a.exec(ctx, tx, query, args...)
		return err
	})
	return changed, err
}

func (a Accounts) exec(ctx context.Context, tx *sql.Tx, query string, args ...any) (int64, error) {
	result, err := tx.ExecContext(ctx, a.store.queries[query], args...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", query, err)
	}
	return result.RowsAffected()
}

// ofAccount runs a statement, and perhaps another after it, about an account that must be there.
func (a Accounts) ofAccount(ctx context.Context, name, query, after string, args ...any) error {
	key := sql.Named("key", accounts.Key(name))
	return a.change(ctx, func(tx *sql.Tx) error {
		n, err := a.exec(ctx, tx, query, append(args, key)...)
		if err == nil && n == 0 {
			err = noAccount(name)
		}
		if err == nil && after != "" {
			_, err = a.exec(ctx, tx, after, key)
		}
		return err
	})
}

// each calls take with each row of a query.
func (a Accounts) each(ctx context.Context, query string, take func(scanner) error, args ...any) error {
	rows, err := a.store.read.QueryContext(ctx, a.store.queries[query], args...)
	if err != nil {
		return a.store.explain("accounts", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := take(rows); err != nil {
			return a.store.explain("accounts", err)
		}
	}
	return a.store.explain("accounts", rows.Err())
}

// Add keeps a new account.
func (a Accounts) Add(ctx context.Context, x accounts.Account) error {
	n, err := a.run(ctx, "AddAccount", sql.Named("key", accounts.Key(x.Name)), sql.Named("name", x.Name), sql.Named("role", string(x.Role)),
		sql.Named("password", x.Password), sql.Named("made", x.Made.UnixNano()))
	if err == nil && n == 0 {
		err = &demarche.Error{Code: demarche.Conflict, Op: "account", Path: x.Name, Detail: "an account has this name, or had it",
			Hint: "choose another name: decisions are kept under it, and must not seem to be another person's"}
	}
	return err
}

// Account gives an account that is there.
func (a Accounts) Account(ctx context.Context, name string) (accounts.Account, error) {
	x, err := scanAccount(a.store.read.QueryRowContext(ctx, a.store.queries["Account"], sql.Named("key", accounts.Key(name))))
	if errors.Is(err, sql.ErrNoRows) {
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
	var all []accounts.Account
	err := a.each(ctx, "Accounts", func(row scanner) error {
		x, err := scanAccount(row)
		all = append(all, x)
		return err
	})
	return all, err
}

// SetRole gives an account another role.
func (a Accounts) SetRole(ctx context.Context, name string, r accounts.Role) error {
	return a.ofAccount(ctx, name, "SetRole", "", sql.Named("role", string(r)))
}

// SetPassword gives an account another hashed password and ends its sessions.
func (a Accounts) SetPassword(ctx context.Context, name, hashed string) error {
	return a.ofAccount(ctx, name, "SetPassword", "EndSessions", sql.Named("password", hashed))
}

// Remove ends an account and its sessions; its name stays taken.
func (a Accounts) Remove(ctx context.Context, name string, at time.Time) error {
	return a.ofAccount(ctx, name, "RemoveAccount", "EndSessions", sql.Named("at", at.UnixNano()))
}

// Begin keeps a session.
func (a Accounts) Begin(ctx context.Context, x accounts.Session) error {
	return a.ofAccount(ctx, x.Account, "BeginSession", "", sql.Named("token", x.Token[:]), sql.Named("began", x.Began.UnixNano()), sql.Named("seen", x.Seen.UnixNano()))
}

// Session gives a session and its account.
func (a Accounts) Session(ctx context.Context, t accounts.Token) (accounts.Session, accounts.Account, error) {
	var began, seen int64
	x, err := scanAccount(a.store.read.QueryRowContext(ctx, a.store.queries["Session"], sql.Named("token", t[:])), &began, &seen)
	if errors.Is(err, sql.ErrNoRows) {
		err = &demarche.Error{Code: demarche.NotFound, Op: "session", Detail: "there is no such session"}
	}
	s := accounts.Session{Token: t, Account: x.Name, Began: time.Unix(0, began).UTC(), Seen: time.Unix(0, seen).UTC()}
	return s, x, a.store.explain("accounts", err)
}

// Sessions lists the sessions last used after a time, the newest first.
func (a Accounts) Sessions(ctx context.Context, after time.Time) ([]accounts.Session, error) {
	var all []accounts.Session
	err := a.each(ctx, "Sessions", func(row scanner) error {
		var (
			s           accounts.Session
			token       []byte
			began, seen int64
		)
		if err := row.Scan(&token, &s.Account, &began, &seen); err != nil {
			return err
		}
		if copy(s.Token[:], token) != len(s.Token) {
			return fmt.Errorf("the token of a session of %s has %d bytes", s.Account, len(token))
		}
		s.Began, s.Seen = time.Unix(0, began).UTC(), time.Unix(0, seen).UTC()
		all = append(all, s)
		return nil
	}, sql.Named("after", after.UnixNano()))
	return all, err
}

// Use notes that a session was used.
func (a Accounts) Use(ctx context.Context, t accounts.Token, at time.Time) error {
	_, err := a.run(ctx, "UseSession", sql.Named("token", t[:]), sql.Named("at", at.UnixNano()))
	return err
}

// End ends a session.
func (a Accounts) End(ctx context.Context, t accounts.Token) error {
	_, err := a.run(ctx, "EndSession", sql.Named("token", t[:]))
	return err
}

// EndAll ends the sessions of an account.
func (a Accounts) EndAll(ctx context.Context, name string) error {
	_, err := a.run(ctx, "EndSessions", sql.Named("key", accounts.Key(name)))
	return err
}

// Try notes a try in the name of a key, unless it must wait. The transaction
// writes from its first statement on, so that no two see the same tries.
func (a Accounts) Try(ctx context.Context, key string, at time.Time, p accounts.Pace) (time.Duration, error) {
	var wait time.Duration
	err := a.change(ctx, func(tx *sql.Tx) error {
		var (
			tries int
			last  int64
		)
		err := tx.QueryRowContext(ctx, a.store.queries["Tries"], sql.Named("key", key)).Scan(&tries, &last)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if wait, tries = p.Next(tries, at.Sub(time.Unix(0, last))); wait > 0 {
			return nil
		}
		_, err = a.exec(ctx, tx, "SetTries", sql.Named("key", key), sql.Named("tries", tries), sql.Named("last", at.UnixNano()))
		return err
	})
	return wait, err
}

// Forgive takes back so many tries of a key.
func (a Accounts) Forgive(ctx context.Context, key string, tries int) error {
	_, err := a.run(ctx, "Forgive", sql.Named("key", key), sql.Named("tries", tries))
	return err
}

// Claim keeps that somebody looks at an entry.
func (a Accounts) Claim(ctx context.Context, c accounts.Claim) error {
	return a.ofAccount(ctx, c.Account, "Claim", "", sql.Named("entry", c.Entry), sql.Named("at", c.At.UnixNano()))
}

// Claims gives who looks at an entry since a time, by name.
func (a Accounts) Claims(ctx context.Context, entry string, since time.Time) ([]accounts.Claim, error) {
	var all []accounts.Claim
	err := a.each(ctx, "Claims", func(row scanner) error {
		var (
			c  accounts.Claim
			at int64
		)
		err := row.Scan(&c.Account, &c.Entry, &at)
		c.At = time.Unix(0, at).UTC()
		all = append(all, c)
		return err
	}, sql.Named("entry", entry), sql.Named("since", since.UnixNano()))
	return all, err
}

// Sweep removes what is over.
func (a Accounts) Sweep(ctx context.Context, began, seen time.Time) error {
	return a.change(ctx, func(tx *sql.Tx) error {
		for query, args := range map[string][]any{
			"SweepSessions": {sql.Named("began", began.UnixNano()), sql.Named("seen", seen.UnixNano())},
			"SweepTries":    {sql.Named("seen", seen.UnixNano())},
			"SweepClaims":   {sql.Named("seen", seen.UnixNano())},
		} {
			if _, err := a.exec(ctx, tx, query, args...); err != nil {
				return err
			}
		}
		return nil
	})
}
