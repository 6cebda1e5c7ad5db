package postgres

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/review"
	"demarche/ledger/rows"
)

// Append keeps lines of another ledger, which follow those that are there, in
// one transaction. Rows are written by COPY, and what the other ledger withholds
// is withheld here as it was there.
func (s *Store) Append(ctx context.Context, lines []ledger.Exported) error {
	return s.explain("import", s.writing(ctx, func(w *writer) error {
		if err := w.withholdFor(lines); err != nil { // waits for no writer, so it comes before the log is locked
			return err
		}
		if err := w.start(); err != nil {
			return err
		}
		return w.append(lines)
	}))
}

// withholdFor has the policies hold if lines tell of a collection.
func (w *writer) withholdFor(lines []ledger.Exported) error {
	if slices.ContainsFunc(lines, func(e ledger.Exported) bool { return e.What == ledger.CollectionLine }) {
		return w.withholdOn()
	}
	return nil
}

// append writes lines, and what follows from them. Where anything is withheld,
// lines are written so far at a time that what is withheld comes out as it did
// when they were written one after the other.
func (w *writer) append(lines []ledger.Exported) error {
	if err := w.withholdFor(lines); err != nil {
		return err
	}
	var withheld bool
	if err := w.Row("Withholding", nil).Scan(&withheld); err != nil {
		return err
	}
	if !withheld {
		return w.appendSection(lines, false)
	}
	for _, section := range ledger.Sections(lines) {
		if err := w.appendSection(section, true); err != nil {
			return err
		}
		if err := w.moveEnd(); err != nil {
			return err
		}
	}
	return nil
}

// appendSection writes lines at once. inserted says that they cannot be written
// by COPY, which knows no policies.
func (w *writer) appendSection(lines []ledger.Exported, inserted bool) error {
	m := &importer{writer: w, rows: make(map[string][][]any), inserted: inserted}
	if err := m.look(lines); err != nil {
		return err
	}
	for _, e := range lines {
		if err := m.line(e); err != nil {
			return ledger.BadExport(fmt.Errorf("line %d: %w", e.Sequence, err))
		}
	}
	return m.write()
}

// copied are the tables that are written many rows at a time, in an order in
// which what a row refers to is there before it, and into which collection a
// capture goes before the capture.
func copied() []copiedTable {
	return []copiedTable{
		{"log", "sequence at what id content hash", "bigint bigint text text bytea bytea"},
		{"tree", "place hash", "bigint bytea"},
		{"collected", "sequence collection what name teams capture by reason", "bigint bigint text text text bigint text text"},
		{"blobs", "key sha256 size packed_sha256 packed", "bigint text bigint bytea bytea"},
		{"captures", "sequence blob address taken media head", "bigint bigint text text text bytea"},
		{"texts", "key hash text", "bigint text text"},
		{"documents", "sequence text capture name title published lang agency publisher byline canonical extractor corrections published_at",
			"bigint bigint bigint text text text text text text text text text text text"},
		{"readings", "sequence text document reader", "bigint bigint bigint text"},
		{"records", "sequence id text kind day names body", "bigint text bigint text text text text"},
		{"members", "reading record ordinal confidence", "bigint bigint integer float8"},
		{"parts", "record role state", "bigint text text"},
		{"decisions", "sequence record what reviewer reason version undoes", "bigint bigint text text text bigint bigint"},
		{"links", "sequence relation what reviewer reason undoes these those", "bigint text text text text bigint text text"},
	}
}

// copiedTable is a table with its columns and their types.
type copiedTable struct{ name, columns, types string }

// copy writes rows by COPY.
func (t copiedTable) copy(w *writer, rows [][]any) error {
	_, err := w.tx.CopyFrom(w.ctx, pgx.Identifier{t.name}, columnsOf(t.columns), pgx.CopyFromRows(rows))
	return err
}

// insert writes rows in one statement, which is given a list for each column.
func (t copiedTable) insert(w *writer, rows [][]any) error {
	types := strings.Fields(t.types)
	columns, values := make([]string, len(types)), make([]any, len(types))
	for i, of := range types {
		columns[i] = fmt.Sprintf("$%d::%s[]", i+1, of)
		list := reflect.MakeSlice(reflect.SliceOf(reflect.TypeOf(rows[0][i])), len(rows), len(rows))
		for j, row := range rows {
			list.Index(j).Set(reflect.ValueOf(row[i]))
		}
		values[i] = list.Interface()
	}
	_, err := w.on.Exec(w.ctx, fmt.Sprintf("INSERT INTO %s (%s) SELECT * FROM unnest(%s)", pgx.Identifier{t.name}.Sanitize(),
		strings.Join(strings.Fields(t.columns), ", "), strings.Join(columns, ", ")), values...)
	return err
}

// importer makes rows of exported lines.
type importer struct {
	*writer
	rows     map[string][][]any // by table
	blobs    map[string]int64   // keys by hash, of those that the lines name
	texts    map[string]int64   // the same
	records  map[string]int64   // sequences by id
	readings []readingLine
	touched  []int64 // texts for which a choice is to be made
	judged   []int64 // records about which there are decisions
	vectors  vectorRows

	inserted  bool             // rows are not written by COPY
	made      map[string]int64 // lines that made collections, by name
	published []int64          // collections
}

