package rows

import (
	"context"
	"strings"

	"demarche"
	"demarche/ledger"
)

// Entries yields the records of the current reading of every text that pass
// the filter, in the order of the log; what reviewers amended in the form that
// they gave it. A record whose date is a month or a
// year passes Since and Until if any day of it does; one without a date is
// judged by the day of its document, and passes neither if that is unknown too.
func (q Questions) Entries(ctx context.Context, f demarche.Filter) ([]demarche.Entry, error) {
	var entries []demarche.Entry
	err := q.find(ctx, "Entries", f, func(m Moment, row Row) error {
		e, err := scanEntry(m, row)
		entries = append(entries, e)
		return err
	})
	if err != nil {
		return nil, q.base.Explain("read ledger", err)
	}
	return entries, nil
}

// Outline gives what Entries does without the records.
func (q Questions) Outline(ctx context.Context, f demarche.Filter) ([]demarche.Outlined, error) {
	var (
		all  []demarche.Outlined
		same = make(map[string]string) // days, hashes and the like, each kept once
	)
	once := func(v string) string {
		if had, ok := same[v]; ok {
			return had
		}
		same[v] = v
		return v
	}
	err := q.find(ctx, "Outline", f, func(_ Moment, row Row) error {
		var o demarche.Outlined
		err := row.Scan(&o.Sequence, &o.ID, &o.Day, &o.Document, &o.Kind, &o.Confidence, &o.Review)
		o.Day, o.Document = demarche.Date(once(string(o.Day))), once(o.Document)
		o.Kind, o.Review = demarche.Kind(once(string(o.Kind))), demarche.ReviewStatus(once(string(o.Review)))
		all = append(all, o)
		return err
	})
	if err != nil {
		return nil, q.base.Explain("read ledger", err)
	}
	return all, nil
}

// find calls take with each row of a query and of the one beside it for what
// reviewers amended, as far as the filter lets them pass.
func (q Questions) find(ctx context.Context, name string, f demarche.Filter, take func(Moment, Row) error) error {
	return q.base.Reading(ctx, func(m Moment) error { // one moment for all that is read
		return filtered(m, name, f, func(row Row) error { return take(m, row) })
	})
}

// filtered does what find does, at a moment that is there already.
func filtered(m Moment, name string, f demarche.Filter, take func(Row) error) error {
	statement, p := Filtered(m, name, f)
	if !f.KnownBy.IsZero() {
		before, knew, err := known(m, f.KnownBy, p)
		if err != nil || !knew {
			return err
		}
		statement = before + statement
	}
	return m.Ask(statement, p, take)
}

// Filtered gives the statement of a query and of the one beside it for what
// reviewers amended, with what a filter adds; not what was known by a time.
func Filtered(m Moment, name string, f demarche.Filter) (string, Named) {
	conditions, p := conditionsOf(m, f, f.Texts != nil || f.IDs != nil || f.Document != "")
	return m.Both(m.Statement(name)+conditions, m.Statement("Amended"+name)+conditions, f.Limit), p
}

// Touched names the texts about which anything was kept after a line.
func (q Questions) Touched(ctx context.Context, after int64) (texts []string, last int64, err error) {
	// Most who ask find nothing new, and ask several times for each page: that is
	// told by one query, without a transaction around it.
	if err := q.base.Anywhere(ctx).Row("LogLength", nil).Scan(&last); err == nil && last <= after {
		return nil, last, nil
	}
	err = q.base.Reading(ctx, func(m Moment) error {
		if err := m.Row("LogLength", nil).Scan(&last); err != nil || last <= after {
			return err
		}
		texts, err = List(m, "Touched", Named{"after": after}, scanText)
		return err
	})
	return texts, last, q.base.Explain("read ledger", err)
}

// condition is a query that narrows others, with the value of its parameter.
type condition struct {
	query, parameter string
	value            any
	given            bool
}

// conditions are put together for a statement.
type conditions struct {
	strings.Builder
	moment     Moment
	parameters Named
}

// also adds a query that narrows others.
func (c *conditions) also(query string) { c.WriteString("\nAND " + c.moment.Statement(query)) }

// narrow adds the conditions that are given.
func (c *conditions) narrow(some ...condition) {
	for _, one := range some {
		if one.given {
			c.also(one.query)
			c.parameters[one.parameter] = one.value
		}
	}
}

// conditionsOf gives what a filter adds to the queries of entries; few says that
// something else narrows them to a few already.
func conditionsOf(m Moment, f demarche.Filter, few bool) (string, Named) {
	c := &conditions{moment: m, parameters: Named{}}
	if f.ReviewedOnly {
		c.also("EntriesReviewed")
	} else if !f.Rejected {
		c.also("EntriesNotRejected")
	}
	ofState, toState := "EntriesOfState", "EntriesToState"
	if few {
		ofState, toState = "EntriesThatHaveState", "EntriesThatHaveReceiver"
	}
	name := ledger.Fold(f.Name)
	c.narrow(
		condition{"EntriesOfKinds", "kinds", f.Kinds, len(f.Kinds) > 0},
		condition{"EntriesOfTexts", "texts", f.Texts, f.Texts != nil},
		condition{"EntriesOfIDs", "ids", f.IDs, f.IDs != nil},
		condition{ofState, "state", f.State, f.State != ""},
		condition{"EntriesFromState", "from", f.FromState, f.FromState != ""},
		condition{toState, "to", f.ToState, f.ToState != ""},
		condition{"EntriesOfDocument", "document", strings.ToLower(f.Document), f.Document != ""},
		condition{"EntriesNamed", "name", name, name != ""},
		condition{"EntriesAfter", "after", f.After, f.After > 0},
		condition{"EntriesSince", "since", demarche.Day(f.Since.First()), f.Since.Known()},
		condition{"EntriesUntil", "until", demarche.Day(f.Until.Last()), f.Until.Known()},
	)
	return c.String(), c.parameters
}
