package cli

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/cite"
)

type citeCommand struct {
	ID   string `arg:"" help:"The id of an entry or the SHA-256 of a report's text, or a beginning of it that no other shares; event:ID for the event of an entry; or the address of a page, such as /would?state=MEX&people=own for an answer."`
	As   string `help:"text, bibtex, ris, csl (CSL-JSON) or brief (for a legal brief)." default:"text" placeholder:"FORM"`
	Site string `help:"The address under which readers reach the pages, for the permalink." placeholder:"URL"`
	JSON bool   `help:"Print as JSON."`
}

func (citeCommand) Help() string {
	return `Every form names the report - title, publisher, day, address - and what is needed to find and check it: the permalink, the SHA-256 of the text, the exact words and where they stand, and the head of the log, against which demarche prove shows that the entry is in it.

Example: demarche cite 4be1f0a2 --as brief --site https://ledger.example

Example: demarche cite event:4be1f0a2 --as csl > event.json`
}

// Run prints a citation.
func (c *citeCommand) Run(s *session) error {
	form, err := cite.ParseForm(c.As)
	if err != nil {
		return err
	}
	site, err := cite.ParseSite(c.Site)
	if err != nil {
		return err
	}
	work, _, err := consult(s, func(w *ask.Words) (citeQuestion, error) { return newCiteQuestion(w, c.ID) },
		func(a *answers.Answers, q citeQuestion) (cite.Work, error) {
			if q.asked == nil {
				return cite.Find(s.ctx, a, c.ID)
			}
			return cite.OfAnswer(s.ctx, a.Narrowed(q.knownBy, q.reviewedOnly), q.name, q.question, q.asked)
		})
	if err != nil {
		return err
	}
	text, err := work.On(site).As(form)
	if err != nil {
		return err
	}
	if c.JSON {
		return s.asJSON(struct {
			As       cite.Form `json:"as"`
			Media    string    `json:"media"`
			Citation string    `json:"citation"`
		}{form, form.Media(), text})
	}
	return s.printf("%s", text)
}

// citeQuestion is an answer that is to be cited; nothing is asked if it is something else.
type citeQuestion struct {
	asked    url.Values
	question answers.Question
	name     func(demarche.State) string

	knownBy      time.Time // the part of the ledger that the page is of
	reviewedOnly bool
}

// newCiteQuestion reads the address of a page of an answer.
func newCiteQuestion(w *ask.Words, id string) (citeQuestion, error) {
	u, err := url.Parse(strings.TrimSpace(id))
	if err != nil || strings.TrimPrefix(u.Path, "/") != "would" || u.RawQuery == "" {
		return citeQuestion{}, nil // something else; an id that is none is told so later
	}
	q := citeQuestion{asked: u.Query(), name: w.States.Name}
	for name := range q.asked {
		if !slices.Contains(append(ask.WouldFields(), "known-by", "reviewed"), name) {
			return q, &demarche.Error{Code: demarche.Invalid, Op: "cite", Path: id, Detail: fmt.Sprintf("the page of an answer takes no %.40q", name),
				Hint: "it takes " + strings.Join(ask.WouldFields(), ", ") + ", known-by and reviewed"}
		}
	}
	if q.knownBy, err = ask.Moment(q.asked.Get("known-by")); err != nil {
		return q, err
	}
	if q.reviewedOnly, err = ask.Yes(q.asked.Get("reviewed")); err != nil {
		return q, err
	}
	q.question, err = w.Question(ask.WouldOf(q.asked.Get))
	return q, err
}
