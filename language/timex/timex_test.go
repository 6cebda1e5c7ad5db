package timex_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"demarche"
	"demarche/language"
	"demarche/language/segment"
	"demarche/language/syntax"
	"demarche/language/timex"
)

// model is loaded once; it is read only.
var model = sync.OnceValues(syntax.New)

// analyse runs the whole parse and the times over a text.
func analyse(t testing.TB, text string, published demarche.Date) *language.Analysis {
	t.Helper()
	m, err := model()
	if err != nil {
		t.Fatal(err)
	}
	p := append(language.Pipeline{segment.New()}, m.Pipeline()...)
	a, err := append(p, timex.New()).Analyse(text, published)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// show writes times as "words=value", with "..end" for ranges, "~" for
// durations and "?" for what cannot be resolved.
func show(a *language.Analysis) string {
	var out []string
	for _, t := range a.Times {
		s := t.Of(a.Text) + "="
		switch {
		case t.Duration:
			s += "~"
		case t.Value == "":
			s += "?"
		}
		s += string(t.Value)
		if t.End != "" {
			s += ".." + string(t.End)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// The tests are told on Wednesday 5 February 2025.
const wednesday = demarche.Date("2025-02-05")

func TestTimes(t *testing.T) {
	tests := []struct{ text, want string }{
		// Weekdays.
		{"The foreign minister said on Tuesday that no flight had landed.", "Tuesday=2025-02-04"},
		{"The plane landed on Wednesday.", "Wednesday=2025-02-05"},
		{"The plane landed on Thursday.", "Thursday=2025-01-30"},
		{"The plane will land on Friday.", "Friday=2025-02-07"},
		{"The plane is expected to land on Friday.", "Friday=2025-02-07"},
		{"The envoys are to meet on Monday.", "Monday=2025-02-10"},
		{"The envoys meet next Monday.", "next Monday=2025-02-10"},
		{"Last Wednesday the plane turned back.", "Last Wednesday=2025-01-29"},
		{"Friday's flight was cancelled.", "Friday=2025-01-31"},
		{"The plane left late on Sunday night.", "late on Sunday night=2025-02-02"},
		{"The men arrived on Tuesday of last week.", "Tuesday of last week=2025-01-28"},
		{"The men arrived on Thursday last week.", "Thursday last week=2025-01-30"},
		{"The talks ran from Monday to Tuesday.", "Monday to Tuesday=2025-02-03..2025-02-04"},
		{"On Good Friday the border was shut.", ""},
		{"The office opens on Fridays.", ""},
		{"A flight due on Friday has been called off.", "Friday=2025-02-07"},
		{"They were told to let him in as early as Thursday.", "Thursday=2025-02-06"},
		{"The ministers meet on Friday.", "Friday=2025-02-07"},
		{"The state agreed to receive them on Monday.", "Monday=2025-02-10"},
		{"The ministry, which had been due to speak on Monday, said nothing.", "Monday=2025-02-03"},
		// Days.
		{"The president spoke today, as he did yesterday.", "today=2025-02-05; yesterday=2025-02-04"},
		{"The flight lands tomorrow.", "tomorrow=2025-02-06"},
		{"Two planes landed last night and one this morning.", "last night=2025-02-04; this morning=2025-02-05"},
		{"The plane landed the day before yesterday.", "the day before yesterday=2025-02-03"},
		// Periods.
		{"Last month the ministry refused.", "Last month=2025-01"},
		{"The ministry refused late last month.", "late last month=2025-01"},
		{"Earlier this month the ministry agreed.", "Earlier this month=2025-02"},
		{"The ministry refused last week.", "last week=?"}, // 27 January to 2 February
		{"The ministers meet next week.", "next week=2025-02"},
		{"The law was passed last year.", "last year=2024"},
		{"So far this year 40 people have come back.", "So far this year=2025"},
		{"The treaty takes effect next year.", "next year=2026"},
		{"Everything must be done by the end of the year.", "the end of the year=2025"},
		{"The treaty was signed last August.", "last August=2024-08"},
		// Dates.
		{"The note was sent on Jan. 26.", "Jan. 26=2025-01-26"},
		{"The note was sent on 26 January 2025.", "26 January 2025=2025-01-26"},
		{"The note was sent on December 20th.", "December 20th=2024-12-20"},
		{"The note, dated 2025-01-26, was sent.", "2025-01-26=2025-01-26"},
		{"The note was sent in January.", "January=2025-01"},
		{"The note was sent in October.", "October=2024-10"},
		{"The scheme will begin in October.", "October=2025-10"},
		{"The flights will start on 3 March.", "3 March=2025-03-03"},
		{"They were given until 1 March to leave.", "1 March=2025-03-01"},
		{"The envoy was in the capital from 10 to 12 January.", "10 to 12 January=2025-01-10..2025-01-12"},
		{"The envoy was there on 14–16 January 2025.", "14–16 January 2025=2025-01-14..2025-01-16"},
		{"From 20 January 2024 to 20 January 2025 there were 90 flights.", "20 January 2024 to 20 January 2025=2024-01-20..2025-01-20"},
		{"The court sat on Monday, 3 February, and ruled.", "Monday, 3 February=2025-02-03"},
		{"Numbers fell between January and September 2024.", "January and September 2024=2024-01..2024-09"},
		{"The deal was signed in May last year.", "May last year=2024-05"},
		{"It was signed in mid-January.", "mid-January=2025-01"},
		{"In March 12 people were sent back.", "March=2024-03"},
		{"The idea goes back to Feb. 9, and the quarrel dates from June.", "Feb. 9=2024-02-09; June=2024-06"},
		{"The men are sent from Feb. 9 to Feb. 12.", "Feb. 9 to Feb. 12=2025-02-09..2025-02-12"},
		{"The flight will land in March. Hundreds had returned since the 14th.", "March=2025-03; the 14th=2025-01-14"},
		{"The plane landed on the 31st.", "the 31st=2025-01-31"},
		{"The flight will land in March. The next will follow on the 14th.", "March=2025-03; the 14th=2025-03-14"},
		// Years.
		{"In 2023 the state took back 4094 people.", "2023=2023"},
		{"Between 2020 and 2024 there were 475 flights.", "2020 and 2024=2020..2024"},
		{"The plan for 2023-26 was dropped.", "2023-26=2023..2026"},
		{"In the fourth quarter of 2024 numbers fell.", "the fourth quarter of 2024=2024"},
		{"Removals rose in fiscal year 2024.", "fiscal year 2024=2024"},
		{"Removals rose in the 2024 fiscal year.", "2024 fiscal year=2024"},
		{"They came back in the fall of 2023.", "fall of 2023=2023"},
		{"There have been no relations since the 1990s.", "1990s=?"},
		{"The state returned 2042 people and 1368 more.", ""},
		{"The Enemies Act of 1798 has stood since at least 1918.", "1798=1798; 1918=1918"},
		{"None of those received on Tuesday has any charge to answer.", "Tuesday=2025-02-04"},
		{"It was signed in early 2024.", "early 2024=2024"},
		// Counted.
		{"The plane left three weeks ago.", "three weeks ago=2025-01"},
		{"The plane left two days ago.", "two days ago=2025-02-03"},
		{"The agreement ended four years ago.", "four years ago=2021"},
		{"A few days ago the plane left.", "A few days ago=?"},
		{"They were held for three weeks.", "three weeks=~"},
		{"They have 30 days to leave.", "30 days=~"},
		{"In the past week five planes came.", "the past week=~"},
		{"The ban will end in two days.", "two days=2025-02-07"},
		{"A 17-year-old boy was among them; he is 17 years old.", ""},
		// Seen from the time before.
		{"The plane took off on 10 January. Two days later it came back.", "10 January=2025-01-10; Two days later=2025-01-12"},
		{"The note arrived on 10 January. A day earlier the plane had left.", "10 January=2025-01-10; A day earlier=2025-01-09"},
		{"The note arrived on 10 January. The next day the embassy closed.", "10 January=2025-01-10; The next day=2025-01-11"},
		{"The note arrived on 10 January and on the same day the embassy closed.", "10 January=2025-01-10; the same day=2025-01-10"},
		{"The treaty lapsed in 2021. It was renewed the following year.", "2021=2021; the following year=2022"},
		{"In April 2022 it failed. In June of that year it failed again.", "April 2022=2022-04; June of that year=2022-06"},
		{"On 3 January they were told to be gone by the 30th.", "3 January=2025-01-03; the 30th=2025-01-30"},
		{"The order was given on 30 June 2024. A month later the provinces were told.", "30 June 2024=2024-06-30; A month later=2024-07"},
		{"On 7 January they were told to be gone by the end of the month.", "7 January=2025-01-07; the end of the month=2025-01"},
		{"Talks began in January and in the same month last year.", "January=2025-01; the same month last year=2024-01"},
		{"The note came on 30 August 2024. Two months before that, there were talks.", "30 August 2024=2024-08-30; Two months before that=2024-06"},
		{"No such thing had been seen since April 5.", "April 5=2024-04-05"},
		{"It spoke on 3 January. A week later, on 12 January, the court ruled.", "3 January=2025-01-03; A week later=2025-01-12; 12 January=2025-01-12"},
		{"It did so in 2017, 2018 and 2020 and three times in as many weeks.", "2017=2017; 2018=2018; 2020=2020"},
		{"The ministry said on the 4th that they had come.", "the 4th=2025-02-04"},
		{"It spoke on 3 November. The envoy left on the 28th of that month.", "3 November=2024-11-03; the 28th of that month=2024-11-28"},
		{"The envoy left on the 28th of last month.", "the 28th of last month=2025-01-28"},
		{"Talks began a year and a half ago and must end by year-end.", "a year and a half ago=2023-08; year-end=2025"},
		{"Following Tuesday's talks, nothing changed since the party's 1992 campaign.", "Tuesday=2025-02-04; 1992=1992"},
		{"They must be gone by month's end.", "month's end=2025-02"},
		// Words that look like times.
		{"He spoke to the Today programme some 2 1/2 years later.", "years later=?"},
		{"More came than in any previous year, and one day they may return.", ""},
		{"It was his last year in office and the state's next week of talks.", ""},
		{"They may march to the border in an august mood.", ""},
		{"The minister, April Smith, may say more.", ""},
	}
	for _, tt := range tests {
		if got := show(analyse(t, tt.text, wednesday)); got != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestWithoutPublication(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing fixes the year", "Title\n\nThe minister spoke on Monday, 3 March, and said it was over.\n", "Monday, 3 March=?"},
		{"nothing fixes the day", "The minister spoke on Tuesday and again yesterday.", "Tuesday=?; yesterday=?"},
		{"full dates stand", "The note was sent on 26 January 2025 and answered in May 2025.", "26 January 2025=2025-01-26; May 2025=2025-05"},
		{"the head fixes the month", "Returns bulletin\nWeek of 17 to 23 March 2025\n\nThe ministry refused on 19 March. It had agreed in February, and last year. This week it was silent.\n",
			"17 to 23 March 2025=2025-03-17..2025-03-23; 19 March=2025-03-19; February=2025-02; last year=2024; This week=?"},
		{"a year in the same sentence", strings.Repeat("The ministry spoke.\n\n", 5) + "In 2021 it asked for time before its December vote.\n", "2021=2021; December=2021-12"},
		{"a year in an earlier sentence", strings.Repeat("The ministry spoke.\n\n", 5) + "The treaty dates from 1944. On January 20 it was broken.\n", "1944=1944; January 20=?"},
		{"headings give the year", "TIMELINE\n\n2023\n• 3 October: The order is given.\n• 1 November: It is carried out.\n\n2025\n• 7 March: It is given again. A day later it is withdrawn.\n",
			"2023=2023; 3 October=2023-10-03; 1 November=2023-11-01; 2025=2025; 7 March=2025-03-07; A day later=2025-03-08"},
		{"each report of a bundle has its day", "BC-ONE\nSTRELSAU, April 30, 2025 -- A plane landed on Wednesday, the ministry said.\nBC-TWO\nZENDA, March 14, 2025 -- The court ruled on Thursday, a lawyer said.\n",
			"April 30, 2025=2025-04-30; Wednesday=2025-04-30; March 14, 2025=2025-03-14; Thursday=2025-03-13"},
	}
	for _, tt := range tests {
		if got := show(analyse(t, tt.text, "")); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestLiveReport(t *testing.T) {
	text := "LIVE: planes turned back\n\n17:52 - Ministry answers\nThe ministry says the planes left at 9 a.m. and came back.\n\n11.42am Planes leave\nTwo planes are on their way, officials say.\n"
	if got, want := show(analyse(t, text, wednesday)), "17:52=2025-02-05; 11.42am=2025-02-05"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestQuotedDays: "yesterday" in direct speech is seen from the day on which it was said.
func TestQuotedDays(t *testing.T) {
	text := `"Yesterday two planes came," the minister said on Monday.`
	m, err := model()
	if err != nil {
		t.Fatal(err)
	}
	p := append(language.Pipeline{segment.New()}, m.Pipeline()...)
	p = append(p, quotations{}, timex.New())
	a, err := p.Analyse(text, wednesday)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(a), "Yesterday=2025-02-02; Monday=2025-02-03"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// quotations finds straight double quotation marks, for one test.
type quotations struct{}

func (quotations) Name() string          { return "quotations" }
func (quotations) Needs() language.Layer { return language.Tokens }
func (quotations) Gives() language.Layer { return language.Quotations }
func (quotations) Apply(a *language.Analysis) error {
	first, last := strings.Index(a.Text, `"`), strings.LastIndex(a.Text, `"`)
	a.Quotations = []language.Quotation{{Span: demarche.Span{Start: first, End: last + 1}, Closed: true, Continues: language.None}}
	return nil
}

// TestTokensAlone: without tags and parse the words around tell the tense.
func TestTokensAlone(t *testing.T) {
	for text, want := range map[string]string{
		"The plane landed on Friday.":        "Friday=2025-01-31",
		"The plane will land on Friday.":     "Friday=2025-02-07",
		"The envoys are to meet on Monday.":  "Monday=2025-02-10",
		"It landed on Jan. 26, as expected.": "Jan. 26=2025-01-26",
		"The plane left two days ago.":       "two days ago=2025-02-03",
	} {
		a, err := language.Pipeline{segment.New(), timex.New()}.Analyse(text, wednesday)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(a); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestComponent(t *testing.T) {
	c := timex.New()
	if c.Name() != "timex" || c.Needs() != language.Tokens || c.Gives() != language.Times {
		t.Errorf("%s needs %s, gives %s", c.Name(), c.Needs(), c.Gives())
	}
	if _, err := (language.Pipeline{c}).Analyse("On Monday.", wednesday); err == nil {
		t.Error("ran without tokens")
	}
}

func FuzzTimes(f *testing.F) {
	for _, s := range []string{
		"On Tuesday, 4 Feb. 2025, 2023-26, two days later", "the end of the month", "from 31 December to 1 January", "17:52 - x\n", "2023\n• 3 October: y",
		"between 2020 and 2024 the same month last year", "30 February, 31.12.9999, Monday of next week", "in 9999999999 years", "the 31st of February", "a fortnight ago",
	} {
		f.Add(s, "2025-02-05")
	}
	f.Add("last year, last month, tomorrow", "1000-01-01")
	f.Add("next year, next month, tomorrow", "9999-12-31")
	f.Fuzz(func(t *testing.T, text, day string) {
		published, err := demarche.ParseDate(day)
		if err != nil {
			published = ""
		}
		a, err := language.Pipeline{segment.New(), timex.New()}.Analyse(text, published)
		if err != nil {
			t.Skip(err)
		}
		end := 0
		for _, x := range a.Times {
			if x.Start < end || x.Span.End <= x.Start || x.Span.End > len(text) {
				t.Fatalf("span %v after %d", x.Span, end)
			}
			end = x.Span.End
			for _, d := range []demarche.Date{x.Value, x.End} {
				if d != "" {
					if _, err := demarche.ParseDate(string(d)); err != nil {
						t.Errorf("%q: %v", x.Of(text), err)
					}
				}
			}
			if x.Head < language.None || x.Head >= len(a.Tokens) {
				t.Errorf("head %d", x.Head)
			}
			if x.Duration && x.Value != "" {
				t.Errorf("%q is a length of time and %s", x.Of(text), x.Value)
			}
		}
	})
}

// TestLinear: a text without a stop, all months, takes time in proportion to its length.
func TestLinear(t *testing.T) {
	text := strings.Repeat("in May and next Monday two days later ", 5000)
	a, err := language.Pipeline{segment.New()}.Analyse(text, wednesday)
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if err := timex.New().Apply(a); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 5*time.Second || len(a.Times) != 15000 {
		t.Errorf("%d times in %v", len(a.Times), took)
	}
}

var article = strings.Repeat("The foreign minister said on Tuesday that the flight of 26 January had carried 160 people. Two days later the two states agreed, between 2020 and 2024, that planes would land next Monday.\n\n", 40)

func BenchmarkTimes(b *testing.B) {
	a := analyse(b, article, wednesday)
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		if err := timex.New().Apply(a); err != nil {
			b.Fatal(err)
		}
	}
}
