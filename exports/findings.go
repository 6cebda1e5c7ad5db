package exports

import (
	"strconv"

	"demarche/answers"
)

// FindingTable gives what a search found, a row for each entry or report, the
// best first. A report has its hash as id, and no kind.
func FindingTable(found []answers.Finding) Table {
	t := Table{Headings: []string{"what", "id", "kind", "day", "document", "name", "title", "published", "agency", "publisher", "address", "score", "exact", "start", "end"}}
	for _, f := range found {
		id, kind, day := f.Report.Hash, "", f.Report.Published
		if f.Entry != nil {
			id, kind, day = f.Entry.ID(), string(f.Entry.Record.Shared().Kind), f.Entry.Day
		}
		t.Rows = append(t.Rows, []string{
			string(f.What), id, kind, string(day), f.Report.Hash, f.Report.Name, f.Report.Title, string(f.Report.Published), f.Report.Agency, f.Report.Publisher, f.Report.Address,
			strconv.FormatFloat(f.Score, 'g', 6, 64), f.Snippet.Exact, strconv.Itoa(f.Snippet.Start), strconv.Itoa(f.Snippet.End),
		})
	}
	return t
}
