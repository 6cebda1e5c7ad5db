package page

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"demarche"
	"demarche/document/calendar"
)

// Bounds of the part of a page around its headline in which its day may stand.
const (
	aboveHeadline = 8  // pieces of text
	belowHeadline = 40 // pieces of text, less where the main text begins
	longestDay    = 100
)

// moment is a day, and the time on it if that is told.
type moment struct {
	Day demarche.Date
	At  time.Time
}

// nearDay gives the day that stands nearest to the headline, one that the page
// says is that of publication before others: in a time element or on a line of
// its own, up to where the main text begins. Days of changes do not count, nor
// those of other reports. dayFirst tells how 03/04/2025 is meant.
func nearDay(all []piece, headline *html.Node, order dayOrder) moment {
	from, to := around(all, headline)
	var best moment
	rank := 0
	for i := max(0, from-aboveHeadline); i < to; i++ {
		if len(all[i].text) > longestDay || i < from && all[i].long {
			continue
		}
		about := label(all, i)
		if notPublished.MatchString(about) && !published.MatchString(about) || inCard(all[i].node) || inMasthead(all[i].node, headline) {
			continue
		}
		day := dayOf(all[i], order)
		if !day.Day.Known() {
			continue
		}
		distance := 2 * (i - from)
		if i < from {
			distance = 2*(from-i) + belowHeadline // mastheads, which have the day of the reader, stand above
		}
		if published.MatchString(about) {
			distance -= 1000 // what the page calls the day goes before what stands nearest
		}
		if original.MatchString(about) {
			distance -= 1000 // the day on which a collection put up what others wrote is not that of the report
		}
		if amongText(all[i].node) {
			distance += 2 * belowHeadline
		}
		if best.Day == "" || distance < rank {
			best, rank = day, distance
		}
	}
	return best
}

// around gives the indices of the headline and of the begin of the main text; a
// page without headline has its day right above its text.
func around(all []piece, headline *html.Node) (from, to int) {
	from = -1
	for i, p := range all {
		if headline != nil && within(p.node, headline) {
			from = i
		}
		begins := p.long && (headline == nil || from >= 0 && i > from && !standfirst(p.node))
		if begins {
			to = i
			break
		}
	}
	switch {
	case headline == nil || from < 0:
		return to, to
	case to == 0:
		to = len(all)
	}
	return from, min(to, from+belowHeadline)
}

// standfirst reports whether a text stands between a headline and the byline: in a
// heading of its own, or in what is called a summary.
func standfirst(n *html.Node) bool {
	for up, around := n.Parent, 0; up != nil && around < 3; up, around = up.Parent, around+1 {
		switch up.DataAtom {
		case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		}
		if named(up, summaries) {
			return true
		}
	}
	return false
}

// summaries are words for what tells in a sentence or two what a report says.
var summaries = anyWord(`standfirst|stand-first|dek|deck|sub-?head(?:line|ing)?|sub-?title|sub-?deck|excerpt|summary|under-?line|abstract|blurb|bajada|chapeau|entradilla`)

func within(n, up *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == up {
			return true
		}
	}
	return false
}

// What a page says of a day: that of publication, or another.
var (
	published    = regexp.MustCompile(`(?i)publish(?:ed|[-_]|\b)|publication|publicad|pub-?date|posted|written\b|released?\b|issued|entry-date|date-?line`)
	original     = regexp.MustCompile(`(?i)original(?:ly)?[\s_-]*(?:publi|posted|issued|released|date)`)
	notPublished = regexp.MustCompile(`(?i)updat|modif|revis|expire|print|edited|review|today|current|actual|next |actualiza`)
)

// label gives what is said of a piece: its own words, a short piece before it
// and the classes of the elements right around it.
func label(all []piece, i int) string {
	about := calendarFree(all[i].text)
	if i > 0 && len(all[i-1].text) < 40 && len(calendar.FullDates(all[i-1].text)) == 0 {
		about += " " + all[i-1].text
	}
	for up, n := all[i].node.Parent, 0; up != nil && n < 2; up, n = up.Parent, n+1 {
		about += " " + attribute(up, "class") + " " + attribute(up, "itemprop")
	}
	return about
}

// calendarFree gives the words in front of a date.
func calendarFree(s string) string {
	if days := calendar.FullDates(s); len(days) > 0 {
		return s[:days[0].Span.Start]
	}
	return s
}

// inCard reports whether a node belongs to a list, or to a report inside or
// beside the report.
func inCard(n *html.Node) bool {
	articles := 0
	for up := n.Parent; up != nil; up = up.Parent {
		switch up.DataAtom {
		case atom.Article:
			articles++
		case atom.Aside, atom.Footer:
			return true
		}
	}
	return articles > 1
}

// amongText reports whether a node stands in a bare paragraph, as the text does:
// a day there may be that of what the text tells.
func amongText(n *html.Node) bool {
	p := ancestor(n, atom.P)
	return p != nil && ancestor(n, atom.Time) == nil && attribute(p, "class") == ""
}

