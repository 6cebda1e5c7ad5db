package web

import (
	"bytes"
	"html/template"
	"strconv"
	"sync"

	"demarche"
)

// lines writes the rows of which pages have a hundred: the templates of them
// are executed once for all that are of one form, and what differs is put in.
type lines struct {
	patterns patterns
	scratch  sync.Pool // of what is written into, *[]byte
}

func newLines(t *template.Template) *lines { return &lines{patterns: patterns{templates: t}} }

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
		out[i] = signText + strconv.Itoa(i) + "-"
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
	scratch := l.borrow()
	defer l.scratch.Put(scratch)
	v := of.line()
	var err error
	*scratch, err = l.add((*scratch)[:0], &v)
	return template.HTML(*scratch), err //nolint:gosec // a template wrote it, and what was put in is escaped
}

// entries writes the entries of a list.
func (l *lines) entries(out *bytes.Buffer, all []itemView) error {
	for i := range all {
		b, err := l.add(out.AvailableBuffer(), &all[i])
		if err != nil {
			return err
		}
		out.Write(b)
	}
	return nil
}

// add writes an entry of a list behind what is there.
func (l *lines) add(b []byte, v *itemView) ([]byte, error) {
	if len(v.Same) > 0 { // few have others under them
		out := bytes.NewBuffer(b)
		err := l.patterns.templates.ExecuteTemplate(out, "entry-line-anew", *v)
		return out.Bytes(), err
	}
	p, err := l.lineOf(lineForm{v.Kind, len(v.Day), len(v.Notes), v.Guessed, v.By != "", v.Event != "", v.Sure.Low})
	if err != nil {
		return b, err
	}
	values := make([]string, 0, 24) // of the stack
	values = append(values, v.Link, v.Report, v.Event, shortDay(v.Day), string(v.Day), v.Source, v.Evidence, v.Told, v.Label, v.Sentence, v.Sure.Words, v.Sure.Why)
	return p.write(b, append(append(values, v.Notes...), v.By)...), nil
}

// lineOf gives the pattern of entries of a form.
func (l *lines) lineOf(form lineForm) (pattern, error) {
	if had, ok := l.patterns.had(form); ok {
		return had, nil
	}
	day, t := signDay[:form.day], texts(7+form.notes)
	s := itemView{Day: day, Guessed: form.guessed, Source: t[0], Report: signOther, Evidence: t[1], Told: t[2]}
	s.Kind, s.Label, s.Link, s.Sentence, s.Notes = form.kind, t[3], signHref, t[4], t[7:]
	s.Sure = sureView{t[5], t[6], form.low}
	signs := append([]string{signHref, signOther, signEvent, shortDay(day), string(day)}, t...)
	by := signText + "by-"
	if form.by {
		s.By = by
	}
	if form.event {
		s.Event = signEvent
	}
	return l.patterns.of(form, "entry-line-anew", s, append(signs, by)...)
}

// flightForm is all in which movements in tables differ beside texts, addresses and days.
type flightForm struct {
	day                  int // length of the date
	guessed, differ, low bool
}

// flights writes the rows of a table of movements.
func (l *lines) flights(all []flightView) (template.HTML, error) {
	return writeEach(l, all, func(b []byte, v flightView) ([]byte, error) {
		if len(v.Legs) > 0 { // few may be legs of one journey
			out := bytes.NewBuffer(b)
			err := l.patterns.templates.ExecuteTemplate(out, "flight-row-anew", v)
			return out.Bytes(), err
		}
		p, err := l.flightOf(flightForm{len(v.Day), v.Guessed, v.Differ, v.Sure.Low})
		return p.write(b, v.Href, shortDay(v.Day), string(v.Day), v.Status, v.From, v.To, v.By, v.Flights, v.People, v.Nationals, v.Restraints, v.Told, v.Sure.Words, v.Sure.Why), err
	})
}

// flightOf gives the pattern of movements of a form.
func (l *lines) flightOf(form flightForm) (pattern, error) {
	if had, ok := l.patterns.had(form); ok {
		return had, nil
	}
	day, t := signDay[:form.day], texts(11)
	s := flightView{
		Href: signHref, Day: day, Guessed: form.guessed, Differ: form.differ, Status: t[0], From: t[1], To: t[2], By: t[3], Flights: t[4], People: t[5],
		Nationals: t[6], Restraints: t[7], Told: t[8], Sure: sureView{t[9], t[10], form.low},
	}
	return l.patterns.of(form, "flight-row-anew", s, append([]string{signHref, shortDay(day), string(day)}, t...)...)
}

