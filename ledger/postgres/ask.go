package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/ledger"
)

// Entries yields the records of the current reading of every text that pass
// the filter, in the order of the log; what reviewers amended in the form that
// they gave it. A record whose date is a month or a
// year passes Since and Until if any day of it does; one without a date is
// judged by the day of its document, and passes neither if that is unknown too.
func (s *Store) Entries(ctx context.Context, f demarche.Filter) ([]demarche.Entry, error) {
	entries, err := s.entries(ctx, f)
	return entries, s.explain("read ledger", err)
}

func (s *Store) entries(ctx context.Context, f demarche.Filter) ([]demarche.Entry, error) {
	var entries []demarche.Entry
	err := s.find(ctx, "Entries", f, func(row scanner) error {
		e, err := scanEntry(row)
		entries = append(entries, e)
		return err
	})
	if err != nil {
		return nil, err
	}
	return entries, nil
}

// Outline gives what Entries does without the records.
func (s *Store) Outline(ctx context.Context, f demarche.Filter) ([]demarche.Outlined, error) {
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
	err := s.find(ctx, "Outline", f, func(row scanner) error {
		var o demarche.Outlined
		err := row.Scan(&o.Sequence, &o.ID, &o.Day, &o.Document, &o.Kind, &o.Confidence, &o.Review)
		o.Day, o.Document = demarche.Date(once(string(o.Day))), once(o.Document)
		o.Kind, o.Review = demarche.Kind(once(string(o.Kind))), demarche.ReviewStatus(once(string(o.Review)))
		all = append(all, o)
		return err
	})
	if err != nil {
		return nil, s.explain("read ledger", err)
	}
	return all, nil
}

// find calls take with each row of a query and of the one beside it for what
// reviewers amended, as far as the filter lets them pass.
func (s *Store) find(ctx context.Context, name string, f demarche.Filter, take func(scanner) error) error {
	return s.reading(ctx, func(a access) error { return a.filtered(name, f, take) }) // one moment for all that is read
}

// filtered does what find does, in a transaction that is there already.
func (a access) filtered(name string, f demarche.Filter, take func(scanner) error) error {
	conditions, p := a.conditions(f, f.Texts != nil || f.IDs != nil || f.Document != "")
	read, amended, order := a.queries[name]+conditions, a.queries["Amended"+name]+conditions, "\nORDER BY 1"
	if f.Limit > 0 { // of each part too, so that neither is sorted as a whole
		order += "\nLIMIT " + strconv.Itoa(f.Limit)
		read, amended = "("+read+order+")", "("+amended+order+")"
	}
	query := read + "\nUNION ALL\n" + amended + order
	if !f.KnownBy.IsZero() {
		before, knew, err := a.known(f.KnownBy, p)
		if err != nil || !knew {
			return err
		}
		query = before + query
	}
	return a.each(query, p, take)
}

// Touched names the texts about which anything was kept after a line.
func (s *Store) Touched(ctx context.Context, after int64) (texts []string, last int64, err error) {
	err = s.reading(ctx, func(a access) error {
		if err := a.row("LogLength", nil).Scan(&last); err != nil || last <= after {
			return err
		}
		texts, err = list(a, "Touched", named{"after": after}, scanText)
		return err
	})
	return texts, last, s.explain("read ledger", err)
}

func scanText(row scanner) (text string, err error) { return text, row.Scan(&text) }

// conditions gives what a filter adds to the queries of entries; few says that
// something else narrows them to a few already.
func (a access) conditions(f demarche.Filter, few bool) (string, named) {
	var b strings.Builder
	p := named{}
	also := func(query string) { b.WriteString("\nAND " + a.queries[query]) }
	if f.ReviewedOnly {
		also("EntriesReviewed")
	} else if !f.Rejected {
		also("EntriesNotRejected")
	}
	ofState, toState := "EntriesOfState", "EntriesToState"
	if few {
		ofState, toState = "EntriesThatHaveState", "EntriesThatHaveReceiver"
	}
	for _, c := range []struct {
		query, parameter string
		value            any
		given            bool
	}{
		{"EntriesOfKinds", "kinds", f.Kinds, len(f.Kinds) > 0},
		{"EntriesOfTexts", "texts", f.Texts, f.Texts != nil},
		{"EntriesOfIDs", "ids", f.IDs, f.IDs != nil},
		{ofState, "state", f.State, f.State != ""},
		{"EntriesFromState", "from", f.FromState, f.FromState != ""},
		{toState, "to", f.ToState, f.ToState != ""},
		{"EntriesOfDocument", "document", strings.ToLower(f.Document), f.Document != ""},
		{"EntriesNamed", "name", ledger.Fold(f.Name), ledger.Fold(f.Name) != ""},
		{"EntriesAfter", "after", f.After, f.After > 0},
		{"EntriesSince", "since", demarche.Day(f.Since.First()), f.Since.Known()},
		{"EntriesUntil", "until", demarche.Day(f.Until.Last()), f.Until.Known()},
	} {
		if c.given {
			also(c.query)
			p[c.parameter] = c.value
		}
	}
	return b.String(), p
}

