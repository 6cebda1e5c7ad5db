package quantity

import (
	"sort"
	"strconv"
	"strings"

	"demarche"
	"demarche/document/calendar"
	"demarche/language"
	"demarche/language/lex"
)

// named are nouns whose number is a name: "Section 212", "flight 175".
var named = map[string]bool{
	"flight": true, "section": true, "sections": true, "article": true, "articles": true, "title": true, "chapter": true, "paragraph": true,
	"resolution": true, "law": true, "decree": true, "regulation": true, "directive": true, "clause": true, "rule": true, "order": true,
	"proclamation": true, "protocol": true, "annex": true, "appendix": true, "table": true, "figure": true, "page": true, "pages": true,
	"bulletin": true, "note": true, "issue": true, "volume": true, "part": true, "phase": true, "stage": true, "step": true, "level": true,
	"category": true, "tier": true, "class": true, "type": true, "terminal": true, "gate": true, "room": true, "camp": true, "unit": true,
	"block": true, "building": true, "route": true, "highway": true, "interstate": true, "channel": true, "number": true, "no": true, "nos": true,
	"group": false, "boeing": true, "airbus": true, "covid": true, "act": true, "bill": true, "case": true, "docket": true, "cell": true, "question": true, "game": true,
	"circular": true, "memorandum": true, "communique": true, "communiqué": true, "exhibit": true, "annexe": true, "district": true, "zone": true, "sector": true,
	"ward": true, "precinct": true, "hangar": true, "hall": true, "wing": true, "pavilion": true, "dormitory": true, "apartment": true, "suite": true, "runway": true, "pier": true,
	"module": true, "episode": true, "edition": true,
}

// releases are words before "release", whose number is then a name: "press release 17".
var releases = map[string]bool{"press": true, "news": true, "media": true}

// names reports whether lexeme i is a noun that a number behind it names: not where
// it is a verb, "to house 20", "to block 17".
func (r *reader) names(i int) bool {
	if i < 0 || r.l[i].Kind != lex.Word {
		return false
	}
	if r.word(i) == "release" {
		return releases[r.word(i-1)]
	}
	if !named[r.l[i].Lower] {
		return false
	}
	if r.a.Have&language.Tags == 0 {
		return true
	}
	t := r.a.TokenAt(r.l[i].Start)
	return t >= len(r.a.Tokens) || r.a.Tokens[t].UPOS != language.VERB
}

// label reports whether the number in lexemes [i, next) names something, and
// gives the lexeme after the label.
func (r *reader) label(i, next int) (int, bool) {
	span := demarche.Span{Start: r.l[i].Start, End: r.l[next-1].End}
	switch {
	case r.inTime(span):
		return next, true
	case r.l[i].Kind == lex.Digits && (r.itemNumber(i, next) || r.bareItemNumber(i, next) || r.yearOfLaw(i, next)):
		return next, true
	}
	if end, ok := r.clock(i, next); ok {
		return end, true
	}
	if r.l[i].Kind == lex.Digits && r.glued(i) {
		if end, ok := r.age(i, next); ok {
			return end, true
		}
		if r.word(next) == "(" && r.word(next+2) == ")" { // "33(1)"
			return next + 3, true
		}
		return next, true
	}
	if end, ok := r.score(i, next); ok {
		return end, true
	}
	if end, ok := r.age(i, next); ok {
		return end, true
	}
	if end, ok := r.date(i, next); ok {
		return end, true
	}
	if end, ok := r.fraction(i, next); ok {
		return end, true
	}
	before := i - 1
	if r.word(before) == "." && (r.word(before-1) == "no" || r.word(before-1) == "nos" || r.word(before-1) == "art" || r.word(before-1) == "sec") {
		return next, true
	}
	if r.names(before) && r.l[i].Kind == lex.Digits && !(r.word(before) == "no" && !r.l[before].Capital()) {
		if r.joined(next) && r.l[next].Dash() && r.joined(next+1) && r.l[next+1].Kind == lex.Digits { // "Boeing 737-800"
			return next + 2, true
		}
		return next, true
	}
	return next, false
}

// inTime reports whether the number is part of a time expression: a date or a
// length of time.
func (r *reader) inTime(s demarche.Span) bool {
	t := sort.Search(len(r.a.Times), func(t int) bool { return r.a.Times[t].Span.End > s.Start })
	return t < len(r.a.Times) && r.a.Times[t].Contains(s)
}

