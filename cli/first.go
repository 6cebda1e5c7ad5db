package cli

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

type firstCommand struct {
	What      string `arg:"" optional:"" help:"A stance (accept, refuse, unsettled) or a type of act (turn_back, protest, sanction ...)."`
	People    string `help:"Of a stance: own, third or any." enum:",own,third,any" default:""`
	Nationals string `help:"Of a stance: nationalities of the people, separated by commas; a stance on certain nationals alone counts where one of them is named." placeholder:"STATES"`
	Means     string `help:"Of a stance: military_aircraft, civilian_aircraft, land or sea." enum:",military_aircraft,civilian_aircraft,land,sea,any" default:""`
	Place     string `help:"Of a stance: the place that it concerns." placeholder:"NAME"`
	From      string `help:"Of a stance: the sending state." placeholder:"STATE"`
	Target    string `help:"Of an act: the state or body at which it is aimed." placeholder:"STATE"`
	Since     string `help:"The first from this day on." placeholder:"DAY"`
	JSON      bool   `help:"Print as JSON."`
}

func (firstCommand) Help() string {
	return `Which state was the first, by what the ledger holds, with the runners-up and how sure that is: what was read of earlier days, whose word it is, whether others may have been as early, and whether a person has reviewed it.

Example: demarche first refuse --means military_aircraft

Example: demarche first turn_back --since 2025-01-20`
}

// Run prints who was first.
func (c *firstCommand) Run(s *session) error {
	if c.What == "" {
		return &demarche.Error{Code: demarche.Invalid, Op: "first", Detail: "it is not said what the first is asked for",
			Hint: "ask for one of accept, refuse, unsettled or for an act: demarche first refuse --means military_aircraft; demarche first accept --people third; demarche first turn_back --since 2025-01-20"}
	}
	a, names, err := consult(s, func(w *ask.Words) (answers.Claim, error) {
		return w.Claim(ask.Claim{What: c.What, People: c.People, Nationals: c.Nationals, Means: c.Means, Place: c.Place, From: c.From, Target: c.Target, Since: c.Since})
	}, func(a *answers.Answers, q answers.Claim) (answers.FirstAnswer, error) { return a.First(s.ctx, q) })
	switch {
	case err != nil:
		return err
	case c.JSON:
		return s.asJSON(a)
	case a.First == nil:
		if err := s.printf("no state is known to have done that; silence is not a no\n"); err != nil {
			return err
		}
		return s.contenders("Of certain nationals alone", a.Partly, names)
	}
	ink := s.ink()
	var b strings.Builder
	fmt.Fprintf(&b, "%s, on %s: %s\n", ink(text.Colors{text.Bold}, names.States.Name(a.First.State)), contenderDay(*a.First), sureWords(a.Sure))
	fmt.Fprintf(&b, "%s\n            %s  %s; %s; %s\n", s.wrap("            ", quoted(a.First.Entry.Sentence())), short(a.First.Entry.ID()), oneLine(a.First.Entry.Name),
		contenderWord(*a.First), toldBy(a.First.Corroboration)+"; "+sureLineOf(a.First.Entry))
	for _, d := range a.Doubts {
		b.WriteString(s.wrap("  - ", d.Reason+clause(": ", shortList(d.Entries))) + "\n")
	}
	fmt.Fprintf(&b, "  %s of earlier days read, %d of the 30 days before; the oldest of %s\n", plural(a.Reports, "report"), a.Nearby, orUnknown(a.Oldest))
	if err := s.printf("%s", b.String()); err != nil {
		return err
	}
	if err := s.contenders("Then", a.Runners, names); err != nil {
		return err
	}
	return s.contenders("Of certain nationals alone", a.Partly, names)
}

// contenders lists states that did what is asked about, under a heading.
func (s *session) contenders(heading string, all []answers.Contender, names *ask.Words) error {
	if len(all) == 0 {
		return nil
	}
	if err := s.printf("\n%s\n", heading); err != nil {
		return err
	}
	rows := make([][]string, len(all))
	for i, r := range all {
		rows[i] = clean([]string{contenderDay(r), names.States.Name(r.State), contenderWord(r), r.Entry.Sentence(), toldShort(r.Corroboration), sureOf(r.Entry), short(r.Entry.ID())})
	}
	return s.table([]string{"Day", "State", "Word", "Sentence", "Told by", sureHeading, "Id"}, rows, 3)
}

// contenderWord says whose word a contender is, and that it speaks of all means where one was asked about.
func contenderWord(c answers.Contender) string {
	w := wordWords(c.Word)
	if c.General {
		w += ", naming no means"
	}
	if len(c.Nationals) > 0 {
		w += ", on nationals of " + wordList(c.Nationals)
	}
	return w
}

// contenderDay gives the day of a contender, or the days between which it was.
func contenderDay(c answers.Contender) string {
	switch {
	case c.DatedBy == answers.ByPublication:
		return string(c.Latest) + "*"
	case c.Earliest != c.Latest:
		return string(c.Earliest) + " to " + string(c.Latest)
	}
	return string(c.Day)
}

func wordWords(w answers.Word) string {
	return map[answers.Word]string{answers.OwnWord: "its own word", answers.ReportWord: "the report's word", answers.OtherWord: "another's word"}[w]
}

func sureWords(s answers.Sureness) string {
	return map[answers.Sureness]string{
		answers.Sure: "the first that the ledger knows", answers.Likely: "likely the first, as far as the ledger knows", answers.Doubtful: "doubtful that it was the first",
	}[s]
}
