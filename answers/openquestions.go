package answers

import (
	"context"
	"slices"

	"demarche"
	"demarche/events"
)

func gapFilter() demarche.Filter { return demarche.Filter{Kinds: []demarche.Kind{demarche.KindGap}} }

// toldFilters pass what answers questions, by the lists that are kept anyway.
func toldFilters() []demarche.Filter {
	return []demarche.Filter{timelineFilter(), {Kinds: []demarche.Kind{demarche.KindCount}}, {Kinds: []demarche.Kind{demarche.KindQuote}}}
}

// rounds is how often more questions are looked at, each time twice as many,
// while too few of them are open.
const rounds = 6

// OpenQuestions gives the newest questions of a day or before that no entry of
// that day or before answers, the newest first and so many at most: the end of
// what Gaps gives with Until, and then those of no day that the ledger had by
// that day. With a state, only those in which it has a part.
// Only entries since the oldest of them are read. Where almost all of very many
// were answered, there may be fewer.
func (a *Answers) OpenQuestions(ctx context.Context, state demarche.State, until demarche.Date, most int) ([]Item, error) {
	day, err := a.day(until)
	if err != nil {
		return nil, err
	}
	out := []Item{}
	f := gapFilter()
	f.State = state
	for round, skip := 0, 0; round < rounds && len(out) < most; round++ {
		n := max(1, most-len(out)) << round
		ids, err := a.sources.newest(ctx, f, day, skip, n)
		if err != nil || len(ids) == 0 {
			return out, err
		}
		skip += len(ids)
		entries, err := a.ledger.Entries(ctx, demarche.Filter{IDs: ids})
		if err != nil {
			return nil, err
		}
		gaps := make([]Item, 0, len(entries))
		for _, e := range entries {
			if it := NewItem(e); it.Day.Known() || demarche.Day(e.Kept) <= day {
				gaps = append(gaps, it)
			}
		}
		sortByDay(gaps)
		open, err := a.open(ctx, state, newestFirstItems(gaps), day)
		if err != nil {
			return nil, err
		}
		out = append(out, open...)
	}
	return out[:min(len(out), most)], nil
}

// QuestionsPart gives, of the questions that pass a filter, newest first, a part:
// those that are open, those that are answered, and how many questions there
// are in all. Only entries since the oldest of the part are read, so that a part
// far back costs what the whole does; with Until, entries of later days answer nothing.
func (a *Answers) QuestionsPart(ctx context.Context, f demarche.Filter, offset, limit int) (open []Item, answered []AnsweredGap, total int, err error) {
	f.Kinds = gapFilter().Kinds
	gaps, total, err := a.NewestPart(ctx, f, offset, limit)
	if err != nil || len(gaps) == 0 {
		return []Item{}, []AnsweredGap{}, total, err
	}
	day, err := a.day(f.Until)
	if err != nil {
		return nil, nil, 0, err
	}
	open, answered, err = a.judged(ctx, f.State, gaps, day)
	return open, answered, total, err
}

// open gives those of the questions that nothing of a day or before answers.
func (a *Answers) open(ctx context.Context, state demarche.State, gaps []Item, until demarche.Date) ([]Item, error) {
	open, _, err := a.judged(ctx, state, gaps, until)
	return open, err
}

// judged divides questions into those that nothing of a day or before answers
// and the others.
func (a *Answers) judged(ctx context.Context, state demarche.State, gaps []Item, until demarche.Date) (open []Item, answered []AnsweredGap, err error) {
	m, err := a.matcherFor(ctx, state != "", gaps, until)
	if err != nil {
		return nil, nil, err
	}
	return m.divide(gaps)
}

// matcherFor makes what is needed to match some questions with what answers
// them: entries published after the first of these, and their own movements.
// Questions that lie far apart are of one state each, or not of the newest.
func (a *Answers) matcherFor(ctx context.Context, apart bool, gaps []Item, until demarche.Date) (*gapMatcher, error) {
	m := &gapMatcher{said: make(map[string]*speech), reports: make(map[string][]demarche.Entry), until: until}
	m.count = func(documents []string) (events.Witnesses, error) { return a.sources.count(ctx, documents) }
	said, err := a.said(ctx, apart, gaps, until)
	if err != nil {
		return nil, err
	}
	var moved []string
	for _, e := range said {
		m.hear(e)
		if isMovement(e) {
			moved = append(moved, e.Record.Shared().ID)
		}
	}
	if err := a.ownMovements(ctx, m, gaps, moved); err != nil {
		return nil, err
	}
	m.judged, err = a.judgements(ctx)
	return m, err
}

func isMovement(e demarche.Entry) bool { return e.Record.Shared().Kind == demarche.KindMovement }

// ownMovements keeps the movements of the reports of questions that ask for a
// number, of which the events tell it, and the events of movements that were said.
// Only those are read of which the number is perhaps not told.
func (a *Answers) ownMovements(ctx context.Context, m *gapMatcher, gaps []Item, said []string) error {
	var texts []string
	for _, g := range gaps {
		gap, ok := g.Record.(*demarche.Gap)
		if ok && asksNumber(g, gap) && !slices.Contains(texts, g.Document) {
			texts = append(texts, g.Document)
		}
	}
	ids := said
	if len(texts) > 0 {
		alone, err := a.sources.aloneUntold(ctx, texts)
		if err != nil {
			return err
		}
		own, err := a.sources.items(ctx, alone)
		if err != nil {
			return err
		}
		for _, it := range own {
			m.reports[it.Document] = append(m.reports[it.Document], it.Entry)
			if untoldNumber(it.Entry) {
				ids = append(ids, it.ID())
			}
		}
	}
	slices.Sort(ids)
	var err error
	m.moves, err = a.bookOf(ctx, demarche.KindMovement, slices.Compact(ids))
	return err
}

