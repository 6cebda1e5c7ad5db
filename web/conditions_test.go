package web

import (
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/internal/webfixture"
)

// What an answer rests on stands once in full: under each term the first that
// asks for it, whatever the answer does not rest on, and how many others there are.
func TestUnderATermOneOfManyIsShown(t *testing.T) {
	item := func(id string) answers.Item {
		return answers.Item{Entry: demarche.Entry{Record: &demarche.Position{Common: demarche.Common{ID: id}}}}
	}
	a, b, c, figure, other := item("a"), item("b"), item("c"), item("figure"), item("other")
	for _, tt := range []struct {
		entries, rests []answers.Item
		shown, more    string
	}{
		{nil, nil, "", ""},
		{[]answers.Item{a}, []answers.Item{a}, "a", ""},
		{[]answers.Item{a, b}, []answers.Item{a, b}, "a", "1 more asks for it"},
		{[]answers.Item{b, c, a}, []answers.Item{a, b, c}, "b", "2 more ask for it"},
		{[]answers.Item{figure, a, b, other}, []answers.Item{a, b}, "figure a other", "1 more asks for it"},
		{[]answers.Item{figure, other}, []answers.Item{a, b}, "figure other", ""},
	} {
		shown, more := underTerm(tt.entries, tt.rests)
		var ids []string
		for _, s := range shown {
			ids = append(ids, s.ID())
		}
		if got := strings.Join(ids, " "); got != tt.shown || more != tt.more {
			t.Errorf("of %d entries %q is shown, %q; want %q, %q", len(tt.entries), got, more, tt.shown, tt.more)
		}
	}
}

// Where the question stands above the answer, a page that answers leads there.
func TestAPageWithAnAnswerLeadsToIt(t *testing.T) {
	h := pagesOver(webfixture.Answers(t))
	for at, leads := range map[string]bool{
		"/would": false, "/first": false, "/would?state=COL&people=own": true, "/would?state=Nowhere": true, "/first?what=refuse": true, "/first?what=sing": true,
	} {
		if body := mainOf(get(h, at).Body.String()); strings.Contains(body, `<a href="#answer">To the answer</a>`) != leads {
			t.Errorf("%s leads to its answer: %t", at, !leads)
		}
	}
}
