package document

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/document/calendar"
)

// line is one line of a text, trimmed, and where it lies.
type line struct {
	text string
	at   int // byte offset of its first character
}

// lines gives the lines of text that are not blank, without the archive's
// " date 2025-02-05" in front of the first.
func lines(text string) []line {
	at := 0
	if m := archiveDate.FindStringIndex(text); m != nil {
		at = m[1]
	}
	var all []line
	for at < len(text) {
		end := len(text)
		if n := strings.IndexAny(text[at:], "\r\n"); n >= 0 {
			end = at + n
		}
		raw := text[at:end]
		if trimmed := strings.TrimSpace(raw); trimmed != "" {
			all = append(all, line{trimmed, at + strings.Index(raw, trimmed)})
		}
		at = end + 1
	}
	return all
}

// archiveDate is the day of publication as archives print it before a report.
var archiveDate = regexp.MustCompile(`^\s*(?i:date):?[ \t]+(\d{4}-\d{2}-\d{2})(?:[ \t]+|[ \t]*$|[ \t]*[\r\n])`)

// PublicationDay gives the day of publication that a report states of itself
// and where: the archive's " date 2025-02-05" in front, or a full date in a
// dateline or on a line of its own in the first lines (or, as communiques have
// it, the last). A bundle of reports with datelines of different days has none.
func PublicationDay(text string) (demarche.Date, demarche.Span, bool) {
	if m := archiveDate.FindStringSubmatchIndex(text); m != nil {
		if d, err := demarche.ParseDate(text[m[2]:m[3]]); err == nil {
			return d, demarche.Span{Start: m[2], End: m[3]}, true
		}
	}
	all := lines(text)
	var day calendar.Found
	for i, l := range all {
		f, ok := datelineDay(l.text)
		if !ok && (i < headLines || i >= len(all)-tailLines) {
			f, ok = calendar.LineDay(l.text)
			ok = ok && !day.Date.Known()
		}
		switch {
		case !ok:
		case !day.Date.Known():
			day = calendar.Found{Date: f.Date, Span: demarche.Span{Start: l.at + f.Span.Start, End: l.at + f.Span.End}}
		case day.Date != f.Date:
			return "", demarche.Span{}, false
		}
	}
	return day.Date, day.Span, day.Date.Known()
}

// How many lines count as the head and the tail of a report.
const (
	headLines = 8
	tailLines = 2
)

// dateline is what stands before the first sentence of a report: "BOGOTA, Jan
// 26 (Reuters) -".
type dateline struct {
	head   string // the words before the separator
	agency string
	dash   bool // separated by a dash rather than a colon or stop
}

// separators end a dateline.
var separators = regexp.MustCompile(`\s[–—-]{1,2}\s|\s?—\s?|:\s|\.\s`)

// agencyAtEnd is the agency in brackets that ends a dateline.
var agencyAtEnd = regexp.MustCompile(`^(.*?)\s*\(([\p{Lu}][^()]{1,40}|dpa|epa|apa|belga)\)$`)

// datelineRoom is the most bytes that a dateline takes up.
const datelineRoom = 100

// readDateline gives the dateline that a line begins with.
func readDateline(l string) (dateline, bool) {
	room := l[:min(len(l), datelineRoom)]
	for _, m := range separators.FindAllStringIndex(room, -1) {
		head, sep := room[:m[0]], room[m[0]:m[1]]
		d := dateline{head: head, dash: strings.ContainsAny(sep, "-–—")}
		if a := agencyAtEnd.FindStringSubmatch(head); a != nil && d.dash {
			d.head, d.agency = a[1], a[2]
		}
		if d.plausible() {
			return d, true
		}
	}
	return dateline{}, false
}

// plausible tells a dateline from the beginning of a sentence: a place in
// capitals, or a place before a full date or an agency; nothing but names,
// numbers and small words of names.
func (d dateline) plausible() bool {
	words := strings.Fields(d.head)
	if len(words) == 0 {
		return d.agency != ""
	}
	if len(words) > 12 {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) && !smallWords[strings.ToLower(w)] {
			return false
		}
	}
	first := strings.Trim(words[0], ",.;/")
	capitals := len(first) > 1 && first == strings.ToUpper(first) && strings.IndexFunc(first, unicode.IsLetter) >= 0
	full := calendar.FullDates(d.head)
	return capitals && d.dash || len(full) == 1 && full[0].Span.End == len(d.head) && !calendar.EndsRange(d.head[:full[0].Span.Start])
}

// smallWords occur in lower case inside place names.
var smallWords = map[string]bool{"de": true, "del": true, "la": true, "las": true, "los": true, "el": true, "al": true, "of": true, "the": true, "and": true, "en": true, "sur": true, "d’ivoire": true, "d'ivoire": true, "–": true, "-": true, "/": true}

// datelineDay gives the full date of the dateline that a line begins with.
func datelineDay(l string) (calendar.Found, bool) {
	d, ok := readDateline(l)
	if !ok {
		return calendar.Found{}, false
	}
	for _, f := range calendar.FullDates(d.head) {
		if !calendar.EndsRange(d.head[:f.Span.Start]) {
			return f, true
		}
	}
	return calendar.Found{}, false
}

// agency gives the news agency of the first dateline in the first lines.
func agency(text string) string {
	for i, l := range lines(text) {
		if i == headLines {
			break
		}
		if d, ok := readDateline(l.text); ok && d.agency != "" {
			return d.agency
		}
	}
	return ""
}

var (
	clockFirst   = regexp.MustCompile(`^\d{1,2}[:.]\d{2}(?i:\s?[ap]\.?m\b|h|\b)`)
	abbreviation = regexp.MustCompile(`(?:^|[\s(])(?:\p{L}\.){2,}$`)
)

// title gives the headline: the first line, if it is no sentence, no dateline
// and no clock time of a live report, and more follows it.
func title(text string) string {
	all := lines(text)
	if len(all) < 2 {
		return ""
	}
	l := all[0].text
	bare := strings.TrimRight(l, "\"'”’)]»")
	stop := strings.HasSuffix(bare, ".") && !abbreviation.MatchString(bare)
	if stop || len(strings.Fields(l)) > 40 || clockFirst.MatchString(l) {
		return ""
	}
	if d, ok := readDateline(l); ok && (d.agency != "" || len(calendar.FullDates(d.head)) > 0) {
		return ""
	}
	if f, ok := calendar.LineDay(l); ok && f.Span.Len() == len(l) {
		return ""
	}
	return l
}
