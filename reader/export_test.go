package reader

import (
	"demarche"
	"demarche/language"
)

// Moved gives the names of the persons whom the reader takes to be moved by
// what the text calls them or does to them.
func (r *Reader) Moved(d *demarche.Document) ([]string, error) {
	a, err := r.Analyse(d)
	if err != nil {
		return nil, err
	}
	s := newScene(r.words, r.channels, a)
	moved := s.movedPersons()
	var names []string
	for e := range a.Entities {
		if en := &a.Entities[e]; en.Kind == language.Person && en.Name != "" && moved[e]&(removed|described) != 0 && !s.holdsOffice(en, moved[e]) {
			names = append(names, en.Name)
		}
	}
	return names, nil
}
