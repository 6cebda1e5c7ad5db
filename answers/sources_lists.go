package answers

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"demarche"
)

// lists remembers what passes some filters, so that a question asked again
// reads only about the texts that the ledger was given something about since.
type lists struct {
	kept  map[string]*list
	names *names
	turn  int64 // counts questions
}

// list is what passes one filter.
type list struct {
	outline []brief // by day
	facts   []*fact // of positions, in the order of Answers.positions
	items   []Item  // of one kind, by day
	busy    []DayCount
	busyAt  int             // what was known when busy was counted
	alone   map[int32]brief // see aloneInTexts
	aloneAt int             // what was known when these were found
	known   int             // how many of the feed it has taken in
	turn    int64           // of the last question
}

const (
	// mostLists is how many lists are remembered; the one that was not asked for longest goes.
	mostLists = 2000
	// mostTouched is of how many texts the entries are held for lists that have not taken them in.
	mostTouched = 2000
)

func newLists() *lists { return &lists{kept: make(map[string]*list), names: newNames()} }

// get gives the list of a filter as it was; known is -1 if there was none.
func (l *lists) get(purpose string, f demarche.Filter) (*list, error) {
	b, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("remember a filter: %w", err)
	}
	key := purpose + string(b)
	l.turn++
	had := l.kept[key]
	if had == nil {
		had = &list{known: -1}
		l.kept[key] = had
		l.forget()
	}
	had.turn = l.turn
	return had, nil
}

// has gives the list of a filter if there is one; drop lets it go.
func (l *lists) has(purpose string, f demarche.Filter) *list {
	b, err := json.Marshal(f)
	if err != nil {
		return nil
	}
	return l.kept[purpose+string(b)]
}

