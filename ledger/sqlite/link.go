package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// Link keeps in one transaction what a reviewer decided about how records hang
// together. The same by the same reviewer for the same reason is kept once.
func (s *Store) Link(ctx context.Context, l demarche.Link) (demarche.Link, error) {
	if s.write == nil {
		return l, s.readOnly("link")
	}
	l.These, l.Those = slices.Clone(l.These), slices.Clone(l.Those)
	for _, side := range [][]string{l.These, l.Those} {
		for i, id := range side {
			whole, err := s.CompleteID(ctx, id)
			if err != nil {
				return l, err
			}
			side[i] = whole
		}
		slices.Sort(side) // the order says nothing
	}
	if err := ledger.CheckLink(l); err != nil {
		return l, err
	}
	err := s.patiently(ctx, func() error {
		return s.writing(ctx, func(w *writer) error {
			var err error
			l, err = w.link(l)
			return err
		})
	})
	return l, s.explain("link", err)
}

// link keeps a link and gives it as it is kept.
func (w *writer) link(l demarche.Link) (demarche.Link, error) {
	if err := w.start(); err != nil {
		return l, err
	}
	if l.What == demarche.ToUndo {
		var err error
		if l, err = w.undoing(l); err != nil {
			return l, err
		}
	} else if had, err := w.newestLike(l); err != nil || ledger.SameLink(had, l) {
		return had, err
	}
	if err := w.unseenLink(l); err != nil {
		return l, err
	}
	sequence, err := w.line(ledger.LinkLine, l.These[0], ledger.Content(ledger.LinkLine, ledger.LinkSays(l)))
	if err != nil {
		return l, err
	}
	l.Sequence, l.At = sequence, w.at.UTC()
	return l, w.insertLink(l)
}

// unseenLink is the error of a link by one who has not seen the newest that
// names one of its records.
func (w *writer) unseenLink(l demarche.Link) error {
	if l.Seen == nil {
		return nil
	}
	ids, err := json.Marshal(slices.Concat(l.These, l.Those))
	if err != nil {
		return err
	}
	var newest int64
	if err := w.row("NewestLinkOf", named{"ids": string(ids)}).Scan(&newest); err != nil || newest <= *l.Seen {
		return err
	}
	return &demarche.Error{Code: demarche.Conflict, Op: "link", Path: l.These[0], Detail: "somebody has decided about these entries meanwhile",
		Hint: "look at what was decided, and decide again if you see it otherwise; nothing was kept"}
}

func (w *writer) insertLink(l demarche.Link) error {
	return w.exec("InsertLink", named{"sequence": l.Sequence, "relation": string(l.Relation), "what": string(l.What), "reviewer": l.Reviewer,
		"reason": l.Reason, "undoes": l.Undoes, "these": strings.Join(l.These, " "), "those": strings.Join(l.Those, " ")})
}

// undoing completes a link that takes another back by what that one says.
func (w *writer) undoing(l demarche.Link) (demarche.Link, error) {
	refused := func(detail string) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "link", Detail: fmt.Sprintf("line %d of the log %s", l.Undoes, detail),
			Hint: "demarche review links lists what can be taken back; nothing was kept"}
	}
	had, err := rows.ScanLink(w.row("LinkLineAt", named{"sequence": l.Undoes}))
	if errors.Is(err, sql.ErrNoRows) {
		return l, refused("is no link")
	}
	if err != nil {
		return l, err
	}
	if had.What == demarche.ToUndo {
		return l, refused("takes another back itself; make that one anew")
	}
	var undone int
	if err := w.row("LinkUndone", named{"sequence": l.Undoes}).Scan(&undone); err != nil {
		return l, err
	}
	if undone > 0 {
		return l, refused("is taken back already")
	}
	l.Relation, l.These, l.Those = had.Relation, had.These, had.Those
	return l, nil
}

// newestLike gives the newest link about the same records that counts; one that says nothing if there is none.
func (w *writer) newestLike(l demarche.Link) (demarche.Link, error) {
	sequence, known, err := w.find("LastLinkSaying", named{"relation": string(l.Relation), "these": strings.Join(l.These, " "), "those": strings.Join(l.Those, " ")})
	if err != nil || !known {
		return demarche.Link{}, err
	}
	had, err := rows.ScanLink(w.row("LinkLineAt", named{"sequence": sequence}))
	had.Sequence = sequence
	return had, err
}

// link writes an exported link.
func (m *importer) link(e ledger.Exported) error {
	undoes, err := e.Number("undoes")
	if err != nil {
		return err
	}
	return m.insertLink(demarche.Link{
		Sequence: e.Sequence, Relation: demarche.Relation(e.Said("relation")), What: demarche.Judgement(e.Said("what")), Reviewer: e.Said("reviewer"),
		Reason: e.Said("reason"), Undoes: undoes, These: ledger.IDList(e.Said("these")), Those: ledger.IDList(e.Said("those")),
	})
}
