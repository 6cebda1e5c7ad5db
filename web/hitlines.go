package web

import (
	"bytes"
	"html/template"

	"demarche"
)

// hitForm is all in which hits of a search differ beside texts, addresses and days.
type hitForm struct {
	kind                   demarche.Kind // empty of a report
	day, notes             int           // length of the date; how many notes
	by, event, low, before bool
	marks                  string // of each piece of the snippet, m where it is marked
}

// mostPieces is of how many pieces the snippets are whose forms are held.
const mostPieces = 16

// hit writes what a search found.
func (l *lines) hit(v hitView) (template.HTML, error) {
	if len(v.Same) > 0 || v.Unpublished != "" || len(v.Pieces) > mostPieces { // few are such
		var b bytes.Buffer
		err := l.patterns.templates.ExecuteTemplate(&b, "hit-anew", v)
		return template.HTML(b.String()), err //nolint:gosec // a template wrote it
	}
	form := hitForm{kind: v.Kind, day: len(v.Day), notes: len(v.Notes), by: v.By != "", event: v.Event != "", low: v.Sure.Low, before: v.Before, marks: marksOf(v.Pieces)}
	day, by, notes := v.Day, v.By, v.Notes
	if v.IsReport {
		day, by, notes = v.Published, v.Publisher, nil
		form = hitForm{day: len(day), by: by != "", before: form.before, marks: form.marks}
	}
	p, err := l.hitOf(form)
	if err != nil {
		return "", err
	}
	values := make([]string, 0, 40) // of the stack
	values = append(values, v.Link, v.Report, v.Event, shortDay(day), string(day), by, v.Label, v.Sentence, v.Source, v.Told, v.Title, v.Sure.Words, v.Sure.Why)
	values = append(values, notes...)
	for _, piece := range v.Pieces {
		values = append(values, piece.Text)
	}
	return l.put(p, values...), nil
}

// marksOf tells which pieces of a snippet are marked.
func marksOf(pieces []snippetPiece) string {
	b := make([]byte, 0, mostPieces) // of the stack
	for _, p := range pieces {
		if p.Marked {
			b = append(b, 'm')
		} else {
			b = append(b, '-')
		}
	}
	return string(b)
}

// hitOf gives the pattern of hits of a form.
func (l *lines) hitOf(form hitForm) (pattern, error) {
	if had, ok := l.patterns.had(form); ok {
		return had, nil
	}
	const fixed = 8 // signs of texts before those of notes
	day, t := signDay[:form.day], texts(fixed+form.notes+len(form.marks))
	v := hitView{IsReport: form.kind == "", Title: t[5], Before: form.before}
	v.Kind, v.Link, v.Report, v.Label, v.Sentence, v.Source, v.Told = form.kind, signHref, signOther, t[1], t[2], t[3], t[4]
	v.Sure, v.Notes = sureView{t[6], t[7], form.low}, t[fixed:fixed+form.notes]
	if form.event {
		v.Event = signEvent
	}
	by := ""
	if form.by {
		by = t[0]
	}
	if v.Day, v.By = day, by; v.IsReport {
		v.Day, v.By, v.Published, v.Publisher = "", "", day, by
	}
	for i, mark := range form.marks {
		v.Pieces = append(v.Pieces, snippetPiece{t[fixed+form.notes+i], mark == 'm'})
	}
	return l.patterns.of(form, "hit-anew", v, append([]string{signHref, signOther, signEvent, shortDay(day), string(day)}, t...)...)
}