func (l *lists) drop(purpose string, f demarche.Filter) {
	if b, err := json.Marshal(f); err == nil {
		delete(l.kept, purpose+string(b))
	}
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

// outline gives the ids of a part of what passes a filter, older first and
// undated last: from an offset on and so many at most. total is how many there are in all.
func (s *sources) outline(ctx context.Context, f demarche.Filter, offset, limit int) (ids []string, total int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.byDay(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	from := min(offset, len(all))
	shown := all[from:min(from+limit, len(all))]
	ids = make([]string, len(shown))
	for i, b := range shown {
		ids[i] = s.lists.names.long(b.id)
	}
	return ids, len(all), nil
}

// outlineBack gives the same, newer first and undated last.
func (s *sources) outlineBack(ctx context.Context, f demarche.Filter, offset, limit int) (ids []string, total int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.byDay(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	n := s.lists.names
	dated, _ := slices.BinarySearchFunc(all, true, func(b brief, _ bool) int {
		if demarche.Date(n.of(b.day)).Known() {
			return -1
		}
		return 1
	})
	for i := offset; i < len(all) && i < offset+limit; i++ {
		at := dated - 1 - i
		if i >= dated {
			at = len(all) - 1 - (i - dated)
		}
		ids = append(ids, n.long(all[at].id))
	}
	return ids, len(all), nil
}

// byDay gives what passes a filter, older first and undated last. The lock must be held.
func (s *sources) byDay(ctx context.Context, f demarche.Filter) ([]brief, error) {
	if err := s.renew(ctx); err != nil {
		return nil, err
	}
	since, until := f.Since, f.Until
	if whole := withoutDays(f); plain(whole) {
		f = whole // which is kept, and narrowed here
	} else {
		since, until = "", ""
	}
	l, err := s.lists.get("outline ", f)
	if err != nil {
		return nil, err
	}
	if err := s.renewOutline(ctx, l, f); err != nil {
		return nil, err
	}
	return s.lists.names.between(l.outline, since, until), nil
}

// withoutDays gives a filter that does not narrow by days.
func withoutDays(f demarche.Filter) demarche.Filter {
	f.Since, f.Until = "", ""
	return f
}

// renewOutline brings an outline to what the ledger holds now.
func (s *sources) renewOutline(ctx context.Context, l *list, f demarche.Filter) error {
	if l.known == len(s.feed) {
		return nil
	}
	n := s.lists.names
	texts, entries, ok := s.since(max(0, l.known))
	if ok && l.known >= 0 && plain(f) {
		l.outline = n.renewed(l.outline, n.briefs(outlinesOf(entries, f)), texts)
	} else {
		all, err := s.ledger.Outline(ctx, f)
		if err != nil {
			l.known = -1
			return err
		}
		l.outline = n.briefs(all)
		slices.SortFunc(l.outline, n.compare)
	}
	l.known = len(s.feed)
	return nil
}

// agreed gives the agreed numbers of people in a state, whatever their day.
func (s *sources) agreed(ctx context.Context, state demarche.State) ([]Item, error) {
	return s.some(ctx, "agreed ", demarche.KindCount, state, func(r demarche.Record) bool {
		c, is := r.(*demarche.Count)
		return is && c.What == demarche.Agreed && c.Unit == "people" && c.In == state
	})
}

// silences gives what a state is reported not to have said, by day.
func (s *sources) silences(ctx context.Context, state demarche.State) ([]Item, error) {
	return s.some(ctx, "silences ", demarche.KindGap, state, func(r demarche.Record) bool {
		g, is := r.(*demarche.Gap)
		return is && g.Who == demarche.Optional(state)
	})
}

// some gives the entries of a kind in which a state has a part and that a
// condition lets pass, by day. They must not be changed.
func (s *sources) some(ctx context.Context, purpose string, k demarche.Kind, state demarche.State, fits func(demarche.Record) bool) ([]Item, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return nil, err
	}
	f := demarche.Filter{Kinds: []demarche.Kind{k}, State: state}
	l, err := s.lists.get(purpose, f)
	if err != nil {
		return nil, err
	}
	if l.known == len(s.feed) {
		return l.items, nil
	}
	texts, entries, ok := s.since(max(0, l.known))
	if ok = ok && l.known >= 0; !ok {
		if entries, err = s.ledger.Entries(ctx, f); err != nil {
			return nil, err
		}
	}
	out := []Item{}
	touched := !ok
	if ok {
		for _, it := range l.items {
			if texts[it.Document] {
				touched = true
			} else {
				out = append(out, it)
			}
		}
	}
	for _, e := range entries {
		if fits(e.Record) && e.Review != demarche.Rejected {
			it := NewItem(e)
			it.written = &written{}
			out, touched = append(out, it), true
		}
	}
	if l.known = len(s.feed); touched {
		sortByDay(out)
		l.items = out
	}
	return l.items, nil
}

// plain reports whether a filter narrows by kinds and one state only.
func plain(f demarche.Filter) bool {
	f.Kinds, f.State = nil, ""
	return reflect.ValueOf(f).IsZero()
}

// outlinesOf gives what passes a plain filter.
func outlinesOf(entries []demarche.Entry, f demarche.Filter) []demarche.Outlined {
	var out []demarche.Outlined
	for _, e := range entries {
		shared := e.Record.Shared()
		if e.Review == demarche.Rejected || len(f.Kinds) > 0 && !slices.Contains(f.Kinds, shared.Kind) ||
			f.State != "" && !slices.Contains(StatesOf(e.Record), f.State) {
			continue
		}
		day, _ := dayOf(e)
		out = append(out, demarche.Outlined{
			ID: shared.ID, Sequence: e.Sequence, Day: day, Document: e.Document, Kind: shared.Kind, Confidence: shared.Confidence, Review: e.Review,
		})
	}
	return out
}

// merged gives a sorted list in which what was of some texts is replaced by
// what is fresh, sorted too. It leaves both as they are.
func merged[T any](old, fresh []T, texts map[string]bool, of func(T) string, compare func(x, y T) int) []T {
	out := make([]T, 0, len(old)+len(fresh))
	for _, o := range old {
		if texts[of(o)] {
			continue
		}
		for len(fresh) > 0 && compare(fresh[0], o) < 0 {
			out, fresh = append(out, fresh[0]), fresh[1:]
		}
		out = append(out, o)
	}
	return append(out, fresh...)
}

// positionsOf narrows to the positions of a state, rejected ones too: they are
// passed over, and the answer says so.
func positionsOf(state demarche.State) demarche.Filter {
	return demarche.Filter{Kinds: []demarche.Kind{demarche.KindPosition}, ToState: state, Rejected: true}
}

// positions gives the positions of a state, in the order of compareFacts and
// numbered. They must not be changed.
func (s *sources) positions(ctx context.Context, state demarche.State) ([]*fact, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return nil, err
	}
	return s.positionsNow(ctx, state)
}

// ofState gives those of sorted positions that are of a state.
func ofState(facts []*fact, state demarche.State) []*fact {
	compare := func(f *fact, s demarche.State) int { return cmp.Compare(f.position.State, s) }
	from, _ := slices.BinarySearchFunc(facts, state, compare)
	to := from
	if from < len(facts) && facts[from].position.State == state {
		to = from + len(facts[from].topics.facts)
	}
	return slices.Clip(facts[from:to])
}

// positionsNow does what positions does. The lock must be held, and what came be known.
func (s *sources) positionsNow(ctx context.Context, state demarche.State) ([]*fact, error) {
	f := positionsOf(state)
	l, err := s.lists.get("positions ", f)
	if err != nil {
		return nil, err
	}
	if state != "" && l.known < 0 { // those of all states are kept once
		if all := s.lists.has("positions ", positionsOf("")); all != nil && all.known >= 0 {
			s.lists.drop("positions ", f)
			facts, err := s.positionsNow(ctx, "")
			return ofState(facts, state), err
		}
	}
	if l.known == len(s.feed) {
		return l.facts, nil
	}
	texts, entries, ok := s.since(max(0, l.known))
	if ok = ok && l.known >= 0; ok {
		fresh := factsOf(entries, state)
		touched := len(fresh) > 0 || slices.ContainsFunc(l.facts, func(f *fact) bool { return texts[f.Document] })
		if l.known = len(s.feed); !touched {
			return l.facts, nil
		}
		l.facts = numbered(merged(l.facts, fresh, texts, func(f *fact) string { return f.Document }, compareFacts))
		return l.facts, nil
	}
	if entries, err = s.ledger.Entries(ctx, f); err != nil {
		return nil, err
	}
	l.facts, l.known = numbered(factsOf(entries, state)), len(s.feed)
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
// state: questions that are under way go by the old ones. Those of states about
// which nothing is new stay as they are.
func numbered(facts []*fact) []*fact {
	out := make([]*fact, 0, len(facts))
	for _, of := range byState(facts) {
		if t := among(of); t != nil && slices.Equal(t.facts, of) {
			out = append(out, of...)
			continue
		}
		var before *topics
		copies := make([]fact, len(of))
		from := len(out)
		for n, f := range of {
			if f.topics != nil {
				before = f.topics
			}
			copies[n] = *f
			copies[n].number = n
			out = append(out, &copies[n])
		}
		t := newTopics(slices.Clone(out[from:]))
		t.follow(before)
		for i := range copies {
			copies[i].topics = t
		}
	}
	return out
}
