package answers

import (
	"context"
	"slices"

	"demarche"
)

// AnsweredGapsSince lists questions that were open until an entry of a day or
// later answered them, as AnsweredGaps does: those whose first answer is of that
// day or later, of all days if it is empty, and in which any of some states has a
// part, if any are given. It goes through what was said since that day, most of
// which it remembers, and reads only the questions that this can answer.
func (a *Answers) AnsweredGapsSince(ctx context.Context, states []demarche.State, since demarche.Date) ([]AnsweredGap, error) {
	links, err := a.judgements(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := a.perhapsAnswered(ctx, since)
	if err != nil {
		return nil, err
	}
	gaps, err := a.sources.items(ctx, links.questionsBeside(ids))
	if err != nil {
		return nil, err
	}
	gaps = slices.DeleteFunc(gaps, func(g Item) bool { return len(states) > 0 && !anyOf(StatesOf(g.Record), states) })
	if len(gaps) == 0 {
		return []AnsweredGap{}, nil
	}
	sortByDay(gaps)
	m, err := a.matcherFor(ctx, true, gaps, lastDay)
	if err != nil {
		return nil, err
	}
	_, answered, err := m.divide(gaps)
	return slices.DeleteFunc(answered, func(g AnsweredGap) bool { return g.By[0].Entry.Day < since }), err
}

func anyOf(some, of []demarche.State) bool {
	return slices.ContainsFunc(some, func(s demarche.State) bool { return slices.Contains(of, s) })
}

// questionsBeside gives the ids of the questions of which reviewers said what
// answers them, and others, each once.
func (j *judged) questionsBeside(ids []string) []string {
	for s := range j.of {
		if s.relation == demarche.AnswersGap {
			ids = append(ids, s.these)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// perhapsAnswered gives the ids of the questions that something of a day or
// later can answer by the rules.
func (a *Answers) perhapsAnswered(ctx context.Context, since demarche.Date) ([]string, error) {
	if err := a.knowInquiries(ctx); err != nil {
		return nil, err
	}
	s := a.sources
	told, err := s.toldSince(ctx, since)
	if err != nil {
		return nil, err
	}
	strange, err := a.readUnknown(ctx, told)
	if err != nil {
		return nil, err
	}
	ids := s.perhapsSpoken(told, strange)
	numbers, err := s.perhapsNumbered(ctx, since)
	return append(ids, numbers...), err
}

// toldSince gives what can answer a question, of a day or later.
func (s *sources) toldSince(ctx context.Context, since demarche.Date) ([]brief, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return nil, err
	}
	var out []brief
	for _, f := range toldFilters() {
		l, err := s.outlinedNow(ctx, f)
		if err != nil {
			return nil, err
		}
		out = append(out, s.lists.names.since(l.outline, since)...)
	}
	return out, nil
}

// since gives those of sorted briefs that have a day which is not before one.
func (n *names) since(outline []brief, day demarche.Date) []brief {
	return outline[n.before(outline, day):n.dated(outline)]
}

// readUnknown reads and remembers those of some entries that are not remembered,
// and gives those that cannot be.
func (a *Answers) readUnknown(ctx context.Context, all []brief) ([]demarche.Entry, error) {
	s := a.sources
	var strange []demarche.Entry
	for some := range slices.Chunk(s.glimpses.unknown(all), atATime) {
		entries, err := a.ledger.Entries(ctx, demarche.Filter{IDs: s.idsOf(some)})
		if err != nil {
			return nil, err
		}
		s.glimpses.add(entries)
		strange = append(strange, slices.DeleteFunc(entries, fits)...)
	}
	return strange, nil
}

// idsOf gives the ids of briefs.
func (s *sources) idsOf(all []brief) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := make([]string, len(all))
	for i, b := range all {
		ids[i] = s.lists.names.long(b.id)
	}
	return ids
}

// perhapsSpoken gives the ids of the questions of which one who was silent
// has the words, in entries that are remembered and in others.
func (s *sources) perhapsSpoken(told []brief, strange []demarche.Entry) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	met := make(map[int32]bool)
	for _, b := range told {
		for _, w := range s.glimpses.wordingsOf(b, s.inquiries) {
			met[w] = true
		}
	}
	for _, e := range strange {
		for _, w := range s.inquiries.wordingsFrom(0, s.glimpses.hear(e)) {
			met[w] = true
		}
	}
	var ids []string
	for w := range met {
		for _, id := range s.inquiries.wordings[w].questions {
			ids = append(ids, s.lists.names.long(id))
		}
	}
	return ids
}

// wordingsOf gives the wordings of which a record that is remembered has the words.
// It compares it only with those that came since it did so last.
func (g *glimpses) wordingsOf(b brief, q *inquiries) []int32 {
	g.mu.Lock()
	defer g.mu.Unlock()
	known := g.known(b)
	if known == nil {
		return nil
	}
	if all := int32(len(q.wordings)); known.compared < all {
		if fresh := q.wordingsFrom(known.compared, g.heard(known)); len(fresh) > 0 {
			g.meets[known.id] = append(g.meets[known.id], fresh...)
		}
		known.compared = all
	}
	return g.meets[known.id]
}

// perhapsNumbered gives the ids of the questions how many people a movement had,
// of which anything of a day or later tells.
func (s *sources) perhapsNumbered(ctx context.Context, since demarche.Date) ([]string, error) {
	if err := s.await(ctx, demarche.KindMovement); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	l, err := s.outlined(ctx, movements(demarche.Filter{}))
	if err != nil {
		return nil, err
	}
	c, err := s.chronicle(ctx, demarche.KindMovement)
	if err != nil {
		return nil, err
	}
	n := s.lists.names
	told := make(map[int32]bool) // events
	for _, b := range n.since(l.outline, since) {
		if event, _, held := c.Stamp(n.long(b.id)); held {
			told[event] = true
		}
	}
	var ids []string
	alone := l.aloneInTexts()
	for _, q := range s.inquiries.numbers {
		b, is := alone[q.document]
		if !is || s.glimpses.toldNumber(b) {
			continue
		}
		if event, _, held := c.Stamp(n.long(b.id)); held && told[event] {
			ids = append(ids, n.long(q.id))
		}
	}
	return ids, nil
}
