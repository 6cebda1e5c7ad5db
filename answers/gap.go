package answers

import (
	"context"
	"maps"
	"slices"
	"strings"

	"demarche"
	"demarche/events"
)

// AnsweredGap is a question that was open until a later entry answered it.
type AnsweredGap struct {
	Gap Item         `json:"gap"`
	By  []Connection `json:"by"` // what answers it, the first first
}

// Gaps lists what is not known and who did not say it, by the day of the
// report: only questions that no later entry answers. With Until, entries of
// later days answer nothing.
func (a *Answers) Gaps(ctx context.Context, f demarche.Filter) ([]Item, error) {
	open, _, err := a.questions(ctx, f)
	return open, err
}

// AnsweredGaps lists questions that were open until a later entry answered
// them, with what did.
func (a *Answers) AnsweredGaps(ctx context.Context, f demarche.Filter) ([]AnsweredGap, error) {
	_, answered, err := a.questions(ctx, f)
	return answered, err
}

// GapConnections gives what answers an entry, or was said not to, if it is a gap.
func (a *Answers) GapConnections(ctx context.Context, it Item) ([]Connection, error) {
	if it.Record.Shared().Kind != demarche.KindGap {
		return []Connection{}, nil
	}
	// Few are asked about one by one: only what came after this one is read.
	m, err := a.matcherFor(ctx, true, []Item{it}, lastDay)
	if err != nil {
		return nil, err
	}
	return m.connections(it)
}

func (a *Answers) questions(ctx context.Context, f demarche.Filter) (open []Item, answered []AnsweredGap, err error) {
	gaps, err := a.listKind(ctx, f, demarche.KindGap)
	open, answered = []Item{}, []AnsweredGap{}
	if err != nil || len(gaps) == 0 {
		return open, answered, err
	}
	err = a.withGaps(ctx, f.Until, func(m *gapMatcher) (err error) {
		open, answered, err = m.divide(gaps)
		return err
	})
	return open, answered, err
}

// divide divides questions into those that nothing answers and the others.
func (m *gapMatcher) divide(gaps []Item) (open []Item, answered []AnsweredGap, err error) {
	open, answered = []Item{}, []AnsweredGap{}
	for _, g := range gaps {
		all, err := m.connections(g)
		if err != nil {
			return nil, nil, err
		}
		by := slices.DeleteFunc(all, func(c Connection) bool { return c.Status == ConnectionDropped })
		if len(by) == 0 {
			open = append(open, g)
		} else {
			answered = append(answered, AnsweredGap{Gap: g, By: by})
		}
	}
	return open, answered, nil
}

// gapMatcher finds what answers a question.
type gapMatcher struct {
	said    map[string]*speech          // what each party said or did
	reports map[string][]demarche.Entry // movements of each report
	moves   *book
	judged  *judged
	until   demarche.Date
	count   func(documents []string) (events.Witnesses, error)
}

// speech is what a party said or did, oldest first.
type speech struct {
	items []Item
	words map[string][]int // which of the items have a telling word; made when first needed
}

// fewestShared is how many telling words a question and what answers it share at least.
const fewestShared = 2

// sharing gives which of the items share two telling words with a question,
// and two thirds of all that it has, oldest first.
func (s *speech) sharing(about []string) []Item {
	if s == nil || len(about) < fewestShared {
		return nil
	}
	if s.words == nil {
		s.words = make(map[string][]int)
		slices.SortFunc(s.items, func(x, y Item) int { return newerItem(y, x) })
		for i, it := range s.items {
			for _, w := range sentences(it) {
				s.words[w] = append(s.words[w], i)
			}
		}
	}
	counts := make(map[int]int)
	for _, w := range about {
		for _, i := range s.words[w] {
			counts[i]++
		}
	}
	var out []Item
	for _, i := range slices.Sorted(maps.Keys(counts)) {
		if n := counts[i]; n >= fewestShared && 3*n >= 2*len(about) {
			out = append(out, s.items[i])
		}
	}
	return out
}

// gapMatcher makes what is needed to match questions with what answers them.
func (a *Answers) gapMatcher(ctx context.Context) (*gapMatcher, error) {
	entries, err := a.ledger.Entries(ctx, demarche.Filter{Kinds: []demarche.Kind{
		demarche.KindPosition, demarche.KindAct, demarche.KindMovement, demarche.KindCount, demarche.KindQuote,
	}})
	if err != nil {
		return nil, err
	}
	m := &gapMatcher{said: make(map[string]*speech), reports: make(map[string][]demarche.Entry)}
	for _, e := range entries {
		if e.Record.Shared().Kind == demarche.KindMovement {
			m.reports[e.Document] = append(m.reports[e.Document], e)
		}
		m.hear(e)
	}
	if m.moves, err = a.sources.book(ctx, demarche.KindMovement); err != nil {
		return nil, err
	}
	m.judged, err = a.judgements(ctx)
	return m, err
}

