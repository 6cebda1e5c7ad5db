package ask

import (
	"errors"
	"strings"

	"demarche"
)

// Search is a search as users write it.
type Search struct {
	Words     string
	Kind      string // kinds of record, separated by commas, or "report"; everything if empty
	State     string
	Since     string
	Until     string
	Publisher string
	Reviewed  string // yes, or no or nothing
}

// Search gives the search that the words describe. The words that are looked
// for are taken as they are.
func (w *Words) Search(s Search) (demarche.Search, error) {
	q := demarche.Search{Words: s.Words, Publisher: strings.TrimSpace(s.Publisher)}
	if err := tooLong("the publisher", s.Publisher); err != nil {
		return q, err
	}
	kinds, reports := withoutReport(s.Kind)
	_, err := Kinds(kinds)
	if e := (*demarche.Error)(nil); errors.As(err, &e) && e.Hint != "" {
		told := *e
		told.Hint += "; or report for the texts of reports"
		return q, &told
	}
	if q.Filter, err = w.Filter(List{State: s.State, Since: s.Since, Until: s.Until, Kind: kinds}); err != nil {
		return q, err
	}
	switch {
	case reports && len(q.Filter.Kinds) > 0:
		return q, &demarche.Error{Code: demarche.Invalid, Op: "search", Detail: "kinds of record and reports cannot be looked for at once",
			Hint: "write report alone, kinds of record alone, or neither for everything"}
	case reports:
		q.In = demarche.InReports
	}
	switch strings.ToLower(strings.TrimSpace(s.Reviewed)) {
	case "", "no", "false":
	case "yes", "true", "on":
		q.Filter.ReviewedOnly = true
	default:
		return q, &demarche.Error{Code: demarche.Invalid, Op: "search", Detail: "what is reviewed is asked for by yes or no", Hint: "write yes, or leave it out"}
	}
	return q, nil
}

// withoutReport takes "report" out of a list of kinds and says whether it was there.
func withoutReport(list string) (kinds string, reports bool) {
	var rest []string
	for name := range strings.SplitSeq(list, ",") {
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "report", "reports":
			reports = true
		case "":
		default:
			rest = append(rest, name)
		}
	}
	return strings.Join(rest, ","), reports
}
