package conformance

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"demarche"
)

func manyAtOnce(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	const workers, reports = 6, 12
	added := make([]int, workers)
	var wg sync.WaitGroup
	shared := make([]Report, reports) // the same values in all goroutines
	for n := range shared {
		shared[n] = Sample(uint64(n))
	}
	for w := range workers {
		wg.Go(func() {
			for i := range reports {
				r := shared[(i+w*5)%reports]
				outcome, err := l.Add(t.Context(), r.Capture, r.Document, r.Reading)
				if err != nil {
					t.Errorf("add: %v", err)
				} else if outcome == demarche.Added {
					added[w]++
				}
				if _, err := l.Entries(t.Context(), demarche.Filter{State: "COL"}); err != nil {
					t.Errorf("entries: %v", err)
				}
			}
		})
	}
	wg.Wait()
	total := 0
	for _, n := range added {
		total += n
	}
	if total != reports || len(documents(t, l)) != reports {
		t.Errorf("%d reports were added, %d are there, want %d", total, len(documents(t, l)), reports)
	}
	sound(t, l)
}

func endedContext(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	add(t, l, Sample(1), demarche.Added)
	head := sound(t, l).LogHead
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := Sample(2)
	if _, err := l.Add(ctx, r.Capture, r.Document, r.Reading); !errors.Is(err, context.Canceled) {
		t.Errorf("add: %v", err)
	}
	if _, err := l.Entries(ctx, demarche.Filter{}); !errors.Is(err, context.Canceled) {
		t.Errorf("entries: %v", err)
	}
	if _, err := l.Verify(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("verify: %v", err)
	}
	if sound(t, l).LogHead != head {
		t.Error("an addition whose context had ended was kept")
	}
	add(t, l, r, demarche.Added)
}

// endingContext ends contexts at ever later moments of an addition.
func endingContext(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	for n := range uint64(60) {
		r := rich(n)
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(n)*20*time.Microsecond)
		_, err := l.Add(ctx, r.Capture, r.Document, r.Reading)
		cancel()
		got := len(entries(t, l, demarche.Filter{Document: r.Document.Hash()}))
		switch {
		case err == nil && got != len(r.Reading.Records):
			t.Fatalf("an addition that was acknowledged left %d of %d entries", got, len(r.Reading.Records))
		case err != nil && !errors.Is(err, context.DeadlineExceeded):
			t.Fatal(err)
		case err != nil && got != 0 && got != len(r.Reading.Records):
			t.Fatalf("an addition that was broken off left %d of %d entries", got, len(r.Reading.Records))
		}
	}
	sound(t, l)
}

func verifies(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	records := 0
	for n := range uint64(60) {
		r := rich(n)
		add(t, l, r, demarche.Added)
		records += len(r.Reading.Records)
	}
	last, of := -1, 0
	v, err := l.Verify(t.Context(), func(done, total int) {
		if done < last || done > total {
			t.Errorf("progress goes from %d to %d of %d", last, done, total)
		}
		last, of = done, total
	})
	if err != nil {
		t.Fatal(err)
	}
	if last != of || of == 0 {
		t.Errorf("progress ends at %d of %d", last, of)
	}
	if v.Captures != 60 || v.Documents != 60 || v.Records != records || v.Spans != records || len(v.Faults) != 0 || v.LogHead == "" ||
		v.LogLength != int64(60*3+records) {
		t.Errorf("verified %+v, want 60 captures and documents and %d records", v, records)
	}
}
