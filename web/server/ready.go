package server

import (
	"context"
	"io"
	"net/http"
	"time"

	"demarche/api"
)

// Probes answers supervisors: /healthz (also /livez) whether the program answers
// at all, /readyz whether it can do its work.
func Probes(on *http.ServeMux, of Measured) {
	for _, path := range []string{"GET /healthz", "GET /livez"} {
		on.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { alive(w) })
	}
	on.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { ready(w, of.Ready() && reached(r.Context(), of)) })
}

// alive tells a supervisor that the server answers.
func alive(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "alive\n") // the client may be gone
}

// patienceForHead is how long the ledger may take to give the end of its log.
const patienceForHead = 2 * time.Second

// reached reports whether the ledger answers at all: one on another machine may be out of reach.
func reached(ctx context.Context, of Measured) bool {
	ctx, cancel := context.WithTimeout(ctx, patienceForHead)
	defer cancel()
	_, err := of.Head(ctx)
	return err == nil
}

// ready tells a supervisor whether every question can be answered.
func ready(w http.ResponseWriter, is bool) {
	w.Header().Set("Cache-Control", "no-store")
	if !is {
		w.Header().Set("Retry-After", api.RetryAfter)
		http.Error(w, "the ledger does not answer, or copies and events are still being found", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ready\n") // the client may be gone
}
