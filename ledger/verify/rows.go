package verify

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/pack"
	"demarche/ledger/rows"
)

// row is what Verify makes of a row of a table.
type row struct {
	sequence int64
	id       string
	content  ledger.Hash // of what the row says now
	reasons  []string    // what is wrong with it in itself
	spans    int         // pieces of evidence compared
}

func (r *row) wrong(format string, args ...any) {
	r.reasons = append(r.reasons, fmt.Sprintf(format, args...))
}

// cursor goes through the rows of one table in the order of their sequence.
type cursor struct {
	verifier *Verifier
	what     string // CaptureLine ...
	scan     func(rows.Row) (row, error)
	rows     rows.Cursor
	row      row
	done     bool
}

// cursors begins at every table that the log covers.
func (v *Verifier) cursors() []*cursor {
	texts := &textCache{verifier: v}
	cursors := []*cursor{
		{what: ledger.CaptureLine, scan: captureRow},
		{what: ledger.DocumentLine, scan: documentRow},
		{what: ledger.ReadingLine, scan: v.readingRow},
		{what: ledger.RecordLine, scan: texts.recordRow},
		{what: ledger.DecisionLine, scan: decisionRow},
		{what: ledger.LinkLine, scan: v.linkRow},
	}
	queries := []string{"AllCaptures", "AllDocuments", "AllReadings", "AllRecords", "AllDecisions", "AllLinks"}
	if v.collections {
		cursors, queries = append(cursors, &cursor{what: ledger.CollectionLine, scan: collectionRow}), append(queries, "AllCollected")
	}
	for i, query := range queries {
		c := cursors[i]
		c.verifier = v
		open, err := v.Open(query)
		if err != nil {
			v.Broken("the "+c.what+"s", err)
			c.done = true
			continue
		}
		c.rows = open
	}
	return cursors
}

// name gives the best name of the cursor's row.
func (c *cursor) name() string {
	if c.row.id != "" {
		return c.row.id
	}
	return "line " + strconv.FormatInt(c.row.sequence, 10)
}

// advance goes to the next row that can be read.
func (c *cursor) advance() {
	for !c.done && c.rows.Next() {
		last := c.row.sequence
		r, err := c.scan(c.rows)
		if err == nil {
			c.row = r
			return
		}
		c.verifier.Fault(c.what, "after line "+strconv.FormatInt(last, 10), "cannot be read: "+err.Error())
	}
	c.close()
}

func (c *cursor) close() {
	if c.done || c.rows == nil {
		return
	}
	c.done = true
	if err := c.rows.Err(); err != nil {
		c.verifier.Broken("the "+c.what+"s", err)
	}
	_ = c.rows.Close()
}

func captureRow(s rows.Row) (row, error) {
	var (
		r                  row
		hash               sql.NullString
		size               sql.NullInt64
		f                  ledger.CaptureFacts
		head               []byte
		packedHash, packed []byte
	)
	if err := s.Scan(&r.sequence, &hash, &size, &f.Address, &f.Taken, &f.Media, &head, &packedHash, &packed); err != nil {
		return r, err
	}
	if !hash.Valid {
		r.wrong("its bytes are not there")
		return r, nil
	}
	f.Bytes, f.Size, f.Head = hash.String, size.Int64, string(head)
	r.id, r.content = f.Bytes, ledger.CaptureContent(f)
	if sum := sha256.Sum256(packed); string(sum[:]) != string(packedHash) {
		r.wrong("its packed bytes were changed")
		return r, nil
	}
	switch got, err := pack.UnpackHash(packed, size.Int64); {
	case err != nil:
		r.wrong("its bytes cannot be unpacked: %v", err)
	case got != hash.String:
		r.wrong("its bytes were changed")
	}
	return r, nil
}

func documentRow(s rows.Row) (row, error) {
	var (
		r           row
		f           ledger.DocumentFacts
		hash, text  sql.NullString
		captureIsIn bool
	)
	if err := s.Scan(slices.Concat([]any{&r.sequence, &hash, &f.Capture}, rows.Told(&f), []any{&text, &captureIsIn})...); err != nil {
		return r, err
	}
	f.Text = hash.String
	r.id, r.content = f.Text, ledger.DocumentContent(f)
	switch {
	case !hash.Valid:
		r.wrong("its text is not there")
	case demarche.HashOf([]byte(text.String)) != f.Text:
		r.wrong("its text was changed")
	}
	if !captureIsIn {
		r.wrong("its capture is not there")
	}
	return r, nil
}

