// Package timex finds time expressions and resolves them against the day of
// publication, or against the times that the text itself fixes, at the
// precision that they have: a day, a month, a year, or nothing.
//
// Recognition (expression.go, dates.go, relative.go) and calendar arithmetic
// (resolve.go) are apart; the tense of the clause, which tells "on Friday" past
// from "on Friday" to come, is judged in tense.go.
package timex

import (
	"slices"
	"strings"

	"demarche"
	"demarche/document/calendar"
	"demarche/language"
	"demarche/language/lex"
)

// Component is the step of the analysis that gives times.
type Component struct{}

// New makes the component.
func New() Component { return Component{} }

// Name is "timex".
func (Component) Name() string { return "timex" }

// Needs tells that it works on sentences and tokens. Tags, the parse and
// quotations make the result better where they are there.
func (Component) Needs() language.Layer { return language.Tokens }

// Gives tells that it fills Times.
func (Component) Gives() language.Layer { return language.Times }

// Apply fills a.Times in the order of the text.
func (Component) Apply(a *language.Analysis) error {
	r := resolver{a: a, frame: a.Published, lastIn: language.None}
	a.Times = a.Times[:0]
	for p := range a.Paragraphs {
		r.paragraph(p)
		if p+1 == headParagraphs {
			r.headOver = true
		}
	}
	return nil
}

// resolver walks through a text and keeps what later expressions refer to.
type resolver struct {
	a          *language.Analysis
	frame      demarche.Date // what "today", "last month", "in January" are seen from: the day of publication, or what the head of the text fixes
	last       demarche.Date // the time resolved last, what "two days earlier" is seen from
	lastAt     int           // the paragraph of last
	headYear   int           // year that a heading sets for the dates below it, 0 if none
	paragraphN int           // running paragraph, headings not counted
	sentenceN  int
	lastIn     int // the sentence of last
	headOver   bool
	lexemes    []lex.Lexeme
	found      []expression
}

// headParagraphs is how many paragraphs, from the first, can fix the frame of
// a text without a day of publication.
const headParagraphs = 4

func (r *resolver) paragraph(p int) {
	para := &r.a.Paragraphs[p]
	if para.Kind != language.Heading {
		r.paragraphN++
	}
	if r.a.Published == "" && para.Dateline.Len() > 0 {
		if full := calendar.FullDates(para.Dateline.Of(r.a.Text)); len(full) > 0 {
			r.frame = full[0].Date // bundles carry several datelines
		}
	}
	r.lexemes = lex.Scan(r.lexemes[:0], r.a.Text, para.Span)
	if y, ok := yearHeading(r.lexemes); ok {
		r.headYear = y
	}
	r.clockHeading(para)
	for s := para.First; s < para.Last; s++ {
		r.sentence(s)
	}
}

// yearHeading reads a paragraph that is nothing but a year.
func yearHeading(l []lex.Lexeme) (int, bool) {
	if len(l) == 0 || len(l) > 2 || len(l) == 2 && l[1].Text != ":" {
		return 0, false
	}
	return plainYear(&l[0])
}

// clockHeading gives the clock time that begins an entry of a live report: it
// lies on the day of the report.
func (r *resolver) clockHeading(para *language.Paragraph) {
	l := r.lexemes
	if para.Kind == language.Body && (len(l) > 30 || len(l) > 0 && l[len(l)-1].Text == ".") {
		return
	}
	end, ok := clock(l, 0)
	if !ok {
		return
	}
	t := language.Time{Span: demarche.Span{Start: l[0].Start, End: l[end-1].End}, Relative: true}
	if r.frame.IsDay() {
		t.Value = r.frame
	}
	r.give(t)
}

// clock reads "17:52", "11.42am", "9 a.m." at lexeme i.
func clock(l []lex.Lexeme, i int) (next int, ok bool) {
	if i >= len(l) || l[i].Kind != lex.Digits {
		return i, false
	}
	next = i + 1
	hour, minute, dotted := strings.Cut(l[i].Text, ".")
	switch {
	case dotted && len(hour) <= 2 && len(minute) == 2:
		ok = true
	case len(l[i].Text) <= 2 && i+2 < len(l) && (l[i+1].Text == ":" || l[i+1].Lower == "h") && l[i+2].Kind == lex.Digits && len(l[i+2].Text) == 2 && !l[i+2].Space:
		next, ok = i+3, true
	}
	if next < len(l) {
		switch l[next].Lower {
		case "am", "pm":
			return next + 1, ok || len(l[i].Text) <= 2
		case "a", "p":
			if next+2 < len(l) && l[next+1].Text == "." && l[next+2].Lower == "m" {
				next += 3
				if next < len(l) && l[next].Text == "." {
					next++
				}
				return next, ok || len(l[i].Text) <= 2
			}
		}
	}
	return next, ok
}

