package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
	"demarche/ask"
)

// reviewEventView is an event to be made one with others, or to be split.
type reviewEventView struct {
	Desk        deskView
	ID          string
	Title       string
	Kind        demarche.Kind
	Witnesses   []itemView
	Near        []itemView // the first entries of events that may be the same
	Seen        int64
	Decisions   []loggedView
	Problem     string
	Hint        string
	Reason      string
	Back        string
	Chosen      map[string]bool
	Conflicting bool
	Narrowed    ask.List // what the queue is narrowed to from which the visitor came
	From        string   // id of the entry in it
	Queue       string   // address of the queue to go back to
}

// mostNear bounds the events that are listed beside one, and nearDays says how
// many days before and after it they may be.
const (
	mostNear = 20
	nearDays = 3
)

// reviewEventHref gives the address on which an event is merged or split, from
// an entry in a queue that is narrowed to something.
func reviewEventHref(id string, l ask.List, from string) string {
	return address("/review/events/"+url.PathEscape(id), "kind", l.Kind, "state", l.State, "from", from)
}

func (s *site) reviewEventPage(r *http.Request) (view, error) {
	if err := s.may(r, accounts.Reviewer); err != nil {
		return view{}, err
	}
	v, err := s.reviewEvent(r)
	if err != nil {
		return view{}, err
	}
	return v.page(http.StatusOK), nil
}

func (v *reviewEventView) page(status int) view {
	return view{Template: "review-event", Title: "Merge or split: " + v.Title, Section: "/review", Scripts: []string{"review.js"}, Status: status, Data: v, Private: true}
}

// reviewEvent makes the view of the event that the address names.
func (s *site) reviewEvent(r *http.Request) (*reviewEventView, error) {
	ctx := r.Context()
	seen, err := s.answers.Line(ctx)
	if err != nil {
		return nil, err
	}
	e, err := s.answers.Event(ctx, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	visitor := accounts.FromContext(ctx)
	v := &reviewEventView{ID: e.ID, Title: s.item(e.First()).Sentence, Kind: e.Kind, Seen: seen, Back: "/review/events/" + e.ID, Witnesses: s.items(e.Witnesses), Chosen: map[string]bool{}}
	v.Narrowed, v.From = ask.List{Kind: strings.TrimSpace(r.FormValue("kind")), State: strings.TrimSpace(r.FormValue("state"))}, strings.TrimSpace(r.FormValue("from"))
	v.Queue = reviewHref(v.Narrowed, v.From)
	if v.Desk, err = s.desk(r, "event"); err != nil {
		return nil, err
	}
	if v.Near, err = s.near(r, e); err != nil {
		return nil, err
	}
	links, err := s.answers.EventDecisions(ctx, e)
	if err != nil {
		return nil, err
	}
	for _, l := range slices.Backward(links) {
		d := s.decision(ctx, answers.Decided{Link: &l}, map[int64]bool{l.Sequence: true})
		d.Undo = d.Reviewer == visitor.Name || visitor.May(accounts.Admin)
		v.Decisions = append(v.Decisions, d)
	}
	return v, nil
}

// near gives the events of the kind that may be the same: those that the rules
// leave open, then those of about the same days.
func (s *site) near(r *http.Request, e answers.Event) ([]itemView, error) {
	var out []itemView
	for _, id := range e.Perhaps {
		other, err := s.answers.Event(r.Context(), id)
		if err != nil {
			return nil, err
		}
		out = append(out, s.item(other.First()))
	}
	if !e.Day.IsDay() {
		return out, nil
	}
	list, err := s.answers.Events(r.Context(), demarche.Filter{
		Kinds: []demarche.Kind{e.Kind}, Since: demarche.Day(e.Day.First().AddDate(0, 0, -nearDays)), Until: demarche.Day(e.Day.First().AddDate(0, 0, nearDays)),
	})
	if err != nil {
		return nil, err
	}
	all := slices.Concat(list.Events, list.Perhaps)
	slices.SortStableFunc(all, func(x, y answers.Event) int { return cmp.Compare(apart(x.Day, e.Day), apart(y.Day, e.Day)) })
	for _, x := range all {
		if x.ID == e.ID || len(out) >= mostNear || slices.ContainsFunc(out, func(o itemView) bool { return o.ID == x.First().ID() }) {
			continue
		}
		out = append(out, s.item(x.First()))
	}
	return out, nil
}

// apart gives how many hours lie between two days.
func apart(a, b demarche.Date) float64 {
	h := a.First().Sub(b.First()).Hours()
	return max(h, -h)
}

// decideEvent answers POST /review/events/{id}: a merge or a split.
func (s *site) decideEvent(r *http.Request) (view, error) {
	visitor, err := s.sent(r, accounts.Reviewer)
	if err != nil {
		return view{}, err
	}
	seen, err := strconv.ParseInt(r.PostFormValue("seen"), 10, 64)
	if err != nil {
		return view{}, formError()
	}
	l := demarche.Link{Reviewer: visitor.Name, Reason: strings.TrimSpace(r.PostFormValue("reason")), Seen: &seen}
	chosen := r.PostForm["entry"]
	if other := strings.TrimSpace(r.PostFormValue("other")); other != "" {
		chosen = append(chosen, other)
	}
	switch what := r.PostFormValue("what"); {
	case what != "merge" && what != "split":
		return view{}, formError()
	case l.Reason == "":
		err = &demarche.Error{Code: demarche.Invalid, Op: what, Detail: "no reason is given", Hint: "nothing was kept"}
	case what == "merge":
		l, err = s.answers.Merge(r.Context(), append([]string{r.PathValue("id")}, chosen...), l)
	case len(chosen) == 0:
		err = &demarche.Error{Code: demarche.Invalid, Op: what, Detail: "no entry is chosen", Hint: "choose those that are of another event; nothing was kept"}
	default:
		l, err = s.answers.Split(r.Context(), chosen, l)
	}
	switch code := demarche.CodeOf(err); {
	case err == nil:
		return view{}, moved{reviewEventHref(slices.Concat(l.Those, l.These)[0], ask.List{Kind: r.PostFormValue("kind"), State: r.PostFormValue("state")}, r.PostFormValue("from"))}
	case code == demarche.Conflict || code == demarche.Invalid || code == demarche.NotFound:
		v, again := s.reviewEvent(r)
		if again != nil {
			return view{}, again
		}
		v.Problem, v.Hint, v.Reason, v.Conflicting = capital(told(err))+".", demarche.HintOf(err), r.PostFormValue("reason"), code == demarche.Conflict
		for _, id := range chosen {
			v.Chosen[id] = true
		}
		return v.page(map[bool]int{true: http.StatusConflict, false: http.StatusUnprocessableEntity}[v.Conflicting]), nil
	}
	return view{}, err
}
