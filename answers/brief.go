package answers

import (
	"cmp"
	"encoding/binary"
	"slices"

	"demarche"
)

// brief is an outlined entry with numbers in the place of its strings: lists
// of millions are kept, and each pointer in them would be followed at every
// collection of garbage.
type brief struct {
	sequence      int64
	id            briefID
	day, document int32 // see names
}

// briefID is the id of a record, or, after a zero byte, its number among names:
// ids are 16 digits, and only those of other makers are not.
type briefID [16]byte

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

// short gives the short form of an id.
func (n *names) short(id string) briefID {
	if len(id) == len(briefID{}) && id[0] != 0 {
		return briefID([]byte(id))
	}
	var b briefID
	binary.BigEndian.PutUint32(b[1:], uint32(n.number(id)))
	return b
}

// long gives the id of a short form.
func (n *names) long(b briefID) string {
	if b[0] != 0 {
		return string(b[:])
	}
	return n.of(int32(binary.BigEndian.Uint32(b[1:])))
}

// brief shortens an outlined entry.
func (n *names) brief(o demarche.Outlined) brief {
	return brief{sequence: o.Sequence, id: n.short(o.ID), day: n.number(string(o.Day)), document: n.number(o.Document)}
}

// briefs shortens outlined entries.
func (n *names) briefs(all []demarche.Outlined) []brief {
	out := make([]brief, len(all))
	for i, o := range all {
		out[i] = n.brief(o)
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
	return cmp.Or(cmp.Compare(x.sequence, y.sequence), cmp.Compare(n.long(x.id), n.long(y.id)))
}

// fewFresh is how many briefs are put into a sorted list one by one.
const fewFresh = 100

// renewed puts fresh briefs in the place of what was of some texts, in a sorted
// list that is changed for it.
func (n *names) renewed(all, fresh []brief, texts map[string]bool) []brief {
	gone := make(map[int32]bool, len(texts))
	for hash := range texts {
		gone[n.number(hash)] = true
	}
	all = slices.DeleteFunc(all, func(b brief) bool { return gone[b.document] })
	if len(fresh) > fewFresh {
		all = append(all, fresh...)
		slices.SortFunc(all, n.compare)
		return all
	}
	for _, b := range fresh {
		at, _ := slices.BinarySearchFunc(all, b, n.compare)
		all = slices.Insert(all, at, b)
	}
	return all
}

// between gives those of sorted briefs that are of days from one to another, as
// the ledger judges it: a month passes if any of its days does, what is undated
// never. Days that are not known do not narrow.
func (n *names) between(all []brief, since, until demarche.Date) []brief {
	if !since.Known() && !until.Known() {
		return all
	}
	first, last := demarche.Date(""), lastDay
	if since.Known() {
		first = demarche.Day(since.First())
	}
	if until.Known() {
		last = demarche.Day(until.Last())
	}
	var out []brief
	if first.Known() { // the year and the month in which the first day lies stand before it
		for _, whole := range []demarche.Date{first[:len("2006")], first[:len("2006-01")]} {
			if within(whole, since, until) {
				out = append(out, all[n.before(all, whole):n.before(all, whole+" ")]...)
			}
		}
	}
	from, to := n.before(all, first), n.before(all, last+" ")
	return append(out, all[from:max(from, to)]...)
}

// before counts the sorted briefs that are of a date which sorts before a text.
func (n *names) before(all []brief, text demarche.Date) int {
	at, _ := slices.BinarySearchFunc(all, text, func(b brief, d demarche.Date) int {
		if day := demarche.Date(n.of(b.day)); day.Known() && day < d {
			return -1
		}
		return 1
	})
	return at
}

// within reports whether any day of a date is from one day to another.
func within(d, since, until demarche.Date) bool {
	if !d.Known() {
		return false
	}
	return (!since.Known() || demarche.Day(d.Last()) >= demarche.Day(since.First())) &&
		(!until.Known() || demarche.Day(d.First()) <= demarche.Day(until.Last()))
}
