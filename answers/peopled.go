package answers

import (
	"context"
	"maps"
	"slices"
	"sync"

	"demarche"
)

// peopled remembers which states the ledger ever told anything of. It reads
// every entry once, some at a time.
type peopled struct {
	mu    sync.Mutex
	has   map[demarche.State]bool
	after int64 // the newest line whose record was read
	line  int64 // newest line of the log when all had been read
	kept  int64 // the same when the cache had it
}

// StateCodes lists the states of which the ledger ever told anything, in the
// order of their codes; what a reviewer rejected counts too. It is for lists to
// choose from: States says how much there is about each.
func (a *Answers) StateCodes(ctx context.Context) ([]demarche.State, error) {
	p := &a.sources.peopled
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := a.sources.renewPeopled(ctx); err != nil {
		return nil, err
	}
	out := make([]demarche.State, 0, len(p.has))
	for s := range p.has {
		out = append(out, s)
	}
	slices.Sort(out)
	return out, nil
}

// keptStates is which states a ledger told anything of, as the cache has it.
type keptStates struct {
	Text   string // of the ledger, to tell it from another
	States []demarche.State
}

// recallPeopled takes from the cache what is known, if it is of this ledger.
func (s *sources) recallPeopled(ctx context.Context) {
	if s.cache == nil {
		return
	}
	var k keptStates
	head, err := s.cache.load(ctx, keptPeopled, &k)
	if err == nil {
		err = s.isOfLog(ctx, head, k.Text)
	}
	if err != nil {
		s.cache.unused(keptPeopled, err)
		return
	}
	p := &s.peopled
	p.after, p.line, p.kept = head.Size, head.Size, head.Size
	for _, state := range k.States {
		p.has[state] = true
	}
}

// savePeopled keeps what is known in the cache, if much was read for it.
func (s *sources) savePeopled(ctx context.Context) error {
	s.mu.Lock()
	text := s.oneText()
	s.mu.Unlock()
	p := &s.peopled
	p.mu.Lock()
	defer p.mu.Unlock()
	if text == "" || p.line-p.kept < int64(s.cache.records) {
		return nil
	}
	head, err := s.headAt(ctx, p.line, text)
	if err != nil {
		return err
	}
	p.kept = p.line
	return s.cache.save(ctx, keptPeopled, head, keptStates{text, slices.Sorted(maps.Keys(p.has))})
}

// oneText gives the hash of any text of the ledger, empty if none is known.
func (s *sources) oneText() string {
	for hash := range s.reports {
		return hash
	}
	return ""
}

// renewPeopled reads what came since. Its lock must be held. What was read when
// a question is given up is not read again.
func (s *sources) renewPeopled(ctx context.Context) error {
	p, l := &s.peopled, s.ledger
	head, err := l.Head(ctx)
	if err != nil || p.has != nil && head.Size == p.line {
		return err
	}
	if p.has == nil {
		p.has = make(map[demarche.State]bool)
		s.recallPeopled(ctx)
	}
	for more := true; more; {
		entries, err := l.Entries(ctx, demarche.Filter{After: p.after, Limit: page, Rejected: true})
		if err != nil {
			return err
		}
		for _, e := range entries {
			p.after = max(p.after, e.Sequence)
			for _, s := range StatesOf(e.Record) {
				p.has[s] = true
			}
		}
		more = len(entries) == page
	}
	p.line = head.Size
	return nil
}

// begin takes the states that all entries up to a line of the log tell of,
// unless some were read already.
func (p *peopled) begin(has map[demarche.State]bool, line int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.has == nil {
		p.has, p.after, p.line = has, line, line
	}
}
