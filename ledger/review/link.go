package review

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// Whole gives a link with whole ids in their order, as complete finds them, or
// refuses it.
func Whole(l demarche.Link, complete func(id string) (string, error)) (demarche.Link, error) {
	l.These, l.Those = slices.Clone(l.These), slices.Clone(l.Those)
	for _, side := range [][]string{l.These, l.Those} {
		for i, id := range side {
			whole, err := complete(id)
			if err != nil {
				return l, err
			}
			side[i] = whole
		}
		slices.Sort(side) // the order says nothing
	}
	return l, ledger.CheckLink(l)
}

// Link keeps what a reviewer decided about how records hang together, of which
// the whole ids are given, and gives it as it is kept. The same by the same
// reviewer for the same reason is kept once.
func Link(w Writer, l demarche.Link) (demarche.Link, error) {
	if l.What == demarche.ToUndo {
		var err error
		if l, err = undoing(w, l); err != nil {
			return l, err
		}
	} else if had, err := newestLike(w, l); err != nil || ledger.SameLink(had, l) {
		return had, err
	}
	if err := unseenLink(w, l); err != nil {
		return l, err
	}
	sequence, err := w.Line(ledger.LinkLine, l.These[0], ledger.Content(ledger.LinkLine, ledger.LinkSays(l)))
	if err != nil {
		return l, err
	}
	l.Sequence, l.At = sequence, w.At().UTC()
	return l, w.Write("InsertLink", LinkRow(l))
}

// unseenLink is the error of a link by one who has not seen the newest that
// names one of its records.
func unseenLink(w Writer, l demarche.Link) error {
	if l.Seen == nil {
		return nil
	}
	var newest int64
	if err := w.Row("NewestLinkOf", rows.Named{"ids": slices.Concat(l.These, l.Those)}).Scan(&newest); err != nil || newest <= *l.Seen {
		return err
	}
	return &demarche.Error{Code: demarche.Conflict, Op: "link", Path: l.These[0], Detail: "somebody has decided about these entries meanwhile",
		Hint: "look at what was decided, and decide again if you see it otherwise; nothing was kept"}
}

// LinkRow gives the columns of a link.
func LinkRow(l demarche.Link) rows.Named {
	return rows.Named{"sequence": l.Sequence, "relation": l.Relation, "what": l.What, "reviewer": l.Reviewer,
		"reason": l.Reason, "undoes": l.Undoes, "these": strings.Join(l.These, " "), "those": strings.Join(l.Those, " ")}
}

// undoing completes a link that takes another back by what that one says.
func undoing(w Writer, l demarche.Link) (demarche.Link, error) {
	refused := func(detail string) error { return refusedUndo(l.Undoes, detail) }
	had, err := rows.ScanLink(w.Row("LinkLineAt", rows.Named{"sequence": l.Undoes}))
	if errors.Is(err, sql.ErrNoRows) {
		return l, NoLink(l.Undoes)
	}
	if err != nil {
		return l, err
	}
	if had.What == demarche.ToUndo {
		return l, refused("takes another back itself; make that one anew")
	}
	var undone int
	if err := w.Row("LinkUndone", rows.Named{"sequence": l.Undoes}).Scan(&undone); err != nil {
		return l, err
	}
	if undone > 0 {
		return l, refused("is taken back already")
	}
	l.Relation, l.These, l.Those = had.Relation, had.These, had.Those
	return l, nil
}

func refusedUndo(line int64, detail string) error {
	return &demarche.Error{Code: demarche.Invalid, Op: "link", Detail: fmt.Sprintf("line %d of the log %s", line, detail),
		Hint: "demarche review links lists what can be taken back; nothing was kept"}
}

// NoLink is the error of taking back what is no link.
func NoLink(line int64) error { return refusedUndo(line, "is no link") }

// newestLike gives the newest link about the same records that counts; one that says nothing if there is none.
func newestLike(w Writer, l demarche.Link) (demarche.Link, error) {
	sequence, known, err := rows.Find(w, "LastLinkSaying", rows.Named{"relation": l.Relation, "these": strings.Join(l.These, " "), "those": strings.Join(l.Those, " ")})
	if err != nil || !known {
		return demarche.Link{}, err
	}
	had, err := rows.ScanLink(w.Row("LinkLineAt", rows.Named{"sequence": sequence}))
	had.Sequence = sequence
	return had, err
}
