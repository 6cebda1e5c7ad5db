package answers

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"demarche"
	"demarche/copies"
	"demarche/events"
)

// The names under which the cache keeps what was found.
const (
	keptReports = "reports"
	keptIndex   = "copies"
	keptPeopled = "states"
)

// keptEvents is the name under which the events of a kind are kept.
func keptEvents(k demarche.Kind) string { return "events-" + string(k) }

// remembered is what was found of the reports of a ledger, as the cache has it.
type remembered struct {
	head    demarche.Head // of the ledger; size 0 if nothing is remembered
	reports keptSources
}

// keptSources is what is known of reports, in lists of equal length.
type keptSources struct {
	Texts      []string
	Published  []demarche.Date
	Agencies   []string
	Publishers []string
	Families   [][]string
}

// all gives them by text.
func (k *keptSources) all() map[string]events.Report {
	out := make(map[string]events.Report, len(k.Texts))
	for i, hash := range k.Texts {
		out[hash] = events.Report{Families: k.Families[i], Publisher: k.Publishers[i]}
	}
	return out
}

// fits reports whether the lists are of one length.
func (k *keptSources) fits() bool {
	n := len(k.Texts)
	return n > 0 && len(k.Published) == n && len(k.Agencies) == n && len(k.Publishers) == n && len(k.Families) == n
}

// recall begins anew with what the cache knows of reports, if it is of this
// ledger and of more of it than was remembered; texts that came since are to be
// taken in. It reports whether it did. The lock must be held.
func (s *sources) recall(ctx context.Context) (bool, error) {
	if s.cache == nil {
		return false, nil
	}
	var r remembered
	var err error
	if r.head, err = s.cache.load(ctx, keptReports, &r.reports); err == nil && !r.reports.fits() {
		err = errStale
	}
	if err == nil {
		err = s.isOfLog(ctx, r.head, r.reports.Texts[0])
	}
	if ctx.Err() != nil {
		return false, context.Cause(ctx)
	}
	if err != nil {
		s.cache.unused(keptReports, err)
		return false, nil
	}
	if r.head.Size <= s.remembered.head.Size {
		return false, nil
	}
	since, _, err := s.ledger.Touched(ctx, r.head.Size)
	if err != nil {
		return false, fmt.Errorf("what the ledger was given: %w", err)
	}
	s.remembered, s.reports, s.index, s.books, s.looked = r, r.reports.all(), nil, nil, 0
	s.todo, s.taken = since, len(s.feed)
	return true, nil
}

// catchUp begins anew with what another program found where much is to be done
// that it has done: a server that nobody asked anything while much was added, or
// one that is still finding what is there.
func (s *sources) catchUp(ctx context.Context) error {
	if s.cache == nil || len(s.todo) < s.cache.texts {
		return nil
	}
	reach, err := s.cache.files.Reach(ctx, keptReports)
	if err != nil || reach <= max(s.tried, s.remembered.head.Size) {
		return nil //nolint:nilerr // what cannot be had is found here
	}
	s.tried = reach
	since, _, err := s.ledger.Touched(ctx, reach)
	if err != nil || len(since) >= len(s.todo) {
		return err
	}
	_, err = s.recall(ctx)
	return err
}

// isOfLog checks that the log of the ledger once had a head, or has it now.
func (s *sources) isOfLog(ctx context.Context, head demarche.Head, text string) error {
	now, err := s.ledger.Head(ctx)
	switch {
	case err != nil:
		return err
	case now.Size == head.Size && now.Tree == head.Tree:
		return nil
	case now.Size <= head.Size:
		return errStale
	}
	proof, err := s.ledger.Prove(ctx, text, head.Size)
	if err != nil {
		return err
	}
	if proof.Since == nil || proof.Since.Hash != head.Tree {
		return errStale
	}
	return nil
}

// headAt gives the head that the log had when it had so many lines; text is any
// that the ledger holds.
func (s *sources) headAt(ctx context.Context, lines int64, text string) (demarche.Head, error) {
	now, err := s.ledger.Head(ctx)
	if err != nil {
		return now, fmt.Errorf("end of the log: %w", err)
	}
	if now.Size != lines {
		proof, err := s.ledger.Prove(ctx, text, lines)
		if err != nil {
			return now, err
		}
		if proof.Since == nil {
			return now, errors.New("the log tells nothing of how it was")
		}
		now.Tree = proof.Since.Hash
	}
	return demarche.Head{Size: lines, Tree: now.Tree}, nil
}

