package web

import (
	"encoding/json"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
)

func TestHowFarAnEntryCanBeReliedOn(t *testing.T) {
	for _, tt := range []struct {
		review     demarche.ReviewStatus
		confidence float64
		words      string
		low        bool
	}{
		{demarche.Proposed, 0.62, "not reviewed · 62% sure", false},
		{demarche.Proposed, 0.5, "not reviewed · 50% sure", false},
		{demarche.Proposed, 0.499, "not reviewed · only 49% sure", true},
		{demarche.Proposed, 0.29, "not reviewed · only 29% sure", true},
		{demarche.Proposed, 0, "not reviewed", false},
		{demarche.Accepted, 0.2, "accepted by a reviewer", false},
		{demarche.Amended, 0, "amended by a reviewer", false},
		{demarche.Rejected, 0.9, "rejected by a reviewer", false},
	} {
		if got := newSure(tt.review, tt.confidence); got.Words != tt.words || got.Low != tt.low || got.Why == "" {
			t.Errorf("%s, %v: %+v, want %q, low %v", tt.review, tt.confidence, got, tt.words, tt.low)
		}
	}
}

func TestHowManyPositionsAreReviewed(t *testing.T) {
	row := func(accepted, proposed int) answers.Row {
		return answers.Row{Stance: demarche.Refuse, Review: answers.Reviewed{Accepted: accepted, Proposed: proposed}}
	}
	for want, rows := range map[string][]answers.Row{
		"": {{}}, // only others spoke
		"Read by machine; the position shown here is not reviewed.":        {row(0, 2)},
		"Read by machine; the position shown here is reviewed.":            {row(1, 0)},
		"Read by machine; none of the 2 positions shown here is reviewed.": {row(0, 1), row(1, 1)},
		"Read by machine; 2 of 3 positions shown here are reviewed.":       {row(2, 0), row(1, 0), row(1, 3)},
	} {
		if got := readBy(answers.NewBoard(answers.Standing{Rows: rows})); got != want {
			t.Errorf("%+v: %q, want %q", rows, got, want)
		}
	}
}

func TestEveryEntryOfAListSaysHowFarItCanBeReliedOn(t *testing.T) {
	h := site0(t)
	for _, page := range []string{"/", "/timeline", "/gaps", "/quotes", "/offices", "/counts", "/promises", "/flights", "/states/COL", "/search?q=colombia"} {
		w := get(h, page)
		body := w.Body.String()
		entries := strings.Count(body, `<li class="line `) + strings.Count(body, `<article class="stand`) + strings.Count(body, `<li class="hit k-`)
		marks := strings.Count(body, `<span class="sure`)
		if w.Code != 200 || marks < entries || marks == 0 {
			t.Errorf("%s: %d marks for %d entries (%d)", page, marks, entries, w.Code)
		}
	}
}

func TestWhatIsNotPublishedSaysSoInLists(t *testing.T) {
	s := &site{patterns: patterns{templates: parsed()}}
	e := demarche.Entry{Record: &demarche.Gap{Common: demarche.Common{Kind: demarche.KindGap}}, Document: "ab", Unpublished: "camp-leak harbour"}
	if got := templated(t, "entry-line", s.item(answers.NewItem(e))); !strings.Contains(got, "not published: camp-leak, harbour") {
		t.Errorf("an entry is written as\n%s", got)
	}
	e.Unpublished = ""
	if got := templated(t, "entry-line", s.item(answers.NewItem(e))); strings.Contains(got, "not published") {
		t.Errorf("an entry that everybody sees is written as\n%s", got)
	}
	b, err := json.Marshal(answers.NewItem(demarche.Entry{Record: e.Record, Unpublished: "camp-leak"}))
	if err != nil || !strings.Contains(string(b), `"unpublished":"camp-leak"`) {
		t.Errorf("in JSON: %s, %v", b, err)
	}
}
