package exports

import (
	"slices"
	"strings"

	"demarche/answers"
)

// unpublished names the collections that are not published through which alone
// entries, or some of them, are seen, in one cell; empty where everybody sees all.
func unpublished(items ...answers.Item) string {
	var names []string
	for _, it := range items {
		names = append(names, strings.Fields(it.Unpublished)...)
	}
	slices.Sort(names)
	return joined(slices.Compact(names))
}

// marked adds a column that says of each row what of it is not published, if
// anything is: who looks at a table that is passed on is to see it.
func (t Table) marked(marks []string) Table {
	if !slices.ContainsFunc(marks, func(m string) bool { return m != "" }) {
		return t
	}
	out := Table{Headings: append(slices.Clip(t.Headings), "unpublished"), Rows: make([][]string, len(t.Rows))}
	for i, row := range t.Rows {
		out.Rows[i] = append(slices.Clip(row), marks[i])
	}
	return out
}
