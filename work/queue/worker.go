package queue

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"demarche"
	"demarche/work"
)

// Worker works jobs until it is stopped. Of any number of workers each job is
// given to one; of one that dies without a word its jobs are given to others
// after Rescue.
type Worker struct {
	Pool    *pgxpool.Pool
	Schema  string // of the queue
	Ledger  Ledger
	Extract work.Extract
	Read    func(ctx context.Context, d *demarche.Document) (demarche.Reading, error)
	Version string // of the reader
	Jobs    int    // captures read at a time, at least 1

	// Hosts are those of the sources that this worker can ask, and Ask asks the
	// sources on one of them that are due, keeping in seen what it remembers.
	// Due tells when the next of them is due.
	Hosts []string
	Ask   func(ctx context.Context, host string, seen Memory) error
	Due   func(host string, seen Memory) (time.Time, error)
	Every time.Duration // how often it is looked whether sources are due

	// Part gives the captures of a part of a web archive.
	Part func(ctx context.Context, p Part) iter.Seq2[demarche.Capture, error]

	// Find finds what is to find of a kind - copies, events or answers - and keeps
	// it in Found; nil if other workers do.
	Find  func(ctx context.Context, kind string) error
	Found *Found

	// Alert tells others what changed; nil if another worker does.
	Alert func(ctx context.Context) error

	Rescue time.Duration    // how long a job may take, and after which it is another's; 0 for a quarter of an hour
	Poll   time.Duration    // how often it is looked for jobs of which no word came; 0 for a second
	Now    func() time.Time // nil for the clocks of the computer and of the database
	Log    *slog.Logger

	reindex river.PeriodicSchedule // when the indexes of the queue are built anew; nil for every midnight

	done    atomic.Int64 // captures read
	finding atomic.Int32 // jobs that find something, being worked
}

// Ledger is what is worked on.
type Ledger interface {
	work.Keeper
	// Settled waits until whatever is being added is kept or given up.
	Settled(ctx context.Context) error
}

// usualRescue is far above what any job takes.
const usualRescue = 15 * time.Minute

// Run works until ctx ends, and then finishes the jobs that it has begun.
func (w *Worker) Run(ctx context.Context) error {
	if w.Rescue == 0 {
		w.Rescue = usualRescue
	}
	if w.Poll == 0 {
		w.Poll = time.Second
	}
	config := w.config()
	if owns, err := w.ownsQueue(ctx); err != nil {
		return err
	} else if !owns {
		config.ReindexerIndexNames = []string{} // only the owner may build indexes anew
	}
	client, err := river.NewClient(riverpgxv5.New(w.Pool), config)
	if err != nil {
		return fmt.Errorf("worker: %w", err)
	}
	// What is begun is finished: the context of the jobs is not that which ends the worker.
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("worker: %w", err)
	}
	defer w.present(context.WithoutCancel(ctx), client.ID())() // until the last job is finished
	reminded := make(chan struct{})
	go func() {
		defer close(reminded)
		w.remind(ctx, client)
	}()
	<-ctx.Done()
	<-reminded
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	err = client.Stop(grace)
	if errors.Is(err, context.DeadlineExceeded) { // its jobs are given to others
		w.Log.Warn("jobs that took too long were broken off", "after", stopTimeout.String())
		hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		err = client.StopAndCancel(hard)
	}
	if err != nil {
		return fmt.Errorf("stop the worker: %w", err)
	}
	return nil
}

// ownsQueue reports whether the role of the connections owns the tables of the queue.
func (w *Worker) ownsQueue(ctx context.Context) (owns bool, err error) {
	err = w.Pool.QueryRow(ctx, "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = $1::regclass", pgx.Identifier{w.Schema, "river_job"}.Sanitize()).Scan(&owns)
	if err != nil {
		return false, fmt.Errorf("who owns the queue: %w", err)
	}
	return owns, nil
}

// betweenReads is how long a worker waits at least from one look for captures to
// the next. A report is read in some ten milliseconds, and a worker that reads
// one at a time looks after each: with River's usual 100 it would read ten a second.
const betweenReads = 5 * time.Millisecond

// stopTimeout is how long begun jobs are waited for.
const stopTimeout = 30 * time.Second

