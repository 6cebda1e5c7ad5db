package postgres_test

import (
	"context"
	"path/filepath"
	"testing"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger"
	"demarche/ledger/conformance"
	"demarche/ledger/postgres"
	"demarche/ledger/sqlite"
)

// BenchmarkAdd adds one made-up report after the other, from one program.
func BenchmarkAdd(b *testing.B) {
	s, err := postgres.Open(b.Context(), pgtest.Schema(b, pgtest.URL(b)), postgres.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	n := uint64(0)
	for b.Loop() {
		r := conformance.Sample(n)
		if _, err := s.Add(b.Context(), r.Capture, r.Document, r.Reading); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

// BenchmarkMove copies a ledger of made-up reports from a file; it tells lines of the log a second.
func BenchmarkMove(b *testing.B) {
	from, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "ledger.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = from.Close() }()
	for n := range uint64(1000) {
		r := conformance.Sample(n)
		if _, err := from.Add(b.Context(), r.Capture, r.Document, r.Reading); err != nil {
			b.Fatal(err)
		}
	}
	lines := int64(0)
	for b.Loop() {
		lines += move(b, from)
	}
	b.ReportMetric(float64(lines)/b.Elapsed().Seconds(), "lines/s")
}

// move copies a ledger to a new schema, without verifying it, and gives how many lines it has.
func move(b *testing.B, from ledger.LineSource) int64 {
	b.Helper()
	to, err := postgres.Open(b.Context(), pgtest.Schema(b, pgtest.URL(b)), postgres.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = to.Close() }()
	batches := ledger.Batches{Take: func(lines []ledger.Exported) error { return to.Append(context.Background(), lines) }}
	head, err := from.Lines(b.Context(), 0, batches.Add)
	if err == nil {
		err = batches.Flush()
	}
	if err != nil {
		b.Fatal(err)
	}
	return head.Size
}

// BenchmarkEntriesForAudience asks for all entries of a ledger that withholds
// some: as who sees everything, and as everybody, whom the database shows each row
// that is not withheld. It tells the time for an entry.
func BenchmarkEntriesForAudience(b *testing.B) {
	h := newWithheld(b)
	const reports, hidden = 1000, 50
	for n := range uint64(reports) {
		a := addition{report: conformance.Sample(1000 + n)}
		if n%(reports/hidden) == 0 {
			a.into = "dossier-a"
		}
		a.to(b, h.writer)
	}
	conn := raw(b, h.as(b, "owner"))
	if _, err := conn.Exec(b.Context(), "ANALYZE"); err != nil {
		b.Fatal(err)
	}
	all, err := h.writer.ForRole(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = all.Close() }()
	for _, who := range []struct {
		name string
		sees *postgres.View
	}{{"everything", all}, {"audience", view(b, h.writer, nil)}} {
		b.Run(who.name, func(b *testing.B) {
			entries := 0
			for b.Loop() {
				got, err := who.sees.Entries(b.Context(), demarche.Filter{})
				if err != nil {
					b.Fatal(err)
				}
				entries += len(got)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(entries), "µs/entry")
		})
	}
}
