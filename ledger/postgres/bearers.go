package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/accounts"
)

// instant gives a time as it is kept: 0 for none.
func instant(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

// since1970 gives a time that was kept.
func since1970(nanoseconds int64) time.Time {
	if nanoseconds == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanoseconds).UTC()
}

// AddBearer keeps a token of an account that is there.
func (a Accounts) AddBearer(ctx context.Context, b accounts.Bearer) error {
	if _, _, err := a.Bearer(ctx, b.ID); err == nil {
		return &demarche.Error{Code: demarche.Conflict, Op: "token", Path: b.ID, Detail: "a token has this name"}
	}
	return a.ofAccount(ctx, b.Account, "AddBearer", nil, named{"id": b.ID, "token": b.Token[:], "role": string(b.Role),
		"purpose": b.For, "made": instant(b.Made), "ends": instant(b.Ends)})
}

// Bearer gives a token and its account.
func (a Accounts) Bearer(ctx context.Context, id string) (accounts.Bearer, accounts.Account, error) {
	b, x, err := scanBearer(a.store.anywhere(ctx).row("Bearer", named{"id": id}))
	if errors.Is(err, errNoRow) {
		err = noToken(id)
	}
	return b, x, a.store.explain("accounts", err)
}

func noToken(id string) error {
	return &demarche.Error{Code: demarche.NotFound, Op: "token", Path: id, Detail: "there is no such token", Hint: "demarche account token list lists them"}
}

func scanBearer(row scanner) (accounts.Bearer, accounts.Account, error) {
	var (
		b                accounts.Bearer
		token            []byte
		made, ends, seen int64
	)
	x, err := scanAccount(row, &b.ID, &token, &b.Role, &b.For, &made, &ends, &seen)
	if err == nil && copy(b.Token[:], token) != len(b.Token) {
		err = fmt.Errorf("the token %s has %d bytes", b.ID, len(token))
	}
	b.Account, b.Made, b.Ends, b.Seen = x.Name, since1970(made), since1970(ends), since1970(seen)
	return b, x, err
}

// Bearers lists the tokens of all accounts, by account and time.
func (a Accounts) Bearers(ctx context.Context) ([]accounts.Bearer, error) {
	all, err := list(a.store.anywhere(ctx), "Bearers", nil, func(row scanner) (accounts.Bearer, error) {
		b, _, err := scanBearer(row)
		return b, err
	})
	return all, a.store.explain("accounts", err)
}

// UseBearer notes that a token was used.
func (a Accounts) UseBearer(ctx context.Context, id string, at time.Time) error {
	_, err := a.run(ctx, "UseBearer", named{"id": id, "at": instant(at)})
	return err
}

// Revoke ends a token.
func (a Accounts) Revoke(ctx context.Context, id string) error {
	n, err := a.run(ctx, "Revoke", named{"id": id})
	if err == nil && n == 0 {
		err = noToken(id)
	}
	return err
}
