package answers

import (
	"context"
	"slices"
	"sync"
	"time"

	"demarche"
)

const (
	// mostParts is of how many parts of the ledger it is remembered what copies
	// what and which records are one event.
	mostParts = 4
	// mostNew is how many of these at most may have been asked one question only:
	// whoever goes through many parts drives out the parts that others go on asking no further.
	mostNew = 2
	// mostAtOnce is how many questions to parts that were asked before are answered at a time.
	mostAtOnce = 4
	// partPatience is how long a question to a part waits for its turn.
	partPatience = 5 * time.Second
)

// parts gives answers that rest on parts of a ledger. To find copies and events
// anew for each part costs time and memory. So few parts are kept, first
// questions to a part are answered one at a time, and those to parts that were
// asked before do not wait for them. Whoever waits longest is next.
type parts struct {
	whole     *Answers
	first     chan struct{} // the turn of first questions
	further   chan struct{} // the turns of all others
	patience  time.Duration
	mu        sync.Mutex
	remembers []*ledgerPart // the one that was asked last first
}

// ledgerPart is answers that rest on a part of the ledger.
type ledgerPart struct {
	knownBy      time.Time
	reviewedOnly bool
	answers      *Answers
	answered     int // questions
}

func newParts(whole *Answers) *parts {
	return &parts{whole: whole, first: make(chan struct{}, 1), further: make(chan struct{}, mostAtOnce), patience: partPatience}
}

// Part gives answers that rest on a part of the ledger, as Narrowed does, once
// it is this question's turn; done must be called when it is answered. It fails
// with demarche.NotYet if the turn does not come for long. Questions to the
// whole ledger do not wait.
func (a *Answers) Part(ctx context.Context, knownBy time.Time, reviewedOnly bool) (part *Answers, done func(), err error) {
	if knownBy.After(a.now()) {
		knownBy = time.Time{}
	}
	if knownBy.IsZero() && !reviewedOnly || a.parts == nil {
		return a.Narrowed(knownBy, reviewedOnly), func() {}, nil
	}
	return a.parts.of(ctx, knownBy, reviewedOnly)
}

// of gives the answers of a part when its turn comes.
func (p *parts) of(ctx context.Context, knownBy time.Time, reviewedOnly bool) (a *Answers, done func(), err error) {
	turns := p.further
	if !p.known(knownBy, reviewedOnly) {
		turns = p.first
	}
	t := time.NewTimer(p.patience)
	defer t.Stop()
	select {
	case turns <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, context.Cause(ctx)
	case <-t.C:
		return nil, nil, &demarche.Error{Code: demarche.NotYet, Op: "answer", Detail: "other questions about the past or about what is reviewed are being answered",
			Hint: "ask again in a while"}
	}
	part := p.remember(knownBy, reviewedOnly)
	return part.answers, func() {
		p.mu.Lock()
		part.answered++
		p.mu.Unlock()
		<-turns
	}, nil
}

// is reports whether a part is the one that is meant.
func (l *ledgerPart) is(knownBy time.Time, reviewedOnly bool) bool {
	return l.knownBy.Equal(knownBy) && l.reviewedOnly == reviewedOnly
}

// known reports whether a part is remembered that was asked before.
func (p *parts) known(knownBy time.Time, reviewedOnly bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(p.remembers, func(l *ledgerPart) bool { return l.is(knownBy, reviewedOnly) && l.answered > 0 })
}

// remember gives a part, made now if it is not remembered.
func (p *parts) remember(knownBy time.Time, reviewedOnly bool) *ledgerPart {
	p.mu.Lock()
	defer p.mu.Unlock()
	var l *ledgerPart
	if i := slices.IndexFunc(p.remembers, func(l *ledgerPart) bool { return l.is(knownBy, reviewedOnly) }); i >= 0 {
		l = p.remembers[i]
		p.remembers = slices.Delete(p.remembers, i, i+1)
	} else {
		l = &ledgerPart{knownBy: knownBy, reviewedOnly: reviewedOnly, answers: p.whole.Narrowed(knownBy, reviewedOnly)}
		p.forget()
	}
	p.remembers = slices.Insert(p.remembers, 0, l)
	return l
}

// forget makes room for a part: the oldest of those that were asked one
// question goes, if there are many of them; else the oldest of all, if all
// places are taken.
func (p *parts) forget() {
	fresh, oldest := 0, -1
	for i, l := range p.remembers {
		if l.answered <= 1 {
			fresh, oldest = fresh+1, i
		}
	}
	switch {
	case fresh >= mostNew:
		p.remembers = slices.Delete(p.remembers, oldest, oldest+1)
	case len(p.remembers) >= mostParts:
		p.remembers = p.remembers[:mostParts-1]
	}
}
