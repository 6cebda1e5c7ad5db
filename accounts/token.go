package accounts

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
)

// tokenLength is how many random bytes a token has.
const tokenLength = 32

// Token is the SHA-256 of a session's token. Who reads it cannot sign in with
// it; as the token is random, it needs no salt.
type Token [sha256.Size]byte

// NewToken makes a token from random.
func NewToken(random io.Reader) (string, error) {
	b := make([]byte, tokenLength)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// HashToken gives what is kept of a token; false if this cannot be one.
func HashToken(token string) (Token, bool) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(b) != tokenLength {
		return Token{}, false
	}
	return sha256.Sum256(b), true
}

// FormToken gives what the forms of whoever holds a token carry, so that no
// other site can send them. It is another text each time, so that the length
// of a compressed page says nothing of it (the BREACH attack).
func FormToken(token string, random io.Reader) (string, error) {
	pad := make([]byte, sha256.Size)
	if _, err := io.ReadFull(random, pad); err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	out := make([]byte, 2*sha256.Size)
	copy(out, pad)
	subtle.XORBytes(out[sha256.Size:], pad, formKey(token))
	return base64.RawURLEncoding.EncodeToString(out), nil
}

// CheckForm reports whether a form carries what FormToken gave for a token.
func CheckForm(token, form string) bool {
	b, err := base64.RawURLEncoding.Strict().DecodeString(form)
	if err != nil || len(b) != 2*sha256.Size || token == "" {
		return false
	}
	subtle.XORBytes(b[sha256.Size:], b[:sha256.Size], b[sha256.Size:])
	return hmac.Equal(b[sha256.Size:], formKey(token))
}

func formKey(token string) []byte {
	m := hmac.New(sha256.New, []byte(token))
	_, _ = m.Write([]byte("demarche form")) // a hash takes everything
	return m.Sum(nil)
}
