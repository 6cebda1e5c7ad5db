package api

import (
	"context"
	"slices"
	"sync"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ask"
)

const (
	// mostViews is of how many parts of the ledger it is remembered what copies
	// what and which records are one event.
	mostViews = 4
	// mostNarrowed is how many questions to parts of the ledger are answered at a time.
	mostNarrowed = 2
	// narrowedPatience is how long such a question waits for its turn.
	narrowedPatience = 5 * time.Second
)

// views gives answers that rest on a part of the ledger. Finding copies and
// events anew for each part costs time and memory, so that few parts are held
// and few questions to them answered at a time.
type views struct {
	whole *answers.Answers
	turns chan struct{}

	mu   sync.Mutex
	held []view // the one that was asked last first
}

type view struct {
	knownBy      time.Time
	reviewedOnly bool
	answers      *answers.Answers
}

func newViews(whole *answers.Answers) *views {
	return &views{whole: whole, turns: make(chan struct{}, mostNarrowed)}
}

// of gives the answers of a part of the ledger.
func (v *views) of(knownBy time.Time, reviewedOnly bool) *answers.Answers {
	v.mu.Lock()
	defer v.mu.Unlock()
	i := slices.IndexFunc(v.held, func(h view) bool { return h.knownBy.Equal(knownBy) && h.reviewedOnly == reviewedOnly })
	h := view{knownBy, reviewedOnly, nil}
	if i >= 0 {
		h = v.held[i]
		v.held = slices.Delete(v.held, i, i+1)
	} else {
		h.answers = v.whole.Narrowed(knownBy, reviewedOnly)
	}
	v.held = slices.Insert(v.held, 0, h)
	v.held = v.held[:min(len(v.held), mostViews)]
	return h.answers
}

// turn waits until a question to a part of the ledger may be answered; done ends it.
func (v *views) turn(ctx context.Context) (done func(), err error) {
	t := time.NewTimer(narrowedPatience)
	defer t.Stop()
	select {
	case v.turns <- struct{}{}:
		return func() { <-v.turns }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case <-t.C:
		return nil, &demarche.Error{Code: demarche.NotYet, Op: "api", Detail: "other questions about the past or about what is reviewed are being answered",
			Hint: "ask again in a while"}
	}
}

// narrowParams narrow a question to a part of the ledger.
func narrowParams() []param {
	return []param{
		{Name: "known_by", About: "as the ledger knew things at this time: 2025-02-03 (its end), or 2025-02-03T18:30:00Z; now if absent"},
		{Name: "reviewed_only", About: "only what a reviewer accepted or amended", Boolean: true},
	}
}

// narrowed gives the service that answers from the part of the ledger that a
// request asks about; done ends it.
func (s *service) narrowed(ctx context.Context, in input) (part *service, done func(), err error) {
	knownBy, err := ask.Moment(in["known_by"])
	if err != nil {
		return nil, nil, err
	}
	reviewedOnly, err := in.boolean("reviewed_only")
	if err != nil {
		return nil, nil, err
	}
	if knownBy.IsZero() && !reviewedOnly {
		return s, func() {}, nil
	}
	if done, err = s.views.turn(ctx); err != nil {
		return nil, nil, err
	}
	narrow := *s
	narrow.answers = s.views.of(knownBy, reviewedOnly)
	return &narrow, done, nil
}

// boolean reads a parameter that is true or false; false if it is absent.
func (in input) boolean(name string) (bool, error) {
	switch in[name] {
	case "true":
		return true, nil
	case "", "false":
		return false, nil
	}
	return false, invalid("%s %q is neither true nor false", name, clip(in[name]))
}
