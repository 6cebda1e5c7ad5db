package demarche

import "time"

// Judgement is what a reviewer decides about a record.
type Judgement string

// The judgements of a reviewer.
const (
	ToAccept Judgement = "accept" // it is right as it is
	ToAmend  Judgement = "amend"  // it is answered as the reviewer writes it
	ToReject Judgement = "reject" // it is wrong and leaves the answers
	ToUndo   Judgement = "undo"   // the newest decision that counts is taken back
)

// Decision is what a person decided about a record, kept for ever: it is taken
// back only by another one. The newest that is not taken back counts.
type Decision struct {
	Sequence int64     `json:"sequence"` // place in the ledger's log; given by the ledger
	At       time.Time `json:"at"`       // when the ledger took it, UTC; given by the ledger
	Record   string    `json:"record"`   // id of the record, as it was read or as it was amended to
	What     Judgement `json:"what"`
	Reviewer string    `json:"reviewer"` // name
	Reason   string    `json:"reason"`
	Version  string    `json:"version"`          // id of the record that is answered from then on; given by the ledger
	Undoes   int64     `json:"undoes,omitempty"` // sequence of the decision that is taken back; given by the ledger
	Amended  Record    `json:"-"`                // of ToAmend: the record as it should be; without evidence it keeps what it has
	// Seen is the line of the log up to which the reviewer saw what was decided.
	// If there is a newer decision about the record, the ledger keeps nothing and
	// says Conflict. nil decides whatever others did.
	Seen *int64 `json:"-"`
}
