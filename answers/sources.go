package answers

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"demarche"
	"demarche/copies"
	"demarche/events"
)

// sources knows which reports of a ledger copy which, and which records tell
// of one event. It is made when a question first needs it, and again, as far
// as that is needed, when the log of the ledger has grown.
type sources struct {
	ledger  demarche.Ledger
	knownBy time.Time // only reports kept by then; zero for all

	mu      sync.Mutex
	head    int64 // lines of the log that are known
	made    bool
	index   *copies.Index
	kept    map[string]demarche.Kept // documents by hash, without their texts
	reports map[string]events.Report
	books   map[demarche.Kind]*book
}

// book is the events of one kind.
type book struct {
	events  []events.Event
	of      map[string]int // place of the event of each record
	entries map[string]demarche.Entry
}

func newSources(l demarche.Ledger, knownBy time.Time) *sources {
	return &sources{ledger: l, knownBy: knownBy, index: copies.New(), kept: make(map[string]demarche.Kept)}
}

// renew takes in what the ledger holds since the last question. The lock must be held.
func (s *sources) renew(ctx context.Context) error {
	head, err := s.ledger.Head(ctx)
	if err != nil {
		return fmt.Errorf("end of the log: %w", err)
	}
	if s.made && head.Size == s.head {
		return nil
	}
	listed, err := s.ledger.Documents(ctx)
	if err != nil {
		return err
	}
	for _, k := range listed {
		if _, ok := s.kept[k.Hash]; ok {
			continue
		}
		if known, err := s.known(ctx, k.Hash); err != nil || !known {
			if err != nil {
				return err
			}
			continue
		}
		whole, err := s.ledger.Document(ctx, k.Hash)
		if err != nil {
			return fmt.Errorf("text of report %s: %w", k.Name, err)
		}
		s.index.Add(copies.Text{ID: k.Hash, Published: k.Published, Agency: k.Agency, Body: whole.Text})
		whole.Text = ""
		s.kept[k.Hash] = whole
	}
	s.reports = make(map[string]events.Report, len(s.kept))
	for hash, origins := range s.index.Origins() {
		s.reports[hash] = events.Report{Families: origins, Publisher: publisherOf(s.kept[hash])}
	}
	s.books = make(map[demarche.Kind]*book)
	s.head, s.made = head.Size, true
	return nil
}

// known reports whether the ledger held a report by the time of the question.
func (s *sources) known(ctx context.Context, hash string) (bool, error) {
	if s.knownBy.IsZero() {
		return true, nil
	}
	readings, err := s.ledger.Readings(ctx, hash)
	if err != nil || len(readings) == 0 {
		return false, err
	}
	return !readings[0].Kept.After(s.knownBy), nil
}

// publisherOf gives who published a report: the agency of its dateline, else
// the host that it was fetched from; empty if neither is known.
func publisherOf(k demarche.Kept) string {
	if k.Agency != "" {
		return strings.ToLower(k.Agency)
	}
	if u, err := url.Parse(k.Address); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	return ""
}

// count counts who stands behind reports.
func (s *sources) count(ctx context.Context, documents []string) (events.Witnesses, error) {
	if len(documents) == 0 {
		return events.Witnesses{}, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return events.Witnesses{}, err
	}
	return events.Count(documents, s.reports), nil
}

// book gives the events of a kind. What it gives is not changed later.
func (s *sources) book(ctx context.Context, k demarche.Kind) (*book, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.renew(ctx); err != nil {
		return nil, err
	}
	if b := s.books[k]; b != nil {
		return b, nil
	}
	entries, err := s.ledger.Entries(ctx, demarche.Filter{Kinds: []demarche.Kind{k}})
	if err != nil {
		return nil, err
	}
	corrections, err := decisions(ctx, s.ledger, entries)
	if err != nil {
		return nil, err
	}
	b := &book{events: events.Of(entries, s.reports, corrections...), of: make(map[string]int), entries: make(map[string]demarche.Entry, len(entries))}
	for _, e := range entries {
		b.entries[e.Record.Shared().ID] = e
	}
	for i, e := range b.events {
		for _, id := range e.Records {
			b.of[id] = i
		}
	}
	s.books[k] = b
	return b, nil
}
