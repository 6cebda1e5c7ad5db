package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"syscall"
	"time"

	"demarche"
)

// block is how many reports are measured as one.
const block = 500

// measured is what adding a block of reports cost.
type measured struct {
	from   int
	middle time.Duration // of the times that Add took, the median
	worst  time.Duration
	cpu    time.Duration // of the process, per report; others on the machine do not change it
}

// fill adds the reports from the number of those that are there up to n, and
// gives what each block cost. Making the reports is not measured.
func fill(ctx context.Context, l demarche.Ledger, p *press, n int, tell io.Writer) ([]measured, error) {
	there, err := l.Documents(ctx)
	if err != nil {
		return nil, err
	}
	var blocks []measured
	for from := len(there); from < n; from += block {
		var reports []report
		for i := from; i < min(from+block, n); i++ {
			reports = append(reports, p.report(i))
		}
		m, err := addAll(ctx, l, reports)
		if err != nil {
			return blocks, err
		}
		m.from = from
		blocks = append(blocks, m)
		if from/block%20 == 19 {
			_, _ = fmt.Fprintf(tell, "%d reports, %.2f ms each (%.2f ms of processor time)\n", from+len(reports), ms(m.middle), ms(m.cpu))
		}
	}
	return blocks, nil
}

func addAll(ctx context.Context, l demarche.Ledger, reports []report) (measured, error) {
	took := make([]time.Duration, len(reports))
	before := cpuTime()
	for i, r := range reports {
		begin := time.Now()
		if _, err := l.Add(ctx, r.capture, r.document, r.reading); err != nil {
			return measured{}, err
		}
		took[i] = time.Since(begin)
	}
	cpu := cpuTime() - before
	slices.Sort(took)
	return measured{middle: took[len(took)/2], worst: took[len(took)-1], cpu: cpu / time.Duration(len(reports))}, nil
}

// cpuTime gives the processor time that the process has used, user and system.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// size gives the bytes of a file and of the write-ahead log beside it.
func size(path string) int64 {
	total := int64(0)
	for _, name := range []string{path, path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			total += info.Size()
		}
	}
	return total
}
