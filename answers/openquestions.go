package answers

import (
	"context"
	"slices"

	"demarche"
	"demarche/events"
)

func gapFilter() demarche.Filter { return demarche.Filter{Kinds: []demarche.Kind{demarche.KindGap}} }

// toldFilter passes what answers questions, beside the entries of the timeline.
func toldFilter() demarche.Filter {
	return demarche.Filter{Kinds: []demarche.Kind{demarche.KindCount, demarche.KindQuote}}
}

// rounds is how often more questions are looked at, each time twice as many,
// while too few of them are open.
const rounds = 6

// OpenQuestions gives the newest questions of a day or before that no entry of
// that day or before answers, the newest first and so many at most: the end of
// what Gaps gives with Until. Only entries since the oldest of them are read.
// Where almost all of very many were answered, there may be fewer.
func (a *Answers) OpenQuestions(ctx context.Context, until demarche.Date, most int) ([]Item, error) {
	day, err := a.day(until)
	if err != nil {
		return nil, err
	}
	out := []Item{}
	for round, skip := 0, 0; round < rounds && len(out) < most; round++ {
		n := max(1, most-len(out)) << round
		ids, err := a.sources.newest(ctx, gapFilter(), day, skip, n)
		if err != nil || len(ids) == 0 {
			return out, err
		}
		skip += len(ids)
		entries, err := a.ledger.Entries(ctx, demarche.Filter{IDs: ids})
		if err != nil {
			return nil, err
		}
		gaps := make([]Item, len(entries))
		for i, e := range entries {
			gaps[i] = NewItem(e)
		}
		sortByDay(gaps)
		slices.Reverse(gaps)
		open, err := a.open(ctx, gaps, day)
		if err != nil {
			return nil, err
		}
		out = append(out, open...)
	}
	return out[:min(len(out), most)], nil
}

// open gives those of the questions that nothing of a day or before answers.
func (a *Answers) open(ctx context.Context, gaps []Item, until demarche.Date) ([]Item, error) {
	m, err := a.matcherFor(ctx, gaps, until)
	if err != nil {
		return nil, err
	}
	var out []Item
	for _, g := range gaps {
		by, err := m.connections(g)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(by, func(c Connection) bool { return c.Status != ConnectionDropped }) {
			out = append(out, g)
		}
	}
	return out, nil
}

// matcherFor makes what is needed to match some questions with what answers
// them: entries published after the first of these, and their own movements.
func (a *Answers) matcherFor(ctx context.Context, gaps []Item, until demarche.Date) (*gapMatcher, error) {
	m := &gapMatcher{said: make(map[string]*speech), reports: make(map[string][]demarche.Entry), until: until}
	m.count = func(documents []string) (events.Witnesses, error) { return a.sources.count(ctx, documents) }
	var since demarche.Date
	var texts []string
	for _, g := range gaps {
		if g.Publish.Known() && (since == "" || g.Publish < since) {
			since = g.Publish
		}
		if !slices.Contains(texts, g.Document) {
			texts = append(texts, g.Document)
		}
	}
	if since.Known() { // a question of no day is answered by nothing that is said
		said, err := a.said(ctx, since, until)
		if err != nil {
			return nil, err
		}
		for _, e := range said {
			m.hear(e)
		}
	}
	own, err := a.ledger.Entries(ctx, demarche.Filter{Kinds: []demarche.Kind{demarche.KindMovement}, Texts: texts})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, e := range own {
		m.reports[e.Document] = append(m.reports[e.Document], e)
		ids = append(ids, e.Record.Shared().ID)
	}
	if m.moves, err = a.bookOf(ctx, demarche.KindMovement, ids); err != nil {
		return nil, err
	}
	m.judged, err = a.judgements(ctx)
	return m, err
}

// said gives the entries that can answer questions, of the days from one to another.
func (a *Answers) said(ctx context.Context, since, until demarche.Date) ([]demarche.Entry, error) {
	var ids []string
	for _, f := range []demarche.Filter{timelineFilter(), toldFilter()} {
		some, err := a.sources.within(ctx, f, since, until)
		if err != nil {
			return nil, err
		}
		ids = append(ids, some...)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return a.ledger.Entries(ctx, demarche.Filter{IDs: ids})
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
