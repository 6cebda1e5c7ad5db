package accounts

import (
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"time"

	"demarche"
)

// How long a session lasts, whatever is done with it and while nothing is, and
// how exactly it is kept when it was last used.
const (
	Lifetime = 7 * 24 * time.Hour
	Idle     = 12 * time.Hour
	fresh    = time.Minute
)

// Looking is for how long a claim says that somebody looks at an entry.
const Looking = 3 * time.Minute

// hashesAtOnce is how many passwords are hashed at once: each takes memory.
const hashesAtOnce = 2

// ErrWrong is the error of a name or password that is wrong; it does not say which.
var ErrWrong = errors.New("the name or the password is wrong")

// WaitError is the error of one who tried too often.
type WaitError struct{ Wait time.Duration }

func (w WaitError) Error() string { return "too many tries" }

// Visitor is who asks: the account of a session, or of a token that a program
// bears. The zero value is nobody.
type Visitor struct {
	Account
	Token  string // of the session; empty of a program
	Bearer string // names the token that a program bears; empty of a session
}

// SignedIn reports whether the visitor is known.
func (v Visitor) SignedIn() bool { return v.Name != "" }

// May reports whether the visitor may do what a role may.
func (v Visitor) May(r Role) bool { return v.SignedIn() && v.Role.Includes(r) }

// Desk lets people sign in and out by the rules of this package.
type Desk struct {
	Store
	now    func() time.Time
	random io.Reader
	cost   Cost
	room   chan struct{}
	nobody hashed // stands in where no account has the name
}

// NewDesk makes a desk over a store; now and random give time and randomness,
// cost is what hashing a password takes.
func NewDesk(s Store, now func() time.Time, random io.Reader, cost Cost) *Desk {
	return &Desk{
		Store: s, now: now, random: random, cost: cost, room: make(chan struct{}, hashesAtOnce),
		nobody: hashed{cost: cost, salt: make([]byte, saltLength), hash: make([]byte, hashLength)},
	}
}

// Open makes an account.
func (d *Desk) Open(ctx context.Context, name string, r Role, password string) (Account, error) {
	name, err := CheckName(name)
	if err != nil {
		return Account{}, err
	}
	a := Account{Name: name, Role: r, Made: d.now().UTC()}
	if a.Password, err = HashPassword(password, d.cost, d.random); err != nil {
		return Account{}, err
	}
	return a, d.Add(ctx, a)
}

// SignIn begins a session for whoever knows the password, and gives its token.
// It answers in the same way, after the same time, whether the name or the
// password is wrong. Tries count before they are judged, so that many at once
// are no way around.
func (d *Desk) SignIn(ctx context.Context, name, password, address string) (Visitor, error) {
	from, to := addressKey(address), accountKey(name)
	for _, one := range []struct {
		key  string
		pace Pace
	}{{from, addressPace()}, {to, accountPace()}} {
		wait, err := d.Try(ctx, one.key, d.now(), one.pace)
		if err != nil {
			return Visitor{}, err
		}
		if wait > 0 {
			return Visitor{}, WaitError{wait}
		}
	}
	a, err := d.Account(ctx, name)
	if err != nil && demarche.CodeOf(err) != demarche.NotFound {
		return Visitor{}, err
	}
	ok, err := d.knows(ctx, a, password)
	switch {
	case err != nil:
		return Visitor{}, err
	case !ok:
		return Visitor{}, ErrWrong
	}
	v, err := d.begin(ctx, a)
	if err != nil {
		return v, err
	}
	// Of the address only this try: who has an account could else guess at others without end.
	return v, errors.Join(d.Forgive(ctx, from, 1), d.Forgive(ctx, to, math.MaxInt32))
}

// accountKey gives what tries at an account are counted by, for names that
// nobody has too.
func accountKey(name string) string { return "account " + Key(name) }

