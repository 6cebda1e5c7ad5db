package verify

import (
	"demarche/ledger"
	"demarche/ledger/rows"
)

// Collections has lines about collections compared too, by the query AllCollected.
func (v *Verifier) Collections() { v.collections = true }

func collectionRow(s rows.Row) (row, error) {
	var (
		r      row
		f      ledger.CollectionFacts
		teams  string
		itself bool
	)
	if err := s.Scan(&r.sequence, &f.Name, &f.Did, &teams, &f.Capture, &f.By, &f.Reason, &itself); err != nil {
		return r, err
	}
	f.Teams = ledger.IDList(teams)
	r.id, r.content = f.Name, ledger.Content(ledger.CollectionLine, ledger.CollectionSays(f))
	if !itself {
		r.wrong("it is not noted for the collection that it names")
	}
	return r, nil
}
