package page

import (
	"regexp"

	"demarche/document/calendar"
)

// tailMark is a line that ends a report: what stands below tells of the page.
var tailMark = regexp.MustCompile(`^(?i)(?:-\s?(?:30|ends?)\s?-|ends|updates to this page|about (?:the|this) author|links in this article:?)$`)

// rule is a line that parts the sections of a report, or ends it.
var rule = regexp.MustCompile(`^(?:_{3,}|\*\s?\*\s?\*[\s*]*|#{3,}|-{3,})$`)

// Shares of a text: behind the first, a mark may end it, and where less than the
// second is left, a rule does. Before, they part its sections.
const (
	tailFrom = 0.6
	tailMost = 0.15
)

// endsReport reports whether a line ends a report of which the bytes up to its
// end, of all, have been seen.
func endsReport(line string, seen, all int) bool {
	share := float64(seen) / float64(all)
	return tailMark.MatchString(line) && share > tailFrom || rule.MatchString(line) && share > 1-tailMost
}

// Lines that tell of the page, its makers and its offers rather than of the news.
var (
	offer       = regexp.MustCompile(`(?i)\b(?:our|the|free|daily|weekly|morning|evening|flagship|this) (?:\S+ )?newsletters?\b|\b(?:in|to) your in-?box\b|\bbreaking news alerts?\b|\bsign (?:me )?up (?:here|now|today|for (?:our|the|free))\b|\bsubscribe (?:now|today|here|to (?:our|the))\b|\bunlimited (?:digital )?access\b|\bcancel any ?time\b|^become a (?:member|subscriber|supporter)\b|\bsupport (?:local|independent|our|quality) journalism\b|\btax[- ]deductible\b|\bdonate (?:now|today)\b|\bforwarded to you\b|\bdownload (?:our|the) app\b|\bfollow us on\b|^if you (?:liked|enjoyed) (?:this|the|our)\b|^follow .{1,60} coverage (?:of|at|on)\b`)
	contributor = regexp.MustCompile(`(?i)\bcontributed (?:reporting )?to this (?:report|story|article|piece|dispatch)\b|\bcontributed reporting\b`)
	biography   = regexp.MustCompile(`^\p{Lu}\S+(?: \p{Lu}\S+){1,3} (?:is (?:a|an|the) (?:\S+ ){0,5}(?:reporter|correspondent|editor|journalist|columnist|staff writer) (?:at|for|with|based|covering)|(?:covers|writes (?:about|on|for)|reports (?:on|about|for)) .+ (?:for|at|from|with) (?:the )?\p{Lu})\b`)
	reach       = regexp.MustCompile(`(?i)\b(?:reach|contact|e-?mail|follow) (?:her|him|them|the (?:author|reporter|writer)) (?:at|on)\b|\b(?:can|may) be (?:reached|contacted) (?:at|on)\b.*@|\b(?:write|e-?mail|send|tips?|contact)\b.*\bto (?:us|me|our \S+)?\b.*\S@\S+\.\S`)
	contact     = regexp.MustCompile(`^(?i)(?:(?:for )?(?:media|press) (?:enquiries|inquiries|contacts?|office|queries)(?::.*)?|(?:e-?mail|contact|tel|phone|call)\b.*(?:\S@\S|\d{3}[ -]\d{3}).*)$`)
	rights      = regexp.MustCompile(`(?i)^(?:©|\(c\)|copyright\b)|\ball rights reserved\b|\b(?:may|must) not be (?:reproduced|republished|redistributed|published, broadcast)\b`)
	device      = regexp.MustCompile(`^(?i)(?:this video (?:can ?not|can’t|can't) be played|to play this video.*|.*enable javascript.*|your browser does not support.*|\d+ of \d+ ?\|?|\d+ (?:minutes?|mins?|min) read|(?:photo|image|picture|illustration|foto|file photo)s?(?: (?:by|credit|courtesy of))?\s?(?:/.{0,80}|:.*)|read (?:the )?full (?:story|article)|show more|load more|keep reading|you may also like|join the conversation|from our partners|first published\.?|this was published under the .{0,60} government|ad|author|authors|share|print|save)$`)
	wires       = regexp.MustCompile(`^(?i)\(?(?:source: )?.{0,60}\b(?:with|and) (?:news |wire )?(?:agencies|wires|wire services)\)?\.?$`)
	webAddress  = regexp.MustCompile(`^(?:\[\d+\]\s*)?https?://\S+$`)
)

// mostAbout is the most bytes of a line about the page; longer ones may tell news too.
const mostAbout = 280

// aboutPage reports whether a line tells of the page rather than of the news.
func aboutPage(line string) bool {
	if len(line) > mostAbout {
		return false
	}
	for _, kind := range []*regexp.Regexp{offer, contributor, biography, reach, contact, rights, device, wires, webAddress} {
		if kind.MatchString(line) {
			return true
		}
	}
	return false
}

// Short lines between a headline and its text: labels, bylines and posts.
var (
	labelLine = regexp.MustCompile(`^(?i)(?:(?:first |last )?(?:published|posted|updated|modified|released)|date|from|fecha|author|by|in|on|-+|–|—|[|·•])\s*:?$`)
	placeFree = regexp.MustCompile(`^(?i)(?:(?:first |last )?(?:published|posted|updated|modified|released|date|fecha)\s*(?:on|at)?\s*:?\s*)?(?:\p{L}{3,9},?\s*)?$`) // of a date: labels and weekdays, no place
	byLine    = regexp.MustCompile(`^(?i:by|from|posted by|written by|reporting by) (?:our \S+(?: \S+)? (?:correspondent|reporter|staff)|\p{Lu}.{1,80})$`)
	postLine  = regexp.MustCompile(`^(?:\S+ ){0,3}(?i:staff (?:writer|reporter)|correspondent|press release|press statement|news release|communiqué)$`)
	counts    = regexp.MustCompile(`^(?i)(?:.{0,40}\|)?\s*\d+ (?:min|mins|minutes|hours?|days?|weeks?|comments|lecturas|views|shares)\b.{0,60}$`)
)

// aboveText reports whether a line above the text is none of it: a day, a byline
// or a label of them.
func aboveText(line string) bool {
	if len(line) > longestDay || endsSentence(line) && !clockAtEnd.MatchString(line) {
		return false
	}
	day, isDay := calendar.LineDay(clockAtEnd.ReplaceAllString(line, ""))
	bare := isDay && placeFree.MatchString(line[:day.Span.Start])
	return bare || labelLine.MatchString(line) || byLine.MatchString(line) || postLine.MatchString(line) || counts.MatchString(line) ||
		notPublished.MatchString(line) && len(calendar.FullDates(line)) > 0
}
