package accounts

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/secure/precis"

	"demarche"
)

// Role says what an account may do; each role may do what those before it may.
type Role string

// The roles, from the least to the most.
const (
	Reader   Role = "reader"   // reads
	Reviewer Role = "reviewer" // judges entries, and takes back what it decided itself
	Admin    Role = "admin"    // also takes back what others decided, and sees who is signed in
)

// Roles lists the roles, from the least to the most.
func Roles() []Role { return []Role{Reader, Reviewer, Admin} }

// Includes reports whether a role may do what another may.
func (r Role) Includes(other Role) bool {
	at := slices.Index(Roles(), r)
	return at >= 0 && at >= slices.Index(Roles(), other)
}

// ParseRole reads a role.
func ParseRole(text string) (Role, error) {
	if r := Role(text); slices.Contains(Roles(), r) {
		return r, nil
	}
	return "", &demarche.Error{Code: demarche.Invalid, Op: "account", Detail: fmt.Sprintf("%q is not a role", text), Hint: "the roles are reader, reviewer and admin"}
}

// Account is one who signs in. Decisions carry its name.
type Account struct {
	Name     string
	Role     Role
	Password string    // hashed, see HashPassword
	Made     time.Time // UTC
	Removed  time.Time // zero while the account is there
}

// longestName bounds a name, in Unicode code points.
const longestName = 64

// CheckName gives a name as it is kept: in Unicode's composed form, without
// white space around it, and refuses what a reader could not tell from
// another name or see at all (RFC 8266).
func CheckName(name string) (string, error) {
	bad := func(detail string) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "account", Path: name, Detail: detail, Hint: "a name has 1 to 64 letters, digits, signs and spaces, such as \"A. Reviewer\""}
	}
	clean, err := precis.Nickname.String(name)
	switch {
	case err != nil || !strings.ContainsFunc(clean, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		return "", bad("this is no name for an account")
	case utf8.RuneCountInString(clean) > longestName:
		return "", bad(fmt.Sprintf("the name is longer than %d characters", longestName))
	}
	return clean, nil
}

// Key gives what two names share if they are the same but for letter case and
// the form of their characters: only one account may have either. It is empty
// for what is no name.
func Key(name string) string {
	key, err := precis.Nickname.CompareKey(name)
	if err != nil || utf8.RuneCountInString(key) > 4*longestName {
		return ""
	}
	return key
}
