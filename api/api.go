package api

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/ask"
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
		mux.Handle("GET "+o.Path, s.handle(o))
	}
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, "application/json", description)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			writeProblem(w, problem{Title: http.StatusText(http.StatusMethodNotAllowed), Status: http.StatusMethodNotAllowed, Detail: "this API only answers questions", Code: demarche.Invalid})
			return
		}
		s.fail(w, r, &demarche.Error{Code: demarche.NotFound, Op: "api", Detail: "there is no such question", Hint: "see /openapi.json"})
	})
	return mux, nil
}

// handle turns an operation into a handler.
func (s *service) handle(o operation) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in, err := o.read(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		b, err := s.answer(r.Context(), o, in)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		writeJSON(w, http.StatusOK, "application/json", b)
	})
}

// answer gives the answer of an operation as JSON, from memory if it was given
// before and nothing came since that could change it.
func (s *service) answer(ctx context.Context, o operation, in input) ([]byte, error) {
	basis, err := s.answers.Basis(ctx)
	if err != nil {
		return nil, err
	}
	question, err := json.Marshal(in) // names in order
	if err != nil {
		return nil, err
	}
	key := o.ID + string(question)
	if b := s.kept.get(basis, key); b != nil {
		return b, nil
	}
	answer, err := o.run(s, ctx, in)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(answer); err != nil {
		return nil, err
	}
	s.kept.put(basis, key, b.Bytes())
	return b.Bytes(), nil
}

func writeJSON(w http.ResponseWriter, status int, contentType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "no-cache") // ask again; the ETag answers cheaply
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may be gone; nobody is left to tell
}

// input is what a request asks: the value of each parameter, "" where it is not given.
type input map[string]string

// read takes the parameters of an operation from a request. A parameter that
// the operation does not have is an error: a misspelt one would otherwise be
// answered as if it had not been asked.
func (o operation) read(r *http.Request) (input, error) {
	in := make(input)
	for name, values := range r.URL.Query() {
		i := slices.IndexFunc(o.Params, func(p param) bool { return p.Name == name && !p.inPath() })
		switch {
		case i < 0:
			return nil, invalid("there is no parameter %q here; there are %s", clip(name), o.paramNames())
		case len(values) > 1:
			return nil, invalid("the parameter %q is given twice", name)
		}
		in[name] = strings.TrimSpace(values[0])
	}
	for _, p := range o.Params {
		if p.inPath() {
			in[p.Name] = r.PathValue(p.Name)
		}
		if p.Required && in[p.Name] == "" {
			return nil, invalid("the parameter %q is missing", p.Name)
		}
	}
	return in, nil
}

func (o operation) paramNames() string {
	var names []string
	for _, p := range o.Params {
		if !p.inPath() {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

func clip(s string) string {
	if len(s) <= 60 {
		return s
	}
	return strings.ToValidUTF8(s[:60], "") + "..."
}
