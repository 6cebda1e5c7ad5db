package answers

import (
	"cmp"
	"context"
	"slices"

	"demarche"
)

// timelineKinds lists the kinds of record that a time line shows unless others are asked for.
func timelineKinds() []demarche.Kind {
	return []demarche.Kind{demarche.KindPosition, demarche.KindAct, demarche.KindMovement}
}

// Timeline lists positions, acts and movements (or the kinds of the filter) by
// day, oldest first; what has no day comes last.
func (a *Answers) Timeline(ctx context.Context, f demarche.Filter) ([]Item, error) {
	if len(f.Kinds) == 0 {
		f.Kinds = timelineKinds()
	}
	return a.list(ctx, f)
}

// TimelinePart gives a part of Timeline, from an offset on and of so many
// entries at most, with how many there are in all. What it costs does not
// depend on how many there are once it was asked before.
func (a *Answers) TimelinePart(ctx context.Context, f demarche.Filter, offset, limit int) (part []Item, total int, err error) {
	if len(f.Kinds) == 0 {
		f.Kinds = timelineKinds()
	}
	ids, total, err := a.sources.outline(ctx, f, offset, limit)
	if err != nil {
		return nil, 0, err
	}
	if f.Rejected {
		f.IDs = ids
		part, err = a.list(ctx, f)
		return part, total, err
	}
	part, err = a.sources.items(ctx, ids)
	return part, total, err
}

// NewestPart gives a part of the entries that pass a filter, newest first and
// undated last, with how many there are in all. What it costs does not depend
// on how many there are once it was asked before.
func (a *Answers) NewestPart(ctx context.Context, f demarche.Filter, offset, limit int) (part []Item, total int, err error) {
	ids, total, err := a.sources.outlineBack(ctx, f, offset, limit)
	if err != nil {
		return nil, 0, err
	}
	part, err = a.sources.items(ctx, ids)
	return part, total, err
}

// Flights lists movements by day.
func (a *Answers) Flights(ctx context.Context, f demarche.Filter) ([]Item, error) {
	return a.listKind(ctx, f, demarche.KindMovement)
}

// Counts lists figures by the time at which they held.
func (a *Answers) Counts(ctx context.Context, f demarche.Filter) ([]Item, error) {
	return a.listKind(ctx, f, demarche.KindCount)
}

// Quotes lists words said, by day.
func (a *Answers) Quotes(ctx context.Context, f demarche.Filter) ([]Item, error) {
	return a.listKind(ctx, f, demarche.KindQuote)
}

// Offices lists who holds which post, by the day of the report.
func (a *Answers) Offices(ctx context.Context, f demarche.Filter) ([]Item, error) {
	return a.listKind(ctx, f, demarche.KindOffice)
}

func (a *Answers) listKind(ctx context.Context, f demarche.Filter, k demarche.Kind) ([]Item, error) {
	f.Kinds = []demarche.Kind{k}
	return a.list(ctx, f)
}

func (a *Answers) list(ctx context.Context, f demarche.Filter) ([]Item, error) {
	entries, err := a.ledger.Entries(ctx, f)
	if err != nil {
		return nil, err
	}
	out := make([]Item, 0, len(entries))
	for _, e := range entries {
		out = append(out, NewItem(e))
	}
	sortByDay(out)
	return out, nil
}

// sortByDay puts older items first and undated ones last.
func sortByDay(items []Item) {
	slices.SortStableFunc(items, func(x, y Item) int {
		if x.Day.Known() != y.Day.Known() {
			if x.Day.Known() {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Sequence, y.Sequence), cmp.Compare(x.ID(), y.ID()))
	})
}

// StateSummary says how much the ledger knows about a state.
type StateSummary struct {
	State     demarche.State        `json:"state"`
	Entries   int                   `json:"entries"` // in which the state has any part
	Positions int                   `json:"positions"`
	Kinds     map[demarche.Kind]int `json:"kinds"`
	First     demarche.Date         `json:"first"` // oldest day of an entry
	Last      demarche.Date         `json:"last"`  // newest
}

// States lists the states that have a part in any entry, in the order of their codes.
func (a *Answers) States(ctx context.Context) ([]StateSummary, error) {
	entries, err := a.ledger.Entries(ctx, demarche.Filter{})
	if err != nil {
		return nil, err
	}
	by := make(map[demarche.State]*StateSummary)
	for _, e := range entries {
		day, _ := dayOf(e)
		for _, s := range StatesOf(e.Record) {
			if by[s] == nil {
				by[s] = &StateSummary{State: s, Kinds: make(map[demarche.Kind]int)}
			}
			by[s].count(e.Record, day)
		}
	}
	out := make([]StateSummary, 0, len(by))
	for _, s := range by {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(x, y StateSummary) int { return cmp.Compare(x.State, y.State) })
	return out, nil
}

func (s *StateSummary) count(r demarche.Record, day demarche.Date) {
	s.Entries++
	s.Kinds[r.Shared().Kind]++
	if p, ok := r.(*demarche.Position); ok && p.State == s.State {
		s.Positions++
	}
	if day.Known() {
		if !s.First.Known() || day < s.First {
			s.First = day
		}
		s.Last = max(s.Last, day)
	}
}

// StatesOf gives the states that have a part in a record, each once: whose
// position, who acts, sends, receives, speaks, is silent or counted.
func StatesOf(r demarche.Record) []demarche.State {
	var out []demarche.State
	add := func(ss ...demarche.State) {
		for _, s := range ss {
			if demarche.IsStateCode(string(s)) && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	switch r := r.(type) {
	case *demarche.Position:
		add(r.State, r.From)
		add(r.Nationals...)
	case *demarche.Act:
		add(demarche.State(r.Actor), demarche.State(r.Target))
	case *demarche.Movement:
		add(r.Sender, r.DestinationState)
		add(r.Nationals...)
	case *demarche.Count:
		add(r.Of, r.In, demarche.State(r.Source))
	case *demarche.Gap:
		add(demarche.State(r.Who))
	case *demarche.Office:
		add(r.State)
	}
	if by := r.Says(); by != nil {
		add(by.State)
	}
	return out
}
