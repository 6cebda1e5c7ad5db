package ledger

import (
	"context"
	"time"

	"demarche"
)

// Outbox keeps what alerts answered last and what they have yet to send,
// beside the ledger but no part of what it proves.
type Outbox interface {
	// Seen tells how far the alerts have looked; false if they never have.
	Seen(ctx context.Context) (Seen, bool, error)
	// Answered gives the answers to a question that were kept about subjects,
	// about all if none is named; subjects of which none was kept are left out.
	Answered(ctx context.Context, question string, subjects ...string) (map[string]string, error)
	// Note keeps new answers, changes with whom they are for, and how far the
	// alerts have looked: all or nothing. It fails with demarche.Conflict if
	// another has looked on since after.
	Note(ctx context.Context, after Seen, n Noted) error
	// Due gives deliveries whose time has come, at most so many, and puts them
	// off by a lease, so that no other sends them meanwhile.
	Due(ctx context.Context, now time.Time, lease time.Duration, most int) ([]Delivery, error)
	// Sent notes that a target took a change.
	Sent(ctx context.Context, d Delivery, at time.Time) error
	// Failed notes that a target did not take it, why, and when to try again.
	Failed(ctx context.Context, d Delivery, again time.Time, why string) error
	// PutOff notes when to try what was not tried, which counts as no try.
	PutOff(ctx context.Context, d Delivery, until time.Time) error
	// Outstanding tells how the deliveries to each target stand.
	Outstanding(ctx context.Context) ([]TargetState, error)
}

// Seen is how far the alerts have looked.
type Seen struct {
	Line int64         // newest line of the log
	Day  demarche.Date // what "today" was
}

// Noted is what one look at the ledger came to.
type Noted struct {
	Seen    Seen
	Answers map[string]map[string]string // by question and subject; an empty answer is forgotten
	Changes []Noticed
}

// Noticed is a change and whom it is for.
type Noticed struct {
	ID      string
	At      time.Time
	Body    []byte // JSON
	Targets []string
}

// Delivery is a change on its way to a target.
type Delivery struct {
	Number int64 // of the change
	ID     string
	Target string
	Tries  int // before this one
	Body   []byte
}

// TargetState tells how the deliveries to a target stand.
type TargetState struct {
	Target  string    `json:"target"`
	Sent    int       `json:"sent"`
	Waiting int       `json:"waiting"`
	Tried   int       `json:"tried"`            // of those that wait, how many were tried
	Oldest  time.Time `json:"oldest"`           // when the oldest change that waits was found, UTC; the zero time if none waits
	Next    time.Time `json:"next"`             // when the next is due, UTC; the zero time if none waits
	Last    time.Time `json:"last"`             // when the target took one last, UTC; the zero time if never
	Failed  string    `json:"failed,omitempty"` // why the last try failed, of those that wait
}
