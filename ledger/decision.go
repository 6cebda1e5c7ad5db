package ledger

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche"
)

// Judgements lists what a reviewer can decide.
func Judgements() []demarche.Judgement {
	return []demarche.Judgement{demarche.ToAccept, demarche.ToAmend, demarche.ToReject, demarche.ToUndo}
}

// Judged is a decision about a record as far as the next one depends on it.
type Judged struct {
	Sequence int64 // of the decision in the log
	What     demarche.Judgement
	Version  int64 // sequence of the record that is answered from then on
	Undoes   int64 // sequence of the decision that is taken back
}

// Review is what the decisions about a record come to.
type Review struct {
	Status  demarche.ReviewStatus
	Version int64 // sequence of the record that is answered: the one that was read, or the one it was amended to
	Counts  int64 // sequence of the decision that counts, 0 if none does
}

// Judge gives what the decisions about a record, in the order of the log, come
// to: the newest one that is not taken back counts, and alone.
func Judge(record int64, decisions []Judged) Review {
	undone := map[int64]bool{}
	for _, d := range slices.Backward(decisions) {
		switch {
		case d.What == demarche.ToUndo:
			undone[d.Undoes] = true
		case undone[d.Sequence]:
		case d.What == demarche.ToReject:
			return Review{Status: demarche.Rejected, Version: record, Counts: d.Sequence}
		case d.Version != record:
			return Review{Status: demarche.Amended, Version: d.Version, Counts: d.Sequence}
		default:
			return Review{Status: demarche.Accepted, Version: record, Counts: d.Sequence}
		}
	}
	return Review{Status: demarche.Proposed, Version: record}
}

// longestReason bounds a reviewer's name and reason, in bytes.
const longestReason = 4000

// CheckDecision refuses, with an Invalid error, a decision that says too little.
func CheckDecision(d demarche.Decision) error {
	bad := func(format string, args ...any) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "decide", Path: d.Record, Detail: fmt.Sprintf(format, args...),
			Hint: "a decision needs a reviewer, a reason, and one of accept, amend, reject and undo; nothing was kept"}
	}
	switch {
	case !slices.Contains(Judgements(), d.What):
		return bad("%q is not a decision", d.What)
	case strings.TrimSpace(d.Reviewer) == "":
		return bad("the reviewer is not named")
	case strings.TrimSpace(d.Reason) == "":
		return bad("no reason is given")
	case len(d.Reviewer) > longestReason || len(d.Reason) > longestReason:
		return bad("the name or the reason is longer than %d bytes", longestReason)
	case !utf8.ValidString(d.Reviewer) || !utf8.ValidString(d.Reason):
		return bad("the name or the reason is not UTF-8")
	case (d.What == demarche.ToAmend) != (d.Amended != nil):
		return bad("a record as it should be goes with amend, and only with it")
	}
	return nil
}

// AmendedRow makes a row of a record that a reviewer wrote in place of another
// one of the same text. Without evidence of its own it keeps that of the other.
func AmendedRow(text, hash string, original, amended demarche.Record) (Row, error) {
	row, err := amendedRow(text, hash, original, amended)
	if err != nil {
		return row, &demarche.Error{Code: demarche.Invalid, Op: "amend", Path: original.Shared().ID, Detail: "the amended record is not kept", Err: err,
			Hint: "begin with the record that demarche show prints, and change its fields"}
	}
	return row, nil
}

func amendedRow(text, hash string, original, amended demarche.Record) (Row, error) {
	b, err := json.Marshal(amended)
	if err != nil {
		return Row{}, err
	}
	r, err := demarche.ParseRecord(b) // a copy: the caller's stays as it is
	if err != nil {
		return Row{}, err
	}
	head := r.Shared()
	if len(head.Evidence) == 0 {
		head.Evidence = slices.Clone(original.Shared().Evidence)
	}
	head.Confidence = 0
	if head.ID, err = demarche.Identify(hash, r); err != nil {
		return Row{}, err
	}
	if head.ID == original.Shared().ID {
		return Row{}, fmt.Errorf("it says what the record says already")
	}
	row, err := newRow(hash, r)
	if err != nil {
		return Row{}, err
	}
	return row, CheckEvidence(text, r)
}
