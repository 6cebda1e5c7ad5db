package answers

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"demarche"
)

// Standings answers where every state of the ledger stands on a day, as Matrix
// does, without who stands behind it. It rests on positions alone, which are
// remembered, and so does not wait for copies and events.
func (a *Answers) Standings(ctx context.Context, on demarche.Date) ([]Standing, error) {
	day, err := a.day(on)
	if err != nil {
		return nil, err
	}
	facts, err := a.positions(ctx, "")
	if err != nil {
		return nil, err
	}
	all := eachState(facts, func(state demarche.State, of []*fact) []Standing {
		if s := a.sources.standing(state, of, day); len(s.Rows) > 0 {
			return []Standing{s}
		}
		return nil
	})
	return append([]Standing{}, all...), nil
}

// Stands answers where one state stands on a day, as Where does, without who
// stands behind it.
func (a *Answers) Stands(ctx context.Context, state demarche.State, on demarche.Date) (Standing, error) {
	day, err := a.day(on)
	if err != nil {
		return Standing{}, err
	}
	facts, err := a.positions(ctx, state)
	if err != nil {
		return Standing{}, err
	}
	return a.sources.standing(state, facts, day), nil
}

// Course answers where a state stood on each day up to one on which something
// certainly had just been said of it, oldest first: on so many days at most, the newest.
func (a *Answers) Course(ctx context.Context, state demarche.State, until demarche.Date, most int) ([]Standing, error) {
	facts, err := a.positions(ctx, state)
	if err != nil {
		return nil, err
	}
	out := []Standing{}
	for i := saidBy(facts, until); i < len(facts) && facts[i].latest.Known() && len(out) < most; i++ {
		if i == 0 || facts[i].latest != facts[i-1].latest {
			out = append(out, a.sources.standing(state, facts, facts[i].latest))
		}
	}
	slices.Reverse(out)
	return out, nil
}

// Newest lists what passes a filter, the newest first and so many at most;
// what has no day comes last. total is how many there are in all. What it
// costs does not depend on how many there are once it was asked before.
func (a *Answers) Newest(ctx context.Context, f demarche.Filter, most int) (items []Item, total int, err error) {
	ids, total, err := a.sources.last(ctx, f, most)
	if err != nil || len(ids) == 0 {
		return []Item{}, total, err
	}
	if items, err = a.list(ctx, demarche.Filter{IDs: ids}); err != nil {
		return nil, 0, err
	}
	return newestFirstItems(items), total, nil
}

// newestFirstItems turns items sorted by day around, but for those without a day.
func newestFirstItems(items []Item) []Item {
	dated := slices.IndexFunc(items, func(i Item) bool { return !i.Day.Known() })
	if dated < 0 {
		dated = len(items)
	}
	slices.Reverse(items[:dated])
	return items
}

// last gives the ids of the newest that pass a filter, and of some without a day if there is room.
func (s *sources) last(ctx context.Context, f demarche.Filter, most int) (ids []string, total int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, err := s.outlined(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	n := s.lists.names
	dated := n.dated(l.outline)
	for _, b := range l.outline[max(0, dated-most):dated] {
		ids = append(ids, n.long(b.id))
	}
	for _, b := range l.outline[dated:] {
		if len(ids) < most {
			ids = append(ids, n.long(b.id))
		}
	}
	return ids, len(l.outline), nil
}

// eachState asks the same of every state, of as many at once as there are
// processors, and gives the answers in the order of their codes.
func eachState[T any](facts []*fact, of func(demarche.State, []*fact) []T) []T {
	states := statesOf(facts)
	found := make([][]T, len(states))
	atOnce(len(states), func(i int) { found[i] = of(states[i][0].position.State, states[i]) })
	return slices.Concat(found...)
}

// statesOf lists the positions of each state.
func statesOf(facts []*fact) [][]*fact {
	var states [][]*fact
	for _, some := range byState(facts) {
		states = append(states, some)
	}
	return states
}

// atOnce calls do with each number below one, on as many processors as there are.
func atOnce(n int, do func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				do(int(i))
			}
		})
	}
	workers.Wait()
}

// byState divides positions in their order by state.
func byState(facts []*fact) func(func(demarche.State, []*fact) bool) {
	return func(yield func(demarche.State, []*fact) bool) {
		for from := 0; from < len(facts); {
			state, to := facts[from].position.State, endOfState(facts, from)
			for to < len(facts) && facts[to].position.State == state {
				to++
			}
			if !yield(state, facts[from:to]) {
				return
			}
			from = to
		}
	}
}

// endOfState gives the place after the last position of the state of one, if
// that can be told without going through them, else the place itself.
func endOfState(facts []*fact, from int) int {
	t, state := facts[from].topics, facts[from].position.State
	if t == nil {
		return from
	}
	to := from + len(t.facts)
	if to > len(facts) || facts[to-1].position.State != state || to < len(facts) && facts[to].position.State == state {
		return from
	}
	return to
}

