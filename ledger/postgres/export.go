package postgres

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
func (s *Store) Export(ctx context.Context, to io.Writer, progress func(done, total int)) (head demarche.Head, err error) {
	w := ledger.NewExportWriter(to)
	err = s.reading(ctx, func(a access) error {
		if head, err = a.head(); err != nil {
			return err
		}
		if err := w.Begin(head); err != nil {
			return err
		}
		return exporter{a, w.Line}.lines(0, head.Size, progress)
	})
	if err == nil {
		err = w.Flush()
	}
	return head, s.explain("export", err)
}

// Lines gives take every line after a line with all that it says.
func (s *Store) Lines(ctx context.Context, after int64, take func(ledger.Exported) error) (head demarche.Head, err error) {
	err = s.reading(ctx, func(a access) error {
		if head, err = a.head(); err != nil {
			return err
		}
		return exporter{a, take}.lines(after, head.Size, nil)
	})
	return head, s.explain("export", err)
}

// HeadAt gives the head that the log had when it was so many lines long.
func (s *Store) HeadAt(ctx context.Context, size int64) (h demarche.Head, err error) {
	if size == 0 {
		return h, nil
	}
	err = s.reading(ctx, func(a access) error {
		_, hash, err := scanLine(a.row("Line", named{"sequence": size}))
		if errors.Is(err, errNoRow) {
			return &demarche.Error{Code: demarche.NotFound, Op: "read ledger", Path: s.shown, Detail: fmt.Sprintf("its log was never %d lines long", size)}
		}
		if err != nil {
			return err
		}
		edge, err := ledger.LoadEdge(size, a.nodes)
		if err != nil {
			return err
		}
		h.Size, h.Chain = size, hash.String()
		h.Tree, err = edge.Root()
		return err
	})
	return h, s.explain("read ledger", err)
}

type exporter struct {
	access
	take func(ledger.Exported) error
}

// lines takes what the lines say a few lines at a time from the tables.
func (e exporter) lines(after, total int64, progress func(done, total int)) error {
	for after < total {
		some, err := list(e.access, "SomeLines", named{"after": after, "most": manyRows}, func(row scanner) (ledger.Line, error) {
			l, _, err := scanLine(row)
			return l, err
		})
		if err != nil {
			return err
		}
		if len(some) == 0 {
			return damagedEntry("", fmt.Errorf("line %d of the log is not there", after+1))
		}
		for _, l := range some {
			if err := e.write(l); err != nil {
				return fmt.Errorf("line %d: %w", l.Sequence, err)
			}
			after = l.Sequence
		}
		if progress != nil {
			progress(int(after), int(total))
		}
	}
	return nil
}

// write writes a line with all that it says.
func (e exporter) write(l ledger.Line) error {
	out := ledger.Exported{Sequence: l.Sequence, At: l.At.UTC(), What: l.What, ID: l.ID}
	read := map[string]func(*ledger.Exported) error{
		ledger.CaptureLine: e.capture, ledger.DocumentLine: e.documentLine, ledger.ReadingLine: e.reading,
		ledger.RecordLine: e.recordLine, ledger.DecisionLine: e.decision, ledger.LinkLine: e.link,
	}[l.What]
	if read == nil {
		return damagedEntry(l.ID, fmt.Errorf("it is a %q", l.What))
	}
	if err := read(&out); err != nil {
		if errors.Is(err, errNoRow) {
			return damagedEntry(l.ID, errors.New("it is not there"))
		}
		return err
	}
	if ledger.Content(l.What, out.Says) != l.Content {
		return damagedEntry(l.ID, fmt.Errorf("it is not what the log says was kept"))
	}
	return e.take(out)
}

func (e exporter) at(query string, sequence int64) scanner {
	return e.row(query, named{"sequence": sequence})
}

func (e exporter) capture(out *ledger.Exported) error {
	var (
		f      ledger.CaptureFacts
		head   []byte
		packed []byte // of the first capture with these bytes
	)
	if err := e.at("CaptureAt", out.Sequence).Scan(&f.Bytes, &f.Size, &f.Address, &f.Taken, &f.Media, &head, &packed); err != nil {
		return err
	}
	f.Head = string(head)
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

func (e exporter) documentLine(out *ledger.Exported) error {
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

func (e exporter) reading(out *ledger.Exported) error {
	var (
		text, reader string
		document     int64
	)
	if err := e.at("ReadingAt", out.Sequence).Scan(&text, &document, &reader); err != nil {
		return err
	}
	members, err := list(e.access, "MembersOf", named{"reading": out.Sequence}, func(row scanner) (m ledger.Member, err error) {
		var ordinal int
		return m, row.Scan(&ordinal, &m.ID, &m.Confidence)
	})
	out.Says = ledger.ReadingSays(text, document, reader, members)
	return err
}

func (e exporter) recordLine(out *ledger.Exported) error {
	var id, text, body string
	if err := e.at("RecordLineAt", out.Sequence).Scan(&id, &text, &body); err != nil {
		return err
	}
	out.Says = ledger.RecordSays(id, text, []byte(body))
	return nil
}

func (e exporter) decision(out *ledger.Exported) error {
	var d demarche.Decision
	if err := e.at("DecisionLineAt", out.Sequence).Scan(&d.Record, &d.What, &d.Reviewer, &d.Reason, &d.Version, &d.Undoes); err != nil {
		return err
	}
	out.Says = ledger.DecisionSays(d)
	return nil
}

func (e exporter) link(out *ledger.Exported) error {
	l, err := scanLink(e.at("LinkLineAt", out.Sequence))
	out.Says = ledger.LinkSays(l)
	return err
}
