package answers

import (
	"context"
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
}

// StateCodes lists the states of which the ledger ever told anything, in the
// order of their codes; what a reviewer rejected counts too. It is for lists to
// choose from: States says how much there is about each.
func (a *Answers) StateCodes(ctx context.Context) ([]demarche.State, error) {
	p := &a.sources.peopled
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.renew(ctx, a.ledger); err != nil {
		return nil, err
	}
	out := make([]demarche.State, 0, len(p.has))
	for s := range p.has {
		out = append(out, s)
	}
	slices.Sort(out)
	return out, nil
}

// renew reads what came since. The lock must be held. What was read when a
// question is given up is not read again.
func (p *peopled) renew(ctx context.Context, l demarche.Ledger) error {
	head, err := l.Head(ctx)
	if err != nil || p.has != nil && head.Size == p.line {
		return err
	}
	if p.has == nil {
		p.has = make(map[demarche.State]bool)
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
