package answers

import (
	"cmp"

	"demarche"
)

// brief is an outlined entry with numbers in the place of its strings: lists
// of millions are kept, and each pointer in them would be followed at every
// collection of garbage.
type brief struct {
	sequence          int64
	id, day, document int32 // see names
}

// names numbers strings, each once.
type names struct {
	numbers map[string]int32
	all     []string
}

func newNames() *names { return &names{numbers: make(map[string]int32)} }

// number gives the number of a string.
func (n *names) number(s string) int32 {
	had, ok := n.numbers[s]
	if !ok {
		had = int32(len(n.all))
		n.numbers[s] = had
		n.all = append(n.all, s)
	}
	return had
}

// of gives the string of a number.
func (n *names) of(number int32) string { return n.all[number] }

// briefs shortens outlined entries.
func (n *names) briefs(all []demarche.Outlined) []brief {
	out := make([]brief, len(all))
	for i, o := range all {
		out[i] = brief{sequence: o.Sequence, id: n.number(o.ID), day: n.number(string(o.Day)), document: n.number(o.Document)}
	}
	return out
}

// compare puts older entries first and undated ones last.
func (n *names) compare(x, y brief) int {
	if x.day != y.day {
		a, b := demarche.Date(n.of(x.day)), demarche.Date(n.of(y.day))
		if a.Known() != b.Known() {
			if a.Known() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a, b)
	}
	return cmp.Or(cmp.Compare(x.sequence, y.sequence), cmp.Compare(n.of(x.id), n.of(y.id)))
}
