package cli

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/exports"
)

type searchCommand struct {
	Words     []string `arg:"" help:"Words that must all be there, \"phrases in quotation marks\", beginnings of words with a star (refus*). Letter case and accents do not matter."`
	Kind      string   `help:"Kinds of record, separated by commas, or report for the texts of reports. Default: everything." placeholder:"KIND,..."`
	State     string   `help:"A state by name, nationality, capital or code, in whatever part." placeholder:"STATE"`
	Since     string   `help:"On or after this day; what has no day of its own is judged by the day of its report." placeholder:"DAY"`
	Until     string   `help:"On or before this day." placeholder:"DAY"`
	Publisher string   `help:"Part of the name of the publisher or the agency." placeholder:"NAME"`
	Limit     int      `help:"Hits at most." default:"20" placeholder:"N"`
	Offset    int      `help:"Hits to leave out at the beginning." placeholder:"N"`
	JSON      bool     `help:"Print as JSON." xor:"form"`
	CSV       bool     `name:"csv" help:"Print as CSV." xor:"form"`
}

func (searchCommand) Help() string {
	return `Looks through the texts of reports and through entries - their evidence, and the names, places and subjects in their fields - for words. The best comes first: what has rare words often, in the title or in names above the rest; then the newest. What is printed around the words is exactly what stands in the report. With --reviewed-only in front of the command, only what a reviewer accepted or amended.

Example: demarche search protocol "military aircraft" --kind position,quote --state Colombia

Example: demarche search 'deport*' --kind report --since 2025-01 --json`
}

// Run prints what was found.
func (c *searchCommand) Run(s *session) error {
	if c.Limit < 1 || c.Offset < 0 {
		return &demarche.Error{Code: demarche.Invalid, Detail: "--limit is 1 or more, --offset 0 or more", Hint: "leave them out for the first 20"}
	}
	found, _, err := consult(s, func(w *ask.Words) (demarche.Search, error) {
		q, err := w.Search(ask.Search{Words: sought(c.Words), Kind: c.Kind, State: c.State, Since: c.Since, Until: c.Until, Publisher: c.Publisher})
		q.Limit, q.Offset = c.Limit, c.Offset
		return q, err
	}, func(a *answers.Answers, q demarche.Search) (answers.Findings, error) { return a.Search(s.ctx, q) })
	switch {
	case err != nil:
		return err
	case c.JSON:
		return s.asJSON(found)
	case c.CSV:
		return exports.FindingTable(found).Write(s.around.Out)
	case found.Total == 0:
		return s.printf("nothing in the ledger has these words%s\n", starHint(found))
	}
	for _, f := range found.Hits {
		if err := s.finding(f); err != nil {
			return err
		}
	}
	if len(found.Hits) == 0 {
		return s.printf("there are only %s\n", plural(found.Total, "hit"))
	}
	more := ""
	if found.More {
		more = "; older ones were not looked at, add a word or a day"
	}
	return s.printf("%d to %d of %s%s%s\n", c.Offset+1, c.Offset+len(found.Hits), plural(found.Total, "hit"), more, starHint(found))
}

// starHint says how to look for words by their beginnings, if few were found.
func starHint(found answers.Findings) string {
	if found.Beginnings == "" {
		return ""
	}
	return "; words are found as they are written: '" + oneLine(found.Beginnings) + "' finds those that begin so"
}

// sought joins words as a shell gave them: one that has white space in it was
// in quotation marks, and is a phrase.
func sought(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		if len(words) > 1 && strings.ContainsAny(strings.TrimSpace(w), " \t\n") && !strings.ContainsAny(w, `"“”„«»`) {
			w = `"` + w + `"`
		}
		out[i] = w
	}
	return strings.Join(out, " ")
}

// finding prints one hit.
func (s *session) finding(f answers.Finding) error {
	what, id, day := "report", f.Report.Hash, string(f.Report.Published)
	head := f.Report.Title
	if head == "" {
		head = f.Report.Name
	}
	if f.Entry != nil {
		what, id, day, head = string(f.Entry.Record.Shared().Kind), f.Entry.ID(), string(f.Entry.Day), summary(f.Entry.Record)
		if f.Entry.DatedBy == answers.ByPublication {
			day += "*"
		}
	}
	in := ""
	if f.Entry != nil {
		in = clause("in ", oneLine(f.Report.Name)+"; "+sureLineOf(*f.Entry))
	}
	head = s.ink()(text.Colors{text.Bold}, oneLine(head))
	return s.printf("%s  %s  %s  %s\n%s\n", short(id), orUnknown(demarche.Date(day)), what, strings.TrimSpace(head+"  "+in), s.wrap("            ", s.marked(f.Snippet, f.Entry == nil)))
}

// marked writes a snippet with what was sought in colour, on one line; part
// says that it is a part of a longer text, and not evidence by itself.
func (s *session) marked(n demarche.Snippet, part bool) string {
	points, at := []rune(n.Exact), 0
	var b strings.Builder
	for _, m := range n.Marks {
		from, to := m.Start-n.Start, m.End-n.Start
		b.WriteString(oneLine(string(points[at:from])))
		b.WriteString(s.ink()(text.Colors{text.Bold, text.FgYellow}, oneLine(string(points[from:to]))))
		at = to
	}
	b.WriteString(oneLine(string(points[at:])))
	words := strings.Join(strings.Fields(b.String()), " ")
	if part && n.Start > 0 {
		words = "… " + words
	}
	if part {
		words += " …"
	}
	return words
}
