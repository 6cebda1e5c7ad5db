package events

import (
	"time"

	"demarche"
)

// when is the time of a record in days since 1970, as far as anything tells.
type when struct {
	from, to  int
	known     bool
	estimated bool // from the day of publication alone
	ahead     bool // of a plan
}

const (
	// recently is how many days before its publication a report's undated news is taken to be of.
	recently = 2
	// presently is within how many days after it an undated plan is taken to be carried out.
	presently = 30
)

// whenOf gives the time of a record: its date, narrowed by the day on which the
// report appeared unless it tells of a plan, or else the days next to that.
func whenOf(e demarche.Entry) when {
	m, ok := e.Record.(*demarche.Movement)
	w := when{ahead: ok && m.Status == demarche.Planned}
	date, published := e.Record.When(), e.Publish.IsDay()
	p := dayNumber(e.Publish.First())
	switch {
	case date.Known():
		w.known, w.from, w.to = true, dayNumber(date.First()), dayNumber(date.Last())
		if published && !w.ahead && p >= w.from && p < w.to {
			w.to = p
		}
	case !published || e.Record.Shared().Kind == demarche.KindCount:
	case w.ahead:
		w.known, w.estimated, w.from, w.to = true, true, p, p+presently
	default:
		w.known, w.estimated, w.from, w.to = true, true, p-recently, p
	}
	return w
}

func dayNumber(t time.Time) int { return int(t.Unix() / (24 * 60 * 60)) }

func dayTime(n int) time.Time { return time.Unix(int64(n)*24*60*60, 0).UTC() }

// day reports whether the time is known to the day.
func (w when) day() bool { return w.known && !w.estimated && w.from == w.to }

// apart gives how many days lie between two times, 0 if they overlap.
func (w when) apart(o when) int { return max(0, o.from-w.to, w.from-o.to) }

// closeness says how well two times fit.
type closeness int

const (
	timeUnknown closeness = iota // one of them is not known
	sameDay                      // both are the same day
	nextDay                      // both are days, one after the other
	within                       // a day and the month it lies in, two equal months
	freshly                      // an estimate from the day of publication that fits
	loosely                      // a year, or an estimate in the month, that fits
	offEstimate                  // only an estimate does not fit
	otherTime                    // they exclude each other
)

// fit compares two times.
func (w when) fit(o when) closeness {
	switch {
	case !w.known || !o.known:
		return timeUnknown
	case w.day() && o.day():
		return [...]closeness{sameDay, nextDay, otherTime}[min(w.apart(o), 2)]
	case w.apart(o) > 0 && (w.adrift(o) || o.adrift(w)):
		return offEstimate
	case w.apart(o) > 0:
		return otherTime
	case w.fresh() && (o.day() || o.fresh()), o.fresh() && w.day():
		return freshly
	case w.estimated || o.estimated || w.to-w.from > 31 || o.to-o.from > 31:
		return loosely
	}
	return within
}

// fresh reports whether the time is an estimate for news.
func (w when) fresh() bool { return w.estimated && !w.ahead }

// adrift reports whether the time is an estimate that may be wrong about a
// thing at another time: news may be told late, but not before it happens.
func (w when) adrift(o when) bool { return w.estimated && (w.ahead || o.estimated || o.to < w.from) }