func (v *Verifier) readingRow(s rows.Row) (row, error) {
	var (
		r        row
		hash     sql.NullString
		document int64
		reader   string
	)
	if err := s.Scan(&r.sequence, &hash, &document, &reader); err != nil {
		return r, err
	}
	members, err := v.members(&r)
	if err != nil {
		r.wrong("its records cannot be read: %v", err)
	}
	r.id, r.content = hash.String, ledger.ReadingContent(hash.String, document, reader, members)
	return r, nil
}

// members gives the records that the reading lists.
func (v *Verifier) members(r *row) ([]ledger.Member, error) {
	var all []ledger.Member
	err := v.All("MembersOf", rows.Named{"reading": r.sequence}, func(row rows.Row) error {
		var (
			ordinal int
			id      sql.NullString
			m       ledger.Member
		)
		if err := row.Scan(&ordinal, &id, &m.Confidence); err != nil {
			return err
		}
		if !id.Valid {
			r.wrong("its record %d is not there", len(all))
		}
		if ordinal != len(all) {
			r.wrong("its record %d is numbered %d", len(all), ordinal)
		}
		m.ID = id.String
		all = append(all, m)
		return nil
	})
	return all, err
}

// textCache holds the text of the last record, because the records of one text
// mostly follow each other.
type textCache struct {
	verifier *Verifier
	key      int64
	text     string
}

func (c *textCache) recordRow(s rows.Row) (row, error) {
	var (
		r                 row
		key               int64
		hash, parts       sql.NullString
		kind, names, body string
		x                 ledger.Index
	)
	if err := s.Scan(&r.sequence, &r.id, &key, &hash, &kind, &x.Day, &names, &body, &parts); err != nil {
		return r, err
	}
	r.content = ledger.RecordContent(r.id, hash.String, []byte(body))
	if ledger.BodyID(hash.String, []byte(body)) != r.id {
		r.wrong("its id is not that of what it says")
	}
	record, err := ledger.ParseRow(r.id, []byte(body), 0)
	if err != nil {
		r.wrong("it cannot be read: %v", err)
		return r, nil
	}
	if err := record.Check(); err != nil {
		r.wrong("it breaks the record model: %v", err)
	}
	is := ledger.IndexOf(record)
	for _, column := range []struct{ name, have, want string }{
		{"kind", kind, string(record.Shared().Kind)},
		{"day", string(x.Day), string(is.Day)},
		{"names", names, is.Names},
		{"states", parts.String, partList(is.Parts)},
	} {
		if column.have != column.want {
			r.wrong("it is looked up by the %s %q, not %q", column.name, column.have, column.want)
		}
	}
	c.evidence(&r, key, record)
	return r, nil
}

func (c *textCache) evidence(r *row, key int64, record demarche.Record) {
	if c.key != key || c.text == "" {
		c.key, c.text = key, ""
		if err := c.verifier.Row("TextOf", rows.Named{"key": key}).Scan(&c.text); err != nil {
			r.wrong("its text cannot be read: %v", err)
			return
		}
	}
	r.spans = len(record.Shared().Evidence)
	if err := ledger.CheckEvidence(c.text, record); err != nil {
		r.wrong("%v", err)
	}
}

func decisionRow(s rows.Row) (row, error) {
	var (
		r               row
		d               demarche.Decision
		record, version sql.NullString
		sameText        bool
	)
	if err := s.Scan(&r.sequence, &record, &d.What, &d.Reviewer, &d.Reason, &version, &d.Undoes, &sameText); err != nil {
		return r, err
	}
	d.Record, d.Version = record.String, version.String
	r.id, r.content = d.Record, ledger.Content(ledger.DecisionLine, ledger.DecisionSays(d))
	switch {
	case !record.Valid || !version.Valid:
		r.wrong("the record that it is about is not there")
	case !sameText:
		r.wrong("the record that it is about and the one that it puts in its place are of two texts")
	}
	return r, nil
}

// partList writes parts as the query AllRecords does.
func partList(parts []ledger.Part) string {
	list := make([]string, len(parts))
	for i, p := range parts {
		list[i] = string(p.Role) + " " + string(p.State)
	}
	return strings.Join(list, ",")
}

// linkRow checks a link, and that the records that it names are there.
func (v *Verifier) linkRow(s rows.Row) (row, error) {
	var r row
	l, err := rows.ScanLink(s, &r.sequence)
	if err != nil {
		return r, err
	}
	r.content = ledger.Content(ledger.LinkLine, ledger.LinkSays(l))
	if len(l.These) > 0 {
		r.id = l.These[0]
	}
	return r, v.All("MissingOf", rows.Named{"ids": slices.Concat(l.These, l.Those)}, func(row rows.Row) error {
		var id string
		err := row.Scan(&id)
		r.wrong("the record %s that it names is not there", id)
		return err
	})
}
