package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
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

func (s *Store) search(ctx context.Context, q demarche.Search, terms []ledger.Term) (demarche.Found, error) {
	tx, err := s.read.BeginTx(ctx, nil) // one moment for all that is read
	if err != nil {
		return demarche.Found{}, err
	}
	defer func() { _ = tx.Rollback() }()
	all, more, err := s.sought(ctx, tx, q, terms)
	if err != nil {
		return demarche.Found{}, err
	}
	out := demarche.Found{Total: len(all), More: more}
	from := min(max(0, q.Offset), out.Total)
	to := out.Total
	if q.Limit > 0 {
		to = min(to, from+q.Limit)
	}
	out.Hits, err = s.hits(ctx, tx, q.Filter, all[from:to], terms)
	return out, err
}

// candidate is a text or a record in which sought words stand.
type candidate struct {
	row    int64 // of the table of words: a sequence of the log
	report bool
	id     string // of the record, or hash of the text
	score  float64
	day    demarche.Date
}

// sought gives all that passes, the best first, and whether there were older
// places that were not looked at.
func (s *Store) sought(ctx context.Context, tx *sql.Tx, q demarche.Search, terms []ledger.Term) ([]candidate, bool, error) {
	f := q.Filter
	f.After, f.Limit, f.Document = 0, 0, strings.ToLower(f.Document)
	rows, scores, err := s.soughtRows(ctx, tx, terms)
	if err != nil || len(scores) == 0 {
		return nil, false, err
	}
	before, args := "", []any{sql.Named("rows", rows)}
	if !f.KnownBy.IsZero() {
		knownBefore, more, knew, err := s.known(ctx, tx, f.KnownBy)
		if err != nil || !knew {
			return nil, false, err
		}
		before, args = knownBefore, append(args, more...)
	}
	publishers, more, err := s.ofPublishers(ctx, tx, q.Publisher)
	if err != nil || publishers == nil {
		return nil, false, err
	}
	args = append(args, more...)
	var all []candidate
	look := func(query, conditions string, more []any, report bool) error {
		some, err := s.candidates(ctx, tx, before+s.queries[query]+conditions+*publishers, slices.Concat(args, more), report)
		all = append(all, some...)
		return err
	}
	if q.In != demarche.InReports {
		conditions, more, err := s.conditions(f, true)
		if err != nil {
			return nil, false, err
		}
		for _, query := range []string{"SoughtEntries", "SoughtAmended"} {
			if err := look(query, conditions, more, false); err != nil {
				return nil, false, err
			}
		}
	}
	if q.In != demarche.InEntries && len(f.Kinds) == 0 && f.IDs == nil {
		conditions, more, err := s.reportConditions(f)
		if err != nil {
			return nil, false, err
		}
		if err := look("SoughtReports", conditions, more, true); err != nil {
			return nil, false, err
		}
	}
	for i := range all {
		all[i].score = scores[all[i].row]
	}
	slices.SortFunc(all, better)
	return all, len(scores) == demarche.MostHits, nil
}

// soughtRows gives the newest rows in which the words stand, as a list in
// JSON, and the score of each.
func (s *Store) soughtRows(ctx context.Context, tx *sql.Tx, terms []ledger.Term) (string, map[int64]float64, error) {
	rows, err := tx.QueryContext(ctx, s.queries["SoughtRows"], sql.Named("match", matching(terms)), sql.Named("most", demarche.MostHits))
	if err != nil {
		return "", nil, err
	}
	defer func() { _ = rows.Close() }()
	scores := make(map[int64]float64)
	var list []int64
	for rows.Next() {
		var (
			row   int64
			score float64
		)
		if err := rows.Scan(&row, &score); err != nil {
			return "", nil, err
		}
		list, scores[row] = append(list, row), score
	}
	text, err := asJSON(list, rows.Err())
	return text, scores, err
}

// better puts the better one first: by score, then the newest.
func better(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.day, a.day), cmp.Compare(b.row, a.row), cmp.Compare(a.id, b.id))
}