// speakers gives those whose word or deed a record is, folded.
func speakers(r demarche.Record) []string {
	var out []string
	add := func(names ...string) {
		for _, n := range names {
			if n = fold(n); n != "" && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	if by := r.Says(); by != nil {
		add(string(by.State), string(by.Name))
	}
	switch r := r.(type) {
	case *demarche.Act:
		add(string(r.Actor))
	case *demarche.Count:
		add(string(r.Source))
	case *demarche.Position:
		if r.By == nil {
			add(string(r.State))
		}
	}
	return out
}

// connections gives what answers a gap by the rules or by a reviewer, the first first.
func (m *gapMatcher) connections(g Item) ([]Connection, error) {
	gap, ok := g.Record.(*demarche.Gap)
	out := []Connection{}
	if !ok {
		return out, nil
	}
	out = append(out, m.numbers(g, gap)...)
	spoken, err := m.spoken(g, gap)
	if err != nil {
		return nil, err
	}
	out = append(out, spoken...)
	made := m.judged.made(g.ID(), []demarche.Relation{demarche.AnswersGap}, out, side)
	out = append(out, slices.DeleteFunc(made, func(c Connection) bool { return m.late(c.Entry) })...)
	sortConnections(out)
	return out, nil
}

// late reports whether an entry is of a day after the one asked about.
func (m *gapMatcher) late(it Item) bool { return m.until.Known() && spanOf(it).last > m.until }

// propose makes a connection, with what a reviewer decided about it.
func (m *gapMatcher) propose(g Item, rule, reason string, it Item) Connection {
	c := Connection{Relation: demarche.AnswersGap, Rule: rule, Reason: reason, Entry: it}
	event := it.ID()
	if i, ok := m.moves.of[it.ID()]; ok {
		event = m.moves.events[i].ID
		c.Event, c.Corroboration = event, &m.moves.events[i].Witnesses
	}
	m.judged.judge(g.ID(), event, &c)
	return c
}

// after reports whether an entry, and its report, are certainly of a later day
// than the report of a gap.
func after(g, it Item) bool {
	if !g.Publish.Known() || !it.Publish.Known() || !it.Day.Known() {
		return false
	}
	asked := g.Publish.Last()
	return it.Publish.First().After(asked) && it.Day.First().After(asked)
}

// copied reports whether two reports copy one text: such a one says nothing new.
func (m *gapMatcher) copied(a, b string) (bool, error) {
	w, err := m.count([]string{a, b})
	return w.Families < w.Reports, err
}

// spoken gives the first later entry in which the one who was silent speaks or
// acts in the words of the question. Those before it that a reviewer dropped
// come with it.
func (m *gapMatcher) spoken(g Item, gap *demarche.Gap) ([]Connection, error) {
	about := events.Telling(string(gap.About))
	var out []Connection
	for _, it := range m.said[fold(string(gap.Who))].sharing(about) {
		if !after(g, it) || m.late(it) {
			continue
		}
		if copied, err := m.copied(g.Document, it.Document); err != nil || copied {
			if err != nil {
				return nil, err
			}
			continue
		}
		c := m.propose(g, "question/spoken", "the one who was silent then spoke or acted in the words of the question", it)
		out = append(out, c)
		if c.Status != ConnectionDropped {
			break
		}
	}
	return out, nil
}

// untoldNumber reports whether an entry is a movement of which is not told how many people it moved.
func untoldNumber(e demarche.Entry) bool {
	mv, is := e.Record.(*demarche.Movement)
	return is && mv.People == nil && mv.Max == nil
}

// asksNumber reports whether a question is how many there were.
func asksNumber(g Item, gap *demarche.Gap) bool {
	asked := fold(string(gap.About) + " " + g.Sentence())
	return strings.Contains(asked, "how many") || strings.Contains(asked, "number")
}

// numbers gives the first later report that tells the number that the report
// of the gap says is not told of its only movement.
func (m *gapMatcher) numbers(g Item, gap *demarche.Gap) []Connection {
	if !asksNumber(g, gap) {
		return nil
	}
	moves := m.reports[g.Document]
	if len(moves) != 1 {
		return nil
	}
	i, ok := m.moves.of[moves[0].Record.Shared().ID]
	if !ok || !untoldNumber(moves[0]) {
		return nil
	}
	var out []Connection
	for _, id := range m.moves.events[i].Records {
		e := m.moves.entries[id]
		mv, is := e.Record.(*demarche.Movement)
		if !is || mv.People == nil || e.Document == g.Document || !g.Publish.Known() || !e.Publish.Known() || e.Publish.First().Compare(g.Publish.Last()) <= 0 {
			continue
		}
		it := NewItem(e)
		if m.late(it) {
			continue
		}
		c := m.propose(g, "question/number", "a later report tells the number of people of the same movement", it)
		out = append(out, c)
		if c.Status != ConnectionDropped {
			break
		}
	}
	return out
}
