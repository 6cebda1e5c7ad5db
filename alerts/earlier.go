package alerts

import (
	"fmt"
	"slices"

	"demarche"
	"demarche/answers"
)

// told gives the id under which what an entry says was known, "" if it was
// not: its own, that of the record in whose place a reviewer wrote it, or that of
// a record which an earlier version of the reader read from the same words. What
// is read otherwise than before is no news by itself.
func (l *look) told(it answers.Item, known func(id string) bool) (string, error) {
	for _, id := range []string{it.ID(), it.Amends} {
		if id != "" && known(id) {
			return id, nil
		}
	}
	readings, err := l.Ledger.Readings(l.ctx, it.Document)
	if err != nil {
		return "", fmt.Errorf("how %s was read before: %w", it.Name, err)
	}
	if len(readings) < 2 && it.Amends == "" {
		return "", nil
	}
	for _, reading := range slices.Backward(readings) {
		for _, r := range reading.Records {
			if h := r.Shared(); h.Kind == it.Record.Shared().Kind && overlap(h.Evidence, it.Record.Shared().Evidence) && known(h.ID) {
				return h.ID, nil
			}
		}
	}
	return "", nil
}

// overlap reports whether two records share any words of their text.
func overlap(a, b []demarche.Selector) bool {
	return slices.ContainsFunc(a, func(x demarche.Selector) bool {
		return slices.ContainsFunc(b, func(y demarche.Selector) bool { return x.Start < y.End && y.Start < x.End })
	})
}
