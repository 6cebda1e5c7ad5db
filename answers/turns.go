package answers

import (
	"cmp"
	"context"
	"slices"

	"demarche"
)

// Turn is a day on which the answer to where a state stands on one thing became
// another: a stance that was not known, another stance, or other terms of it.
type Turn struct {
	Change
	TermsBefore []demarche.Term // in the order of their codes
	New         []string        // ids of the entries on which the answer rests and the one before did not
}

// Turns lists the turns of all states since a day (of all time if it is empty)
// until today, oldest first. Unlike Changes it has first stances and terms: it
// is what alerts tell of.
func (a *Answers) Turns(ctx context.Context, sinceDay demarche.Date) ([]Turn, error) {
	today, err := a.day("")
	if err != nil {
		return nil, err
	}
	facts, err := a.positions(ctx, "")
	if err != nil {
		return nil, err
	}
	out := []Turn{}
	for state, of := range byState(facts) {
		out = append(out, turnsOf(state, of, today)...)
	}
	out = slices.DeleteFunc(out, func(t Turn) bool { return t.Date < sinceDay })
	slices.SortStableFunc(out, func(x, y Turn) int { return cmp.Compare(x.Date, y.Date) })
	return out, nil
}

// turnsOf compares the rows of a state on each day on which something was said.
func turnsOf(state demarche.State, facts []*fact, today demarche.Date) []Turn {
	before := make(map[topicKey]Row)
	var out []Turn
	for _, day := range daysOf(facts, today) {
		for _, r := range rows(facts, day) {
			if r.Stance == "" {
				continue
			}
			r.Terms = slices.Sorted(slices.Values(r.Terms))
			told := false
			for _, k := range keysOf(r) {
				old := before[k]
				before[k] = r
				if told || old.Stance == r.Stance && slices.Equal(old.Terms, r.Terms) {
					continue
				}
				told = true
				out = append(out, Turn{Change: newChange(state, r, old.Stance, day), TermsBefore: old.Terms, New: without(r.Entries, old.Entries)})
			}
		}
	}
	return out
}

// without gives the ids that are not among others.
func without(ids, others []string) []string {
	among := make(map[string]bool, len(others))
	for _, id := range others {
		among[id] = true
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return among[id] })
}
