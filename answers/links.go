package answers

import (
	"context"
	"fmt"
	"slices"

	"demarche"
	"demarche/events"
)

// Links gives what a reviewer decided by the time that the answers go by.
func (n narrowed) Links(ctx context.Context, id string) ([]demarche.Link, error) {
	all, err := n.Ledger.Links(ctx, id)
	if err != nil || n.knownBy.IsZero() {
		return all, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(l demarche.Link) bool { return l.At.After(n.knownBy) }), nil
}

// counting gives the links that count.
func counting(ctx context.Context, l demarche.Ledger) ([]demarche.Link, error) {
	all, err := l.Links(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("links: %w", err)
	}
	return demarche.CountingLinks(all), nil
}

// decisions gives reviewers' corrections of the events of a kind, in the ids of
// what stands in the place of the records that they name.
func (s *sources) decisions(ctx context.Context, k demarche.Kind) ([]events.Decision, error) {
	links, err := counting(ctx, s.ledger)
	if err != nil {
		return nil, err
	}
	links = slices.DeleteFunc(links, func(l demarche.Link) bool { return l.Relation != demarche.SameEvent })
	if len(links) == 0 {
		return nil, nil
	}
	named, err := s.beside(ctx, k, links)
	if err != nil {
		return nil, err
	}
	now := newSuccessors(s.ledger, named)
	var out []events.Decision
	for _, l := range links {
		d := events.Decision{ID: fmt.Sprintf("link %019d", l.Sequence), Verb: events.Merge, By: l.Reviewer, At: l.At, Why: l.Reason}
		if l.What == demarche.ToReject {
			d.Verb = events.Split
		}
		if d.These, err = now.all(ctx, l.These); err != nil {
			return nil, err
		}
		if d.Those, err = now.all(ctx, l.Those); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// beside gives the entries of a kind of the reports whose records links name.
func (s *sources) beside(ctx context.Context, k demarche.Kind, links []demarche.Link) ([]demarche.Entry, error) {
	return s.named(ctx, []demarche.Kind{k}, links)
}

// besideAll gives the entries of all kinds of the reports whose records links name.
func (s *sources) besideAll(ctx context.Context, links []demarche.Link) ([]demarche.Entry, error) {
	return s.named(ctx, nil, links)
}

func (s *sources) named(ctx context.Context, kinds []demarche.Kind, links []demarche.Link) ([]demarche.Entry, error) {
	var texts []string
	for _, l := range links {
		for _, id := range slices.Concat(l.These, l.Those) {
			e, err := s.ledger.Entry(ctx, id)
			if err != nil && demarche.CodeOf(err) == demarche.NotFound {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("entry %s, which a link names: %w", id, err)
			}
			if !slices.Contains(texts, e.Document) {
				texts = append(texts, e.Document)
			}
		}
	}
	var out []demarche.Entry
	for part := range slices.Chunk(texts, batch) {
		entries, err := s.ledger.Entries(ctx, demarche.Filter{Kinds: kinds, Texts: part})
		if err != nil {
			return nil, err
		}
		out = append(out, entries...)
	}
	return out, nil
}

// successors finds what stands in the place of records that a reviewer named,
// after they were amended or their reports read again.
type successors struct {
	ledger   demarche.Ledger
	answered map[string]bool             // ids of the entries
	amended  map[string]string           // id of the entry that amends a record
	reports  map[string][]demarche.Entry // entries by report
	known    map[string]string           // what was found
}

func newSuccessors(l demarche.Ledger, entries []demarche.Entry) *successors {
	s := &successors{
		ledger: l, answered: make(map[string]bool, len(entries)), amended: make(map[string]string), reports: make(map[string][]demarche.Entry),
		known: make(map[string]string),
	}
	for _, e := range entries {
		id := e.Record.Shared().ID
		s.answered[id] = true
		if e.Amends != "" {
			s.amended[e.Amends] = id
		}
		s.reports[e.Document] = append(s.reports[e.Document], e)
	}
	return s
}

// all gives what stands in the place of each record, leaving out those in whose place nothing does.
func (s *successors) all(ctx context.Context, ids []string) ([]string, error) {
	var out []string
	for _, id := range ids {
		now, err := s.of(ctx, id)
		if err != nil {
			return nil, err
		}
		if now != "" && !slices.Contains(out, now) {
			out = append(out, now)
		}
	}
	return out, nil
}

// of gives the id of the entry in the place of a record; nothing if there is none.
func (s *successors) of(ctx context.Context, id string) (string, error) {
	if s.answered[id] {
		return id, nil
	}
	if now := s.amended[id]; now != "" {
		return now, nil
	}
	if now, ok := s.known[id]; ok {
		return now, nil
	}
	s.known[id] = "" // should records amend each other
	e, err := s.ledger.Entry(ctx, id)
	if demarche.CodeOf(err) == demarche.NotFound && err != nil {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("entry %s, which a link names: %w", id, err)
	}
	now := ""
	switch {
	case e.Amends != "":
		now, err = s.of(ctx, e.Amends)
	case e.Review != demarche.Rejected:
		now, err = s.read(ctx, e)
	}
	s.known[id] = now
	return now, err
}

// read gives the entry that a later reading of the report found in the place
// of one: of the same kind, from overlapping words, that differs in the fewest
// fields, and that no reading held beside it.
func (s *successors) read(ctx context.Context, e demarche.Entry) (string, error) {
	readings, err := s.ledger.Readings(ctx, e.Document)
	if err != nil {
		return "", fmt.Errorf("readings of %s: %w", e.Name, err)
	}
	beside := make(map[string]bool)
	for _, r := range readings {
		if slices.ContainsFunc(r.Records, func(x demarche.Record) bool { return x.Shared().ID == e.Record.Shared().ID }) {
			for _, x := range r.Records {
				beside[x.Shared().ID] = true
			}
		}
	}
	var among []demarche.Record
	for _, x := range s.reports[e.Document] {
		if !beside[x.Record.Shared().ID] && !beside[x.Amends] {
			among = append(among, x.Record)
		}
	}
	if i, _ := nearest(e.Record, among); i >= 0 {
		return among[i].Shared().ID, nil
	}
	return "", nil
}

// Whole gives the ids of all entries of the events to which entries belong,
// each once: to merge events, all their entries must be named, for those left
// out may not fit any more.
func (a *Answers) Whole(ctx context.Context, ids []string) ([]string, error) {
	var out []string
	for _, id := range ids {
		e, err := a.Event(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, w := range e.Witnesses {
			if !slices.Contains(out, w.ID()) {
				out = append(out, w.ID())
			}
		}
	}
	return out, nil
}

// Beside gives the ids of the entries that entries, which must be of one
// event, stand together with: those that they are split from.
func (a *Answers) Beside(ctx context.Context, ids []string) (these, those []string, err error) {
	whole := ""
	for _, id := range ids {
		e, err := a.Event(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		entry, err := a.ledger.Entry(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		if whole != "" && whole != e.ID {
			return nil, nil, &demarche.Error{Code: demarche.Invalid, Op: "split", Path: id, Detail: "it is of another event", Hint: "name entries of one event, as demarche events ID lists them"}
		}
		whole = e.ID
		these = append(these, entry.Record.Shared().ID)
	}
	all, err := a.Whole(ctx, ids)
	those = slices.DeleteFunc(all, func(id string) bool { return slices.Contains(these, id) })
	if err == nil && len(those) == 0 {
		err = &demarche.Error{Code: demarche.Invalid, Op: "split", Detail: "these are all the entries of the event", Hint: "leave out those that they are to be split from"}
	}
	return these, those, err
}

// EventDecisions gives what reviewers decided about the event, and counts:
// merges and splits that name an entry of it, oldest first.
func (a *Answers) EventDecisions(ctx context.Context, e Event) ([]demarche.Link, error) {
	links, err := counting(ctx, a.ledger)
	if err != nil {
		return nil, err
	}
	entries := make([]demarche.Entry, len(e.Witnesses))
	for i, w := range e.Witnesses {
		entries[i] = w.Entry
	}
	now := newSuccessors(a.ledger, entries)
	out := []demarche.Link{}
	for _, l := range links {
		if l.Relation != demarche.SameEvent {
			continue
		}
		here, err := now.all(ctx, slices.Concat(l.These, l.Those))
		if err != nil {
			return nil, err
		}
		if len(here) > 0 {
			out = append(out, l)
		}
	}
	return out, nil
}
