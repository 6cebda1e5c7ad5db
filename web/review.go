package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
	"demarche/ask"
)

// usualReason stands in the field for the reason of who accepts an entry, to be
// read and changed before it is sent: no reason is kept that a reviewer did not see.
const usualReason = "the sentence says so"

// reviewRoutes adds the pages on which entries are reviewed.
func (s *site) reviewRoutes(mux *http.ServeMux) {
	if s.door == nil || s.door.Desk == nil {
		mux.Handle("GET /review", s.serve(func(r *http.Request) (view, error) { return view{}, s.may(r, accounts.Reader) }))
		return
	}
	for pattern, page := range map[string]page{
		"GET /review":              asking(s.reviewPage, "kind", "state", "entry", "last"),
		"POST /review":             s.decide,
		"GET /review/log":          asking(s.logPage, "by", "since", "page"),
		"GET /review/connections":  asking(s.connectionsPage, "state", "n", "last"),
		"POST /review/connections": s.judgeConnection,
		"POST /review/unlink":      s.unlink,
		"GET /review/events/{id}":  asking(s.reviewEventPage, "kind", "state", "from"),
		"POST /review/events/{id}": s.decideEvent,
		"POST /operations":         s.actOnJob,
	} {
		mux.Handle(pattern, s.serve(page))
	}
	mux.HandleFunc("GET /sign-in", s.askingBy(s.signInPage, "next"))
	mux.HandleFunc("POST /sign-in", s.signIn)
	mux.HandleFunc("POST /sign-out", s.signOut)
	mux.HandleFunc("GET /account", s.askingBy(s.accountPage, "changed"))
	mux.HandleFunc("POST /account", s.changePassword)
	mux.HandleFunc("POST /account/sessions", s.endSessions)
}

// before and around are how many entries of the queue are listed before the
// one that is judged, and in all.
const (
	before = 3
	around = 12
)

// deskView is what all pages of reviewers have in common.
type deskView struct {
	At    string // the page: queue, log, account
	Name  string // of the visitor
	Token string // of the forms of the page
	Judge bool   // the visitor may judge entries
}

// desk makes what the page of a visitor has in common with others.
func (s *site) desk(r *http.Request, at string) (deskView, error) {
	v := accounts.FromContext(r.Context())
	token, err := accounts.FormToken(v.Token, s.door.Random)
	return deskView{At: at, Name: v.Name, Token: token, Judge: v.May(accounts.Reviewer)}, err
}

// reviewView is an entry to be judged, and its place in the queue.
type reviewView struct {
	Desk     deskView
	Kind     string
	State    string
	Kinds    []demarche.Kind
	States   []stateName
	Left     int
	Place    int // in the queue, from 1; 0 if it does not wait
	Previous string
	Next     string
	Coming   []comingView
	Entry    *judgedView
	Last     *lastView
	Problem  string
	Hint     string
	Reason   string // typed before a problem arose
	What     demarche.Judgement
	Undo     bool // the visitor may take back what counts
}

// stateName is a state that can be named in a form.
type stateName struct {
	Code demarche.State
	Name string
}

// comingView is an entry in the list of those that wait.
type comingView struct {
	card
	Confidence string
	Current    bool
}

// judgedView is an entry with what it takes to judge it.
type judgedView struct {
	itemView
	Passages   []answers.Context
	Review     demarche.ReviewStatus
	Confidence string
	Answered   string // address of the entry that stands in its place, if a reviewer amended it
	Seen       int64
	Decisions  []loggedView
	Looking    []string // who else looks at it
	Form       amendForm
}

// lastView is what the visitor decided last.
type lastView struct {
	Word, ID string
	card
	Seen int64
}

// filterOf gives what the address or a form narrows the queue to.
func (s *site) filterOf(get func(string) string) (ask.List, demarche.Filter, error) {
	l := ask.List{Kind: strings.TrimSpace(get("kind")), State: strings.TrimSpace(get("state"))}
	f, err := s.words.Filter(l)
	return l, f, err
}

// reviewHref gives the address of an entry in a queue.
func reviewHref(l ask.List, entry string, more ...string) string {
	return address("/review", append([]string{"kind", l.Kind, "state", l.State, "entry", entry}, more...)...)
}

func (s *site) reviewPage(r *http.Request) (view, error) {
	if err := s.may(r, accounts.Reviewer); err != nil {
		return view{}, err
	}
	l, f, err := s.filterOf(r.URL.Query().Get)
	if err != nil {
		return view{}, err
	}
	v, err := s.reviewOf(r, l, f, query(r, "entry"))
	if err != nil {
		return view{}, err
	}
	if v.Last, err = s.last(r, query(r, "last")); err != nil {
		return view{}, err
	}
	return v.page(http.StatusOK), nil
}

