package calendar

import (
	"regexp"
	"strings"
)

var (
	// label may stand before the date on a line of its own.
	label = regexp.MustCompile(`^(?i)(?:(?:first |last )?(?:published|updated|posted|issued|released|dated?)(?: on)?:?\s*)?$`)
	// clock and byline may stand after it.
	afterDate = regexp.MustCompile(`^(?i)\s*(?:$|[|·•/–—-]\s|[,(]?\s*(?:at\s+)?\d{1,2}[:.h]\d{2}|by\s+\p{Lu}|\)?$)`)
	// beforeDate is what separates a date at the end of a line from a place or title.
	beforeDate = regexp.MustCompile(`(?:[,:;|·•(]|\s[–—-]{1,2})\s*(?i:(?:published|updated|posted|issued|dated)(?: on)?:?\s*)?$`)
	// rangeBefore is the end of a date range whose last day the date is.
	rangeBefore = regexp.MustCompile(`(?i)\d\s*(?:[–—-]|to|and|until)\s*$`)
)

// LineDay gives the full date that a line consists of, or begins or ends with
// as a line of place and date does; sentences and titles about a day have none.
func LineDay(l string) (Found, bool) {
	if len(l) > 160 || strings.HasSuffix(l, ".") && !strings.HasSuffix(l, "m.") {
		return Found{}, false
	}
	for _, f := range FullDates(l) {
		before, after := l[:f.Span.Start], l[f.Span.End:]
		if EndsRange(before) || !afterDate.MatchString(after) {
			continue
		}
		if label.MatchString(before) || beforeDate.MatchString(before) {
			return f, true
		}
	}
	return Found{}, false
}

// EndsRange reports whether the words before a date make it the last day of a range.
func EndsRange(before string) bool { return rangeBefore.MatchString(before) }
