package answers

import (
	"context"
	"slices"

	"demarche"
	"demarche/copies"
)

// Family is the reports that copy one text, and that report. See docs/copies.md.
type Family struct {
	Origin  DocumentFact `json:"origin"`  // the first of them, as far as the ledger holds it
	Members []Member     `json:"members"` // the others, by rank
}

// Member is a report that copies another.
type Member struct {
	Document DocumentFact `json:"document"`
	Whole    bool         `json:"whole"`    // false if only passages of it are copied
	Passages []Passage    `json:"passages"` // what it has from the family
}

// Passage is a passage that one report has from another, in Unicode code points of its text.
type Passage struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	From  string `json:"from"` // SHA-256 of the other text
}

// Copies lists the families of more than one report, by the rank of their origins.
func (a *Answers) Copies(ctx context.Context) ([]Family, error) {
	return a.sources.copies(ctx, func(x *copies.Index) []copies.Family { return x.Families() })
}

// CopiesPart lists a part of the families of more than one report, those whose
// origins are the newest first, and tells how many there are in all.
func (a *Answers) CopiesPart(ctx context.Context, offset, limit int) (part []Family, total int, err error) {
	part, err = a.sources.copies(ctx, func(x *copies.Index) []copies.Family {
		all := slices.DeleteFunc(slices.Clone(x.Families()), func(f copies.Family) bool { return len(f.Members) < 2 })
		slices.Reverse(all)
		total = len(all)
		begin := min(max(0, offset), total)
		return all[begin:min(total, begin+limit)]
	})
	return part, total, err
}

// CopiesOf lists the families of more than one report to which a report
// belongs, by the hash of its text or a beginning of it that no other shares.
func (a *Answers) CopiesOf(ctx context.Context, hash string) ([]Family, error) {
	k, err := a.ledger.Document(ctx, hash)
	if err != nil {
		return nil, err
	}
	return a.sources.copies(ctx, func(x *copies.Index) []copies.Family { return x.FamiliesOf(k.Hash) })
}

func (s *sources) copies(ctx context.Context, find func(*copies.Index) []copies.Family) ([]Family, error) {
	if err := s.await(ctx, ""); err != nil {
		return nil, err
	}
	s.wakeIndexAside()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.indexed(ctx); err != nil {
		return nil, err
	}
	out := []Family{}
	for _, f := range find(s.index) {
		if len(f.Members) < 2 {
			continue
		}
		origin, err := s.ledger.Document(ctx, f.Origin)
		if err != nil {
			return nil, err
		}
		family := Family{Origin: documentFact(origin), Members: []Member{}}
		for _, m := range f.Members[1:] {
			member, err := s.member(ctx, m)
			if err != nil {
				return nil, err
			}
			family.Members = append(family.Members, member)
		}
		out = append(out, family)
	}
	return out, nil
}

// member gives a member of a family with its passages in code points.
func (s *sources) member(ctx context.Context, m copies.Member) (Member, error) {
	k, err := s.ledger.Document(ctx, m.Text)
	if err != nil {
		return Member{}, err
	}
	out := Member{Document: documentFact(k), Whole: m.Whole, Passages: []Passage{}}
	if len(m.Passages) == 0 {
		return out, nil
	}
	points := demarche.CodePoints(k.Text)
	for _, p := range m.Passages {
		sel := points.Select(p.In)
		out.Passages = append(out.Passages, Passage{Start: sel.Start, End: sel.End, From: p.From})
	}
	return out, nil
}

// Corroborate notes on each item its event and who tells of it; nothing on the
// kinds of which no events are made.
func (a *Answers) Corroborate(ctx context.Context, items []Item) error {
	for _, kind := range eventKinds() {
		var ids []string
		for _, it := range items {
			if it.Record.Shared().Kind == kind {
				ids = append(ids, it.ID())
			}
		}
		if len(ids) == 0 {
			continue
		}
		found, of, err := a.sources.eventsOf(ctx, kind, ids)
		if err != nil {
			return err
		}
		for i, it := range items {
			if at, ok := of[it.ID()]; ok {
				items[i].Event, items[i].Told = found[at].ID, &found[at].Witnesses
			}
		}
	}
	return nil
}
