package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// addQueries names the statements of Add and Decide, which are prepared once.
func addQueries() []string {
	return []string{"LastLine", "InsertLine", "InsertNode", "FindBlob", "InsertBlob", "FindCapture", "InsertCapture",
		"FindText", "InsertText", "Tellings", "LatestTelling", "InsertDocument",
		"FindReading", "NewestReading", "InsertReading", "FindRecord", "InsertRecord", "InsertMember", "InsertPart", "SetCurrent", "CurrentTitle", "TitleInSearch", "SetSearch",
		"RecordToJudge", "RecordAt", "DecisionsAbout", "DecisionAt", "InsertDecision", "SetReview",
		"InsertLink", "LinkLineAt", "LinkUndone", "LastLinkSaying", "NewestLinkOf", "InsertCollected"}
}

// Add keeps a capture, its document and its reading in one transaction.
//
// A capture is the same if its bytes and its address are, a document if the
// capture, the text and all that is said about it are, a reading if the text,
// the day of publication and the version of the reader are. Add says Already
// if nothing of the three was new. A context that ends before the transaction
// is committed leaves the ledger as it was.
func (s *Store) Add(ctx context.Context, c demarche.Capture, d demarche.Document, r demarche.Reading) (demarche.Outcome, error) {
	if s.write == nil {
		return "", s.readOnly("add")
	}
	a, err := ledger.Check(c, d, r)
	if err != nil {
		return "", err
	}
	var outcome demarche.Outcome
	err = s.patiently(ctx, func() error {
		outcome, err = s.addOnce(ctx, a)
		return err
	})
	return outcome, s.explain("add", err)
}

// addOnce keeps an addition, and says whether any of it was new.
func (s *Store) addOnce(ctx context.Context, a *ledger.Addition) (demarche.Outcome, error) {
	outcome := demarche.Already
	err := s.writing(ctx, func(w *writer) error {
		err := w.add(ctx, a)
		if w.lines > 0 {
			outcome = demarche.Added
		}
		return err
	})
	return outcome, err
}

