package rows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/pack"
)

// Told are the columns of what a document says about its text, in their order.
func Told(f *ledger.DocumentFacts) []any {
	return []any{&f.Name, &f.Title, &f.Published, &f.Lang, &f.Agency, &f.Publisher, &f.Byline, &f.Canonical, &f.Extractor, &f.Corrections, &f.PublishedAt}
}

// ScanLink reads what a link says; before are the columns that stand before that.
func ScanLink(row Row, before ...any) (demarche.Link, error) {
	var (
		l            demarche.Link
		these, those string
	)
	into := slices.Concat(before, []any{&l.Relation, &l.What, &l.Reviewer, &l.Reason, &l.Undoes, &these, &those})
	err := row.Scan(into...)
	l.These, l.Those = ledger.IDList(these), ledger.IDList(those)
	return l, err
}

// Links gives the links that name a record, oldest first; all if the id is empty.
func Links(r Reader, id string) ([]demarche.Link, error) {
	return List(r, "Links", Named{"id": id}, func(row Row) (demarche.Link, error) {
		var sequence, at int64
		l, err := ScanLink(row, &sequence, &at)
		l.Sequence, l.At = sequence, time.Unix(0, at).UTC()
		return l, err
	})
}

// Links gives the links that name a record, oldest first; all if the id is empty.
func (q Questions) Links(ctx context.Context, id string) ([]demarche.Link, error) {
	return aboutRecord(ctx, q, "list links", id, Links)
}

// Decisions gives the decisions about a record, as it was read or as it was
// amended to, oldest first; of all records if the id is empty.
func Decisions(r Reader, id string) ([]demarche.Decision, error) {
	return List(r, "Decisions", Named{"id": id}, func(row Row) (d demarche.Decision, err error) {
		var at int64
		err = row.Scan(&d.Sequence, &at, &d.Record, &d.What, &d.Reviewer, &d.Reason, &d.Version, &d.Undoes)
		d.At = time.Unix(0, at).UTC()
		return d, err
	})
}

// Decisions gives the decisions about a record, as it was read or as it was
// amended to, oldest first; of all records if the id is empty.
func (q Questions) Decisions(ctx context.Context, id string) ([]demarche.Decision, error) {
	return aboutRecord(ctx, q, "list decisions", id, Decisions)
}

// aboutRecord lists something about the record that an id begins; about all if it is empty.
func aboutRecord[T any](ctx context.Context, q Questions, op, id string, list func(Reader, string) ([]T, error)) ([]T, error) {
	if id != "" {
		var err error
		if id, err = q.complete(ctx, "RecordIDs", "entry", id); err != nil {
			return nil, err
		}
	}
	all, err := list(q.base.Anywhere(ctx), id)
	return all, q.base.Explain(op, err)
}

// ScanCapture reads a capture with its bytes and holds both against the log.
func ScanCapture(m Moment, row Row) (demarche.KeptCapture, error) {
	var (
		k                     demarche.KeptCapture
		f                     ledger.CaptureFacts
		at                    int64
		content, head, packed []byte
	)
	if err := row.Scan(&k.Sequence, &at, &content, &f.Bytes, &f.Size, &f.Address, &f.Taken, &f.Media, &head, &packed); err != nil {
		return k, err
	}
	f.Head = string(head)
	if hash := ledger.CaptureContent(f); string(hash[:]) != string(content) {
		return k, Damaged(m, f.Bytes, errors.New("it is not what the log says was kept"))
	}
	b, err := pack.Unpack(packed, f.Size)
	if err != nil {
		return k, Damaged(m, f.Bytes, err)
	}
	if demarche.HashOf(b) != f.Bytes {
		return k, Damaged(m, f.Bytes, errors.New("its bytes were changed"))
	}
	k.Kept, k.Content = time.Unix(0, at).UTC(), fmt.Sprintf("%x", content)
	k.Capture = demarche.Capture{Address: f.Address, Bytes: b, Media: f.Media, Head: head}
	if f.Head == "" {
		k.Head = nil
	}
	if k.Taken, err = ledger.ParseTimeText(f.Taken); err != nil {
		return k, Damaged(m, f.Bytes, err)
	}
	return k, nil
}

// Captures gives take every capture as it is kept, in the order of the log, one
// in memory at a time, and gives the head of the log at that moment. progress,
// if not nil, is told how many lines of the log were passed. A capture that is
// not what was kept is an error; an error of take ends it.
func (q Questions) Captures(ctx context.Context, take func(demarche.KeptCapture) error, progress func(done, total int)) (head demarche.Head, err error) {
	err = q.base.Reading(ctx, func(m Moment) error {
		if head, err = Head(m); err != nil {
			return err
		}
		return Through(m, "CapturesWithBytes", func(row Row) error {
			k, err := ScanCapture(m, row)
			if err == nil {
				err = take(k)
			}
			if err == nil && progress != nil {
				progress(int(k.Sequence), int(head.Size))
			}
			return err
		})
	})
	return head, q.base.Explain("read captures", err)
}

// Collections gives the collections that are shown, in the order of the log.
func Collections(r Reader) ([]ledger.Collection, error) {
	return List(r, "Collections", nil, func(row Row) (c ledger.Collection, err error) {
		var (
			teams    string
			made, at int64
			p        ledger.Act
		)
		err = row.Scan(&c.Line, &c.Name, &teams, &made, &c.By, &c.Reason, &c.Captures, &p.Line, &at, &p.By, &p.Reason)
		c.Teams, c.Made = ledger.IDList(teams), time.Unix(0, made).UTC()
		if p.Line > 0 {
			p.At = time.Unix(0, at).UTC()
			c.Published = &p
		}
		return c, err
	})
}

// Unpublished gives the texts that are shown only through collections that are
// not published, by their hashes, with the names of these.
func Unpublished(r Reader) (map[string][]string, error) {
	texts := map[string][]string{}
	return texts, r.All("UnpublishedTexts", nil, func(row Row) error {
		var hash, name string
		err := row.Scan(&hash, &name)
		texts[hash] = append(texts[hash], name)
		return err
	})
}
