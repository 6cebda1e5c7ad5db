package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/exports"
)

const (
	// mostExports is how many exports are written at a time.
	mostExports = 2
	// stalled is how long a client may take none of an export.
	stalled = time.Minute
	// slowest is how many bytes a second a client takes at least, beyond that
	// minute: who takes an export drop by drop keeps others from theirs.
	slowest = 8 << 10
)

// exportOperation writes what passes a filter in a form of package exports, as it comes.
func exportOperation() operation {
	form := pathParam("form", "the form; docs/exports.md tells what is in each", "csv")
	var media []string
	for _, f := range exports.Forms() {
		form.Enum = append(form.Enum, f.Name)
		if !slices.Contains(media, f.Media) {
			media = append(media, f.Media)
		}
	}
	return operation{
		ID: "export", Path: "/api/export/{form}", Summary: "Everything that passes a filter, in a form that other programs read, written as it comes",
		Params: slices.Concat([]param{form, stateParam("a state that has any part in the entry")}, endParams(), timeParams(),
			[]param{{Name: "kind", About: "kinds of record, separated by commas; all that the form holds if absent"}}, narrowParams()),
		Answer: reflect.TypeFor[string](), Media: media,
	}
}

// export answers with an export.
func (s *service) export(o operation) http.Handler {
	turns := make(chan struct{}, mostExports)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in, err := o.read(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		form, err := exports.Find(in["form"])
		if err != nil {
			s.fail(w, r, err)
			return
		}
		tag, err := s.exportTag(r.Context(), in)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if Has(r, tag) {
			w.Header().Set("ETag", tag)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		select {
		case turns <- struct{}{}:
			defer func() { <-turns }()
		default:
			s.fail(w, r, &demarche.Error{Code: demarche.NotYet, Op: "export", Detail: "other exports are being written", Hint: "ask again in a while"})
			return
		}
		s.stream(w, r, form, in, tag)
	})
}

// exportTag names an export: it changes when the ledger grows.
func (s *service) exportTag(ctx context.Context, in input) (string, error) {
	basis, err := s.answers.Basis(ctx)
	if err != nil {
		return "", err
	}
	question, err := json.Marshal(in)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(fmt.Appendf(question, " %d %s", basis.Line, basis.Day))
	return `W/"` + hex.EncodeToString(sum[:12]) + `"`, nil
}

// stream writes an export. What goes wrong after the first bytes ends the
// connection, so that half an export is not taken for a whole one.
func (s *service) stream(w http.ResponseWriter, r *http.Request, form exports.Form, in input, tag string) {
	filter, err := s.filter(in)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	narrowed, done, err := s.narrowed(r.Context(), in)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer done()
	out := &slowly{w: w, now: time.Now, begin: func() {
		h := w.Header()
		h.Set("Content-Type", form.Media)
		h.Set("Content-Disposition", `attachment; filename="demarche.`+form.Extension+`"`)
		h.Set("Cache-Control", "no-cache")
		h.Set("ETag", tag)
	}}
	_, err = form.Write(r.Context(), narrowed.answers, filter, out)
	switch {
	case err == nil:
		out.start()
	case !out.begun:
		s.fail(w, r, err)
	default:
		if r.Context().Err() == nil {
			s.log.ErrorContext(r.Context(), "an export failed", "form", form.Name, "error", err)
		}
		panic(http.ErrAbortHandler)
	}
}

// slowly gives a client time for each piece, however long the whole takes to
// make; the time that it takes to read them is bounded by how much they are.
type slowly struct {
	w       http.ResponseWriter
	now     func() time.Time
	begin   func()
	begun   bool
	written int           // bytes that were taken
	waited  time.Duration // for the client
}

func (s *slowly) start() {
	if !s.begun {
		s.begun = true
		s.begin()
	}
}

// errSlow tells that a client takes an export too slowly.
var errSlow = errors.New("the client takes the export too slowly")

// Write implements io.Writer.
func (s *slowly) Write(p []byte) (int, error) {
	s.start()
	left := stalled + time.Duration(s.written)*time.Second/slowest - s.waited
	if left <= 0 {
		return 0, errSlow
	}
	begin := s.now()
	// A writer that knows no deadline keeps the one that it has.
	_ = http.NewResponseController(s.w).SetWriteDeadline(begin.Add(min(left, stalled)))
	n, err := s.w.Write(p)
	s.written += n
	s.waited += s.now().Sub(begin)
	return n, err
}

// IsStream reports whether an address is answered piece by piece, so that the
// answer must not be held back until all of it is there.
func IsStream(path string) bool { return strings.HasPrefix(path, "/api/export/") }
