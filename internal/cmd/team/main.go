// Command team measures a team on one machine: PostgreSQL, started by itself
// from the programs that are installed, with workers and a server. It prints how
// many reports one worker and two read beside one process on a file, how many one
// database takes, how long it takes from a capture to an answer that shows what
// was read of it, and what a job costs as the queue grows to a million. With -o
// it keeps the figures in a file; with -page it makes docs/scale.md of them, which
// works out what a year of the world's news takes.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"demarche/internal/pgtest"
	"demarche/reader"
)

type options struct {
	binary, out, page string
	only              string
	seed              uint64
	cores             int

	reports, rounds int // reading
	writes          int // writing

	rate         float64 // lag
	lasting      time.Duration
	before       int
	sampled      int
	workersInLag int

	queued string // jobs: sizes of the queue
	tried  int
}

// The parts, in the order in which they are measured.
func parts() []string { return []string{"single", "reading", "writing", "lag", "jobs"} }

func main() {
	var o options
	flag.StringVar(&o.binary, "binary", "build/demarche", "the program")
	flag.StringVar(&o.out, "o", "", "keep the figures in this file; parts that are not measured stay as they are in it")
	flag.StringVar(&o.page, "page", "", "measure nothing: make this page of the figures in the file of -o")
	flag.StringVar(&o.only, "only", strings.Join(parts(), ","), "what is measured")
	flag.Uint64Var(&o.seed, "seed", 1, "from which the reports are made")
	flag.IntVar(&o.cores, "cores", runtime.NumCPU(), "cores that programs may use that are not said to use one")
	flag.IntVar(&o.reports, "reports", 1500, "reading: how many reports are read in each way")
	flag.IntVar(&o.rounds, "rounds", 3, "reading: how often each way is tried")
	flag.IntVar(&o.writes, "writes", 1000, "writing: how many reports are written")
	flag.Float64Var(&o.rate, "rate", 50, "lag: reports a second that are captured")
	flag.DurationVar(&o.lasting, "lasting", time.Minute, "lag: for how long")
	flag.IntVar(&o.before, "before", 1000, "lag: reports that lie in the ledger before")
	flag.IntVar(&o.sampled, "sampled", 25, "lag: one in so many reports is looked for in answers")
	flag.IntVar(&o.workersInLag, "workers", 2, "lag: workers, on one core each")
	flag.StringVar(&o.queued, "queued", "1000,10000,100000,1000000", "jobs: how many wait")
	flag.IntVar(&o.tried, "tried", 2000, "jobs: how many are worked at each size")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "team:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	if o.page != "" {
		return makePage(o.out, o.page)
	}
	for part := range strings.SplitSeq(o.only, ",") {
		if !slices.Contains(parts(), part) {
			return fmt.Errorf("-only %s: there are %s", part, strings.Join(parts(), ", "))
		}
	}
	figures, err := load(o.out)
	if err != nil {
		return err
	}
	t := &team{options: o, log: os.Stderr}
	if err := t.prepare(); err != nil {
		return err
	}
	defer t.remove()
	if err := t.measure(ctx, &figures); err != nil {
		return err
	}
	if o.out == "" {
		return nil
	}
	return figures.save(o.out)
}

// prepare starts what the measurements need.
func (t *team) prepare() (err error) {
	if t.reports < 100 || t.rounds < 1 || t.writes < 1 || t.rate <= 0 || t.sampled < 1 || t.workersInLag < 1 {
		return errors.New("too little is asked for to measure anything: see -help")
	}
	if t.press, err = newPress(t.seed); err != nil {
		return err
	}
	if t.reader, err = reader.New(); err != nil {
		return err
	}
	if t.database, err = pgtest.Durable(); err != nil {
		return fmt.Errorf("PostgreSQL cannot be had, and nothing was measured: %w", err)
	}
	if t.folder, err = os.MkdirTemp("", "team"); err != nil {
		t.database.Stop()
	}
	return err
}

// remove ends and removes all that was made.
func (t *team) remove() {
	t.database.Stop()
	_ = os.RemoveAll(t.folder)
}

// measure measures the parts that are asked for and prints each.
func (t *team) measure(ctx context.Context, f *Figures) (err error) {
	for _, part := range parts() {
		if !slices.Contains(strings.Split(t.only, ","), part) {
			continue
		}
		switch part {
		case "single":
			if f.Single, err = t.measureSingle(ctx); err == nil {
				f.Single.tell(os.Stdout)
			}
		case "reading":
			if f.Reading, f.Reports, err = t.measureReading(ctx); err == nil {
				f.Reading.tell(os.Stdout, f.Reports)
			}
		case "writing":
			if f.Writing, err = t.measureWriting(ctx); err == nil {
				f.Writing.tell(os.Stdout)
			}
		case "lag":
			if f.Lag, err = t.measureLag(ctx); err == nil {
				f.Lag.tell(os.Stdout)
			}
		case "jobs":
			if f.Jobs, err = t.measureJobs(ctx); err == nil {
				f.Jobs.tell(os.Stdout)
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", part, err)
		}
	}
	return nil
}
