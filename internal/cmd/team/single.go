package main

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// Single is what one core does of a step alone, by the benchmarks of the packages.
type Single struct {
	Where
	Scan float64 `json:"pages_scanned"` // of archives, a second
	Read float64 `json:"reports_read"`  // a second
}

// measureSingle runs the benchmarks, on one core.
func (t *team) measureSingle(ctx context.Context) (*Single, error) {
	s := &Single{Where: where()}
	var err error
	if s.Scan, err = benchmark(ctx, "./source", "Scan", "pages/s"); err != nil {
		return nil, err
	}
	s.Read, err = benchmark(ctx, "./reader", "Read", "reports/s")
	return s, err
}

// benchmark gives a figure that a benchmark prints.
func benchmark(ctx context.Context, folder, name, unit string) (float64, error) {
	out, err := exec.CommandContext(ctx, "go", "test", folder, "-run", "xxx", "-bench", "^Benchmark"+name+"$", "-cpu", "1").Output()
	if err != nil {
		return 0, fmt.Errorf("benchmark %s of %s: %w: %s", name, folder, err, out)
	}
	return figure(string(out), name, unit)
}

// figure finds a figure in what benchmarks printed.
func figure(out, name, unit string) (float64, error) {
	for line := range strings.Lines(out) {
		f := strings.Fields(line)
		for i := range f {
			if i > 0 && f[i] == unit && strings.HasPrefix(f[0], "Benchmark"+name) {
				return strconv.ParseFloat(f[i-1], 64)
			}
		}
	}
	return 0, fmt.Errorf("benchmark %s printed no %s", name, unit)
}
