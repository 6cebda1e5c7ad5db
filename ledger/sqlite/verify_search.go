package sqlite

import (
	"errors"
	"hash/maphash"
	"strings"

	"demarche/ledger/rows"
)

// wordSum adds up, in any order, hashes of what the table of words holds: it
// takes no memory that grows with it, and two sums over the same are equal.
type wordSum struct {
	seed  maphash.Seed
	rows  uint64 // of rows and how many words each has in each column
	words uint64 // of words, once for each place where they stand
	docs  uint64 // of words, once for each row in which they stand
}

func (s *wordSum) row(row int64, head, body int) {
	s.rows += maphash.Comparable(s.seed, [3]int64{row, int64(head), int64(body)})
}

func (s *wordSum) word(word, column string) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	_, _ = h.WriteString(column)
	_ = h.WriteByte(' ')
	_, _ = h.WriteString(word)
	return h.Sum64()
}

// add adds the words of a row.
func (s *wordSum) add(row int64, columns ...string) {
	var sizes [2]int
	for i, column := range []string{"head", "body"} {
		seen := make(map[string]bool)
		for word := range strings.FieldsSeq(columns[i]) {
			sizes[i]++
			sum := s.word(word, column)
			if s.words += sum; !seen[word] {
				seen[word] = true
				s.docs += sum
			}
		}
	}
	s.row(row, sizes[0], sizes[1])
}

// search makes the words by which texts and records are found again, and
// compares with those that are kept: which rows there are, how many words each
// has, which words there are, how often and in how many rows each stands. They
// are no evidence: what is wrong with them concerns nothing but what a search finds.
func (v verifier) search() error {
	want := wordSum{seed: maphash.MakeSeed()}
	have := wordSum{seed: want.seed}
	err := rows.Searchable(v, func(row int64, head, body string) error {
		want.add(row, head, body)
		return nil
	})
	if err != nil {
		return err
	}
	var failed error // of a row that cannot be read: the others are
	if err := v.All("SearchRows", nil, func(row scanner) error {
		var (
			of    int64
			sizes []byte
		)
		if err := row.Scan(&of, &sizes); err != nil {
			failed = errors.Join(failed, err)
			return nil
		}
		head, rest := varint(sizes)
		body, _ := varint(rest)
		have.row(of, head, body)
		return nil
	}); err != nil {
		return err
	}
	if err := v.All("SearchWords", nil, func(row scanner) error {
		var (
			word, column string
			docs, count  uint64
		)
		if err := row.Scan(&word, &column, &docs, &count); err != nil {
			failed = errors.Join(failed, err)
			return nil
		}
		sum := have.word(word, column)
		have.words += count * sum
		have.docs += docs * sum
		return nil
	}); err != nil {
		return err
	}
	if failed != nil {
		return failed
	}
	if have != want {
		v.Fault("search", "the words", "they are not those of the texts and records, so that a search misses some or finds too many; an export that is imported has them made anew")
	}
	return nil
}

// varint reads a number as SQLite writes it, seven bits in a byte and the
// highest first, and gives what stands behind it; -1 if there is none.
func varint(b []byte) (int, []byte) {
	n := 0
	for i, c := range b[:min(len(b), 5)] { // no text has more words than that can say
		n = n<<7 | int(c&0x7f)
		if c < 0x80 {
			return n, b[i+1:]
		}
	}
	return -1, nil
}
