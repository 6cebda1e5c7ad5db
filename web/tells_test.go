package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"demarche"
)

func TestWhatTellsTheSameIsFolded(t *testing.T) {
	view := func(kind demarche.Kind, sentence, by, event string) itemView {
		return itemView{card: card{Kind: kind, Sentence: sentence, By: by}, Event: event}
	}
	out := folded([]itemView{
		view(demarche.KindQuote, "“No.”", "the minister", ""), view(demarche.KindAct, "A protests", "", "/events/1"), view(demarche.KindQuote, "“No.”", "the minister", ""),
		view(demarche.KindQuote, "“No.”", "the president", ""), view(demarche.KindAct, "A protests against B", "", "/events/1"), view(demarche.KindGap, "A has not said", "", ""),
		view(demarche.KindGap, "A has not said", "", ""), view(demarche.KindOffice, "Jane Doe, minister", "", ""), view(demarche.KindOffice, "Jane Doe, minister", "", ""),
	})
	var got []string
	for _, v := range out {
		got = append(got, v.Sentence+strings.Repeat("+", len(v.Same)))
	}
	if want := "“No.”+|A protests+|“No.”|A has not said|A has not said|Jane Doe, minister+"; strings.Join(got, "|") != want {
		t.Errorf("they are folded to %s, not %s", strings.Join(got, "|"), want)
	}
	p := part{Items: out, Total: 12}
	if p.More() != 3 { // nine are shown, or stand under those that are
		t.Errorf("%d more", p.More())
	}
}

func TestDeparturesNameWhoSendsBeforeThePlace(t *testing.T) {
	n, err := loadNames()
	if err != nil {
		t.Fatal(err)
	}
	for want, from := range map[string][2]string{
		"United States, from Fort Bliss": {"USA", "Fort Bliss"}, "United States": {"USA", ""}, "Fort Bliss": {"", "Fort Bliss"}, "Djibouti": {"DJI", "Djibouti"}, "": {},
	} {
		if got := n.departure(demarche.State(from[0]), from[1]); got != want {
			t.Errorf("%v departs from %q, not %q", from, got, want)
		}
	}
}

func TestTariffsAreOnGoods(t *testing.T) {
	n, err := loadNames()
	if err != nil {
		t.Fatal(err)
	}
	tariff := &demarche.Count{Common: demarche.Common{Kind: demarche.KindCount}, What: demarche.Tariff, Value: 25, Unit: "percent", Of: "COL", In: "USA"}
	if got := n.sentence(tariff); got != "25% tariff, on goods of Colombia, taken by the United States" {
		t.Errorf("it says %q", got)
	}
	var names []string
	for _, f := range n.fields(tariff) {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, "|"); !strings.Contains(got, "On goods of|Taken by") || strings.Contains(got, "Nationals") {
		t.Errorf("its fields are %s", got)
	}
}

func TestReasonsNameDaysAsPagesDo(t *testing.T) {
	for text, want := range map[string]string{
		"its newest position is of 2025-02-04, 656 days before": "Its newest position is of 4 February 2025, 656 days before",
		"entry 12025-02-041 and 2025-02":                        "Entry 12025-02-041 and 2025-02", "": "",
	} {
		if got := inWords(text); got != want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	}
}

func TestMarksOfOnePlaceStandBesideEachOther(t *testing.T) {
	for _, place := range []float64{40, 97} {
		taken, ends := 0, []int{}
		var spans [][2]int
		for _, m := range []laneMark{{Count: 1}, {Count: 12}, {Count: 2}, {Count: 1}} {
			var shift int
			shift, taken = m.beside(taken, place)
			for _, s := range spans {
				if shift < s[1] && s[0] < shift+m.width() {
					t.Errorf("at %v a mark from %d to %d runs into that from %d to %d", place, shift, shift+m.width(), s[0], s[1])
				}
			}
			spans, ends = append(spans, [2]int{shift, shift + m.width()}), append(ends, shift+m.width())
		}
		if place > farRight && ends[3] >= ends[0] {
			t.Errorf("at %v they stand to the right: %v", place, spans)
		}
	}
}

func TestPagesNameTheFeedOfWhatTheyTell(t *testing.T) {
	h := site0(t)
	for page, feed := range map[string]string{"/": "/feeds/atom", "/states/COL": "/feeds/atom?state=COL", "/changes?state=Colombia": "/feeds/atom?kind=position&state=COL", "/flights": "/feeds/atom"} {
		got := ""
		for _, e := range elements(t, get(h, page).Body.Bytes()) {
			if e.attr["rel"] == "alternate" && e.attr["type"] == "application/atom+xml" {
				got = e.attr["href"]
			}
		}
		if got != feed {
			t.Errorf("%s names the feed %q, not %q", page, got, feed)
		}
	}
}

// What the page of a day says is all of its week leads to a list of as many.
func TestTheWeekLeadsToWhatItCounts(t *testing.T) {
	h := site0(t)
	for _, on := range []string{"2025-01-31", "2025-02-10"} {
		page := get(h, "/?on="+on)
		list := ""
		for _, e := range elements(t, page.Body.Bytes()) {
			if u, err := url.Parse(e.attr["href"]); err == nil && u.Path == "/timeline" && u.Query().Get("until") == on {
				list = e.attr["href"]
			}
		}
		if list == "" {
			t.Fatalf("the page of %s does not lead to its week", on)
		}
		total := text(t, get(h, list).Body.Bytes())
		said := regexp.MustCompile(`All (\d+) positions, acts and movements of these days`).FindStringSubmatch(text(t, page.Body.Bytes()))
		if said == nil || !strings.Contains(total, said[1]+" entries") {
			t.Errorf("%s is said to have %q, and %s shows %s", on, said, list, total)
		}
	}
}