// wayForm is all in which ways in tables differ beside texts and addresses.
type wayForm struct{ of bool } // whether not all movements tell how many people

// ways writes the rows of a table of ways.
func (l *lines) ways(all []wayView) (template.HTML, error) {
	return writeEach(l, all, func(b []byte, v wayView) ([]byte, error) {
		p, err := l.wayOf(wayForm{v.People.Of != ""})
		return p.write(b, v.Href, v.From, v.To, v.Word, strconv.Itoa(v.Movements), v.People.Sum, v.People.Of), err
	})
}

// wayOf gives the pattern of ways of a form.
func (l *lines) wayOf(form wayForm) (pattern, error) {
	if had, ok := l.patterns.had(form); ok {
		return had, nil
	}
	t := texts(6)
	s := struct {
		From, To, Word, Href, Movements string
		People                          toldSum
	}{t[0], t[1], t[2], signHref, t[3], toldSum{Sum: t[4]}}
	if form.of {
		s.People.Of = t[5]
	}
	return l.patterns.of(form, "way-row-anew", s, append([]string{signHref}, t...)...)
}

// mapWayForm is all in which ways on maps differ beside labels, addresses and how they are drawn.
type mapWayForm struct{ class string }

// mapWays writes the ways on a map.
func (l *lines) mapWays(all []way) (template.HTML, error) {
	return writeEach(l, all, func(b []byte, v way) ([]byte, error) {
		p, err := l.mapWayOf(mapWayForm{v.Class})
		return p.write(b, v.Href, v.Path, v.Wide, v.Label), err
	})
}

// mapWayOf gives the pattern of ways on maps of a form.
func (l *lines) mapWayOf(form mapWayForm) (pattern, error) {
	if had, ok := l.patterns.had(form); ok {
		return had, nil
	}
	t := texts(3)
	s := way{Path: t[0], Wide: t[1], Class: form.class, Label: t[2], Href: signHref}
	return l.patterns.of(form, "map-way-anew", s, append([]string{signHref}, t...)...)
}

// writeEach writes parts one behind the other: a template would call for each.
func writeEach[T any](l *lines, all []T, write func([]byte, T) ([]byte, error)) (template.HTML, error) {
	scratch, ok := l.scratch.Get().(*[]byte)
	if !ok {
		scratch = new([]byte)
	}
	defer l.scratch.Put(scratch)
	b := (*scratch)[:0]
	for _, v := range all {
		var err error
		if b, err = write(b, v); err != nil {
			return "", err
		}
	}
	*scratch = b
	return template.HTML(b), nil //nolint:gosec // templates wrote it, and what was put in is escaped
}

// put puts values into a pattern.
func (l *lines) put(p pattern, values ...string) template.HTML {
	scratch := l.borrow()
	defer l.scratch.Put(scratch)
	*scratch = p.write((*scratch)[:0], values...)
	return template.HTML(*scratch) //nolint:gosec // a template wrote it, and what was put in is escaped
}

// borrow gives what is written into, to be put back.
func (l *lines) borrow() *[]byte {
	if scratch, ok := l.scratch.Get().(*[]byte); ok {
		return scratch
	}
	return new([]byte)
}

// stateChoices writes the states of a field, of which each page has hundreds.
func stateChoices(all []stateOption, chosen string) template.HTML {
	var b []byte
	for _, o := range all {
		b = option(b, string(o.Code), o.Name, string(o.Code) == chosen)
	}
	return template.HTML(b) //nolint:gosec // all that is put in is escaped
}

// options writes the choices of a field.
func options(all []choice) template.HTML {
	var b []byte
	for _, o := range all {
		b = option(b, o.Value, o.Word, o.Chosen)
	}
	return template.HTML(b) //nolint:gosec // all that is put in is escaped
}

// option writes a choice of a field.
func option(b []byte, value, word string, chosen bool) []byte {
	b = escape(append(b, `<option value="`...), value)
	b = append(b, '"')
	if chosen {
		b = append(b, " selected"...)
	}
	b = escape(append(b, '>'), word)
	return append(b, "</option>"...)
}

// stateNames writes the names of states that a field proposes.
func stateNames(all []stateOption) template.HTML {
	var b []byte
	for _, o := range all {
		b = escape(append(b, `<option value="`...), o.Name)
		b = append(b, `"></option>`...)
	}
	return template.HTML(b) //nolint:gosec // all that is put in is escaped
}
