package cli

import (
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/exports"
)

type whereCommand struct {
	State string `arg:"" optional:"" help:"A state by name, nationality, capital or code; all states if none."`
	On    string `help:"The day asked about. Default: today." placeholder:"DAY"`
	JSON  bool   `help:"Print as JSON."`
	CSV   bool   `name:"csv" help:"Print as CSV."`
}

func (whereCommand) Help() string {
	return `Per people and means: the stance in force, its terms, since when, in whose words, and the sentence. How the answer follows from what was said is defined in docs/semantics.md.

Example: demarche where Colombia --on 2025-01-26

Example: demarche where`
}

// Run answers where one state stands, or all.
func (c *whereCommand) Run(s *session) error {
	type question struct {
		state demarche.State
		on    demarche.Date
	}
	standings, words, err := consult(s, func(w *ask.Words) (q question, err error) {
		if q.state, err = w.State(c.State); err == nil {
			q.on, err = ask.Day(c.On)
		}
		return q, err
	}, func(a *answers.Answers, q question) ([]answers.Standing, error) {
		if q.state == "" {
			return a.Matrix(s.ctx, q.on)
		}
		one, err := a.Where(s.ctx, q.state, q.on)
		return []answers.Standing{one}, err
	})
	switch {
	case err != nil:
		return err
	case c.CSV:
		return exports.StandingTable(standings).Write(s.around.Out)
	case c.JSON && c.State != "":
		return s.asJSON(standings[0])
	case c.JSON:
		return s.asJSON(standings)
	case c.State != "":
		err = s.standing(standings[0], words)
	default:
		err = s.matrix(standings, words)
	}
	if err != nil {
		return err
	}
	return s.yetToCome(c.On)
}

// yetToCome says of a day that is yet to come that nothing can be known of it.
func (s *session) yetToCome(on string) error {
	day, err := ask.Day(on)
	if err != nil || !day.Known() || !day.First().After(s.around.Now()) {
		return err
	}
	return s.printf("\nthe day asked about is yet to come: this is what is known today\n")
}

// matrix prints all states by people and means.
func (s *session) matrix(standings []answers.Standing, words *ask.Words) error {
	if len(standings) == 0 {
		return s.printf("no state has taken a position yet, by what the ledger holds for that day\n")
	}
	ink := s.ink()
	var rows [][]string
	for _, st := range standings {
		for _, p := range []demarche.People{demarche.OwnNationals, demarche.ThirdNationals} {
			row := []string{words.States.Name(st.State) + " " + string(st.State), string(p)}
			known := false
			general := st.Cell(p, demarche.MeansAny)
			for _, m := range meansColumns() {
				cell := st.Cell(p, m)
				known = known || cell.Verdict != answers.Unknown
				if m != demarche.MeansAny && cell.Verdict != answers.Unknown && cell.Verdict == general.Verdict && slices.Equal(cell.Entries, general.Entries) {
					row = append(row, ink(verdictColour(cell.Verdict), "="))
					continue
				}
				row = append(row, cellWords(cell, onlyBy(st, cell), ink))
			}
			if known {
				rows = append(rows, row)
			}
		}
		rows = append(rows, placeRows(st, words, ink)...)
	}
	if err := s.printf("Whom states take, and by what, on %s\n\n", standings[0].On); err != nil {
		return err
	}
	if err := s.table([]string{"State", "People", "Means not said", "Military aircraft", "Civilian aircraft", "Land", "Sea"}, rows, 2, 3, 4, 5, 6); err != nil {
		return err
	}
	return s.printf("\n.  not known      =  as where means are not said      ?  said by others only      !  less than half sure\n")
}

func meansColumns() []demarche.Means {
	return []demarche.Means{demarche.MeansAny, demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea}
}

