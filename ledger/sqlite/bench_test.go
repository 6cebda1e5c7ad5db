package sqlite_test

import (
	"path/filepath"
	"testing"
	"time"

	"demarche"
	"demarche/ledger/conformance"
	"demarche/ledger/sqlite"
)

func BenchmarkAdd(b *testing.B) {
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "ledger.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	n := uint64(0)
	for b.Loop() {
		r := conformance.Sample(n)
		n++
		if _, err := s.Add(b.Context(), r.Capture, r.Document, r.Reading); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
}

func BenchmarkEntries(b *testing.B) {
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "ledger.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for n := range uint64(2000) {
		r := conformance.Sample(n)
		if _, err := s.Add(b.Context(), r.Capture, r.Document, r.Reading); err != nil {
			b.Fatal(err)
		}
	}
	for name, f := range map[string]demarche.Filter{
		"all":               {},
		"positions of COL":  {Kinds: []demarche.Kind{demarche.KindPosition}, ToState: "COL"},
		"one document":      {Document: demarche.HashOf([]byte(conformance.Sample(7).Document.Text))},
		"a name in a month": {Name: "nandu", Since: "2025-01", Until: "2025-01"},
	} {
		b.Run(name, func(b *testing.B) {
			var total int
			for b.Loop() {
				all, err := s.Entries(b.Context(), f)
				if err != nil {
					b.Fatal(err)
				}
				total += len(all)
			}
			b.ReportMetric(float64(total)/float64(b.N), "entries")
			b.ReportMetric(float64(total)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}

// BenchmarkAddEarlyAndLate compares what adding a report costs in a ledger of
// a thousand reports with what it costs in one of twenty thousand.
func BenchmarkAddEarlyAndLate(b *testing.B) {
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "ledger.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	n := uint64(0)
	fill := func(to uint64) time.Duration {
		begin := time.Now()
		for ; n < to; n++ {
			r := conformance.Sample(n)
			if _, err := s.Add(b.Context(), r.Capture, r.Document, r.Reading); err != nil {
				b.Fatal(err)
			}
		}
		return time.Since(begin)
	}
	const measured = 500
	for b.Loop() { // once, because it takes a minute
		fill(1000)
		early := fill(1000 + measured)
		fill(20000)
		late := fill(20000 + measured)
		b.ReportMetric(early.Seconds()/measured*1000, "ms/early")
		b.ReportMetric(late.Seconds()/measured*1000, "ms/late")
		b.ReportMetric(late.Seconds()/early.Seconds(), "late/early")
	}
}