// aloneUntold gives, of the movements of texts that tell of one only, those of
// which it can be that the number of people is not told.
func (s *sources) aloneUntold(ctx context.Context, texts []string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, err := s.outlined(ctx, movements(demarche.Filter{}))
	if err != nil {
		return nil, err
	}
	alone := l.aloneInTexts()
	var ids []string
	for _, hash := range texts {
		if b, ok := alone[s.lists.names.number(hash)]; ok && !s.glimpses.toldNumber(b) {
			ids = append(ids, s.lists.names.long(b.id))
		}
	}
	return ids, nil
}

// aloneInTexts gives what is the only one of its text in an outline, by the
// numbers of texts.
func (l *list) aloneInTexts() map[int32]brief {
	if l.alone == nil || l.aloneAt != l.known {
		of := make(map[int32]int, len(l.outline))
		for _, b := range l.outline {
			of[b.document]++
		}
		l.alone, l.aloneAt = make(map[int32]brief), l.known
		for _, b := range l.outline {
			if of[b.document] == 1 {
				l.alone[b.document] = b
			}
		}
	}
	return l.alone
}

// said gives the entries that can answer questions: what is of a day after the
// report of the first of them, see after. Of questions that lie far apart, and of
// those of a few states, only what those said who were silent, or anybody if it
// was no state. A question of no day, or of too few words that tell what it is
// about, is answered by nothing that is said.
func (a *Answers) said(ctx context.Context, apart bool, gaps []Item, until demarche.Date) ([]demarche.Entry, error) {
	since := make(map[demarche.State]demarche.Date)
	var asked []question
	apart = apart || len(silentStates(gaps)) <= fewSilent
	for _, g := range gaps {
		gap, ok := g.Record.(*demarche.Gap)
		if !ok || !g.Publish.Known() {
			continue
		}
		q := newQuestion(string(gap.About))
		if len(q.words) < fewestShared {
			continue
		}
		if !slices.ContainsFunc(asked, func(o question) bool { return slices.Equal(o.words, q.words) }) {
			asked = append(asked, q)
		}
		who := demarche.State("") // anybody
		if apart && demarche.IsStateCode(string(gap.Who)) {
			who = demarche.State(gap.Who)
		}
		next := demarche.Day(g.Publish.Last().AddDate(0, 0, 1))
		if first, ok := since[who]; (!ok || next < first) && (!until.Known() || next <= demarche.Day(until.Last())) {
			since[who] = next
		}
	}
	ids, err := a.sources.perhapsSaid(ctx, since, until, asked)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return a.ledger.Entries(ctx, demarche.Filter{IDs: ids})
}

// perhapsSaid gives the ids of what each state said from a day on and until
// another, the empty state being anybody, in whose evidence enough words of any
// of the questions can stand.
func (s *sources) perhapsSaid(ctx context.Context, since map[demarche.State]demarche.Date, until demarche.Date, asked []question) (ids []string, err error) {
	if len(since) == 0 {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return nil, err
	}
	known := make(map[briefID]bool)
	s.glimpses.looking(asked, func(perhaps func(brief) bool) {
		for who, first := range since {
			for _, f := range toldFilters() {
				f.State = who
				var l *list
				if l, err = s.outlinedNow(ctx, f); err != nil {
					return
				}
				s.lists.names.eachWithin(l.outline, first, until, func(b brief) {
					if perhaps(b) && !known[b.id] {
						known[b.id] = true
						ids = append(ids, s.lists.names.long(b.id))
					}
				})
			}
		}
	})
	return ids, err
}

// fewSilent is how many states at most are looked at one by one.
const fewSilent = 10

// silentStates lists the states that did not say what is asked, each once.
func silentStates(gaps []Item) []demarche.State {
	var out []demarche.State
	for _, g := range gaps {
		if gap, ok := g.Record.(*demarche.Gap); ok && demarche.IsStateCode(string(gap.Who)) && !slices.Contains(out, demarche.State(gap.Who)) {
			out = append(out, demarche.State(gap.Who))
		}
	}
	return out
}

// hear keeps who said or did an entry.
func (m *gapMatcher) hear(e demarche.Entry) {
	it := NewItem(e)
	if !it.Day.Known() {
		return
	}
	for _, w := range speakers(e.Record) {
		if m.said[w] == nil {
			m.said[w] = &speech{}
		}
		m.said[w].items = append(m.said[w].items, it)
	}
}

// bookOf gives the events of some records of a kind as a book of their own.
func (a *Answers) bookOf(ctx context.Context, k demarche.Kind, ids []string) (*book, error) {
	b := &book{of: make(map[string]int), entries: make(map[string]demarche.Entry)}
	if len(ids) == 0 {
		return b, nil
	}
	found, _, err := a.sources.eventsOf(ctx, k, ids)
	if err != nil {
		return nil, err
	}
	b.events = found
	var records []string
	for i, e := range found {
		for _, id := range e.Records {
			b.of[id] = i
			records = append(records, id)
		}
	}
	entries, err := a.ledger.Entries(ctx, demarche.Filter{IDs: records})
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		b.entries[e.Record.Shared().ID] = e
	}
	return b, nil
}
