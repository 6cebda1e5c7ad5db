package accounts

import (
	"net/netip"
	"time"
)

// Pace says how often one may try: so many tries at once, and from then on a
// wait that doubles with each, up to a longest. Tries are forgotten after a
// time without any.
type Pace struct {
	Free    int
	First   time.Duration
	Longest time.Duration
	Forget  time.Duration
}

// The paces of signing in. The longest wait of an account is short, for
// somebody else can make it wait; a password of twelve characters still
// outlives the 1440 guesses a day that it leaves. Addresses wait longer, but
// may try more often at first: many may share one.
func accountPace() Pace {
	return Pace{Free: 5, First: time.Second, Longest: time.Minute, Forget: Idle}
}

func addressPace() Pace {
	return Pace{Free: 20, First: time.Second, Longest: 15 * time.Minute, Forget: Idle}
}

// Next judges a try of one who tried so often, the last time so long ago: how
// long it must wait, 0 if it may, and how many tries there are then. A clock
// that was put back makes nobody wait longer than the longest wait.
func (p Pace) Next(tries int, ago time.Duration) (wait time.Duration, after int) {
	if ago >= p.Forget {
		tries = 0
	}
	if tries < p.Free {
		return 0, tries + 1
	}
	delay := p.Longest
	if over := tries - p.Free; over < 20 {
		delay = min(p.First<<over, p.Longest)
	}
	if wait = delay - max(0, ago); wait > 0 {
		return wait, tries
	}
	return 0, tries + 1
}

// addressKey gives what tries from an address are counted by: the address, and
// of IPv6 the network of 64 bits that one customer has at least.
func addressKey(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return "address ?"
	}
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return "address " + p.String()
		}
	}
	return "address " + a.String()
}
