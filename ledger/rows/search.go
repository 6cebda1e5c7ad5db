package rows

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"demarche"
	"demarche/ledger"
)

// Search finds reports and entries by their words.
func (q Questions) Search(ctx context.Context, s demarche.Search) (out demarche.Found, err error) {
	terms, err := ledger.ParseSearch(s.Words)
	if err != nil {
		return out, err
	}
	err = q.base.Reading(ctx, func(m Moment) error { // one moment for all that is read
		rows, err := q.base.Sought(m, terms)
		if err != nil {
			return err
		}
		all, more, err := rows.among(m, s)
		if err != nil {
			return err
		}
		out = demarche.Found{Total: len(all), More: more}
		from := min(max(0, s.Offset), out.Total)
		to := out.Total
		if s.Limit > 0 {
			to = min(to, from+s.Limit)
		}
		out.Hits, err = hits(m, s.Filter, all[from:to], terms)
		return err
	})
	return out, q.base.Explain("search", err)
}

// Scores are the newest rows of the table of words in which what is sought
// stands, sequences of the log, and how well it does.
type Scores struct {
	rows []int64
	of   map[int64]float64
}

// Add adds a row with its score.
func (s *Scores) Add(row int64, score float64) {
	if s.of == nil {
		s.of = make(map[int64]float64)
	}
	s.rows, s.of[row] = append(s.rows, row), score
}

// candidate is a text or a record in which sought words stand.
type candidate struct {
	row    int64 // of the table of words: a sequence of the log
	report bool
	id     string // of the record, or hash of the text
	score  float64
	day    demarche.Date
}

// among gives those that pass a search, the best first, and whether there were
// older places that were not looked at.
func (s Scores) among(m Moment, q demarche.Search) ([]candidate, bool, error) {
	f := q.Filter
	f.After, f.Limit, f.Document = 0, 0, strings.ToLower(f.Document)
	if len(s.rows) == 0 {
		return nil, false, nil
	}
	before, shared := "", Named{"rows": s.rows}
	if !f.KnownBy.IsZero() {
		var (
			knew bool
			err  error
		)
		if before, knew, err = known(m, f.KnownBy, shared); err != nil || !knew {
			return nil, false, err
		}
	}
	publishers, ok, err := ofPublishers(m, q.Publisher, shared)
	if err != nil || !ok {
		return nil, false, err
	}
	var all []candidate
	look := func(query, conditions string, p Named, report bool) error {
		maps.Copy(p, shared)
		return m.Ask(before+m.Statement(query)+conditions+publishers, p, func(row Row) error {
			c := candidate{report: report}
			err := row.Scan(&c.row, &c.id, &c.day)
			c.score = s.of[c.row]
			all = append(all, c)
			return err
		})
	}
	if q.In != demarche.InReports {
		conditions, p := conditionsOf(m, f, true)
		for _, query := range []string{"SoughtEntries", "SoughtAmended"} {
			if err := look(query, conditions, p, false); err != nil {
				return nil, false, err
			}
		}
	}
	if q.In != demarche.InEntries && len(f.Kinds) == 0 && f.IDs == nil {
		conditions, p := reportConditions(m, f)
		if err := look("SoughtReports", conditions, p, true); err != nil {
			return nil, false, err
		}
	}
	slices.SortFunc(all, better)
	return all, len(s.rows) == demarche.MostHits, nil
}

// better puts the better one first: by score, then the newest.
func better(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.day, a.day), cmp.Compare(b.row, a.row), cmp.Compare(a.id, b.id))
}

// ofPublishers gives what a part of the name of a publisher or agency adds to
// a search, and its parameters to p; false if no report is of one that is called so.
func ofPublishers(m Moment, name string, p Named) (string, bool, error) {
	part := ledger.Fold(name)
	if part == "" {
		return "", true, nil
	}
	seen := map[string]bool{"": true}
	var called []string
	err := m.All("Publishers", nil, func(row Row) error {
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
	return "\nAND " + m.Statement("SoughtOfPublishers"), called != nil, err
}

// reportConditions gives what a filter adds to the search for reports.
func reportConditions(m Moment, f demarche.Filter) (string, Named) {
	c := &conditions{moment: m, parameters: Named{}}
	c.narrow(
		condition{"SoughtReportSince", "since", demarche.Day(f.Since.First()), f.Since.Known()},
		condition{"SoughtReportUntil", "until", demarche.Day(f.Until.Last()), f.Until.Known()},
		condition{"SoughtReportOfDocument", "document", f.Document, f.Document != ""},
		condition{"SoughtReportOfTexts", "texts", f.Texts, f.Texts != nil},
	)
	has := demarche.Filter{State: f.State, FromState: f.FromState, ToState: f.ToState, Name: f.Name, ReviewedOnly: f.ReviewedOnly}
	if has.State+has.FromState+has.ToState != "" || has.Name != "" || has.ReviewedOnly {
		more, p := conditionsOf(m, has, true)
		c.also("SoughtReportHas")
		c.WriteString(more + ")")
		maps.Copy(c.parameters, p)
	}
	return c.String(), c.parameters
}

// hits reads what is shown of candidates.
func hits(m Moment, f demarche.Filter, some []candidate, terms []ledger.Term) ([]demarche.Hit, error) {
	entries, err := entriesOf(m, f, some)
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
		if h.Report, err = scanKept(m.Row("DocumentOf", Named{"hash": hash}), true); err != nil {
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
func entriesOf(m Moment, f demarche.Filter, some []candidate) (map[string]demarche.Entry, error) {
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
	err := filtered(m, "Entries", of, func(row Row) error {
		e, err := scanEntry(m, row)
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

// Searchable calls take with the words of every text and record, as they
// should be kept. What cannot be read is passed over; Verify tells.
func Searchable(m Moment, take func(row int64, head, body string) error) error {
	err := Through(m, "SearchableTexts", func(row Row) error {
		var (
			key         int64
			title, text string
		)
		if err := row.Scan(&key, &title, &text); err != nil {
			return err
		}
		return take(key, ledger.Searchable(title), ledger.Searchable(text))
	})
	if err != nil {
		return err
	}
	return Through(m, "SearchableRecords", func(row Row) error {
		var (
			sequence int64
			id, body string
		)
		if err := row.Scan(&sequence, &id, &body); err != nil {
			return err
		}
		r, err := ledger.ParseRow(id, []byte(body), 0)
		if err != nil {
			return nil
		}
		x := ledger.IndexOf(r)
		return take(sequence, x.Told, x.Evidence)
	})
}
