package server

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"demarche"
	"demarche/api"
)

// Limit is how often one client may ask. The zero value sets no limit.
type Limit struct {
	PerSecond float64 // requests in the long run
	Burst     int     // requests at once, at least 1
	Loopback  bool    // clients on the same machine are held to it too
	Together  Counter // counts for several servers together; nil if each counts for itself
}

// Counter counts how often clients ask, for several servers.
type Counter interface {
	// Rate counts a request of a client, or gives how long the client must wait.
	Rate(ctx context.Context, client string, perSecond float64, burst int) (wait time.Duration, err error)
}

// patienceForCount is how long counting together may take: a request waits for it.
const patienceForCount = 250 * time.Millisecond

// mostClients is how many addresses are remembered; of more than that, those
// that have asked nothing for a while are forgotten.
const mostClients = 10_000

// limited answers 429 to a client that asks more often than it may, and says
// when to ask again; every answer tells how often one may ask, and how often one
// still may at once (RateLimit-Policy and RateLimit, as
// draft-ietf-httpapi-ratelimit-headers-10 writes them). A client is an address of version 4, or a network of 64
// bits of version 6, which one client has to itself; address gives it. Assets are
// not counted.
func limited(next http.Handler, limit Limit, address func(*http.Request) string, now func() time.Time, log *slog.Logger) http.Handler {
	if limit.PerSecond <= 0 {
		return next
	}
	l := &limiter{limit: limit, of: newLimiters(), log: log}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client := clientOf(address(r))
		if strings.HasPrefix(r.URL.Path, "/assets/") || client.Addr().IsLoopback() && !limit.Loopback {
			next.ServeHTTP(w, r)
			return
		}
		wait, left := l.together(r.Context(), client, now())
		l.tell(w.Header(), left)
		if wait > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
			refuse(w, r, http.StatusTooManyRequests, demarche.NotYet,
				fmt.Sprintf("this address asks more than %g times a second", limit.PerSecond), "ask again after the time that Retry-After gives, or take an export of the whole")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// clientOf gives the network of an address; the invalid one where it is none.
func clientOf(address string) netip.Prefix {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	a = a.Unmap().WithZone("")
	bits := 32
	if a.Is6() {
		bits = 64
		if a.IsLoopback() {
			bits = 128
		}
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

// limiter holds how often each client has asked.
type limiter struct {
	limit Limit
	mu    sync.Mutex
	of    map[netip.Prefix]*rate.Limiter
	log   *slog.Logger
	told  time.Time // when it was last told that this server counts alone
}

func newLimiters() map[netip.Prefix]*rate.Limiter { return make(map[netip.Prefix]*rate.Limiter) }

// unknown is how many requests a client may still make at once where servers count together.
const unknown = -1

// tell writes how often a client may ask, and how often at once it still may.
func (l *limiter) tell(h http.Header, left int) {
	burst := max(1, l.limit.Burst)
	seconds := func(requests int) int { return int(math.Ceil(float64(requests) / l.limit.PerSecond)) }
	h.Set("RateLimit-Policy", fmt.Sprintf(`"client";q=%d;w=%d`, burst, seconds(burst)))
	if left != unknown {
		h.Set("RateLimit", fmt.Sprintf(`"client";r=%d;t=%d`, left, seconds(burst-left)))
	}
}

// together counts a request for all servers; while that cannot be done each
// counts for itself. It gives how long the client must wait instead, if it must,
// and how often it still may ask at once.
func (l *limiter) together(ctx context.Context, client netip.Prefix, now time.Time) (wait time.Duration, left int) {
	if l.limit.Together == nil {
		return l.wait(client, now)
	}
	brief, cancel := context.WithTimeout(ctx, patienceForCount)
	defer cancel()
	wait, err := l.limit.Together.Rate(brief, client.String(), l.limit.PerSecond, max(1, l.limit.Burst))
	if err == nil {
		return wait, unknown
	}
	if ctx.Err() == nil && l.tells(now) {
		l.log.WarnContext(ctx, "requests are not counted for all servers now; this one counts for itself", "error", err)
	}
	return l.wait(client, now)
}

// tells reports whether it is to be told again that this server counts alone: once a minute.
func (l *limiter) tells(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.told.IsZero() && now.Sub(l.told) < time.Minute {
		return false
	}
	l.told = now
	return true
}

// wait counts a request; it gives how long the client must wait instead, if it
// must, and how often it still may ask at once.
func (l *limiter) wait(client netip.Prefix, now time.Time) (wait time.Duration, left int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	one := l.of[client]
	if one == nil {
		l.forget(now)
		one = rate.NewLimiter(rate.Limit(l.limit.PerSecond), max(1, l.limit.Burst))
		l.of[client] = one
	}
	r := one.ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
	}
	return wait, max(0, int(one.TokensAt(now)))
}

// forget makes room: a client that may ask as often at once as one that never
// asked need not be remembered.
func (l *limiter) forget(now time.Time) {
	if len(l.of) < mostClients {
		return
	}
	for client, one := range l.of {
		if one.TokensAt(now) >= float64(max(1, l.limit.Burst)) {
			delete(l.of, client)
		}
	}
	for client := range l.of { // all of them ask: any will do
		if len(l.of) < mostClients {
			break
		}
		delete(l.of, client)
	}
}

// refuse answers a request that is not served, in the form of what was asked for.
func refuse(w http.ResponseWriter, r *http.Request, status int, code demarche.Code, detail, hint string) {
	if r.URL != nil && (strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, "/feeds/") || r.URL.Path == "/openapi.json") {
		api.WriteProblem(w, status, code, detail, hint)
		return
	}
	http.Error(w, strings.ToUpper(detail[:1])+detail[1:]+".", status)
}
