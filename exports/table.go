package exports

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Table is an answer in rows; every row has a cell for each heading.
type Table struct {
	Headings []string
	Rows     [][]string
}

// Write writes the table as CSV (RFC 4180), headings first, with every cell inert.
func (t Table) Write(to io.Writer) error {
	w := newSheet(to, t.Headings)
	for _, r := range t.Rows {
		w.row(r)
	}
	return w.close()
}

// Used leaves out the columns among names that are empty in every row.
func (t Table) Used(names []string) Table {
	keep := make([]int, 0, len(t.Headings))
	for i, h := range t.Headings {
		if !slices.Contains(names, h) || slices.ContainsFunc(t.Rows, func(r []string) bool { return r[i] != "" }) {
			keep = append(keep, i)
		}
	}
	pick := func(cells []string) []string {
		out := make([]string, len(keep))
		for i, k := range keep {
			out[i] = cells[k]
		}
		return out
	}
	out := Table{Headings: pick(t.Headings), Rows: make([][]string, len(t.Rows))}
	for i, r := range t.Rows {
		out.Rows[i] = pick(r)
	}
	return out
}

// sheet writes CSV row by row; its first error sticks and comes out of close.
type sheet struct {
	csv   *csv.Writer
	cells []string
	err   error
}

func newSheet(to io.Writer, headings []string) *sheet {
	s := &sheet{csv: csv.NewWriter(to)}
	s.row(headings)
	return s
}

func (s *sheet) row(cells []string) {
	s.cells = s.cells[:0]
	for _, c := range cells {
		s.cells = append(s.cells, Inert(c))
	}
	if err := s.csv.Write(s.cells); err != nil && s.err == nil {
		s.err = err
	}
}

func (s *sheet) close() error {
	s.csv.Flush()
	if s.err == nil {
		s.err = s.csv.Error()
	}
	if s.err != nil {
		return fmt.Errorf("write CSV: %w", s.err)
	}
	return nil
}

// Inert keeps a spreadsheet from taking the words of a report for a formula: a
// cell that begins as one does, also after space, gets an apostrophe in front. So
// does what stands behind a semicolon, a tab or the end of a line, where a
// spreadsheet that takes these for what parts cells would begin another.
func Inert(cell string) string {
	if begin := strings.TrimLeft(cell, blanks); begin != "" && strings.ContainsRune(formulas+"\t\r\n", firstRune(begin)) {
		cell = "'" + cell
	}
	if !strings.ContainsAny(cell, parting) {
		return cell
	}
	var b strings.Builder
	for cell != "" {
		n := strings.IndexAny(cell, parting) + 1
		if n == 0 {
			n = len(cell)
		}
		b.WriteString(cell[:n])
		cell = cell[n:]
		if begin := strings.TrimLeft(cell, blanks); begin != "" && strings.ContainsRune(formulas, firstRune(begin)) {
			b.WriteByte('\'')
		}
	}
	return b.String()
}

const (
	formulas = "=+-@＝＋－＠"      // how a formula begins
	blanks   = " \u00a0\ufeff" // what may stand before it
	parting  = ";\t\r\n"       // what parts cells for some spreadsheets
)

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// joined writes a list in one cell.
func joined[T ~string](values []T) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return strings.Join(out, ";")
}
