package exports

import (
	"demarche/answers"
)

// writeCSV writes records as rows: the columns of their kinds, in the order of
// the data dictionary.
func writeCSV(j *job) error {
	headings := ColumnsOf(j.filter.Kinds...)
	s := newSheet(j.out, headings)
	err := j.each(func(it answers.Item) error {
		f, err := flatten(it)
		if err != nil {
			return err
		}
		s.row(cellsOf(f, headings))
		j.written++
		return s.err
	})
	if err != nil {
		return err
	}
	return s.close()
}

// writeJSONL writes records as lines of JSON, as the API gives them.
func writeJSONL(j *job) error {
	return j.each(func(it answers.Item) error {
		if err := j.json(it); err != nil {
			return err
		}
		j.raw("\n")
		j.written++
		return nil
	})
}
