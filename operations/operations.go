// Package operations says how the work on a ledger goes: who works, what waits,
// what failed, and how long it takes from a capture to what was read of it. What
// the command line, the API and the pages tell of it is the same State.
package operations

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// State is how the work on a ledger goes at a moment.
type State struct {
	At      time.Time `json:"at"`      // UTC
	Queue   bool      `json:"queue"`   // jobs are handed out by a queue; false of a ledger in a file, where what is unread is the work
	Workers []Worker  `json:"workers"` // those that work first, then those that fell silent
	Jobs    []Tally   `json:"jobs"`
	Failing []Job     `json:"failing"` // failed and will be tried again, the next first
	Dead    []Job     `json:"dead"`    // tried no more, the newest first
	Lag     Lag       `json:"lag"`
	Errors  []Fault   `json:"errors"`  // by stage and source, the most frequent first
	Actions []Action  `json:"actions"` // what people did about dead jobs, the newest first
	Alerts  []Target  `json:"alerts"`  // to whom changes are told, by name
}

// Target is how the changes stand that are told to a target of alerts.
type Target struct {
	Name    string     `json:"name"`
	Waiting int        `json:"waiting"` // changes that it has not taken yet
	Refused int        `json:"refused"` // of those, how many it was tried to tell and did not take
	Oldest  *time.Time `json:"oldest"`  // when the oldest of those that wait was found
	Next    *time.Time `json:"next"`    // when the next is tried
	Reason  string     `json:"reason"`  // for which it did not take the last, of those that wait
}

// Worker is a process that works jobs.
type Worker struct {
	ID      string    `json:"id"`
	Host    string    `json:"host"`
	Process int       `json:"process"` // its number there
	Reader  string    `json:"reader"`  // version
	Queues  []string  `json:"queues"`  // of which it takes jobs
	Since   time.Time `json:"since"`
	Seen    time.Time `json:"seen"`  // when it was last heard of
	Alive   bool      `json:"alive"` // it was heard of lately
	Does    []Job     `json:"does"`
}

// Tally is how many jobs of a kind are in a state.
type Tally struct {
	Kind   string     `json:"kind"`
	State  string     `json:"state"` // waiting, running, later, dead or done
	Jobs   int        `json:"jobs"`
	Oldest *time.Time `json:"oldest"` // when the first of them was made

	// Estimated says that there are too many to count one by one: the database estimates how many.
	Estimated bool `json:"estimated"`
}

// Job is a piece of work.
type Job struct {
	ID       int64      `json:"id"`
	Kind     string     `json:"kind"`
	About    string     `json:"about"` // the address of a capture, a host, a part of a file
	Line     int64      `json:"line"`  // of the log, of a capture that is read; 0 else
	Attempts int        `json:"attempts"`
	Most     int        `json:"most"`   // times it is tried at most
	Reason   string     `json:"reason"` // of the last failure
	At       *time.Time `json:"at"`     // when it began, will be tried again, or was given up
}

// Lag is how long captures waited of which something was read lately.
type Lag struct {
	Since   time.Time `json:"since"`          // what was read after this is counted
	Reports int       `json:"reports"`        // so many, of the newest
	Median  float64   `json:"median_seconds"` // from the capture to what was read of it
	High    float64   `json:"high_seconds"`   // 19 of 20 waited no longer
	Longest float64   `json:"longest_seconds"`
}

// Fault is what failed in a stage with what comes from one source.
type Fault struct {
	Stage  string     `json:"stage"`  // kind of job
	Source string     `json:"source"` // host, or file; "files" for what was added from files
	Times  int        `json:"times"`  // jobs that failed and are not done, or failures of a source in a row
	Last   *time.Time `json:"last"`
	Reason string     `json:"reason"` // of the last
}

// Action is what somebody did about a dead job.
type Action struct {
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	What   string    `json:"what"` // retry or drop
	Job    int64     `json:"job"`
	Kind   string    `json:"kind"`
	About  string    `json:"about"`
	Reason string    `json:"reason"` // for which the job had failed
}

// What can be done about a dead job.
const (
	Retry = "retry" // have it tried again, now
	Drop  = "drop"  // remove it; what it was about stays in the ledger
)

// Desk tells how the work goes and takes what is to be done about it.
type Desk interface {
	// State tells how the work goes, with so many jobs of each list at most.
	State(ctx context.Context, most int) (State, error)
	// Act retries or drops a dead job in the name of somebody, which is kept.
	Act(ctx context.Context, what string, job int64, by string) error
}

// LagOf makes the lag of how long single captures waited.
func LagOf(since time.Time, waited []time.Duration) Lag {
	l := Lag{Since: since, Reports: len(waited)}
	if len(waited) == 0 {
		return l
	}
	waited = slices.Clone(waited)
	slices.Sort(waited)
	at := func(share float64) float64 { // the nearest rank
		return waited[max(0, int(share*float64(len(waited))+0.999999)-1)].Seconds()
	}
	l.Median, l.High, l.Longest = at(0.5), at(0.95), waited[len(waited)-1].Seconds()
	return l
}

// Sort puts faults in order: the most frequent first.
func Sort(faults []Fault) {
	slices.SortFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.Stage, b.Stage), cmp.Compare(a.Source, b.Source))
	})
}
