package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/ledger/postgres"
	"demarche/work/queue"
)

// Lag is how long it takes from a capture to what was read of it.
type Lag struct {
	Where
	Rate    float64 `json:"rate"`    // reports a second that are captured
	Seconds float64 `json:"seconds"` // for so long
	Before  int     `json:"before"`  // reports that lay in the ledger
	Workers int     `json:"workers"`

	Taken   Spread  `json:"taken"`   // until the capture was acknowledged
	Kept    Spread  `json:"kept"`    // from its line in the log to that of its reading
	Shown   Spread  `json:"shown"`   // from the acknowledgment to an answer over HTTP with a record of it, of a sample
	Backlog []int   `json:"backlog"` // reports that were due and not read yet, every tenth of the time
	Grows   bool    `json:"grows"`   // the backlog
	Drained float64 `json:"drained"` // seconds from the last capture until nothing was unread

	// Processor time a report that was captured, in milliseconds.
	ServerTime   float64 `json:"server_ms"`
	WorkersTime  float64 `json:"workers_ms"`
	DatabaseTime float64 `json:"postgresql_ms"`
}

// Spread is how times spread, in milliseconds.
type Spread struct {
	Count   int     `json:"count"`
	P50     float64 `json:"p50_ms"`
	P95     float64 `json:"p95_ms"`
	Longest float64 `json:"longest_ms"`
}

func spread(all []time.Duration) Spread {
	if len(all) == 0 {
		return Spread{}
	}
	slices.Sort(all)
	last := len(all) - 1
	return Spread{len(all), ms(all[last/2]), ms(all[last*95/100]), ms(all[last])}
}

// probe is a report of a sample: the record of it that an answer is to show.
type probe struct {
	record       string // id
	address      string // that asks for the day of the record
	acknowledged time.Time
	shown        time.Duration // from the acknowledgment
}

const (
	// lookEvery is how often it is looked whether an answer shows a record, of
	// whichever report: were each looked for so often, the server would do
	// little else once reports wait.
	lookEvery = 50 * time.Millisecond
	// patience is for how long a record is looked for.
	patience = 10 * time.Minute
)

// measureLag has workers and a server work on a ledger, captures reports at a
// steady rate, and looks when they are answered with.
func (t *team) measureLag(ctx context.Context) (m *Lag, err error) {
	address := t.schema()
	folder, err := t.files(0, t.before)
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	add, err := t.start(ctx, address, t.cores, io.Discard, "add", folder)
	if err == nil {
		err = add.Wait()
	}
	if err != nil {
		return nil, err
	}
	n := int(t.rate * t.lasting.Seconds())
	probes, err := t.probes(ctx, t.before, n)
	if err != nil {
		return nil, err
	}
	l, _, err := t.open(ctx, address)
	if err != nil {
		return nil, err
	}
	defer func() {
		_ = l.Close()
		if derr := t.drop(ctx, address); err == nil {
			err = derr
		}
	}()
	working, site, err := t.works(ctx, address)
	if err != nil {
		return nil, errors.Join(err, endAll(working))
	}
	m = &Lag{Where: where(), Rate: t.rate, Seconds: t.lasting.Seconds(), Before: t.before, Workers: t.workersInLag}
	before := t.databaseTime()
	err = t.feed(ctx, l, site, probes, m)
	m.DatabaseTime = ms(t.databaseTime()-before) / float64(n)
	if err = errors.Join(err, endAll(working)); err != nil {
		return nil, err
	}
	m.ServerTime = ms(used(working[0])) / float64(n)
	for _, c := range working[1:] {
		m.WorkersTime += ms(used(c)) / float64(n)
	}
	return m, nil
}

// endAll ends programs.
func endAll(all []*exec.Cmd) error {
	var errs []error
	for _, c := range all {
		errs = append(errs, end(c))
	}
	return errors.Join(errs...)
}

// works starts a server and workers, and waits until the server is ready. What was
// started is given also where something fails.
func (t *team) works(ctx context.Context, address string) (all []*exec.Cmd, site string, err error) {
	server, site, err := t.serve(ctx, address)
	if err != nil {
		return nil, "", err
	}
	all = append(all, server)
	for range t.workersInLag {
		c, err := t.start(ctx, address, 1, io.Discard, "worker")
		if err != nil {
			return all, "", err
		}
		all = append(all, c)
	}
	for ctx.Err() == nil {
		if _, err := get(ctx, site+"/readyz"); err == nil {
			return all, site, wait(ctx, time.Second) // the workers have loaded what they read with
		}
		_ = wait(ctx, lookEvery)
	}
	return all, "", context.Cause(ctx)
}

// feed captures n reports at the rate, looks for those of the sample, and notes what it sees.
func (t *team) feed(ctx context.Context, l *postgres.Store, site string, probes map[int]*probe, m *Lag) error {
	n := int(m.Rate * m.Seconds)
	acknowledged := make([]time.Duration, n)
	errs, looked := make(chan error, n), make(chan error, 1)
	var group sync.WaitGroup
	captured := make(chan *probe, len(probes))
	go func() { looked <- lookFor(ctx, site, captured) }()
	live := queue.WithPriority(ctx, queue.Live)
	head, err := l.Head(ctx)
	if err != nil {
		return err
	}
	watched, stopWatching := context.WithCancel(ctx)
	defer stopWatching()
	watching := make(chan error, 1)
	var offered atomic.Int64
	go func() { watching <- t.watchBacklog(watched, l, head.Size, &offered, m) }()
	begin := time.Now()
	for i := range n {
		due := begin.Add(time.Duration(float64(i) / m.Rate * float64(time.Second)))
		r := t.press.report(m.Before + i)
		if err := wait(ctx, time.Until(due)); err != nil {
			return err
		}
		offered.Add(1)
		group.Go(func() {
			if _, _, err := l.Take(live, r.capture()); err != nil {
				errs <- err
				return
			}
			at := time.Now()
			acknowledged[i] = at.Sub(due)
			if p := probes[i]; p != nil {
				p.acknowledged = at
				captured <- p
			}
		})
	}
	last := time.Now()
	stopWatching()
	if err := <-watching; err != nil {
		return err
	}
	group.Wait()
	close(captured)
	close(errs)
	for err := range errs {
		return err
	}
	if err := t.untilRead(ctx, l); err != nil {
		return err
	}
	m.Drained = time.Since(last).Seconds()
	if err := <-looked; err != nil {
		return err
	}
	m.Taken = spread(acknowledged)
	var shown []time.Duration
	for _, p := range probes {
		shown = append(shown, p.shown)
	}
	m.Shown = spread(shown)
	kept, err := keptAfter(ctx, l, head.Size)
	m.Kept = spread(kept)
	m.Grows = grows(m.Backlog, m.Rate)
	return err
}

