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

// Save keeps in the cache, if there is one, what was found since, if it was much.
// That it cannot be kept is no error of what was asked: the cache says so.
func (a *Answers) Save(ctx context.Context) {
	s := a.sources
	if s.cache == nil {
		return
	}
	err := s.saveFound(ctx, true)
	if err == nil {
		err = s.savePeopled(ctx)
	}
	if err != nil && ctx.Err() == nil {
		s.cache.say(fmt.Sprintf("what was found of copies and events is not kept: %v", err))
	}
}

// saveFound keeps what was found of events and, if that is asked for, of copies.
func (s *sources) saveFound(ctx context.Context, ofCopies bool) error {
	f, err := s.found(ctx, ofCopies)
	if err != nil {
		return err
	}
	return f.write(ctx, s.cache)
}

// foundMuch reports whether what was found, and is not kept, took long to find:
// because it was much, or because much had to be read for a little that is new,
// which the next question would have to do again.
func (s *sources) foundMuch(ofCopies bool) bool {
	if ofCopies && (s.looked >= s.cache.texts || s.looked > 0 && s.index.Len() >= s.cache.texts) {
		return true
	}
	for _, c := range s.books {
		if !c.kept && (c.Len() >= s.cache.records || len(s.reports) >= s.cache.texts) {
			return true
		}
	}
	return false
}

// findings is what is to be kept. Each part is of a time of the ledger of its
// own: while they are found others may be adding to it.
type findings struct {
	head    demarche.Head  // of index and reports
	index   *copies.Packed // nil, as reports are, if the cache has it of this head
	reports keptSources
	books   map[demarche.Kind]keptBook
}

// keptBook is the events of a kind, of a head of the ledger.
type keptBook struct {
	head demarche.Head
	events.Packed
}

// found brings what was found to what the ledger holds now, and gives what of it
// the cache does not have; nothing if that is little.
func (s *sources) found(ctx context.Context, ofCopies bool) (*findings, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.foundMuch(ofCopies) {
		return nil, nil
	}
	for k := range s.books {
		if _, err := s.chronicle(ctx, k); err != nil {
			return nil, err
		}
	}
	f := &findings{books: make(map[demarche.Kind]keptBook)}
	if ofCopies {
		if err := s.foundOfCopies(ctx, f); err != nil {
			return nil, err
		}
	}
	for k, c := range s.books {
		if f.index == nil && c.kept {
			continue
		}
		head, err := s.headAt(ctx, c.line, s.oneText())
		if err != nil {
			return nil, err
		}
		f.books[k], c.kept = keptBook{head, c.Pack()}, true
	}
	return f, nil
}

// foundOfCopies adds the index and the reports, unless the cache has them as they are now.
func (s *sources) foundOfCopies(ctx context.Context, f *findings) error {
	if err := s.families(ctx); err != nil {
		return err
	}
	var err error
	if f.head, err = s.headAt(ctx, s.line, s.oneText()); err != nil || f.head == s.remembered.head {
		return err
	}
	if s.index == nil {
		if err := s.indexed(ctx); err != nil {
			return err
		}
		if f.head, err = s.headAt(ctx, s.line, s.oneText()); err != nil || f.head == s.remembered.head {
			return err
		}
	}
	index := s.index.Pack()
	f.index, f.reports = &index, s.keptSources(index)
	s.remembered, s.looked = remembered{f.head, f.reports}, 0
	return nil
}

// write keeps findings in a cache.
func (f *findings) write(ctx context.Context, c *Cache) error {
	if f == nil {
		return nil
	}
	if f.index != nil {
		if err := errors.Join(c.save(ctx, keptIndex, f.head, f.index), c.save(ctx, keptReports, f.head, f.reports)); err != nil {
			return err
		}
	}
	for k, b := range f.books {
		if err := c.save(ctx, keptEvents(k), b.head, b.Packed); err != nil {
			return err
		}
	}
	return nil
}

// keptSources gives what is known of the reports that the index holds.
func (s *sources) keptSources(index copies.Packed) keptSources {
	k := keptSources{Texts: slices.Clone(index.IDs), Published: slices.Clone(index.Published), Agencies: slices.Clone(index.Agencies)}
	for _, hash := range index.IDs {
		r := s.reports[hash]
		k.Publishers, k.Families = append(k.Publishers, r.Publisher), append(k.Families, slices.Clone(r.Families))
	}
	return k
}
