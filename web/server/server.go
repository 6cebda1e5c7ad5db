package server

import (
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"demarche/answers"
	"demarche/api"
	"demarche/ask"
	"demarche/web"
)

// New gives the pages and the API of a ledger as one handler. now gives the
// time from which "today" is taken; failures are written to log. hosts are the
// names, beside localhost and IP addresses, under which the server is reached.
func New(a *answers.Answers, words *ask.Words, now func() time.Time, log *slog.Logger, hosts ...string) (http.Handler, error) {
	questions, err := api.Handler(a, words, log)
	if err != nil {
		return nil, err
	}
	compress, err := gzhttp.NewWrapper()
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/api/", questions)
	mux.Handle("/openapi.json", questions)
	mux.Handle("/feeds/", questions)
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { ready(w, a.Ready()) })
	mux.Handle("/", web.Handler(a, words, now, log))
	return guard(compress(tagged(mux)), hosts, log), nil
}

// ready tells a supervisor whether every question can be answered.
func ready(w http.ResponseWriter, is bool) {
	w.Header().Set("Cache-Control", "no-store")
	if !is {
		w.Header().Set("Retry-After", api.RetryAfter)
		http.Error(w, "copies and events are still being found", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ready\n") // the client may be gone
}
