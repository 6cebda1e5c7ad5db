// Command scale fills a ledger with made-up reports and prints what that
// costs: the time of an addition early and late, the size on disk, and how
// long the program takes to answer over HTTP, at rest and while reports are
// added. docs/ledger.md shows what it printed. With -pages it has readers ask
// for every page instead, prints when the first byte of each came, and fails if
// any request did.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"demarche"
	"demarche/ledger/sqlite"
	"demarche/vocabulary"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	var o options
	flag.IntVar(&o.reports, "reports", 5000, "how many reports")
	flag.Uint64Var(&o.seed, "seed", 1, "from which they are made")
	flag.StringVar(&o.binary, "binary", "build/demarche", "the program")
	flag.StringVar(&o.ledger, "ledger", "", "keep the ledger here, and go on with the one that is there; a folder that is removed afterwards if empty")
	flag.IntVar(&o.each, "each", 500, "how often each question is asked")
	flag.Float64Var(&o.rate, "rate", 20, "reports a second that are added while questions are asked")
	flag.BoolVar(&o.pages, "pages", false, "have readers ask for every page, instead of the rest")
	flag.IntVar(&o.read.readers, "readers", 32, "with -pages: how many readers ask at once")
	flag.DurationVar(&o.read.pause, "pause", 0, "with -pages: how long a reader reads a page before asking for another, on average")
	flag.IntVar(&o.read.draw, "draw", 1, "with -pages: ask for other days, states, entries and words than with another number")
	flag.BoolVar(&o.read.apart, "apart", false, "with -pages: all readers ask for one kind of page, then all for the next")
	flag.DurationVar(&o.read.most, "most", 5*time.Minute, "with -pages: ask no more after this")
	flag.TextVar(&o.read.only, "only", regexp.MustCompile(""), "with -pages: only kinds of page whose name this regular expression matches")
	flag.StringVar(&o.url, "url", "", "with -pages: ask the server that runs here on the ledger of so many reports and this seed, instead of starting one")
	flag.IntVar(&o.process, "pid", 0, "with -url: the number of that server's process, for the processor time that it takes")
	flag.Parse()
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

type options struct {
	reports, each  int
	seed           uint64
	binary, ledger string
	rate           float64
	pages          bool
	read           readingOptions
	url            string
	process        int
}

func run(ctx context.Context, o options) error {
	o.read.each = o.each
	if o.pages && o.url != "" {
		states, err := allStates()
		if err != nil {
			return err
		}
		return (&server{url: o.url, process: o.process}).readPages(ctx, newPress(o.seed, states, o.reports), o.reports, o.read)
	}
	path := o.ledger
	if path == "" {
		folder, err := os.MkdirTemp("", "scale")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(folder) }()
		path = filepath.Join(folder, "ledger.db")
	}
	states, err := allStates()
	if err != nil {
		return err
	}
	p := newPress(o.seed, states, o.reports)
	l, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	blocks, err := fill(ctx, l, p, o.reports, os.Stderr)
	if err != nil {
		return err
	}
	if err := tellFilling(ctx, l, path, o.reports, blocks); err != nil {
		return err
	}
	return answering(ctx, l, p, path, o)
}

func allStates() ([]demarche.State, error) {
	v, err := vocabulary.LoadStates()
	if err != nil {
		return nil, err
	}
	var out []demarche.State
	for _, s := range v.All()[:120] {
		out = append(out, s.Code)
	}
	return out, nil
}

