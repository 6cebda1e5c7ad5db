package web

import (
	"bytes"
	"html/template"
	"strings"
	"sync"

	"demarche"
)

// patterns holds what templates write for parts that a page has hundreds of:
// each template is executed once for all parts that differ in addresses, days
// and labels alone, and these are put in where they stand.
type patterns struct {
	templates *template.Template

	mu    sync.RWMutex
	made  map[any]pattern
	cells map[cellKey]pattern // the same of fields of the table, of which there are a thousand on a page
}

// mostPatterns is how many patterns are held; beyond that all are made anew.
const mostPatterns = 20_000

// pattern is what a template wrote, cut where something is to be put in.
type pattern []splice

// splice is a piece of text and what comes after it.
type splice struct {
	text string
	then int // place among what is put in; -1 for nothing
}

// Signs stand in a template's answer where something is to be put in.
const (
	signHref                = "/put/address/here"
	signLabel               = "put-label-here"
	signDay   demarche.Date = "1001-02-03"
)

// of gives the pattern of a key, made by a template from data in which signs stand.
func (p *patterns) of(key any, name string, data any, signs ...string) (pattern, error) {
	if had, ok := p.had(key); ok {
		return had, nil
	}
	made, err := p.anew(name, data, signs)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.made == nil || len(p.made) >= mostPatterns {
		p.made = make(map[any]pattern)
	}
	p.made[key] = made
	return made, nil
}

// had gives the pattern of a key that was made before.
func (p *patterns) had(key any) (pattern, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	had, ok := p.made[key]
	return had, ok
}

// anew makes a pattern.
func (p *patterns) anew(name string, data any, signs []string) (pattern, error) {
	var b bytes.Buffer
	err := p.templates.ExecuteTemplate(&b, name, data)
	return newPattern(b.String(), signs), err
}

func newPattern(text string, signs []string) pattern {
	var out pattern
	for {
		first, which := len(text), -1
		for i, s := range signs {
			if at := strings.Index(text, s); s != "" && at >= 0 && at < first {
				first, which = at, i
			}
		}
		out = append(out, splice{text[:first], which})
		if which < 0 {
			return out
		}
		text = text[first+len(signs[which]):]
	}
}

// write writes the pattern behind what is there, with values in the places of
// the signs, escaped as templates do.
func (p pattern) write(b []byte, values ...string) []byte {
	for _, c := range p {
		b = append(b, c.text...)
		if c.then >= 0 {
			b = escape(b, values[c.then])
		}
	}
	return b
}

// escape writes text as html/template does within text and attributes.
func escape(b []byte, text string) []byte {
	from := 0
	for i := range len(text) {
		put := ""
		switch text[i] {
		case 0:
			put = "\uFFFD"
		case '"':
			put = "&#34;"
		case '&':
			put = "&amp;"
		case '\'':
			put = "&#39;"
		case '+':
			put = "&#43;"
		case '<':
			put = "&lt;"
		case '>':
			put = "&gt;"
		default:
			continue
		}
		b = append(append(b, text[from:i]...), put...)
		from = i + 1
	}
	return append(b, text[from:]...)
}

// cellKey is all in which fields of the table differ beside addresses and days.
type cellKey struct {
	class, word, people, terms string
	first                      string // of the columns that it spans
	span                       int
	others, low                bool
	since                      int // length of the date
}

// cell writes a field of the table.
func (p *patterns) cell(b []byte, c *cellView) ([]byte, error) {
	key := cellKey{c.Class, c.Word, c.People, strings.Join(c.Terms, "|"), c.Means[0], c.Span, c.Others, c.Low, len(c.Since)}
	p.mu.RLock()
	written, ok := p.cells[key]
	p.mu.RUnlock()
	if !ok {
		var err error
		if written, err = p.newCell(key, *c); err != nil {
			return b, err
		}
	}
	return written.write(b, c.Href, shortDay(c.Since), string(c.Since)), nil
}

// newCell makes the pattern of a field.
func (p *patterns) newCell(key cellKey, c cellView) (pattern, error) {
	c.Href, c.Since = signHref, signDay[:len(c.Since)]
	made, err := p.anew("matrix-cell", c, []string{signHref, shortDay(c.Since), string(c.Since)})
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cells == nil || len(p.cells) >= mostPatterns {
		p.cells = make(map[cellKey]pattern)
	}
	p.cells[key] = made
	return made, nil
}

// rowKey is all in which the heads of rows differ beside addresses.
type rowKey struct {
	code       demarche.State
	name       string
	particular bool
}

// rows writes the rows of the table.
func (p *patterns) rows(out *bytes.Buffer, rows []stateRow) error {
	for i := range rows {
		b, err := p.row(out.AvailableBuffer(), &rows[i])
		if err != nil {
			return err
		}
		out.Write(b)
	}
	return nil
}

// row writes a row of the table.
func (p *patterns) row(b []byte, r *stateRow) ([]byte, error) {
	head, err := p.head(*r)
	if err != nil {
		return b, err
	}
	b = head.write(b, r.Href)
	for _, h := range r.Halves {
		for i := range h.Cells {
			if b, err = p.cell(b, &h.Cells[i]); err != nil {
				return b, err
			}
		}
		b = append(b, '\n')
	}
	return append(b, "</tr>\n"...), nil
}

// head gives the pattern of the head of a row.
func (p *patterns) head(r stateRow) (pattern, error) {
	r.Href = signHref
	if len(r.Places) > 0 { // few say anything of certain places
		return p.anew("matrix-head", r, []string{signHref})
	}
	return p.of(rowKey{r.Code, r.Name, r.Particular}, "matrix-head", r, signHref)
}

// shapeKey is all in which states on the map differ beside addresses and labels.
type shapeKey struct {
	code  demarche.State
	x, y  int
	class string
	told  bool
}

// signKey is all in which signs of doubt on the map differ.
type signKey struct{ x, y int }

// nameKey is all in which states of the table of the map differ beside names,
// addresses and days.
type nameKey struct{ since, told, low bool }

// names writes the states of the table of the map that give one answer.
func (p *patterns) names(all []mapName) (template.HTML, error) {
	var b []byte
	for i, n := range all {
		s := mapName{Name: signLabel, Href: signHref, Told: n.Told, Low: n.Low}
		if n.Since != "" {
			s.Since = signText
		}
		written, err := p.of(nameKey{n.Since != "", n.Told, n.Low}, "map-name", s, signHref, signLabel, signText)
		if err != nil {
			return "", err
		}
		if i > 0 {
			b = append(b, ", "...)
		}
		b = written.write(b, n.Href, n.Name, n.Since)
	}
	return template.HTML(b), nil //nolint:gosec // templates wrote it, and what was put in is escaped
}

// shapes writes the states on the map of which something is known, and over
// them the signs of those that are doubted.
func (p *patterns) shapes(out *bytes.Buffer, states []mapState) error {
	for i := range states {
		m := states[i]
		href, label := m.Href, m.Label
		m.Href, m.Label = signHref, signLabel
		written, err := p.of(shapeKey{m.Code, m.X, m.Y, m.Class, m.Told}, "world-state", m, signHref, signLabel)
		if err != nil {
			return err
		}
		out.Write(written.write(out.AvailableBuffer(), href, label))
	}
	for _, m := range states {
		if !m.Low {
			continue
		}
		written, err := p.of(signKey{m.X, m.Y}, "world-low", m)
		if err != nil {
			return err
		}
		out.Write(written.write(out.AvailableBuffer()))
	}
	return nil
}