// grows tells whether the backlog of the second half is above that of the first
// by more than what is captured in a second.
func grows(backlog []int, rate float64) bool {
	half := len(backlog) / 2
	if half == 0 {
		return false
	}
	mean := func(all []int) float64 {
		sum := 0
		for _, n := range all {
			sum += n
		}
		return float64(sum) / float64(len(all))
	}
	return mean(backlog[half:]) > mean(backlog[:half])+rate
}

// watchBacklog counts, ten times in all, what was to be captured and is not read
// yet, whether the capture waits or the reading.
func (t *team) watchBacklog(ctx context.Context, l *postgres.Store, after int64, offered *atomic.Int64, m *Lag) error {
	for {
		if wait(ctx, time.Duration(m.Seconds/10*float64(time.Second))) != nil {
			return nil
		}
		due := int(offered.Load())
		var read int
		err := l.Pool().QueryRow(ctx, "SELECT count(*) FROM readings WHERE sequence > $1", after).Scan(&read)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		m.Backlog = append(m.Backlog, max(due-read, 0))
		_, _ = fmt.Fprintf(t.log, "backlog: %d\n", max(due-read, 0))
	}
}

// keptAfter gives how long after each capture behind a line its reading was kept.
func keptAfter(ctx context.Context, l *postgres.Store, line int64) ([]time.Duration, error) {
	rows, err := l.Pool().Query(ctx, "SELECT min(lr.at) - max(lc.at) FROM captures c JOIN log lc ON lc.sequence = c.sequence JOIN documents d ON d.capture = c.sequence"+
		" JOIN readings r ON r.text = d.text JOIN log lr ON lr.sequence = r.sequence WHERE c.sequence > $1 GROUP BY c.sequence", line)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (time.Duration, error) {
		var d int64
		return time.Duration(d), row.Scan(&d)
	})
}

// probes reads some of the reports that will be captured, and says how an answer
// shows that it knows them: a position, an act or a movement in the time line of the days around.
func (t *team) probes(ctx context.Context, from, n int) (map[int]*probe, error) {
	probes := make(map[int]*probe)
	for i := 0; i < n; i += t.sampled {
		r := t.press.report(from + i)
		_, reading, err := t.read(ctx, r)
		if err != nil {
			return nil, err
		}
		for _, x := range reading.Records {
			if p := probeFor(x); p != nil {
				probes[i] = p
				break
			}
		}
	}
	if len(probes) == 0 {
		return nil, errors.New("no report of the sample has a record that a time line shows")
	}
	return probes, nil
}

// probeFor gives how an answer shows a record: the time line of a state of its on
// its day; nil if there is no such answer.
func probeFor(r demarche.Record) *probe {
	b, err := json.Marshal(r)
	if err != nil {
		return nil
	}
	var says struct {
		Kind  demarche.Kind
		State demarche.State // of a position
		Actor demarche.State // of an act
		From  demarche.State `json:"sender"` // of a movement
		Date  demarche.Date
	}
	if err := json.Unmarshal(b, &says); err != nil || len(says.Date) != len(time.DateOnly) {
		return nil
	}
	state := cmp.Or(says.State, says.Actor, says.From)
	switch says.Kind {
	case demarche.KindPosition, demarche.KindAct, demarche.KindMovement:
		if demarche.IsStateCode(string(state)) {
			day := string(says.Date)
			return &probe{record: r.Shared().ID, address: "/api/timeline?" + url.Values{"state": {string(state)}, "limit": {"1000"}, "since": {day}, "until": {day}}.Encode()}
		}
	}
	return nil
}

// lookFor asks for the records of reports that were captured, one after the
// other, until all were shown and no more come.
func lookFor(ctx context.Context, site string, captured <-chan *probe) error {
	var waiting []*probe
	for {
		if len(waiting) == 0 {
			select {
			case p, more := <-captured:
				if !more {
					return nil
				}
				waiting = append(waiting, p)
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		select {
		case p, more := <-captured:
			if more {
				waiting = append(waiting, p)
			}
		default:
		}
		p := waiting[0]
		body, err := get(ctx, site+p.address) // a server that has too much to do says so
		waiting = waiting[1:]
		switch p.shown = time.Since(p.acknowledged); {
		case err == nil && strings.Contains(body, p.record):
		case p.shown > patience || ctx.Err() != nil:
			return errors.Join(err, context.Cause(ctx), fmt.Errorf("%s does not show %s after %v", p.address, p.record, p.shown))
		default:
			waiting = append(waiting, p)
		}
		if err := wait(ctx, lookEvery); err != nil {
			return err
		}
	}
}

// get asks the server for a page.
func get(ctx context.Context, address string) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	b, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s: %s", address, answer.Status, b)
	}
	return string(b), err
}
