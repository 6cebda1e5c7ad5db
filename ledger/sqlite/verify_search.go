package sqlite

import (
	"hash/maphash"
	"strings"
)

// wordSum adds up hashes of words with their places, in any order: two sums
// over the same words and places are equal, and it takes no memory to make one.
type wordSum struct {
	seed  maphash.Seed
	rows  int
	words int
	sum   uint64
}

func (s *wordSum) add(row int64, column, offset int, word string) {
	var h maphash.Hash
	h.SetSeed(s.seed)
	_, _ = h.WriteString(word)
	maphash.WriteComparable(&h, [3]int64{row, int64(column), int64(offset)})
	s.words++
	s.sum += h.Sum64()
}

// search makes the words by which texts and records are found again, and
// compares them, and where they stand, with those that are kept. They are no
// evidence: what is wrong with them concerns nothing but what a search finds.
func (v *verifier) search() error {
	want := wordSum{seed: maphash.MakeSeed()}
	have := wordSum{seed: want.seed}
	err := searchable(v.ctx, v.tx, v.queries, func(row int64, columns ...string) error {
		want.rows++
		for c, words := range columns {
			offset := 0
			for word := range strings.FieldsSeq(words) {
				want.add(row, c, offset, word)
				offset++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := v.tx.QueryRowContext(v.ctx, v.queries["SearchRows"]).Scan(&have.rows); err != nil {
		return err
	}
	var failed error
	if err := v.each("SearchWords", func(row scanner) {
		var (
			word           string
			of             int64
			column, offset int
		)
		if err := row.Scan(&word, &of, &column, &offset); err != nil {
			failed = err
			return
		}
		have.add(of, column, offset, word)
	}); err != nil {
		return err
	}
	if failed != nil {
		return failed
	}
	if have != want {
		v.fault("search", "the words", "they are not those of the texts and records, so that a search misses some or finds too many; an export that is imported has them made anew")
	}
	return nil
}
