package answers

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"demarche"
)

// topics divides the positions of a state by what they speak of, so that those
// that bear on a cell are found without looking at all.
type topics struct {
	facts  []*fact
	groups [][]*fact // alike in all that fact.elsewhere looks at, each in the order of facts

	documents map[string]string // hash of the text of each, by id
	senders   []demarche.State  // sending states that they name, sorted

	once     sync.Once
	subjects *subjects
	hearings hearings
	past     past

	// What was asked of them before. Between two days on which something was
	// said nothing changes: answers are kept by the place in facts from which on
	// all had been said by the day.
	mu        sync.Mutex
	standings map[int]Standing // without who stands behind it
	changes   map[int][]Change
}

// mostKept is of how many days it is remembered where a state stands.
const mostKept = 32

// saidBy gives the place from which on all positions were certainly said by a day.
func saidBy(facts []*fact, day demarche.Date) int {
	place, _ := slices.BinarySearchFunc(facts, day, func(f *fact, d demarche.Date) int { return -cmp.Compare(f.latest, d) })
	return place
}

// standing gives where a state stands on a day, and remembers it until its
// positions change.
func (*sources) standing(state demarche.State, facts []*fact, on demarche.Date) Standing {
	t := among(facts)
	if t == nil {
		return standing(state, facts, on)
	}
	had := kept(t, &t.standings, saidBy(facts, on), func() Standing { return standing(state, facts, on) })
	had.On = on
	had.Rows = slices.Clone(had.Rows) // to which is added who stands behind them
	return had
}

// changes gives the changes of a state on a day on which it is known to have
// said something, and remembers them; first stances come with them, Before empty.
func (*sources) changes(state demarche.State, facts []*fact, day demarche.Date) []Change {
	t := among(facts)
	if t == nil {
		return changesOn(state, facts, day)
	}
	return kept(t, &t.changes, saidBy(facts, day), func() []Change { return changesOn(state, facts, day) })
}

// changesOn finds what changes does.
func changesOn(state demarche.State, facts []*fact, day demarche.Date) []Change {
	now, told := toldOn(facts, day)
	before := make(map[topicKey]demarche.Stance, len(told))
	for k, r := range told {
		before[k] = r.Stance
	}
	out := []Change{}
	stanceOf(now, before, func(r Row, old demarche.Stance) { out = append(out, newChange(state, r, old, day)) })
	return out
}

// toldOn gives the rows of a state on what was spoken of on a day, and those of
// the time before, for each thing that had a stance. Nothing else can have
// changed than what is borne on by what was said that day.
func toldOn(facts []*fact, day demarche.Date) (now []Row, before map[topicKey]Row) {
	before = make(map[topicKey]Row)
	from, to := saidBy(facts, day), saidBy(facts, dayBefore(day))
	touched := func(c cell) bool { return bears(facts[from:to], c) }
	now = rowsAbout(facts, day, touched)
	if to == len(facts) || !facts[to].latest.Known() {
		return now, before // what has no day is not before anything
	}
	for _, r := range rowsAbout(facts, dayBefore(day), touched) {
		if r.Stance != "" {
			for _, k := range keysOf(r) {
				before[k] = r
			}
		}
	}
	for _, r := range now {
		for _, k := range keysOf(r) {
			if _, ok := before[k]; r.Stance != "" && !ok {
				before[k] = lapsed(facts, k, day)
			}
		}
	}
	return now, before
}

// bears reports whether any of the positions bears on a cell.
func bears(facts []*fact, c cell) bool {
	return slices.ContainsFunc(facts, func(f *fact) bool { return f.elsewhere(c) == notPassed })
}

// lapsed gives the row that a state had on something before a day and not on
// the day before it: others had spoken for it, and it since spoke in general.
// It has no stance if there was none.
func lapsed(facts []*fact, k topicKey, day demarche.Date) Row {
	c := cell{people: k.people, nationality: k.nation, means: k.means, place: k.place, sender: cmp.Or(k.from, noSender), briefly: true}
	for _, f := range facts[saidBy(facts, dayBefore(day)):] {
		if f.position.People != k.people || f.position.Means != k.means || f.place != k.place || !f.latest.Known() {
			continue
		}
		if r := resolve(facts, c, f.latest, true); r.stance != "" {
			return newRow(c, r)
		}
	}
	return Row{}
}

func dayBefore(day demarche.Date) demarche.Date { return demarche.Day(day.First().AddDate(0, 0, -1)) }

// kept gives what is remembered under a place, or makes it.
func kept[T any](t *topics, in *map[int]T, place int, make1 func() T) T {
	t.mu.Lock()
	had, ok := (*in)[place]
	t.mu.Unlock()
	if ok {
		return had
	}
	had = make1()
	t.mu.Lock()
	if *in == nil || len(*in) >= mostKept {
		*in = make(map[int]T)
	}
	(*in)[place] = had
	t.mu.Unlock()
	return had
}

// newTopics divides the positions of one state.
func newTopics(facts []*fact) *topics {
	type key struct {
		from      demarche.State
		people    demarche.People
		means     demarche.Means
		refuse    bool
		place     string
		nationals string
	}
	t := &topics{facts: facts, documents: make(map[string]string, len(facts)), senders: sendersOf(facts)}
	of := make(map[key]int)
	for _, f := range facts {
		t.documents[f.ID()] = f.Document
		p := f.position
		var nationals []string
		for _, n := range f.nationals {
			nationals = append(nationals, string(n))
		}
		slices.Sort(nationals)
		k := key{p.From, p.People, p.Means, p.Stance == demarche.Refuse, f.place, strings.Join(nationals, " ")}
		i, ok := of[k]
		if !ok {
			i = len(t.groups)
			of[k] = i
			t.groups = append(t.groups, nil)
		}
		t.groups[i] = append(t.groups[i], f)
	}
	return t
}

// among gives the topics of the positions of a state, nil if they are not these.
func among(facts []*fact) *topics {
	if len(facts) == 0 || facts[0].topics == nil || len(facts[0].topics.facts) != len(facts) {
		return nil
	}
	return facts[0].topics
}
