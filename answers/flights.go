package answers

import (
	"context"

	"demarche"
)

// movements gives the part of a filter by which lists of movements are remembered.
func movements(f demarche.Filter) demarche.Filter {
	return demarche.Filter{Kinds: []demarche.Kind{demarche.KindMovement}, State: f.State, FromState: f.FromState, ToState: f.ToState}
}

// lastDay is after every day of which something is reported.
const lastDay demarche.Date = "9999-12-31"

// FlightEventsWithin lists movements as FlightEvents does, narrowed by states
// and days alone. What it costs depends on how many movements there are from
// Since to Until, not on how many the ledger holds. Movements of no day are
// listed only if neither is given.
func (a *Answers) FlightEventsWithin(ctx context.Context, f demarche.Filter) (EventList, error) {
	if !f.Since.Known() && !f.Until.Known() {
		return a.FlightEvents(ctx, movements(f))
	}
	since, until := demarche.Date(""), lastDay
	if f.Since.Known() {
		since = demarche.Day(f.Since.First())
	}
	if f.Until.Known() {
		until = demarche.Day(f.Until.Last())
	}
	ids, err := a.sources.within(ctx, movements(f), since, until)
	if err != nil {
		return EventList{}, err
	}
	found, err := a.eventsOfRecords(ctx, demarche.KindMovement, ids)
	if err != nil {
		return EventList{}, err
	}
	return newEventList(found), nil
}

// SinceWhen gives the day since which there are at most so many movements,
// for a list that is to show the newest; empty if there are no more in all.
// A movement whose day is yet to come is newer than what has happened.
func (a *Answers) SinceWhen(ctx context.Context, f demarche.Filter, most int) (demarche.Date, error) {
	s := a.sources
	s.mu.Lock()
	defer s.mu.Unlock()
	l, err := s.outlined(ctx, movements(f))
	if err != nil {
		return "", err
	}
	n := s.lists.names
	dated := len(l.outline)
	for dated > 0 && !demarche.Date(n.of(l.outline[dated-1].day)).Known() {
		dated--
	}
	if len(l.outline) <= most || dated == 0 {
		return "", nil
	}
	first := demarche.Date(n.of(l.outline[max(0, dated-most)].day)).Last()
	day := demarche.Day(first)
	if next := demarche.Day(first.AddDate(0, 0, 1)); next <= demarche.Date(n.of(l.outline[dated-1].day)) {
		day = next // there may be more of the first day than are shown
	}
	return day, nil
}
