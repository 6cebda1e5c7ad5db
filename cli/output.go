package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"syscall"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"demarche"
)

// asJSON prints a value as indented JSON, with the characters of the text as they are.
func (s *session) asJSON(v any) error {
	e := json.NewEncoder(s.around.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// isBrokenPipe reports whether whoever read the output has stopped reading.
func isBrokenPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}

// clean keeps the control characters of reports off the terminal.
func clean(row []string) []string {
	for i, c := range row {
		row[i] = oneLine(c)
	}
	return row
}

// table prints rows under headings, as wide as the terminal. Cells that hold
// words of reports must be clean.
func (s *session) table(headings []string, rows [][]string, flexible ...int) error {
	t := table.NewWriter()
	t.SetStyle(s.style())
	t.AppendHeader(tableRow(headings))
	for _, r := range rows {
		t.AppendRow(tableRow(r))
	}
	widths := s.widths(headings, rows, flexible)
	configs := make([]table.ColumnConfig, len(headings))
	for i := range headings {
		configs[i] = table.ColumnConfig{Number: i + 1, WidthMax: widths[i], WidthMaxEnforcer: text.WrapSoft}
	}
	t.SetColumnConfigs(configs)
	for line := range strings.Lines(t.Render() + "\n") {
		if err := s.printf("%s\n", strings.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) style() table.Style {
	style := table.StyleLight
	style.Format.Header = text.FormatDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Options.SeparateHeader = true
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	return style
}

// defaultWidth is assumed where the output is no terminal; narrowest is what
// a flexible column of a table, and narrowText what a paragraph, becomes at least.
const (
	defaultWidth = 140
	narrowest    = 12
	narrowText   = 24
)

// widths shares what the fixed columns leave of the line among the flexible ones.
func (s *session) widths(headings []string, rows [][]string, flexible []int) []int {
	widths := make([]int, len(headings))
	for i, h := range headings {
		widths[i] = text.StringWidth(h)
		for _, r := range rows {
			widths[i] = max(widths[i], text.StringWidth(r[i]))
		}
	}
	left := s.around.Width
	if left == 0 {
		left = defaultWidth
	}
	for i, w := range widths {
		left -= w + 2
		if slices.Contains(flexible, i) {
			left += w
		}
	}
	// The narrow ones first: what they do not need goes to the wide ones.
	flexible = slices.SortedFunc(slices.Values(flexible), func(a, b int) int { return widths[a] - widths[b] })
	for n, i := range flexible {
		share := max(left/(len(flexible)-n), narrowest)
		widths[i] = min(widths[i], share)
		left -= widths[i]
	}
	return widths
}

func tableRow(cells []string) table.Row {
	row := make(table.Row, len(cells))
	for i, c := range cells {
		row[i] = c
	}
	return row
}

// ink colours words where the output is a terminal and NO_COLOR is not set.
type ink func(text.Colors, string) string

func (s *session) ink() ink {
	if !s.around.OutTerminal || s.around.Getenv("NO_COLOR") != "" || s.around.Getenv("TERM") == "dumb" {
		return func(_ text.Colors, words string) string { return words }
	}
	return func(c text.Colors, words string) string { return c.EscapeSeq() + words + text.Reset.EscapeSeq() }
}

// wrap breaks clean words into lines of the width of the terminal, each after an indent.
func (s *session) wrap(indent, words string) string {
	width := s.around.Width
	if width == 0 {
		width = 100
	}
	lines := strings.Split(text.WrapSoft(words, max(width-len(indent), narrowText)), "\n")
	for i, l := range lines {
		lines[i] = indent + strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

// inFile names the file in an error about what it holds that names none.
func inFile(path string, err error) error {
	var e *demarche.Error
	if !errors.As(err, &e) || e.Path != "" {
		return err
	}
	named := *e
	if named.Path = path; path == "-" {
		named.Path = "standard input"
	}
	return &named
}
