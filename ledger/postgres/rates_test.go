package postgres_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/postgres"
)

var _ ledger.RateKeeper = (*postgres.Store)(nil)

func TestRequestsAreCountedForAllServersTogether(t *testing.T) {
	address := empty(t)
	one, two := open(t, address, postgres.Options{}), open(t, address, postgres.Options{})
	ask := func(s *postgres.Store, client string) time.Duration {
		t.Helper()
		wait, err := s.Rate(t.Context(), client, 0.5, 3)
		if err != nil {
			t.Fatal(err)
		}
		return wait
	}
	for i, s := range []*postgres.Store{one, two, one} {
		if wait := ask(s, "192.0.2.1/32"); wait != 0 {
			t.Errorf("request %d of 3 at once has to wait %s", i+1, wait)
		}
	}
	for _, s := range []*postgres.Store{one, two} {
		if wait := ask(s, "192.0.2.1/32"); wait <= 0 || wait > 2*time.Second {
			t.Errorf("the fourth has to wait %s, want at most 2s", wait)
		}
	}
	if wait := ask(two, "192.0.2.2/32"); wait != 0 {
		t.Errorf("another client has to wait %s", wait)
	}
	conn := raw(t, address)
	if _, err := conn.Exec(t.Context(), "UPDATE rates SET until = until - interval '2 seconds' WHERE client = '192.0.2.1/32'"); err != nil {
		t.Fatal(err)
	}
	if a, b := ask(one, "192.0.2.1/32"), ask(two, "192.0.2.1/32"); a != 0 || b <= 0 {
		t.Errorf("two seconds later the waits are %s and %s; one request is free", a, b)
	}
	if _, err := open(t, address, postgres.Options{ReadOnly: true}).Rate(t.Context(), "192.0.2.1/32", 1, 1); demarche.CodeOf(err) != demarche.Storage {
		t.Errorf("on a ledger open for reading: %v", err)
	}
	if v, err := one.Verify(t.Context(), nil); err != nil || len(v.Faults) != 0 {
		t.Errorf("verify: %v, %v", v.Faults, err)
	}
}

// Many at once are no way around, and clients that need not be remembered are forgotten.
func TestAFloodOfRequestsIsCountedExactly(t *testing.T) {
	address := empty(t)
	stores := []*postgres.Store{open(t, address, postgres.Options{}), open(t, address, postgres.Options{})}
	if _, err := raw(t, address).Exec(t.Context(), "INSERT INTO rates SELECT 'old ' || n, now() - interval '1 minute' FROM generate_series(1, 50) n"); err != nil {
		t.Fatal(err)
	}
	var served atomic.Int32
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 40 {
				wait, err := stores[i%2].Rate(t.Context(), "flood", 0.001, 17)
				if err != nil {
					t.Error(err)
				}
				if wait == 0 {
					served.Add(1)
				}
			}
		})
	}
	group.Wait()
	if served.Load() != 17 {
		t.Errorf("%d requests are served, want 17", served.Load())
	}
	for range 1000 { // so many are counted that it is swept
		if _, err := stores[0].Rate(t.Context(), "often", 1e6, 1e6); err != nil {
			t.Fatal(err)
		}
	}
	var left int
	if err := raw(t, address).QueryRow(t.Context(), "SELECT count(*) FROM rates WHERE client LIKE 'old %'").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d are remembered who need not be, %v", left, err)
	}
}
