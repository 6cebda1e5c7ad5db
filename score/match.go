package score

import (
	"cmp"
	"slices"

	"demarche"
)

// pair is a gold record and the predicted record that it is matched with, by index.
type pair struct{ gold, pred int }

// match finds a maximal one-to-one matching of gold to predicted records by
// augmenting paths (Kuhn 1955). Each gold record tries its best partners
// first, so that the soft figure depends only on the order of the records.
func match(gold, pred []record, f fields) []pair {
	candidates := make([][]int, len(gold))
	for i, g := range gold {
		candidates[i] = partners(g, pred, f)
	}
	const free = -1
	owner := make([]int, len(pred))
	for j := range owner {
		owner[j] = free
	}
	var taken []int // predicted records in the order in which they found an owner
	var place func(i int, seen []bool) bool
	place = func(i int, seen []bool) bool {
		for _, j := range candidates[i] {
			if seen[j] {
				continue
			}
			seen[j] = true
			if owner[j] == free {
				taken = append(taken, j)
			} else if !place(owner[j], seen) {
				continue
			}
			owner[j] = i
			return true
		}
		return false
	}
	for i := range gold {
		place(i, make([]bool, len(pred)))
	}
	pairs := make([]pair, len(taken))
	for n, j := range taken {
		pairs[n] = pair{owner[j], j}
	}
	return pairs
}

// partners lists the predicted records that g can match, those whose other
// fields agree best first.
func partners(g record, pred []record, f fields) []int {
	var can []int
	rest := make([]float64, len(pred))
	for j, p := range pred {
		if overlap(g.spans, p.spans) && same(g.value, p.value, f.key) {
			can = append(can, j)
			for _, name := range f.rest {
				rest[j] += agreement(name, at(g.value, name), at(p.value, name))
			}
		}
	}
	slices.SortStableFunc(can, func(i, j int) int { return cmp.Compare(rest[j], rest[i]) })
	return can
}

func overlap(a, b []demarche.Span) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Overlaps(y) {
				return true
			}
		}
	}
	return false
}

// same reports whether the key fields agree. The two sides of an agreement or
// a negotiation may be swapped.
func same(g, p value, key []string) bool {
	agrees := func(name string) bool { return agreement(name, at(g, name), at(p, name)) == 1 }
	if !slices.ContainsFunc(key, func(name string) bool { return !agrees(name) }) {
		return true
	}
	switch demarche.ActType(text(get(g, "type"))) {
	case demarche.Agree, demarche.Negotiate:
		return get(g, "kind") == string(demarche.KindAct) && equal(get(g, "type"), get(p, "type")) &&
			agreement("actor", get(g, "actor"), get(p, "target")) == 1 &&
			agreement("actor", get(g, "target"), get(p, "actor")) == 1
	}
	return false
}
