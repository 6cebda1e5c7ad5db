package answers

import (
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
	senders   []demarche.State  // that they name, sorted

	mu        sync.Mutex
	standings map[demarche.Date]Standing // what was asked of them, without who stands behind it
}

// mostStandings is of how many days it is remembered where a state stands.
const mostStandings = 8

// standing gives where a state stands on a day, and remembers it until its
// positions change.
func (*sources) standing(state demarche.State, facts []*fact, on demarche.Date) Standing {
	t := among(facts)
	if t == nil {
		return standing(state, facts, on)
	}
	t.mu.Lock()
	had, ok := t.standings[on]
	t.mu.Unlock()
	if !ok {
		had = standing(state, facts, on)
		t.mu.Lock()
		if t.standings == nil || len(t.standings) >= mostStandings {
			t.standings = make(map[demarche.Date]Standing)
		}
		t.standings[on] = had
		t.mu.Unlock()
	}
	had.Rows = slices.Clone(had.Rows) // to which is added who stands behind them
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
	t := &topics{facts: facts, documents: make(map[string]string, len(facts)), senders: senders(facts)}
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

// bearing gives the positions that bear on a cell on a day, in their order.
func (t *topics) bearing(c cell, on demarche.Date) []*fact {
	var out []*fact
	for _, group := range t.groups {
		if group[0].elsewhere(c) != notPassed {
			continue
		}
		for _, f := range group {
			if f.earliest <= on && f.latest <= on && f.Review != demarche.Rejected {
				out = append(out, f)
			}
		}
	}
	slices.SortFunc(out, func(x, y *fact) int { return x.number - y.number })
	return out
}
