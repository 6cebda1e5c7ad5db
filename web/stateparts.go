package web

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"demarche"
	"demarche/answers"
)

// keptStates holds, for each state, what its page shows whatever the day that
// is asked about, until the ledger or the day changes.
type keptStates struct {
	mu    sync.Mutex
	of    string // what they rest on
	parts map[demarche.State]*stateParts
}

// stateParts is what the page of a state shows whatever the day that is asked about.
type stateParts struct {
	once sync.Once
	err  error

	axis                                          axis
	drawing                                       []string // cut where the day is marked, empty if nothing is drawn
	timeline, agreements, quotes, offices, counts part
	sources                                       []sourceView   // the newest first
	placed                                        map[string]int // their places, by address
}

// signOn stands in a drawing for the place of the day asked about.
const signOn = "put-day-here"

// markOn is how the template draws the line of the day.
func markOn(x string) string {
	return `<line class="on" x1="` + x + `" x2="` + x + `" y1="0" y2="100%"/>`
}

// drawingOn writes the drawing with a line for a day, if that lies in it.
func (p *stateParts) drawingOn(out *bytes.Buffer, on demarche.Date) {
	mark := ""
	if x := p.axis.at(on.First()); x >= 0 && x <= 100 {
		mark = markOn(percent(x))
	}
	for i, piece := range p.drawing {
		if i > 0 {
			out.WriteString(mark)
		}
		out.WriteString(piece)
	}
}

// stateParts gives what the page of a state shows on any day.
func (s *site) stateParts(ctx context.Context, code demarche.State) (*stateParts, error) {
	version, err := s.answers.Version(ctx)
	if err != nil {
		return nil, err
	}
	p := s.states.get(version+" "+string(s.today()), code)
	p.once.Do(func() { p.err = s.makeParts(context.WithoutCancel(ctx), code, p) })
	if p.err != nil {
		s.states.drop(code, p)
	}
	return p, p.err
}

func (k *keptStates) get(of string, code demarche.State) *stateParts {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of != of || k.parts == nil {
		k.of, k.parts = of, make(map[demarche.State]*stateParts)
	}
	if k.parts[code] == nil {
		k.parts[code] = &stateParts{}
	}
	return k.parts[code]
}

// drop forgets parts that failed.
func (k *keptStates) drop(code demarche.State, p *stateParts) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.parts[code] == p {
		delete(k.parts, code)
	}
}

func (s *site) makeParts(ctx context.Context, code demarche.State, p *stateParts) error {
	items, total, err := s.answers.Newest(ctx, demarche.Filter{State: code, Kinds: []demarche.Kind{demarche.KindPosition, demarche.KindAct, demarche.KindMovement}}, drawnEntries)
	if err != nil {
		return err
	}
	course, err := s.answers.BoardCourse(ctx, code, s.today(), drawnDays)
	if err != nil {
		return err
	}
	if err := s.drawParts(code, p, course, items, total); err != nil {
		return err
	}
	var agreed []answers.Item
	for _, i := range items {
		if act, ok := i.Record.(*demarche.Act); ok && act.Type == demarche.Agree && len(agreed) < foldedFrom*listedOthers {
			agreed = append(agreed, i)
		}
	}
	if p.timeline, err = s.newPart(ctx, items, listedEntries, total, address("/timeline", "state", string(code))); err != nil {
		return err
	}
	if p.agreements, err = s.newPart(ctx, agreed, listedOthers, len(agreed), ""); err != nil {
		return err
	}
	p.sources = sourcesOf(nil, items)
	for _, l := range []struct {
		into *part
		kind demarche.Kind
		path string
	}{{&p.quotes, demarche.KindQuote, "/quotes"}, {&p.offices, demarche.KindOffice, "/offices"}, {&p.counts, demarche.KindCount, "/counts"}} {
		some, total, err := s.answers.Newest(ctx, demarche.Filter{State: code, Kinds: []demarche.Kind{l.kind}}, foldedFrom*listedOthers)
		if err != nil {
			return err
		}
		if *l.into, err = s.newPart(ctx, some, listedOthers, total, address(l.path, "state", string(code))); err != nil {
			return err
		}
		p.sources = sourcesOf(p.sources, some[:min(len(some), listedOthers)])
	}
	sortSources(p.sources)
	p.placed = make(map[string]int, len(p.sources))
	for i, v := range p.sources {
		p.placed[v.Href] = i
	}
	return nil
}

// sourcesWith gives the newest of the reports and of those of further items.
func (p *stateParts) sourcesWith(items []answers.Item) []sourceView {
	newest := p.sources[:min(len(p.sources), listedSources)]
	counted := slices.DeleteFunc(slices.Clone(items), func(i answers.Item) bool { // of reports that are not among the newest
		at, there := p.placed[reportHref(i.Document)]
		return there && at >= len(newest)
	})
	out := sourcesOf(newest, counted)
	sortSources(out)
	return out[:min(len(out), listedSources)]
}

// drawParts draws what happened to a state.
func (s *site) drawParts(code demarche.State, p *stateParts, course []answers.Board, items []answers.Item, total int) error {
	var d *drawing
	if d, p.axis = s.draw(code, course, items, total); d == nil {
		return nil
	}
	var b bytes.Buffer
	err := parsed().ExecuteTemplate(&b, "drawing", d)
	p.drawing = strings.Split(b.String(), markOn(signOn))
	return err
}

// foldedFrom is of how many times as many entries as a part lists it is made:
// those that tell the same are listed once.
const foldedFrom = 4

// newPart makes a part of a list, of the newest so many, and writes it.
func (s *site) newPart(ctx context.Context, newest []answers.Item, most, total int, all string) (part, error) {
	some := newest[:min(len(newest), foldedFrom*most)]
	views := s.items(some)
	if err := s.withEvents(ctx, some, views); err != nil && demarche.CodeOf(err) != demarche.NotYet {
		return part{}, err // while events are being found, lists do without
	}
	views = folded(views)
	p := part{Items: views[:min(len(views), most)], Total: total, All: all}
	if all == "" { // no page has the others
		p.Total -= p.More()
	}
	var b bytes.Buffer
	err := parsed().ExecuteTemplate(&b, "part", p)
	p.written = b.Bytes()
	return p, err
}

// sourcesOf adds the reports from which entries were read to those of others.
func sourcesOf(known []sourceView, items []answers.Item) []sourceView {
	out := slices.Clone(known)
	place := make(map[string]int)
	for i, v := range out {
		place[v.Href] = i
	}
	for _, i := range items {
		href := reportHref(i.Document)
		at, ok := place[href]
		if !ok {
			at = len(out)
			place[href] = at
			out = append(out, sourceView{Title: orElse(i.Title, i.Name), Href: href, Published: i.Publish})
		}
		out[at].Entries++
	}
	return out
}

// sortSources puts the newest reports first.
func sortSources(all []sourceView) {
	slices.SortStableFunc(all, func(a, b sourceView) int { return cmp.Compare(b.Published, a.Published) })
}
