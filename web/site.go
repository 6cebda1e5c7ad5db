package web

import (
	"bytes"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
	"demarche/api"
	"demarche/ask"
)

// site holds what the pages need.
type site struct {
	answers  *answers.Answers
	words    *ask.Words
	names    Names
	now      func() time.Time
	log      *slog.Logger
	assets   assets
	kept     *keptPages
	states   keptStates
	patterns patterns
	lines    *lines
	scales   scales
	arcs     keptArcs
	zippers  zippers
	turns    turns
	proposed keptProposals
	door     *Door    // nil where nobody signs in
	teams    []string // that see these pages; nil for everybody
}

// Handler gives the pages over one ledger; now gives the time from which
// "today" is taken. It serves every path that it is given and answers those
// that it does not know with a page that says so.
func Handler(a *answers.Answers, words *ask.Words, now func() time.Time, log *slog.Logger) http.Handler {
	return New(a, words, now, log, nil)
}

// New gives the same with the pages on which entries are reviewed by those who
// sign in at the door; the caller puts the door in front of it.
func New(a *answers.Answers, words *ask.Words, now func() time.Time, log *slog.Logger, door *Door) *Pages {
	return NewFor(nil, a, words, now, log, door)
}

// NewFor gives the pages of what some teams see, each of which says so.
func NewFor(teams []string, a *answers.Answers, words *ask.Words, now func() time.Time, log *slog.Logger, door *Door) *Pages {
	s := &site{teams: teams, patterns: patterns{templates: parsed()}, lines: newLines(parsed()), answers: a, words: words, names: NewNames(words.States), now: now, log: log, assets: newAssets(), kept: newKeptPages(), turns: newTurns(), door: door}
	mux := http.NewServeMux()
	for pattern, page := range map[string]page{
		"GET /{$}":            asking(s.nowPage, slices.Concat(nowParameters, []string{"on", "step", "slide", "wall"})...),
		"GET /states/{state}": asking(s.statePage, append([]string{"on"}, partParameters...)...),
		"GET /timeline":       s.listPage(timelineList),
		"GET /flights":        asking(s.flightsPage, "state", "from", "to", "since", "until", "status", "means", "per", "page"),
		"GET /gaps":           s.listPage(gapsList),
		"GET /counts":         s.listPage(countsList),
		"GET /quotes":         s.listPage(quotesList),
		"GET /offices":        s.listPage(officesList),
		"GET /events":         s.listPage(eventsList),
		"GET /changes":        asking(s.changesPage, "state", "since", "until", "first", "page"),
		"GET /copies":         asking(s.copiesPage, "page"),
		"GET /places":         asking(s.placesPage, "name", "on"),
		"GET /promises":       asking(s.promisesPage, "state", "since", "until", "page"),
		"GET /gaps/answered":  asking(s.answeredPage, "page"),
		"GET /first":          asking(s.firstPage, "what", "people", "nationals", "means", "place", "from", "target", "since"),
		"GET /about":          asking(s.aboutPage),
		"GET /search":         asking(s.searchPage, "q", "kind", "state", "since", "until", "publisher", "reviewed", "page"),
		"GET /exports":        asking(s.exportsPage, "state", "since", "until", "reviewed_only"),
	} {
		mux.Handle(pattern, s.keeping(page))
	}
	for pattern, page := range map[string]page{
		"GET /reports/{hash}": asking(s.reportPage),
		"GET /entries/{id}":   asking(s.entryPage),
		"GET /events/{id}":    asking(s.eventPage),
		"GET /would":          asking(s.wouldPage, wouldParameters()...),
	} {
		mux.Handle(pattern, s.keepingHere(page))
	}
	mux.Handle("GET /sources", s.serve(asking(s.sourcesPage, "page"))) // it tells how watched sources fare, of which the ledger knows nothing
	mux.Handle("GET /operations", s.serve(asking(s.operationsPage)))
	mux.Handle("GET /", s.serve(noSuchPage))
	mux.Handle("GET /entries/{id}/proof.json", s.proofFile("id"))
	mux.Handle("GET /reports/{hash}/proof.json", s.proofFile("hash"))
	mux.HandleFunc("GET /embed/entries/{id}", s.embed)
	mux.Handle("GET /assets/", s.assets)
	s.reviewRoutes(mux)
	return &Pages{Handler: mux, site: s}
}

