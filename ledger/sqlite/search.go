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
	score  float64
	stand  stand
	day    demarche.Date
	id     string // of the record, or hash of the text; of those that are shown
	report bool
}

// sought gives all that passes, the best first, and whether there were older
// places that were not looked at.
func (s *Store) sought(ctx context.Context, tx *sql.Tx, q demarche.Search, terms []ledger.Term) ([]candidate, bool, error) {
	f := q.Filter
	f.After, f.Limit, f.Document = 0, 0, strings.ToLower(f.Document)
	var line int64
	if err := tx.QueryRowContext(ctx, s.queries["LogLength"]).Scan(&line); err != nil {
		return nil, false, err
	}
	all, err := s.ranked(ctx, tx, line, matching(terms))
	if err != nil || len(all) == 0 {
		return nil, false, err
	}
	more := len(all) == demarche.MostHits
	before, args := "", []any{}
	if !f.KnownBy.IsZero() {
		knownBefore, also, knew, err := s.known(ctx, tx, f.KnownBy)
		if err != nil || !knew {
			return nil, false, err
		}
		before, args = knownBefore, also
	}
	publishers, also, err := s.ofPublishers(ctx, tx, q.Publisher)
	if err != nil || publishers == nil {
		return nil, false, err
	}
	if err := s.judge(ctx, tx, line, before, args, all); err != nil {
		return nil, false, err
	}
	n := judgement{s: s, tx: tx, before: before, args: append(slices.Clip(args), also...), publishers: *publishers}
	entries, reports := divided(all, q)
	if entries, err = n.entries(ctx, f, entries); err != nil {
		return nil, false, err
	}
	if reports, err = n.reports(ctx, f, reports); err != nil {
		return nil, false, err
	}
	all = slices.Concat(entries, reports)
	slices.SortFunc(all, better)
	return all, more, nil
}

// judge finds what candidates are: of an earlier moment, if something stands
// before the queries, else from what is remembered.
func (s *Store) judge(ctx context.Context, tx *sql.Tx, line int64, before string, args []any, all []candidate) error {
	rows := rowsOf(all)
	if before == "" {
		found, err := s.standsOf(ctx, tx, line, rows)
		if err != nil {
			return err
		}
		for i := range found {
			all[i].stand = found[i]
		}
	} else {
		found, err := s.lookUp(ctx, tx, before, args, rows)
		if err != nil {
			return err
		}
		for i, row := range rows {
			all[i].stand = found[row]
		}
	}
	days := s.stands.dates()
	for i := range all {
		if c := &all[i]; c.stand.what == anEntry || c.stand.what == aReport {
			c.day, c.report = days[c.stand.day], c.stand.what == aReport
		}
	}
	return nil
}

func rowsOf(all []candidate) []int64 {
	rows := make([]int64, len(all))
	for i, c := range all {
		rows[i] = c.row
	}
	return rows
}

// divided gives the entries and the reports among candidates that pass what can
// be told from what they are.
func divided(all []candidate, q demarche.Search) (entries, reports []candidate) {
	f := q.Filter
	var passes [2][]bool // kinds, statuses
	for _, k := range demarche.Kinds() {
		passes[0] = append(passes[0], len(f.Kinds) == 0 || slices.Contains(f.Kinds, k))
	}
	for _, st := range statuses() {
		reviewed := st == demarche.Accepted || st == demarche.Amended
		passes[1] = append(passes[1], reviewed || !f.ReviewedOnly && (f.Rejected || st != demarche.Rejected))
	}
	withReports := q.In != demarche.InEntries && len(f.Kinds) == 0 && f.IDs == nil
	within := newWithin(f)
	for _, c := range all {
		switch {
		case !within.passes(c.day):
		case c.stand.what == anEntry && q.In != demarche.InReports && passes[0][c.stand.kind] && passes[1][c.stand.status]:
			entries = append(entries, c)
		case c.stand.what == aReport && withReports:
			reports = append(reports, c)
		}
	}
	return entries, reports
}

// within narrows to days as the queries of entries do: a month or year passes
// if any of its days does, what has no day never.
type within struct{ since, until string }

func newWithin(f demarche.Filter) within {
	var w within
	if f.Since.Known() {
		w.since = string(demarche.Day(f.Since.First()))
	}
	if f.Until.Known() {
		w.until = string(demarche.Day(f.Until.Last()))
	}
	return w
}

