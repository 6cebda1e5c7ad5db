package api

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"demarche"
	"demarche/alerts"
	"demarche/phrases"
)

// Media types of feeds.
const (
	atomMedia     = "application/atom+xml"
	calendarMedia = "text/calendar"
)

// asked under this name an input holds the address of the site as the client wrote it.
const siteKey = " site"

// document is an answer that is no JSON.
type document []byte

// feedOperations lists what changed, for readers of feeds and calendars.
func feedOperations() []operation {
	params := []param{
		stateParam("a state that has a part in the change"),
		{Name: "kind", About: "kinds of change, separated by commas: position, gap, flight; all if absent"},
		{Name: "question", About: "of positions: people and means, such as own/military_aircraft, third or any/land", Example: "own/military_aircraft"},
	}
	return []operation{
		{
			ID: "feedAtom", Path: "/feeds/atom", Summary: "What changed, the newest hundred, as an Atom feed: changes of the answer, never a new copy",
			Params: params, Answer: reflect.TypeFor[string](), Media: []string{atomMedia},
			run: func(s *service, ctx context.Context, in input) (any, error) {
				changes, asked, err := s.recent(ctx, in)
				if err != nil {
					return nil, err
				}
				b, err := alerts.Atom(changes, in[siteKey], in.address("/feeds/atom", "state", "kind", "question"), asked.key, asked.about)
				return document(b), err
			},
		},
		{
			ID: "feedCalendar", Path: "/feeds/calendar.ics", Summary: "What changed, the newest hundred, as a calendar (iCalendar)",
			Params: params, Answer: reflect.TypeFor[string](), Media: []string{calendarMedia},
			run: func(s *service, ctx context.Context, in input) (any, error) {
				changes, asked, err := s.recent(ctx, in)
				if err != nil {
					return nil, err
				}
				b, err := alerts.Calendar(changes, in[siteKey], asked.about)
				return document(b), err
			},
		},
	}
}

// feedAsked is which changes a feed is asked for.
type feedAsked struct {
	alerts.Filter
	about string // in words
	key   string // the same, of which the id of the feed is made
}

// recent gives the changes that a request asks for, and says which they are.
func (s *service) recent(ctx context.Context, in input) ([]alerts.Change, feedAsked, error) {
	asked, err := s.changeFilter(in)
	if err != nil {
		return nil, asked, err
	}
	changes, err := alerts.Recent(ctx, s.answers, asked.Filter, s.words.States.Name, s.answers.Now())
	return changes, asked, err
}

// address gives a path with some of the parameters that were asked with.
func (in input) address(path string, names ...string) string {
	q := url.Values{}
	for _, name := range names {
		if in[name] != "" {
			q.Set(name, in[name])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// changeFilter reads which changes are asked for.
func (s *service) changeFilter(in input) (f feedAsked, err error) {
	var about, key []string
	tell := func(words, code string) { about, key = append(about, words), append(key, code) }
	state, err := s.words.State(in["state"])
	if err != nil {
		return f, err
	}
	if state != "" {
		f.States = []demarche.State{state}
		tell(s.words.States.Name(state), s.words.States.Name(state))
	}
	for name := range strings.SplitSeq(in["kind"], ",") {
		k := alerts.Kind(strings.TrimSpace(name))
		switch {
		case k == "" || slices.Contains(f.Kinds, k):
		case slices.Contains(alerts.Kinds(), k):
			f.Kinds = append(f.Kinds, k)
			tell(k.Words(), string(k)+"s")
		default:
			return f, invalid("%q is no kind of change; there are position, gap and flight", clip(string(k)))
		}
	}
	people, means, _ := strings.Cut(in["question"], "/")
	f.People, f.Means = demarche.People(strings.TrimSpace(people)), demarche.Means(strings.TrimSpace(means))
	if err := f.Check(); err != nil {
		return f, invalid("question: %w", err)
	}
	if in["question"] != "" {
		tell(phrases.Names(s.words.States.Name).Topic(cmp.Or(f.People, demarche.AnyPeople), f.Means, "", nil, ""), in["question"])
	}
	if len(about) == 0 {
		tell("all states", "all states")
	}
	f.about, f.key = strings.Join(about, ", "), strings.Join(key, ", ")
	return f, nil
}

// siteOf gives the address of the site as a client wrote it. Which hosts may be
// written is checked before; a proxy in front tells whether TLS was spoken, on
// which nothing but links depends.
func siteOf(r *http.Request) string {
	if r.Host == "" {
		return ""
	}
	scheme := "http"
	if r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https") {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}
