package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/pack"
)

// Export writes the whole ledger as it is at one moment, in the form of
// ledger.ExportForm: with its sequences, times and hashes, so that an import
// has the same log. progress, if not nil, is told how many lines are done. A
// line that is not what was kept is an error.
func (s *Store) Export(ctx context.Context, to io.Writer, progress func(done, total int)) (demarche.Head, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return demarche.Head{}, s.explain("export", err)
	}
	defer func() { _ = tx.Rollback() }()
	head, err := s.headIn(ctx, tx)
	if err != nil {
		return head, s.explain("export", err)
	}
	w := ledger.NewExportWriter(to)
	if err := w.Begin(head); err != nil {
		return head, s.explain("export", err)
	}
	e := &exporter{prover: prover{ctx: ctx, store: s, tx: tx}, take: w.Line}
	if err := e.lines(head.Size, progress); err != nil {
		return head, s.explain("export", err)
	}
	return head, s.explain("export", w.Flush())
}

type exporter struct {
	prover
	after int64 // lines up to this one are left out
	take  func(ledger.Exported) error
}

func (e *exporter) lines(total int64, progress func(done, total int)) error {
	rows, err := e.tx.QueryContext(e.ctx, e.store.queries["LogLines"])
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		line, _, err := scanLine(rows)
		if err != nil {
			return err
		}
		if line.Sequence <= e.after {
			continue
		}
		if err := e.write(line); err != nil {
			return fmt.Errorf("line %d: %w", line.Sequence, err)
		}
		if progress != nil && (line.Sequence%256 == 0 || line.Sequence == total) {
			progress(int(line.Sequence), int(total))
		}
	}
	return rows.Err()
}

// write writes a line with all that it says.
func (e *exporter) write(l ledger.Line) error {
	out := ledger.Exported{Sequence: l.Sequence, At: l.At.UTC(), What: l.What, ID: l.ID}
	read := map[string]func(*ledger.Exported) error{
		ledger.CaptureLine: e.capture, ledger.DocumentLine: e.documentLine, ledger.ReadingLine: e.reading,
		ledger.RecordLine: e.recordLine, ledger.DecisionLine: e.decision, ledger.LinkLine: e.link,
	}[l.What]
	if read == nil {
		return damagedEntry(l.ID, fmt.Errorf("it is a %q", l.What))
	}
	if err := read(&out); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return damagedEntry(l.ID, errors.New("it is not there"))
		}
		return err
	}
	if ledger.Content(l.What, out.Says) != l.Content {
		return damagedEntry(l.ID, fmt.Errorf("it is not what the log says was kept"))
	}
	return e.take(out)
}

func (e *exporter) at(query string, sequence int64) *sql.Row {
	return e.tx.QueryRowContext(e.ctx, e.store.queries[query], sql.Named("sequence", sequence))
}

func (e *exporter) capture(out *ledger.Exported) error {
	var (
		f      ledger.CaptureFacts
		packed []byte // of the first capture with these bytes
	)
	if err := e.at("CaptureAt", out.Sequence).Scan(&f.Bytes, &f.Size, &f.Address, &f.Taken, &f.Media, &f.Head, &packed); err != nil {
		return err
	}
	out.Says = ledger.CaptureSays(f)
	if packed == nil {
		return nil
	}
	var err error
	if out.Bytes, err = pack.Unpack(packed, f.Size); err != nil {
		return damagedEntry(out.ID, err)
	}
	return nil
}

func (e *exporter) documentLine(out *ledger.Exported) error {
	var (
		f    ledger.DocumentFacts
		text sql.NullString // of the first document with this text
	)
	if err := e.at("DocumentAt", out.Sequence).Scan(slices.Concat([]any{&f.Text, &f.Capture}, told(&f), []any{&text})...); err != nil {
		return err
	}
	if out.Says = ledger.DocumentSays(f); text.Valid {
		out.Text = &text.String
	}
	return nil
}

func (e *exporter) reading(out *ledger.Exported) error {
	var (
		text, reader string
		document     int64
	)
	if err := e.at("ReadingAt", out.Sequence).Scan(&text, &document, &reader); err != nil {
		return err
	}
	rows, err := e.tx.QueryContext(e.ctx, e.store.queries["MembersOf"], sql.Named("reading", out.Sequence))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var members []ledger.Member
	for rows.Next() {
		var (
			ordinal int
			m       ledger.Member
		)
		if err := rows.Scan(&ordinal, &m.ID, &m.Confidence); err != nil {
			return err
		}
		members = append(members, m)
	}
	out.Says = ledger.ReadingSays(text, document, reader, members)
	return rows.Err()
}

func (e *exporter) recordLine(out *ledger.Exported) error {
	var id, text, body string
	if err := e.at("RecordLineAt", out.Sequence).Scan(&id, &text, &body); err != nil {
		return err
	}
	out.Says = ledger.RecordSays(id, text, []byte(body))
	return nil
}

func (e *exporter) decision(out *ledger.Exported) error {
	var d demarche.Decision
	if err := e.at("DecisionLineAt", out.Sequence).Scan(&d.Record, &d.What, &d.Reviewer, &d.Reason, &d.Version, &d.Undoes); err != nil {
		return err
	}
	out.Says = ledger.DecisionSays(d)
	return nil
}
