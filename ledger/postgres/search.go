package postgres

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"demarche"
	"demarche/ledger"
)

// Search finds reports and entries by their words.
func (s *Store) Search(ctx context.Context, q demarche.Search) (demarche.Found, error) {
	terms, err := ledger.ParseSearch(q.Words)
	if err != nil {
		return demarche.Found{}, err
	}
	found, err := s.search(ctx, q, terms)
	return found, s.explain("search", err)
}

func (s *Store) search(ctx context.Context, q demarche.Search, terms []ledger.Term) (out demarche.Found, err error) {
	err = s.reading(ctx, func(a access) error { // one moment for all that is read
		all, more, err := a.sought(q, terms)
		if err != nil {
			return err
		}
		out = demarche.Found{Total: len(all), More: more}
		from := min(max(0, q.Offset), out.Total)
		to := out.Total
		if q.Limit > 0 {
			to = min(to, from+q.Limit)
		}
		out.Hits, err = a.hits(q.Filter, all[from:to], terms)
		return err
	})
	return out, err
}

// candidate is a text or a record in which sought words stand.
type candidate struct {
	row    int64 // of what is sought: a sequence of the log
	report bool
	id     string // of the record, or hash of the text
	score  float64
	day    demarche.Date
}

// sought gives all that passes, the best first, and whether there were older
// places that were not looked at.
func (a access) sought(q demarche.Search, terms []ledger.Term) ([]candidate, bool, error) {
	f := q.Filter
	f.After, f.Limit, f.Document = 0, 0, strings.ToLower(f.Document)
	rows, scores, err := a.soughtRows(terms)
	if err != nil || len(rows) == 0 {
		return nil, false, err
	}
	before, shared := "", named{"rows": rows}
	if !f.KnownBy.IsZero() {
		var knew bool
		if before, knew, err = a.known(f.KnownBy, shared); err != nil || !knew {
			return nil, false, err
		}
	}
	publishers, ok, err := a.ofPublishers(q.Publisher, shared)
	if err != nil || !ok {
		return nil, false, err
	}
	var all []candidate
	look := func(query, conditions string, p named, report bool) error {
		maps.Copy(p, shared)
		return a.each(before+a.queries[query]+conditions+publishers, p, func(row scanner) error {
			c := candidate{report: report}
			err := row.Scan(&c.row, &c.id, &c.day)
			c.score = scores[c.row]
			all = append(all, c)
			return err
		})
	}
	if q.In != demarche.InReports {
		conditions, p := a.conditions(f, true)
		for _, query := range []string{"SoughtEntries", "SoughtAmended"} {
			if err := look(query, conditions, p, false); err != nil {
				return nil, false, err
			}
		}
	}
	if q.In != demarche.InEntries && len(f.Kinds) == 0 {
		conditions, p := a.reportConditions(f)
		if err := look("SoughtReports", conditions, p, true); err != nil {
			return nil, false, err
		}
	}
	slices.SortFunc(all, better)
	return all, len(rows) == demarche.MostHits, nil
}

// mostCounted bounds in how many places a term is counted: beyond, it is common.
const mostCounted = 100_000

// soughtRows gives the newest rows in which the words stand, and the score of
// each. A rare term weighs more than a common one, as in BM25.
func (a access) soughtRows(terms []ledger.Term) ([]int64, map[int64]float64, error) {
	written := make([]string, len(terms))
	for i, t := range terms {
		written[i] = queryOf(t)
	}
	var size float64
	if err := a.row("LogLength", nil).Scan(&size); err != nil {
		return nil, nil, err
	}
	weights, err := list(a, "SoughtCounts", named{"terms": written, "most": mostCounted}, func(row scanner) (float64, error) {
		var n float64
		err := row.Scan(&n)
		return math.Log(1 + (size-n+0.5)/(n+0.5)), err
	})
	if err != nil {
		return nil, nil, err
	}
	var rows []int64
	scores := make(map[int64]float64)
	err = a.all("SoughtRows", named{"terms": written, "weights": weights, "all": strings.Join(written, " & "), "most": demarche.MostHits}, func(row scanner) error {
		var (
			entry int64
			score float64
		)
		err := row.Scan(&entry, &score)
		rows, scores[entry] = append(rows, entry), score
		return err
	})
	return rows, scores, err
}

