package answers

import (
	"cmp"
	"context"
	"slices"

	"demarche"
)

// movements gives the part of a filter by which lists of movements are remembered.
func movements(f demarche.Filter) demarche.Filter {
	return demarche.Filter{Kinds: []demarche.Kind{demarche.KindMovement}, State: f.State, FromState: f.FromState, ToState: f.ToState}
}

// lastDay is after every day of which something is reported.
const lastDay demarche.Date = "9999-12-31"

// FlightList is movements in brief, each listed once.
type FlightList struct {
	Flights []*Flight // by day, oldest first, those of none last
	Perhaps []*Flight // that may be the same as others, see EventList
}

// FlightsWithin lists movements as FlightEvents does, narrowed by states and
// days alone and in brief. Nothing is read for it: what events of movements are
// in brief is kept, and put together again where something came that bears on it.
// Movements of no day are listed only if neither Since nor Until is given.
func (a *Answers) FlightsWithin(ctx context.Context, f demarche.Filter) (FlightList, error) {
	ids, err := a.sources.movementsWithin(ctx, f)
	if err != nil {
		return FlightList{}, err
	}
	all, err := a.sources.flightsOf(ctx, ids)
	return newFlightList(all), err
}

// movementsWithin gives the ids of the movements of states and days.
func (s *sources) movementsWithin(ctx context.Context, f demarche.Filter) ([]string, error) {
	if !f.Since.Known() && !f.Until.Known() {
		s.mu.Lock()
		defer s.mu.Unlock()
		l, err := s.outlined(ctx, movements(f))
		if err != nil {
			return nil, err
		}
		ids := make([]string, len(l.outline))
		for i, b := range l.outline {
			ids[i] = s.lists.names.long(b.id)
		}
		return ids, nil
	}
	since, until := demarche.Date(""), lastDay
	if f.Since.Known() {
		since = demarche.Day(f.Since.First())
	}
	if f.Until.Known() {
		until = demarche.Day(f.Until.Last())
	}
	return s.within(ctx, movements(f), since, until)
}

// newFlightList parts movements from those that may be the same as others, and sorts them.
func newFlightList(all []*Flight) FlightList {
	slices.SortFunc(all, func(x, y *Flight) int {
		if x.Day.Known() != y.Day.Known() {
			if x.Day.Known() {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.ID, y.ID))
	})
	var out FlightList
	for _, f := range all {
		if f.Perhaps {
			out.Perhaps = append(out.Perhaps, f)
		} else {
			out.Flights = append(out.Flights, f)
		}
	}
	return out
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

// FlightsSince lists movements with who tells of them: those of which any report
// tells of a day or later, of every day if it is empty, and any, the same or
// another, names one of some states, if any are given. It reads these movements
// and no others.
func (a *Answers) FlightsSince(ctx context.Context, states []demarche.State, since demarche.Date) (EventList, error) {
	ids, err := a.sources.movementsWithin(ctx, demarche.Filter{Since: since})
	if err != nil {
		return EventList{}, err
	}
	if len(states) > 0 {
		if ids, err = a.sources.movementsOf(ctx, ids, states); err != nil {
			return EventList{}, err
		}
	}
	found, _, err := a.sources.eventsOf(ctx, demarche.KindMovement, ids)
	if err != nil {
		return EventList{}, err
	}
	whole, err := a.withWitnesses(ctx, found)
	return newEventList(whole), err
}

// movementsOf gives those of the records of movements of whose events any record
// names one of some states.
func (s *sources) movementsOf(ctx context.Context, ids []string, states []demarche.State) ([]string, error) {
	var named []string
	for _, state := range states {
		some, err := s.movementsWithin(ctx, demarche.Filter{State: state})
		if err != nil {
			return nil, err
		}
		named = append(named, some...)
	}
	if err := s.await(ctx, demarche.KindMovement); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chronicle(ctx, demarche.KindMovement)
	if err != nil {
		return nil, err
	}
	of := make(map[int32]bool, len(named))
	for _, id := range named {
		if event, _, held := c.Stamp(id); held {
			of[event] = true
		}
	}
	return slices.DeleteFunc(ids, func(id string) bool {
		event, _, held := c.Stamp(id)
		return !held || !of[event]
	}), nil
}
