package alerts

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"demarche"
	"demarche/answers"
)

const (
	// mostRecent is how many changes a feed has.
	mostRecent = 100
)

// recentDays is of how many days before the newest report changes are looked
// for, longer each time while there are fewer than a feed has.
func recentDays() []int { return []int{7, 31, 365} }

// Recent gives the newest hundred changes that a filter lets pass, the newest
// first, from what the ledger answers now: they are the same for everybody and
// need no outbox. Those of the last days are looked for first, older ones only
// where these are fewer. Found is when the ledger was given the first
// entry on which a change rests, and the id is made of what changed or of that
// entry, as it was first read: neither a report that comes later nor a newer reader
// makes a new change of an old one.
func Recent(ctx context.Context, a *answers.Answers, f Filter, name func(demarche.State) string, now time.Time) ([]Change, error) {
	extent, err := a.Extent(ctx)
	if err != nil {
		return nil, err
	}
	newest := now
	if day := extent.Newest.Last(); !day.IsZero() && day.Before(newest) {
		newest = day
	}
	var out []Change
	for _, days := range recentDays() {
		if out, err = changesSince(ctx, a, f, name, demarche.Day(newest.AddDate(0, 0, -days))); err != nil || len(out) >= mostRecent {
			return out[:min(len(out), mostRecent)], err
		}
	}
	out, err = changesSince(ctx, a, f, name, "")
	return out[:min(len(out), mostRecent)], err
}

// changesSince gives the changes on and after a day, the newest first.
func changesSince(ctx context.Context, a *answers.Answers, f Filter, name func(demarche.State) string, since demarche.Date) ([]Change, error) {
	var out []Change
	for _, part := range []struct {
		kind Kind
		give func(context.Context, *answers.Answers, Filter, demarche.Date, func(demarche.State) string) ([]Change, error)
	}{{Position, recentPositions}, {Gap, recentGaps}, {Flight, recentFlights}} {
		if !f.MayPass(part.kind) {
			continue
		}
		some, err := part.give(ctx, a, f, since, name)
		if err != nil {
			return nil, err
		}
		out = append(out, slices.DeleteFunc(some, func(c Change) bool { return !f.Passes(c) })...)
	}
	slices.SortFunc(out, func(x, y Change) int {
		return cmp.Or(y.Found.Compare(x.Found), cmp.Compare(y.Day, x.Day), cmp.Compare(x.ID, y.ID))
	})
	return out, nil
}

func recentPositions(ctx context.Context, a *answers.Answers, f Filter, since demarche.Date, name func(demarche.State) string) ([]Change, error) {
	of := f.States
	if len(of) == 0 {
		of = []demarche.State{""}
	}
	var list []answers.Turn
	for _, state := range of {
		turns, err := a.Turns(ctx, state, since)
		if err != nil {
			return nil, err
		}
		list = append(list, turns...)
	}
	var ids []string
	for i, t := range list {
		if len(t.New) == 0 { // it rests on fewer than the one before
			list[i].New = t.Entries
		}
		ids = append(ids, list[i].New...)
	}
	slices.Sort(ids)
	items, err := a.ItemsOf(ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	told, err := a.FirstTold(ctx, slices.Collect(maps.Values(items)))
	if err != nil {
		return nil, err
	}
	out := make([]Change, 0, len(list))
	for _, t := range list {
		row := answers.Row{People: t.People, Means: t.Means, Place: t.Place, Nationals: t.Nationals, From: t.From, Since: t.Date, Sentence: t.Sentence, Entries: t.Entries}
		l := look{Watcher: &Watcher{Name: name}}
		change := l.positionChange(t.State, rowKey(row), row, stand{Stance: t.Before, Terms: t.TermsBefore}.String(), stand{Stance: t.After, Terms: t.Terms}.String())
		first, found := earliest(told, t.New)
		if !found {
			continue // they were rejected meanwhile
		}
		change.Found, change.Title = first.Kept.UTC(), oneLine(change.Title)
		change.ID = identify("recent", string(Position), string(t.State), rowKey(row), string(t.Date), change.Before, change.After)
		out = append(out, change)
	}
	return out, nil
}

// earliest gives how the one of some entries was told that the ledger had first;
// false if it has none of them.
func earliest(told map[string]answers.FirstTold, ids []string) (first answers.FirstTold, found bool) {
	for _, id := range ids {
		if one, ok := told[id]; ok && (!found || one.Compare(first) < 0) {
			first, found = one, true
		}
	}
	return first, found
}

func recentGaps(ctx context.Context, a *answers.Answers, f Filter, since demarche.Date, name func(demarche.State) string) ([]Change, error) {
	list, err := a.AnsweredGapsSince(ctx, f.States, since)
	if err != nil {
		return nil, err
	}
	var items []answers.Item
	for _, g := range list {
		items = append(items, g.Gap, g.By[0].Entry)
	}
	told, err := a.FirstTold(ctx, items)
	if err != nil {
		return nil, err
	}
	out := make([]Change, 0, len(list))
	for _, g := range list {
		c := gapChange(g, name)
		c.Found, c.ID = told[g.By[0].Entry.ID()].Kept.UTC(), identify("recent", string(Gap), told[g.Gap.ID()].ID)
		out = append(out, c)
	}
	return out, nil
}

func recentFlights(ctx context.Context, a *answers.Answers, f Filter, since demarche.Date, name func(demarche.State) string) ([]Change, error) {
	list, err := a.FlightsSince(ctx, f.States, since)
	if err != nil {
		return nil, err
	}
	var items []answers.Item
	for _, e := range list.Events {
		items = append(items, e.Witnesses...)
	}
	told, err := a.FirstTold(ctx, items)
	if err != nil {
		return nil, err
	}
	out := make([]Change, 0, len(list.Events))
	for _, e := range list.Events {
		out = append(out, progress(e, told, name)...)
	}
	return out, nil
}

// progress gives the changes of a movement in the order in which the ledger was
// given them: that it is reported, and each time that it went on. What comes
// late and tells of an earlier time changes nothing.
func progress(e answers.Event, first map[string]answers.FirstTold, name func(demarche.State) string) []Change {
	told := slices.SortedFunc(slices.Values(e.Witnesses), func(x, y answers.Item) int { return first[x.ID()].Compare(first[y.ID()]) })
	subject := first[told[0].ID()].ID
	var out []Change
	was, is := "", ""
	for i, w := range told {
		if status := statusOf(w); is == "" || farther(status, is) {
			is = status
		}
		if was == is || i+1 < len(told) && told[i+1].Document == w.Document {
			continue // nothing new, or the report tells more
		}
		c := flightChange(e, was, is, name)
		c.Found, c.subject, c.ID = first[w.ID()].Kept.UTC(), subject, identify("recent", string(Flight), subject)
		if was != "" {
			c.ID = identify("recent", string(Flight), subject, is)
		}
		out = append(out, c)
		was = is
	}
	return out
}
