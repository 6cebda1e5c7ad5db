package exports

import (
	"strconv"

	"demarche/answers"
)

// DecidedTable gives what reviewers decided, a row for each decision.
func DecidedTable(all []answers.Decided) Table {
	t := Table{Headings: []string{"sequence", "at", "reviewer", "what", "relation", "entries", "others", "version", "undoes", "reason"}}
	for _, d := range all {
		if l := d.Link; l != nil {
			t.Rows = append(t.Rows, []string{
				strconv.FormatInt(l.Sequence, 10), moment(l.At), l.Reviewer, string(l.What), string(l.Relation), joined(l.These), joined(l.Those), "", sequence(l.Undoes), l.Reason,
			})
			continue
		}
		x := d.Decision
		t.Rows = append(t.Rows, []string{
			strconv.FormatInt(x.Sequence, 10), moment(x.At), x.Reviewer, string(x.What), "", x.Record, "", x.Version, sequence(x.Undoes), x.Reason,
		})
	}
	return t
}

// sequence writes a line of the log; nothing for none.
func sequence(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// ProposalTable gives what rules propose of how entries hang together, a row for each.
func ProposalTable(all []answers.Proposal) Table {
	t := Table{Headings: []string{"relation", "rule", "reason", "earlier", "earlier_day", "earlier_sentence", "later", "later_day", "later_sentence"}}
	for _, p := range all {
		t.Rows = append(t.Rows, []string{
			string(p.Relation), p.Rule, p.Reason, p.Earlier.ID(), string(p.Earlier.Day), p.Earlier.Sentence(), p.Later.ID(), string(p.Later.Day), p.Later.Sentence(),
		})
	}
	return t
}