// page shows the view.
func (v *reviewView) page(status int) view {
	title := "Review: nothing waits"
	if v.Entry != nil {
		title = "Review: " + v.Entry.Sentence
	}
	return view{Template: "review", Title: title, Section: "/review", Scripts: []string{"review.js"}, Status: status, Data: v, Private: true}
}

// reviewOf makes the view of an entry, or of the first that waits if none is named.
func (s *site) reviewOf(r *http.Request, l ask.List, f demarche.Filter, id string) (*reviewView, error) {
	ctx := r.Context()
	seen, err := s.answers.Line(ctx) // before anything is read: what is decided from now on was not seen
	if err != nil {
		return nil, err
	}
	q, err := s.answers.QueueAround(ctx, f, id, before, around)
	if err != nil {
		return nil, err
	}
	visitor := accounts.FromContext(ctx)
	v := &reviewView{Kind: l.Kind, State: l.State, Kinds: demarche.Kinds(), States: s.stateNames(), Left: q.Total}
	if v.Desk, err = s.desk(r, "queue"); err != nil {
		return nil, err
	}
	if id == "" && len(q.Items) > 0 {
		id = q.Items[0].ID()
	}
	for i, it := range q.Items {
		c := comingView{card: newCard(s.names, it.Record, nil), Confidence: certainty(it.Record), Current: it.ID() == id}
		c.Link = reviewHref(l, it.ID())
		if c.Current {
			v.Place = q.From + i + 1
		}
		v.Coming = append(v.Coming, c)
	}
	v.neighbours()
	if id == "" {
		return v, nil
	}
	if v.Entry, err = s.judged(ctx, id, seen); err != nil {
		return nil, err
	}
	if v.Entry.Event != "" {
		v.Entry.Event = reviewEventHref(strings.TrimPrefix(v.Entry.Event, "/review/events/"), l, v.Entry.ID)
	}
	v.Undo = v.Entry.mayUndo(visitor)
	return v, nil
}

// neighbours finds the entries before and after the one that is judged.
func (v *reviewView) neighbours() {
	at := slices.IndexFunc(v.Coming, func(c comingView) bool { return c.Current })
	if at > 0 {
		v.Previous = v.Coming[at-1].Link
	}
	if at+1 < len(v.Coming) {
		v.Next = v.Coming[at+1].Link
	}
}

// certainty writes how sure the reader was.
func certainty(r demarche.Record) string {
	c := r.Shared().Confidence
	if c <= 0 {
		return ""
	}
	return strconv.Itoa(int(100*c+0.5)) + "% sure"
}

