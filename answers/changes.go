package answers

import (
	"cmp"
	"context"
	"slices"

	"demarche"
)

// Change is a day on which a state's stance on one thing became another.
type Change struct {
	State     demarche.State    `json:"state"`
	People    demarche.People   `json:"people"`
	Means     demarche.Means    `json:"means"`
	Place     demarche.Optional `json:"place"`
	Nationals []demarche.State  `json:"nationals"`
	From      demarche.State    `json:"from"`
	Before    demarche.Stance   `json:"before"`
	After     demarche.Stance   `json:"after"`
	Date      demarche.Date     `json:"date"` // since when the new stance is known
	Sentence  string            `json:"sentence"`
	Entries   []string          `json:"entries"` // of the new stance
}

// Changes lists the changes of stance of all states since a day (of all time
// if it is empty) until today, oldest first. A first stance is no change.
func (a *Answers) Changes(ctx context.Context, sinceDay demarche.Date) ([]Change, error) {
	today, err := a.day("")
	if err != nil {
		return nil, err
	}
	facts, err := a.positions(ctx, "")
	if err != nil {
		return nil, err
	}
	out := []Change{}
	for from := 0; from < len(facts); {
		state, to := facts[from].position.State, from
		for to < len(facts) && facts[to].position.State == state {
			to++
		}
		out = append(out, changesOf(state, facts[from:to], today)...)
		from = to
	}
	out = slices.DeleteFunc(out, func(c Change) bool { return c.Date < sinceDay })
	slices.SortStableFunc(out, func(x, y Change) int { return cmp.Compare(x.Date, y.Date) })
	return out, nil
}

// changesOf compares the rows of a state on each day on which something was said.
func changesOf(state demarche.State, facts []*fact, today demarche.Date) []Change {
	var days []demarche.Date
	for _, f := range facts {
		if f.latest.Known() && f.latest <= today {
			days = append(days, f.latest)
		}
	}
	slices.Sort(days)
	type key struct {
		people demarche.People
		means  demarche.Means
		place  string
		nation demarche.State
		from   demarche.State
	}
	before := make(map[key]demarche.Stance)
	var out []Change
	for _, day := range slices.Compact(days) {
		for _, r := range rows(facts, day) {
			if r.Stance == "" {
				continue
			}
			changed := false
			for _, n := range orNone(r.Nationals) {
				k := key{r.People, r.Means, foldPlace(string(r.Place)), n, r.From}
				old := before[k]
				before[k] = r.Stance
				if changed || old == "" || old == r.Stance {
					continue
				}
				changed = true
				out = append(out, Change{
					State: state, People: r.People, Means: r.Means, Place: r.Place, Nationals: r.Nationals, From: r.From,
					Before: old, After: r.Stance, Date: day, Sentence: r.Sentence, Entries: r.Entries,
				})
			}
		}
	}
	return out
}
