package answers

import (
	"cmp"
	"context"
	"slices"

	"demarche"
	"demarche/events"
)

// ConnectionStatus says how far a connection has been judged.
type ConnectionStatus string

// The statuses of a connection.
const (
	ConnectionProposed  ConnectionStatus = "proposed"
	ConnectionConfirmed ConnectionStatus = "confirmed"
	ConnectionDropped   ConnectionStatus = "dropped"
)

// Connection is how a later entry bears on an earlier one.
type Connection struct {
	Relation demarche.Relation `json:"relation"`
	Status   ConnectionStatus  `json:"status"`
	// Rule is the rule of docs/semantics.md that proposed it; empty if only a reviewer did.
	Rule          string            `json:"rule"`
	Reason        string            `json:"reason"`
	Entry         Item              `json:"entry"` // the later one, the first to tell of it
	Event         string            `json:"event"` // id of its event; empty if it is of none
	Corroboration *events.Witnesses `json:"corroboration,omitempty"`
	// Reviewer, and Decision, the line of the log at which it can be taken back; 0 if nobody has judged it.
	Reviewer string `json:"reviewer,omitempty"`
	Decision int64  `json:"decision,omitempty"`

	entry string // id of Entry where that is left out, see promises
}

// links are what reviewers decided about connections, found by the relation
// and the two sides, each the name of an event or of an entry.
type judged struct {
	of   map[sides]demarche.Link   // the newest about the two
	from map[string][]sides        // by the earlier side, in the order of the log
	what map[string]demarche.Entry // entries of later sides
}

type sides struct {
	relation    demarche.Relation
	these, this string
}

// judgements gives what reviewers decided about connections, in the names of
// events where entries are of one.
func (a *Answers) judgements(ctx context.Context) (*judged, error) {
	links, err := counting(ctx, a.ledger)
	if err != nil {
		return nil, err
	}
	out := &judged{of: make(map[sides]demarche.Link), from: make(map[string][]sides), what: make(map[string]demarche.Entry)}
	links = slices.DeleteFunc(links, func(l demarche.Link) bool { return l.Relation == demarche.SameEvent })
	if len(links) == 0 {
		return out, nil
	}
	entries, err := a.sources.besideAll(ctx, links)
	if err != nil {
		return nil, err
	}
	now := newSuccessors(a.ledger, entries)
	byID := make(map[string]demarche.Entry, len(entries))
	for _, e := range entries {
		byID[e.Record.Shared().ID] = e
	}
	for _, l := range links {
		these, err := now.of(ctx, l.These[0])
		if err != nil {
			return nil, err
		}
		those, err := now.of(ctx, l.Those[0])
		if err != nil {
			return nil, err
		}
		if these == "" || those == "" {
			continue
		}
		s := sides{relation: l.Relation}
		if s.these, err = a.nameOf(ctx, byID[these]); err != nil {
			return nil, err
		}
		if s.this, err = a.nameOf(ctx, byID[those]); err != nil {
			return nil, err
		}
		if _, known := out.of[s]; !known {
			out.from[s.these] = append(out.from[s.these], s)
		}
		out.of[s], out.what[s.this] = l, byID[those]
	}
	return out, nil
}

// nameOf gives the id of the event of an entry, or of the entry itself if it is of none.
func (a *Answers) nameOf(ctx context.Context, e demarche.Entry) (string, error) {
	id := e.Record.Shared().ID
	if !slices.Contains(eventKinds(), e.Record.Shared().Kind) {
		return id, nil
	}
	found, _, err := a.sources.eventsOf(ctx, e.Record.Shared().Kind, []string{id})
	if err != nil || len(found) == 0 {
		return id, err
	}
	return found[0].ID, nil
}

// judge notes on a proposed connection what a reviewer decided.
func (j *judged) judge(these, this string, c *Connection) {
	c.Status = ConnectionProposed
	if l, ok := j.of[sides{c.Relation, these, this}]; ok {
		c.decided(l)
	}
}

func (c *Connection) decided(l demarche.Link) {
	c.Status, c.Reviewer, c.Decision = ConnectionConfirmed, l.Reviewer, l.Sequence
	if l.What == demarche.ToReject {
		c.Status = ConnectionDropped
	}
}

// made gives the connections of an earlier side that reviewers made and no
// rule proposed: those whose later sides are not in proposed.
func (j *judged) made(these string, relations []demarche.Relation, proposed []Connection, name func(Connection) string) []Connection {
	var out []Connection
	for _, s := range j.from[these] {
		there := slices.ContainsFunc(proposed, func(c Connection) bool { return c.Relation == s.relation && name(c) == s.this })
		if there || !slices.Contains(relations, s.relation) {
			continue
		}
		l := j.of[s]
		c := Connection{Relation: s.relation, Reason: l.Reason, Entry: NewItem(j.what[s.this]), Event: s.this}
		if c.decided(l); c.Status == ConnectionConfirmed {
			out = append(out, c)
		}
	}
	return out
}

// side gives the name of the later side of a connection.
func side(c Connection) string { return cmp.Or(c.Event, c.Entry.ID()) }

// sortConnections puts earlier ones first.
func sortConnections(cs []Connection) {
	slices.SortStableFunc(cs, func(x, y Connection) int {
		return cmp.Or(cmp.Compare(x.Entry.Day, y.Entry.Day), cmp.Compare(x.Relation, y.Relation), cmp.Compare(side(x), side(y)))
	})
}

// span is the days between which something happened; empty where nothing tells.
type span struct{ first, last demarche.Date }

// newsLasts is how many days before its report a thing without a day of its
// own is taken to have happened at most, as for events.
const newsLasts = 2

// spanOf gives the days between which what an entry tells happened. A report
// cannot tell what came after it; what has no day is taken to be news.
func spanOf(it Item) span {
	if !it.Day.Known() {
		return span{}
	}
	s := span{demarche.Day(it.Day.First()), demarche.Day(it.Day.Last())}
	if it.DatedBy == ByPublication {
		s.first = demarche.Day(it.Day.First().AddDate(0, 0, -newsLasts))
		return s
	}
	if p := it.Publish; p.IsDay() && p >= s.first && p < s.last {
		s.last = p
	}
	return s
}

// known reports whether anything tells when it was.
func (s span) known() bool { return s.first.Known() }

// shared counts the words that two sorted lists have in common.
func shared(a, b []string) int {
	n := 0
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok {
			n++
		}
	}
	return n
}

// sentences gives the words of an entry's evidence that tell what it is about.
func sentences(it Item) []string {
	var exact []string
	for _, s := range it.Record.Shared().Evidence {
		exact = append(exact, s.Exact)
	}
	return events.Telling(exact...)
}
