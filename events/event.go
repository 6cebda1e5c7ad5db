package events

import (
	"time"

	"demarche"
)

// Report is what must be known of a report to count witnesses.
type Report struct {
	// Families are the origins of the copy families that the text belongs to;
	// empty if it copies nothing and is not copied.
	Families  []string
	Publisher string // who published the text; empty if not known
}

// Event is one movement, act, position or figure, and who tells of it.
type Event struct {
	// ID is the id of the record that was published first.
	ID      string        `json:"id"`
	Kind    demarche.Kind `json:"kind"`
	Records []string      `json:"records"` // ids, by day of publication
	Details []Detail      `json:"details"` // what the records say, field by field
	Joins   []Join        `json:"joins"`   // why the records are one event; one fewer than records
	// Perhaps names the events that this one may be the same as, if its records
	// leave out what would tell.
	Perhaps   []string  `json:"perhaps,omitempty"`
	Witnesses Witnesses `json:"witnesses"`

	Published demarche.Date `json:"-"` // when the report of the first record was
	Approx    bool          `json:"-"` // any record of a movement says that the number of people is about so many
	Surest    float64       `json:"-"` // the confidence of the surest record, see Surest
}

// Witnesses says how many tell of an event.
type Witnesses struct {
	Reports     int `json:"reports"`     // texts
	Families    int `json:"families"`    // texts that are not copies of each other
	Independent int `json:"independent"` // publishers of the originals of these, each once
}

// Detail is what the records of an event say in one field.
type Detail struct {
	Field  string  `json:"field"`
	Values []Value `json:"values"` // those that most texts tell first, copies apart
	// Low and High are the bounds of all numbers or days said; empty in other fields.
	Low  string `json:"low,omitempty"`
	High string `json:"high,omitempty"`
}

// Agreed reports whether all records that say anything in the field say the same.
func (d Detail) Agreed() bool { return len(d.Values) == 1 }

// Value is one of the things said in a field, and by which records.
type Value struct {
	Value   string   `json:"value"`
	Records []string `json:"records"`
}

// Join says why two records are of one event.
type Join struct {
	A       string   `json:"a"`
	B       string   `json:"b"`
	Score   float64  `json:"score"` // see docs/events.md; 0 if a reviewer made the join
	Reasons []string `json:"reasons"`
}

// Verb says what a reviewer decided.
type Verb string

// The decisions of a reviewer.
const (
	Merge Verb = "merge" // all of these records are one event
	Split Verb = "split" // no event holds one of these and one of those
)

// Decision is a reviewer's correction. Of two that contradict each other the
// later one counts.
type Decision struct {
	ID    string    `json:"id"`
	Verb  Verb      `json:"verb"`
	These []string  `json:"these"` // ids of records
	Those []string  `json:"those,omitempty"`
	By    string    `json:"by,omitempty"`
	At    time.Time `json:"at"`
	Why   string    `json:"why,omitempty"`
}
