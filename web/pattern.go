package web

import (
	"bytes"
	"html/template"
	"slices"
	"strings"
	"sync"

	"demarche"
	"demarche/answers"
	"demarche/phrases"
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
	signPath                = "/put/path/here"
	signAsOf                = "put-as-of-here"
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

// once gives what a template writes of nothing, which is always the same.
func (p *patterns) once(name string) (template.HTML, error) {
	written, err := p.of(name, name, nil)
	return template.HTML(written.write(nil)), err //nolint:gosec // a template wrote it
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
	people  demarche.People
	columns int // of the table
	from    demarche.Means
	span    int
	verdict answers.Verdict
	word    answers.Word
	terms   uint64 // a bit for each of allTerms
	low, on bool   // a day is asked about
	since   int    // length of the date
}

// Signs stand where the state and the day are put into the address of a field.
const (
	signState demarche.State = "put-state-here"
	signAsked demarche.Date  = "put-day-here"
)

// half writes the fields of one state for one kind of people, as newHalf makes them.
func (p *patterns) half(b []byte, board *answers.Board, people demarche.People, f nowFilter) ([]byte, error) {
	on, columns := f.on, f.columns()
	if !plainInQuery(string(board.State)) || !plainInQuery(string(on)) {
		return p.halfAnew(b, board, people, f)
	}
	state := string(board.State)
	if part := f.query(); part != "" { // the state stands last in the address
		state += "&" + part
	}
	for i := 0; i < len(columns); {
		field, span := board.At(people, columns[i]), 1
		for i+span < len(columns) && board.At(people, columns[i+span]).Same {
			span++
		}
		written, err := p.cell(field, people, on, columns, i, span)
		if err != nil {
			return b, err
		}
		b = written.write(b, state, string(on), shortDay(field.Since), string(field.Since))
		i += span
	}
	return append(b, '\n'), nil
}

// halfAnew has the template write them.
func (p *patterns) halfAnew(b []byte, board *answers.Board, people demarche.People, f nowFilter) ([]byte, error) {
	out := bytes.NewBuffer(b)
	for _, c := range newHalf(board, people, f.on, f.columns(), f.ledgerPart).Cells {
		if err := p.templates.ExecuteTemplate(out, "matrix-cell", c); err != nil {
			return b, err
		}
	}
	return append(out.Bytes(), '\n'), nil
}

// cell gives the pattern of a field that spans columns from one on.
func (p *patterns) cell(f *answers.Field, people demarche.People, on demarche.Date, columns []demarche.Means, from, span int) (pattern, error) {
	key := cellKey{
		people: people, columns: len(columns), from: columns[from], span: span, verdict: f.Verdict, word: f.Word, terms: termBits(f.Terms),
		low: doubted(f.Surest), on: on != "", since: len(f.Since),
	}
	p.mu.RLock()
	written, ok := p.cells[key]
	p.mu.RUnlock()
	if ok {
		return written, nil
	}
	means := columns[from]
	if span == len(columns) && span > 1 {
		means = demarche.MeansAny
	}
	c := newCell(f, people, columnWords(columns)[from:from+span])
	c.Since = signDay[:len(f.Since)]
	signs := []string{string(signState), string(signAsked), shortDay(c.Since), string(c.Since)}
	if key.on {
		c.Href = wouldHref(signState, people, means, signAsked)
	} else {
		c.Href = wouldHref(signState, people, means, "")
	}
	made, err := p.anew("matrix-cell", c, signs)
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

// termBits gives a bit for each of the terms.
func termBits(ts []demarche.Term) (bits uint64) {
	for _, t := range ts {
		bits |= 1 << slices.Index(phrases.AllTerms(), t)
	}
	return bits
}

// rowKey is all in which the heads of rows differ beside addresses.
type rowKey struct {
	code       demarche.State
	name       string
	particular bool
}

// row writes a row of the table.
func (p *patterns) row(b []byte, r *stateRow, board *answers.Board, f nowFilter) ([]byte, error) {
	head, err := p.head(r)
	if err != nil {
		return b, err
	}
	b = head.write(b, r.Href)
	for _, people := range f.kinds() {
		if b, err = p.half(b, board, people, f); err != nil {
			return b, err
		}
	}
	return append(b, "</tr>\n"...), nil
}

// head gives the pattern of the head of a row.
func (p *patterns) head(r *stateRow) (pattern, error) {
	key := rowKey{r.Code, r.Name, r.Particular}
	if had, ok := p.had(key); ok && len(r.Places) == 0 {
		return had, nil
	}
	signed := *r
	signed.Href = signHref
	if len(r.Places) > 0 { // few say anything of certain places
		return p.anew("matrix-head", signed, []string{signHref})
	}
	return p.of(key, "matrix-head", signed, signHref)
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
