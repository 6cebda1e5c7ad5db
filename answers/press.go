package answers

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"demarche"
)

// Press is where the reports of the ledger come from.
type Press struct {
	Reports     int       `json:"reports"`
	Independent int       `json:"independent"` // reports that copy no other; those that copy one another are counted once
	Settled     bool      `json:"settled"`     // false while who copies whom is still being found; nothing is known of copies then
	Publishers  []Outlet  `json:"publishers"`  // those of most reports first
	Watched     []Watched `json:"watched"`     // feeds and pages that are asked for reports, as far as the server knows
}

// Outlet is a publisher with how many of its reports copy others.
type Outlet struct {
	Publisher
	Written string `json:"written"` // its name as a report writes it
	Copies  int    `json:"copies"`
}

// Watched is a feed, sitemap or page that is asked for new reports, and how it fares.
type Watched struct {
	Name      string    `json:"name"`
	Address   string    `json:"address"`
	Asked     time.Time `json:"asked"`    // last, zero if never
	Answered  time.Time `json:"answered"` // last without an error
	Next      time.Time `json:"next"`     // when it is due
	Failures  int       `json:"failures"` // in a row
	LastError string    `json:"last_error"`
	Taken     int       `json:"taken"`   // reports taken from it so far
	Passed    int       `json:"passed"`  // reports seen that cannot concern returns
	Dropped   int       `json:"dropped"` // reports that could not be taken and are not tried again
	Pending   int       `json:"pending"` // listed, not yet fetched
}

// press keeps what was made of the reports, until the log of the ledger grows.
type press struct {
	mu       sync.Mutex
	watching func() ([]Watched, error)

	made    bool
	head    int64
	settled bool
	whole   Press
	newest  []DocumentFact
}

// Watching says how the sources that are watched are found; they are asked for
// each time that Press is.
func (a *Answers) Watching(list func() ([]Watched, error)) { a.press.watching = list }

// Press tells where the reports of the ledger come from.
func (a *Answers) Press(ctx context.Context) (Press, error) {
	a.press.mu.Lock()
	defer a.press.mu.Unlock()
	if err := a.renewPress(ctx); err != nil {
		return Press{}, err
	}
	out := a.press.whole
	out.Watched = []Watched{}
	if a.press.watching == nil {
		return out, nil
	}
	watched, err := a.press.watching()
	out.Watched = append(out.Watched, watched...)
	return out, err
}

// NewestReports gives a part of the reports of the ledger, the newest first and
// those without a day last, with how many there are in all.
func (a *Answers) NewestReports(ctx context.Context, offset, limit int) ([]DocumentFact, int, error) {
	a.press.mu.Lock()
	defer a.press.mu.Unlock()
	if err := a.renewPress(ctx); err != nil {
		return nil, 0, err
	}
	all := a.press.newest
	from := min(max(0, offset), len(all))
	return slices.Clone(all[from:min(len(all), from+limit)]), len(all), nil
}

// renewPress makes what is kept anew if the log has grown, or if who copies
// whom was not known then. The lock must be held.
func (a *Answers) renewPress(ctx context.Context) error {
	head, err := a.ledger.Head(ctx)
	if err != nil {
		return err
	}
	p := &a.press
	if p.made && p.head == head.Size && (p.settled || !a.Ready()) {
		return nil
	}
	if !p.made || p.head != head.Size {
		if p.newest, err = a.Reports(ctx); err != nil {
			return err
		}
		slices.SortStableFunc(p.newest, func(x, y DocumentFact) int { return cmp.Compare(y.Published, x.Published) })
	}
	publishers, err := a.Publishers(ctx)
	if err != nil {
		return err
	}
	copied := map[string]bool{}
	settled := a.Ready()
	if settled {
		if copied, err = a.sources.copiers(ctx); err != nil {
			return err
		}
	}
	p.whole = newPress(p.newest, publishers, copied)
	p.whole.Settled, p.settled, p.made, p.head = settled, settled, true, head.Size
	return nil
}

func newPress(reports []DocumentFact, publishers []Publisher, copied map[string]bool) Press {
	out := Press{Reports: len(reports), Independent: len(reports) - len(copied), Publishers: make([]Outlet, len(publishers))}
	copiesOf, written := make(map[string]int), make(map[string]string)
	for _, d := range reports {
		name := publisherOf(demarche.Kept{Document: demarche.Document{Agency: d.Agency, Publisher: d.Publisher}, Address: d.Address})
		if copied[d.Hash] {
			copiesOf[name]++
		}
		if written[name] == "" {
			written[name] = cmp.Or(d.Agency, d.Publisher, name)
		}
	}
	for i, p := range publishers {
		out.Publishers[i] = Outlet{p, written[p.Name], copiesOf[p.Name]}
	}
	return out
}

// copiers gives the hashes of the reports that copy another whole.
func (s *sources) copiers(ctx context.Context) (map[string]bool, error) {
	if err := s.await(ctx, ""); err != nil {
		return nil, err
	}
	s.wakeIndexAside()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.indexed(ctx); err != nil {
		return nil, err
	}
	out := make(map[string]bool)
	for _, f := range s.index.Families() {
		for _, m := range f.Members {
			if m.Whole && m.Text != f.Origin {
				out[m.Text] = true
			}
		}
	}
	return out, nil
}
