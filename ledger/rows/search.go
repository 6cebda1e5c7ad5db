package rows

import (
	"cmp"
	"context"
	"fmt"
	"slices"

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
		room := q.room()
		defer q.spare(room)
		all, more, err := q.sought(m, s, terms, room)
		if err != nil {
			return err
		}
		out = demarche.Found{Total: len(all), More: more}
		from := min(max(0, s.Offset), out.Total)
		to := out.Total
		if s.Limit > 0 {
			to = min(to, from+s.Limit)
		}
		best(all, to)
		out.Hits, err = hits(m, s.Filter, all[from:to], terms)
		return err
	})
	return out, q.base.Explain("search", err)
}

// Place is a row of the table of words in which what is sought stands, a
// sequence of the log, and how well it does.
type Place struct {
	Row   int64
	Score float64
}

// candidate is a text or a record in which sought words stand.
type candidate struct {
	row    int64 // of the table of words: a sequence of the log
	score  float64
	stand  stand // if it is remembered
	day    demarche.Date
	report bool
}

// sought gives all that passes a search, and whether there were older places
// that were not looked at.
func (q Questions) sought(m Moment, s demarche.Search, terms []ledger.Term, room *[]candidate) ([]candidate, bool, error) {
	places, line, err := q.places(m, terms)
	if err != nil || len(places) == 0 {
		return nil, false, err
	}
	n, ok, err := newSieve(m, s)
	if err != nil || !ok {
		return nil, false, err
	}
	all := (*room)[:0]
	for _, p := range places {
		all = append(all, candidate{row: p.Row, score: p.Score})
	}
	*room = all
	if n.judged = q.memory != nil && s.Filter.KnownBy.IsZero(); n.judged {
		if err := q.memory.judge(m, line, all); err != nil {
			return nil, false, err
		}
		if s.Filter.State != "" {
			n.having = q.memory.stands.having(s.Filter.State)
		}
	}
	if all, err = n.passing(all); err != nil {
		return nil, false, err
	}
	return all, len(places) == demarche.MostHits, nil
}

// room gives where the candidates of a search can stand, to be spared for the next.
func (q Questions) room() *[]candidate {
	if had, ok := q.rooms.Get().(*[]candidate); ok {
		return had
	}
	return new([]candidate)
}

func (q Questions) spare(room *[]candidate) {
	clear(*room) // of what they point at
	q.rooms.Put(room)
}

// places gives the newest rows in which the words stand: where the store
// remembers them, from what was found before at the same line of the log, which
// it gives too.
func (q Questions) places(m Moment, terms []ledger.Term) (found []Place, line int64, err error) {
	if q.memory == nil {
		found, err = q.base.Sought(m, terms)
		return found, 0, err
	}
	if err := m.Row("LogLength", nil).Scan(&line); err != nil {
		return nil, 0, err
	}
	words := fmt.Sprint(terms)
	if had, ok := q.memory.rankings.get(line, words); ok {
		return had, line, nil
	}
	found, known, err := q.memory.words.find(m, line, terms, demarche.MostHits)
	if err == nil && !known {
		found, err = q.base.Sought(m, terms)
	}
	if err == nil {
		q.memory.rankings.put(line, words, found)
	}
	return found, line, err
}

// better puts the better one first: by score, then the newest.
func better(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.day, a.day), cmp.Compare(b.row, a.row))
}

// best puts so many of the best to the front, the best first.
func best(all []candidate, n int) {
	const few = 200 // beyond, it is cheaper to sort all
	if n > few || n >= len(all) {
		slices.SortFunc(all, better)
		return
	}
	front := all[:n]
	slices.SortFunc(front, better)
	for i := n; i < len(all) && n > 0; i++ {
		c := all[i]
		if better(c, front[n-1]) >= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(front, c, better)
		all[i] = front[n-1]
		copy(front[at+1:], front[at:n-1])
		front[at] = c
	}
}

// rowsOf gives the rows of candidates.
func rowsOf(some []candidate) []int64 {
	rows := make([]int64, len(some))
	for i, c := range some {
		rows[i] = c.row
	}
	return rows
}

// hits reads what is shown of candidates.
func hits(m Moment, f demarche.Filter, some []candidate, terms []ledger.Term) ([]demarche.Hit, error) {
	entries, err := entriesOf(m, f, some)
	if err != nil {
		return nil, err
	}
	reports, err := reportsOf(m, some, entries)
	if err != nil {
		return nil, err
	}
	out := make([]demarche.Hit, 0, len(some))
	for _, c := range some {
		h := demarche.Hit{Score: c.score}
		var ok bool
		if c.report {
			h.Report, ok = reports.byKey[c.row]
		} else if e, there := entries[c.row]; there {
			h.Entry = &e
			h.Report, ok = reports.byHash[e.Document]
		} else {
			continue // it is damaged; Verify tells
		}
		if !ok {
			return nil, damaged(m, fmt.Sprint("line ", c.row), "a report that was found is not there", nil)
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

// entriesOf reads the entries among candidates, by their rows.
func entriesOf(m Moment, f demarche.Filter, some []candidate) (map[int64]demarche.Entry, error) {
	entries, rows := make(map[int64]demarche.Entry), []int64{}
	for _, c := range some {
		if !c.report {
			rows = append(rows, c.row)
		}
	}
	if len(rows) == 0 {
		return entries, nil
	}
	conditions, p := conditionsOf(m, demarche.Filter{Rejected: f.Rejected, ReviewedOnly: f.ReviewedOnly}, true)
	conditions += "\nAND " + m.Statement("EntriesOfRows")
	p["rows"] = rows
	statement := m.Both(m.Statement("Entries")+conditions, m.Statement("AmendedEntries")+conditions, 0)
	if !f.KnownBy.IsZero() {
		before, knew, err := known(m, f.KnownBy, p)
		if err != nil || !knew {
			return entries, err
		}
		statement = before + statement
	}
	err := m.Ask(statement, p, func(row Row) error {
		e, err := scanEntry(m, row)
		if err == nil {
			entries[e.Sequence] = e
		}
		return err
	})
	return entries, err
}

// keptReports are reports by the hashes of their texts and by the keys of these.
type keptReports struct {
	byHash map[string]demarche.Kept
	byKey  map[int64]demarche.Kept
}

// reportsOf reads the reports among candidates and those of the entries among
// them, with their texts.
func reportsOf(m Moment, some []candidate, entries map[int64]demarche.Entry) (keptReports, error) {
	out := keptReports{make(map[string]demarche.Kept, len(some)), make(map[int64]demarche.Kept, len(some))}
	keys, hashes := []int64{}, make([]string, 0, len(entries))
	for _, c := range some {
		if c.report {
			keys = append(keys, c.row)
		}
	}
	for _, e := range entries {
		hashes = append(hashes, e.Document)
	}
	if len(keys)+len(hashes) == 0 {
		return out, nil
	}
	slices.Sort(hashes)
	return out, m.All("SoughtDocuments", Named{"rows": keys, "hashes": slices.Compact(hashes)}, func(row Row) error {
		k, err := scanKept(row, true)
		out.byHash[k.Hash], out.byKey[k.Sequence] = k, k
		return err
	})
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
