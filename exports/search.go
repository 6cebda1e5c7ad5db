package exports

import (
	"cmp"
	"strconv"
	"strings"

	"demarche/answers"
)

// FindingTable gives what a search found, a row for each, the best first: the
// part of the text that is shown, and where it begins and ends in code points.
func FindingTable(found answers.Findings) Table {
	t := Table{Headings: []string{"what", "id", "kind", "day", "document", "published", "publisher", "title", "score", "start", "end", "snippet"}}
	var marks []string
	for _, f := range found.Hits {
		d := f.Report
		row := []string{string(f.What), d.Hash, "", string(d.Published)}
		if f.Entry != nil {
			row = []string{string(f.What), f.Entry.ID(), string(f.Entry.Record.Shared().Kind), string(f.Entry.Day)}
		}
		t.Rows = append(t.Rows, append(row, d.Hash, string(d.Published), cmp.Or(d.Publisher, d.Agency), cmp.Or(d.Title, d.Name),
			strconv.FormatFloat(f.Score, 'g', 6, 64), strconv.Itoa(f.Snippet.Start), strconv.Itoa(f.Snippet.End), f.Snippet.Exact))
		marks = append(marks, joined(strings.Fields(d.Unpublished)))
	}
	return t.marked(marks)
}
