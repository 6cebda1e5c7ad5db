package answers

import (
	"cmp"
	"context"
	"slices"
	"time"

	"demarche"
)

// Publisher is where reports of the ledger come from: the agency of the
// dateline, else who published the page, else the host; "" where nothing tells.
type Publisher struct {
	Name    string        `json:"name"`
	Reports int           `json:"reports"`
	First   demarche.Date `json:"first"` // oldest day of publication
	Last    demarche.Date `json:"last"`  // newest
	Taken   time.Time     `json:"taken"` // when the newest report was captured, UTC
}

// Publishers lists who published the reports of the ledger, those of most reports first.
func (a *Answers) Publishers(ctx context.Context) ([]Publisher, error) {
	kept, err := a.ledger.Documents(ctx)
	if err != nil {
		return nil, err
	}
	of := make(map[string]*Publisher)
	for _, k := range kept {
		name := publisherOf(k)
		if of[name] == nil {
			of[name] = &Publisher{Name: name}
		}
		of[name].count(k)
	}
	out := make([]Publisher, 0, len(of))
	for _, p := range of {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(x, y Publisher) int {
		return cmp.Or(cmp.Compare(y.Reports, x.Reports), cmp.Compare(x.Name, y.Name))
	})
	return out, nil
}

func (p *Publisher) count(k demarche.Kept) {
	p.Reports++
	if k.Taken.After(p.Taken) {
		p.Taken = k.Taken.UTC()
	}
	if !k.Published.Known() {
		return
	}
	if !p.First.Known() || k.Published < p.First {
		p.First = k.Published
	}
	p.Last = max(p.Last, k.Published)
}
