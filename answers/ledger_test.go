package answers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
)

// shelf is a ledger in memory, as much of one as questions need.
type shelf struct {
	demarche.Ledger // nothing: what questions do not need is not there
	entries         []demarche.Entry
	docs            []demarche.Kept
	log             []string // hashes of reports, as they were added and read again
	links           []demarche.Link
	past            []demarche.Entry // that no reading holds any more
	readings        map[string][]demarche.KeptReading
	lines           int64 // sequence of the newest entry
}

// add keeps records as those of one report; each gets a sentence and an id of its own.
func (s *shelf) add(t testing.TB, name string, published demarche.Date, records ...demarche.Record) []string {
	t.Helper()
	if err := s.tryAdd(name, published, records...); err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.Shared().ID
	}
	return ids
}

func (s *shelf) tryAdd(name string, published demarche.Date, records ...demarche.Record) error {
	var text strings.Builder
	for i, r := range records {
		k := r.Shared()
		start := text.Len()
		fmt.Fprintf(&text, "Sentence %d of %s.", i, name)
		k.Kind = kindOf(r)
		k.Evidence = []demarche.Selector{{Exact: text.String()[start:], Start: start, End: text.Len()}}
		text.WriteString("\n")
	}
	hash := demarche.HashOf([]byte(text.String()))
	s.docs = append(s.docs, demarche.Kept{
		Document: demarche.Document{Name: name, Published: published, Lang: "en", Text: text.String()}, Hash: hash, Sequence: int64(len(s.docs) + 1),
	})
	s.log = append(s.log, hash)
	for _, r := range records {
		if err := r.Check(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		id, err := demarche.Identify(hash, r)
		if err != nil {
			return err
		}
		r.Shared().ID = id
		s.entries = append(s.entries, demarche.Entry{
			Record: r, Document: hash, Name: name, Publish: published, Sequence: s.nextLine(), Review: demarche.Proposed,
		})
	}
	return nil
}

func kindOf(r demarche.Record) demarche.Kind {
	for _, k := range demarche.Kinds() {
		if n, _ := demarche.NewRecord(k); fmt.Sprintf("%T", n) == fmt.Sprintf("%T", r) {
			return k
		}
	}
	panic("not a record")
}

func (s *shelf) Add(context.Context, demarche.Capture, demarche.Document, demarche.Reading) (demarche.Outcome, error) {
	return "", fmt.Errorf("a shelf takes no reports")
}

func (s *shelf) Entries(_ context.Context, f demarche.Filter) ([]demarche.Entry, error) {
	var out []demarche.Entry
	for _, e := range s.entries {
		if (len(f.Kinds) == 0 || slices.Contains(f.Kinds, e.Record.Shared().Kind)) &&
			(f.State == "" || slices.Contains(answers.StatesOf(e.Record), f.State)) &&
			(f.ToState == "" || receives(e.Record, f.ToState)) &&
			(f.Rejected || e.Review != demarche.Rejected) && (!f.ReviewedOnly || e.Review == demarche.Accepted) &&
			(f.KnownBy.IsZero() || !e.Kept.After(f.KnownBy)) && inTime(answers.NewItem(e).Day, f) &&
			(f.Document == "" || f.Document == e.Document) &&
			(f.Texts == nil || slices.Contains(f.Texts, e.Document)) &&
			(f.IDs == nil || slices.Contains(f.IDs, e.Record.Shared().ID)) {
			out = append(out, e)
		}
	}
	return out, nil
}

// inTime compares days at the precision that the entry has.
func inTime(day demarche.Date, f demarche.Filter) bool {
	cut := func(d time.Time) string { return d.Format(time.DateOnly)[:len(day)] }
	return (f.Since == "" || day != "" && string(day) >= cut(f.Since.First())) && (f.Until == "" || day != "" && string(day) <= cut(f.Until.Last()))
}

// review notes what a reviewer decided about an entry.
func (s *shelf) review(id string, status demarche.ReviewStatus) {
	for i, e := range s.entries {
		if e.Record.Shared().ID == id {
			s.entries[i].Review = status
		}
	}
}

func (s *shelf) Outline(ctx context.Context, f demarche.Filter) ([]demarche.Outlined, error) {
	entries, err := s.Entries(ctx, f)
	var out []demarche.Outlined
	for _, e := range entries {
		out = append(out, demarche.Outlined{
			ID: e.Record.Shared().ID, Sequence: e.Sequence, Day: answers.NewItem(e).Day, Document: e.Document,
			Kind: e.Record.Shared().Kind, Confidence: e.Record.Shared().Confidence, Review: e.Review,
		})
	}
	return out, err
}

func (s *shelf) Touched(_ context.Context, after int64) ([]string, int64, error) {
	out := slices.DeleteFunc(slices.Clone(s.log[after:]), func(hash string) bool { return hash == "" })
	slices.Sort(out)
	return slices.Compact(out), int64(len(s.log)), nil
}

// readAgain takes the records of a report for which gone says so away, as a
// new reading does.
func (s *shelf) readAgain(hash string, gone func(demarche.Entry) bool) {
	s.entries = slices.DeleteFunc(s.entries, func(e demarche.Entry) bool { return e.Document == hash && gone(e) })
	s.log = append(s.log, hash)
}

// nextLine gives the sequence of the next entry: one that no other had, not even
// one that is gone.
func (s *shelf) nextLine() int64 {
	s.lines++
	return s.lines
}

func receives(r demarche.Record, s demarche.State) bool {
	p, ok := r.(*demarche.Position)
	return ok && p.State == s
}

func (s *shelf) Entry(_ context.Context, id string) (demarche.Entry, error) {
	for _, e := range slices.Concat(s.entries, s.past) {
		if e.Record.Shared().ID == id {
			return e, nil
		}
	}
	return demarche.Entry{}, &demarche.Error{Code: demarche.NotFound, Path: id}
}

func (s *shelf) Document(_ context.Context, hash string) (demarche.Kept, error) {
	for _, d := range s.docs {
		if d.Hash == hash {
			return d, nil
		}
	}
	return demarche.Kept{}, &demarche.Error{Code: demarche.NotFound, Path: hash}
}

func (s *shelf) Documents(context.Context) ([]demarche.Kept, error) { return s.docs, nil }

func (s *shelf) Decisions(context.Context, string) ([]demarche.Decision, error) { return nil, nil }

func (s *shelf) Link(_ context.Context, l demarche.Link) (demarche.Link, error) {
	l.Sequence, l.At = int64(len(s.links)+1), time.Date(2026, 1, 1, 0, 0, len(s.links), 0, time.UTC)
	s.links = append(s.links, l)
	s.log = append(s.log, "") // a line about no report
	return l, nil
}

func (s *shelf) Links(context.Context, string) ([]demarche.Link, error) { return s.links, nil }

func (s *shelf) Readings(_ context.Context, hash string) ([]demarche.KeptReading, error) {
	return s.readings[hash], nil
}

func (s *shelf) Verify(context.Context, func(int, int)) (demarche.Verification, error) {
	return demarche.Verification{}, nil
}

func (s *shelf) Head(context.Context) (demarche.Head, error) {
	return demarche.Head{Size: int64(len(s.log)), Tree: s.treeOf(len(s.log))}, nil
}

// treeOf stands for the root of the tree over the first lines of the log.
func (s *shelf) treeOf(size int) string {
	return demarche.HashOf([]byte(strings.Join(s.log[:size], " ")))
}

// Prove proves nothing but how the log began.
func (s *shelf) Prove(ctx context.Context, id string, since int64) (demarche.Proof, error) {
	if _, err := s.Document(ctx, id); err != nil {
		return demarche.Proof{}, err
	}
	return demarche.Proof{Since: &demarche.Extended{TreeHead: demarche.TreeHead{Size: since, Hash: s.treeOf(int(since))}}}, nil
}

func (s *shelf) Close() error { return nil }

func (s *shelf) answers() *answers.Answers {
	return answers.New(s, func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) })
}

