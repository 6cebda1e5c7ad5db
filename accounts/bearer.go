package accounts

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"demarche"
)

// Bearer is a token with which a program asks in the name of an account (RFC
// 6750). It may do what both its own role and that of its account allow, until
// it ends, is revoked, or the account is removed. The token itself is nowhere
// but with the program.
type Bearer struct {
	ID      string    // names it where it is listed and revoked, and at the beginning of its token
	Token   Token     // hash of the secret part
	Account string    // name
	Role    Role      // reader or reviewer
	For     string    // what it is for, in the words of who made it
	Made    time.Time // UTC
	Ends    time.Time // UTC; zero if it holds until it is revoked
	Seen    time.Time // when it was last used, to a minute or so; zero if never
}

// Holds reports whether a token holds at a time.
func (b Bearer) Holds(at time.Time) bool { return b.Ends.IsZero() || at.Before(b.Ends) }

// bearerPrefix begins each token, so that one that lies where it should not is
// found by those who look for secrets.
const bearerPrefix = "demarche_"

// Lengths of the name of a token, in bytes, and of what it is for, in Unicode code points.
const (
	bearerName = 6
	longestFor = 120
)

// Grant makes a token for an account. It gives what is kept and the token,
// which nobody can read again.
func (d *Desk) Grant(ctx context.Context, b Bearer) (Bearer, string, error) {
	var err error
	switch b.For = strings.Join(strings.Fields(b.For), " "); {
	case b.Role != Reader && b.Role != Reviewer:
		err = &demarche.Error{Code: demarche.Invalid, Op: "token", Detail: fmt.Sprintf("a token is of no %q", b.Role), Hint: "the roles of tokens are reader and reviewer; what an admin does is done by a person"}
	case !utf8.ValidString(b.For) || b.For == "" || utf8.RuneCountInString(b.For) > longestFor:
		err = &demarche.Error{Code: demarche.Invalid, Op: "token", Detail: fmt.Sprintf("what a token is for has 1 to %d characters", longestFor), Hint: "say which program asks with it, such as \"wall of the newsroom\""}
	case !b.Holds(d.now()):
		err = &demarche.Error{Code: demarche.Invalid, Op: "token", Detail: "the token would end before it is used"}
	}
	if err != nil {
		return Bearer{}, "", err
	}
	a, err := d.Account(ctx, b.Account)
	if err != nil {
		return Bearer{}, "", err
	}
	if !a.Role.Includes(b.Role) {
		return Bearer{}, "", &demarche.Error{Code: demarche.Invalid, Op: "token", Path: a.Name, Detail: fmt.Sprintf("a token of a %s cannot be made for a %s", b.Role, a.Role), Hint: "give the account another role with demarche account role, or the token a lesser one"}
	}
	secret, err := NewToken(d.random)
	if err != nil {
		return Bearer{}, "", err
	}
	name := make([]byte, bearerName)
	if _, err := io.ReadFull(d.random, name); err != nil {
		return Bearer{}, "", fmt.Errorf("name a token: %w", err)
	}
	b.ID, b.Account, b.Made = hex.EncodeToString(name), a.Name, d.now().UTC()
	b.Token, _ = HashToken(secret)
	return b, bearerPrefix + b.ID + "_" + secret, d.AddBearer(ctx, b)
}

// BearerID gives the id of the token that a text names, which is its id or the
// token itself; not ok if it is neither.
func BearerID(text string) (id string, ok bool) {
	if rest, whole := strings.CutPrefix(text, bearerPrefix); whole {
		text, _, _ = strings.Cut(rest, "_")
	}
	b, err := hex.DecodeString(text)
	return text, err == nil && len(b) == bearerName
}

// Bears gives the visitor who asks with a token, nobody if it is none that
// holds. With an error that only concerns keeping when it was used, it gives
// the visitor too.
func (d *Desk) Bears(ctx context.Context, token string) (Visitor, error) {
	rest, ok := strings.CutPrefix(token, bearerPrefix)
	id, secret, cut := strings.Cut(rest, "_")
	hash, well := HashToken(secret)
	if !ok || !cut || !well {
		return Visitor{}, nil
	}
	return d.granted(ctx, id, func(b Bearer) bool { return subtle.ConstantTimeCompare(b.Token[:], hash[:]) == 1 })
}

// granted gives the visitor of a token that passes a check, with the lesser of
// its role and that of its account.
func (d *Desk) granted(ctx context.Context, id string, is func(Bearer) bool) (Visitor, error) {
	b, a, err := d.Bearer(ctx, id)
	if err != nil {
		if demarche.CodeOf(err) == demarche.NotFound {
			err = nil
		}
		return Visitor{}, err
	}
	now := d.now().UTC()
	if !is(b) || !b.Holds(now) {
		return Visitor{}, nil
	}
	if a.Role.Includes(b.Role) {
		a.Role = b.Role
	}
	if now.Sub(b.Seen) >= fresh {
		brief, cancel := context.WithTimeout(ctx, time.Second) // an answer does not wait for it long
		defer cancel()
		err = d.UseBearer(brief, b.ID, now)
	}
	return Visitor{Account: a, Bearer: b.ID}, err
}

// Key gives what opens a part of a closed site in an address, where a program
// can send nothing else: a frame on another page, a reader of feeds. It opens
// that part alone - an embedded entry, or the feeds -, for as long as the token
// holds, and the token cannot be made of it.
func (b Bearer) Key(part string) string {
	m := hmac.New(sha256.New, b.Token[:])
	_, _ = io.WriteString(m, "demarche part\n"+part) // a hash takes everything
	return b.ID + "." + base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// Opens gives the visitor who asks for a part of the site by a key in the
// address: somebody who reads, whatever the role of the token; nobody if it
// does not open that part.
func (d *Desk) Opens(ctx context.Context, key, part string) (Visitor, error) {
	id, _, _ := strings.Cut(key, ".")
	v, err := d.granted(ctx, id, func(b Bearer) bool { return hmac.Equal([]byte(b.Key(part)), []byte(key)) })
	if v.SignedIn() {
		v.Role = Reader
	}
	return v, err
}

// KeyName is the parameter of an address that holds a key.
const KeyName = "key"

// PartOf gives the part of a site that a key can open, of which a path is: the
// feeds together, each embedded entry by itself. Everything else takes a token
// or a session.
func PartOf(path string) (part string, ok bool) {
	switch {
	case strings.HasPrefix(path, "/feeds/"):
		return "/feeds/", true
	case strings.HasPrefix(path, "/embed/"):
		return path, true
	}
	return "", false
}
