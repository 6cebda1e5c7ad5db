package speech

import (
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/language"
	"demarche/language/segment"
	"demarche/language/syntax"
	"demarche/vocabulary"
)

// pipeline gives the components up to attributions, and the vocabulary.
func pipeline(t testing.TB) (language.Pipeline, *vocabulary.Speech) {
	t.Helper()
	v, err := vocabulary.LoadSpeech()
	if err != nil {
		t.Fatal(err)
	}
	m, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	p := append(language.Pipeline{segment.New()}, m.Pipeline()...)
	c, err := NewAttributions(v)
	if err != nil {
		t.Fatal(err)
	}
	return append(p, NewQuotations(v), c), v
}

func analyse(t testing.TB, p language.Pipeline, text string) *language.Analysis {
	t.Helper()
	a, err := p.Analyse(text, "")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// words joins the words of spans, without punctuation at the ends.
func words(text string, spans []demarche.Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, plain(s.Of(text)))
	}
	return strings.Join(parts, " | ")
}

func plain(s string) string { return strings.Trim(s, " ,.:;\"“”'") }

func TestVocabularyExamplesAreRead(t *testing.T) {
	p, v := pipeline(t)
	var examples []string
	for _, groups := range [][]vocabulary.Cues{v.Verbs, v.Nouns, v.Adjectives} {
		for _, g := range groups {
			examples = append(examples, g.Examples...)
		}
	}
	for _, a := range v.Accordings {
		examples = append(examples, a.Example)
	}
	for _, example := range examples {
		e, err := vocabulary.ParseSpeechExample(example)
		if err != nil {
			t.Fatal(err)
		}
		a := analyse(t, p, e.Text)
		want := func(parts []string) string {
			var out []string
			for _, s := range parts {
				out = append(out, plain(s))
			}
			return strings.Join(out, " | ")
		}
		ok := slices.ContainsFunc(a.Attributions, func(x language.Attribution) bool {
			return words(e.Text, x.Source) == want(e.Source) && words(e.Text, x.Content) == want(e.Content) && strings.Contains(words(e.Text, x.Cue), strings.Fields(want(e.Cue))[0])
		})
		if !ok {
			var got []string
			for _, x := range a.Attributions {
				got = append(got, "<"+words(e.Text, x.Source)+"> ["+words(e.Text, x.Cue)+"] {"+words(e.Text, x.Content)+"}")
			}
			t.Errorf("%s\n  read as %s", example, strings.Join(got, "\n          "))
		}
	}
}

