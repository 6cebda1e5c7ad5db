package web

import (
	"slices"
	"sync"
	"time"

	"demarche/answers"
)

// views keeps answers that rest on a part of the ledger, so that a question
// asked again does not read that part anew.
type views struct {
	mu   sync.Mutex
	kept []ledgerPart // the one asked for last is the last
}

type ledgerPart struct {
	knownBy  time.Time
	reviewed bool
	answers  *answers.Answers
}

// mostViews is how many parts are kept; the one that was not asked for longest goes.
const mostViews = 4

// narrowed gives the answers that rest on what the ledger knew by a time, if
// that is not zero, and on reviewed entries alone if reviewed.
func (s *site) narrowed(knownBy time.Time, reviewed bool) *answers.Answers {
	if knownBy.IsZero() && !reviewed {
		return s.answers
	}
	v := s.views
	v.mu.Lock()
	defer v.mu.Unlock()
	had := ledgerPart{knownBy, reviewed, nil}
	if i := slices.IndexFunc(v.kept, func(p ledgerPart) bool { return p.knownBy.Equal(knownBy) && p.reviewed == reviewed }); i >= 0 {
		had = v.kept[i]
		v.kept = slices.Delete(v.kept, i, i+1)
	} else {
		had.answers = s.answers.Narrowed(knownBy, reviewed)
	}
	v.kept = append(v.kept, had)
	if len(v.kept) > mostViews {
		v.kept = slices.Delete(v.kept, 0, 1)
	}
	return had.answers
}