// writing gives do a transaction, and commits what it wrote unless it fails.
// It tries to begin, and then runs to the end: a statement that is broken
// off in the middle would only be more to undo. The context is heeded while
// waiting for the connection, before the commit, and by do between its parts.
func (s *Store) writing(ctx context.Context, do func(w *writer) error) error {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // back to the pool
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing after Commit
	w := &writer{store: s, ctx: context.WithoutCancel(ctx), tx: tx, at: s.clock()}
	if err := do(w); err != nil || w.lines == 0 {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

// writer writes one addition or decision in one transaction.
type writer struct {
	store *Store
	ctx   context.Context
	tx    *sql.Tx
	at    time.Time
	last  int64       // sequence of the newest line
	head  ledger.Hash // its hash
	edge  *ledger.Edge
	lines int // written by this writer
}

func (w *writer) add(ctx context.Context, a *ledger.Addition) error {
	if err := w.start(); err != nil {
		return err
	}
	capture, err := w.capture(a)
	if err != nil {
		return fmt.Errorf("keep capture: %w", err)
	}
	text, document, err := w.document(a, capture)
	if err != nil {
		return fmt.Errorf("keep document: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := w.reading(text, document, read{hash: a.Text, published: a.Document.Published, reader: a.Reader, rows: a.Rows}); err != nil {
		return fmt.Errorf("keep reading: %w", err)
	}
	if w.lines == 0 {
		return nil
	}
	if err := w.choose(text); err != nil {
		return fmt.Errorf("choose reading: %w", err)
	}
	return nil
}

// start finds the end of the log.
func (w *writer) start() error {
	var (
		at   int64
		hash []byte
	)
	switch err := w.Row("LastLine", nil).Scan(&w.last, &at, &hash); {
	case errors.Is(err, sql.ErrNoRows):
		w.edge = &ledger.Edge{}
		return nil
	case err != nil:
		return err
	case len(hash) != sha256.Size:
		return &demarche.Error{Code: demarche.Corrupt, Op: "add", Path: w.store.path, Detail: "the newest line of the log is damaged",
			Hint: "run demarche verify to see what is damaged, and go back to a copy of the file"}
	}
	w.head = ledger.Hash(hash)
	var err error
	w.edge, err = ledger.LoadEdge(w.last, rows.Nodes(access{ctx: w.ctx, on: w.tx, queries: w.store.queries}))
	return err
}

// Line writes the next line of the log, with the nodes of the tree that it
// completes, and gives its sequence.
func (w *writer) Line(what, id string, content ledger.Hash) (int64, error) {
	l := ledger.Line{Sequence: w.last + 1, At: w.at, What: what, ID: id, Content: content}
	hash := l.Seal(w.head)
	if err := w.Write("InsertLine", named{"sequence": l.Sequence, "at": l.At.UnixNano(), "what": what, "id": id,
		"content": content[:], "hash": hash[:]}); err != nil {
		return 0, err
	}
	w.last, w.head, w.lines = l.Sequence, hash, w.lines+1
	return l.Sequence, grow(w.edge, l, func(place int64, hash ledger.Hash) error {
		return w.Write("InsertNode", named{"place": place, "hash": hash[:]})
	})
}

// capture keeps the captured bytes and where they came from, and gives the
// sequence of the capture.
func (w *writer) capture(a *ledger.Addition) (int64, error) {
	blob, known, err := w.find("FindBlob", named{"sha256": a.Bytes})
	if err != nil {
		return 0, err
	}
	if known {
		if sequence, there, err := w.find("FindCapture", named{"blob": blob, "address": a.Capture.Address}); err != nil || there {
			return sequence, err
		}
	}
	facts := ledger.CaptureFacts{Bytes: a.Bytes, Size: int64(len(a.Capture.Bytes)), Address: a.Capture.Address,
		Taken: ledger.TimeText(a.Capture.Taken), Media: a.Capture.Media, Head: string(a.Capture.Head)}
	sequence, err := w.Line(ledger.CaptureLine, a.Bytes, ledger.CaptureContent(facts))
	if err != nil {
		return 0, err
	}
	if !known {
		blob = sequence
		packed := w.store.packer.Pack(a.Capture.Bytes)
		sum := sha256.Sum256(packed)
		if err := w.Write("InsertBlob", named{"key": blob, "sha256": a.Bytes, "size": facts.Size, "packed_sha256": sum[:], "packed": packed}); err != nil {
			return 0, err
		}
	}
	return sequence, w.insertCapture(sequence, blob, facts)
}

// insertCapture writes what a capture says; blob is the key of its bytes.
func (w *writer) insertCapture(sequence, blob int64, f ledger.CaptureFacts) error {
	return w.Write("InsertCapture", named{"sequence": sequence, "blob": blob, "address": f.Address, "taken": f.Taken, "media": f.Media, "head": []byte(f.Head)})
}

// document keeps the text and what is said about it, and gives the key of the
// text and the sequence of the document.
func (w *writer) document(a *ledger.Addition, capture int64) (text, sequence int64, err error) {
	facts := ledger.FactsOf(a.Document, a.Text, capture)
	text, known, err := w.find("FindText", named{"hash": a.Text})
	if err != nil {
		return 0, 0, err
	}
	if known {
		sequence, same, err := w.latestTelling(text, facts)
		if err != nil || same {
			return text, sequence, err
		}
	}
	if sequence, err = w.Line(ledger.DocumentLine, a.Text, ledger.DocumentContent(facts)); err != nil {
		return 0, 0, err
	}
	if !known {
		text = sequence
		if err := w.Write("InsertText", named{"key": text, "hash": a.Text, "text": a.Document.Text}); err != nil {
			return 0, 0, err
		}
	}
	return text, sequence, w.insertDocument(sequence, text, facts)
}

// insertDocument writes what a document says; text is the key of its text.
func (w *writer) insertDocument(sequence, text int64, f ledger.DocumentFacts) error {
	return w.Write("InsertDocument", named{"sequence": sequence, "text": text, "capture": f.Capture, "name": f.Name,
		"title": f.Title, "published": f.Published, "lang": f.Lang, "agency": f.Agency,
		"publisher": f.Publisher, "byline": f.Byline, "canonical": f.Canonical, "extractor": f.Extractor, "corrections": f.Corrections, "published_at": f.PublishedAt})
}

// latestTelling reports whether the capture's latest document of the text says
// the same already, and gives its sequence.
func (w *writer) latestTelling(text int64, facts ledger.DocumentFacts) (int64, bool, error) {
	had := ledger.DocumentFacts{Text: facts.Text, Capture: facts.Capture}
	var sequence int64
	err := w.Row("LatestTelling", named{"text": text, "capture": facts.Capture}).Scan(append([]any{&sequence}, rows.Told(&had)...)...)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return sequence, err == nil && had == facts, err
}

// read is what one version of the reader found in a text.
type read struct {
	hash      string // of the text
	published demarche.Date
	reader    string
	rows      []ledger.Row
}

// reading keeps the reading and those of its records that no earlier reading
// of the text had.
func (w *writer) reading(text, document int64, r read) error {
	_, there, err := w.find("FindReading", named{"text": text, "published": string(r.published), "reader": r.reader})
	if err != nil || there {
		return err
	}
	members := make([]ledger.Member, len(r.rows))
	for i, row := range r.rows {
		members[i] = ledger.Member{ID: row.ID, Confidence: row.Confidence}
	}
	reading, err := w.Line(ledger.ReadingLine, r.hash, ledger.ReadingContent(r.hash, document, r.reader, members))
	if err != nil {
		return err
	}
	if err := w.Write("InsertReading", named{"sequence": reading, "text": text, "document": document, "reader": r.reader}); err != nil {
		return err
	}
	for i, row := range r.rows {
		record, err := w.Record(r.hash, text, row)
		if err != nil {
			return err
		}
		if err := w.Write("InsertMember", named{"reading": reading, "record": record, "ordinal": i, "confidence": row.Confidence}); err != nil {
			return err
		}
	}
	return nil
}

// Record gives the sequence of a record of a text, which is kept if it is not there.
func (w *writer) Record(hash string, text int64, row ledger.Row) (int64, error) {
	if sequence, there, err := w.find("FindRecord", named{"id": row.ID}); err != nil || there {
		return sequence, err
	}
	sequence, err := w.Line(ledger.RecordLine, row.ID, ledger.RecordContent(row.ID, hash, row.Body))
	if err != nil {
		return 0, err
	}
	return sequence, w.insertRecord(sequence, text, row)
}

// insertRecord writes a record and what it is looked up by.
func (w *writer) insertRecord(sequence, text int64, row ledger.Row) error {
	if err := w.Write("InsertRecord", named{"sequence": sequence, "id": row.ID, "text": text, "kind": string(row.Kind),
		"day": string(row.Index.Day), "names": row.Index.Names, "body": string(row.Body)}); err != nil {
		return err
	}
	for _, p := range row.Index.Parts {
		if err := w.Write("InsertPart", named{"record": sequence, "role": string(p.Role), "state": string(p.State)}); err != nil {
			return err
		}
	}
	return w.Write("SetSearch", named{"row": sequence, "head": row.Index.Told, "body": row.Index.Evidence})
}

// choose notes which document and reading of the text answers go by from now
// on, and the words by which the text is found if its title is another.
func (w *writer) choose(text int64) error {
	before, known, err := w.title(text)
	if err != nil {
		return err
	}
	if err := w.setCurrent(text); err != nil {
		return err
	}
	if after, _, err := w.title(text); err != nil || known && after == before {
		return err
	}
	return w.searchText(text)
}

// title gives the title of the document of a text that answers go by; false if there is none yet.
func (w *writer) title(text int64) (title string, known bool, err error) {
	err = w.Row("CurrentTitle", named{"text": text}).Scan(&title)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return title, err == nil, err
}

func (w *writer) setCurrent(text int64) error {
	tellings, err := w.tellings(text)
	if err != nil {
		return err
	}
	best := ledger.Choose(tellings)
	reading, _, err := w.find("NewestReading", named{"text": text, "published": string(best.Published)})
	if err != nil {
		return err
	}
	return w.Write("SetCurrent", named{"text": text, "document": best.Sequence, "reading": reading})
}

func (w *writer) tellings(text int64) ([]ledger.Telling, error) {
	return rows.List(w, "Tellings", named{"text": text}, func(row scanner) (t ledger.Telling, err error) {
		return t, row.Scan(&t.Sequence, &t.Capture, &t.Published)
	})
}

func (w *writer) stmt(query string) *sql.Stmt { return w.tx.StmtContext(w.ctx, w.store.insert[query]) }

// Write runs a statement.
func (w *writer) Write(query string, p named) error {
	_, err := w.stmt(query).ExecContext(w.ctx, arguments(p)...)
	return err
}

// Row gives the one row of a query.
func (w *writer) Row(query string, p named) scanner {
	return w.stmt(query).QueryRowContext(w.ctx, arguments(p)...)
}

// All calls take with each row of a query.
func (w *writer) All(query string, p named, take func(scanner) error) error {
	return each(take)(w.stmt(query).QueryContext(w.ctx, arguments(p)...))
}

// At is when the lines are kept.
func (w *writer) At() time.Time { return w.at }

// find runs a query for one number and reports whether there was one.
func (w *writer) find(query string, p named) (int64, bool, error) { return rows.Find(w, query, p) }
