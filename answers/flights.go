package answers

import (
	"context"
	"slices"

	"demarche"
	"demarche/events"
)

// movements gives the part of a filter by which lists of movements are remembered.
func movements(f demarche.Filter) demarche.Filter {
	return demarche.Filter{Kinds: []demarche.Kind{demarche.KindMovement}, State: f.State, FromState: f.FromState, ToState: f.ToState}
}

// lastDay is after every day of which something is reported.
const lastDay demarche.Date = "9999-12-31"

// FlightsWithin lists movements as FlightEvents does, narrowed by states and
// days alone and in brief: without their witnesses and how sure these are,
// which WithWitnesses reads for those that are shown. What it costs depends on how many
// movements there are from Since to Until, not on how many the ledger holds.
// Movements of no day are listed only if neither is given.
func (a *Answers) FlightsWithin(ctx context.Context, f demarche.Filter) (EventList, error) {
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
	if len(ids) > manyRecords {
		all, err := a.eventsAmongAll(ctx, demarche.KindMovement, ids)
		return newEventList(all), err
	}
	found, _, err := a.sources.eventsOf(ctx, demarche.KindMovement, ids)
	if err != nil {
		return EventList{}, err
	}
	brief, err := a.inBrief(ctx, found)
	return newEventList(brief), err
}

// inBrief gives events without their witnesses. Of those whose reports tell no
// date the first is read, for its day stands in.
func (a *Answers) inBrief(ctx context.Context, found []events.Event) ([]Event, error) {
	var undated []string
	for _, e := range found {
		if !tellsDate(e) {
			undated = append(undated, e.ID)
		}
	}
	items, err := a.sources.items(ctx, undated)
	if err != nil {
		return nil, err
	}
	first := make(map[string]demarche.Entry, len(items))
	for _, it := range items {
		first[it.ID()] = it.Entry
	}
	out := make([]Event, 0, len(found))
	for i, e := range found {
		brief := newEvent(e, first)
		if len(brief.Witnesses) == 0 && !tellsDate(e) {
			continue // it was rejected a moment ago
		}
		brief.Witnesses, brief.Surest, brief.found = nil, 0, &found[i]
		out = append(out, brief)
	}
	return out, nil
}

// tellsDate reports whether any report of an event tells when it was.
func tellsDate(e events.Event) bool {
	return slices.ContainsFunc(e.Details, func(d events.Detail) bool { return d.Field == "date" && len(d.Values) > 0 })
}

// WithWitnesses gives events that were listed in brief with their witnesses, in their
// order. Those that are whole already stay as they are.
func (a *Answers) WithWitnesses(ctx context.Context, brief []Event) ([]Event, error) {
	var found []events.Event
	for _, e := range brief {
		if e.found != nil {
			found = append(found, *e.found)
		}
	}
	read, err := a.withWitnesses(ctx, found)
	if err != nil {
		return nil, err
	}
	by := make(map[string]Event, len(read))
	for _, e := range read {
		by[e.ID] = e
	}
	out := make([]Event, 0, len(brief))
	for _, e := range brief {
		if e.found == nil {
			out = append(out, e)
		} else if whole, ok := by[e.ID]; ok {
			out = append(out, whole)
		}
	}
	return out, nil
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
