package web

import (
	"net/http"
	"strconv"

	"demarche"
	"demarche/answers"
)

const (
	// fewQuestions is up to how many questions all are matched with what answers
	// them before a page is shown. Of more, only those of the page are.
	fewQuestions = 1000
	// questionPages is how many pages of many questions are shown: what may answer
	// old questions is almost everything, and would all be read.
	questionPages = 40
)

// manyQuestions reports whether the ledger holds more questions than are
// matched at once: to match a few of them so reads all that it holds.
func (s *site) manyQuestions(r *http.Request) (bool, error) {
	_, total, err := s.answers.NewestPart(r.Context(), demarche.Filter{Kinds: []demarche.Kind{demarche.KindGap}}, 0, 0)
	return total > fewQuestions, err
}

// questions gives the open and the answered ones among those of a page of many questions.
func (s *site) questions(r *http.Request, f demarche.Filter, at func(page string) string) (open []answers.Item, answered []answers.AnsweredGap, p pages, err error) {
	p.Number = 1
	if n, err := strconv.Atoi(query(r, "page")); err == nil {
		p.Number = min(max(1, n), questionPages)
	}
	if open, answered, p.Total, err = s.answers.QuestionsPart(r.Context(), f, (p.Number-1)*pageSize, pageSize); err != nil {
		return nil, nil, p, err
	}
	p.Count = min(questionPages, max(1, (p.Total+pageSize-1)/pageSize))
	if p.Number > 1 {
		p.Previous = at(strconv.Itoa(p.Number - 1))
	}
	if p.Number < p.Count {
		p.Next = at(strconv.Itoa(p.Number + 1))
	}
	return open, answered, p, nil
}
