package reader

import (
	"strings"

	"demarche"
	"demarche/language"
)

// columnMarks separate the columns of a table in a text: one bar, or two dashes
// or tabs, each between spaces.
var columnMarks = [...]struct {
	mark  string
	least int // how many a row has
}{{"|", 1}, {" – ", 2}, {" — ", 2}, {"\t", 1}}

// inTable reports whether a sentence is a row of a table.
func (s *scene) inTable(sentence int) bool { return s.columnMark(sentence) != "" }

// columnMark gives what separates the columns of a row, empty if a sentence is
// none. A row of dashes is short: prose has dashes too.
func (s *scene) columnMark(sentence int) string {
	sent := s.a.Sentences[sentence]
	text := sent.Span.Of(s.a.Text)
	for _, c := range columnMarks {
		if strings.Count(text, c.mark) >= c.least && (c.least == 1 || sent.Last-sent.First <= longRow) {
			return strings.TrimSpace(c.mark)
		}
	}
	return ""
}

// longRow is how many words a row with dashes has at most.
const longRow = 14

// tables reads the figures of tables: the words over a column say what it
// counts, the first column names the state.
func tables(s *scene) []finding {
	var found []finding
	var columns []string // what is written over each, as lemmas
	for n := range s.a.Sentences {
		if !s.inTable(n) {
			columns = nil
			continue
		}
		cells := s.cells(n)
		if columns == nil {
			for _, c := range cells {
				columns = append(columns, s.phrase(c[0], c[1]))
			}
			continue
		}
		for k := 1; k < len(cells) && k < len(columns); k++ {
			if f := s.cell(n, cells[0], cells[k], columns[k]); f != nil {
				found = append(found, *f)
			}
		}
	}
	return found
}

// cells gives the tokens [first, last) of each cell of a row.
func (s *scene) cells(sentence int) [][2]int {
	sent := s.a.Sentences[sentence]
	mark := s.columnMark(sentence)
	var cells [][2]int
	first := sent.First
	for i := sent.First; i < sent.Last; i++ {
		if s.a.Form(i) == mark {
			cells = append(cells, [2]int{first, i})
			first = i + 1
		}
	}
	return append(cells, [2]int{first, sent.Last})
}

// cell reads the figure of one cell under its column.
func (s *scene) cell(sentence int, label, at [2]int, column string) *finding {
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.First < at[0] || x.Last > at[1] || x.Value == 0 || x.Kind != language.Cardinal && x.Kind != language.Percent {
			continue
		}
		e := s.entryFor(column, none, none)
		if e == nil {
			return nil
		}
		r := &demarche.Count{What: e.What, Value: x.Value, Unit: e.Unit, Approx: x.Approx}
		if x.Kind == language.Percent {
			r.Unit = "percent"
		}
		for i := label[0]; i < label[1]; i++ {
			if st := s.placeState(i); st != "" {
				r.In = st
			} else if ns := s.nationalsOf(i); len(ns) == 1 {
				r.Of = ns[0]
			}
		}
		f := s.newFinding(r, demarche.KindCount, "table/"+string(e.What), x.First)
		f.sentences = []int{sentence}
		f.trigger = x.Span
		f.step("column \"%s\"", strings.TrimSpace(column))
		return &f
	}
	return nil
}
