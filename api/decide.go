package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/danielgtaylor/huma/v2"

	"demarche"
	"demarche/accounts"
	"demarche/answers"
)

// decidePath is where programs decide about an entry.
const decidePath = "/api/entries/{id}/decisions"

// ruling is what a program decides about an entry, in the name of the account
// whose token it bears.
type ruling struct {
	What   demarche.Judgement `json:"what" enum:"accept,reject,amend,undo" doc:"undo takes back the newest decision that counts, of the same account"`
	Reason string             `json:"reason" doc:"why; kept with the decision"`
	Seen   *int64             `json:"seen,omitempty" doc:"the line of the log up to which was seen what others decided (size of /api/checkpoint); if there is a newer decision about the entry, nothing is kept: 409"`
	Record json.RawMessage    `json:"record,omitempty" doc:"of amend: the record as it should be, in the fields of the record model; without evidence it keeps what it has"`
}

// decide answers POST: a decision about one entry. It takes a token and never
// the cookie of a browser, so that no other site can send one.
func (s *service) decide(w http.ResponseWriter, r *http.Request) {
	visitor := accounts.FromContext(r.Context())
	switch {
	case visitor.Bearer == "":
		w.Header().Set("WWW-Authenticate", `Bearer realm="demarche"`)
		WriteProblem(w, http.StatusUnauthorized, demarche.Invalid, "decisions are kept under the name of whoever makes them: this takes a token", "make one with demarche account token add NAME --role reviewer, and send it as Authorization: Bearer")
		return
	case !visitor.May(accounts.Reviewer):
		w.Header().Set("WWW-Authenticate", `Bearer realm="demarche", error="insufficient_scope"`)
		WriteProblem(w, http.StatusForbidden, demarche.Invalid, "this token reads, and deciding takes one of a reviewer", "demarche account token add NAME --role reviewer")
		return
	}
	shown, err := s.ruled(r, visitor)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	b, err := json.Marshal(shown)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	writeBody(w, http.StatusOK, jsonMedia, append(b, '\n'))
}

// ruled keeps a decision and gives the entry that is answered from then on.
func (s *service) ruled(r *http.Request, visitor accounts.Visitor) (answers.Shown, error) {
	if len(r.URL.RawQuery) > 0 {
		return answers.Shown{}, invalid("there are no parameters here; the decision is the body, as JSON")
	}
	in, err := readRuling(r.Body)
	if err != nil {
		return answers.Shown{}, err
	}
	d := demarche.Decision{Record: r.PathValue("id"), What: in.What, Reviewer: visitor.Name, Reason: strings.TrimSpace(in.Reason), Seen: in.Seen}
	switch {
	case in.What == demarche.ToAmend:
		if d.Amended, err = demarche.ParseRecord(in.Record); err != nil {
			return answers.Shown{}, &demarche.Error{Code: demarche.Invalid, Op: "api", Detail: "record is no record", Err: err, Hint: "begin with the record of /api/entries/{id}"}
		}
	case len(in.Record) > 0:
		return answers.Shown{}, invalid("record stands with amend alone")
	case in.What == demarche.ToUndo:
		if err := s.ownDecision(r.Context(), d); err != nil {
			return answers.Shown{}, err
		}
	}
	it, err := s.answers.Decide(r.Context(), d)
	if err != nil {
		return answers.Shown{}, err
	}
	s.log.InfoContext(r.Context(), "decided over the API", "entry", it.ID(), "what", d.What, "reviewer", visitor.Name, "token", visitor.Bearer)
	return s.answers.Show(r.Context(), it.ID())
}

// readRuling reads the body of a decision; fields that it does not have are errors.
func readRuling(body io.Reader) (ruling, error) {
	var in ruling
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	err := d.Decode(&in)
	if err == nil && d.More() {
		err = errors.New("something follows the decision")
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return in, &demarche.Error{Code: demarche.TooLarge, Op: "api", Detail: "this decision is larger than any can need to be"}
	case err != nil:
		return in, &demarche.Error{Code: demarche.Invalid, Op: "api", Detail: "the body is no decision", Err: err, Hint: `such as {"what": "accept", "reason": "the sentence says so"}`}
	case !slices.Contains([]demarche.Judgement{demarche.ToAccept, demarche.ToReject, demarche.ToAmend, demarche.ToUndo}, in.What):
		return in, invalid("what is %q, and not accept, reject, amend or undo", clip(string(in.What)))
	case strings.ContainsFunc(in.Reason, unseen):
		return in, invalid("the reason has signs that control a terminal or the direction of writing, and are not seen")
	}
	return in, nil
}

// unseen reports whether a sign controls what others show or in which direction.
func unseen(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r)
}

// ownDecision refuses to take back what another account decided.
func (s *service) ownDecision(ctx context.Context, d demarche.Decision) error {
	it, err := s.answers.Entry(ctx, d.Record)
	if err != nil {
		return err
	}
	all, err := s.answers.Decisions(ctx, it.ID())
	if err != nil {
		return err
	}
	counts := answers.Counting(all)
	for _, x := range all {
		if x.Decision != nil && counts[x.Line()] && x.Decision.Reviewer != d.Reviewer {
			return &demarche.Error{Code: demarche.Conflict, Op: "api", Detail: "another reviewer decided this; it is taken back by whoever decided it, or by an admin on the pages", Hint: "decide about the entry anew instead"}
		}
	}
	return nil
}

// describeDecide describes POST at decidePath.
func describeDecide(schemas huma.Registry) *huma.Operation {
	return &huma.Operation{
		OperationID: "decide", Summary: "Decide about an entry in the name of the account whose token is sent; its role must be reviewer",
		Security:    []map[string][]string{{bearerScheme: {}}},
		Parameters:  []*huma.Param{pathParam("id", "id of the entry, or a beginning of it that no other shares", "").describe()},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{jsonMedia: {Schema: schemas.Schema(reflect.TypeFor[ruling](), true, "Decision")}}},
		Responses: map[string]*huma.Response{
			"200":     {Description: "The entry that is answered from then on", Content: map[string]*huma.MediaType{jsonMedia: {Schema: schemas.Schema(reflect.TypeFor[answers.Shown](), true, "entry")}}},
			"default": refResponse("Problem"),
		},
	}
}

// bearerScheme names how programs tell who they are.
const bearerScheme = "token"

// securitySchemes say how programs tell who they are.
func securitySchemes() map[string]*huma.SecurityScheme {
	return map[string]*huma.SecurityScheme{bearerScheme: {
		Type: "http", Scheme: "bearer", Description: "made by demarche account token add. A server that is open answers questions without",
	}}
}
