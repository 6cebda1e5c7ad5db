// Package phrases says in words what records and answers hold. Pages, feeds,
// calendars and e-mail share it, so that they call one thing by one name.
package phrases

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"demarche"
)

// Word gives the words for a value of the record model: "military_aircraft"
// is "military aircraft" on every page. Values with words of their own are in
// the table; the others are read by turning underscores into spaces.
func Word[T ~string](v T) string {
	if w, ok := words[string(v)]; ok {
		return w
	}
	return strings.ReplaceAll(string(v), "_", " ")
}

// words is read only.
var words = map[string]string{
	"own":                     "its own nationals",
	"third":                   "other states’ nationals",
	"land":                    "by land",
	"sea":                     "by sea",
	"no_restraints":           "no restraints",
	"civilian_only":           "civilian aircraft only",
	"own_transport":           "its own transport",
	"protocol":                "a protocol first",
	"prior_notice":            "prior notice",
	"identity_check":          "identity verified",
	"criminals_only":          "convicted only",
	"no_criminals":            "no one convicted",
	"voluntary":               "voluntary return only",
	"vulnerable_excluded":     "not the vulnerable",
	"temporary":               "temporary stay only",
	"cap":                     "up to a number",
	"paid":                    "against payment",
	"case_by_case":            "case by case",
	"safe_third":              "only where safe",
	"other":                   "other terms",
	"unauthorized_population": "living without authorisation",
	"no_response":             "no response",
	"not_specified":           "not specified",
	"not_disclosed":           "not disclosed",
	"under_way":               "under way",
	"turned_back":             "turned back",
}

// ByMeans gives " on military aircraft", " by land", or nothing where the means is not said.
func ByMeans(m demarche.Means) string {
	switch m {
	case demarche.MilitaryAircraft, demarche.CivilianAircraft:
		return " on " + Word(m)
	case demarche.Land, demarche.Sea:
		return " " + Word(m)
	}
	return ""
}

// Terms names the conditions of a position, in the order of the record model.
func Terms(ts []demarche.Term) []string {
	if len(ts) == 0 {
		return nil
	}
	out := make([]string, 0, len(ts))
	for _, t := range AllTerms() {
		if slices.Contains(ts, t) {
			out = append(out, Word(t))
		}
	}
	return out
}

// AllTerms gives demarche.Terms, of which there are a thousand on a page; they must not be changed.
var AllTerms = sync.OnceValue(demarche.Terms)

// Day writes a date for people: "26 January 2025", "January 2025", "2025".
func Day(d demarche.Date) string { return written(d, "January") }

// ShortDay writes a date where room is scarce: "26 Jan 2025".
func ShortDay(d demarche.Date) string { return written(d, "Jan") }

// written writes a date at the precision that it has, its month as "January" or
// "Jan". A page has a thousand, which is why it does without layouts.
func written(d demarche.Date, month string) string {
	t := d.First()
	if t.IsZero() {
		return string(d)
	}
	name := t.Month().String()
	if month == "Jan" {
		name = name[:3]
	}
	switch year := string(d[:4]); len(d) {
	case 4:
		return year
	case 7:
		return name + " " + year
	default:
		return strconv.Itoa(t.Day()) + " " + name + " " + year
	}
}

// Moment writes a time for people, in UTC; nothing where it is not known.
func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 January 2006, 15:04:05 UTC")
}

// KnownBy says that an answer rests on what the ledger knew at a time; nothing if that is now.
func KnownBy(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "as the ledger knew things by " + Moment(t)
}

// ReviewedOnly says that an answer rests on what was reviewed, if it does.
func ReviewedOnly(only bool) string {
	if !only {
		return ""
	}
	return "from what a reviewer accepted or amended alone"
}

// Number writes a number with a comma between thousands.
func Number(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, part, dot := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dot {
		whole += "." + part
	}
	return sign + whole
}

// People counts people: "1 person", "2,000 people".
func People(n int) string {
	if n == 1 {
		return "1 person"
	}
	return Number(float64(n)) + " people"
}

// Capital writes the first letter large.
func Capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