func (w within) passes(day demarche.Date) bool {
	d := string(day)
	if w.since != "" && (d == "" || d < w.since[:min(len(d), len(w.since))]) {
		return false
	}
	return w.until == "" || d != "" && d <= w.until[:min(len(d), len(w.until))]
}

// judgement narrows candidates by what only the tables tell.
type judgement struct {
	s          *Store
	tx         *sql.Tx
	before     string // stands before each query
	args       []any
	publishers string // a condition, or nothing
}

// entries gives those of the entries that pass the rest of a filter.
func (n judgement) entries(ctx context.Context, f demarche.Filter, some []candidate) ([]candidate, error) {
	f.Kinds, f.Since, f.Until, f.ReviewedOnly, f.Rejected = nil, "", "", false, true // they pass these
	conditions, args, err := n.s.conditions(f, true)
	if err != nil {
		return nil, err
	}
	return n.those(ctx, some, []string{"SoughtEntries", "SoughtAmended"}, conditions, args)
}

// reports gives those of the reports that pass the rest of a filter.
func (n judgement) reports(ctx context.Context, f demarche.Filter, some []candidate) ([]candidate, error) {
	conditions, args, err := n.s.reportConditions(f)
	if err != nil {
		return nil, err
	}
	return n.those(ctx, some, []string{"SoughtReports"}, conditions, args)
}

// those gives the candidates that queries find with conditions.
func (n judgement) those(ctx context.Context, some []candidate, names []string, conditions string, args []any) ([]candidate, error) {
	conditions += n.publishers
	if conditions == "" || len(some) == 0 {
		return some, nil
	}
	list, err := asJSON(rowsOf(some), nil)
	if err != nil {
		return nil, err
	}
	args = slices.Concat(n.args, args, []any{sql.Named("rows", list)})
	found := make(map[int64]stand)
	for _, name := range names {
		if err := n.s.lookUpAs(ctx, n.tx, n.before+n.s.queries[name]+conditions, args, found); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(some, func(c candidate) bool { _, ok := found[c.row]; return !ok }), nil
}

// ranked gives the newest rows in which the words stand, with their scores,
// from what was found before if the log has not grown since.
func (s *Store) ranked(ctx context.Context, tx *sql.Tx, line int64, match string) ([]candidate, error) {
	had, ok := s.rankings.get(line, match)
	if !ok {
		found, err := s.soughtRows(ctx, tx, match)
		if err != nil {
			return nil, err
		}
		had = s.rankings.put(line, match, found)
	}
	all := make([]candidate, len(had))
	for i, r := range had {
		all[i] = candidate{row: r.row, score: r.score}
	}
	return all, nil
}

// soughtRows looks them up.
func (s *Store) soughtRows(ctx context.Context, tx *sql.Tx, match string) ([]ranking, error) {
	rows, err := tx.QueryContext(ctx, s.queries["SoughtRows"], sql.Named("match", match), sql.Named("most", demarche.MostHits))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []ranking
	for rows.Next() {
		var r ranking
		if err := rows.Scan(&r.row, &r.score); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// better puts the better one first: by score, then the newest.
func better(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.day, a.day), cmp.Compare(b.row, a.row))
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

// reportConditions gives what a filter adds to the search for reports, its days aside.
func (s *Store) reportConditions(f demarche.Filter) (string, []any, error) {
	var (
		b    strings.Builder
		args []any
	)
	narrow := func(query, parameter string, value any) {
		b.WriteString("\nAND " + s.queries[query])
		args = append(args, sql.Named(parameter, value))
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
	if err := s.name(ctx, tx, some); err != nil {
		return nil, err
	}
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

// name finds the ids of candidates.
func (s *Store) name(ctx context.Context, tx *sql.Tx, some []candidate) error {
	if len(some) == 0 {
		return nil
	}
	list, err := asJSON(rowsOf(some), nil)
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, s.queries["SoughtIDs"], sql.Named("rows", list))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	ids := make(map[int64]string, len(some))
	for rows.Next() {
		var (
			row int64
			id  string
		)
		if err := rows.Scan(&row, &id); err != nil {
			return err
		}
		ids[row] = id
	}
	for i := range some {
		some[i].id = ids[some[i].row]
	}
	return rows.Err()
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