// ChangesWithin lists the changes of stance of all states on the days from one
// to another, oldest first: those of Changes that fall on these days; with
// first, also each first stance on something, with Before empty. What it costs
// depends on what was said on these days, not on all that ever was.
func (a *Answers) ChangesWithin(ctx context.Context, since, until demarche.Date, first bool) ([]Change, error) {
	return a.ChangesOf(ctx, ChangesAsked{Since: since, Until: until, First: first})
}

// ChangesOf gives all changes of stance that are asked for until today, oldest
// first, however many they are.
func (a *Answers) ChangesOf(ctx context.Context, asked ChangesAsked) ([]Change, error) {
	until, err := a.day("")
	if err != nil {
		return nil, err
	}
	if asked.Until.Known() {
		until = min(until, asked.Until)
	}
	facts, err := a.positions(ctx, asked.State)
	if err != nil {
		return nil, err
	}
	all := eachState(facts, func(state demarche.State, of []*fact) (out []Change) {
		newest := saidBy(of, until)
		for i := newest; i < len(of) && of[i].latest.Known() && of[i].latest >= asked.Since; i++ {
			if i == newest || of[i].latest != of[i-1].latest {
				out = append(out, a.sources.changes(state, of, of[i].latest)...)
			}
		}
		return out
	})
	out := append([]Change{}, all...)
	if !asked.First {
		out = slices.DeleteFunc(out, firstStance)
	}
	slices.SortStableFunc(out, func(x, y Change) int { return cmp.Compare(x.Date, y.Date) })
	return out, nil
}

func firstStance(c Change) bool { return c.Before == "" }

// DayCount says how many entries of the timeline are of a day.
type DayCount struct {
	Day     demarche.Date `json:"day"`
	Entries int           `json:"entries"`
}

// Busy counts the entries of the timeline on each day on which there are any,
// oldest first; months, years and what has no day are left out.
func (a *Answers) Busy(ctx context.Context) ([]DayCount, error) { return a.sources.busy(ctx) }

func timelineFilter() demarche.Filter {
	return demarche.Filter{Kinds: []demarche.Kind{demarche.KindPosition, demarche.KindAct, demarche.KindMovement}}
}

func (s *sources) busy(ctx context.Context) ([]DayCount, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, err := s.outlined(ctx, timelineFilter())
	if err != nil {
		return nil, err
	}
	if l.busy == nil || l.busyAt != l.known {
		l.busy, l.busyAt = []DayCount{}, l.known
		for _, b := range l.outline {
			day := demarche.Date(s.lists.names.of(b.day))
			if !day.IsDay() {
				continue
			}
			if n := len(l.busy); n > 0 && l.busy[n-1].Day == day {
				l.busy[n-1].Entries++
				continue
			}
			l.busy = append(l.busy, DayCount{day, 1})
		}
	}
	return l.busy, nil
}

// outlined gives the remembered list of a filter as the ledger has it now. The lock must be held.
func (s *sources) outlined(ctx context.Context, f demarche.Filter) (*list, error) {
	if err := s.renew(ctx); err != nil {
		return nil, err
	}
	return s.outlinedNow(ctx, f)
}

// outlinedNow does so where was renewed what is known of the ledger.
func (s *sources) outlinedNow(ctx context.Context, f demarche.Filter) (*list, error) {
	l, err := s.lists.get("outline ", f)
	if err != nil {
		return nil, err
	}
	return l, s.renewOutline(ctx, l, f)
}

// newest gives the ids of what passes a filter and is of a day or before, the
// newest first and then what has no day: so many at most, after leaving out so many.
func (s *sources) newest(ctx context.Context, f demarche.Filter, until demarche.Date, skip, most int) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, err := s.outlined(ctx, f)
	if err != nil {
		return nil, err
	}
	n := s.lists.names
	end, _ := slices.BinarySearchFunc(l.outline, until, func(b brief, d demarche.Date) int {
		if day := demarche.Date(n.of(b.day)); day.Known() && day <= d {
			return -1
		}
		return 1
	})
	var out []string
	for i := end - 1 - skip; i >= 0 && len(out) < most; i-- {
		out = append(out, n.long(l.outline[i].id))
	}
	for i := n.dated(l.outline) + max(0, skip-end); i < len(l.outline) && len(out) < most; i++ {
		out = append(out, n.long(l.outline[i].id))
	}
	return out, nil
}

// dated counts the sorted briefs that have a day; the others stand behind them.
func (n *names) dated(outline []brief) int {
	dated := len(outline)
	for dated > 0 && !demarche.Date(n.of(outline[dated-1].day)).Known() {
		dated--
	}
	return dated
}

// within gives the ids of what passes a filter and is of a day from one to
// another, or of a month or a year of which any day is.
func (s *sources) within(ctx context.Context, f demarche.Filter, since, until demarche.Date) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, err := s.outlined(ctx, f)
	if err != nil {
		return nil, err
	}
	n := s.lists.names
	var out []string
	n.eachWithin(l.outline, since, until, func(b brief) { out = append(out, n.long(b.id)) })
	return out, nil
}

