package postgres

import (
	"context"
	"errors"
	"time"
)

// sweepRates is after how many requests that one program counted those clients
// are forgotten that need not be remembered.
const sweepRates = 1000

// Rate counts a request of a client for all servers on the ledger together, or
// gives how long the client must wait.
func (s *Store) Rate(ctx context.Context, client string, perSecond float64, burst int) (time.Duration, error) {
	if s.readOnly {
		return 0, s.refused("count requests")
	}
	a := s.anywhere(ctx)
	p := named{"client": client, "gap": 1 / perSecond, "burst": max(1, burst)}
	counted, err := a.exec("CountRequest", p)
	if err != nil || counted == 1 {
		if err == nil && s.rated.Add(1)%sweepRates == 0 {
			_, err = a.exec("ForgetRequests", nil)
		}
		return 0, s.explain("count requests", err)
	}
	var seconds float64
	err = a.row("RequestWait", p).Scan(&seconds)
	if errors.Is(err, errNoRow) { // forgotten meanwhile: it may ask now
		return time.Nanosecond, nil
	}
	return max(time.Nanosecond, time.Duration(seconds*float64(time.Second))), s.explain("count requests", err)
}
