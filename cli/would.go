package cli

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche/answers"
	"demarche/ask"
)

type wouldCommand struct {
	State     string  `arg:"" help:"The receiving state by name, nationality, capital or code."`
	People    *string `help:"Whose nationals: own, third (other states') or any. Default: any, or what the nationals are." enum:"own,third,any"`
	Means     string  `help:"military_aircraft, civilian_aircraft, land, sea or any (not said)." enum:"military_aircraft,civilian_aircraft,land,sea,any" default:"any"`
	Nationals string  `help:"Nationalities, by name or code, separated by commas." placeholder:"ISO,..."`
	Place     string  `help:"The place to which they would be taken." placeholder:"NAME"`
	From      string  `help:"The sending state." placeholder:"STATE"`
	On        string  `help:"The day asked about. Default: today." placeholder:"DAY"`
	JSON      bool    `help:"Print as JSON."`
}

func (wouldCommand) Help() string {
	return `The verdict is yes, yes with terms, no, contested, unsettled or unknown, with the entries it rests on and why others were passed over. Silence is never taken for consent. The rules stand in docs/semantics.md.

Example: demarche would Mexico --people own --place "Guantanamo Bay"

Example: demarche would COL --people own --means military_aircraft --on 2025-01-26`
}

// Run answers the question.
func (c *wouldCommand) Run(s *session) error {
	people := ""
	if c.People != nil {
		people = *c.People
	}
	answer, _, err := consult(s, func(w *ask.Words) (answers.Question, error) {
		return w.Question(ask.Would{State: c.State, People: people, Means: c.Means, Nationals: c.Nationals, Place: c.Place, From: c.From, On: c.On})
	}, func(a *answers.Answers, q answers.Question) (answers.Answer, error) { return a.Would(s.ctx, q) })
	if err != nil {
		return err
	}
	if c.JSON {
		return s.asJSON(answer)
	}
	return s.answer(answer)
}

// answer prints a verdict and what it rests on.
func (s *session) answer(a answers.Answer) error {
	ink := s.ink()
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	line(ink(append(text.Colors{text.Bold}, verdictColour(a.Verdict)...), strings.ToUpper(verdictWord(a.Verdict, a.Terms))), "  ", a.Reason)
	line("  asked: ", string(a.Question.State), ", ", askedWords(a.Question), clause(" from ", string(a.Question.From)),
		byMeans(a.Question.Means), clause(" at ", oneLine(string(a.Question.Place))), ", on ", string(a.Question.On))
	if len(a.Terms) > 0 {
		line("  terms: ", wordList(a.Terms))
	}
	for _, p := range a.Parts {
		line("  part:  ", peopleWords(p.People, nil), clause(" of ", string(p.Nationality)), clause(" from ", string(p.From)), byMeans(p.Means), ": ",
			verdictWord(p.Verdict, p.Terms), clause("; ", wordList(p.Terms)))
	}
	section := func(title string, items []answers.Item) {
		if len(items) == 0 {
			return
		}
		line("\n", title)
		for _, it := range items {
			line("  ", short(it.ID()), "  ", dayWords(it), clause("  ", saidBy(it.Record)), "  (", oneLine(it.Name), ")")
			line(s.wrap("            ", quoted(it.Sentence())))
		}
	}
	section("It rests on, "+toldBy(a.Corroboration), a.Entries)
	section("What others said of it", a.Others)
	section("What it is reported not to have said", a.Silences)
	if len(a.PassedOver) > 0 {
		line("\nPassed over")
		for _, p := range a.PassedOver {
			line("  ", short(p.Item.ID()), "  ", summary(p.Item.Record), ", ", dayWords(p.Item), ": ", shortened(oneLine(p.Reason)))
		}
	}
	return s.printf("%s", b.String())
}

// shortened makes the ids in a reason as short as elsewhere.
func shortened(reason string) string {
	fields := strings.Fields(reason)
	for i, f := range fields {
		if len(f) == 16 && strings.Trim(f, "0123456789abcdef") == "" {
			fields[i] = short(f)
		}
	}
	return strings.Join(fields, " ")
}

func dayWords(it answers.Item) string { return sinceWords(it.Day, it.DatedBy) }