// glued reports whether digits stand right behind letters or before them:
// "C-17", "MS-13", "A320", "1990s", "212(f)", "3-1".
func (r *reader) glued(i int) bool {
	if r.joined(i) {
		before := i - 1
		if r.l[before].Dash() && r.joined(before) {
			before--
		}
		if r.l[before].Kind == lex.Word && before < i {
			return true
		}
		if before == i-1 && (r.l[before].Text == "/" || r.l[before].Text == ":" || r.l[before].Text == "#") {
			return true
		}
	}
	next := i + 1
	if r.joined(next) && r.l[next].Kind == lex.Word {
		switch r.l[next].Lower {
		case "k", "m", "mn", "mln", "bn", "b", "tn":
			return false
		}
		return true
	}
	if r.joined(next) && (r.l[next].Text == "/" || r.l[next].Text == ":") && r.joined(next+1) && r.l[next+1].Kind == lex.Digits {
		return true
	}
	return r.joined(next) && r.word(next) == "(" && r.joined(next+1) && len(r.word(next+1)) <= 2 && r.word(next+2) == ")"
}

// itemNumber reports whether digits number an item: "1. Arrangements", "(2) Returns".
func (r *reader) itemNumber(i, next int) bool {
	after := r.word(next)
	if i == 0 && (after == "." || after == ")") && r.joined(next) && next+1 < len(r.l) {
		return true
	}
	// The stop after the number may have ended a sentence of its own.
	if i == 0 && len(r.l) <= 2 && (len(r.l) == 1 || after == ".") {
		p := &r.a.Paragraphs[r.a.Sentences[r.sent].Paragraph]
		return p.First == r.sent && p.Last > r.sent+1
	}
	return i == 1 && r.word(0) == "(" && after == ")" && len(r.l) > 3
}

// clock reads "17:52", "9 a.m.", "9.30am"; without times these would be counts.
func (r *reader) clock(i, next int) (int, bool) {
	switch {
	case r.word(next) == "o" && r.word(next+2) == "clock":
		return next + 3, true
	case r.word(i-1) == "at" && r.word(next) == "in" && r.word(next+1) == "the" && (r.word(next+2) == "morning" || r.word(next+2) == "afternoon" || r.word(next+2) == "evening"):
		return next, true
	case r.l[i].Kind != lex.Digits:
		return next, false
	case r.word(i-1) == "at" && pointed(r.l[i].Text) && (next >= len(r.l) || r.l[next].Kind == lex.Sign && r.l[next].Text != "%" || clockEnd[r.word(next)]):
		return next, true
	}
	if r.word(next) == ":" && r.joined(next) && r.joined(next+1) && r.l[next+1].Kind == lex.Digits {
		return next + 2, true
	}
	switch r.word(next) {
	case "am", "pm", "gmt":
		return next + 1, true
	case "a", "p":
		if r.word(next+1) == "." && r.word(next+2) == "m" {
			return next + 3, true
		}
	}
	return next, false
}

// clockEnd are words after a clock time with a point, "at 15.30 on Tuesday".
var clockEnd = map[string]bool{"on": true, "in": true, "local": true, "hours": true, "gmt": true, "today": true, "yesterday": true, "and": true, "from": true}

// pointed reports whether the digits have the form of a clock time with a point.
func pointed(s string) bool {
	hour, minute, ok := strings.Cut(s, ".")
	h, err := strconv.Atoi(hour)
	m, err2 := strconv.Atoi(minute)
	return ok && len(minute) == 2 && err == nil && err2 == nil && h < 24 && m < 60
}

// score reads "3-0", "1–1": two numbers on a dash that are no range.
func (r *reader) score(i, next int) (int, bool) {
	if r.l[i].Kind != lex.Digits || next+1 >= len(r.l) || !r.l[next].Dash() || !r.joined(next) || !r.joined(next+1) || r.l[next+1].Kind != lex.Digits {
		return next, false
	}
	a, _ := lex.Digit(r.l[i].Text)
	b, ok := lex.Digit(r.l[next+1].Text)
	return next + 2, ok && b <= a
}

// age reads "aged 31", "31-year-old", "17 years old", ", 45,".
func (r *reader) age(i, next int) (int, bool) {
	switch r.word(i - 1) {
	case "aged", "ages", "age", "turning", "turned", "turns":
		return next, true
	}
	if r.word(i-1) == "between" && r.word(i-2) == "aged" {
		return next, true
	}
	if (r.word(i-1) == "to" || r.word(i-1) == "and" || r.word(i-1) == "-" || r.word(i-1) == "or") && (r.word(i-3) == "aged" || r.word(i-4) == "aged" && r.word(i-3) == "between") {
		return next, true
	}
	if r.word(i-1) == "of" && r.word(i-2) == "age" {
		return next, true
	}
	j := next
	dash := func() {
		if j < len(r.l) && r.l[j].Dash() {
			j++
		}
	}
	dash()
	if w := r.word(j); w == "year" || w == "years" || w == "month" || w == "months" || w == "yr" {
		j++
		dash()
		if r.word(j) == "old" || r.word(j) == "olds" {
			return j + 1, true
		}
		if r.word(j) == "of" && r.word(j+1) == "age" {
			return j + 2, true
		}
	}
	return next, r.apposedAge(i, next)
}