// tellFilling prints what adding cost and what the ledger takes.
func tellFilling(ctx context.Context, l demarche.Ledger, path string, reports int, blocks []measured) error {
	head, err := l.Head(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%d reports, %d lines of the log, %.1f kB on disk a report\n", reports, head.Size, float64(size(path))/1000/float64(reports))
	if len(blocks) < 6 {
		return nil
	}
	first, last := blocks[1], blocks[len(blocks)-1]
	for _, b := range blocks[1:4] { // of three blocks the least disturbed
		first.middle, first.cpu = min(first.middle, b.middle), min(first.cpu, b.cpu)
	}
	for _, b := range blocks[len(blocks)-3:] {
		last.middle, last.cpu = min(last.middle, b.middle), min(last.cpu, b.cpu)
	}
	fmt.Printf("adding one: %.2f ms after %d, %.2f ms after %d, ratio %.2f; processor time %.2f ms and %.2f ms, ratio %.2f\n",
		ms(first.middle), blocks[1].from, ms(last.middle), blocks[len(blocks)-1].from, ratio(last.middle, first.middle), ms(first.cpu), ms(last.cpu), ratio(last.cpu, first.cpu))
	return nil
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// answering has the program serve the ledger and asks it.
func answering(ctx context.Context, l demarche.Ledger, p *press, path string, o options) error {
	s, err := serve(ctx, o.binary, path)
	if err != nil {
		return err
	}
	defer func() { _ = s.stop() }()
	if err := s.tellReady(ctx, "ready"); err != nil {
		return err
	}
	if o.pages {
		if err := s.tellIdle(ctx); err != nil {
			return err
		}
		return s.readPages(ctx, p, o.reports, o.read)
	}
	first, err := s.warm(ctx, p)
	if err != nil {
		return err
	}
	tellLatency("first about a state", first)
	if err := s.tellIdle(ctx); err != nil {
		return err
	}
	atRest, err := s.load(ctx, p, 2, o.each)
	if err != nil {
		return err
	}
	tellLatency("at rest", atRest)
	added, stop := adding(ctx, l, p, o)
	during, err := s.load(ctx, p, 3, o.each)
	close(stop)
	if err != nil {
		return err
	}
	got := <-added
	if got.err != nil {
		return got.err
	}
	tellLatency(fmt.Sprintf("while %.1f reports a second are added", got.rate), during)
	fmt.Printf("memory of the server: %d MB, at most %d MB; load %s\n", s.memory("VmRSS"), s.memory("VmHWM"), machineLoad())
	return again(ctx, s, path, o)
}

// again has the program serve the ledger once more, which has a cache by now.
func again(ctx context.Context, s *server, path string, o options) error {
	if err := s.stop(); err != nil {
		return err
	}
	second, err := serve(ctx, o.binary, path)
	if err != nil {
		return err
	}
	defer func() { _ = second.stop() }()
	files, err := filepath.Glob(path + "-cache/*")
	if err != nil {
		return err
	}
	total := int64(0)
	for _, name := range files {
		total += size(name)
	}
	return second.tellReady(ctx, fmt.Sprintf("ready again, with a cache of %.1f kB a report", float64(total)/1000/float64(o.reports)))
}

// tellIdle waits until the server has nothing left to do by itself - it makes the
// pages that are most asked for ahead - and prints how long that took.
func (s *server) tellIdle(ctx context.Context) error {
	begin := time.Now()
	if err := s.idle(ctx); err != nil {
		return err
	}
	fmt.Printf("idle: %.1f s later\n", time.Since(begin).Seconds())
	return nil
}

// tellReady waits until the server is ready and prints how long that took.
func (s *server) tellReady(ctx context.Context, what string) error {
	begin := time.Now()
	if err := s.ready(ctx); err != nil {
		return err
	}
	fmt.Printf("%s: %.1f s, %.1f s of processor time; load %s\n", what, time.Since(begin).Seconds(), s.cpu().Seconds(), machineLoad())
	return nil
}

// machineLoad gives how busy the machine is, "?" where it does not tell.
func machineLoad() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "?"
	}
	return strings.Fields(string(b))[0]
}

type rate struct {
	rate float64
	err  error
}

// adding adds further reports, so many a second, until stop is closed.
func adding(ctx context.Context, l demarche.Ledger, p *press, o options) (<-chan rate, chan struct{}) {
	done, stop := make(chan rate, 1), make(chan struct{})
	go func() {
		there, err := l.Documents(ctx)
		if err != nil {
			done <- rate{err: err}
			return
		}
		begin, n := time.Now(), 0
		tick := time.NewTicker(time.Duration(float64(time.Second) / o.rate))
		defer tick.Stop()
		for {
			select {
			case <-stop:
				done <- rate{rate: float64(n) / time.Since(begin).Seconds()}
				return
			case <-tick.C:
			}
			r := p.report(len(there) + n)
			if _, err := l.Add(ctx, r.capture, r.document, r.reading); err != nil {
				done <- rate{err: err}
				return
			}
			n++
		}
	}()
	return done, stop
}

func tellLatency(when string, all []latency) {
	for _, a := range all {
		fmt.Printf("%-15s %s: p50 %.1f ms, p99 %.1f ms, longest %.1f ms; processor time p50 %.1f ms, p99 %.1f ms (%d asked, %d kB each)\n",
			a.kind, when, ms(a.p50), ms(a.p99), ms(a.longest), ms(a.cpu), ms(a.cpu99), a.asked, a.bytes/1000)
	}
}