// page answers a request with a view to show, or an error.
type page func(r *http.Request) (view, error)

// view is a page ready to be shown.
type view struct {
	Template string // the template of its main part
	Title    string
	Section  string // the entry of the navigation in which it stands
	Scripts  []string
	Status   int // of the answer, if not 200
	Data     any
	Main     template.HTML // the main part, if it is written already
	Private  bool          // it is for one visitor alone, and nothing keeps it
	Feed     string        // address of the feed of what changes on it, beside that of all; empty for none

	bulk     [][]byte        // what is put into the main part after its template was executed, see later
	borrowed []*bytes.Buffer // in which some of it was written
	visitor  accounts.Visitor
	path     string // see printed
	asOf     string
}

// bulkSign stands before the number of a part that is put in later, and bulkEnd behind it.
const (
	bulkSign = "<!-- put part "
	bulkEnd  = " here -->"
)

// later keeps what is written already, of which there is much, from going
// through a template, which copies it twice: the sign that it gives stands in its place.
// Parts are to be kept in the order in which they stand in the page.
func (v *view) later(part *bytes.Buffer) template.HTML {
	v.borrowed = append(v.borrowed, part)
	return v.fixed(part.Bytes())
}

// fixed does so for what stays as it is for other pages.
func (v *view) fixed(part []byte) template.HTML {
	v.bulk = append(v.bulk, part)
	return template.HTML(bulkSign + strconv.Itoa(len(v.bulk)-1) + bulkEnd) //nolint:gosec // no text that templates escape is like it
}

// parts divides what a template wrote where parts of the page are to be put in,
// and gives all in their order.
func (v *view) parts(written []byte) [][]byte {
	var out [][]byte
	for n := range v.bulk {
		before, after, ok := bytes.Cut(written, []byte(bulkSign+strconv.Itoa(n)+bulkEnd))
		if !ok {
			continue // the template leaves it out
		}
		out, written = append(out, before, v.bulk[n]), after
	}
	return append(out, written)
}

// mainPart writes the main part of a page.
func mainPart(v view) (template.HTML, error) {
	var b bytes.Buffer
	err := parsed().ExecuteTemplate(&b, v.Template, v.Data)
	return template.HTML(bytes.Join(v.parts(b.Bytes()), nil)), err //nolint:gosec // a template wrote it
}

// moved is the error of a page that stands at another address.
type moved struct{ to string }

func (m moved) Error() string { return "moved to " + m.to }

func noSuchPage(r *http.Request) (view, error) {
	return view{}, &demarche.Error{Code: demarche.NotFound, Op: "page", Detail: "there is no page at this address", Hint: "start from the table of all states"}
}

// serve turns a page into a handler: the page in its frame, or the page of its error.
func (s *site) serve(p page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		done, err := s.turns.take(r.Context())
		if err != nil {
			return // nobody waits for it any more
		}
		defer done()
		v, err := p(r)
		s.show(w, r, v, err)
	})
}

