package document

import (
	"regexp"
	"strings"
)

// agencies are news agencies by the names under which reports credit them.
var agencies = []struct {
	name  string
	known *regexp.Regexp
}{
	{"Reuters", regexp.MustCompile(`\b(?:Reuters|Thomson Reuters)\b`)},
	{"AP", regexp.MustCompile(`\b(?:AP|Associated Press)\b`)},
	{"AFP", regexp.MustCompile(`\b(?:AFP|Agence France-Presse)\b`)},
	{"EFE", regexp.MustCompile(`\b(?:EFE|Agencia EFE)\b`)},
	{"dpa", regexp.MustCompile(`\b(?:dpa|Deutsche Presse-Agentur)\b`)},
	{"ANSA", regexp.MustCompile(`\bANSA\b`)},
	{"Xinhua", regexp.MustCompile(`\bXinhua\b`)},
	{"TASS", regexp.MustCompile(`\b(?:TASS|ITAR-TASS)\b`)},
	{"Anadolu", regexp.MustCompile(`\b(?:Anadolu|Anadolu Agency)\b`)},
	{"PA", regexp.MustCompile(`\b(?:PA Media|Press Association|PA news agency)\b`)},
	{"UPI", regexp.MustCompile(`\bUPI\b`)},
	{"Bloomberg", regexp.MustCompile(`\bBloomberg(?: News)?\b`)},
	{"PTI", regexp.MustCompile(`\b(?:PTI|Press Trust of India)\b`)},
	{"Kyodo", regexp.MustCompile(`\bKyodo(?: News)?\b`)},
	{"Yonhap", regexp.MustCompile(`\bYonhap\b`)},
	{"Belga", regexp.MustCompile(`\b[Bb]elga\b`)},
	{"NTB", regexp.MustCompile(`\bNTB\b`)},
	{"TT", regexp.MustCompile(`\bTT(?: News Agency)?\b`)},
	{"Ritzau", regexp.MustCompile(`\bRitzau\b`)},
	{"APA", regexp.MustCompile(`\bAPA\b`)},
}

// credit is a last line that says who made the report.
var credit = regexp.MustCompile(`^\W*(?:\(?(?:Additional |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by\b|Source:|With (?:files|inputs?|agencies|material) from\b|©|\(c\)|Copyright\b|[A-Z]{2,}(?:/[A-Za-z]+)?\W*$|\([A-Z][A-Za-z ]{1,20}\)\W*$)`)

// creditLines is how many last lines may be a credit.
const creditLines = 3

// credited gives the agency that a byline or one of the last lines credits.
func credited(byline, text string) string {
	if a := agencyIn(byline); a != "" {
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
			return agencyIn(l)
		}
	}
	return ""
}

func agencyIn(s string) string {
	for _, a := range agencies {
		if a.known.MatchString(s) {
			return a.name
		}
	}
	return ""
}
