package alerts

import (
	"errors"
	"maps"
	"slices"

	"demarche"
	"demarche/answers"
	"demarche/phrases"
)

// flights compares the movements of which texts tell.
func (l *look) flights(texts []string) error {
	for some := range slices.Chunk(texts, batch) {
		list, err := l.Answers.FlightEvents(l.ctx, demarche.Filter{Texts: some})
		if err != nil {
			return err
		}
		for _, e := range slices.Concat(list.Events, list.Perhaps) {
			if err := l.flight(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// flight compares one movement. It was reported before if any of its records
// was; one that may be the same as another which was reported is no news.
func (l *look) flight(e answers.Event) error {
	var ids []string
	for _, x := range e.Witnesses {
		ids = append(ids, x.ID())
	}
	known, err := l.reportedAs(e.Witnesses, ids)
	if err != nil {
		return err
	}
	is := string(e.Status())
	if len(known) == 0 && len(e.Perhaps) > 0 {
		if perhaps, err := l.reported(e.Perhaps); err != nil || len(perhaps) > 0 {
			return err
		}
	}
	was := ""
	for _, status := range known {
		if was == "" || farther(status, was) {
			was = status
		}
	}
	if was != is {
		l.changed(ids[0], flightChange(e, was, is, l.Name))
	}
	for _, id := range ids {
		l.answered(Flight, id, is)
	}
	return nil
}

// reportedAs gives the status with which entries were reported before, under
// their own ids or those that they had.
func (l *look) reportedAs(entries []answers.Item, ids []string) (map[string]string, error) {
	known, err := l.reported(ids)
	if err != nil {
		return nil, err
	}
	for _, x := range entries {
		if known[x.ID()] != "" {
			continue
		}
		var failed error
		_, err := l.told(x, func(id string) bool {
			earlier, err := l.reported([]string{id})
			maps.Copy(known, earlier)
			failed = errors.Join(failed, err)
			return len(earlier) > 0
		})
		if err := errors.Join(err, failed); err != nil {
			return nil, err
		}
	}
	return known, nil
}

// reported gives the status with which records were reported before, in this look or an earlier one.
func (l *look) reported(ids []string) (map[string]string, error) {
	known, err := l.Outbox.Answered(l.ctx, string(Flight), append([]string{}, ids...)...)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if status := l.noted.Answers[string(Flight)][id]; status != "" {
			known[id] = status
		}
	}
	return known, nil
}

// farther reports whether one status lies behind another on the way of a movement.
func farther(a, b string) bool {
	order := []demarche.Status{demarche.Planned, demarche.UnderWay, demarche.Cancelled, demarche.TurnedBack, demarche.Completed}
	return slices.Index(order, demarche.Status(a)) > slices.Index(order, demarche.Status(b))
}

// statusOf gives how far an entry says that a movement has come.
func statusOf(it answers.Item) string {
	if m, ok := it.Record.(*demarche.Movement); ok {
		return string(m.Status)
	}
	return ""
}

// telling gives the entry, of those published the first, that says that a
// movement has come so far.
func telling(e answers.Event, status string) answers.Item {
	for _, w := range e.Witnesses {
		if statusOf(w) == status {
			return w
		}
	}
	return e.First()
}

func flightChange(e answers.Event, was, is string, name func(demarche.State) string) Change {
	c := Change{
		Kind: Flight, States: []demarche.State{}, Before: was, After: is, Day: e.Day, Sentence: telling(e, is).Sentence(), Place: demarche.Optional(e.Says("destination")),
		Means: demarche.Means(e.Says("means")), Path: "/events/" + e.ID, Moved: movedBy(e),
	}
	for _, w := range e.Witnesses {
		c.Entries = append(c.Entries, w.ID())
		for _, s := range answers.StatesOf(w.Record) {
			if !slices.Contains(c.States, s) {
				c.States = append(c.States, s)
			}
		}
	}
	names, title := phrases.Names(name), "Flight"
	if c.Means == demarche.Land || c.Means == demarche.Sea {
		title = "Movement" + phrases.ByMeans(c.Means)
	}
	if s := demarche.State(e.Says("sender")); s != "" {
		title += " from " + names.The(s)
	}
	if s := demarche.State(e.Says("destination_state")); s != "" {
		title += " to " + names.The(s)
	}
	if c.Moved != nil {
		title += ", " + phrases.People(c.Moved.People)
	}
	if e.Day.Known() {
		title += ", " + phrases.Day(e.Day)
	}
	c.Title = title + ": " + phrases.Word(is)
	if was != "" {
		c.Title += "; " + phrases.Word(was) + " before"
	}
	return c
}