// matching writes terms in the syntax of the table of words. Words hold
// nothing but letters and digits and stand in quotation marks, so that none of
// them can be taken for syntax.
func matching(terms []ledger.Term) string {
	parts := make([]string, len(terms))
	for i, t := range terms {
		parts[i] = `"` + strings.Join(t.Words, " ") + `"`
		if t.Beginning {
			parts[i] += " *"
		}
	}
	return strings.Join(parts, " ")
}

func (s *Store) candidates(ctx context.Context, tx *sql.Tx, query string, args []any, report bool) ([]candidate, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []candidate
	for rows.Next() {
		c := candidate{report: report}
		if err := rows.Scan(&c.row, &c.id, &c.day); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

// ofPublishers gives what a part of the name of a publisher or agency adds to
// a search; nil if no report is of one that is called so.
func (s *Store) ofPublishers(ctx context.Context, tx *sql.Tx, name string) (*string, []any, error) {
	none := ""
	part := ledger.Fold(name)
	if part == "" {
		return &none, nil, nil
	}
	rows, err := tx.QueryContext(ctx, s.queries["Publishers"])
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	seen := map[string]bool{"": true}
	var called []string
	for rows.Next() {
		var publisher, agency string
		if err := rows.Scan(&publisher, &agency); err != nil {
			return nil, nil, err
		}
		for _, n := range []string{publisher, agency} {
			if !seen[n] && strings.Contains(ledger.Fold(n), part) {
				called = append(called, n)
			}
			seen[n] = true
		}
	}
	if err := rows.Err(); err != nil || called == nil {
		return nil, nil, err
	}
	list, err := json.Marshal(called)
	condition := "\nAND " + s.queries["SoughtOfPublishers"]
	return &condition, []any{sql.Named("publishers", string(list))}, err
}

// reportConditions gives what a filter adds to the search for reports.
func (s *Store) reportConditions(f demarche.Filter) (string, []any, error) {
	var (
		b    strings.Builder
		args []any
	)
	narrow := func(query, parameter string, value any) {
		b.WriteString("\nAND " + s.queries[query])
		args = append(args, sql.Named(parameter, value))
	}
	if f.Since.Known() {
		narrow("SoughtReportSince", "since", string(demarche.Day(f.Since.First())))
	}
	if f.Until.Known() {
		narrow("SoughtReportUntil", "until", string(demarche.Day(f.Until.Last())))
	}
	if f.Document != "" {
		narrow("SoughtReportOfDocument", "document", f.Document)
	}
	if f.Texts != nil {
		list, err := json.Marshal(f.Texts)
		if err != nil {
			return "", nil, err
		}
		narrow("SoughtReportOfTexts", "texts", string(list))
	}
	has := demarche.Filter{State: f.State, FromState: f.FromState, ToState: f.ToState, Name: f.Name, ReviewedOnly: f.ReviewedOnly}
	if has.State+has.FromState+has.ToState != "" || has.Name != "" || has.ReviewedOnly {
		conditions, more, err := s.conditions(has, true)
		if err != nil {
			return "", nil, err
		}
		b.WriteString("\nAND " + s.queries["SoughtReportHas"] + conditions + ")")
		args = append(args, more...)
	}
	return b.String(), args, nil
}

// hits reads what is shown of candidates.
func (s *Store) hits(ctx context.Context, tx *sql.Tx, f demarche.Filter, some []candidate, terms []ledger.Term) ([]demarche.Hit, error) {
	entries, err := s.entriesOf(ctx, tx, f, some)
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
		if h.Report, err = scanKept(tx.QueryRowContext(ctx, s.queries["DocumentOf"], sql.Named("hash", hash)), true); err != nil {
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
func (s *Store) entriesOf(ctx context.Context, tx *sql.Tx, f demarche.Filter, some []candidate) (map[string]demarche.Entry, error) {
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
	err := s.findIn(ctx, tx, "Entries", of, func(row scanner) error {
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

// searchText keeps the words of a text by which it is found: of its title and
// of itself.
func (w *writer) searchText(text int64) error {
	var title, body string
	if err := w.row("TitleInSearch", named{"text": text}).Scan(&title, &body); err != nil {
		return err
	}
	return w.exec("SetSearch", named{"row": text, "head": ledger.Searchable(title), "body": ledger.Searchable(body)})
}