// config says which jobs this worker takes.
func (w *Worker) config() *river.Config {
	c := &river.Config{
		Schema: w.Schema, Logger: warnings(w.Log), ErrorHandler: failures{w.Log}, Workers: w.kinds(), JobTimeout: w.Rescue * 4 / 5, RescueStuckJobsAfter: w.Rescue, FetchPollInterval: w.Poll, FetchCooldown: min(w.Poll, river.FetchCooldownDefault),
		FetchOnlyKnownKinds:         true, // beside a newer version of the program, which may know more
		CompletedJobRetentionPeriod: kept, CancelledJobRetentionPeriod: -1, DiscardedJobRetentionPeriod: -1,
		Queues: map[string]river.QueueConfig{readQueue: {MaxWorkers: max(w.Jobs, 1), FetchCooldown: min(w.Poll, betweenReads)}},
	}
	if w.Now != nil {
		c.Test.Time = clock(w.Now)
	}
	if w.reindex != nil {
		c.ReindexerSchedule = w.reindex
	}
	c.PeriodicJobs = append(c.PeriodicJobs, periodic(time.Hour, sweepJob{Reader: w.Version}, once(readQueue, int(Live), againTries)))
	if w.Part != nil {
		c.Queues[archiveQueue] = river.QueueConfig{MaxWorkers: 1}
	}
	if w.Ask != nil {
		c.Queues[fetchQueue] = river.QueueConfig{MaxWorkers: fetchers}
	}
	if w.Find != nil {
		c.Queues[findQueue] = river.QueueConfig{MaxWorkers: 1}
	}
	if w.Alert != nil {
		c.Queues[alertQueue] = river.QueueConfig{MaxWorkers: 1}
	}
	return c
}

// kinds are what works each kind of job, also those whose queue this worker does
// not serve: the worker that looks for the jobs of those that fell silent gives
// up the ones of kinds that it does not know.
func (w *Worker) kinds() *river.Workers {
	all := river.NewWorkers()
	river.AddWorker(all, river.WorkFunc(w.extract))
	river.AddWorker(all, river.WorkFunc(w.read))
	river.AddWorker(all, again[sweepJob]{worker: w, work: w.sweep})
	river.AddWorker(all, river.WorkFunc(w.archive))
	river.AddWorker(all, again[fetchJob]{worker: w, work: w.fetch})
	river.AddWorker(all, finder[copiesJob]{worker: w, next: eventsJob{}})
	river.AddWorker(all, finder[eventsJob]{worker: w, next: answersJob{}})
	river.AddWorker(all, finder[answersJob]{worker: w})
	river.AddWorker(all, again[alertJob]{worker: w, work: w.alert})
	return all
}

// remind has jobs inserted again and again for what this worker can do and
// others perhaps cannot: River's own periodic jobs are those of the one worker
// that leads.
func (w *Worker) remind(ctx context.Context, client *river.Client[pgx.Tx]) {
	ask, look := time.NewTicker(max(w.Every, time.Second)), time.NewTicker(alertEvery)
	defer ask.Stop()
	defer look.Stop()
	due := make(map[string]time.Time, len(w.Hosts)) // nobody asks a host earlier, whoever asks it
	w.insertFetches(ctx, client, due)
	w.insertAlert(ctx, client)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ask.C:
			w.insertFetches(ctx, client, due)
		case <-look.C:
			w.insertAlert(ctx, client)
		}
	}
}

// insertFetches has the hosts asked on which a source is due. What is remembered
// of a host is read when it was due last, and not before.
func (w *Worker) insertFetches(ctx context.Context, client *river.Client[pgx.Tx], due map[string]time.Time) {
	if w.Ask == nil {
		return
	}
	for _, host := range w.Hosts {
		if due[host].After(w.now()) {
			continue
		}
		next, err := w.Due(host, w.memory(host))
		if err != nil {
			w.Log.Warn("it is not known whether sources are due", "host", host, "reason", err.Error())
			continue
		}
		if due[host] = next; next.After(w.now()) {
			continue
		}
		w.insert(ctx, client, fetchJob{Host: host}, once(fetchQueue, int(Live), againTries))
	}
}

func (w *Worker) insertAlert(ctx context.Context, client *river.Client[pgx.Tx]) {
	if w.Alert != nil {
		w.insert(ctx, client, alertJob{}, once(alertQueue, int(Live), againTries))
	}
}

// insert has a job made, unless there is one; what fails is tried again at the next turn.
func (w *Worker) insert(ctx context.Context, client *river.Client[pgx.Tx], j river.JobArgs, o *river.InsertOpts) {
	if _, err := client.Insert(ctx, j, o); err != nil && ctx.Err() == nil {
		w.Log.Warn("a job cannot be made now", "kind", j.Kind(), "reason", err.Error())
	}
}

// How many hosts one worker asks at a time, and how often it is looked for changes to tell of.
const (
	fetchers   = 8
	alertEvery = time.Minute
)

// periodic has a job inserted when a worker starts and then again and again. All
// workers ask for it; one of them, whom they elect, inserts it.
func periodic(every time.Duration, j river.JobArgs, o *river.InsertOpts) *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(every), func() (river.JobArgs, *river.InsertOpts) { return j, o }, &river.PeriodicJobOpts{RunOnStart: true})
}