// placeRows gives the stances that hold for a certain place only.
func placeRows(st answers.Standing, words *ask.Words, ink ink) [][]string {
	var rows [][]string
	for _, r := range st.Rows {
		if r.Place == "" || r.Stance == "" {
			continue
		}
		row := []string{words.States.Name(st.State) + " " + string(st.State), string(r.People) + ", " + oneLine(string(r.Place))}
		for _, m := range meansColumns() {
			cell := ""
			if m == r.Means {
				cell = cellWords(answers.Cell{Verdict: r.Verdict(), Terms: r.Terms, Word: r.Word, Surest: r.Surest}, "", ink)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return rows
}

// onlyBy names the means by which people are taken where the means are not
// said and others are not known or are refused: "by sea only".
func onlyBy(st answers.Standing, c answers.Cell) string {
	if c.Means != demarche.MeansAny {
		return ""
	}
	var by []string
	all := true
	for _, m := range meansColumns()[1:] {
		switch st.Cell(c.People, m).Verdict {
		case answers.Yes, answers.YesWithTerms:
			by = append(by, strings.TrimSpace(byMeans(m)))
		default:
			all = false
		}
	}
	if all || len(by) == 0 {
		return ""
	}
	return strings.Join(by, " or ") + " only"
}

// cellWords gives a field of the matrix in few words; only says by which
// means, if by some only.
func cellWords(c answers.Cell, only string, ink ink) string {
	if c.Verdict == answers.Unknown {
		return "."
	}
	w := verdictWord(c.Verdict, c.Terms)
	switch {
	case c.Verdict != answers.YesWithTerms:
	case len(c.Terms) > 0:
		w = "yes, if"
	case only != "":
		w = "yes, " + only
	}
	if c.Word == answers.OtherWord {
		w += "?"
	}
	if c.Surest > 0 && c.Surest < doubtedBelow {
		w += " !"
	}
	return ink(verdictColour(c.Verdict), w) + clause(": ", wordList(c.Terms))
}

// verdictWord says a verdict. Without terms of its own, "yes with terms" is
// consent by certain means, from certain senders or for certain people only.
func verdictWord(v answers.Verdict, terms []demarche.Term) string {
	if v == answers.YesWithTerms {
		if len(terms) == 0 {
			return "yes, in part"
		}
		return "yes, with terms"
	}
	return string(v)
}

func verdictColour(v answers.Verdict) text.Colors {
	switch v {
	case answers.Yes:
		return text.Colors{text.FgGreen}
	case answers.YesWithTerms, answers.Disputed, answers.Undecided:
		return text.Colors{text.FgYellow}
	case answers.No:
		return text.Colors{text.FgRed}
	}
	return text.Colors{text.Faint}
}

// standing prints where one state stands, a paragraph for each row.
func (s *session) standing(st answers.Standing, words *ask.Words) error {
	ink := s.ink()
	if err := s.printf("%s\n", ink(text.Colors{text.Bold}, words.States.Name(st.State)+" ("+string(st.State)+") on "+string(st.On))); err != nil {
		return err
	}
	if len(st.Rows) == 0 {
		return s.printf("\n  nothing known by that day; silence is not consent\n")
	}
	for _, r := range st.Rows {
		if err := s.row(r, ink); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) row(r answers.Row, ink ink) error {
	what := peopleWords(r.People, r.Nationals) + byMeans(r.Means) + clause(" from ", string(r.From)) + clause(" at ", oneLine(string(r.Place)))
	stance := string(r.Stance)
	if stance == "" {
		stance = "only others have said"
	}
	lines := []string{"", "  " + ink(stanceColour(r.Stance), stance) + "  " + what + clause("; terms: ", wordList(r.Terms))}
	if r.Contested {
		lines = append(lines, "    contested: "+r.Reason)
	}
	if r.Stance != "" {
		by := map[answers.Word]string{answers.OwnWord: "its own word, ", answers.ReportWord: "the report's word", answers.OtherWord: "only in the word of "}[r.Word] + speakerWords(r.By)
		lines = append(lines, "    since "+sinceWords(r.Since, r.DatedBy)+"; "+strings.TrimSuffix(by, ", "), s.wrap("    ", quoted(r.Sentence)),
			"    entries "+shortList(r.Entries)+"; "+toldBy(r.Corroboration)+"; "+sureLine(r.Surest))
	}
	for _, o := range r.Others {
		lines = append(lines, s.wrap("    ", "others: "+speakerWords(o.By)+" said on "+orUnknown(o.Date)+" that it would "+string(o.Stance)+": "+quoted(o.Sentence)+" "+short(o.Entry)))
	}
	return s.printf("%s\n", strings.Join(lines, "\n"))
}

func stanceColour(st demarche.Stance) text.Colors {
	switch st {
	case demarche.Accept:
		return text.Colors{text.FgGreen}
	case demarche.Refuse:
		return text.Colors{text.FgRed}
	}
	return text.Colors{text.FgYellow}
}

func sinceWords(d demarche.Date, by answers.DatedBy) string {
	switch {
	case !d.Known():
		return "a day not known"
	case by == answers.ByPublication:
		return string(d) + " (day of the report)"
	}
	return string(d)
}

func orUnknown(d demarche.Date) string {
	if d.Known() {
		return string(d)
	}
	return "a day not known"
}

// shortList gives the beginnings of ids, a few of many.
func shortList(ids []string) string {
	const most = 8
	out := make([]string, 0, most)
	for _, id := range ids {
		if len(out) == most {
			return strings.Join(out, " ") + " and " + plural(len(ids)-most, "other")
		}
		out = append(out, short(id))
	}
	return strings.Join(out, " ")
}
