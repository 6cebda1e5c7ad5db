package answers

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"demarche"
)

// lists remembers what passes some filters, so that a question asked again
// reads only about the texts that the ledger was given something about since.
type lists struct {
	ledger demarche.Ledger
	kept   map[string]*list
	turn   int64 // counts questions
}

// list is what passes one filter.
type list struct {
	outline []demarche.Outlined // by day
	facts   []*fact             // of positions, in the order of Answers.positions
	known   int                 // how many of the feed it has taken in
	turn    int64               // of the last question
}

const (
	// mostLists is how many lists are remembered; the one that was not asked for longest goes.
	mostLists = 500
	// mostTouched is after how many texts a list is made anew.
	mostTouched = 2000
)

func newLists(l demarche.Ledger) *lists { return &lists{ledger: l, kept: make(map[string]*list)} }

// get gives the list of a filter as it was, and the texts that it has not taken in.
func (l *lists) get(purpose string, f demarche.Filter, feed []string) (*list, []string, error) {
	b, err := json.Marshal(f)
	if err != nil {
		return nil, nil, fmt.Errorf("remember a filter: %w", err)
	}
	key := purpose + string(b)
	l.turn++
	had := l.kept[key]
	if had == nil || len(feed)-had.known > mostTouched {
		had = &list{known: -1}
		l.kept[key] = had
		l.forget()
	}
	had.turn = l.turn
	if had.known < 0 {
		return had, nil, nil
	}
	texts := slices.Clone(feed[had.known:])
	slices.Sort(texts)
	return had, slices.Compact(texts), nil
}

func (l *lists) forget() {
	for len(l.kept) > mostLists {
		oldest, turn := "", l.turn+1
		for key, one := range l.kept {
			if one.turn < turn && one.turn > 0 {
				oldest, turn = key, one.turn
			}
		}
		if oldest == "" {
			return
		}
		delete(l.kept, oldest)
	}
}

// outline gives what passes a filter, older first and undated last. It must not be changed.
func (s *sources) outline(ctx context.Context, f demarche.Filter) ([]demarche.Outlined, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return nil, err
	}
	l, texts, err := s.lists.get("outline ", f, s.feed)
	if err != nil {
		return nil, err
	}
	if l.known >= 0 && len(texts) == 0 {
		return l.outline, nil
	}
	whole := l.known < 0
	if !whole {
		f.Texts = texts
	}
	fresh, err := s.ledger.Outline(ctx, f)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(fresh, compareOutlined)
	if !whole {
		fresh = merged(l.outline, fresh, texts, func(o demarche.Outlined) string { return o.Document }, compareOutlined)
	}
	l.outline, l.known = fresh, len(s.feed)
	return fresh, nil
}

// compareOutlined puts older entries first and undated ones last.
func compareOutlined(x, y demarche.Outlined) int {
	if x.Day.Known() != y.Day.Known() {
		if x.Day.Known() {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Sequence, y.Sequence), cmp.Compare(x.ID, y.ID))
}

// merged gives a sorted list in which what was of some texts (sorted) is
// replaced by what is fresh, sorted too. It leaves both as they are.
func merged[T any](old, fresh []T, texts []string, of func(T) string, compare func(x, y T) int) []T {
	out := make([]T, 0, len(old)+len(fresh))
	for _, o := range old {
		if _, gone := slices.BinarySearch(texts, of(o)); gone {
			continue
		}
		for len(fresh) > 0 && compare(fresh[0], o) < 0 {
			out, fresh = append(out, fresh[0]), fresh[1:]
		}
		out = append(out, o)
	}
	return append(out, fresh...)
}

// positions gives the positions of a state, in the order of compareFacts and
// numbered. They must not be changed.
func (s *sources) positions(ctx context.Context, state demarche.State) ([]*fact, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return nil, err
	}
	f := demarche.Filter{Kinds: []demarche.Kind{demarche.KindPosition}, ToState: state,
		Rejected: true} // they are passed over, and the answer says so
	l, texts, err := s.lists.get("positions ", f, s.feed)
	if err != nil {
		return nil, err
	}
	if l.known >= 0 && len(texts) == 0 {
		return l.facts, nil
	}
	whole := l.known < 0
	if !whole {
		f.Texts = texts
	}
	entries, err := s.ledger.Entries(ctx, f)
	if err != nil {
		return nil, err
	}
	fresh := factsOf(entries, state)
	if !whole {
		fresh = merged(l.facts, fresh, texts, func(f *fact) string { return f.Document }, compareFacts)
	}
	l.facts, l.known = numbered(fresh), len(s.feed)
	return l.facts, nil
}

// factsOf makes facts of the positions of a state, or of all states, each once, sorted.
func factsOf(entries []demarche.Entry, state demarche.State) []*fact {
	seen := make(map[string]bool, len(entries))
	facts := make([]*fact, 0, len(entries))
	for _, e := range entries {
		p, ok := e.Record.(*demarche.Position)
		if !ok || seen[p.ID] || (state != "" && p.State != state) {
			continue
		}
		seen[p.ID] = true
		facts = append(facts, newFact(e, p))
	}
	slices.SortFunc(facts, compareFacts)
	return facts
}

// numbered gives copies of positions with their numbers among those of their
// state: questions that are under way go by the old ones.
func numbered(facts []*fact) []*fact {
	copies := make([]fact, len(facts))
	out := make([]*fact, len(facts))
	for i, f := range facts {
		copies[i] = *f
		out[i] = &copies[i]
	}
	for from := 0; from < len(out); {
		to := from + 1
		for to < len(out) && out[to].position.State == out[from].position.State {
			to++
		}
		of := newTopics(out[from:to])
		for n, f := range out[from:to] {
			f.number, f.topics = n, of
		}
		from = to
	}
	return out
}
