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

// recall takes what is known of reports from the cache, if it is of this ledger.
// The lock must be held.
func (s *sources) recall(ctx context.Context) error {
	s.reports, s.remembered = make(map[string]events.Report), remembered{}
	if s.cache == nil {
		return nil
	}
	var r remembered
	var err error
	if r.head, err = s.cache.load(keptReports, &r.reports); err == nil && !r.reports.fits() {
		err = errStale
	}
	if err == nil {
		err = s.isOfLog(ctx, r.head, r.reports.Texts[0])
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		s.cache.unused(keptReports, err)
		return nil
	}
	s.remembered, s.reports = r, r.reports.all()
	return nil
}

// isOfLog checks that the log of the ledger once had a head, or has it now.
func (s *sources) isOfLog(ctx context.Context, head demarche.Head, text string) error {
	now, err := s.ledger.Head(ctx)
	switch {
	case err != nil:
		return err
	case now == head:
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

// wakeIndex makes the index of copies if it is not there: of what the cache
// has, else of all texts, which are then to be taken in. The lock must be held.
func (s *sources) wakeIndex(ctx context.Context) error {
	if s.index != nil {
		return nil
	}
	if s.remembered.head.Size > 0 {
		index, err := s.keptIndex(s.remembered.head)
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
func (s *sources) keptIndex(of demarche.Head) (*copies.Index, error) {
	var p copies.Packed
	head, err := s.cache.load(keptIndex, &p)
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
func (s *sources) wakeIndexAside() {
	s.binding.Lock()
	defer s.binding.Unlock()
	s.mu.Lock()
	head := s.remembered.head
	needed := s.index == nil && head.Size > 0
	s.mu.Unlock()
	if !needed {
		return
	}
	index, err := s.keptIndex(head)
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
	head, err := s.cache.load(keptEvents(k), &p)
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

// Save keeps in the cache, if there is one, what was found since, if it was much.
// That it cannot be kept is no error of what was asked: the cache says so.
func (a *Answers) Save(ctx context.Context) {
	s := a.sources
	if s.cache == nil {
		return
	}
	f, err := s.found(ctx)
	if err == nil {
		err = errors.Join(f.write(s.cache), s.savePeopled(ctx))
	}
	if err != nil && ctx.Err() == nil {
		s.cache.say(fmt.Sprintf("what was found of copies and events is not kept: %v", err))
	}
}

// foundMuch reports whether what was found, and is not kept, took long to find:
// because it was much, or because much had to be read for a little that is new,
// which the next question would have to do again.
func (s *sources) foundMuch() bool {
	if s.looked >= s.cache.texts || s.looked > 0 && s.index.Len() >= s.cache.texts {
		return true
	}
	for _, c := range s.books {
		if !c.kept && c.Len() >= s.cache.records {
			return true
		}
	}
	return false
}

// findings is what is to be kept of one head of the ledger.
type findings struct {
	head    demarche.Head
	index   *copies.Packed // nil, as reports are, if the cache has it of this head
	reports keptSources
	books   map[demarche.Kind]events.Packed
}

// found brings what was found to what the ledger holds now, and gives what of it
// the cache does not have; nothing if that is little.
func (s *sources) found(ctx context.Context) (*findings, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.foundMuch() {
		return nil, nil
	}
	if err := s.families(ctx); err != nil {
		return nil, err
	}
	for k := range s.books {
		if _, err := s.chronicle(ctx, k); err != nil {
			return nil, err
		}
	}
	head, err := s.ledger.Head(ctx)
	if err != nil {
		return nil, err
	}
	again := head != s.remembered.head
	if again {
		if err := s.wakeIndex(ctx); err != nil {
			return nil, err
		}
		if err := s.families(ctx); err != nil {
			return nil, err
		}
	}
	if head.Size != s.line {
		return nil, errors.New("the ledger is being added to")
	}
	f := &findings{head: head, books: make(map[demarche.Kind]events.Packed)}
	if again {
		index := s.index.Pack()
		f.index, f.reports = &index, s.keptSources(index)
		s.remembered, s.looked = remembered{head, f.reports}, 0
	}
	for k, c := range s.books {
		if again || !c.kept {
			f.books[k], c.kept = c.Pack(), true
		}
	}
	return f, nil
}

// write keeps findings in a cache.
func (f *findings) write(c *Cache) error {
	if f == nil {
		return nil
	}
	if f.index != nil {
		if err := errors.Join(c.save(keptIndex, f.head, f.index), c.save(keptReports, f.head, f.reports)); err != nil {
			return err
		}
	}
	for k, p := range f.books {
		if err := c.save(keptEvents(k), f.head, p); err != nil {
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

// Telling has somebody told what is being found for a question, and how far that is.
// It must be called before any question.
func (a *Answers) Telling(tell func(doing string, done, total int)) { a.sources.tell = tell }

func (s *sources) telling(doing string, done, total int) {
	if s.tell != nil {
		s.tell(doing, done, total)
	}
}
