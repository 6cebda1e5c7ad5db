package accounts

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/secure/precis"

	"demarche"
)

// Cost is what it takes to hash a password with Argon2id.
type Cost struct {
	Memory  uint32 // KiB
	Passes  uint32
	Threads uint8
}

// Careful is the cost of the program: above the least that OWASP's Password
// Storage Cheat Sheet asks for (19 MiB, two passes), and some 60 ms of a core.
func Careful() Cost { return Cost{Memory: 32 << 10, Passes: 2, Threads: 1} }

// Bounds of a hash that is read back, so that a row that somebody wrote cannot
// take all memory or time.
const (
	mostMemory = 1 << 20 // KiB
	mostPasses = 100
)

const (
	shortestPassword = 12  // code points, as NIST SP 800-63B asks for at least 8 and rather 15
	longestPassword  = 256 // code points
	saltLength       = 16  // bytes
	hashLength       = 32  // bytes
)

// HashPassword checks that a password will do, and hashes it with a salt from
// random, in the form "$argon2id$v=19$m=32768,t=2,p=1$salt$hash".
func HashPassword(password string, c Cost, random io.Reader) (string, error) {
	bad := func(detail string) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "account", Detail: detail,
			Hint: fmt.Sprintf("a password has %d to %d characters; a few words that nobody would put together are easy to keep in mind", shortestPassword, longestPassword)}
	}
	switch n := utf8.RuneCountInString(password); {
	case n < shortestPassword:
		return "", bad(fmt.Sprintf("the password has %d characters, fewer than %d", n, shortestPassword))
	case n > longestPassword:
		return "", bad(fmt.Sprintf("the password has more than %d characters", longestPassword))
	case strings.Count(password, password[:1]) == len(password):
		return "", bad("the password is one character over and over")
	}
	form, err := passwordForm(password)
	if err != nil {
		return "", bad("the password holds characters that cannot be typed again")
	}
	salt := make([]byte, saltLength)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hashed{cost: c, salt: salt, hash: c.hash(form, salt)}.String(), nil
}

// passwordForm gives a password in the form that any keyboard gives it (RFC 8265).
func passwordForm(password string) (string, error) { return precis.OpaqueString.String(password) }

func (c Cost) hash(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, c.Threads, hashLength)
}

// hashed is a hashed password in its parts.
type hashed struct {
	cost       Cost
	salt, hash []byte
}

// String writes the parts in the form of the reference implementation of Argon2.
func (h hashed) String() string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.cost.Memory, h.cost.Passes, h.cost.Threads, b.EncodeToString(h.salt), b.EncodeToString(h.hash))
}

var errHash = errors.New("this is no hashed password of a kind that is known")

// parseHashed reads what String writes.
func parseHashed(text string) (hashed, error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return hashed{}, errHash
	}
	var h hashed
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &h.cost.Memory, &h.cost.Passes, &h.cost.Threads); n != 3 || err != nil {
		return hashed{}, errHash
	}
	var err1, err2 error
	h.salt, err1 = base64.RawStdEncoding.DecodeString(parts[4])
	h.hash, err2 = base64.RawStdEncoding.DecodeString(parts[5])
	c := h.cost
	if err1 != nil || err2 != nil || len(h.salt) < 8 || len(h.hash) != hashLength || c.Memory < 8 || c.Memory > mostMemory ||
		c.Passes < 1 || c.Passes > mostPasses || c.Threads < 1 || h.String() != text {
		return hashed{}, errHash
	}
	return h, nil
}

// is reports whether a password is the hashed one, in a time that does not
// depend on how much of it is.
func (h hashed) is(password string) bool {
	form, err := passwordForm(password)
	if err != nil {
		form = "" // which no password is; it is hashed nevertheless, and takes as long
	}
	return subtle.ConstantTimeCompare(h.cost.hash(form, h.salt), h.hash) == 1 && err == nil
}