// render writes the attributions of a text, one a line: source, cue, content and whether it is denied.
func render(a *language.Analysis) string {
	var b strings.Builder
	for _, i := range Outermost(a) {
		x := &a.Attributions[i]
		b.WriteString(words(a.Text, x.Source) + " > " + words(a.Text, x.Cue) + " > " + words(a.Text, x.Content))
		if x.Negated {
			b.WriteString(" (denied)")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestAttributions(t *testing.T) {
	p, _ := pipeline(t)
	for _, c := range []struct{ name, text, want string }{
		{"direct", `The minister said: "We were not asked about the flights."`, "The minister > said > We were not asked about the flights\n"},
		{"inverted", `"We were not asked about the flights," said the minister.`, "the minister > said > We were not asked about the flights\n"},
		{"interrupted", `"We were not asked," the minister said, "and we would have refused."`, "the minister > said > We were not asked | and we would have refused\n"},
		{"interrupted clause", `"We will not," said Trade Minister Ada Brenn Osk, "open the port to anyone."`, "Trade Minister Ada Brenn Osk > said > We will not | open the port to anyone\n"},
		{"interrupted with relative clause", `"They cannot," said the governor, who was elected in June, "close the road for ever."`, "the governor > said > They cannot | close the road for ever\n"},
		{"clause after a date", "Norland said on Oct. 3 that 212 more sailors, of 900 named by the U.N., would be sent home.", "Norland > said > that 212 more sailors, of 900 named by the U.N., would be sent home\n"},
		{"clock zone", `Kovac, in a post at 4:20 p.m. ET: "Far too little."`, "Kovac >  > Far too little\n"},
		{"bare after", `"We were not asked," the minister said. "We would have refused."`, "the minister > said > We were not asked | We would have refused\n"},
		{"over paragraphs", "\"We were not asked,\" the minister said. \"We would have refused.\n\n\"Nobody told us about the plane.\"", "the minister > said > We were not asked | We would have refused | Nobody told us about the plane\n"},
		{"continued", "\"We were not asked,\" the minister said. \"And we would have refused,\" she continued.", "the minister > said > We were not asked\nshe > continued > And we would have refused\n"},
		{"indirect", "The minister said that two flights had landed on Monday.", "The minister > said > that two flights had landed on Monday\n"},
		{"indirect after", "Two flights had landed on Monday, the minister said.", "the minister > said > Two flights had landed on Monday\n"},
		{"indirect around", "The camp, the minister said, was full.", "the minister > said > The camp | was full\n"},
		{"mixed", "The minister said the plan was “a very dangerous idea” and would fail.", "The minister > said > the plan was “a very dangerous idea” and would fail\n"},
		{"according to", "The camp was full, according to the minister.", "the minister > according to > The camp was full\n"},
		{"according to first", "According to the minister, the camp was full.", "the minister > According to > the camp was full\n"},
		{"earlier sentence", "He was angry. “Nobody told us about this plane.”", "He >  > Nobody told us about this plane\n"},
		{"post", "“We will not take them back by force,” the president wrote on X.", "the president > wrote > We will not take them back by force\n"},
		{"declined", "The ministry declined to say whether the flight had left.", "The ministry > declined > to say whether the flight had left (denied)\n"},
		{"did not say", "The ministry did not say whether the flight had left.", "The ministry > did not say > whether the flight had left (denied)\n"},
		{"participle", "The bishop rejected the plan, saying that it was unlawful.", "The bishop > rejected > the plan\nThe bishop > saying > that it was unlawful\n"},
		{"two sources", "The minister said the camp was full, while the mayor said it was empty.", "The minister > said > the camp was full\nthe mayor > said > it was empty\n"},
		{"record", "The ministry said in a statement that the camp was full.", "The ministry > said in a statement > that the camp was full\n"},
		{"accused", "The ministry accused the airline of breaking the contract.", "The ministry > accused > the airline of breaking the contract\n"},
		{"tag with apposition", `"We were not asked about the flights," the deputy minister, Ms. Jane Roe, observed to the assembly.`, "the deputy minister, Ms. Jane Roe > observed > We were not asked about the flights\n"},
		{"tag with a clause", `"Nobody told us about the plane," the consul, who spoke by telephone, told reporters.`, "the consul, who spoke by telephone > told > Nobody told us about the plane\n"},
		{"tag inverted", `The plan "would never have survived a vote in parliament," says John Doe, the group's lawyer, on his page.`, "John Doe, the group's lawyer > says > The plan \"would never have survived a vote in parliament\n"},
		{"another's quotation", `The day the mayor wrote that the camp should be "closed for good," the ministry said that it was open.`, "the mayor > wrote > that the camp should be \"closed for good\nthe ministry > said > that it was open\n"},
		{"dash", `"We have nothing to add to what was said" – Jane Roe, director of the Harbour Institute.`, "Jane Roe, director of the Harbour Institute >  > We have nothing to add to what was said\n"},
		{"noun behind", `"It was a day of shame for the country," came the reply from the ministry.`, "the ministry > the reply > It was a day of shame for the country\n"},
		{"tag alone", `"Why would they wait?" The minister asked.`, "The minister > asked > Why would they wait?\n"},
		{"colon above", "The envoy continued:\n\n\"We have waited for two years and we will wait no longer.\"", "The envoy > continued > We have waited for two years and we will wait no longer\n"},
		{"title before the name", "The flight left on Friday with 40 men on board, acting minister Jane Doe told lawmakers.", "acting minister Jane Doe > told > The flight left on Friday with 40 men on board\n"},
		{"added by the report", "He urged the council to pay for the wall, which he said was nearly built.", "He > urged > the council to pay for the wall\nhe > said > was nearly built\n"},
		{"conjoined", "He said the camp was closed but did not suggest a date.", "He > said > the camp was closed\nHe > did not suggest > a date (denied)\n"},
		{"question", `Asked by reporters whether the camp had closed, the governor said it would open soon.`, "reporters > Asked > whether the camp had closed\nthe governor > said > it would open soon\n"},
		{"how she put it", `"It was a day of shame for the country," is how the mayor put it.`, "the mayor > put > It was a day of shame for the country\n"},
		{"quoted as saying", `"It was a day of shame for the country," the mayor is quoted as saying.`, "the mayor > saying > It was a day of shame for the country\n"},
		{"before a colon", `The mayor was blunt: "It was a day of shame for the country."`, "The mayor >  > It was a day of shame for the country\n"},
		{"place before a colon", `The mayor took to Facebook: "It was a day of shame for the country."`, "The mayor >  > It was a day of shame for the country\n"},
		{"according to first, a participle behind the subject", "According to a person close to the talks, eight planes, carrying a hundred people each, landed on Sunday.", "a person close to the talks > According to > eight planes, carrying a hundred people each, landed on Sunday\n"},
		{"according to first, an apposition", "According to Doe, a spokesman for the ministry, eight planes landed on Sunday.", "Doe, a spokesman for the ministry > According to > eight planes landed on Sunday\n"},
		{"according to, quoted", `According to the mayor, "it was a day of shame for the country."`, "the mayor > According to > it was a day of shame for the country\n"},
		{"goes on", `The minister said two flights had landed. "Nobody was hurt on board."`, "The minister > said > two flights had landed | Nobody was hurt on board\n"},
		{"runs on", "The ministry proposed a ban on flights for the whole of the year.", "The ministry > proposed > a ban on flights for the whole of the year\n"},
		{"and said", "The minister argued that the camp was full and said that it would be closed.", "The minister > argued > that the camp was full\nThe minister > said > that it would be closed\n"},
		{"idiom", "The mayor took strong issue with the figures of the ministry.", "The mayor > took strong issue with > the figures of the ministry\n"},
		{"light verb", "The bishops raised serious concerns about the camp.", "The bishops > raised serious concerns about > the camp\n"},
		{"no speech", "The plane left at noon and landed at four.", ""},
		{"scare quotes", "The “return hubs” never opened.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := render(analyse(t, p, c.text)); got != c.want {
				t.Errorf("%s\n got\n%s want\n%s", c.text, got, c.want)
			}
		})
	}
}

func TestTranscriptLines(t *testing.T) {
	p, _ := pipeline(t)
	a := analyse(t, p, "Press briefing\n\nQ: Has the flight left?\n\nMR. DOE: It left at noon.\n\nQ: With how many people?")
	got := render(a)
	for _, want := range []string{"Q >  > Has the flight left?", "MR. DOE >  > It left at noon"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestClassesOfAttributions(t *testing.T) {
	p, _ := pipeline(t)
	for text, want := range map[string]language.AttributionClass{
		"The minister said that the camp was full.":  language.Said,
		"Lawyers believe that the camp was full.":    language.Thought,
		"The survey found that the camp was full.":   language.Shown,
		"Three parties oppose the plan.":             language.Valued,
		"The ministry ignored the request.":          language.Treated,
		"The flight is expected to leave on Monday.": language.Seems,
		"\"We are ready for them,\" she wrote on X.": language.Written,
	} {
		a := analyse(t, p, text)
		if len(a.Attributions) == 0 || a.Attributions[0].Class != want {
			t.Errorf("%s: %+v, not class %d", text, a.Attributions, want)
		}
	}
}

func TestAnswersAreThoseOfThePersonMostQuoted(t *testing.T) {
	a := &language.Analysis{Text: "A: Yes.", Entities: []language.Entity{{Kind: language.State}, {Kind: language.Person}}}
	r := newReader(a, newLexicon(&vocabulary.Speech{}))
	out := []language.Attribution{
		{Entity: 0, CueToken: 3}, {Entity: 1, CueToken: 5},
		{Entity: language.None, CueToken: language.None, Source: []demarche.Span{{Start: 0, End: 2}}},
	}
	if r.answerers(out); out[2].Entity != 1 {
		t.Errorf("the answer is of entity %d, not 1", out[2].Entity)
	}
}

func TestHeadline(t *testing.T) {
	p, _ := pipeline(t)
	a := analyse(t, p, "Jane Doe: we will take no more flights\n\nThe country said so on Monday.")
	if got := render(a); !strings.HasPrefix(got, "Jane Doe >  > we will take no more flights\n") {
		t.Errorf("read as\n%s", got)
	}
}

func TestUtterances(t *testing.T) {
	p, _ := pipeline(t)
	for _, c := range []struct{ name, text, want string }{
		{"broken", `"We were not asked," the minister said, "and we would have refused."`, "We were not asked, and we would have refused."},
		{"bare after", `"We were not asked," the minister said. "We would have refused."`, "We were not asked, We would have refused."},
		{"too short", `The minister called it "a farce".`, ""},
		{"two paragraphs", "\"We were not asked about it,\" the minister said. \"We would have refused.\n\n\"Nobody told us about it.\"", "We were not asked about it, We would have refused. / Nobody told us about it."},
		{"two fragments", `The minister called it "a plan that nobody wanted" and "a plan that nobody needed".`, "a plan that nobody wanted / a plan that nobody needed"},
	} {
		var texts []string
		a := analyse(t, p, c.text)
		for _, u := range Utterances(a) {
			texts = append(texts, u.Text)
			if u.Attribution == language.None || !strings.Contains(words(c.text, a.Attributions[u.Attribution].Source), "minister") {
				t.Errorf("%s: %q is not the minister's", c.name, u.Text)
			}
		}
		if got := strings.Join(texts, " / "); got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}

func TestChannelExamples(t *testing.T) {
	p, v := pipeline(t)
	channels := NewChannels(v)
	for _, w := range v.Channels {
		for _, e := range w.Examples {
			a := analyse(t, p, e)
			if len(a.Attributions) == 0 {
				t.Errorf("%s: no attribution", e)
			} else if got := channels.Of(a, Outermost(a)[0]); got != w.Channel {
				t.Errorf("%s: %q, not %q", e, got, w.Channel)
			}
		}
	}
	a := analyse(t, p, "“We will wait for them,” she said.")
	if got := channels.Of(a, 0); got != "" {
		t.Errorf("channel %q where none is named", got)
	}
}

// TestHostileText holds that text without sense gives no panic and no span outside it.
func TestHostileText(t *testing.T) {
	p, v := pipeline(t)
	channels := NewChannels(v)
	for name, piece := range map[string]string{
		"opening marks": "“",
		"said":          "said ",
		"he said that":  "he said that ",
		"commas":        ", ",
		"quoted words":  "“no,” he said, ",
		"according":     "according to ",
		"speakers":      "Q: why\n",
		"no space":      "x",
		"brackets":      "((((",
		"colons":        ": ",
		"idioms":        "took issue with ",
		"light verbs":   "raised concerns about ",
		"tags":          "“no,” the man, who said no, said ",
		"dashes":        "“no” – Jane ",
	} {
		text := strings.Repeat(piece, 20000/len(piece))
		start := time.Now()
		a := analyse(t, p[:len(p)-1], text)
		parsed := time.Since(start)
		start = time.Now()
		if err := p[len(p)-1].Apply(a); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %v before, %v here", name, parsed, time.Since(start))
		if took := time.Since(start); took > parsed+time.Second {
			t.Errorf("%s: attributions take %v, everything before them %v", name, took, parsed)
		}
		for i := range a.Attributions {
			x := &a.Attributions[i]
			for _, s := range slices.Concat(x.Source, x.Cue, x.Content) {
				if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
					t.Fatalf("%s: span %v of a text of %d bytes", name, s, len(text))
				}
			}
			if i < 100 {
				channels.Of(a, i)
			}
		}
		Utterances(a)
		Export(name, a)
	}
}

func BenchmarkAttributions(b *testing.B) {
	p, _ := pipeline(b)
	text := strings.Repeat("“We were never asked,” the mayor’s spokeswoman said on Monday. “And we will not be,” she added. The ministry said that two flights had landed, while the governor denied it, according to a local paper. Nobody knows why.\n\n", 50)
	a := analyse(b, p, text)
	last := p[len(p)-1]
	b.ReportAllocs()
	for b.Loop() {
		if err := last.Apply(a); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(a.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
