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
	Date      demarche.Date     `json:"date"`  // since when the new stance is known
	Word      Word              `json:"word"`  // whose word the new stance is
	Terms     []demarche.Term   `json:"terms"` // of the new stance
	Sentence  string            `json:"sentence"`
	Entries   []string          `json:"entries"`    // of the new stance
	Surest    float64           `json:"confidence"` // of the new stance, see surest
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
	for state, of := range byState(facts) {
		out = append(out, changesOf(state, of, today)...)
	}
	out = slices.DeleteFunc(out, func(c Change) bool { return c.Date < sinceDay })
	slices.SortStableFunc(out, func(x, y Change) int { return cmp.Compare(x.Date, y.Date) })
	return out, nil
}

// changesOf compares the rows of a state on each day on which something was said.
func changesOf(state demarche.State, facts []*fact, today demarche.Date) []Change {
	before := make(map[topicKey]demarche.Stance)
	var out []Change
	for _, day := range daysOf(facts, today) {
		stanceOf(rows(facts, day), before, func(r Row, old demarche.Stance) {
			if old != "" {
				out = append(out, newChange(state, r, old, day))
			}
		})
	}
	return out
}

// daysOf lists the days until today on which something was said, each once.
func daysOf(facts []*fact, today demarche.Date) []demarche.Date {
	var days []demarche.Date
	for _, f := range facts {
		if f.latest.Known() && f.latest <= today {
			days = append(days, f.latest)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// topicKey is what a stance is about, to tell it again on another day.
type topicKey struct {
	people demarche.People
	means  demarche.Means
	place  string
	nation demarche.State
	from   demarche.State
}

// keysOf gives what a row is about, for each nationality apart.
func keysOf(r Row) []topicKey {
	var out []topicKey
	for _, n := range orNone(r.Nationals) {
		out = append(out, topicKey{r.People, r.Means, foldPlace(string(r.Place)), n, r.From})
	}
	return out
}

// stanceOf takes the stances of rows into those known before, and tells of each
// row whose stance was another, or was not known.
func stanceOf(all []Row, before map[topicKey]demarche.Stance, tell func(r Row, old demarche.Stance)) {
	for _, r := range all {
		if r.Stance == "" {
			continue
		}
		changed := false
		for _, k := range keysOf(r) {
			old := before[k]
			before[k] = r.Stance
			if changed || old == r.Stance {
				continue
			}
			changed = true
			if tell != nil {
				tell(r, old)
			}
		}
	}
}

func newChange(state demarche.State, r Row, old demarche.Stance, day demarche.Date) Change {
	return Change{
		State: state, People: r.People, Means: r.Means, Place: r.Place, Nationals: r.Nationals, From: r.From,
		Before: old, After: r.Stance, Date: day, Word: r.Word, Terms: r.Terms, Sentence: r.Sentence, Entries: r.Entries, Surest: r.Surest,
	}
}
