package answers

import (
	"slices"

	"demarche"
)

// ahead makes the lists that states are most asked for while all entries are
// read anyway, so that no question is the first about a state.
type ahead struct {
	known    int // how many of the feed there were when it began
	outlines map[demarche.State][]brief
	reached  map[demarche.Kind]int64 // the newest line of each kind that was taken; what is read again is not taken twice
}

// beginAhead begins to make lists. The lock must be held.
func (s *sources) beginAhead() {
	s.ahead = &ahead{known: len(s.feed), outlines: make(map[demarche.State][]brief), reached: make(map[demarche.Kind]int64)}
}

// take takes an entry into the lists of its states; nil takes nothing.
func (a *ahead) take(n *names, e demarche.Entry) {
	if a == nil || !slices.Contains(timelineKinds(), e.Record.Shared().Kind) || e.Sequence <= a.reached[e.Record.Shared().Kind] {
		return
	}
	a.reached[e.Record.Shared().Kind] = e.Sequence
	if e.Review == demarche.Rejected {
		return
	}
	day, _ := dayOf(e)
	b := n.brief(demarche.Outlined{ID: e.Record.Shared().ID, Sequence: e.Sequence, Day: day, Document: e.Document})
	for _, state := range StatesOf(e.Record) {
		a.outlines[state] = append(a.outlines[state], b)
	}
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
	for state, outline := range a.outlines {
		l, err := s.lists.get("outline ", demarche.Filter{Kinds: timelineKinds(), State: state})
		if err != nil {
			return err
		}
		if l.known < 0 {
			slices.SortFunc(outline, s.lists.names.compare)
			l.outline, l.known = outline, a.known
		}
	}
	return nil
}
