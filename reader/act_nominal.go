package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// nominalActs finds the acts that nouns of doing tell, with who does it named
// beside them: "the suspension of flights by Kenya", "its withdrawal from talks".
// Their verbs have the entries of the vocabulary that those of clauses have.
// What they are done to is noted as that of clauses is.
func (s *scene) nominalActs(undone map[int]bool) []finding {
	cs, nouns := s.cs.WithNouns(s.deedOf)
	if len(nouns) == 0 {
		return nil
	}
	t := *s
	t.cs, t.index.times = cs, timesOf(s.a, cs)
	var found []finding
	for _, n := range nouns {
		c := &cs.List[n]
		if c.Subject == none || c.Object == none || s.isNoEvent(c.Head, true) {
			continue
		}
		if fs := t.act(n); len(fs) > 0 {
			found = append(found, fs...)
			t.noteObjects(n, fs[0].record.(*demarche.Act).Type, undone)
		}
	}
	return found
}

// deedOf gives the verb of the deed that token i names, "" if it names none.
func (s *scene) deedOf(i int) string {
	if s.a.Tokens[i].UPOS != language.NOUN {
		return ""
	}
	return s.words.deedNouns[s.lemma(i)]
}

// timesOf gives the times of a text by the clause in which they stand.
func timesOf(a *language.Analysis, cs *clause.Clauses) map[int][]int {
	times := map[int][]int{}
	for t := range a.Times {
		if h := a.Times[t].Head; h >= 0 {
			n := cs.Of(h)
			times[n] = append(times[n], t)
		}
	}
	return times
}
