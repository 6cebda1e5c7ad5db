package postgres

import (
	"math"
	"strings"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// mostCounted bounds in how many places a term is counted: beyond, it is common.
const mostCounted = 100_000

// soughtBy looks words up for who sees everything.
func soughtBy(m rows.Moment, terms []ledger.Term) ([]rows.Place, error) {
	return sought(m, terms, "SoughtCounts", "SoughtRows")
}

// soughtShown looks words up for who does not.
func soughtShown(m rows.Moment, terms []ledger.Term) ([]rows.Place, error) {
	return sought(m, terms, "SoughtCountsShown", "SoughtRowsShown")
}

// sought gives the newest rows in which the words stand, and the score of
// each. A rare term weighs more than a common one, as in BM25.
func sought(m rows.Moment, terms []ledger.Term, counts, places string) ([]rows.Place, error) {
	written := make([]string, len(terms))
	for i, t := range terms {
		written[i] = queryOf(t)
	}
	var size float64
	if err := m.Row("LogLength", nil).Scan(&size); err != nil {
		return nil, err
	}
	weights, err := rows.List(m, counts, named{"terms": written, "most": mostCounted}, func(row scanner) (float64, error) {
		var n float64
		err := row.Scan(&n)
		return math.Log(1 + (size-n+0.5)/(n+0.5)), err
	})
	if err != nil {
		return nil, err
	}
	return rows.List(m, places, named{"terms": written, "weights": weights, "all": strings.Join(written, " & "), "most": demarche.MostHits}, func(row scanner) (p rows.Place, err error) {
		return p, row.Scan(&p.Row, &p.Score)
	})
}