// inMasthead reports whether a node stands in a header that does not hold the
// headline: the day there is often that of the reader.
func inMasthead(n, headline *html.Node) bool {
	for up := n.Parent; up != nil && up.DataAtom != atom.Body && (headline == nil || !within(headline, up)); up = up.Parent {
		if up.DataAtom == atom.Header || named(up, mastheads) && !named(up, ofReport) {
			return true
		}
	}
	return false
}

// mastheads are words for the top of every page of a site.
var mastheads = anyWord(`masthead|banner|top|top-?(?:bar|nav|line)|site-?(?:header|top)|header-?(?:bar|top)?|navbar`)

// ofReport are words for the head of one report rather than of the site.
var ofReport = anyWord(`(?:post|entry|article|story|date|content|page|node|single)-?header`)

// dayOf gives the day that a piece tells, in its time element or its words.
func dayOf(p piece, order dayOrder) moment {
	if t := ancestor(p.node, atom.Time); t != nil {
		if m := momentOf(text(t), attribute(t, "datetime")); m.Day.Known() {
			return m
		}
	}
	if d, ok := calendar.LineDay(clockAtEnd.ReplaceAllString(order.plain(p.text), "")); ok {
		return moment{Day: d.Date}
	}
	if m := sourceLine.FindStringSubmatch(p.text); m != nil {
		return moment{Day: dayOfAddress(m[1])}
	}
	return moment{}
}

// momentOf gives the moment that an element tells machines, in the first of its
// attributes that is not empty, or readers, in what it shows. Of a time in UTC the
// day is that which it shows; midnight is how a day alone is told to machines.
func momentOf(shown string, attributes ...string) moment {
	d, at := parseTime(first(first("", attributes...), shown))
	if at.IsZero() {
		return moment{Day: d}
	}
	d = readersDay(at, func() demarche.Date { told, _ := parseTime(shown); return told })
	if h, m, s := at.Clock(); h == 0 && m == 0 && s == 0 {
		return moment{Day: d}
	}
	return moment{d, at}
}

// clockAtEnd is the time of day behind a date.
var clockAtEnd = regexp.MustCompile(`(?:[\s,|·–—-]|\b(?i:at)\b)*\b\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?i:[ap]\.?m\.?)?(?:\s\(?[A-Z]{2,5}\)?)?[\s|·]*$`)

// sourceLine is the address of a report as pages for printing have it.
var sourceLine = regexp.MustCompile(`^(?i)(?:source|url|address|link|original|from|read (?:more|the (?:original|full) .{0,20}) at)?\s*:?\s*(https?://\S+)$`)

// dayOrder is how a language writes days in numbers.
type dayOrder int

const (
	orderUnknown dayOrder = iota
	dayFirst
	monthFirst
)

// orderIn gives how days are written in the language of a page, "en-GB".
func orderIn(lang string) dayOrder {
	switch lang = strings.ToLower(strings.ReplaceAll(lang, "_", "-")); {
	case lang == "en-us" || lang == "es-us" || lang == "en-ph":
		return monthFirst
	case lang == "" || lang == "en" || lang == "en-ca":
		return orderUnknown
	case strings.HasPrefix(lang, "en-"):
		return dayFirst
	}
	for _, yearFirst := range []string{"zh", "ja", "ko", "hu", "lt", "mn"} {
		if strings.HasPrefix(lang, yearFirst) {
			return orderUnknown
		}
	}
	return dayFirst
}

var inNumbers = regexp.MustCompile(`\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b`)

// plain writes days in numbers as 2025-04-03.
func (o dayOrder) plain(s string) string {
	if o == orderUnknown {
		return s
	}
	return inNumbers.ReplaceAllStringFunc(s, func(day string) string {
		m := inNumbers.FindStringSubmatch(day)
		d, month := m[1], m[2]
		if o == monthFirst {
			d, month = month, d
		}
		plain := m[3] + "-" + twoDigits(month) + "-" + twoDigits(d)
		if _, err := demarche.ParseDate(plain); err != nil {
			return day
		}
		return plain
	})
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// markedDay gives the day of an element anywhere in the page whose class says that
// it is that of publication: a time element, or one with the class and the title
// that microformats have for it.
func markedDay(doc *html.Node) moment {
	for n := range doc.Descendants() {
		about := attribute(n, "class")
		isTime := n.DataAtom == atom.Time
		if !isTime && !microformat.MatchString(about) || inCard(n) && ancestor(n, atom.Article) == nil || ancestor(n, atom.Li) != nil || notPublished.MatchString(about) && !published.MatchString(about) {
			continue
		}
		if !isTime || published.MatchString(about) || hasAttribute(n, "pubdate") {
			if m := momentOf(text(n), attribute(n, "datetime"), attribute(n, "title")); m.Day.Known() {
				return m
			}
		}
	}
	return moment{}
}

// microformat is the class of a time of publication in hAtom and h-entry.
var microformat = regexp.MustCompile(`(?:^|\s)(?:published|dt-published|entry-date)(?:$|\s)`)
