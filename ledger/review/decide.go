// Package review keeps what reviewers decided about records, and how records
// hang together, whichever database it is written to.
package review

import (
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// Writer writes to the log in one transaction.
type Writer interface {
	rows.Reader // of what the transaction wrote too
	// Write runs a statement of the store by its name.
	Write(query string, p rows.Named) error
	// Line writes the next line of the log and gives its sequence.
	Line(what, id string, content ledger.Hash) (int64, error)
	// Record gives the sequence of a record of a text, which is kept if it is not there.
	Record(hash string, text int64, row ledger.Row) (int64, error)
	// At is when the lines are kept.
	At() time.Time
}

// judged is the record that a decision is about.
type judged struct {
	given     int64 // sequence of the record that was named
	record    int64 // of the one that was read, which is another if the named one amends it
	text      int64
	hash      string
	words     string // the text
	original  demarche.Record
	givenID   string
	decisions []ledger.Judged
}

// Decide keeps a decision about a record, of which the whole id is given, with
// the amended record if it has one, and gives the id of the record that is
// answered then. The same decision by the same reviewer for the same reason is
// kept once.
func Decide(w Writer, d demarche.Decision) (string, error) {
	j, err := judgedBy(w, d.Record)
	if err != nil {
		return "", err
	}
	before := ledger.Judge(j.record, j.decisions)
	next := ledger.Judged{What: d.What, Version: j.record}
	d.Record, d.Version = j.original.Shared().ID, j.original.Shared().ID
	switch d.What {
	case demarche.ToAccept:
		next.Version, d.Version = j.given, j.givenID
	case demarche.ToAmend:
		next.Version, d.Version, err = amended(w, j, d.Amended)
	case demarche.ToUndo:
		if next.Undoes, err = before.Counts, nil; before.Counts == 0 {
			err = &demarche.Error{Code: demarche.Invalid, Op: "decide", Path: d.Record, Detail: "there is no decision about it to undo",
				Hint: "demarche show tells what was decided"}
		}
		d.Undoes = next.Undoes
	}
	late := unseen(j, d)
	if err != nil && late == nil {
		return "", err
	}
	if err != nil {
		return "", late // what was decided meanwhile may be why it cannot be
	}
	if same, err := sameDecision(w, j, before, next, d); err != nil || same {
		return d.Version, err
	}
	if late != nil {
		return "", late
	}
	if next.Sequence, err = w.Line(ledger.DecisionLine, d.Record, ledger.Content(ledger.DecisionLine, ledger.DecisionSays(d))); err != nil {
		return "", err
	}
	if err := Insert(w, j.record, d, next); err != nil {
		return "", err
	}
	id, _, err := recordAt(w, ledger.Judge(j.record, append(j.decisions, next)).Version)
	return id, err
}

// unseen is the error of a decision by one who has not seen the newest about its record.
func unseen(j judged, d demarche.Decision) error {
	newest := int64(0)
	if n := len(j.decisions); n > 0 {
		newest = j.decisions[n-1].Sequence
	}
	if d.Seen == nil || newest <= *d.Seen {
		return nil
	}
	return &demarche.Error{Code: demarche.Conflict, Op: "decide", Path: j.givenID, Detail: "somebody has decided about it meanwhile",
		Hint: "look at what was decided, and decide again if you see it otherwise; nothing was kept"}
}

// Insert writes a decision that has its line, and what all about its record come to.
func Insert(w Writer, record int64, d demarche.Decision, j ledger.Judged) error {
	if err := w.Write("InsertDecision", DecisionRow(record, d, j)); err != nil {
		return err
	}
	all, err := decisionsAbout(w, record)
	if err != nil {
		return err
	}
	after := ledger.Judge(record, all)
	return w.Write("SetReview", rows.Named{"record": record, "status": after.Status, "version": after.Version})
}

// DecisionRow gives the columns of a decision about the record of a sequence.
func DecisionRow(record int64, d demarche.Decision, j ledger.Judged) rows.Named {
	return rows.Named{"sequence": j.Sequence, "record": record, "what": j.What, "reviewer": d.Reviewer, "reason": d.Reason, "version": j.Version, "undoes": j.Undoes}
}

// judgedBy gives the record of an id, as far as a decision depends on it.
func judgedBy(w Writer, id string) (judged, error) {
	j := judged{givenID: id}
	var body string
	err := w.Row("RecordToJudge", rows.Named{"id": id}).Scan(&j.given, &j.text, &j.hash, &j.words, &body, &j.record)
	if err != nil {
		return j, err
	}
	original := id
	if j.record != j.given {
		if original, body, err = recordAt(w, j.record); err != nil {
			return j, err
		}
	}
	if j.original, err = ledger.ParseRow(original, []byte(body), 0); err != nil {
		return j, err
	}
	j.decisions, err = decisionsAbout(w, j.record)
	return j, err
}

func decisionsAbout(w Writer, record int64) ([]ledger.Judged, error) {
	return rows.List(w, "DecisionsAbout", rows.Named{"record": record}, func(row rows.Row) (d ledger.Judged, err error) {
		return d, row.Scan(&d.Sequence, &d.What, &d.Version, &d.Undoes)
	})
}

// amended keeps the record that a reviewer wrote and gives its sequence and id.
func amended(w Writer, j judged, r demarche.Record) (int64, string, error) {
	row, err := ledger.AmendedRow(j.words, j.hash, j.original, r)
	if err != nil {
		return 0, "", err
	}
	sequence, err := w.Record(j.hash, j.text, row)
	return sequence, row.ID, err
}

// sameDecision reports whether the decision that counts says the same already.
func sameDecision(w Writer, j judged, before ledger.Review, next ledger.Judged, d demarche.Decision) (bool, error) {
	if next.What == demarche.ToUndo || before.Counts == 0 {
		return false, nil
	}
	for _, had := range j.decisions {
		if had.Sequence != before.Counts || had.What != next.What || had.Version != next.Version {
			continue
		}
		var reviewer, reason string
		err := w.Row("DecisionAt", rows.Named{"sequence": had.Sequence}).Scan(&reviewer, &reason)
		return err == nil && reviewer == d.Reviewer && reason == d.Reason, err
	}
	return false, nil
}

func recordAt(w Writer, sequence int64) (id, body string, err error) {
	err = w.Row("RecordAt", rows.Named{"sequence": sequence}).Scan(&id, &body)
	return id, body, err
}
