package answers_test

import (
	"testing"

	"demarche"
	"demarche/answers"
)

func TestTheSentenceOfAnEntryIsNotTheHeadlineIfThereIsAnother(t *testing.T) {
	const headline, body = "Norland turns back two planes", "The minister said that two planes had been turned back."
	for name, tt := range map[string]struct {
		title    string
		evidence []string
		want     string
	}{
		"the headline stands first":             {headline, []string{headline, body, "They carried 80 people."}, body},
		"the headline alone":                    {headline, []string{headline}, headline},
		"the title names its site too":          {headline + " | The Norland Gazette", []string{headline, body}, body},
		"the headline is broken over two lines": {headline, []string{"Norland turns back\ntwo planes", body}, body},
		"the headline stands last":              {headline, []string{body, headline}, body},
		"no title":                              {"", []string{headline, body}, headline},
		"no evidence":                           {headline, nil, ""},
	} {
		p := position("COL", refuse, own, military, "2025-01-26")
		p.Shared().Evidence = nil
		for _, words := range tt.evidence {
			p.Shared().Evidence = append(p.Shared().Evidence, demarche.Selector{Exact: words})
		}
		if got := answers.NewItem(demarche.Entry{Record: p, Title: tt.title}).Sentence(); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
