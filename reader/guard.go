package reader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
)

// protect keeps everyone who is moved, and every private person, out of the
// findings: no record is about them, and none names them as its source.
func protect(s *scene, found []finding) []finding {
	g := newGuard(s)
	kept := found[:0]
	for _, f := range found {
		if g.clear(f.record) {
			f.steps = slices.DeleteFunc(f.steps, g.tells)
			kept = append(kept, f)
		}
	}
	return kept
}

// guard knows the names that may not be told.
type guard struct {
	barred  set      // names of hidden persons
	sources set      // names of those who are no more than sources
	words   []string // what tells a hidden person in running text: the name or the surname
}

func newGuard(s *scene) *guard {
	moved := s.movedPersons()
	of := map[string]standing{}
	others := set{} // words that name somebody or something else too
	for e := range s.a.Entities {
		en := &s.a.Entities[e]
		if en.Kind != language.Person || en.Name == "" || s.isCivil(e) {
			others[en.Name] = true
			continue
		}
		of[en.Name] = max(of[en.Name], s.standing(e, moved)) // an official's namesake hides no official
	}
	g := &guard{barred: set{}, sources: set{}}
	for name, st := range of {
		switch st {
		case hidden:
			g.barred[name] = true
		case spokesman:
			g.sources[name] = true
		}
		for _, w := range strings.Fields(name) {
			others[w] = others[w] || st != hidden
		}
	}
	for name := range g.barred {
		parts := strings.Fields(name)
		for _, w := range []string{name, parts[len(parts)-1]} {
			if !others[w] {
				g.words = append(g.words, w)
			}
		}
	}
	return g
}

// tells reports whether text names somebody hidden.
func (g *guard) tells(text string) bool {
	return slices.ContainsFunc(g.words, func(name string) bool { return containsName(text, name) })
}

// containsName reports whether name stands in text, at the borders of words.
func containsName(text, name string) bool {
	for at := 0; ; at++ {
		k := strings.Index(text[at:], name)
		if k < 0 {
			return false
		}
		at += k
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(name):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
	}
}

// private reports whether a party of an act or gap is a person who may not be one.
func (g *guard) private(name demarche.Optional) bool {
	return g.barred[string(name)] || g.sources[string(name)]
}

// hides reports whether a speaker may not be named.
func (g *guard) hides(by *demarche.Speaker) bool { return by != nil && g.barred[string(by.Name)] }

// clear takes the hidden names out of a record; it reports whether a record is
// left without them. Who is moved speaks for no state: a position or act that
// is the state's only because they said so goes with them.
func (g *guard) clear(r demarche.Record) bool {
	said := r.Says()
	silent := g.hides(said)
	switch r := r.(type) {
	case *demarche.Office:
		return !g.private(demarche.Optional(r.Name))
	case *demarche.Quote:
		return !silent
	case *demarche.Act:
		if g.private(r.Actor) || g.private(r.Target) || silent && (r.Actor == "" || r.Actor == demarche.Optional(said.State)) {
			return false
		}
		if silent {
			r.By = nil
		}
	case *demarche.Position:
		if silent && r.State == said.State {
			return false
		}
		if silent {
			r.By = nil
		}
	case *demarche.Movement:
		if silent {
			r.By = nil
		}
	case *demarche.Count:
		if g.barred[string(r.Source)] {
			r.Source = ""
		}
	case *demarche.Gap:
		if g.private(r.Who) {
			return false
		}
		if silent {
			r.By = nil
		}
		if g.tells(string(r.About)) {
			r.About = ""
		}
	}
	return true
}
