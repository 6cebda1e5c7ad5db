package server

import (
	"context"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// requestKey is under what the id of a request lies in its context.
type requestKey struct{}

// numbered gives each request an id, which the answer carries as X-Request-Id
// and every line of the log that concerns the request as "request". Where a
// proxy in front gave one, and is believed, that id is kept.
func numbered(next http.Handler, random io.Reader, proxied bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := ""
		if proxied {
			id = plainID(r.Header.Get("X-Request-Id"))
		}
		if id == "" {
			var b [8]byte
			_, _ = io.ReadFull(random, b[:]) // without chance the id is zeros: it names a request, it guards nothing
			id = hex.EncodeToString(b[:])
		}
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, id)))
	})
}

// maxID is the longest id of a request, in bytes, that is taken from a proxy.
const maxID = 64

// plainID gives an id if it is of letters, digits, "-" and "_" alone, else nothing.
func plainID(id string) string {
	if len(id) > maxID {
		return ""
	}
	for _, c := range id {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
		default:
			return ""
		}
	}
	return id
}

// requestLog adds the id of the request in the context to every line.
type requestLog struct{ slog.Handler }

// WithRequest gives a logger whose lines name the request that they concern,
// where they are written with its context.
func WithRequest(log *slog.Logger) *slog.Logger { return slog.New(requestLog{log.Handler()}) }

// Handle writes a line.
func (l requestLog) Handle(ctx context.Context, r slog.Record) error {
	if id, ok := ctx.Value(requestKey{}).(string); ok {
		r.AddAttrs(slog.String("request", id))
	}
	return l.Handler.Handle(ctx, r) //nolint:wrapcheck // it stands in for the handler itself
}

// WithAttrs and WithGroup keep the id in what they give.
func (l requestLog) WithAttrs(a []slog.Attr) slog.Handler { return requestLog{l.Handler.WithAttrs(a)} }

// WithGroup gives the handler with a group.
func (l requestLog) WithGroup(name string) slog.Handler { return requestLog{l.Handler.WithGroup(name)} }

// journaled writes a line for each request: what was asked, without the
// question's words, which may tell what somebody works on, and how it was answered.
func journaled(next http.Handler, log *slog.Logger, now func() time.Time) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := now()
		b := &begun{ResponseWriter: w, now: now}
		next.ServeHTTP(b, r)
		log.InfoContext(r.Context(), "asked", "method", r.Method, "path", r.URL.Path, "status", b.status, "ms", now().Sub(begin).Milliseconds())
	})
}