// sweep has every capture read that is unread and has no job, and found what was
// not found yet.
func (w *Worker) sweep(ctx context.Context, j *river.Job[sweepJob]) error {
	if j.Args.Reader != w.Version {
		return nil // made for another version, which has workers of its own or is gone
	}
	client := river.ClientFromContext[pgx.Tx](ctx)
	q := Queue{schema: w.Schema, pool: w.Pool, client: client}
	for after := int64(0); ; {
		lines, err := w.Ledger.Unread(ctx, w.Version, after, sweepBatch)
		if err != nil {
			return err
		}
		if len(lines) == 0 {
			if err := w.drawn().forget(ctx); err != nil {
				return err
			}
			if w.Find == nil {
				return nil
			}
			return q.make(ctx, client, copiesJob{})
		}
		after = lines[len(lines)-1]
		lines, err = q.withoutJob(ctx, lines, w.Version)
		if err != nil {
			return err
		}
		jobs := make([]river.InsertManyParams, len(lines))
		for i, line := range lines {
			r := extractJob{Line: line}
			jobs[i] = river.InsertManyParams{Args: r, InsertOpts: r.options(Again)}
		}
		if len(jobs) == 0 {
			continue
		}
		if _, err := client.InsertMany(ctx, jobs); err != nil {
			return fmt.Errorf("enqueue what is unread: %w", err)
		}
	}
}

// sweepBatch is how many captures are looked at at a time. The queue is gone
// through for each batch.
const sweepBatch = 10_000

// withoutJob gives those of the lines that no job will read, and that no job of
// this version of the reader has given up. The lines are compared as numbers, so
// that the queue is gone through once for all of them: looked up one by one by
// what the jobs hold, each would cost as much as there are jobs.
func (q *Queue) withoutJob(ctx context.Context, lines []int64, reader string) ([]int64, error) {
	rows, err := q.pool.Query(ctx, "SELECT line FROM unnest($1::bigint[]) AS line WHERE NOT EXISTS (SELECT 1 FROM "+q.table("river_job")+
		" j WHERE j.kind IN ('extract', 'read') AND (j.args->>'line')::bigint = line AND (j.finalized_at IS NULL OR j.state <> 'completed' AND j.metadata->>'"+givenUpBy+"' = $2)) ORDER BY line", lines, reader)
	if err != nil {
		return nil, fmt.Errorf("find what has no job: %w", err)
	}
	left, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("find what has no job: %w", err)
	}
	return left, nil
}

// fetch asks the sources on a host that are due.
func (w *Worker) fetch(ctx context.Context, j *river.Job[fetchJob]) error {
	if !slices.Contains(w.Hosts, j.Args.Host) {
		return river.JobSnooze(time.Second) // a source that another worker has
	}
	return w.Ask(WithPriority(ctx, Live), j.Args.Host, w.memory(j.Args.Host))
}

func (w *Worker) memory(host string) Memory {
	return Memory{pool: w.Pool, schema: w.Schema, host: host}
}

// archive takes a part of a web archive. What cannot be taken of it is told, the
// rest goes on, and the job is dead then, so that it is told where errors are:
// to try it again would fail again, and takes nothing twice.
func (w *Worker) archive(ctx context.Context, j *river.Job[archiveJob]) error {
	ctx = WithPriority(ctx, Archive)
	var hurt []error
	taken, already := 0, 0
	for c, err := range w.Part(ctx, Part(j.Args)) {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case demarche.CodeOf(err) == demarche.NotFound || demarche.CodeOf(err) == demarche.Storage:
			return err // the file is not there, or the disk fails: another worker may have it
		case err != nil:
			w.Log.WarnContext(ctx, "in an archive", "path", j.Args.Path, "job", j.ID, "reason", err.Error())
			hurt = append(hurt, err)
			continue
		}
		_, outcome, err := w.Ledger.Take(ctx, c)
		switch {
		case err != nil:
			return fmt.Errorf("keep a capture: %w", err)
		case outcome == demarche.Already:
			already++
		default:
			taken++
		}
	}
	if err := ctx.Err(); err != nil {
		return err // broken off, wherever that was noticed
	}
	w.Log.InfoContext(ctx, "part of an archive", "path", j.Args.Path, "from", j.Args.From, "job", j.ID, "taken", taken, "already", already, "damaged", len(hurt))
	switch len(hurt) {
	case 0:
		return nil
	case 1:
		return river.JobCancel(hurt[0])
	}
	return river.JobCancel(fmt.Errorf("%d places are damaged or cannot be read, the last: %w", len(hurt), hurt[len(hurt)-1]))
}

func (w *Worker) alert(ctx context.Context, _ *river.Job[alertJob]) error { return w.Alert(ctx) }
