package web

import (
	"bytes"
	"html/template"
	"strings"
	"sync"
	"sync/atomic"

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

	written atomic.Int64 // bytes of the rows that were written last; the next are about as many
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
	p.mu.RLock()
	had, ok := p.made[key]
	p.mu.RUnlock()
	if ok {
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

// write writes the pattern with values in the places of the signs, escaped as
// templates do.
func (p pattern) write(b *strings.Builder, values ...string) {
	for _, c := range p {
		b.WriteString(c.text)
		if c.then >= 0 {
			escape(b, values[c.then])
		}
	}
}

// escape writes text as html/template does within text and attributes.
func escape(b *strings.Builder, text string) {
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
		b.WriteString(text[from:i])
		b.WriteString(put)
		from = i + 1
	}
	b.WriteString(text[from:])
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
func (p *patterns) cell(b *strings.Builder, c *cellView) error {
	key := cellKey{c.Class, c.Word, c.People, strings.Join(c.Terms, "|"), c.Means[0], c.Span, c.Others, c.Low, len(c.Since)}
	p.mu.RLock()
	written, ok := p.cells[key]
	p.mu.RUnlock()
	if !ok {
		var err error
		if written, err = p.newCell(key, *c); err != nil {
			return err
		}
	}
	written.write(b, c.Href, shortDay(c.Since), string(c.Since))
	return nil
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
func (p *patterns) rows(rows []stateRow) (template.HTML, error) {
	var b strings.Builder
	b.Grow(int(p.written.Load()))
	defer func() { p.written.Store(int64(b.Len() + b.Len()/8)) }()
	for _, r := range rows {
		href := r.Href
		r.Href = signHref
		if len(r.Places) > 0 { // few say anything of certain places
			var head bytes.Buffer
			if err := p.templates.ExecuteTemplate(&head, "matrix-head", r); err != nil {
				return "", err
			}
			newPattern(head.String(), []string{signHref}).write(&b, href)
		} else {
			head, err := p.of(rowKey{r.Code, r.Name, r.Particular}, "matrix-head", r, signHref)
			if err != nil {
				return "", err
			}
			head.write(&b, href)
		}
		for _, h := range r.Halves {
			for i := range h.Cells {
				if err := p.cell(&b, &h.Cells[i]); err != nil {
					return "", err
				}
			}
			b.WriteByte('\n')
		}
		b.WriteString("</tr>\n")
	}
	return template.HTML(b.String()), nil //nolint:gosec // templates wrote it, and what was put in is escaped
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
	var b strings.Builder
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
			b.WriteString(", ")
		}
		written.write(&b, n.Href, n.Name, n.Since)
	}
	return template.HTML(b.String()), nil //nolint:gosec // templates wrote it, and what was put in is escaped
}

// shapes writes the states on the map of which something is known, and over
// them the signs of those that are doubted.
func (p *patterns) shapes(states []mapState) (template.HTML, error) {
	var b strings.Builder
	for _, m := range states {
		href, label := m.Href, m.Label
		m.Href, m.Label = signHref, signLabel
		written, err := p.of(shapeKey{m.Code, m.X, m.Y, m.Class, m.Told}, "world-state", m, signHref, signLabel)
		if err != nil {
			return "", err
		}
		written.write(&b, href, label)
	}
	for _, m := range states {
		if !m.Low {
			continue
		}
		written, err := p.of(signKey{m.X, m.Y}, "world-low", m)
		if err != nil {
			return "", err
		}
		written.write(&b)
	}
	return template.HTML(b.String()), nil //nolint:gosec // templates wrote it, and what was put in is escaped
}
