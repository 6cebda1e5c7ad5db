package rows

import (
	"maps"
	"slices"
	"strings"

	"demarche"
	"demarche/ledger"
)

// sieve lets those candidates through that pass a search.
type sieve struct {
	moment     Moment
	search     demarche.Search
	judged     bool   // it is known of the candidates what they are
	having     []bool // then, by the states of an entry: whether the one sought is there; nil if none is
	before     string // stands before each query, of an earlier moment
	publishers string // a condition, or nothing
	shared     Named  // the parameters of both
}

// newSieve prepares one; false if nothing can pass.
func newSieve(m Moment, s demarche.Search) (n sieve, ok bool, err error) {
	f := &s.Filter
	f.After, f.Limit, f.Document = 0, 0, strings.ToLower(f.Document)
	n = sieve{moment: m, search: s, shared: Named{}}
	if !f.KnownBy.IsZero() {
		if n.before, ok, err = known(m, f.KnownBy, n.shared); err != nil || !ok {
			return n, false, err
		}
	}
	n.publishers, ok, err = ofPublishers(m, s.Publisher, n.shared)
	return n, ok, err
}

// passing gives the candidates that pass.
func (n sieve) passing(all []candidate) ([]candidate, error) {
	ofEntries, ofReports := n.search.Filter, n.search.Filter
	entries, reports := all, all
	if n.judged {
		entries, reports = divided(all, n.search.Filter, n.having)
		ofEntries.Kinds, ofEntries.State, ofEntries.ReviewedOnly, ofEntries.Rejected = nil, "", false, true // they pass these
		for _, f := range []*demarche.Filter{&ofEntries, &ofReports} {
			f.Since, f.Until = "", ""
		}
	}
	var passed []candidate
	if n.search.In != demarche.InReports {
		conditions, p := conditionsOf(n.moment, ofEntries, true)
		some, err := n.those(entries, conditions, p, entryQueries()...)
		if err != nil {
			return nil, err
		}
		passed = some
	}
	if withReports(n.search) {
		conditions, p := reportConditions(n.moment, ofReports)
		some, err := n.those(reports, conditions, p, reportQuery)
		if err != nil {
			return nil, err
		}
		passed = append(passed, some...)
	}
	return passed, nil
}

// those gives the candidates that queries find with conditions.
func (n sieve) those(some []candidate, conditions string, p Named, queries ...string) ([]candidate, error) {
	conditions += n.publishers
	if len(some) == 0 || n.judged && conditions == "" {
		return some, nil
	}
	maps.Copy(p, n.shared)
	p["rows"] = rowsOf(some)
	found := make(map[int64]demarche.Date, len(some))
	report := slices.Contains(queries, reportQuery)
	for _, query := range queries {
		if err := look(n.moment, n.before+n.moment.Statement(query)+conditions, p, func(l looked) { found[l.row] = l.day }); err != nil {
			return nil, err
		}
	}
	passed := make([]candidate, 0, len(found))
	for _, c := range some {
		if day, ok := found[c.row]; ok {
			c.day, c.report = day, report
			passed = append(passed, c)
		}
	}
	return passed, nil
}

// reportQuery tells which rows are reports.
const reportQuery = "SoughtReports"

// entryQueries tell which are entries: as they were read, and as reviewers wrote them.
func entryQueries() []string { return []string{"SoughtEntries", "SoughtAmended"} }

// looked is what the queries for entries and reports tell of a row.
type looked struct {
	row, text int64
	kind      demarche.Kind // of an entry
	day       demarche.Date
	status    demarche.ReviewStatus // of an entry
}

func (l looked) report() bool { return l.status == "" }

// look calls take with each row of such a query.
func look(m Moment, statement string, p Named, take func(looked)) error {
	return m.Ask(statement, p, func(row Row) error {
		var l looked
		err := row.Scan(&l.row, &l.text, &l.kind, &l.day, &l.status)
		take(l)
		return err
	})
}

// withReports tells whether reports can be among what is sought.
func withReports(s demarche.Search) bool {
	return s.In != demarche.InEntries && len(s.Filter.Kinds) == 0 && s.Filter.IDs == nil
}

// divided gives the entries and, right behind them in memory, the reports among
// candidates that pass what can be told from what they are. Both are where the
// candidates were, for there are ten thousand of a common word; having tells of the states of an entry whether
// they pass, nil if all do.
func divided(all []candidate, f demarche.Filter, having []bool) (entries, reports []candidate) {
	var kinds, reviews []bool // whether each passes
	for _, k := range demarche.Kinds() {
		kinds = append(kinds, len(f.Kinds) == 0 || slices.Contains(f.Kinds, k))
	}
	for _, st := range statuses() {
		reviewed := st == demarche.Accepted || st == demarche.Amended
		reviews = append(reviews, reviewed || !f.ReviewedOnly && (f.Rejected || st != demarche.Rejected))
	}
	days := newWithin(f)
	begin, end := 0, len(all) // of what was not looked at yet; reports stand behind it
	for begin < end {
		switch c := &all[begin]; {
		case c.stand.what == anEntry && kinds[c.stand.kind] && reviews[c.stand.status] && (having == nil || having[c.stand.states]) && days.passes(c.day):
			begin++
		case c.stand.what == aReport && days.passes(c.day):
			end--
			all[begin], all[end] = all[end], all[begin]
		default: // the last one that was not looked at stands in its place, and the reports move up
			end--
			all[begin] = all[end]
			all[end] = all[len(all)-1]
			all = all[:len(all)-1]
		}
	}
	return all[:begin], all[begin:]
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
