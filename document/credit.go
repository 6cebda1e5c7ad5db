package document

import (
	"regexp"
	"strings"

	"demarche/document/publisher"
)

// credit is a last line that says who made the report.
var credit = regexp.MustCompile(`^\W*(?:\(?(?:Additional |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by\b|Source:|With (?:files|inputs?|agencies|material) from\b|©|\(c\)|Copyright\b|[A-Z]{2,}(?:/[A-Za-z]+)?\W*$|\([A-Z][A-Za-z ]{1,20}\)\W*$)`)

// creditLines is how many last lines may be a credit.
const creditLines = 3

// credited gives the agency that a byline or one of the last lines credits.
func credited(known *publisher.Registry, byline, text string) string {
	if a := known.Credited(byline); a != "" {
		return a
	}
	all := lines(text)
	for i := len(all) - 1; i >= max(1, len(all)-creditLines); i-- {
		l := all[i].text
		if at := strings.LastIndexByte(l, '('); at > 0 && strings.HasSuffix(l, ")") {
			l = l[at:] // "... officials said. (Reuters)"
		}
		if len(l) < 300 && credit.MatchString(l) {
			if strings.Contains(l, "eporting by") && strings.Contains(l, "diting by") {
				return "Reuters" // its form of credits
			}
			return known.Credited(l)
		}
	}
	return ""
}
