package postgres

import (
	"context"

	"demarche"
	"demarche/ledger"
)

// Decide keeps a decision in one transaction, with the amended record if it
// has one, and gives the entry that is answered from then on. The same
// decision by the same reviewer for the same reason is kept once.
func (s *Store) Decide(ctx context.Context, d demarche.Decision) (demarche.Entry, error) {
	if s.readOnly {
		return demarche.Entry{}, s.refused("decide")
	}
	if err := ledger.CheckDecision(d); err != nil {
		return demarche.Entry{}, err
	}
	id, err := s.CompleteID(ctx, d.Record)
	if err != nil {
		return demarche.Entry{}, err
	}
	d.Record = id
	var answered string
	err = s.writing(ctx, func(w *writer) error {
		answered, err = w.decide(d)
		return err
	})
	if err != nil {
		return demarche.Entry{}, s.explain("decide", err)
	}
	return s.Entry(ctx, answered)
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

// decide keeps a decision and gives the id of the record that is answered then.
func (w *writer) decide(d demarche.Decision) (string, error) {
	if err := w.start(); err != nil {
		return "", err
	}
	j, err := w.judged(d.Record)
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
		next.Version, d.Version, err = w.amended(j, d.Amended)
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
	if same, err := w.sameDecision(j, before, next, d); err != nil || same {
		return d.Version, err
	}
	if late != nil {
		return "", late
	}
	if next.Sequence, err = w.line(ledger.DecisionLine, d.Record, ledger.Content(ledger.DecisionLine, ledger.DecisionSays(d))); err != nil {
		return "", err
	}
	if err := w.insertDecision(j.record, d, next); err != nil {
		return "", err
	}
	return w.idOf(ledger.Judge(j.record, append(j.decisions, next)).Version)
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

// insertDecision writes a decision, and what all about its record come to.
func (w *writer) insertDecision(record int64, d demarche.Decision, j ledger.Judged) error {
	w.queue("InsertDecision", decisionRow(record, d, j))
	all, err := w.decisionsAbout(record)
	if err != nil {
		return err
	}
	after := ledger.Judge(record, all)
	w.queue("SetReview", named{"record": record, "status": after.Status, "version": after.Version})
	return nil
}

func decisionRow(record int64, d demarche.Decision, j ledger.Judged) named {
	return named{"sequence": j.Sequence, "record": record, "what": j.What, "reviewer": d.Reviewer, "reason": d.Reason, "version": j.Version, "undoes": j.Undoes}
}

func (w *writer) judged(id string) (judged, error) {
	j := judged{givenID: id}
	var body string
	err := w.row("RecordToJudge", named{"id": id}).Scan(&j.given, &j.text, &j.hash, &j.words, &body, &j.record)
	if err != nil {
		return j, err
	}
	original := id
	if j.record != j.given {
		if err := w.row("RecordAt", named{"sequence": j.record}).Scan(&original, &body); err != nil {
			return j, err
		}
	}
	if j.original, err = ledger.ParseRow(original, []byte(body), 0); err != nil {
		return j, err
	}
	j.decisions, err = w.decisionsAbout(j.record)
	return j, err
}

func (w *writer) decisionsAbout(record int64) ([]ledger.Judged, error) {
	a, err := w.seeing()
	if err != nil {
		return nil, err
	}
	return list(a, "DecisionsAbout", named{"record": record}, func(row scanner) (d ledger.Judged, err error) {
		return d, row.Scan(&d.Sequence, &d.What, &d.Version, &d.Undoes)
	})
}

// amended keeps the record that a reviewer wrote and gives its sequence and id.
func (w *writer) amended(j judged, r demarche.Record) (int64, string, error) {
	row, err := ledger.AmendedRow(j.words, j.hash, j.original, r)
	if err != nil {
		return 0, "", err
	}
	sequence, err := w.record(j.hash, j.text, row)
	return sequence, row.ID, err
}

// sameDecision reports whether the decision that counts says the same already.
func (w *writer) sameDecision(j judged, before ledger.Review, next ledger.Judged, d demarche.Decision) (bool, error) {
	if next.What == demarche.ToUndo || before.Counts == 0 {
		return false, nil
	}
	for _, had := range j.decisions {
		if had.Sequence != before.Counts || had.What != next.What || had.Version != next.Version {
			continue
		}
		var reviewer, reason string
		err := w.row("DecisionAt", named{"sequence": had.Sequence}).Scan(&reviewer, &reason)
		return err == nil && reviewer == d.Reviewer && reason == d.Reason, err
	}
	return false, nil
}

func (w *writer) idOf(record int64) (string, error) {
	var id, body string
	err := w.row("RecordAt", named{"sequence": record}).Scan(&id, &body)
	return id, err
}
