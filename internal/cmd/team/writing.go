package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"demarche"
	"demarche/ledger/postgres"
	"demarche/work/queue"
)

// Writing is how many reports a second one database takes that were read
// before, and how many captures with the job to read them. All writers wait for
// each other at the end of the log, so that this holds for any number of machines.
type Writing struct {
	Where
	Reports  int       `json:"reports"`
	Writers  []int     `json:"writers"`
	Captures []float64 `json:"captures"` // a second, by so many writers
	Readings []float64 `json:"readings"` // a second
}

// prepared is a report that was read.
type prepared struct {
	capture  demarche.Capture
	document demarche.Document
	reading  demarche.Reading
}

// measureWriting has 1, 2, 4 and 8 writers write what was read before.
func (t *team) measureWriting(ctx context.Context) (*Writing, error) {
	all := make([]prepared, t.writes)
	for i := range all {
		r := t.press.report(i)
		d, reading, err := t.read(ctx, r)
		if err != nil {
			return nil, err
		}
		all[i] = prepared{r.capture(), d, reading}
	}
	m := &Writing{Where: where(), Reports: t.writes}
	for _, writers := range []int{1, 2, 4, 8} {
		address := t.schema()
		captures, readings, err := t.writeBy(ctx, address, writers, all)
		if derr := t.drop(ctx, address); err == nil {
			err = derr
		}
		if err != nil {
			return nil, err
		}
		_, _ = fmt.Fprintf(t.log, "%d writers: %.0f captures, %.0f readings a second\n", writers, captures, readings)
		m.Writers, m.Captures, m.Readings = append(m.Writers, writers), append(m.Captures, captures), append(m.Readings, readings)
	}
	return m, nil
}

// writeBy has so many writers, each with connections of its own as a process
// has, take all captures and then add what was read of them.
func (t *team) writeBy(ctx context.Context, address string, writers int, all []prepared) (captures, readings float64, err error) {
	ledgers := make([]*postgres.Store, writers)
	for i := range ledgers {
		if ledgers[i], _, err = t.open(ctx, address); err != nil {
			return 0, 0, err
		}
		defer func() { _ = ledgers[i].Close() }()
	}
	live := queue.WithPriority(ctx, queue.Live)
	captures, err = each(ledgers, all, func(l *postgres.Store, p prepared) error {
		_, _, err := l.Take(live, p.capture)
		return err
	})
	if err != nil {
		return 0, 0, err
	}
	readings, err = each(ledgers, all, func(l *postgres.Store, p prepared) error {
		_, err := l.Add(ctx, p.capture, p.document, p.reading)
		return err
	})
	return captures, readings, err
}

// each does something with all that was prepared, each ledger one after the
// other, and gives how many a second that made.
func each(ledgers []*postgres.Store, all []prepared, do func(*postgres.Store, prepared) error) (rate float64, err error) {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, len(ledgers))
	begin := time.Now()
	for i, l := range ledgers {
		group.Go(func() {
			for errs[i] == nil {
				n := int(next.Add(1)) - 1
				if n >= len(all) {
					return
				}
				errs[i] = do(l, all[n])
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return 0, err
		}
	}
	return float64(len(all)) / time.Since(begin).Seconds(), nil
}
