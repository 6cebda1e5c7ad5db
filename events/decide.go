package events

import (
	"cmp"
	"slices"
	"strings"
)

// decide carries out what reviewers decided, the latest decision first: an
// earlier one that contradicts it has no effect.
func (c *clustering) decide(decisions map[string]Decision, find func(id string) *item) {
	for _, d := range latest(decisions) {
		these, those := c.held(d.These, find), c.held(d.Those, find)
		switch d.Verb {
		case Merge:
			c.merge(these, d)
		case Split:
			for _, x := range these {
				for _, y := range those {
					if c.of[x] != c.of[y] {
						c.apart[[2]*item{x, y}], c.apart[[2]*item{y, x}] = true, true
					}
				}
			}
		}
	}
}

// merge unites records, each with whichever of those before it it can be: where a
// later decision keeps one apart, the others are one event still.
func (c *clustering) merge(these []*item, d Decision) {
	for i, x := range these {
		tried := make(map[*cluster]bool)
		for _, y := range these[:i] {
			if k := c.of[y]; !tried[k] {
				tried[k] = true
				c.force(y, x, d)
			}
		}
	}
}

func latest(decisions map[string]Decision) []Decision {
	out := make([]Decision, 0, len(decisions))
	for _, d := range decisions {
		out = append(out, d)
	}
	slices.SortFunc(out, latestFirst)
	return out
}

func latestFirst(x, y Decision) int {
	return cmp.Or(y.At.Compare(x.At), strings.Compare(y.ID, x.ID))
}

// held gives those of the records that are among those to be sorted.
func (c *clustering) held(ids []string, find func(id string) *item) []*item {
	var out []*item
	for _, id := range ids {
		if x := find(id); x != nil && c.of[x] != nil {
			out = append(out, x)
		}
	}
	return out
}

// force unites two records' clusters unless a later decision keeps them apart.
func (c *clustering) force(x, y *item, d Decision) {
	if c.of[x] == c.of[y] {
		return
	}
	for _, a := range c.of[x].items {
		for _, b := range c.of[y].items {
			if c.apart[[2]*item{a, b}] {
				return
			}
		}
	}
	why := "decided in review"
	if d.By != "" {
		why += " by " + d.By
	}
	if d.Why != "" {
		why += ": " + d.Why
	}
	c.unite(c.of[x], c.of[y], Join{A: x.id, B: y.id, Reasons: []string{why}})
}
