package postgres

import (
	"fmt"

	"demarche/ledger"
)

// searchable calls take with the words of every text and record, as they
// should be kept. What cannot be read is passed over; it is told elsewhere.
func (a access) searchable(take func(entry int64, head, body string) error) error {
	err := a.through("SearchableTexts", someRows, func(row scanner) error {
		var (
			key         int64
			title, text string
		)
		if err := row.Scan(&key, &title, &text); err != nil {
			return err
		}
		return take(key, ledger.Searchable(title), ledger.Searchable(text))
	})
	if err != nil {
		return err
	}
	return a.through("SearchableRecords", manyRows, func(row scanner) error {
		var (
			sequence int64
			id, body string
		)
		if err := row.Scan(&sequence, &id, &body); err != nil {
			return err
		}
		r, err := ledger.ParseRow(id, []byte(body), 0)
		if err != nil {
			return nil
		}
		x := ledger.IndexOf(r)
		return take(sequence, x.Told, x.Evidence)
	})
}

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
		rows        vectorRows
		want, wrong int64
	)
	compare := func() error {
		want += int64(len(rows.entries))
		err := v.all("SearchSame", rows.named(), func(row scanner) error {
			var entry int64
			wrong++
			return row.Scan(&entry)
		})
		rows = vectorRows{}
		return err
	}
	err := v.searchable(func(entry int64, head, body string) error {
		rows.add(entry, head, body)
		if len(rows.entries) < mostCompared {
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
		v.fault("search", "the words", fmt.Sprintf("%d of %d rows are not those of the texts and records, and %d are there, so that a search misses some or finds too many; a ledger that demarche move makes has them anew", wrong, want, have))
	}
	return nil
}
