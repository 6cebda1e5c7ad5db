package web

import (
	"context"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"demarche/answers"
)

const (
	// lookAgain is how often is looked whether the ledger has changed.
	lookAgain = 2 * time.Second
	// settled is for how long nothing was added when pages are made anew.
	settled = 5 * time.Second
	// listPages is how many pages of a list are made ahead.
	listPages = 10
)

// Pages are the pages of a ledger, as a handler that can make those that are
// most asked for before anybody asks.
type Pages struct {
	http.Handler
	site *site
}

// Warm makes the pages that are most asked for, one after the other, and again
// whenever the ledger or the day has changed and nothing was added for a while.
// It ends with the context.
func (p *Pages) Warm(ctx context.Context) {
	made, known := "", false
	for last, since := "", p.site.now(); ctx.Err() == nil; {
		version, err := p.site.answers.Version(ctx)
		version += " " + string(p.site.today())
		if version != last {
			last, since = version, p.site.now()
		}
		switch ready := p.site.answers.Ready(); {
		case err == nil && ready && version != made && (made == "" || p.site.now().Sub(since) >= settled):
			made, known = version, true
			p.visit(ctx, version)
			p.learn(ctx)
			debug.FreeOSMemory() // what that left is cleared away now, and not while readers wait
		case !ready && !known: // that takes a while
			known = true
			p.learn(ctx)
		}
		select {
		case <-ctx.Done():
		case <-time.After(lookAgain):
		}
	}
}

// learn finds out ahead what every search, and every list of open questions, needs.
func (p *Pages) learn(ctx context.Context) {
	p.site.answers.WarmSearch(ctx)
	p.site.answers.WarmQuestions(ctx)
}

// visit asks for each page while the ledger stays as it is.
func (p *Pages) visit(ctx context.Context, version string) {
	for _, address := range p.site.popular(ctx) {
		now, err := p.site.answers.Version(ctx)
		if err != nil || now+" "+string(p.site.today()) != version {
			return
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			continue
		}
		r.Header.Set("Accept-Encoding", "gzip")
		p.make(r)
	}
}

// make answers a request that nobody made. A page that fails is made again by
// whoever asks for it; one that panics must not end the server.
func (p *Pages) make(r *http.Request) {
	defer func() {
		if v := recover(); v != nil {
			p.site.log.ErrorContext(r.Context(), "a page made ahead failed", "path", r.URL.Path, "panic", v, "stack", string(debug.Stack()))
		}
	}()
	p.ServeHTTP(&discarding{header: make(http.Header)}, r)
}

// popular lists the addresses of the pages that are most asked for.
func (s *site) popular(ctx context.Context) []string {
	out := []string{"/", "/flights", "/places", "/promises", "/gaps", "/timeline", "/counts", "/quotes", "/offices", "/sources", "/gaps/answered", "/about", "/exports", "/first", "/?reviewed=yes"}
	for _, w := range answers.ClaimWords() {
		out = append(out, address("/first", "what", w))
	}
	for _, path := range []string{"/flights", "/promises", "/gaps", "/timeline", "/counts", "/quotes", "/offices", "/gaps/answered"} {
		for n := range listPages {
			out = append(out, address(path, "page", strconv.Itoa(n+1)))
		}
	}
	states, err := s.answers.StateCodes(ctx)
	if err != nil {
		return out
	}
	for _, path := range []string{"/flights", "/gaps", "/promises", "/timeline", "/counts"} {
		for _, st := range states {
			out = append(out, address(path, "state", string(st)))
		}
	}
	for _, st := range states {
		out = append(out, stateHref(st))
	}
	return out
}

// discarding takes an answer that nobody reads.
type discarding struct{ header http.Header }

func (d *discarding) Header() http.Header         { return d.header }
func (d *discarding) Write(b []byte) (int, error) { return len(b), nil }
func (d *discarding) WriteHeader(int)             {}
