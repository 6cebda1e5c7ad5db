package events

import (
	"errors"
	"slices"
)

// Packed is what a book holds, in lists that a program can write and read
// again; of decisions it has nothing.
type Packed struct {
	Reports []PackedReport
	Symbols []string // see codec
	Records [][]byte // by number; nil where there is none
	Keys    [][]byte // of their ids
	Pairs   []PackedPairs
}

// PackedReport is what is known of a report, by the hash of its text.
type PackedReport struct {
	Document string
	Report   Report
}

// PackedPairs are the pairs of one record with those of higher numbers.
type PackedPairs struct {
	Number int32
	With   []int32
	Scores []float64
	Joins  []bool
	Copied []bool
}

// Pack gives what the book holds, but for decisions.
func (b *Book) Pack() Packed {
	p := Packed{Symbols: slices.Clone(b.kept.symbols.all), Records: make([][]byte, len(b.kept.packed)), Keys: make([][]byte, len(b.kept.packed))}
	for document, r := range b.reports {
		p.Reports = append(p.Reports, PackedReport{document, r})
	}
	for k, n := range b.kept.numbers {
		p.Keys[n] = k[:]
	}
	for n := range b.kept.all() {
		at := b.kept.packed[n]
		p.Records[n] = b.kept.chunks[at.chunk][at.from : at.from+at.length]
		if of := b.kept.packedPairs(n); len(of.With) > 0 {
			p.Pairs = append(p.Pairs, of)
		}
	}
	return p
}

func (k *kept) packedPairs(number int32) PackedPairs {
	of := PackedPairs{Number: number}
	for p := range k.pairsOf(number) {
		if p.with > number { // each pair is noted by both
			of.With, of.Scores = append(of.With, p.with), append(of.Scores, p.score)
			of.Joins, of.Copied = append(of.Joins, p.joins), append(of.Copied, p.copied)
		}
	}
	return of
}

// errUnfit says that something is no packed book.
var errUnfit = errors.New("events: this is no packed book")

// Unpack gives the book that was packed. By what records are found when others
// come is not made before any does.
func Unpack(p Packed) (*Book, error) {
	b := New()
	b.asleep = true
	for _, r := range p.Reports {
		b.reports[r.Document] = r.Report
	}
	for _, r := range p.Reports {
		for _, f := range r.Report.Families {
			if _, ok := b.reports[f]; !ok {
				b.awaited[f] = true
			}
		}
	}
	for _, s := range p.Symbols {
		b.kept.symbols.number(s)
	}
	if len(b.kept.symbols.all) != len(p.Symbols) || len(p.Keys) != len(p.Records) {
		return nil, errUnfit
	}
	b.kept.packed = make([]packed, len(p.Records))
	for n, record := range p.Records {
		b.kept.packed[n].pairs = noLink
		if len(record) == 0 {
			b.kept.free = append(b.kept.free, int32(n))
			continue
		}
		if len(p.Keys[n]) != len(key{}) {
			return nil, errUnfit
		}
		b.kept.lay(int32(n), record)
		b.kept.numbers[key(p.Keys[n])] = int32(n)
	}
	for _, of := range p.Pairs {
		if err := b.kept.unpackPairs(of); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (k *kept) unpackPairs(of PackedPairs) error {
	if len(of.Scores) != len(of.With) || len(of.Joins) != len(of.With) || len(of.Copied) != len(of.With) || !k.holds(of.Number) {
		return errUnfit
	}
	for i, with := range of.With {
		if !k.holds(with) {
			return errUnfit
		}
		k.pair(of.Number, pair{of.Scores[i], with, of.Joins[i], of.Copied[i]})
		k.pair(with, pair{of.Scores[i], of.Number, of.Joins[i], of.Copied[i]})
	}
	return nil
}

// holds reports whether there is a record of a number.
func (k *kept) holds(number int32) bool {
	return number >= 0 && int(number) < len(k.packed) && k.packed[number].length > 0
}

// wake makes that by which records are found when others come, once it is needed.
func (b *Book) wake() {
	if !b.asleep {
		return
	}
	b.asleep = false
	for n := range b.kept.all() {
		x := b.item(n)
		b.told.put(hashOf(x.Document), n)
		put, _ := x.slots()
		for _, s := range put {
			b.slots.put(hashOf(s), n)
		}
		b.kept.rest()
	}
}
