// Package pdf reads the text of communiqués, notes and court papers kept as
// PDF: its lines, joined to paragraphs, without running heads and page numbers.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/ledongthuc/pdf"
)

// Version names how PDFs are read; it changes when their text may.
const Version = "pdf 4, ledongthuc 2026-09-07"

// Limits: what is over them is no report, or means harm.
const (
	maxPages   = 500
	maxContent = 64 << 20 // bytes of content once decompressed, those of forms whenever they are drawn
)

// Errors of Read.
var (
	ErrNoText     = errors.New("the PDF holds no text; it may be a scan, which needs text recognition first")
	ErrUnreadable = errors.New("the PDF's text is drawn in a font that does not say which letters it draws")
	ErrLocked     = errors.New("the PDF is encrypted")
	ErrTooLarge   = errors.New("the PDF has more pages or content than a report has")
	ErrDamaged    = errors.New("the PDF is damaged")
)

// Paper is what a PDF tells.
type Paper struct {
	Title string
	Text  string // paragraphs on lines of their own, without the title
}

// Read reads the text of a PDF. The errors are those above, perhaps wrapped.
func Read(b []byte) (p Paper, err error) {
	defer func() {
		if r := recover(); r != nil { // the library gives up so on damaged files
			p, err = Paper{}, fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(b), int64(len(b)))
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return Paper{}, ErrLocked
	case err != nil:
		return Paper{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	case r.NumPage() > maxPages:
		return Paper{}, ErrTooLarge
	}
	var pages [][]line
	room := int64(maxContent)
	for n := 1; n <= r.NumPage(); n++ {
		drawn, left, err := glyphs(r.Page(n), room)
		if err != nil {
			return Paper{}, err
		}
		room = left
		pages = append(pages, lines(drawn))
	}
	if page, lost := lostPage(pages); lost {
		return Paper{}, fmt.Errorf("%w (page %d)", ErrUnreadable, page)
	}
	paragraphs := join(withoutRunning(pages))
	if len(paragraphs) == 0 {
		return Paper{}, ErrNoText
	}
	title := oneLine(r.Trailer().Key("Info").Key("Title").Text())
	return compose(paragraphs, title)
}

// compose takes the title out of the paragraphs: the largest first lines, else
// what the file calls itself.
func compose(all []paragraph, called string) (Paper, error) {
	p := Paper{}
	usual := usualSize(all)
	if len(all) > 1 && all[0].size > 1.1*usual {
		p.Title, all = all[0].text, all[1:]
	} else if called != "" && strings.Contains(called, " ") {
		p.Title = called
	}
	var texts []string
	for _, x := range all {
		if len(texts) > 0 || !strings.EqualFold(x.text, p.Title) {
			texts = append(texts, x.text)
		}
	}
	p.Text = strings.Join(texts, "\n\n")
	if strings.IndexFunc(p.Text, unicode.IsLetter) < 0 {
		return Paper{}, ErrNoText
	}
	return p, nil
}

// oneLine puts text on one line with single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
