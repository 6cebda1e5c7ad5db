package web

import (
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/phrases"
)

func TestSentences(t *testing.T) {
	n, err := loadNames()
	if err != nil {
		t.Fatal(err)
	}
	two, some, more, many := 2, 12, 15, 1500.0
	for _, c := range []struct {
		record demarche.Record
		want   string
	}{
		{&demarche.Position{State: "USA", Stance: demarche.Refuse, People: demarche.ThirdNationals, Nationals: []demarche.State{"CUB", "HTI", "VEN"}, Means: demarche.Sea, Place: "Guantanamo Bay"},
			"The United States refuses nationals of Cuba, Haiti and Venezuela by sea at Guantanamo Bay"},
		{&demarche.Position{State: "COL", Stance: demarche.Unsettled, From: "USA", People: demarche.AnyPeople, Means: demarche.MeansAny},
			"Colombia has not decided on returns from the United States"},
		{&demarche.Act{Type: demarche.Protest, Actor: "Example Institute", Target: "USA"}, "Example Institute protests against the United States"},
		{&demarche.Act{Type: demarche.Rule, Actor: "GBR"}, "The United Kingdom gives a ruling"},
		{&demarche.Movement{Status: demarche.UnderWay, Sender: "USA", Origin: "Fort Bliss", Destination: "Guantanamo Bay", DestinationState: "CUB", Means: demarche.MilitaryAircraft, Flights: &two, People: &some, Max: &more, Approx: true},
			"2 flights, about 12–15 people from Fort Bliss to Guantanamo Bay (Cuba) on military aircraft"},
		{&demarche.Movement{Status: demarche.Planned, DestinationState: "RWA", Destination: "Rwanda", Means: demarche.MeansUnknown}, "People to Rwanda"},
		{&demarche.Count{What: demarche.Returned, Value: 1200, Max: &many, Unit: "people", Of: "COL", In: "USA"}, "1,200–1,500 people returned, nationals of Colombia, from the United States"},
		{&demarche.Count{What: demarche.Tariff, Value: 25, Unit: "percent", Of: "COL"}, "25% tariff, on goods of Colombia"},
		{&demarche.Count{What: demarche.Money, Value: 6e6, Unit: "usd", Approx: true, In: "SLV"}, "about $6,000,000 paid or pledged, to El Salvador"},
		{&demarche.Quote{Text: "A few words said"}, "“A few words said”"},
		{&demarche.Gap{Type: demarche.NotDisclosed, Who: "MEX", About: "how many it would take"}, "Mexico has not said how many it would take"},
		{&demarche.Gap{Type: demarche.Unconfirmed, Who: "USA", About: "the number"}, "What the United States says could not be confirmed: the number"},
		{&demarche.Office{Name: "Jane Doe", Role: "envoy", Former: true, Body: "Example Institute"}, "Jane Doe, former envoy, Example Institute"},
	} {
		if got := n.sentence(c.record); got != c.want {
			t.Errorf("it says %q, not %q", got, c.want)
		}
	}
}

func TestEveryValueHasWords(t *testing.T) {
	for _, a := range demarche.ActTypes() {
		if p, ok := actPhrases[a]; !ok || p[0] == "" || p[1] == "" {
			t.Errorf("the act %s has no words", a)
		}
	}
	for _, k := range demarche.Kinds() {
		if kindMeans(k) == "" || letter(k) == "" {
			t.Errorf("the kind %s has no words", k)
		}
	}
	seen := map[string]demarche.Kind{}
	for _, k := range demarche.Kinds() {
		if other, ok := seen[letter(k)]; ok {
			t.Errorf("%s and %s share a letter", k, other)
		}
		seen[letter(k)] = k
	}
}

func TestConsentWithoutTermsIsInPart(t *testing.T) {
	for _, c := range []struct {
		verdict answers.Verdict
		terms   []demarche.Term
		word    string
		answer  string
	}{
		{answers.YesWithTerms, nil, "in part", "Yes, in part"},
		{answers.YesWithTerms, []demarche.Term{"dignity"}, "on terms", "Yes, on terms"},
		{answers.Yes, nil, "accepts", "Yes"},
		{answers.No, nil, "refuses", "No"},
	} {
		if got := verdictStanding(c.verdict, c.terms); got.Word != c.word || got.Class != standingOf(c.verdict).Class {
			t.Errorf("%s with %v is shown as %+v", c.verdict, c.terms, got)
		}
		if got := answerWords(answers.Answer{Verdict: c.verdict, Terms: c.terms}); got != c.answer {
			t.Errorf("%s with %v is answered %q", c.verdict, c.terms, got)
		}
	}
}

func TestDaysAndNumbers(t *testing.T) {
	for d, want := range map[demarche.Date][2]string{
		"2025-01-06": {"6 January 2025", "6 Jan 2025"}, "2025-01": {"January 2025", "Jan 2025"}, "2025": {"2025", "2025"}, "": {"", ""},
	} {
		if day(d) != want[0] || shortDay(d) != want[1] {
			t.Errorf("%q is %q and %q", d, day(d), shortDay(d))
		}
	}
	for v, want := range map[float64]string{0: "0", 999: "999", 1000: "1,000", 1234567.5: "1,234,567.5", -12345: "-12,345"} {
		if got := phrases.Number(v); got != want {
			t.Errorf("%v is %q, not %q", v, got, want)
		}
	}
}
