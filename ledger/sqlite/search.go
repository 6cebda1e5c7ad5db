package sqlite

import (
	"strings"

	"demarche"
	"demarche/ledger"
	"demarche/ledger/rows"
)

// sought gives the newest rows in which the words stand, and the score of each.
func sought(m rows.Moment, terms []ledger.Term) ([]rows.Place, error) {
	return rows.List(m, "SoughtRows", named{"match": matching(terms), "most": demarche.MostHits}, func(row scanner) (p rows.Place, err error) {
		return p, row.Scan(&p.Row, &p.Score)
	})
}

// matching writes terms in the syntax of the table of words. Words hold
// nothing but letters and digits and stand in quotation marks, so that none of
// them can be taken for syntax.
func matching(terms []ledger.Term) string {
	parts := make([]string, len(terms))
	for i, t := range terms {
		parts[i] = `"` + strings.Join(t.Words, " ") + `"`
		if t.Beginning {
			parts[i] += " *"
		}
	}
	return strings.Join(parts, " ")
}

// searchText keeps the words of a text by which it is found: of its title and
// of itself.
func (w *writer) searchText(text int64) error {
	var title, body string
	if err := w.Row("TitleInSearch", named{"text": text}).Scan(&title, &body); err != nil {
		return err
	}
	return w.Write("SetSearch", named{"row": text, "head": ledger.Searchable(title), "body": ledger.Searchable(body)})
}
