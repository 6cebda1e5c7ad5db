package reader

import (
	"strconv"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
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
			if f := s.cell(n, cells[0], cells[k], columns[0], columns[k]); f != nil {
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

// columnEntry gives what the figures under a column count: what its words say,
// and people without more are those returned.
func (s *scene) columnEntry(column string) *vocabulary.Count {
	for _, w := range strings.Fields(column) {
		if s.words.aircraft[w] || w == "charter" {
			return s.countEntry(demarche.Flights)
		}
	}
	if e := s.entryFor(column, none, none); e != nil {
		return e
	}
	if _, ok := contains(column, []string{"people", "person", "passenger", "number", "total", "national"}); ok {
		return s.countEntry(demarche.Returned)
	}
	return nil
}

// cell reads the figure of one cell under its column. A row is about the people
// of the state that its label names where the labels are nationalities or
// destinations, else about what is done in that state.
func (s *scene) cell(sentence int, label, at [2]int, labels, column string) *finding {
	x := s.cellFigure(at)
	e := s.columnEntry(column)
	if x == nil || e == nil {
		return nil
	}
	_, theirs := contains(labels, []string{"destination", "nationality", "citizenship", "origin", "national", "to"})
	r := &demarche.Count{What: e.What, Value: x.Value, Unit: e.Unit, Approx: x.Approx}
	if x.Kind == language.Percent {
		r.Unit = "percent"
	}
	for i := label[0]; i < label[1]; i++ {
		if st := s.placeState(i); st != "" && theirs {
			r.Of = st
		} else if st != "" {
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

// cellFigure gives the figure of a cell, nil if it holds none. The dashes that
// draw a table may have been read as those of a range, so that a cell of one
// number is read again by itself.
func (s *scene) cellFigure(at [2]int) *language.Quantity {
	for q := range s.a.Quantities {
		x := &s.a.Quantities[q]
		if x.First >= at[0] && x.Last <= at[1] && x.Value != 0 && (x.Kind == language.Cardinal || x.Kind == language.Percent) {
			return x
		}
	}
	if at[1]-at[0] != 1 {
		return nil
	}
	n, err := strconv.Atoi(strings.ReplaceAll(s.a.Form(at[0]), ",", ""))
	if err != nil || n <= 0 {
		return nil
	}
	return &language.Quantity{Span: s.a.Tokens[at[0]].Span, Value: float64(n), Counted: none, First: at[0], Last: at[1]}
}