// readingLine is a reading whose records come after it.
type readingLine struct {
	sequence int64
	members  []ledger.Member
}

// add adds a row, given by the names of its columns.
func (m *importer) add(table string, p named) {
	for _, t := range copied() {
		if t.name == table {
			m.rows[table] = append(m.rows[table], valuesOf(t.columns, p))
		}
	}
}

// look finds what is there already of what lines name.
func (m *importer) look(lines []ledger.Exported) (err error) {
	named := map[string][]string{}
	for _, e := range lines {
		for _, f := range e.Says {
			named[e.What+" "+f.Name] = append(named[e.What+" "+f.Name], f.Value)
		}
	}
	hashes := append(append(named["document text"], named["reading text"]...), named["record text"]...)
	ids := append(append(named["reading record"], named["decision record"]...), named["decision version"]...)
	if m.blobs, err = m.keys("FindBlobs", named["capture sha256"]); err != nil {
		return err
	}
	if m.texts, err = m.keys("FindTexts", hashes); err != nil {
		return err
	}
	m.records, err = m.keys("FindRecords", ids)
	return err
}

func (m *importer) line(e ledger.Exported) error {
	if e.Sequence != m.last+1 {
		return fmt.Errorf("it stands where line %d should", m.last+1)
	}
	make := map[string]func(ledger.Exported) error{
		ledger.CaptureLine: m.capture, ledger.DocumentLine: m.document, ledger.ReadingLine: m.reading,
		ledger.RecordLine: m.recordLine, ledger.DecisionLine: m.decision, ledger.LinkLine: m.link, ledger.CollectionLine: m.collected,
	}[e.What]
	if make == nil {
		return fmt.Errorf("this version does not know a %q", e.What)
	}
	l := e.Line()
	hash := l.Seal(m.head)
	m.add("log", named{"sequence": l.Sequence, "at": l.At.UnixNano(), "what": l.What, "id": l.ID, "content": l.Content[:], "hash": hash[:]})
	first, nodes, err := m.edge.Add(l.Leaf())
	for i, node := range nodes {
		m.add("tree", named{"place": first + int64(i), "hash": node[:]})
	}
	m.last, m.head, m.lines = l.Sequence, hash, m.lines+1
	return errors.Join(err, make(e))
}

func (m *importer) capture(e ledger.Exported) error {
	hash := e.Said("sha256")
	blob, known := m.blobs[hash]
	if !known {
		if demarche.HashOf(e.Bytes) != hash {
			return fmt.Errorf("its bytes have another hash")
		}
		packed := m.store.packer.Pack(e.Bytes)
		sum := sha256.Sum256(packed)
		blob = e.Sequence
		m.blobs[hash] = blob
		m.add("blobs", named{"key": blob, "sha256": hash, "size": int64(len(e.Bytes)), "packed_sha256": sum[:], "packed": packed})
	}
	m.add("captures", captureRow(e.Sequence, blob, e.CaptureFacts()))
	return nil
}

func (m *importer) document(e ledger.Exported) error {
	hash := e.Said("text")
	text, known := m.texts[hash]
	if !known {
		if e.Text == nil || demarche.HashOf([]byte(*e.Text)) != hash {
			return fmt.Errorf("its text has another hash")
		}
		text = e.Sequence
		m.texts[hash] = text
		m.add("texts", named{"key": text, "hash": hash, "text": *e.Text})
	}
	facts, err := e.DocumentFacts()
	if err != nil {
		return err
	}
	m.touched = append(m.touched, text)
	m.add("documents", documentRow(e.Sequence, text, facts))
	return nil
}

// textOf gives the key of the text that a line is about.
func (m *importer) textOf(e ledger.Exported) (int64, error) {
	text, known := m.texts[e.Said("text")]
	if !known {
		return 0, fmt.Errorf("its text is not there")
	}
	return text, nil
}

func (m *importer) reading(e ledger.Exported) error {
	text, err := m.textOf(e)
	if err != nil {
		return err
	}
	document, err := e.Number("document")
	if err != nil {
		return err
	}
	members, err := e.Members()
	if err != nil {
		return err
	}
	m.readings, m.touched = append(m.readings, readingLine{e.Sequence, members}), append(m.touched, text)
	m.add("readings", named{"sequence": e.Sequence, "text": text, "document": document, "reader": e.Said("reader")})
	return nil
}

func (m *importer) recordLine(e ledger.Exported) error {
	text, err := m.textOf(e)
	if err != nil {
		return err
	}
	body := []byte(e.Said("body"))
	r, err := ledger.ParseRow(e.ID, body, 0)
	if err != nil {
		return err
	}
	row := ledger.Row{ID: e.Said("id"), Kind: r.Shared().Kind, Body: body, Index: ledger.IndexOf(r)}
	m.records[row.ID] = e.Sequence
	m.add("records", recordRow(e.Sequence, text, row))
	for _, p := range row.Index.Parts {
		m.add("parts", named{"record": e.Sequence, "role": p.Role, "state": p.State})
	}
	m.vectors.add(e.Sequence, row.Index.Told, row.Index.Evidence)
	return nil
}

