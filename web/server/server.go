package server

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
	"demarche/api"
	"demarche/ask"
	"demarche/web"
)

// New gives the pages and the API of a ledger as one handler. now gives the
// time from which "today" is taken; failures are written to log. hosts are the
// names, beside localhost and IP addresses, under which the server is reached.
func New(a *answers.Answers, words *ask.Words, now func() time.Time, log *slog.Logger, hosts ...string) (http.Handler, error) {
	return NewSite(a, words, now, log, Options{Hosts: hosts})
}

// Options say under which names a server is reached, and who may do what.
type Options struct {
	Hosts   []string       // names, beside localhost and IP addresses
	Desk    *accounts.Desk // where reviewers sign in; nil if nobody can
	Closed  bool           // only who is signed in may read
	Proxied bool           // a proxy in front of the server tells who asks, and whether over TLS
	Random  io.Reader      // crypto/rand if nil
	Limit   Limit          // how often one client may ask
	Meter   *Meter         // counts what is asked; nil for nothing
	Journal bool           // a line in the log for each request

	Audiences *Audiences // what teams see beyond what everybody does; nil where all see the same
}

// NewSite gives the same with the pages on which reviewers sign in and decide.
func NewSite(a *answers.Answers, words *ask.Words, now func() time.Time, log *slog.Logger, o Options) (http.Handler, error) {
	log = WithRequest(log)
	compress, err := gzhttp.NewWrapper()
	if err != nil {
		return nil, err
	}
	door := &web.Door{Desk: o.Desk, Closed: o.Closed, Proxied: o.Proxied, Random: o.Random, Log: log}
	if door.Random == nil {
		door.Random = rand.Reader
	}
	seen := func(a *answers.Answers, teams []string) (http.Handler, *web.Pages, error) {
		questions, err := api.Handler(a, words, log)
		if err != nil {
			return nil, nil, err
		}
		mux := http.NewServeMux()
		mux.Handle("/api/", questions)
		mux.Handle("/openapi.json", questions)
		mux.Handle("/feeds/", questions)
		Probes(mux, a)
		mux.Handle("/api/operations", operated(questions, door, log))
		pages := web.NewFor(teams, a, words, now, log, door)
		mux.Handle("/", pages)
		return mux, pages, nil
	}
	all, pages, err := seen(a, nil)
	if err != nil {
		return nil, err
	}
	if o.Audiences != nil {
		all = &audiences{Audiences: *o.Audiences, public: all, now: now, log: log, kept: make(map[string]*audience),
			site: func(a *answers.Answers, teams []string) (http.Handler, error) {
				h, _, err := seen(a, teams)
				return h, err
			}}
	}
	site := limited(guard(door.Handler(compress(tagged(all))), o.Hosts, log), o.Limit, door.Client, now, log)
	if o.Meter != nil {
		site = o.Meter.metered(site, now)
	}
	if o.Journal {
		site = journaled(site, log, now)
	}
	return &Site{numbered(site, door.Random, o.Proxied), pages}, nil
}

// operated answers how the work goes to those alone who may see it.
func operated(next http.Handler, door *web.Door, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ok, err := door.MayOperate(r)
		if err != nil {
			log.ErrorContext(r.Context(), "who asks could not be looked up", "error", err, "hint", demarche.HintOf(err))
			web.Unknowable(w)
			return
		}
		if !ok {
			api.WriteProblem(w, http.StatusForbidden, demarche.Invalid, "how the work goes is for an admin of this server", "sign in as one, and open this address again; or ask on the computer of the server: demarche jobs --json")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Site is the pages and the API of a ledger.
type Site struct {
	http.Handler
	pages *web.Pages
}

// Warm makes the pages that are most asked for before anybody asks, and again
// when the ledger has changed, until the context ends.
func (s *Site) Warm(ctx context.Context) { s.pages.Warm(ctx) }
