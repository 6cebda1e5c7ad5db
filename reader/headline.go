package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
)

// absorbHeadlines takes a stance that a headline tells in fewer words than the
// text for the same stance: it becomes evidence of the narrower one. "Chad
// refuses flights" over a text in which Chad refuses military ones refuses no
// others, nor has it turned one away.
func absorbHeadlines(found []finding) []finding {
	var kept []finding
	for i := range found {
		if isStanceAlone(found, i) {
			found[i].sentences = nil
			continue
		}
		if k := narrower(found, i); k != none {
			found[k].sentences = append(found[k].sentences, found[i].sentences...)
			slices.Sort(found[k].sentences)
			found[k].step("told again in the headline (%s)", found[i].rule)
			found[i].sentences = nil
		}
	}
	for _, f := range found {
		if len(f.sentences) > 0 {
			kept = append(kept, f)
		}
	}
	return kept
}

// isStanceAlone reports whether finding i is a deed of turning back that only a
// headline tells in words of refusing, where the text tells that stance: "Chad
// refuses flights" need not have turned one away.
func isStanceAlone(found []finding, i int) bool {
	act, ok := found[i].record.(*demarche.Act)
	if !ok || act.Type != demarche.TurnBack || !found[i].inTitle() || !strings.HasSuffix(found[i].rule, "/refuse") && !strings.HasSuffix(found[i].rule, "/reject") {
		return false
	}
	return slices.ContainsFunc(found, func(f finding) bool {
		r, ok := f.record.(*demarche.Position)
		return ok && r.Stance == demarche.Refuse && demarche.Optional(r.State) == act.Actor
	})
}

// narrower gives the finding of the text that tells the stance of the headline
// finding i more narrowly, none if i is no such headline or no other tells it.
func narrower(found []finding, i int) int {
	wide, ok := found[i].record.(*demarche.Position)
	if !ok || !found[i].inTitle() {
		return none
	}
	for k := range found {
		r, ok := found[k].record.(*demarche.Position)
		if !ok || k == i || len(found[k].sentences) == 0 || found[k].inTitle() || r.State != wide.State || r.Stance != wide.Stance {
			continue
		}
		if covers(wide, r, found[i].namesPeople()) && !(wide.People != r.People && found[k].addsToOthers()) {
			return k
		}
	}
	return none
}

// covers reports whether a position leaves open or shares what a narrower one
// limits; people that its words do not name limit nothing.
func covers(wide, r *demarche.Position, namesPeople bool) bool {
	return (wide.Means == demarche.MeansAny || wide.Means == r.Means) &&
		(wide.People == demarche.AnyPeople || wide.People == r.People || !namesPeople) &&
		(wide.Place == "" || wide.Place == r.Place) &&
		(wide.From == "" || r.From == "" || wide.From == r.From)
}

// addsToOthers reports whether a finding is told as something that comes on top:
// "and take in foreigners as well".
func (f *finding) addsToOthers() bool {
	for _, n := range f.sentences {
		for i := f.scene.a.Sentences[n].First; i < f.scene.a.Sentences[n].Last; i++ {
			switch f.scene.a.Lower(i) {
			case "also", "too", "both", "besides", "even", "additionally":
				return true
			case "well":
				if i > 0 && f.scene.a.Lower(i-1) == "as" {
					return true
				}
			}
		}
	}
	return false
}

// namesPeople reports whether a sentence of a finding says whose nationals it
// means: not "deportees", who may be anybody's.
func (f *finding) namesPeople() bool {
	w := f.scene.words
	for _, n := range f.sentences {
		for i := f.scene.a.Sentences[n].First; i < f.scene.a.Sentences[n].Last; i++ {
			if p, ok := f.scene.party(i); w.own[f.scene.lemma(i)] || w.third[f.scene.hyphened(i)] || ok && p.kind == language.Nationals {
				return true
			}
		}
	}
	return false
}
