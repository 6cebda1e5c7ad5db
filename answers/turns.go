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

// Turns lists the turns of a state, or of all if it is empty, since a day (of
// all time if it is empty) until today, oldest first. Unlike Changes it has first
// stances and terms: it is what alerts tell of. It takes as long as there are
// positions on the days that it looks at.
func (a *Answers) Turns(ctx context.Context, state demarche.State, sinceDay demarche.Date) ([]Turn, error) {
	today, err := a.day("")
	if err != nil {
		return nil, err
	}
	facts, err := a.positions(ctx, state)
	if err != nil {
		return nil, err
	}
	out := []Turn{}
	for state, of := range byState(facts) {
		for i := saidBy(of, today); i < len(of) && of[i].latest.Known() && of[i].latest >= sinceDay; i++ {
			if i == 0 || of[i].latest != of[i-1].latest {
				out = append(out, turnsOn(state, of, of[i].latest)...)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Turn) int { return cmp.Compare(x.Date, y.Date) })
	return out, nil
}

// turnsOn finds what of a state turned on a day.
func turnsOn(state demarche.State, facts []*fact, day demarche.Date) []Turn {
	now, before := toldOn(facts, day)
	return turnsAmong(state, now, before, day)
}

// turnsAmong finds what turned on a day, by how things stand on it and how they
// stood before. How they stand is put into before.
func turnsAmong(state demarche.State, now []Row, before map[topicKey]Row, day demarche.Date) []Turn {
	var out []Turn
	for _, r := range now {
		if r.Stance == "" {
			continue
		}
		r.Terms = slices.Sorted(slices.Values(r.Terms))
		told := false
		for _, k := range keysOf(r) {
			old := before[k]
			before[k] = r
			old.Terms = slices.Sorted(slices.Values(old.Terms))
			if told || old.Stance == r.Stance && slices.Equal(old.Terms, r.Terms) {
				continue
			}
			told = true
			out = append(out, Turn{Change: newChange(state, r, old.Stance, day), TermsBefore: old.Terms, New: without(r.Entries, old.Entries)})
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
