package server

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
	"demarche/api"
)

// Audiences says what the teams of those who sign in see beyond what everybody does.
type Audiences struct {
	// Teams gives the names of an account's teams, in order; none if it sees what everybody sees.
	Teams func(ctx context.Context, account string) ([]string, error)
	// Answers gives what teams are answered by, until it is closed.
	Answers func(ctx context.Context, teams []string) (a *answers.Answers, closed func(), err error)
}

const (
	// mostAudiences is of how many sets of teams answers are kept in memory at once.
	mostAudiences = 8
	// audienceIdle is for how long they are kept when nobody of them asks.
	audienceIdle = 30 * time.Minute
)

// audience is a site as the members of some teams see it.
type audience struct {
	http.Handler
	closed func()
	asking int // requests under way
	asked  time.Time
}

// audiences answers each visitor as the visitor's teams see the ledger, and
// everybody else by the public site. In doubt it answers nobody.
type audiences struct {
	Audiences
	public http.Handler
	site   func(a *answers.Answers, teams []string) (http.Handler, error)
	now    func() time.Time
	log    *slog.Logger

	mu   sync.Mutex
	kept map[string]*audience
}

func (s *audiences) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v := accounts.FromContext(r.Context())
	if !v.SignedIn() {
		s.public.ServeHTTP(w, r)
		return
	}
	teams, err := s.Teams(r.Context(), v.Name)
	if err == nil && len(teams) == 0 {
		s.public.ServeHTTP(w, r)
		return
	}
	var seen *audience
	if err == nil {
		seen, err = s.take(r.Context(), teams)
	}
	if err != nil {
		s.log.ErrorContext(r.Context(), "what a visitor's teams see could not be asked", "error", err)
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Retry-After", api.RetryAfter)
		api.WriteProblem(w, http.StatusServiceUnavailable, demarche.NotYet, "what your teams see cannot be asked now", "try again in a moment")
		return
	}
	defer s.give(seen)
	r = r.Clone(r.Context())
	r.Header.Del("If-None-Match") // of an answer to somebody else, perhaps
	seen.ServeHTTP(&unstored{ResponseWriter: w}, r)
}

// take gives the site as teams see it, until it is given back.
func (s *audiences) take(ctx context.Context, teams []string) (*audience, error) {
	key := strings.Join(slices.Sorted(slices.Values(teams)), " ")
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := s.kept[key]
	if seen == nil {
		s.letGo()
		a, closed, err := s.Answers(context.WithoutCancel(ctx), teams)
		if err != nil {
			return nil, err
		}
		h, err := s.site(a, teams)
		if err != nil {
			closed()
			return nil, err
		}
		seen = &audience{Handler: h, closed: closed}
		s.kept[key] = seen
	}
	seen.asking++
	seen.asked = s.now()
	return seen, nil
}

func (s *audiences) give(seen *audience) {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen.asking--
	seen.asked = s.now()
}

// letGo closes what nobody asked for long, and makes room for one more.
func (s *audiences) letGo() {
	var idle []string
	for key, seen := range s.kept {
		if seen.asking == 0 {
			idle = append(idle, key)
		}
	}
	slices.SortFunc(idle, func(a, b string) int { return s.kept[a].asked.Compare(s.kept[b].asked) })
	for _, key := range idle {
		if seen := s.kept[key]; len(s.kept) >= mostAudiences || s.now().Sub(seen.asked) > audienceIdle {
			delete(s.kept, key)
			seen.closed()
		}
	}
}

// unstored has no browser and no proxy keep an answer.
type unstored struct {
	http.ResponseWriter
	begun bool
}

// WriteHeader says so before the answer begins.
func (u *unstored) WriteHeader(status int) {
	if !u.begun {
		u.begun = true
		u.Header().Set("Cache-Control", "no-store")
		u.Header().Del("ETag")
	}
	u.ResponseWriter.WriteHeader(status)
}

// Write begins the answer, if it is not begun.
func (u *unstored) Write(b []byte) (int, error) {
	if !u.begun {
		u.WriteHeader(http.StatusOK)
	}
	return u.ResponseWriter.Write(b)
}

// Unwrap gives what the answer is written to.
func (u *unstored) Unwrap() http.ResponseWriter { return u.ResponseWriter }
