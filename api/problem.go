package api

import (
	"encoding/json"
	"net/http"

	"demarche"
)

// statuses maps the code of an error to an HTTP status; it is read only.
var statuses = map[demarche.Code]int{
	demarche.Invalid:     http.StatusBadRequest,
	demarche.NotFound:    http.StatusNotFound,
	demarche.Unsupported: http.StatusUnprocessableEntity,
	demarche.TooLarge:    http.StatusRequestEntityTooLarge,
	demarche.Conflict:    http.StatusConflict,
	demarche.Corrupt:     http.StatusInternalServerError,
	demarche.Newer:       http.StatusInternalServerError,
	demarche.Storage:     http.StatusServiceUnavailable,
	demarche.NotYet:      http.StatusServiceUnavailable,
	demarche.Internal:    http.StatusInternalServerError,
}

// Status gives the HTTP status of an error of a code.
func Status(c demarche.Code) int {
	if s, ok := statuses[c]; ok {
		return s
	}
	return http.StatusInternalServerError
}

// RetryAfter is in how many seconds a question that could not be answered yet
// is worth asking again.
const RetryAfter = "10"

// problem is an error as RFC 9457 writes it, with the code and the hint of demarche.Error.
type problem struct {
	Type   string        `json:"type"`
	Title  string        `json:"title"`
	Status int           `json:"status"`
	Detail string        `json:"detail"`
	Code   demarche.Code `json:"code"`
	Hint   string        `json:"hint,omitempty"`
}

func invalid(format string, args ...any) error {
	return demarche.Errorf(demarche.Invalid, "api", format, args...)
}

// fail answers with an error. What went wrong inside is told to the log alone.
func (s *service) fail(w http.ResponseWriter, r *http.Request, err error) {
	code := demarche.CodeOf(err)
	p := problem{Title: http.StatusText(Status(code)), Status: Status(code), Detail: err.Error(), Code: code, Hint: demarche.HintOf(err)}
	switch {
	case code == demarche.NotYet:
		w.Header().Set("Retry-After", RetryAfter)
	case p.Status >= http.StatusInternalServerError:
		s.log.ErrorContext(r.Context(), "a question failed", "path", r.URL.Path, "error", err, "hint", p.Hint) // which is for who runs the server
		p.Detail, p.Hint = "the server could not answer; its log says more", ""
	}
	writeProblem(w, p)
}

// WriteProblem answers with an error that no question of the ledger caused.
func WriteProblem(w http.ResponseWriter, status int, code demarche.Code, detail, hint string) {
	writeProblem(w, problem{Title: http.StatusText(status), Status: status, Detail: detail, Code: code, Hint: hint})
}

func writeProblem(w http.ResponseWriter, p problem) {
	p.Type = "about:blank"
	b, err := json.Marshal(p)
	if err != nil { // strings and a number always marshal
		http.Error(w, p.Title, p.Status)
		return
	}
	writeBody(w, p.Status, problemMedia, append(b, '\n'))
}