// sentence finds and resolves the expressions of one sentence. Words such as
// "today" inside a quotation are seen from the day on which it was said, where
// the sentence tells that day; so they come last.
func (r *resolver) sentence(s int) {
	sent := &r.a.Sentences[s]
	r.sentenceN = s
	r.lexemes = lex.Scan(r.lexemes[:0], r.a.Text, sent.Span)
	first := len(r.a.Times)
	var quoted []expression
	found := r.find()
	for i, e := range found {
		if e.kind == dayOffset && r.inQuotation(r.span(e)) {
			quoted = append(quoted, e)
			continue
		}
		t := r.resolve(e)
		if i+1 < len(found) && r.apposed(e, found[i+1]) {
			t.Value = r.resolve(found[i+1]).Value
		}
		r.give(t)
	}
	if len(quoted) == 0 {
		return
	}
	frame := r.frame
	for _, t := range r.a.Times[first:] {
		if t.Value.IsDay() && t.End == "" && !r.inQuotation(t.Span) {
			r.frame = t.Value
		}
	}
	last, lastAt, lastIn := r.last, r.lastAt, r.lastIn
	for _, e := range quoted {
		r.give(r.resolve(e))
	}
	r.frame, r.last, r.lastAt, r.lastIn = frame, last, lastAt, lastIn
	slices.SortStableFunc(r.a.Times[first:], func(a, b language.Time) int { return a.Start - b.Start })
}

// find recognises the expressions of the sentence whose lexemes are there.
func (r *resolver) find() []expression {
	r.found = r.found[:0]
	f := finder{l: r.lexemes, text: r.a.Text}
	for i := 0; i < len(r.lexemes); {
		e, ok := f.at(i)
		if !ok {
			i++
			continue
		}
		r.found = append(r.found, e)
		i = e.next
	}
	return r.found
}

// apposed reports whether b says of a, which is told from the time before,
// when it was: "two days later, on Friday,".
func (r *resolver) apposed(a, b expression) bool {
	if a.view != fromLast || a.kind != shift && a.kind != period || b.kind != calendarDate && b.kind != weekday {
		return false
	}
	i := a.next
	if r.lexemes[i].Text != "," {
		return false
	}
	if i++; r.lexemes[i].Lower == "on" || r.lexemes[i].Lower == "in" {
		i++
	}
	return i == b.first
}

func (r *resolver) span(e expression) demarche.Span {
	return demarche.Span{Start: r.lexemes[e.first].Start, End: r.lexemes[e.next-1].End}
}

// inQuotation reports whether the span lies in direct speech.
func (r *resolver) inQuotation(s demarche.Span) bool {
	q, found := slices.BinarySearchFunc(r.a.Quotations, s.Start, func(q language.Quotation, at int) int { return q.Start - at })
	if !found {
		q--
	}
	return q >= 0 && !r.a.Quotations[q].Scare && r.a.Quotations[q].Contains(s)
}

// give adds a time that does not overlap the one before it.
func (r *resolver) give(t language.Time) {
	if n := len(r.a.Times); n > 0 && r.a.Times[n-1].Overlaps(t.Span) {
		return
	}
	t.Head = r.head(t.Span)
	r.a.Times = append(r.a.Times, t)
	if t.Value.Known() && !t.Duration {
		r.last, r.lastAt, r.lastIn = t.Value, r.paragraphN, r.sentenceN
		if r.frame == "" && !r.headOver && !t.Relative && len(t.Value) >= len("2025-01") {
			r.frame = t.Value[:len("2025-01")]
		}
	}
}

// head gives the token of the span whose own head lies outside it, or the
// first token.
func (r *resolver) head(s demarche.Span) int {
	first, last := r.a.TokensIn(s)
	if r.a.Have&language.Parse != 0 {
		for i := first; i < last; i++ {
			if h := int(r.a.Tokens[i].Head); h < first || h >= last {
				return i
			}
		}
	}
	if first == last {
		return language.None
	}
	return first
}