func scanEntry(row scanner) (demarche.Entry, error) {
	var (
		e          demarche.Entry
		id, body   string
		confidence float64
		at         int64
	)
	if err := row.Scan(&e.Sequence, &id, &body, &confidence, &e.Document, &e.Name, &e.Title, &e.Publish, &at, &e.Review, &e.Amends); err != nil {
		return e, err
	}
	e.Kept = time.Unix(0, at).UTC()
	r, err := ledger.ParseRow(id, []byte(body), confidence)
	if err != nil {
		return e, damagedEntry(id, err)
	}
	e.Record = r
	return e, nil
}

func damagedEntry(id string, err error) error {
	return &demarche.Error{Code: demarche.Corrupt, Op: "read ledger", Path: id, Detail: "the entry is damaged", Err: err,
		Hint: "run demarche verify to see what is damaged, and go back to a backup"}
}

// Entry gives the entry of a record's id, or of a beginning of it that no
// other id shares. It also finds records that the newest reading of their
// text no longer holds, so that an id once cited can always be looked up.
func (s *Store) Entry(ctx context.Context, id string) (demarche.Entry, error) {
	whole, err := s.complete(ctx, "RecordIDs", "entry", id)
	if err != nil {
		return demarche.Entry{}, err
	}
	e, err := scanEntry(s.anywhere(ctx).row("EntryOf", named{"id": whole}))
	return e, s.explain("find entry", err)
}

// Document gives a kept document by the hash of its text, or a beginning of it
// that no other hash shares.
func (s *Store) Document(ctx context.Context, hash string) (demarche.Kept, error) {
	whole, err := s.complete(ctx, "TextHashes", "document", hash)
	if err != nil {
		return demarche.Kept{}, err
	}
	k, err := scanKept(s.anywhere(ctx).row("DocumentOf", named{"hash": whole}), true)
	return k, s.explain("find document", err)
}

// Documents lists all kept documents, without their texts, in the order in
// which their texts came.
func (s *Store) Documents(ctx context.Context) ([]demarche.Kept, error) {
	all, err := list(s.anywhere(ctx), "Documents", nil, func(row scanner) (demarche.Kept, error) { return scanKept(row, false) })
	return all, s.explain("list documents", err)
}

// scanKept reads a document; withText says that the text comes last.
func scanKept(row scanner, withText bool) (demarche.Kept, error) {
	var (
		k     demarche.Kept
		taken string
	)
	into := []any{&k.Sequence, &k.Hash, &k.Name, &k.Title, &k.Published, &k.Lang, &k.Agency,
		&k.Publisher, &k.Byline, &k.Canonical, &k.Extractor, &k.Corrections, &k.PublishedAt, &k.Capture, &k.Address, &taken, &k.Reader}
	if withText {
		into = append(into, &k.Text)
	}
	if err := row.Scan(into...); err != nil {
		return k, err
	}
	var err error
	if k.Taken, err = ledger.ParseTimeText(taken); err != nil {
		return k, &demarche.Error{Code: demarche.Corrupt, Op: "read ledger", Path: k.Hash, Detail: "the time of capture is damaged", Err: err}
	}
	return k, nil
}

// shownCandidates is how many ids an ambiguous beginning is answered with.
const shownCandidates = 5

// article puts "a" or "an" before a noun.
func article(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}

// complete gives the one hexadecimal name that begins with the given digits.
func (s *Store) complete(ctx context.Context, query, what, beginning string) (string, error) {
	op := "find " + what
	beginning = strings.ToLower(strings.TrimSpace(beginning))
	if beginning == "" || strings.Trim(beginning, "0123456789abcdef") != "" {
		return "", &demarche.Error{Code: demarche.Invalid, Op: op, Detail: fmt.Sprintf("%q is not the id of %s, nor its beginning", beginning, article(what)),
			Hint: "ids are written in the digits 0-9 and a-f"}
	}
	candidates, err := list(s.anywhere(ctx), query, named{"beginning": beginning, "most": shownCandidates + 1}, scanText)
	if err != nil {
		return "", s.explain(op, err)
	}
	switch {
	case len(candidates) == 0:
		return "", &demarche.Error{Code: demarche.NotFound, Op: op, Path: beginning, Detail: "no " + what + " has this id",
			Hint: "ids are shown by --json and in the tables; the first digits are enough"}
	case len(candidates) == 1 || candidates[0] == beginning:
		return candidates[0], nil
	}
	more := ""
	if len(candidates) > shownCandidates {
		candidates, more = candidates[:shownCandidates], " and more"
	}
	return "", &demarche.Error{Code: demarche.Conflict, Op: op, Path: beginning,
		Detail: fmt.Sprintf("several ids begin so: %s%s", strings.Join(candidates, ", "), more), Hint: "give more digits"}
}