func (m *importer) decision(e ledger.Exported) error {
	record, known := m.records[e.Said("record")]
	version, knownVersion := m.records[e.Said("version")]
	if !known || !knownVersion {
		return fmt.Errorf("the record that it is about is not there")
	}
	undoes, err := e.Number("undoes")
	if err != nil {
		return err
	}
	m.judged = append(m.judged, record)
	m.add("decisions", review.DecisionRow(record, demarche.Decision{Reviewer: e.Said("reviewer"), Reason: e.Said("reason")},
		ledger.Judged{Sequence: e.Sequence, What: demarche.Judgement(e.Said("what")), Version: version, Undoes: undoes}))
	return nil
}

func (m *importer) link(e ledger.Exported) error {
	l, err := e.Link()
	if err != nil {
		return err
	}
	m.add("links", review.LinkRow(l))
	return nil
}

// collected takes a line about a collection. A capture is put into one by the
// line after its own, before anybody saw it.
func (m *importer) collected(e ledger.Exported) error {
	f, err := e.CollectionFacts()
	if err != nil {
		return err
	}
	collection := e.Sequence
	if f.Did != ledger.CollectionMade {
		if collection, err = m.collectionMade(f.Name); err != nil {
			return err
		}
	}
	switch {
	case f.Did == ledger.CollectionTakes && f.Capture != e.Sequence-1:
		return fmt.Errorf("what is put into the collection %s is not the capture before", f.Name)
	case f.Did == ledger.CollectionPublished:
		m.published = append(m.published, collection)
	}
	m.add("collected", collectedRow(e.Sequence, collection, f))
	return nil
}

// collectionMade gives the line that made a collection.
func (m *importer) collectionMade(name string) (int64, error) {
	if line, known := m.made[name]; known {
		return line, nil
	}
	c, err := m.collection(name)
	if err == nil && m.made == nil {
		m.made = make(map[string]int64)
	}
	if err == nil {
		m.made[name] = c.line
	}
	return c.line, err
}

// publish has answers go by what everybody sees of collections that were published.
func (m *importer) publish() error {
	for _, collection := range m.published {
		texts, err := list(m.access, "TextsOfCollection", named{"collection": collection}, func(row scanner) (n int64, err error) { return n, row.Scan(&n) })
		if err != nil {
			return err
		}
		m.touched = append(m.touched, texts...)
	}
	return nil
}

// write writes the rows, and what follows from them.
func (m *importer) write() error {
	for _, r := range m.readings {
		for i, member := range r.members {
			record, known := m.records[member.ID]
			if !known {
				return ledger.BadExport(fmt.Errorf("record %s of the reading of line %d is not there", member.ID, r.sequence))
			}
			m.add("members", named{"reading": r.sequence, "record": record, "ordinal": int32(i), "confidence": member.Confidence})
		}
	}
	for _, t := range copied() {
		rows, write := m.rows[t.name], t.copy
		if m.inserted {
			write = t.insert
		}
		if len(rows) == 0 {
			continue
		}
		if err := write(m.writer, rows); err != nil {
			return fmt.Errorf("copy %s: %w", t.name, err)
		}
	}
	for _, step := range []func() error{m.publish, m.choose, m.judge, m.sought} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// choose chooses the document and reading of every text of which more was told.
func (m *importer) choose() error {
	var texts, documents []int64
	if err := rows.EachChoice(m, "TellingsOf", named{"texts": m.touched}, func(c rows.Choice) {
		texts, documents = append(texts, c.Text), append(documents, c.Document)
	}); err != nil {
		return err
	}
	_, err := m.exec("SetCurrents", named{"texts": texts, "documents": documents})
	return err
}

// judge notes what the decisions about every record come to.
func (m *importer) judge() error {
	var (
		records, versions []int64
		statuses          []string
	)
	if err := rows.EachReview(m, "DecisionsOf", named{"records": m.judged}, func(r rows.Reviewed) {
		records, statuses, versions = append(records, r.Record), append(statuses, string(r.Status)), append(versions, r.Version)
	}); err != nil {
		return err
	}
	_, err := m.exec("SetReviews", named{"records": records, "statuses": statuses, "versions": versions})
	return err
}

// sought keeps the words by which the texts and records are found.
func (m *importer) sought() error {
	if err := m.All("TitlesInSearch", named{"texts": m.touched}, func(row scanner) error {
		var (
			text        int64
			title, body string
		)
		err := row.Scan(&text, &title, &body)
		m.vectors.add(text, ledger.Searchable(title), ledger.Searchable(body))
		return err
	}); err != nil {
		return err
	}
	if _, err := m.exec("ForgetSearches", named{"entries": m.touched}); err != nil {
		return err
	}
	_, err := m.exec("SetSearches", m.vectors.named())
	return err
}
