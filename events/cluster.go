package events

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"demarche"
)

// cluster is records of one event, as far as joined.
type cluster struct {
	items   []*item
	joins   []Join
	perhaps []*cluster // events that it fits equally well, of which it joined none
}

// vague reports whether all records leave out what tells events of one kind and
// place apart: the day, or the number of people moved.
func (c *cluster) vague() bool {
	return !slices.ContainsFunc(c.items, func(x *item) bool {
		return x.when.day() && (x.number.known || x.Record.Shared().Kind != demarche.KindMovement)
	})
}

// edge is two records that can be joined.
type edge struct {
	a, b   *item
	score  float64
	copied bool
}

// compareEdges puts first what speaks most for a join.
func compareEdges(x, y edge) int {
	return cmp.Or(cmp.Compare(y.score, x.score), strings.Compare(x.a.id, y.a.id), strings.Compare(x.b.id, y.b.id))
}

// clustering sorts records that are tied to each other into events.
type clustering struct {
	of    map[*item]*cluster
	apart map[[2]*item]bool // by a reviewer's decision
	edges []edge            // best first
	by    map[*item][]edge  // the edges of each record, best first
	loose []edge            // records that are perhaps of one event
}

// margin is by how much one event must fit better than all others for a record
// that leaves out what tells them apart.
const margin = 1.0

// cluster sorts records into events.
func (b *Book) cluster(items []*item) *clustering {
	c := &clustering{of: make(map[*item]*cluster, len(items)), apart: make(map[[2]*item]bool)}
	for _, x := range items {
		c.of[x] = &cluster{items: []*item{x}}
	}
	c.decide(b.decisions, b.find)
	for _, x := range items {
		for p := range b.kept.pairsOf(x.no) {
			y := b.item(p.with)
			switch {
			case compareItems(x, y) > 0:
			case p.joins:
				c.edges = append(c.edges, edge{x, y, p.score, p.copied})
			default:
				c.loose = append(c.loose, edge{a: x, b: y})
			}
		}
	}
	slices.SortFunc(c.edges, compareEdges)
	c.by = make(map[*item][]edge, len(items))
	for _, e := range c.edges {
		c.by[e.a], c.by[e.b] = append(c.by[e.a], e), append(c.by[e.b], e)
	}
	c.join(func(_, _ *cluster, e edge) bool { return e.copied })
	c.join(func(x, y *cluster, _ edge) bool { return !x.vague() && !y.vague() })
	c.place(items)
	c.join(func(x, y *cluster, _ edge) bool { return x.vague() && y.vague() && slices.Equal(x.perhaps, y.perhaps) })
	c.wonder()
	return c
}

// wonder notes of which events a vague one is perhaps, when all is joined.
func (c *clustering) wonder() {
	for _, e := range c.loose {
		x, y := c.of[e.a], c.of[e.b]
		if x == y || !c.compatible(x, y) {
			continue
		}
		if x.vague() {
			x.perhaps = append(x.perhaps, y)
		}
		if y.vague() {
			y.perhaps = append(y.perhaps, x)
		}
	}
}

// join unites clusters, best pair first, where allowed says so and nothing
// speaks against it.
func (c *clustering) join(allowed func(x, y *cluster, e edge) bool) {
	for _, e := range c.edges {
		x, y := c.of[e.a], c.of[e.b]
		if x != y && allowed(x, y, e) && c.compatible(x, y) {
			c.unite(x, y, c.reason(e))
		}
	}
}

// place gives each vague cluster to the one event that it fits, or notes those
// that it fits equally well. Events are taken as they are before any is placed.
func (c *clustering) place(items []*item) {
	type fit struct {
		vague *cluster
		edge  edge
	}
	var fits []fit
	for _, v := range c.all(items) {
		if !v.vague() {
			continue
		}
		best := c.partners(v)
		if len(best) == 0 {
			continue
		}
		if len(best) > 1 && best[0].score-best[1].score < margin {
			for _, e := range best {
				if best[0].score-e.score < margin {
					v.perhaps = append(v.perhaps, c.other(v, e))
				}
			}
			slices.SortFunc(v.perhaps, func(x, y *cluster) int { return compareItems(x.items[0], y.items[0]) })
			continue
		}
		fits = append(fits, fit{v, best[0]})
	}
	slices.SortStableFunc(fits, func(x, y fit) int { return cmp.Compare(y.edge.score, x.edge.score) })
	for _, f := range fits {
		if o := c.other(f.vague, f.edge); c.compatible(f.vague, o) {
			c.unite(f.vague, o, c.reason(f.edge))
		}
	}
}

// partners gives, for each event that a vague cluster fits, the edge that
// speaks most for it; best first.
func (c *clustering) partners(v *cluster) []edge {
	best := make(map[*cluster]edge)
	for _, x := range v.items {
		for _, e := range c.by[x] {
			o := c.other(v, e)
			if b, ok := best[o]; o != v && !o.vague() && (!ok || compareEdges(e, b) < 0) {
				best[o] = e
			}
		}
	}
	maps.DeleteFunc(best, func(o *cluster, _ edge) bool { return !c.compatible(v, o) })
	return slices.SortedFunc(maps.Values(best), compareEdges)
}

func (c *clustering) other(v *cluster, e edge) *cluster {
	if c.of[e.a] == v {
		return c.of[e.b]
	}
	return c.of[e.a]
}

// all gives the clusters by the rank of their first records.
func (c *clustering) all(items []*item) []*cluster {
	var out []*cluster
	for _, x := range items {
		if k := c.of[x]; k.items[0] == x {
			out = append(out, k)
		}
	}
	return out
}

// compatible reports whether nothing keeps any record of one cluster from any
// of the other.
func (c *clustering) compatible(x, y *cluster) bool {
	for _, a := range x.items {
		for _, b := range y.items {
			if a.Document == b.Document || c.apart[[2]*item{a, b}] || judge(a, b, false).against != "" {
				return false
			}
		}
	}
	return true
}

func (c *clustering) unite(x, y *cluster, why Join) {
	if compareItems(y.items[0], x.items[0]) < 0 {
		x, y = y, x
	}
	x.items = append(x.items, y.items...)
	slices.SortFunc(x.items, compareItems)
	x.joins = append(append(x.joins, y.joins...), why)
	for _, i := range y.items {
		c.of[i] = x
	}
}

// reason puts into words why two records are joined.
func (c *clustering) reason(e edge) Join {
	v := judge(e.a, e.b, true)
	return Join{A: e.a.id, B: e.b.id, Score: v.score, Reasons: v.reasons}
}