// knows reports whether a password is that of an account, and takes as long
// where there is none.
func (d *Desk) knows(ctx context.Context, a Account, password string) (bool, error) {
	select {
	case d.room <- struct{}{}:
		defer func() { <-d.room }()
	case <-ctx.Done():
		return false, context.Cause(ctx)
	}
	if len(password) > 4*longestPassword {
		password = "" // no account has such a one; it need not be hashed whole
	}
	h := d.nobody
	if a.Name != "" {
		var err error
		if h, err = parseHashed(a.Password); err != nil {
			return false, &demarche.Error{Code: demarche.Corrupt, Op: "sign in", Path: a.Name, Detail: "the password of the account is damaged", Err: err, Hint: "set another with demarche account password"}
		}
	}
	return h.is(password) && a.Name != "", nil
}

func (d *Desk) begin(ctx context.Context, a Account) (Visitor, error) {
	token, err := NewToken(d.random)
	if err != nil {
		return Visitor{}, err
	}
	kept, _ := HashToken(token)
	now := d.now().UTC()
	if err := d.Sweep(ctx, now.Add(-Lifetime), now.Add(-Idle)); err != nil {
		return Visitor{}, err
	}
	return Visitor{Account: a, Token: token}, d.Begin(ctx, Session{Token: kept, Account: a.Name, Began: now, Seen: now})
}

// Who gives the account of a session's token, nobody if it is none that holds.
// With an error that only concerns keeping when it was used, it gives the account too.
func (d *Desk) Who(ctx context.Context, token string) (Visitor, error) {
	kept, ok := HashToken(token)
	if !ok {
		return Visitor{}, nil
	}
	s, a, err := d.Session(ctx, kept)
	if err != nil {
		if demarche.CodeOf(err) == demarche.NotFound {
			err = nil
		}
		return Visitor{}, err
	}
	now := d.now().UTC()
	if now.Sub(s.Began) >= Lifetime || now.Sub(s.Seen) >= Idle {
		return Visitor{}, d.End(ctx, kept)
	}
	if now.Sub(s.Seen) >= fresh {
		brief, cancel := context.WithTimeout(ctx, time.Second) // a page does not wait for it long
		defer cancel()
		err = d.Use(brief, kept, now)
	}
	return Visitor{Account: a, Token: token}, err
}

// SignedIn lists the sessions that hold, the last used first.
func (d *Desk) SignedIn(ctx context.Context) ([]Session, error) {
	now := d.now().UTC()
	all, err := d.Sessions(ctx, now.Add(-Idle))
	return slices.DeleteFunc(all, func(s Session) bool { return now.Sub(s.Began) >= Lifetime }), err
}

// SignOut ends a session.
func (d *Desk) SignOut(ctx context.Context, v Visitor) error {
	kept, ok := HashToken(v.Token)
	if !ok {
		return nil
	}
	return d.End(ctx, kept)
}

// ChangePassword gives an account another password, if the visitor knows the
// one that it has. All its sessions end, and one begins.
func (d *Desk) ChangePassword(ctx context.Context, v Visitor, old, password string) (Visitor, error) {
	key := accountKey(v.Name)
	wait, err := d.Try(ctx, key, d.now(), accountPace())
	if err != nil {
		return v, err
	}
	if wait > 0 {
		return v, WaitError{wait}
	}
	ok, err := d.knows(ctx, v.Account, old)
	if err != nil {
		return v, err
	}
	if !ok {
		return v, ErrWrong
	}
	if err := d.ResetPassword(ctx, v.Name, password); err != nil {
		return v, err
	}
	return d.begin(ctx, v.Account)
}

// ResetPassword gives an account another password and ends its sessions.
func (d *Desk) ResetPassword(ctx context.Context, name, password string) error {
	hash, err := HashPassword(password, d.cost, d.random)
	if err != nil {
		return err
	}
	return errors.Join(d.SetPassword(ctx, name, hash), d.Forgive(ctx, accountKey(name), math.MaxInt32))
}
