package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"demarche/ledger"
	"demarche/ledger/postgres"
	"demarche/ledger/sqlite"
)

// Made is what the made-up reports are, on average.
type Made struct {
	Words       float64 `json:"words"`
	Records     float64 `json:"records"`
	PageBytes   float64 `json:"page_bytes"`
	TextBytes   float64 `json:"text_bytes"`
	PackedBytes float64 `json:"packed_bytes"` // of the page as the ledger keeps it
}

// Reading is how many reports a second are read and kept.
type Reading struct {
	Where
	Reports int    `json:"reports"`
	Rounds  int    `json:"rounds"`
	Ways    []Way  `json:"ways"`
	Version string `json:"postgresql"`
	// What a report takes in PostgreSQL, its page apart, in bytes.
	BytesReport float64 `json:"bytes_a_report"`
	LogReport   float64 `json:"wal_bytes_a_report"` // written ahead
}

// Way is one way of reading them.
type Way struct {
	Name         string    `json:"name"`
	Rates        []float64 `json:"rates"`         // reports a second, one each round
	Rate         float64   `json:"rate"`          // the median
	ProgramTime  float64   `json:"program_ms"`    // processor time a report of the program, its start included
	DatabaseTime float64   `json:"postgresql_ms"` // of PostgreSQL
}

// way reads the reports of a folder and gives the times at which each was kept.
type way struct {
	name string
	run  func(ctx context.Context, t *team, folder string) (taken, error)
}

// taken is what a run took.
type taken struct {
	at                []time.Time // when each was kept
	program, database time.Duration
	logged            float64 // bytes that PostgreSQL wrote ahead
	ledger            string  // kept for a look at it, in PostgreSQL
}

// Ways of reading. The first is what the others are compared with.
const alone, oneWorker, twoWorkers, both = "demarche add, a file, one core", "one worker, one core", "two workers, one core each", "demarche add, a file, two cores"

func ways() []way {
	return []way{
		{alone, func(ctx context.Context, t *team, folder string) (taken, error) { return t.addAlone(ctx, folder, 1) }},
		{oneWorker, func(ctx context.Context, t *team, folder string) (taken, error) { return t.workers(ctx, folder, 1) }},
		{twoWorkers, func(ctx context.Context, t *team, folder string) (taken, error) { return t.workers(ctx, folder, 2) }},
		{both, func(ctx context.Context, t *team, folder string) (taken, error) { return t.addAlone(ctx, folder, 2) }},
	}
}

// measureReading has the same reports read in each way, one after the other, in
// several rounds: what disturbs the machine for a while disturbs all ways.
func (t *team) measureReading(ctx context.Context) (*Reading, *Made, error) {
	folder, err := t.files(0, t.reports)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	r := &Reading{Where: where(), Reports: t.reports, Rounds: t.rounds}
	all := ways()
	programs, databases := make([][]float64, len(all)), make([][]float64, len(all))
	r.Ways = make([]Way, len(all))
	var made *Made
	for round := range t.rounds {
		for i, w := range all {
			got, err := w.run(ctx, t, folder)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", w.name, err)
			}
			if len(got.at) != t.reports {
				return nil, nil, fmt.Errorf("%s: %d of %d reports were read", w.name, len(got.at), t.reports)
			}
			r.Ways[i].Name = w.name
			r.Ways[i].Rates = append(r.Ways[i].Rates, rate(got.at))
			programs[i] = append(programs[i], ms(got.program)/float64(t.reports))
			databases[i] = append(databases[i], ms(got.database)/float64(t.reports))
			_, _ = fmt.Fprintf(t.log, "round %d, %s: %.1f reports a second\n", round+1, w.name, rate(got.at))
			if got.ledger == "" {
				continue
			}
			r.LogReport = got.logged / float64(t.reports)
			if made, err = t.weigh(ctx, got.ledger, r); err == nil {
				err = t.drop(ctx, got.ledger)
			}
			if err != nil {
				return nil, nil, err
			}
		}
	}
	for i := range r.Ways {
		r.Ways[i].Rate, r.Ways[i].ProgramTime, r.Ways[i].DatabaseTime = median(r.Ways[i].Rates), median(programs[i]), median(databases[i])
	}
	return r, made, nil
}