// apposedAge reads the 45 of "Jane Doe, 45, the minister". A plural or a month
// before it makes it something else.
func (r *reader) apposedAge(i, next int) bool {
	if r.l[i].Kind != lex.Digits || i < 2 || next != i+1 || r.word(i-1) != "," || r.word(next) != "," || r.l[i-2].Kind != lex.Word {
		return false
	}
	_, month := calendar.Month(r.l[i-2].Text)
	v, _ := strconv.Atoi(r.l[i].Text)
	return v >= 16 && v < 100 && !month && !strings.HasSuffix(r.l[i-2].Lower, "s")
}

// date reads what is plainly part of a date where no times were found before:
// "26 January", "Jan. 26", "in 2023".
func (r *reader) date(i, next int) (int, bool) {
	if r.a.Have&language.Times != 0 || r.l[i].Kind != lex.Digits {
		return next, false
	}
	month := func(k int) bool {
		if k < 0 || k >= len(r.l) || !r.l[k].Capital() {
			return false
		}
		_, ok := calendar.Month(r.l[k].Text)
		return ok
	}
	if len(r.l[i].Text) <= 2 && (month(next) || month(i-1) || r.word(i-1) == "." && month(i-2)) {
		return next, true
	}
	if v, err := strconv.Atoi(r.l[i].Text); err == nil && len(r.l[i].Text) == 4 && v >= 1900 && v < 2100 {
		switch r.word(i - 1) {
		case "in", "since", "until", "of", "by", "from", "between", "and", "to", "during", "early", "late", "mid", "-", "the", ",":
			return next, next >= len(r.l) || r.l[next].Kind != lex.Word || !strings.HasSuffix(r.l[next].Lower, "s") && r.l[next].Lower != "people"
		}
		return next, month(i - 1)
	}
	return next, false
}

// fraction reads "two-thirds", "three quarters": a share in words, no count.
func (r *reader) fraction(i, next int) (int, bool) {
	j := next
	if j < len(r.l) && r.l[j].Dash() {
		j++
	}
	switch r.word(j) {
	case "third", "thirds", "quarter", "quarters", "fifth", "fifths", "half", "halves", "tenth", "tenths", "eighth", "eighths":
		return j + 1, r.l[i].Kind == lex.Word && next == i+1
	}
	return next, false
}

// ordinals in words.
var ordinals = map[string]float64{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12}

// ordinal reads "second", "17th".
func (r *reader) ordinal(i int) (number, bool) {
	n := number{core: i, next: i + 1}
	n.Kind = language.Ordinal
	if v, ok := ordinals[r.l[i].Lower]; ok && !r.inTime(r.l[i].Span) {
		n.Value = v
		return n, true
	}
	if v, ok := r.compoundOrdinal(i); ok {
		return v, true
	}
	if r.l[i].Kind != lex.Digits || !r.joined(i+1) || r.inTime(r.l[i].Span) {
		return number{}, false
	}
	switch r.l[i+1].Lower {
	case "st", "nd", "rd", "th":
		v, ok := lex.Digit(r.l[i].Text)
		n.Value, n.next = v, i+2
		return n, ok
	}
	return number{}, false
}

// compoundOrdinal reads "fifty-first".
func (r *reader) compoundOrdinal(i int) (number, bool) {
	if r.l[i].Kind != lex.Word || i+2 >= len(r.l) || !r.l[i+1].Dash() || !r.joined(i+2) {
		return number{}, false
	}
	ones, ok := ordinals[r.l[i+2].Lower]
	tens, known := lex.Number(r.l[:i+1], i)
	if !ok || ones > 9 || !known || tens.Value < 20 {
		return number{}, false
	}
	n := number{core: i, next: i + 3}
	n.Kind, n.Value = language.Ordinal, tens.Value+ones
	return n, true
}

// pronoun reports whether "one" at lexeme i stands for a thing spoken of
// rather than for a number.
func (r *reader) pronoun(i, next int) bool {
	if r.l[i].Lower != "one" || next != i+1 {
		return false
	}
	if r.a.Have&language.Tags != 0 {
		if t := r.a.TokenAt(r.l[i].Start); t < len(r.a.Tokens) && (r.a.Tokens[t].UPOS == language.PRON || r.a.Tokens[t].UPOS == language.NOUN) {
			return true
		}
	}
	switch r.word(i - 1) {
	case "by":
		return r.word(i-2) == "one"
	case "no", "any", "every", "some", "each", "this", "that", "the", "which", "a", "another", "last", "next", "previous", "other", "new", "good", "such":
		return true
	}
	switch r.word(next) {
	case "in", "out": // "one in, one out"
		return next+1 < len(r.l) && r.l[next+1].Kind == lex.Sign
	case "by":
		return r.word(next+1) == "one"
	case "another", "'", "’", "day", "hand", "thing", "hears", "should", "cannot", "must":
		return true
	}
	return false
}
