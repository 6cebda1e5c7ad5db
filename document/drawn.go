package document

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"demarche"
	"demarche/document/page"
	"demarche/document/pdf"
	"demarche/source"
)

// ofPage draws the report out of a web page.
func ofPage(c demarche.Capture) (demarche.Document, error) {
	p, err := page.Read(c.Bytes, c.Media, c.Address)
	if err != nil {
		hint := "save the text of the report into a .txt file"
		if feed := page.Feed(c.Bytes, c.Media, c.Address); feed != "" {
			hint = "the page names a feed; add or watch that: " + feed
		}
		return demarche.Document{}, cannotDraw(c, err, hint)
	}
	return demarche.Document{Title: p.Title, Text: titled(p.Title, p.Text), Published: p.Published, PublishedAt: page.Stamp(p.At), Byline: p.Byline,
		Publisher: p.Publisher, Canonical: p.Canonical, Lang: p.Lang, Corrections: strings.Join(p.Corrections, "\n"), Extractor: page.Version}, nil
}

// ofPaper draws the text out of a PDF.
func ofPaper(c demarche.Capture) (demarche.Document, error) {
	p, err := pdf.Read(c.Bytes)
	if err != nil {
		hint := "copy the text out of it into a .txt file"
		if errors.Is(err, pdf.ErrUnreadable) { // copied out of it, the letters are lost too
			hint = "give the page that it was printed from, or have its text recognized as that of a scan and give it as a .txt file"
		}
		return demarche.Document{}, cannotDraw(c, err, hint)
	}
	return demarche.Document{Title: p.Title, Text: titled(p.Title, p.Text), Extractor: pdf.Version}, nil
}

// ofRow takes the report out of a row of a table.
func ofRow(c demarche.Capture, f source.Fields) (demarche.Document, error) {
	var row map[string]any
	if err := json.Unmarshal(c.Bytes, &row); err != nil {
		return demarche.Document{}, cannotDraw(c, fmt.Errorf("the row is no JSON object: %w", err), "")
	}
	value := func(column string) string {
		s, _ := row[column].(string)
		return strings.TrimSpace(s)
	}
	d := demarche.Document{Title: value(f.Title), Byline: value(f.Byline), Publisher: value(f.Publisher), Extractor: rowVersion}
	d.Text = titled(d.Title, value(f.Text))
	if f.Address != "" {
		d.Canonical = value(f.Address)
	}
	if told := value(f.Day); told != "" {
		day, at, ok := page.Time(told)
		if !ok {
			return demarche.Document{}, noDay(c, told, f.Day)
		}
		d.Published, d.PublishedAt = day, page.Stamp(at)
	}
	return d, nil
}

// noDay tells why the value of a column is no day: it may be two.
func noDay(c demarche.Capture, told, column string) error {
	if a, err := time.Parse("1/2/2006", strings.NewReplacer(".", "/", "-", "/").Replace(told)); err == nil && a.Day() <= 12 && a.Day() != int(a.Month()) {
		b := time.Date(a.Year(), time.Month(a.Day()), int(a.Month()), 0, 0, 0, 0, time.UTC)
		return cannotDraw(c, fmt.Errorf("%q in column %q may be %s or %s", told, column, a.Format("January 2"), b.Format("January 2")),
			fmt.Sprintf("write days as year-month-day: %s or %s", a.Format(time.DateOnly), b.Format(time.DateOnly)))
	}
	return cannotDraw(c, fmt.Errorf("%q in column %q is no day", told, column), "write days as 2025-01-26")
}

// rowVersion names how rows are read; it changes when their text may.
const rowVersion = "row 1"

// titled puts a title in front of a text that does not begin with it.
func titled(title, text string) string {
	if title == "" || strings.HasPrefix(strings.TrimSpace(text), title) {
		return text
	}
	return title + "\n\n" + text
}

// cannotDraw puts into words why a capture gives no text.
func cannotDraw(c demarche.Capture, err error, hint string) error {
	code := demarche.Invalid
	if errors.Is(err, pdf.ErrTooLarge) || errors.Is(err, page.ErrTooDeep) {
		code = demarche.TooLarge
	}
	return &demarche.Error{Code: code, Op: "read", Path: c.Address, Err: err, Hint: hint}
}
