package queue

import (
	"context"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// Queues, each with workers of its own, so that long work keeps no short work waiting.
const (
	readQueue    = "read"
	fetchQueue   = "fetch"
	archiveQueue = "archive"
	alertQueue   = "alerts"
	findQueue    = "find"
)

// queues are all of them.
func queues() []string { return []string{readQueue, fetchQueue, archiveQueue, alertQueue, findQueue} }

// Priority is how urgent it is to read a capture, 1 (first) to 4 (last).
type Priority int

// What comes first.
const (
	Live    Priority = 1 // a feed has just listed it
	Added   Priority = 2 // somebody added it
	Again   Priority = 3 // an older reader read it
	Archive Priority = 4 // it lay in an archive
)

// priorityKey is under what a context holds the priority of captures.
type priorityKey struct{}

// WithPriority gives a context in which captures that are kept have a job that
// reads them, so urgently. In another they have none: who keeps them reads them too.
func WithPriority(ctx context.Context, p Priority) context.Context {
	return context.WithValue(ctx, priorityKey{}, p)
}

func priorityIn(ctx context.Context) (Priority, bool) {
	p, ok := ctx.Value(priorityKey{}).(Priority)
	return p, ok
}

// extractJob has the document drawn out of the capture of a line of the log,
// which is then read.
type extractJob struct {
	Line int64 `json:"line" river:"unique"`
}

func (extractJob) Kind() string { return "extract" }

// readJob has the document of the capture of a line of the log read.
type readJob struct {
	Line int64 `json:"line" river:"unique"`
}

func (readJob) Kind() string { return "read" }

// fetchJob has the sources on one host asked that are due.
type fetchJob struct {
	Host string `json:"host" river:"unique"`
}

func (fetchJob) Kind() string { return "fetch" }

// archiveJob has a part of a web archive taken: the records that begin in it.
type archiveJob struct {
	Path string `json:"path" river:"unique"` // as every worker sees it
	From int64  `json:"from" river:"unique"` // offset in bytes
	To   int64  `json:"to"`                  // offset in bytes, exclusive; 0 for the end
}

func (archiveJob) Kind() string { return "archive" }

// alertJob has what changed told to whom it concerns.
type alertJob struct{}

func (alertJob) Kind() string { return "alerts" }

// sweepJob has jobs made for captures that have none and are unread: those that
// a reader of an earlier version read, or that were kept before there was a queue.
type sweepJob struct {
	Reader string `json:"reader" river:"unique"` // version
}

func (sweepJob) Kind() string { return "sweep" }

// copiesJob has it found which reports copy which. One is made by whatever adds
// to the ledger, unless one waits already; it has the events found after it, and
// they the answers.
type copiesJob struct{}

func (copiesJob) Kind() string { return "copies" }

// eventsJob has it found which records tell of one event.
type eventsJob struct{}

func (eventsJob) Kind() string { return "events" }

// answersJob has that of answers made for which every entry is read.
type answersJob struct{}

func (answersJob) Kind() string { return "answers" }

// kinds are all of them.
func kinds() []string {
	var names []string
	for _, j := range []river.JobArgs{extractJob{}, readJob{}, fetchJob{}, archiveJob{}, alertJob{}, sweepJob{}, copiesJob{}, eventsJob{}, answersJob{}} {
		names = append(names, j.Kind())
	}
	return names
}

// alive are the states of jobs that will still be worked.
func alive() []rivertype.JobState {
	return []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled}
}

// once is what all jobs are inserted with: there is one of its arguments at a time.
func once(queue string, priority, attempts int) *river.InsertOpts {
	return &river.InsertOpts{Queue: queue, Priority: priority, MaxAttempts: attempts, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: alive()}}
}

// How often a job is tried that comes once. A capture of which nothing can be read is given up at once.
const (
	readTries    = 6
	archiveTries = 6
)

func (extractJob) options(p Priority) *river.InsertOpts { return once(readQueue, int(p), readTries) }

func (readJob) options(p Priority) *river.InsertOpts { return once(readQueue, int(p), readTries) }