// show answers with a page in its frame, or the page of an error.
func (s *site) show(w http.ResponseWriter, r *http.Request, v view, err error) {
	status := http.StatusOK
	var to moved
	switch {
	case errors.As(err, &to):
		http.Redirect(w, r, to.to, http.StatusSeeOther)
		return
	case err != nil:
		v, status = s.errorView(r, err)
	case v.Status != 0:
		status = v.Status
	}
	if demarche.CodeOf(err) == demarche.NotYet && err != nil {
		w.Header().Set("Retry-After", api.RetryAfter)
	}
	v.visitor = accounts.FromContext(r.Context())
	s.printed(r, &v)
	var b bytes.Buffer
	if err := s.render(&b, v); err != nil {
		s.log.ErrorContext(r.Context(), "a page failed", "path", r.URL.Path, "error", err)
		http.Error(w, "Demarche failed to show this page. The log of the server says more.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	switch {
	case v.Private:
		h.Set("Cache-Control", "no-store")
	case v.visitor.SignedIn():
		h.Set("Cache-Control", "private, no-cache")
	default:
		h.Set("Cache-Control", "no-cache") // ask again; the ETag answers cheaply
	}
	w.WriteHeader(status)
	_, _ = b.WriteTo(w) // the client may be gone; nobody is left to tell
}

func (s *site) render(b *bytes.Buffer, v view) error {
	if v.Main == "" {
		var err error
		if v.Main, err = mainPart(v); err != nil {
			return err
		}
	}
	return parsed().ExecuteTemplate(b, "frame", s.frame(v))
}

// frame is what a page stands in.
func (s *site) frame(v view) frame {
	f := frame{Title: v.Title, Feed: v.Feed, Style: s.assets.address("site.css"), Main: v.Main, Path: v.path, AsOf: v.asOf}
	for _, name := range append([]string{"here.js"}, v.Scripts...) {
		f.Scripts = append(f.Scripts, s.assets.address(name))
	}
	f.Teams = s.teams
	f.Nav, f.Groups, f.Elsewhere = navigate(v.Section, s.reviewSections(v.visitor)...)
	return f
}

// printed puts into a page what stands below it on paper, so that a sheet says
// where it comes from: its address, the day, and how far the log went.
func (s *site) printed(r *http.Request, v *view) {
	v.path, v.asOf = r.URL.RequestURI(), "As of "+day(s.today())
	head, err := s.answers.Head(r.Context())
	switch {
	case r.Context().Err() != nil: // nobody waits for the page any more
	case err != nil:
		s.log.ErrorContext(r.Context(), "the end of the log is not on the page", "path", r.URL.Path, "error", err)
	case head.Size > 0:
		v.asOf += "; the log has " + plural(int(head.Size), "line") + ", root of the tree " + head.Tree
	}
}

// errorView is the page of an error, and its status.
func (s *site) errorView(r *http.Request, err error) (view, int) {
	status := api.Status(demarche.CodeOf(err))
	d := struct{ Head, Detail, Hint, Without string }{Detail: err.Error(), Hint: demarche.HintOf(err)}
	var denied deniedError
	var stray strayError
	if errors.As(err, &stray) {
		d.Without = stray.without
	}
	switch {
	case errors.As(err, &denied):
		d.Head, d.Hint, status = "Not allowed", denied.hint, http.StatusForbidden
	case demarche.CodeOf(err) == demarche.NotYet:
		d.Head = "Not yet"
	case errors.Is(err, demarche.ErrSeveral):
		d.Head = "More than one begins so"
	case demarche.CodeOf(err) == demarche.Conflict:
		d.Head = "Somebody was faster"
	case status >= http.StatusInternalServerError:
		s.log.ErrorContext(r.Context(), "a page failed", "path", r.URL.Path, "error", err, "hint", d.Hint) // which is for who runs the server
		d.Head, d.Detail, d.Hint = "Demarche could not answer", "The log of the server says more.", ""
	case status == http.StatusNotFound:
		d.Head = "Not found"
	default:
		d.Head = "This question cannot be asked"
	}
	return view{Template: "error", Title: d.Head, Data: d}, status
}

// address makes the address of a page with a query of name and value pairs,
// leaving out empty values.
func address(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func entryHref(id string) string        { return "/entries/" + url.PathEscape(id) }
func reportHref(hash string) string     { return "/reports/" + url.PathEscape(hash) }
func stateHref(s demarche.State) string { return "/states/" + url.PathEscape(string(s)) }
func stateOn(s demarche.State, on demarche.Date) string {
	if href := stateHref(s); on == "" || plainInQuery(string(on)) { // there are hundreds on a page
		return href + ifThere("?on=", string(on))
	}
	return address(stateHref(s), "on", string(on))
}

// plainInQuery reports whether a text stands in a query as it is.
func plainInQuery(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// ifThere gives a value behind its name, nothing if it is empty.
func ifThere(name, value string) string {
	if value == "" {
		return ""
	}
	return name + value
}

// query gives a value of the query, without space around it.
func query(r *http.Request, name string) string { return strings.TrimSpace(r.URL.Query().Get(name)) }

// today is the day on which the pages are asked for.
func (s *site) today() demarche.Date { return demarche.Day(s.now()) }
