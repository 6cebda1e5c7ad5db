package postgres

import (
	"fmt"

	"demarche/ledger/rows"
)

// vectorRows are rows of the table of words.
type vectorRows struct {
	entries []int64
	parts   []int32
	wholes  []bool
	sizes   []int32
	words   []string
}

func (r *vectorRows) add(entry int64, head, body string) {
	all := vectors(head, body)
	for i, v := range all {
		r.entries, r.parts, r.wholes = append(r.entries, entry), append(r.parts, int32(i)), append(r.wholes, len(all) == 1)
		r.sizes, r.words = append(r.sizes, int32(v.size)), append(r.words, v.text)
	}
}

func (r *vectorRows) named() named {
	return named{"entries": r.entries, "parts": r.parts, "wholes": r.wholes, "sizes": r.sizes, "words": r.words}
}

// mostCompared is how many rows of the table of words are compared at a time.
const mostCompared = 256

// search makes the words by which texts and records are found again, and has
// the database compare them with those that are kept. They are no evidence:
// what is wrong with them concerns nothing but what a search finds.
func (v *verifier) search() error {
	var (
		kept        vectorRows
		want, wrong int64
	)
	compare := func() error {
		want += int64(len(kept.entries))
		err := v.all("SearchSame", kept.named(), func(row scanner) error {
			var entry int64
			wrong++
			return row.Scan(&entry)
		})
		kept = vectorRows{}
		return err
	}
	err := rows.Searchable(v, func(entry int64, head, body string) error {
		kept.add(entry, head, body)
		if len(kept.entries) < mostCompared {
			return nil
		}
		return compare()
	})
	if err == nil {
		err = compare()
	}
	if err != nil {
		return err
	}
	var have int64
	if err := v.row("SearchSize", nil).Scan(&have); err != nil {
		return err
	}
	if wrong > 0 || have != want {
		v.Fault("search", "the words", fmt.Sprintf("%d of %d rows are not those of the texts and records, and %d are there, so that a search misses some or finds too many; a ledger that demarche move makes has them anew", wrong, want, have))
	}
	return nil
}