// better puts the better one first: by score, then the newest.
func better(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.day, a.day), cmp.Compare(b.row, a.row), cmp.Compare(a.id, b.id))
}

// ofPublishers gives what a part of the name of a publisher or agency adds to
// a search, and its parameters to p; false if no report is of one that is called so.
func (a access) ofPublishers(name string, p named) (string, bool, error) {
	part := ledger.Fold(name)
	if part == "" {
		return "", true, nil
	}
	seen := map[string]bool{"": true}
	var called []string
	err := a.all("Publishers", nil, func(row scanner) error {
		var publisher, agency string
		if err := row.Scan(&publisher, &agency); err != nil {
			return err
		}
		for _, n := range []string{publisher, agency} {
			if !seen[n] && strings.Contains(ledger.Fold(n), part) {
				called = append(called, n)
			}
			seen[n] = true
		}
		return nil
	})
	p["publishers"] = called
	return "\nAND " + a.queries["SoughtOfPublishers"], called != nil, err
}

// reportConditions gives what a filter adds to the search for reports.
func (a access) reportConditions(f demarche.Filter) (string, named) {
	var b strings.Builder
	p := named{}
	for _, c := range []struct {
		query, parameter string
		value            any
		given            bool
	}{
		{"SoughtReportSince", "since", demarche.Day(f.Since.First()), f.Since.Known()},
		{"SoughtReportUntil", "until", demarche.Day(f.Until.Last()), f.Until.Known()},
		{"SoughtReportOfDocument", "document", f.Document, f.Document != ""},
		{"SoughtReportOfTexts", "texts", f.Texts, f.Texts != nil},
	} {
		if c.given {
			b.WriteString("\nAND " + a.queries[c.query])
			p[c.parameter] = c.value
		}
	}
	has := demarche.Filter{State: f.State, FromState: f.FromState, ToState: f.ToState, Name: f.Name, ReviewedOnly: f.ReviewedOnly}
	if has.State+has.FromState+has.ToState != "" || has.Name != "" || has.ReviewedOnly {
		conditions, more := a.conditions(has, true)
		b.WriteString("\nAND " + a.queries["SoughtReportHas"] + conditions + ")")
		maps.Copy(p, more)
	}
	return b.String(), p
}

// hits reads what is shown of candidates.
func (a access) hits(f demarche.Filter, some []candidate, terms []ledger.Term) ([]demarche.Hit, error) {
	entries, err := a.entriesOf(f, some)
	if err != nil {
		return nil, err
	}
	out := make([]demarche.Hit, 0, len(some))
	for _, c := range some {
		h, hash := demarche.Hit{Score: c.score}, c.id
		if !c.report {
			e, ok := entries[c.id]
			if !ok {
				continue // it is damaged; Verify tells
			}
			h.Entry, hash = &e, e.Document
		}
		if h.Report, err = scanKept(a.row("DocumentOf", named{"hash": hash}), true); err != nil {
			return nil, err
		}
		var passages []demarche.Span
		if h.Entry != nil {
			passages = passagesOf(h.Report.Text, h.Entry.Record)
		}
		h.Snippet = ledger.Snippet(h.Report.Text, passages, terms)
		h.Report.Text = ""
		out = append(out, h)
	}
	return out, nil
}

// entriesOf reads the entries among candidates.
func (a access) entriesOf(f demarche.Filter, some []candidate) (map[string]demarche.Entry, error) {
	of := demarche.Filter{IDs: []string{}, Rejected: f.Rejected, ReviewedOnly: f.ReviewedOnly, KnownBy: f.KnownBy}
	for _, c := range some {
		if !c.report {
			of.IDs = append(of.IDs, c.id)
		}
	}
	entries := make(map[string]demarche.Entry)
	if len(of.IDs) == 0 {
		return entries, nil
	}
	err := a.filtered("Entries", of, func(row scanner) error {
		e, err := scanEntry(row)
		if err == nil {
			entries[e.Record.Shared().ID] = e
		}
		return err
	})
	return entries, err
}

// passagesOf gives the evidence of a record in its text.
func passagesOf(text string, r demarche.Record) []demarche.Span {
	points := demarche.CodePoints(text)
	var spans []demarche.Span
	for _, e := range r.Shared().Evidence {
		if span, err := points.Span(e.Start, e.End); err == nil {
			spans = append(spans, span)
		}
	}
	return spans
}