// position builds a position; own word of the state unless changed.
func position(state demarche.State, stance demarche.Stance, people demarche.People, means demarche.Means, on demarche.Date, change ...func(*demarche.Position)) *demarche.Position {
	p := &demarche.Position{
		State: state, Stance: stance, From: "USA", People: people, Means: means, Date: on,
		Nationals: []demarche.State{}, Terms: []demarche.Term{}, By: &demarche.Speaker{Role: "minister", State: state},
	}
	for _, c := range change {
		c(p)
	}
	return p
}

func at(place demarche.Optional) func(*demarche.Position) {
	return func(p *demarche.Position) { p.Place = place }
}

func on(terms ...demarche.Term) func(*demarche.Position) {
	return func(p *demarche.Position) { p.Terms = terms }
}

func by(s *demarche.Speaker) func(*demarche.Position) {
	return func(p *demarche.Position) { p.By = s }
}

func of(states ...demarche.State) func(*demarche.Position) {
	return func(p *demarche.Position) { p.Nationals = states }
}

func from(s demarche.State) func(*demarche.Position) {
	return func(p *demarche.Position) { p.From = s }
}

// publish says that a report was published on another day.
func (s *shelf) publish(hash string, on demarche.Date) {
	for i := range s.docs {
		if s.docs[i].Hash == hash {
			s.docs[i].Published = on
		}
	}
	for i := range s.entries {
		if s.entries[i].Document == hash {
			s.entries[i].Publish = on
		}
	}
	s.log = append(s.log, hash)
}
