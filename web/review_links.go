package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
)

// connectionsView is a connection that a rule proposes, to be judged.
type connectionsView struct {
	Desk     deskView
	State    string
	States   []stateName
	Left     int
	Place    int // from 1
	Previous string
	Next     string
	Proposal *proposalView
	Problem  string
	Hint     string
	Reason   string
	Last     *loggedView // what the visitor decided last here, and may take back
	Back     string      // where taking it back leads to
}

// proposalView is a proposal in words.
type proposalView struct {
	Earlier, Later itemView
	Relation       demarche.Relation
	Says           string // "is carried out by"
	Rule, Reason   string
	Seen           int64
}

// relationWords say how a later entry bears on an earlier one. It is read only.
var relationWords = map[demarche.Relation]string{
	demarche.CarriesOut: "is carried out by", demarche.Reverses: "is taken back by", demarche.Contradicts: "is contradicted by", demarche.AnswersGap: "is answered by",
	demarche.SameEvent: "is one event with",
}

// connectionsHref gives the address of a proposal by its place, after one about
// an entry was judged.
func connectionsHref(state string, place int, last ...string) string {
	n := ""
	if place > 1 {
		n = strconv.Itoa(place)
	}
	return address("/review/connections", "state", state, "n", n, "last", strings.Join(last, ""))
}

func (s *site) connectionsPage(r *http.Request) (view, error) {
	if err := s.may(r, accounts.Reviewer); err != nil {
		return view{}, err
	}
	place, _ := strconv.Atoi(query(r, "n")) // without a number it is the first
	v, err := s.connectionsOf(r, query(r, "state"), place)
	if err != nil {
		return view{}, err
	}
	v.Back = connectionsHref(v.State, place)
	if v.Last, err = s.lastLink(r, query(r, "last")); err != nil {
		return view{}, err
	}
	return v.page(http.StatusOK), nil
}

// lastLink gives what the visitor decided last about how an entry hangs
// together with others, if it counts.
func (s *site) lastLink(r *http.Request, id string) (*loggedView, error) {
	if id == "" {
		return nil, nil
	}
	all, err := s.answers.Decisions(r.Context(), id)
	if err != nil {
		return nil, err
	}
	counts := answers.Counting(all)
	for _, d := range slices.Backward(all) {
		if d.Link != nil && counts[d.Line()] && d.Link.Reviewer == accounts.FromContext(r.Context()).Name {
			v := s.decision(r.Context(), d, counts)
			return &v, nil
		}
	}
	return nil, nil
}

func (v *connectionsView) page(status int) view {
	return view{Template: "review-connections", Title: "Connections", Section: "/review", Scripts: []string{"review.js"}, Status: status, Data: v, Private: true}
}

// connectionsOf makes the view of the proposal at a place, from 1.
func (s *site) connectionsOf(r *http.Request, state string, place int) (*connectionsView, error) {
	seen, err := s.answers.Line(r.Context())
	if err != nil {
		return nil, err
	}
	all, err := s.proposals(r, state)
	if err != nil {
		return nil, err
	}
	v := &connectionsView{State: state, States: s.stateNames(), Left: len(all)}
	if v.Desk, err = s.desk(r, "connections"); err != nil || len(all) == 0 {
		return v, err
	}
	v.Place = min(max(1, place), len(all))
	if v.Place > 1 {
		v.Previous = connectionsHref(state, v.Place-1)
	}
	if v.Place < len(all) {
		v.Next = connectionsHref(state, v.Place+1)
	}
	p := all[v.Place-1]
	v.Proposal = &proposalView{Earlier: s.item(p.Earlier), Later: s.item(p.Later), Relation: p.Relation, Says: relationWords[p.Relation], Rule: p.Rule, Reason: p.Reason, Seen: seen}
	return v, nil
}

// proposals gives what the rules propose and nobody has judged.
func (s *site) proposals(r *http.Request, state string) ([]answers.Proposal, error) {
	code, err := s.words.State(state)
	if err != nil {
		return nil, err
	}
	version, err := s.answers.Version(r.Context())
	if err != nil {
		return nil, err
	}
	return s.proposed.get(version+" "+string(code), func() ([]answers.Proposal, error) {
		return s.answers.Proposals(r.Context(), demarche.Filter{State: code})
	})
}

// keptProposals holds what was proposed last: to find it takes long in a large
// ledger, and whoever goes through it asks again for each.
type keptProposals struct {
	mu  sync.Mutex
	of  string // what it rests on
	all []answers.Proposal
}

// get gives what is kept of something, or finds it.
func (k *keptProposals) get(of string, find func() ([]answers.Proposal, error)) ([]answers.Proposal, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of == of && k.all != nil {
		return k.all, nil
	}
	all, err := find()
	if err == nil {
		k.of, k.all = of, all
	}
	return all, err
}

// judgeConnection answers POST /review/connections: a proposal is confirmed or dropped.
func (s *site) judgeConnection(r *http.Request) (view, error) {
	visitor, err := s.sent(r, accounts.Reviewer)
	if err != nil {
		return view{}, err
	}
	seen, err := strconv.ParseInt(r.PostFormValue("seen"), 10, 64)
	what := demarche.Judgement(r.PostFormValue("what"))
	if err != nil || what != demarche.ToAccept && what != demarche.ToReject {
		return view{}, formError()
	}
	state, place := r.PostFormValue("state"), 0
	if place, err = strconv.Atoi(r.PostFormValue("n")); err != nil {
		return view{}, formError()
	}
	all, err := s.proposals(r, state)
	if err != nil {
		return view{}, err
	}
	at := slices.IndexFunc(all, func(p answers.Proposal) bool {
		return string(p.Relation) == r.PostFormValue("relation") && p.Earlier.ID() == r.PostFormValue("earlier") && p.Later.ID() == r.PostFormValue("later")
	})
	if at < 0 {
		err = &demarche.Error{Code: demarche.Conflict, Op: "link", Detail: "this is not proposed any more: somebody has judged it, or what was read has changed", Hint: "what was decided stands in the log; nothing was kept"}
	} else {
		l := all[at].Confirm
		if what == demarche.ToReject {
			l = all[at].Drop
		}
		l.Reviewer, l.Seen, l.Reason = visitor.Name, &seen, strings.TrimSpace(r.PostFormValue("reason"))
		_, err = s.answers.Link(r.Context(), l)
	}
	code := demarche.CodeOf(err)
	if err == nil {
		return view{}, moved{connectionsHref(state, place, r.PostFormValue("earlier"))} // where the next one stands now
	}
	if code != demarche.Conflict && code != demarche.Invalid {
		return view{}, err
	}
	v, again := s.connectionsOf(r, state, place)
	if again != nil {
		return view{}, again
	}
	v.Problem, v.Hint, v.Reason = capital(told(err))+".", demarche.HintOf(err), r.PostFormValue("reason")
	return v.page(map[bool]int{true: http.StatusConflict, false: http.StatusUnprocessableEntity}[code == demarche.Conflict]), nil
}
