package rows

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
func (q Questions) Export(ctx context.Context, to io.Writer, progress func(done, total int)) (head demarche.Head, err error) {
	w := ledger.NewExportWriter(to)
	err = q.base.Reading(ctx, func(m Moment) error {
		if head, err = Head(m); err != nil {
			return err
		}
		if err := w.Begin(head); err != nil {
			return err
		}
		return exporter{m, w.Line}.lines(0, head.Size, progress)
	})
	if err == nil {
		err = w.Flush()
	}
	return head, q.base.Explain("export", err)
}

// Lines gives take every line after a line with all that it says, as they are
// at one moment, and gives the head of the log then.
func (q Questions) Lines(ctx context.Context, after int64, take func(ledger.Exported) error) (head demarche.Head, err error) {
	err = q.base.Reading(ctx, func(m Moment) error {
		if head, err = Head(m); err != nil {
			return err
		}
		return exporter{m, take}.lines(after, head.Size, nil)
	})
	return head, q.base.Explain("export", err)
}

// linesAtATime is how many lines an export holds in memory.
const linesAtATime = 256

type exporter struct {
	Moment
	take func(ledger.Exported) error
}

// lines takes what the lines say a few lines at a time from the tables.
func (e exporter) lines(after, total int64, progress func(done, total int)) error {
	for after < total {
		some, err := List(e, "SomeLines", Named{"after": after, "most": linesAtATime}, func(row Row) (ledger.Line, error) {
			l, _, err := ScanLine(row)
			return l, err
		})
		if err != nil {
			return err
		}
		if len(some) == 0 {
			return Damaged(e, "", fmt.Errorf("line %d of the log is not there", after+1))
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
		ledger.CaptureLine: e.capture, ledger.DocumentLine: e.document, ledger.ReadingLine: e.reading,
		ledger.RecordLine: e.record, ledger.DecisionLine: e.decision, ledger.LinkLine: e.link, ledger.CollectionLine: e.collection,
	}[l.What]
	if read == nil {
		return Damaged(e, l.ID, fmt.Errorf("it is a %q", l.What))
	}
	if err := read(&out); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return Damaged(e, l.ID, errors.New("it is not there"))
		}
		return err
	}
	if ledger.Content(l.What, out.Says) != l.Content {
		return Damaged(e, l.ID, fmt.Errorf("it is not what the log says was kept"))
	}
	return e.take(out)
}

func (e exporter) at(query string, sequence int64) Row {
	return e.Row(query, Named{"sequence": sequence})
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
		return Damaged(e, out.ID, err)
	}
	return nil
}

func (e exporter) document(out *ledger.Exported) error {
	var (
		f    ledger.DocumentFacts
		text sql.NullString // of the first document with this text
	)
	if err := e.at("DocumentAt", out.Sequence).Scan(slices.Concat([]any{&f.Text, &f.Capture}, Told(&f), []any{&text})...); err != nil {
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
	members, err := List(e, "MembersOf", Named{"reading": out.Sequence}, func(row Row) (m ledger.Member, err error) {
		var ordinal int
		return m, row.Scan(&ordinal, &m.ID, &m.Confidence)
	})
	out.Says = ledger.ReadingSays(text, document, reader, members)
	return err
}

func (e exporter) record(out *ledger.Exported) error {
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
	l, err := ScanLink(e.at("LinkLineAt", out.Sequence))
	out.Says = ledger.LinkSays(l)
	return err
}

func (e exporter) collection(out *ledger.Exported) error {
	var (
		f     ledger.CollectionFacts
		teams string
	)
	err := e.at("CollectionLineAt", out.Sequence).Scan(&f.Name, &f.Did, &teams, &f.Capture, &f.By, &f.Reason)
	f.Teams = ledger.IDList(teams)
	out.Says = ledger.CollectionSays(f)
	return err
}
