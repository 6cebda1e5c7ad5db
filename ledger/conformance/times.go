package conformance

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"demarche"
)

// pages reads the entries in pages of every size.
func pages(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	l := closing(t, open)
	for n := range uint64(8) {
		add(t, l, rich(n), demarche.Added)
	}
	for _, f := range []demarche.Filter{{}, {State: "COL"}} {
		all := entries(t, l, f)
		for size := 1; size <= len(all)+1; size++ {
			var got []demarche.Entry
			for page := f; ; page.After = got[len(got)-1].Sequence {
				page.Limit = size
				next := entries(t, l, page)
				if len(next) > size {
					t.Fatalf("a page of %d has %d entries", size, len(next))
				}
				if got = append(got, next...); len(next) < size || len(got) > len(all) {
					break
				}
			}
			compare(t, got, all)
		}
	}
}

// moment is what the ledger answered at a time.
type moment struct {
	at      time.Time
	entries []demarche.Entry
}

// known adds and decides anything, and asks afterwards what the ledger
// answered at each moment.
func known(t *testing.T, open func(t *testing.T) demarche.Ledger) {
	everything := demarche.Filter{Rejected: true}
	rapid.Check(t, func(rt *rapid.T) {
		l, m := open(t), newModel()
		defer func() { _ = l.Close() }()
		history := []moment{{time.Now().Add(-time.Hour), nil}}
		reports := []Report{Draw(rt, 1), Draw(rt, 2)}
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			if rapid.Bool().Draw(rt, "add") {
				r := vary(rt, rapid.SampledFrom(reports).Draw(rt, "report"))
				add(rt, l, r, m.add(r))
			} else {
				decideAnything(rt, l, m)
			}
			time.Sleep(time.Millisecond) // longer than the clock's tick
			history = append(history, moment{time.Now(), entries(rt, l, everything)})
			time.Sleep(time.Millisecond)
		}
		for _, past := range history {
			f := everything
			f.KnownBy = past.at
			compare(rt, entries(rt, l, f), past.entries)
		}
		future := everything
		future.KnownBy = time.Now().Add(time.Hour)
		compare(rt, entries(rt, l, future), history[len(history)-1].entries)
	})
}
