package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/exports"
)

// service holds what the operations need.
type service struct {
	answers *answers.Answers
	words   *ask.Words
	log     *slog.Logger
	kept    *kept
}

// Handler gives the API over one ledger: everything below /api/, and its own
// description at /openapi.json.
func Handler(a *answers.Answers, words *ask.Words, log *slog.Logger) (http.Handler, error) {
	s := &service{answers: a, words: words, log: log, kept: newKept(mostKept)}
	ops := operations()
	description, err := describe(ops)
	if err != nil {
		return nil, err
	}
	description = append(description, '\n')
	mux := http.NewServeMux()
	for _, o := range ops {
		mux.Handle("GET "+o.Path, s.handler(o))
	}
	mux.HandleFunc("POST "+decidePath, s.decide)
	mux.HandleFunc(decidePath, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Allow", http.MethodPost)
		WriteProblem(w, http.StatusMethodNotAllowed, demarche.Invalid, "here decisions are sent, with POST", "what was decided about an entry is asked at /api/decisions?entry=")
	})
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		writeBody(w, http.StatusOK, jsonMedia, description)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			WriteProblem(w, http.StatusMethodNotAllowed, demarche.Invalid, "there is no such thing to do here", "questions are asked with GET; see /openapi.json")
			return
		}
		s.fail(w, r, &demarche.Error{Code: demarche.NotFound, Op: "api", Detail: "there is no such question", Hint: "see /openapi.json"})
	})
	return short(mux), nil
}

// mostQuery is the longest query, in bytes, that is read.
const mostQuery = 4 << 10

// short refuses questions that are longer than any can need to be.
func short(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n := len(r.URL.RawQuery); n > mostQuery {
			WriteProblem(w, http.StatusRequestURITooLong, demarche.TooLarge, fmt.Sprintf("the question is %d bytes long; %d are read", n, mostQuery), "")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// handler gives the handler of an operation.
func (s *service) handler(o operation) http.Handler {
	if o.ID == "export" {
		return s.export(o)
	}
	return s.handle(o)
}

// handle turns an operation into a handler.
func (s *service) handle(o operation) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in, err := o.read(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if len(o.Media) != 1 {
			w.Header().Add("Vary", "Accept")
		}
		media := o.formFor(r)
		if media == "" {
			WriteProblem(w, http.StatusNotAcceptable, demarche.Unsupported, "this answer is given as "+strings.Join(o.media(), " or "), "leave out Accept, or name one of these")
			return
		}
		if o.Media != nil {
			in[siteKey] = siteOf(r)
		}
		a, err := s.answer(r.Context(), o, in, media)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if a.paged {
			w.Header().Set("X-Total-Count", strconv.Itoa(a.total))
		}
		if a.next != "" {
			w.Header().Set("Link", "<"+a.next+`>; rel="next"`)
		}
		writeBody(w, http.StatusOK, contentType(media), a.body)
	})
}

// reply is an answer as it is written.
type reply struct {
	body  []byte
	paged bool
	total int    // of a list: how long it is in all
	next  string // of a list: address of the next part, empty on the last
}

// answer gives the answer of an operation in a form, from memory if it was given
// before and nothing came since that could change it.
func (s *service) answer(ctx context.Context, o operation, in input, media string) (reply, error) {
	basis, err := s.answers.Basis(ctx)
	if err != nil {
		return reply{}, err
	}
	question, err := json.Marshal(in) // names in order
	if err != nil {
		return reply{}, err
	}
	key := o.ID + " " + media + string(question)
	if a, ok := s.kept.get(basis, key); ok && !o.Live {
		return a, nil
	}
	narrowed, done, err := s.narrowed(ctx, in)
	if err != nil {
		return reply{}, err
	}
	defer done()
	answer, err := o.run(narrowed, ctx, in)
	if err != nil {
		return reply{}, err
	}
	a, err := o.write(answer, media)
	if err == nil && !o.Live {
		s.kept.put(basis, key, a)
	}
	return a, err
}

// write writes an answer in a form.
func (o operation) write(answer any, media string) (reply, error) {
	var a reply
	if p, ok := answer.(part); ok {
		answer, a.paged, a.total, a.next = p.body, true, p.total, p.next
	}
	if d, ok := answer.(document); ok {
		a.body = d
		return a, nil
	}
	var b bytes.Buffer
	var err error
	if media == csvMedia {
		var t exports.Table
		if t, err = o.Table(answer); err == nil {
			err = t.Write(&b)
		}
	} else {
		err = json.NewEncoder(&b).Encode(answer)
	}
	a.body = b.Bytes()
	return a, err
}

func writeBody(w http.ResponseWriter, status int, contentType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "no-cache") // ask again; the ETag answers cheaply
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may be gone; nobody is left to tell
}