// eachWithin gives take those of sorted briefs that are of a day from one to
// another, or of a month or a year of which any day is.
func (n *names) eachWithin(outline []brief, since, until demarche.Date, take func(brief)) {
	year := since[:min(len(since), len("2025"))] // what is of a year stands before its days
	last, passes := int32(-1), false             // the day of the one before, and whether what is of it passes
	for _, b := range outline[n.before(outline, year):] {
		if b.day != last {
			day := demarche.Date(n.of(b.day))
			if !day.Known() || day > until {
				break
			}
			last, passes = b.day, day >= since || !day.IsDay() && demarche.Day(day.Last()) >= since
		}
		if passes {
			take(b)
		}
	}
}

// Version names what answers rest on: while it is the same, a question is
// answered in the same way on the same day.
func (a *Answers) Version(ctx context.Context) (string, error) {
	head, err := a.ledger.Head(ctx)
	if err != nil {
		return "", fmt.Errorf("end of the log: %w", err)
	}
	return fmt.Sprintf("%d %t", head.Size, a.Ready()), nil
}

// Extent says how much a ledger holds.
type Extent struct {
	Reports int           `json:"reports"`
	Newest  demarche.Date `json:"newest"` // day on which the newest report was published
}

// Extent gives how many reports the ledger holds and when the newest was published.
func (a *Answers) Extent(ctx context.Context) (Extent, error) { return a.sources.measure(ctx) }

// shelf is what Extent remembers.
type shelf struct {
	Extent
	has   map[int32]bool // texts, by their numbers
	known int            // how many of the feed it has taken in
}

func (s *sources) measure(ctx context.Context) (Extent, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return Extent{}, err
	}
	take := func(hash string, published demarche.Date) {
		if n := s.lists.names.number(hash); !s.shelf.has[n] {
			s.shelf.has[n] = true
			s.shelf.Reports++
			s.shelf.Newest = max(s.shelf.Newest, published)
		}
	}
	if s.shelf == nil {
		kept, err := s.ledger.Documents(ctx)
		if err != nil {
			return Extent{}, fmt.Errorf("reports of the ledger: %w", err)
		}
		s.shelf = &shelf{has: make(map[int32]bool, len(kept))}
		for _, k := range kept {
			take(k.Hash, k.Published)
		}
		s.shelf.known = len(s.feed)
	}
	for ; s.shelf.known < len(s.feed); s.shelf.known++ {
		hash := s.feed[s.shelf.known]
		if s.shelf.has[s.lists.names.number(hash)] {
			continue
		}
		k, err := s.ledger.Document(ctx, hash)
		if err != nil {
			return Extent{}, fmt.Errorf("report %s: %w", hash, err)
		}
		take(hash, k.Published)
	}
	return s.shelf.Extent, nil
}

// prepare makes what the first page of all needs.
func (s *sources) prepare(ctx context.Context) error {
	if _, err := s.positions(ctx, ""); err != nil {
		return err
	}
	if _, err := s.busy(ctx); err != nil {
		return err
	}
	for _, f := range append(toldFilters(), gapFilter(), movements(demarche.Filter{}), demarche.Filter{Kinds: []demarche.Kind{demarche.KindOffice}}) {
		if _, err := s.within(ctx, f, "", ""); err != nil {
			return err
		}
	}
	_, err := s.measure(ctx)
	return err
}

// effort is how many positions at most are weighed, again and again, to find
// the last changes.
const effort = 20_000

// LastChanges gives the newest changes of stance up to a day, the newest first
// and so many at most. In a large ledger only the last days are looked at.
func (a *Answers) LastChanges(ctx context.Context, until demarche.Date, most int) ([]Change, error) {
	return a.NewestChanges(ctx, ChangesAsked{Until: until, Most: most})
}

// ChangesAsked narrows changes of stance to be shown, the newest first.
type ChangesAsked struct {
	State        demarche.State // of all if empty
	Since, Until demarche.Date  // days
	First        bool           // first stances too
	Most         int            // so many at most
}

// NewestChanges gives changes of stance, the newest first. In a large ledger
// only the last days of what is asked about are looked at.
func (a *Answers) NewestChanges(ctx context.Context, asked ChangesAsked) ([]Change, error) {
	facts, err := a.positions(ctx, asked.State)
	if err != nil {
		return nil, err
	}
	type saying struct {
		of  []*fact
		day demarche.Date
	}
	var said []saying
	for _, of := range byState(facts) {
		for i := saidBy(of, asked.Until); i < len(of) && of[i].latest.Known() && of[i].latest >= asked.Since; i++ {
			if i == 0 || of[i].latest != of[i-1].latest {
				said = append(said, saying{of, of[i].latest})
			}
		}
	}
	slices.SortStableFunc(said, func(x, y saying) int { return cmp.Compare(y.day, x.day) })
	out := []Change{}
	for left, i := effort, 0; i < len(said) && len(out) < asked.Most && left > 0; i++ {
		changes := slices.DeleteFunc(slices.Clone(a.sources.changes(said[i].of[0].position.State, said[i].of, said[i].day)), func(c Change) bool { return !asked.First && firstStance(c) })
		slices.Reverse(changes)
		out = append(out, changes...)
		left -= len(said[i].of)
	}
	return out[:min(len(out), asked.Most)], nil
}
