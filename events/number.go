package events

import (
	"math"
	"strconv"
)

// amount is a number as a report gives it: from low to high.
type amount struct {
	low, high float64
	known     bool
	approx    bool
}

// agreement says how well two numbers fit.
type agreement int

const (
	notBoth agreement = iota // one of them is not known
	equal
	near // as far apart as reports of one event are
	far
)

const (
	// spread is how far reports of one event differ in a number, as a share of it.
	spread = 0.1
	// roughSpread is the same where one of them says "about".
	roughSpread = 0.2
	// handful is how far they differ in any case.
	handful = 3
)

// fit compares two numbers.
func (a amount) fit(b amount) agreement {
	switch {
	case !a.known || !b.known:
		return notBoth
	case a.low == b.low && a.high == b.high:
		return equal
	}
	share := spread
	if a.approx || b.approx || a.low != a.high || b.low != b.high {
		share = roughSpread
	}
	gap := math.Max(b.low-a.high, a.low-b.high)
	if gap <= math.Max(handful, share*math.Max(a.high, b.high)) && gap <= math.Min(a.high, b.high) {
		return near
	}
	return far
}

// telling reports whether two numbers are the same and unlikely to be so by
// chance: exact, and neither small nor round.
func telling(a, b amount) bool {
	return a == b && a.known && !a.approx && a.low == a.high && a.low > 12 && math.Mod(a.low, 50) != 0
}

func people(n, most *int, approx bool) amount {
	if n == nil {
		return amount{}
	}
	a := amount{low: float64(*n), high: float64(*n), known: true, approx: approx}
	if most != nil {
		a.high = math.Max(a.high, float64(*most))
	}
	return a
}

// String writes a number as answers show it.
func (a amount) String() string {
	s := strconv.FormatFloat(a.low, 'f', -1, 64)
	if a.high > a.low {
		s += " to " + strconv.FormatFloat(a.high, 'f', -1, 64)
	}
	if a.approx {
		s = "about " + s
	}
	return s
}
