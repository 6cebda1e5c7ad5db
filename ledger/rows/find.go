package rows

import (
	"context"
	"fmt"
	"strings"
	"time"

	"demarche"
	"demarche/ledger"
)

// scanEntry reads an entry.
func scanEntry(m Moment, row Row) (demarche.Entry, error) {
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
		return e, Damaged(m, id, err)
	}
	e.Record = r
	return e, nil
}

// How many digits a whole id and a whole hash have.
const (
	idDigits   = 16
	hashDigits = 64
)

// Entry gives the entry of a record's id, or of a beginning of it that no
// other id shares. It also finds records that the newest reading of their
// text no longer holds, so that an id once cited can always be looked up.
func (q Questions) Entry(ctx context.Context, id string) (demarche.Entry, error) {
	m := q.base.Anywhere(ctx)
	if len(id) == idDigits { // most ask by the whole id, which is found at once
		if e, err := scanEntry(m, m.Row("EntryOf", Named{"id": id})); err == nil {
			return e, nil
		}
	}
	whole, err := q.complete(ctx, "RecordIDs", "entry", id)
	if err != nil {
		return demarche.Entry{}, err
	}
	e, err := scanEntry(m, m.Row("EntryOf", Named{"id": whole}))
	return e, q.base.Explain("find entry", err)
}

// Document gives a kept document by the hash of its text, or a beginning of it
// that no other hash shares.
func (q Questions) Document(ctx context.Context, hash string) (demarche.Kept, error) {
	if len(hash) == hashDigits { // most ask by the whole hash, which is found at once
		if k, err := scanKept(q.base.Anywhere(ctx).Row("DocumentOf", Named{"hash": hash}), true); err == nil {
			return k, nil
		}
	}
	whole, err := q.complete(ctx, "TextHashes", "document", hash)
	if err != nil {
		return demarche.Kept{}, err
	}
	k, err := scanKept(q.base.Anywhere(ctx).Row("DocumentOf", Named{"hash": whole}), true)
	return k, q.base.Explain("find document", err)
}

// DocumentsOf gives the kept documents of whole hashes of texts, without their
// texts and in no order; those that are not there are left out.
func (q Questions) DocumentsOf(ctx context.Context, hashes []string) ([]demarche.Kept, error) {
	if len(hashes) == 0 {
		return nil, nil
	}
	all, err := List(q.base.Anywhere(ctx), "DocumentsOf", Named{"hashes": hashes}, func(row Row) (demarche.Kept, error) { return scanKept(row, false) })
	if err != nil {
		return nil, q.base.Explain("find documents", err)
	}
	return all, nil
}

// Documents lists all kept documents, without their texts, in the order in
// which their texts came.
func (q Questions) Documents(ctx context.Context) ([]demarche.Kept, error) {
	all, err := List(q.base.Anywhere(ctx), "Documents", nil, func(row Row) (demarche.Kept, error) { return scanKept(row, false) })
	if err != nil {
		return nil, q.base.Explain("list documents", err)
	}
	return all, nil
}

// scanKept reads a document; withText says that the text comes last.
func scanKept(row Row, withText bool) (demarche.Kept, error) {
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

// CompleteID gives the whole id of a record of which the beginning is given.
func (q Questions) CompleteID(ctx context.Context, beginning string) (string, error) {
	return q.complete(ctx, "RecordIDs", "entry", beginning)
}

// complete gives the one hexadecimal name that begins with the given digits.
func (q Questions) complete(ctx context.Context, query, what, beginning string) (string, error) {
	op := "find " + what
	beginning = strings.ToLower(strings.TrimSpace(beginning))
	if beginning == "" || strings.Trim(beginning, "0123456789abcdef") != "" {
		return "", &demarche.Error{Code: demarche.Invalid, Op: op, Detail: fmt.Sprintf("%q is not the id of %s, nor its beginning", beginning, article(what)),
			Hint: "ids are written in the digits 0-9 and a-f"}
	}
	candidates, err := List(q.base.Anywhere(ctx), query, Named{"beginning": beginning, "most": shownCandidates + 1}, scanText)
	if err != nil {
		return "", q.base.Explain(op, err)
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
		Detail: fmt.Sprintf("several ids begin so: %s%s", strings.Join(candidates, ", "), more), Hint: "give more digits", Err: demarche.ErrSeveral}
}

func scanText(row Row) (text string, err error) { return text, row.Scan(&text) }
