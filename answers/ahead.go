package answers

import (
	"context"
	"slices"

	"demarche"
)

// ahead makes the lists that states are most asked for while all entries are
// read anyway, so that no question is the first about a state.
type ahead struct {
	known    int                   // how many of the feed there were when it began
	line     int64                 // newest line of the log then
	outlines map[aheadList][]brief // by state and what is listed
	reached  map[demarche.Kind]int64
	states   map[demarche.State]bool // of which anything is told, rejected or not
}

// aheadList names a list: what it lists of a state, by its place in aheadKinds.
type aheadList struct {
	kinds int
	state demarche.State
}

// aheadKinds lists the kinds that are listed together.
func aheadKinds() [][]demarche.Kind {
	return [][]demarche.Kind{
		timelineKinds(), {demarche.KindMovement}, {demarche.KindCount}, {demarche.KindQuote}, {demarche.KindGap}, {demarche.KindOffice},
	}
}

// quietKinds lists the kinds of which no events are made.
func quietKinds() []demarche.Kind {
	return []demarche.Kind{demarche.KindQuote, demarche.KindGap, demarche.KindOffice}
}

// beginAhead begins to make lists. The lock must be held.
func (s *sources) beginAhead() {
	s.ahead = &ahead{
		known: len(s.feed), line: s.line, outlines: make(map[aheadList][]brief), reached: make(map[demarche.Kind]int64), states: make(map[demarche.State]bool),
	}
}

// take takes an entry into the lists of its states; nil takes nothing, and what
// is read again is not taken twice.
func (a *ahead) take(n *names, e demarche.Entry) {
	kind := e.Record.Shared().Kind
	if a == nil || e.Sequence <= a.reached[kind] {
		return
	}
	a.reached[kind] = e.Sequence
	states := StatesOf(e.Record)
	for _, state := range states {
		a.states[state] = true
	}
	if e.Review == demarche.Rejected {
		return
	}
	day, _ := dayOf(e)
	b := n.brief(demarche.Outlined{ID: e.Record.Shared().ID, Sequence: e.Sequence, Day: day, Document: e.Document})
	for i, kinds := range aheadKinds() {
		if !slices.Contains(kinds, kind) {
			continue
		}
		for _, state := range states {
			a.outlines[aheadList{i, state}] = append(a.outlines[aheadList{i, state}], b)
		}
	}
}

// readQuiet takes the entries of which no events are made into the lists.
func (s *sources) readQuiet(ctx context.Context) error {
	for _, k := range quietKinds() {
		after := int64(0)
		for more := true; more; {
			entries, err := s.ledger.Entries(ctx, demarche.Filter{Kinds: []demarche.Kind{k}, After: after, Limit: page, Rejected: true})
			if err != nil {
				return err
			}
			s.mu.Lock()
			for _, e := range entries {
				s.ahead.take(s.lists.names, e)
				after = e.Sequence
			}
			s.mu.Unlock()
			more = len(entries) == page
		}
	}
	return nil
}

// endAhead keeps the lists that were made, unless a question made them before.
// What came since they were begun is taken in when they are asked for.
func (s *sources) endAhead() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.ahead
	s.ahead = nil
	if a == nil {
		return nil
	}
	for key, outline := range a.outlines {
		l, err := s.lists.get("outline ", demarche.Filter{Kinds: aheadKinds()[key.kinds], State: key.state})
		if err != nil {
			return err
		}
		if l.known < 0 {
			slices.SortFunc(outline, s.lists.names.compare)
			l.outline, l.known = slices.Clip(outline), a.known
		}
	}
	s.peopled.begin(a.states, a.line)
	return nil
}