func median(all []float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// rate gives how many a second there are, the first and the last tenth apart:
// there not all workers work.
func rate(at []time.Time) float64 {
	slices.SortFunc(at, time.Time.Compare)
	tenth := len(at) / 10
	at = at[tenth : len(at)-tenth]
	return float64(len(at)-1) / at[len(at)-1].Sub(at[0]).Seconds()
}

// addAlone has one process read the reports into a file.
func (t *team) addAlone(ctx context.Context, folder string, cores int) (taken, error) {
	path := filepath.Join(t.folder, "alone.db")
	defer t.removeFile(path)
	c, err := t.start(ctx, path, cores, io.Discard, "add", folder)
	if err == nil {
		err = c.Wait()
	}
	if err != nil {
		return taken{}, err
	}
	l, err := sqlite.Open(ctx, path, sqlite.Options{ReadOnly: true})
	if err != nil {
		return taken{}, err
	}
	defer func() { _ = l.Close() }()
	at, err := readAt(ctx, l)
	return taken{at: at, program: used(c)}, err
}

func (t *team) removeFile(path string) {
	all, _ := filepath.Glob(path + "*")
	for _, name := range all {
		_ = os.RemoveAll(name)
	}
}

// workers has so many workers, on one core each, read reports that were captured.
func (t *team) workers(ctx context.Context, folder string, n int) (taken, error) {
	address := t.schema()
	add, err := t.start(ctx, address, t.cores, io.Discard, "add", "--later", folder)
	if err == nil {
		err = add.Wait()
	}
	if err != nil {
		return taken{}, err
	}
	l, err := postgres.Open(ctx, address, postgres.Options{ReadOnly: true})
	if err != nil {
		return taken{}, err
	}
	defer func() { _ = l.Close() }()
	before := t.databaseTime()
	logged, err := writtenAhead(ctx, l)
	if err != nil {
		return taken{}, err
	}
	all := make([]*exec.Cmd, n)
	for i := range all {
		if all[i], err = t.start(ctx, address, 1, io.Discard, "worker"); err != nil {
			return taken{}, err
		}
	}
	if err := t.untilRead(ctx, l); err != nil {
		return taken{}, err
	}
	got := taken{ledger: address}
	for _, c := range all {
		if err := end(c); err != nil {
			return taken{}, err
		}
		got.program += used(c)
	}
	got.database = t.databaseTime() - before
	if got.logged, err = writtenAhead(ctx, l); err != nil {
		return taken{}, err
	}
	got.logged -= logged
	got.at, err = readAt(ctx, l)
	return got, err
}

// writtenAhead gives how many bytes of log PostgreSQL has written since it was made.
func writtenAhead(ctx context.Context, l *postgres.Store) (bytes float64, err error) {
	err = l.Pool().QueryRow(ctx, "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8").Scan(&bytes)
	return bytes, err
}

// untilRead waits until nothing is unread.
func (t *team) untilRead(ctx context.Context, l ledger.Intake) error {
	for after := int64(0); ; {
		unread, err := l.Unread(ctx, t.reader.Version(), after, 1)
		if err != nil || len(unread) == 0 {
			return err
		}
		after = unread[0] - 1
		if err := wait(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
}

// readAt gives when each report was kept that was read.
func readAt(ctx context.Context, l ledger.LineSource) (at []time.Time, err error) {
	_, err = l.Lines(ctx, 0, func(line ledger.Exported) error {
		if line.What == "reading" {
			at = append(at, line.At)
		}
		return nil
	})
	return at, err
}

// weigh finds what the reports of a ledger are and take.
func (t *team) weigh(ctx context.Context, address string, r *Reading) (*Made, error) {
	l, err := postgres.Open(ctx, address, postgres.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = l.Close() }()
	var m Made
	var all, n float64
	if err := l.Pool().QueryRow(ctx, "SELECT (SELECT count(*) FROM members)::float8, (SELECT sum(size) FROM blobs)::float8, (SELECT sum(octet_length(packed)) FROM blobs)::float8,"+
		" (SELECT count(*) FROM readings)::float8, (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = $1::regnamespace)::float8, current_setting('server_version')",
		l.Schema()).Scan(&m.Records, &m.PageBytes, &m.PackedBytes, &n, &all, &r.Version); err != nil {
		return nil, fmt.Errorf("weigh the reports: %w", err)
	}
	for i := range t.reports {
		m.Words += float64(t.press.report(i).words)
	}
	r.BytesReport = (all - m.PackedBytes) / n
	_, err = l.Lines(ctx, 0, func(line ledger.Exported) error {
		if line.Text != nil {
			m.TextBytes += float64(len(*line.Text))
		}
		return nil
	})
	for _, x := range []*float64{&m.Words, &m.Records, &m.PageBytes, &m.PackedBytes, &m.TextBytes} {
		*x /= n
	}
	return &m, err
}
