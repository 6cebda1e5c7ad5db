package quantity_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"demarche"
	"demarche/language"
	"demarche/language/quantity"
	"demarche/language/segment"
	"demarche/language/syntax"
	"demarche/language/timex"
)

// model is loaded once; it is read only.
var model = sync.OnceValues(syntax.New)

func analyse(t testing.TB, text string, published demarche.Date) *language.Analysis {
	t.Helper()
	m, err := model()
	if err != nil {
		t.Fatal(err)
	}
	p := append(language.Pipeline{segment.New()}, m.Pipeline()...)
	a, err := append(p, timex.New(), quantity.New()).Analyse(text, published)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// show writes quantities as "words=value[..max][~][<][%|currency] noun"; labels and
// ordinals only where all is set.
func show(a *language.Analysis, all bool) string {
	var out []string
	for _, q := range a.Quantities {
		s := fmt.Sprintf("%s=%v", q.Of(a.Text), q.Value)
		switch q.Kind {
		case language.Label:
			if all {
				out = append(out, q.Of(a.Text)+"=label")
			}
			continue
		case language.Ordinal:
			if all {
				out = append(out, s+"th")
			}
			continue
		case language.Percent:
			s += "%"
		}
		if q.Max != 0 {
			s += fmt.Sprintf("..%v", q.Max)
		}
		if q.Approx {
			s += "~"
		}
		if q.AtMost {
			s += "<"
		}
		if q.Currency != "" {
			s += " " + q.Currency
		}
		if q.Counted != language.None {
			s += " " + a.Form(q.Counted)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

var tests = []struct{ text, want string }{
	{"The plane carried 160 migrants.", "160=160 migrants"},
	{"Press release 17 was sent out with circular 4 from hangar 3.", ""},
	{"The island will house 20 men and release 17 prisoners.", "20=20 men; 17=17 prisoners"},
	{"They want to block 20 flights.", "20=20 flights"},
	{"About 4 million people live there.", "About 4 million=4e+06~ people"},
	{"The state took back 4,094 of its nationals.", "4,094=4094 nationals"},
	{"More than 200 of them were men.", "More than 200=200~ them"},
	{"On board were 88.", "88=88"},
	{"Of these, 88 were sent home.", "88=88"},
	{"The island will take up to 250 people.", "up to 250=250< people"},
	{"The camp holds as many as 3,000 men.", "as many as 3,000=3000< men"},
	{"It would take no more than 200 people.", "no more than 200=200< people"},
	{"At least six people are registered.", "At least six=6~ people"},
	{"There are an estimated six million foreigners in the country.", "an estimated six million=6e+06~ foreigners"},
	{"Nearly half a million refugees returned.", "Nearly half a million=500000~ refugees"},
	{"The flight had a dozen men on board.", "a dozen=12 men"},
	{"Dozens of its citizens were flown home.", "Dozens=0~ citizens"},
	{"Tens of thousands of people crossed.", "Tens of thousands=0~ people"},
	{"Eight hundred and forty-two citizens were received.", "Eight hundred and forty-two=842 citizens"},
	{"Twenty-three Ruritanians came on the same flights.", "Twenty-three=23 Ruritanians"},
	{"Two planeloads of deportees landed.", "Two=2 planeloads"},
	{"The first two flights carried 8 to 10 people each.", "two=2 flights; 8 to 10=8..10~ people"},
	{"Between eight and ten were held under guard.", "Between eight and ten=8..10~"},
	{"There are 8-10 flights a week.", "8-10=8..10~ flights"},
	{"Some 30 or 40 people waited.", "Some 30 or 40=30..40~ people"},
	{"The post deals with between 7,000 and 10,000 people a day.", "between 7,000 and 10,000=7000..10000~ people"},
	{"It rose by 25% and then by 25 per cent.", "25%=25%; 25 per cent=25%"},
	{"It rose by between 10 and 15 percent.", "between 10 and 15 percent=10%..15~"},
	{"The deal is worth $6 million.", "$6 million=6e+06 USD"},
	{"They paid roughly US$7.5m for it.", "roughly US$7.5m=7.5e+06~ USD"},
	{"It cost €473,000 and £700 million.", "€473,000=473000 EUR; £700 million=7e+08 GBP"},
	{"Between £240 million and £290 million was spent.", "Between £240 million and £290 million=2.4e+08..2.9e+08~ GBP"},
	{"It costs $6-7 million a year.", "$6-7 million=6e+06..7e+06~ USD"},
	{"They were given 500 euros and 20 million dollars.", "500 euros=500 EUR; 20 million dollars=2e+07 USD"},
	{"It received 5.1 million US dollars.", "5.1 million US dollars=5.1e+06 USD"},
	{"One hundred dollars a head was paid.", "One hundred dollars=100 USD"},
	{"One in four is a child.", "One in four=25%"},
	{"Under the deal one man was sent and one went home.", "one=1 man; one=1"},
	{"No one knows which one of the planes it was; one another they helped.", ""},
	{"A hundred people or so were there.", "A hundred=100 people"},
	{"It sent 124 last year.", "124=124"},
	{"The agreement covers 50 deported third-country nationals.", "50=50 nationals"},
	{"It kept 11 U.S. military planes there.", "11=11 planes"},
	{"Ruritania 12 and Syldavia 14 were the scores.", "12=12; 14=14"},
	{"Two-thirds of them went home.", "Two-thirds=67%~ them"},
	{"About half of the 90 were children.", "About half=50%~; 90=90"},
	{"Nearly half the passengers slept.", "Nearly half=50%~ passengers"},
	{"A third of them went home, and a quarter of its citizens stayed.", "A third=33%~ them; a quarter=25% citizens"},
	{"In the second half of the year and for half of the day nobody came.", ""},
	{"They built a wall, half of it on sand.", ""},
	{"The dozen sailors were fed, and another hundred boys came.", "dozen=12 sailors; hundred=100 boys"},
	{"They cited the 1822 Foreign Vessels Act and a 1790 treaty.", ""},
	{"1 Ruritania refused the flight.", ""},
	{"12 Ruritanian men were sent back.", "12=12 men"},
	{"Ten at most would be taken.", "Ten at most=10<"},
	{"Twelve flights are to be operated every week.", "Twelve=12 flights"},
	{"One plane carried 93 Vietnamese to the capital.", "One=1 plane; 93=93 Vietnamese"},
	{"Of these, 123 in custody were men.", "123=123"},
	{"Some 25 of those countries received none.", "Some 25=25~ countries"},
	{"It paid 3,000 kronor a seat.", "3,000 kronor=3000 SEK"},
	{"There were never more than 178 men.", "never more than 178=178< men"},
	{"It took 84 of the 88 passengers.", "84=84 passengers; 88=88 passengers"},
	{"The number rose from 15 to 20.", "15=15; 20=20"},
	{"One of the ministry's top officials and 6 in 10 voters agreed.", "One=1 officials; 6 in 10=60% voters"},
	// Labels.
	{"Article 33(1) and a Boeing 737-800 that landed at 15.30 on Tuesday were named.", ""},
	{"The men, aged between 18 and 35, and the president, 64, were there.", ""},
	{"They lost 3-0 at one o'clock and again at three in the morning.", ""},
	{"He spoke of a fifty-first state and of a fee that was a high one.", ""},
	{"They came one by one under the 'one in, one out' deal.", ""},
	{"Flight 175 left at 17:52 for gate 4.", ""},
	{"Title 42 and Section 212(f) were invoked.", ""},
	{"A C-17 and an A320 belonging to MS-13 stood there.", ""},
	{"The boys, aged 10 to 17, and a 31-year-old man of 17 years of age came.", ""},
	{"In 2023 and on 26 January it was the same.", ""},
	{"They were held for three weeks in 2024.", ""},
	{"Jane Doe, 45, the fictional minister, spoke.", ""},
	{"The plane left at 9 a.m. and came back at 11.42am.", ""},
	{"1. Arrangements have been agreed.", ""},
	{"Decree No. 17 was signed.", ""},
	{"The second flight was the 17th this year.", ""},
}

func TestQuantities(t *testing.T) {
	for _, tt := range tests {
		if got := show(analyse(t, tt.text, "2025-02-05"), false); got != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestLabelsAndOrdinals(t *testing.T) {
	for text, want := range map[string]string{
		"Flight 175 was the second.":      "175=label; second=2th",
		"It was the 17th of 20 flights.":  "17th=17th; 20=20 flights",
		"He spoke of a fifty-first state": "fifty-first=51th",
		"At 17:52 a 31-year-old came.":    "17:52=label; 31-year-old=label",
	} {
		if got := show(analyse(t, text, ""), true); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestTokensOfQuantity(t *testing.T) {
	a := analyse(t, "It took more than 200 deported migrants.", "")
	if len(a.Quantities) != 1 {
		t.Fatalf("%d quantities", len(a.Quantities))
	}
	q := a.Quantities[0]
	if got := a.TextOf(q.First, q.Last); got != "more than 200" || a.SpanOf(q.First, q.Last) != q.Span || a.Form(q.Counted) != "migrants" {
		t.Errorf("tokens %q, span %v, counted %q", got, q.Span, a.Form(q.Counted))
	}
}

func TestSingle(t *testing.T) {
	a := analyse(t, "A plane took an Afghan, another man and the envoys to one city.", "")
	want := map[string]bool{"plane": true, "Afghan": true, "man": true, "envoys": false, "city": true}
	for i := range a.Tokens {
		if w, ok := want[a.Form(i)]; ok && quantity.Single(a, i) != w {
			t.Errorf("Single(%q) = %v", a.Form(i), !w)
		}
	}
	if quantity.Single(a, language.None) || quantity.Single(a, len(a.Tokens)) {
		t.Error("no token is single")
	}
}

// TestTokensAlone: without tags, parse and times the words around must do.
func TestTokensAlone(t *testing.T) {
	for text, want := range map[string]string{
		"The plane carried 160 deported migrants.": "160=160 migrants",
		"On 26 January 2025 it took 88 of them.":   "88=88 them",
		"In 2023 it took 40 people.":               "40=40 people",
	} {
		a, err := language.Pipeline{segment.New(), quantity.New()}.Analyse(text, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := show(a, false); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestComponent(t *testing.T) {
	c := quantity.New()
	if c.Name() != "quantity" || c.Needs() != language.Tokens || c.Gives() != language.Quantities {
		t.Errorf("%s needs %s, gives %s", c.Name(), c.Needs(), c.Gives())
	}
	if _, err := (language.Pipeline{c}).Analyse("Two men.", ""); err == nil {
		t.Error("ran without tokens")
	}
}

func FuzzQuantities(f *testing.F) {
	for _, tt := range tests {
		f.Add(tt.text)
	}
	f.Add("$0%")
	f.Add("999999999999999999999999 trillion trillion")
	f.Add("between $1 and $2 to 3-4 or so at least 5% of")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := language.Pipeline{segment.New(), timex.New(), quantity.New()}.Analyse(text, "2025-02-05")
		if err != nil {
			t.Skip(err)
		}
		end := 0
		for _, q := range a.Quantities {
			if q.Start < end || q.End <= q.Start || q.End > len(text) {
				t.Fatalf("span %v after %d", q.Span, end)
			}
			end = q.End
			if q.First < 0 || q.Last < q.First || q.Last > len(a.Tokens) || q.Counted < language.None || q.Counted >= len(a.Tokens) {
				t.Errorf("tokens %d to %d, counted %d", q.First, q.Last, q.Counted)
			}
			if q.Value < 0 || q.Max != 0 && q.Max <= q.Value {
				t.Errorf("%q is %v to %v", q.Of(text), q.Value, q.Max)
			}
			if (q.Currency != "") != (q.Kind == language.MoneyAmount) {
				t.Errorf("%q is of kind %d in %q", q.Of(text), q.Kind, q.Currency)
			}
		}
	})
}

func BenchmarkQuantities(b *testing.B) {
	text := strings.Repeat("About 160 of the 4,094 migrants paid $7.5m for between eight and ten flights, 25 per cent more than up to 250 people in 2024.\n\n", 40)
	a := analyse(b, text, "")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if err := quantity.New().Apply(a); err != nil {
			b.Fatal(err)
		}
	}
}
