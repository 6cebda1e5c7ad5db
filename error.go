package demarche

import (
	"errors"
	"fmt"
	"strings"
)

// Code says what kind of failure an Error is. The command line maps it to an
// exit status and the API to an HTTP status, each in one place.
type Code string

// The codes of errors.
const (
	Invalid     Code = "invalid"     // the input or the question is malformed
	NotFound    Code = "not_found"   // what was named does not exist
	Unsupported Code = "unsupported" // well-formed, but not something Demarche reads (a PDF, another language)
	TooLarge    Code = "too_large"   // over a stated limit
	Conflict    Code = "conflict"    // somebody else changed or holds it
	Corrupt     Code = "corrupt"     // stored data fails its own checks
	Newer       Code = "newer"       // written by a newer version of the program
	Storage     Code = "storage"     // the disk or database refused (read-only, full)
	NotYet      Code = "not_yet"     // what it takes is being made; ask again in a while
	Internal    Code = "internal"    // a defect in Demarche
)

// ErrSeveral is behind the Error, to which it adds no words, of a beginning of an id that several ids share.
var ErrSeveral = errors.New("")

// Error is the one error type of Demarche: what failed, at what, why, and what
// the user can do about it.
type Error struct {
	Code   Code
	Op     string // the operation: "read", "add", "open ledger"
	Path   string // the file, address or id concerned, if any
	Detail string // the reason in words
	Hint   string // what to do about it, if anything
	Err    error  // the underlying error, if any
}

// Error gives the whole message on one line, without the hint.
func (e *Error) Error() string {
	var parts []string
	for _, s := range []string{e.Path, e.Detail} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if e.Err != nil && e.Err.Error() != "" {
		parts = append(parts, e.Err.Error())
	}
	if len(parts) == 0 {
		parts = append(parts, string(e.Code))
	}
	return strings.Join(parts, ": ")
}

// Unwrap gives the underlying error.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf gives the code of the first Error in err's chain, Internal if there is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// HintOf gives the first hint in err's chain, or nothing.
func HintOf(err error) string {
	for err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return ""
		}
		if e.Hint != "" {
			return e.Hint
		}
		err = e.Err
	}
	return ""
}

// Errorf makes an Error from a code, the operation and a formatted reason; %w works.
func Errorf(code Code, op, format string, args ...any) *Error {
	wrapped := fmt.Errorf(format, args...)
	return &Error{Code: code, Op: op, Detail: wrapped.Error(), Err: silent{errors.Unwrap(wrapped)}.orNil()}
}

// silent keeps an error in the chain whose words the detail already holds.
type silent struct{ error }

func (s silent) orNil() error {
	if s.error == nil {
		return nil
	}
	return s
}

func (s silent) Error() string { return "" }
func (s silent) Unwrap() error { return s.error }