// stateNames lists all states by name.
func (s *site) stateNames() []stateName {
	var out []stateName
	for _, st := range s.words.States.All() {
		out = append(out, stateName{st.Code, st.Name})
	}
	slices.SortFunc(out, func(a, b stateName) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// judged makes the view of an entry, and notes that the visitor looks at it.
func (s *site) judged(ctx context.Context, id string, seen int64) (*judgedView, error) {
	e, err := s.answers.Show(ctx, id)
	if err != nil {
		return nil, err
	}
	v := &judgedView{itemView: s.item(e.Item), Passages: e.Evidence, Review: e.Item.Review, Confidence: certainty(e.Item.Record), Seen: seen, Form: s.amendForm(e.Item.Record)}
	views := []itemView{v.itemView}
	if err := s.withEvents(ctx, []answers.Item{e.Item}, views); err != nil && demarche.CodeOf(err) != demarche.NotYet {
		return nil, err // while events are still being found, it is judged without
	}
	v.itemView = views[0]
	if v.Event != "" {
		v.Event = "/review" + v.Event
	}
	all, err := s.answers.Decisions(ctx, e.Item.ID())
	if err != nil {
		return nil, err
	}
	counts := answers.Counting(all)
	for _, d := range slices.Backward(all) {
		dv := s.decision(ctx, d, counts)
		if dv.Counts && d.Decision != nil && d.Decision.What == demarche.ToAmend && d.Decision.Version != e.Item.ID() {
			v.Answered = address("/review", "entry", d.Decision.Version)
		}
		v.Decisions = append(v.Decisions, dv)
	}
	v.Looking = s.looking(ctx, e.Item.ID())
	return v, nil
}

// mayUndo reports whether a visitor may take back the decision that counts.
func (v *judgedView) mayUndo(who accounts.Visitor) bool {
	return slices.ContainsFunc(v.Decisions, func(d loggedView) bool {
		return d.Counts && !d.Link && (d.Reviewer == who.Name || who.May(accounts.Admin))
	})
}

// looking says who else looks at an entry, and notes that the visitor does. It
// hinders nobody, so what goes wrong with it does not either.
func (s *site) looking(ctx context.Context, id string) []string {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	visitor, now := accounts.FromContext(ctx), s.now().UTC()
	claims, err := s.door.Desk.Claims(ctx, id, now.Add(-accounts.Looking))
	mine := func(c accounts.Claim) bool { return c.Account == visitor.Name && now.Sub(c.At) < accounts.Looking/3 }
	if err == nil && !slices.ContainsFunc(claims, mine) {
		err = s.door.Desk.Claim(ctx, accounts.Claim{Entry: id, Account: visitor.Name, At: now})
	}
	if err != nil {
		s.log.WarnContext(ctx, "who looks at an entry was not noted", "error", err)
	}
	var out []string
	for _, c := range claims {
		if c.Account != visitor.Name {
			out = append(out, c.Account)
		}
	}
	return out
}

// last gives what the visitor decided about an entry, if that was the newest
// decision about it and counts.
func (s *site) last(r *http.Request, id string) (*lastView, error) {
	if id == "" {
		return nil, nil
	}
	line, err := s.answers.Line(r.Context())
	if err != nil {
		return nil, err
	}
	it, err := s.answers.Entry(r.Context(), id)
	if err != nil {
		return nil, err
	}
	all, err := s.answers.Decisions(r.Context(), it.ID())
	if err != nil {
		return nil, err
	}
	counts := answers.Counting(all)
	for _, d := range slices.Backward(all) {
		if d.Decision == nil {
			continue
		}
		if !counts[d.Line()] || d.Decision.Reviewer != accounts.FromContext(r.Context()).Name {
			return nil, nil
		}
		return &lastView{Word: decisionWord(d.Decision.What), ID: it.ID(), card: newCard(s.names, it.Record, entryHref), Seen: line}, nil
	}
	return nil, nil
}

// decide answers POST /review: a decision about one entry.
func (s *site) decide(r *http.Request) (view, error) {
	visitor, err := s.sent(r, accounts.Reviewer)
	if err != nil {
		return view{}, err
	}
	l, f, err := s.filterOf(r.PostFormValue)
	if err != nil {
		return view{}, err
	}
	d := demarche.Decision{Record: r.PostFormValue("entry"), What: demarche.Judgement(r.PostFormValue("what")), Reviewer: visitor.Name, Reason: strings.TrimSpace(r.PostFormValue("reason"))}
	seen, err := strconv.ParseInt(r.PostFormValue("seen"), 10, 64)
	if err != nil {
		return view{}, formError()
	}
	d.Seen = &seen
	next, err := s.after(r.Context(), f, d.Record)
	if err != nil {
		return view{}, err
	}
	form, err := s.keep(r, visitor, &d)
	switch code := demarche.CodeOf(err); {
	case err == nil && d.What == demarche.ToUndo:
		return view{}, moved{localPath(r.PostFormValue("back"), reviewHref(l, d.Record))}
	case err == nil:
		return view{}, moved{localPath(r.PostFormValue("back"), reviewHref(l, next, "last", d.Record))}
	case code == demarche.Conflict || code == demarche.Invalid:
		v, again := s.reviewOf(r, l, f, d.Record)
		if again != nil {
			return view{}, again
		}
		v.Problem, v.Hint, v.Reason, v.What = capital(told(err))+".", demarche.HintOf(err), r.PostFormValue("reason"), d.What
		if form != nil {
			v.Entry.Form = *form
		}
		return v.page(map[bool]int{true: http.StatusConflict, false: http.StatusUnprocessableEntity}[code == demarche.Conflict]), nil
	}
	return view{}, err
}

// keep keeps a decision; of what is amended it gives the form as it was sent.
func (s *site) keep(r *http.Request, visitor accounts.Visitor, d *demarche.Decision) (*amendForm, error) {
	it, err := s.answers.Entry(r.Context(), d.Record)
	if err != nil {
		return nil, err
	}
	d.Record = it.ID()
	var form *amendForm
	switch d.What {
	case demarche.ToAmend:
		sent, record, err := s.amendedIn(it.Record, r.PostForm)
		if form = &sent; err != nil {
			return form, err
		}
		d.Amended = record
	case demarche.ToUndo:
		e, err := s.judged(r.Context(), d.Record, 0)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(e.Decisions, func(x loggedView) bool { return x.Counts && !x.Link }) && !e.mayUndo(visitor) {
			return nil, deniedError{"another reviewer decided this; it is taken back by whoever decided it, or by an admin; nothing was done", "decide about the entry anew instead"}
		}
	}
	_, err = s.answers.Decide(r.Context(), *d)
	return form, err
}

// told gives what an error says without the id or address that it is about,
// which the page shows already.
func told(err error) string {
	var e *demarche.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	bare := *e
	bare.Path = ""
	return bare.Error()
}

// after gives the id of the entry that waits behind another; nothing if there is none.
func (s *site) after(ctx context.Context, f demarche.Filter, id string) (string, error) {
	q, err := s.answers.QueueAround(ctx, f, id, 0, 2)
	if err != nil {
		return "", err
	}
	for _, it := range q.Items {
		if it.ID() != id {
			return it.ID(), nil
		}
	}
	return "", nil
}