// wakeIndex makes the index of copies if it is not there: of what the cache
// has, else of all texts, which are then to be taken in. The lock must be held.
func (s *sources) wakeIndex(ctx context.Context) error {
	if s.index != nil {
		return nil
	}
	if s.remembered.head.Size > 0 {
		index, err := s.keptIndex(ctx, s.remembered.head)
		if errors.Is(err, errStale) { // it may have been kept anew meanwhile, and the reports too
			again, rerr := s.recall(ctx)
			if rerr != nil {
				return rerr
			}
			if again {
				index, err = s.keptIndex(ctx, s.remembered.head)
			}
		}
		if err == nil {
			s.index = index
			return nil
		}
		s.cache.unused(keptIndex, err)
	}
	all, _, err := s.ledger.Touched(ctx, 0)
	if err != nil {
		return fmt.Errorf("texts of the ledger: %w", err)
	}
	s.index, s.todo, s.taken = copies.Over(s.text), all, len(s.feed)
	return nil
}

// keptIndex gives the index of copies that the cache has of a head of the ledger.
func (s *sources) keptIndex(ctx context.Context, of demarche.Head) (*copies.Index, error) {
	var p copies.Packed
	head, err := s.cache.load(ctx, keptIndex, &p)
	if err == nil && head != of {
		err = errStale
	}
	if err != nil {
		return nil, err
	}
	return copies.Unpack(p, s.text)
}

// wakeIndexAside takes the index of copies from the cache while other questions
// are answered, if it will be needed; what fails is tried again by whoever needs it.
func (s *sources) wakeIndexAside(ctx context.Context) {
	s.binding.Lock()
	defer s.binding.Unlock()
	s.mu.Lock()
	head := s.remembered.head
	needed := s.index == nil && head.Size > 0
	s.mu.Unlock()
	if !needed {
		return
	}
	index, err := s.keptIndex(ctx, head)
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index == nil && s.remembered.head == head {
		s.index = index
	}
}

// pass leaves out, while the index of copies need not be there, the texts yet to
// be taken in of which nothing is new that it would want to know.
func (s *sources) pass(ctx context.Context) error {
	if s.index != nil || len(s.todo) == 0 {
		return nil
	}
	place := make(map[string]int, len(s.remembered.reports.Texts))
	for i, hash := range s.remembered.reports.Texts {
		place[hash] = i
	}
	for len(s.todo) > 0 {
		i, ok := place[s.todo[0]]
		if !ok {
			return nil
		}
		k, err := s.ledger.Document(ctx, s.todo[0])
		if err != nil {
			return fmt.Errorf("text of report %s: %w", s.todo[0], err)
		}
		r := &s.remembered.reports
		if k.Published != r.Published[i] || k.Agency != r.Agencies[i] || publisherOf(k) != r.Publishers[i] {
			return nil
		}
		s.todo = s.todo[1:]
	}
	return nil
}

// recallEvents takes the events of a kind from the cache and brings them to what
// the ledger holds now; nil if the cache has none. Families must be known. The
// lock must be held.
func (s *sources) recallEvents(ctx context.Context, k demarche.Kind) (*chronicle, error) {
	if s.cache == nil {
		return nil, nil
	}
	var p events.Packed
	head, err := s.cache.load(ctx, keptEvents(k), &p)
	if err == nil && len(p.Reports) == 0 {
		err = errStale
	}
	if err == nil {
		err = s.isOfLog(ctx, head, p.Reports[0].Document)
	}
	var book *events.Book
	if err == nil {
		book, err = events.Unpack(p)
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err != nil {
		s.cache.unused(keptEvents(k), err)
		return nil, nil
	}
	c := &chronicle{Book: book, known: len(s.feed), decided: make(map[string]bool), kept: true}
	for hash, r := range s.reports {
		c.Tell(hash, r)
	}
	texts, _, err := s.ledger.Touched(ctx, head.Size)
	if err != nil {
		return nil, fmt.Errorf("what the ledger was given: %w", err)
	}
	for some := range slices.Chunk(texts, batch) {
		entries, err := s.ledger.Entries(ctx, demarche.Filter{Kinds: []demarche.Kind{k}, Texts: some})
		if err != nil {
			return nil, err
		}
		for _, hash := range some {
			c.Forget(hash)
		}
		for _, e := range entries {
			c.Add(e)
		}
		c.kept = false // unless they are few, they are kept as they are now
	}
	return c, nil
}

// Remember keeps in a cache what was found of copies and events, from now on:
// what is there already is not found again. It must be called before any question.
func (a *Answers) Remember(c *Cache) { a.sources.cache = c }

// Telling has somebody told what is being found for a question, and how far that is.
// It must be called before any question.
func (a *Answers) Telling(tell func(doing string, done, total int)) { a.sources.tell = tell }

func (s *sources) telling(doing string, done, total int) {
	if s.tell != nil {
		s.tell(doing, done, total)
	}
}
