package web

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"demarche"
)

// lines writes the rows of which pages have a hundred: the templates of them
// are executed once for all that are of one form, and what differs is put in.
type lines struct{ patterns patterns }

// Signs stand in the rows of templates where something is to be put in.
const (
	signText  = "put-text-here-"
	signOther = "/put/other/here"
	signEvent = "/put/event/here"
)

// texts gives so many signs for texts.
func texts(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s%d-", signText, i)
	}
	return out
}

// line is what stands in a list as an entry does.
type line interface{ line() itemView }

func (v itemView) line() itemView { return v }

// lineForm is all in which entries in lists differ beside texts, addresses and days.
type lineForm struct {
	kind                    demarche.Kind
	day, notes              int // length of the date; how many notes
	guessed, by, event, low bool
}

// entry writes an entry of a list.
func (l *lines) entry(of line) (template.HTML, error) {
	v := of.line()
	if len(v.Same) > 0 { // few have others under them
		var b bytes.Buffer
		err := l.patterns.templates.ExecuteTemplate(&b, "entry-line-anew", v)
		return template.HTML(b.String()), err //nolint:gosec // a template wrote it
	}
	form := lineForm{v.Kind, len(v.Day), len(v.Notes), v.Guessed, v.By != "", v.Event != "", v.Sure.Low}
	day := signDay[:len(v.Day)]
	t := texts(7 + len(v.Notes))
	s := itemView{Day: day, Guessed: v.Guessed, Source: t[0], Report: signOther, Evidence: t[1], Told: t[2]}
	s.Kind, s.Label, s.Link, s.Sentence, s.Notes = v.Kind, t[3], signHref, t[4], t[7:]
	s.Sure = sureView{t[5], t[6], v.Sure.Low}
	signs := append([]string{signHref, signOther, signEvent, shortDay(day), string(day)}, t...)
	by := len(signs)
	signs = append(signs, signText+"by-")
	if form.by {
		s.By = signs[by]
	}
	if form.event {
		s.Event = signEvent
	}
	p, err := l.patterns.of(form, "entry-line-anew", s, signs...)
	if err != nil {
		return "", err
	}
	values := append([]string{v.Link, v.Report, v.Event, shortDay(v.Day), string(v.Day), v.Source, v.Evidence, v.Told, v.Label, v.Sentence, v.Sure.Words, v.Sure.Why}, v.Notes...)
	var b strings.Builder
	p.write(&b, append(values, v.By)...)
	return template.HTML(b.String()), nil //nolint:gosec // a template wrote it, and what was put in is escaped
}

// flightForm is all in which movements in tables differ beside texts, addresses and days.
type flightForm struct {
	day                  int // length of the date
	guessed, differ, low bool
}

// flight writes a row of a table of movements.
func (l *lines) flight(v flightView) (template.HTML, error) {
	form := flightForm{len(v.Day), v.Guessed, v.Differ, v.Sure.Low}
	day := signDay[:len(v.Day)]
	t := texts(11)
	s := flightView{
		Href: signHref, Day: day, Guessed: v.Guessed, Differ: v.Differ, Status: t[0], From: t[1], To: t[2], By: t[3], Flights: t[4], People: t[5],
		Nationals: t[6], Restraints: t[7], Told: t[8], Sure: sureView{t[9], t[10], v.Sure.Low},
	}
	p, err := l.patterns.of(form, "flight-row-anew", s, append([]string{signHref, shortDay(day), string(day)}, t...)...)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	p.write(&b, v.Href, shortDay(v.Day), string(v.Day), v.Status, v.From, v.To, v.By, v.Flights, v.People, v.Nationals, v.Restraints, v.Told, v.Sure.Words, v.Sure.Why)
	return template.HTML(b.String()), nil //nolint:gosec // a template wrote it, and what was put in is escaped
}

// stateChoices writes the states of a field, of which each page has hundreds.
func stateChoices(all []stateOption, chosen string) template.HTML {
	var b strings.Builder
	for _, o := range all {
		option(&b, string(o.Code), o.Name, string(o.Code) == chosen)
	}
	return template.HTML(b.String()) //nolint:gosec // all that is put in is escaped
}

// options writes the choices of a field.
func options(all []choice) template.HTML {
	var b strings.Builder
	for _, o := range all {
		option(&b, o.Value, o.Word, o.Chosen)
	}
	return template.HTML(b.String()) //nolint:gosec // all that is put in is escaped
}

// option writes a choice of a field.
func option(b *strings.Builder, value, word string, chosen bool) {
	b.WriteString(`<option value="`)
	escape(b, value)
	b.WriteByte('"')
	if chosen {
		b.WriteString(" selected")
	}
	b.WriteByte('>')
	escape(b, word)
	b.WriteString("</option>")
}

// stateNames writes the names of states that a field proposes.
func stateNames(all []stateOption) template.HTML {
	var b strings.Builder
	for _, o := range all {
		b.WriteString(`<option value="`)
		escape(&b, o.Name)
		b.WriteString(`"></option>`)
	}
	return template.HTML(b.String()) //nolint:gosec // all that is put in is escaped
}
