package demarche

import "time"

// Relation says how records hang together.
type Relation string

// The relations. All but SameEvent lead from an earlier record, a pledge or a
// silence, to a later one.
const (
	SameEvent   Relation = "same_event"  // they tell of one event
	CarriesOut  Relation = "carries_out" // what was promised, ordered or threatened is done
	Reverses    Relation = "reverses"    // it is taken back, by word or deed
	Contradicts Relation = "contradicts" // the opposite is done or said, and it stands
	AnswersGap  Relation = "answers"     // what was not known is told
)

// Relations lists the relations.
func Relations() []Relation {
	return []Relation{SameEvent, CarriesOut, Reverses, Contradicts, AnswersGap}
}

// Link is what a person decided about how records hang together, kept for
// ever: it is taken back only by another one. Of two about the same records
// that contradict each other the newer counts.
type Link struct {
	Sequence int64     `json:"sequence"` // place in the ledger's log; given by the ledger
	At       time.Time `json:"at"`       // when the ledger took it, UTC; given by the ledger
	Relation Relation  `json:"relation"` //
	// What is ToAccept if the records hang together so, ToReject if they do not,
	// ToUndo if an earlier Link is taken back.
	What     Judgement `json:"what"`
	These    []string  `json:"these"` // ids of records; of SameEvent accepted, all that are one event
	Those    []string  `json:"those"` // ids of records: what These lead to, or are kept apart from
	Reviewer string    `json:"reviewer"`
	Reason   string    `json:"reason"`
	Undoes   int64     `json:"undoes,omitempty"` // of ToUndo: sequence of the Link that is taken back, whose relation and records the ledger gives it
	// Seen is the line of the log up to which the reviewer saw what was decided;
	// a newer Link that names any of the records is a Conflict, see Decision.Seen.
	Seen *int64 `json:"-"`
}

// CountingLinks gives the links that are not taken back, of all links in the
// order of the log. One that takes another back counts for nothing else; it
// cannot be taken back itself: the link is made anew.
func CountingLinks(all []Link) []Link {
	undone := make(map[int64]bool)
	for _, l := range all {
		if l.What == ToUndo {
			undone[l.Undoes] = true
		}
	}
	out := make([]Link, 0, len(all))
	for _, l := range all {
		if l.What != ToUndo && !undone[l.Sequence] {
			out = append(out, l)
		}
	}
	return out
}
