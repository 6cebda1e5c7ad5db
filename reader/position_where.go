package reader

import (
	"demarche"
	"demarche/language"
	"demarche/reader/clause"
)

// setMeans fills the means by which the people come: what their noun phrase or
// the clause names, what is sent to fetch them, else - where they are taken -
// the vehicle of a condition in the sentence or the next one.
func (s *scene) setMeans(t *taking, r *demarche.Position, f *finding) {
	c := &s.cs.List[t.clause]
	tokens := []int{t.patient}
	for _, o := range c.Obliques {
		tokens = append(tokens, o.Token)
	}
	if p := c.Parent; p != none && s.isPurpose(c, &s.cs.List[p]) {
		tokens = append(tokens, s.cs.List[p].Object)
	}
	m, at := s.means(tokens...)
	if m == "" && r.Stance == demarche.Accept {
		m, at = s.meansRequired(t)
	}
	if m != "" {
		r.Means = m
		f.step("means from \"%s\"", s.a.Form(at))
	}
}

// meansRequired gives the vehicle that a condition beside a taking asks for:
// "provided they come on charter flights", "They must come by land."
func (s *scene) meansRequired(t *taking) (demarche.Means, int) {
	c := &s.cs.List[t.clause]
	sent := s.a.Sentences[c.Sentence]
	if m, at := s.meansIn(s.conditionAfter(c.Head, sent), sent.Last); m != "" {
		return m, at
	}
	next := c.Sentence + 1
	if next >= len(s.a.Sentences) || s.a.Sentences[next].Paragraph != sent.Paragraph {
		return "", none
	}
	for n := range s.cs.In(next) {
		d := &s.cs.List[n]
		if !s.obliges(d) {
			continue
		}
		first, last := s.a.Subtree(d.Head)
		return s.meansIn(first, last)
	}
	return "", none
}

// obliges reports whether a clause says how something has to be done.
func (s *scene) obliges(c *clause.Clause) bool {
	switch c.Modal {
	case "must", "shall", "should":
		return !c.Negated
	}
	return s.hasWord(c, "only")
}

// meansIn gives the first means named among the tokens [first, last), if
// nothing before it there denies it.
func (s *scene) meansIn(first, last int) (demarche.Means, int) {
	for i := first; i < last; i++ {
		switch s.a.Lower(i) {
		case "no", "not", "n't", "never", "without", "neither", "nor":
			return "", none
		}
		if s.a.Tokens[i].UPOS != language.NOUN && s.a.Tokens[i].UPOS != language.PROPN {
			continue
		}
		if m, at := s.means(i); m != "" {
			return m, at
		}
	}
	return "", none
}

// setPlace fills the place to which a stance is bound: one that lies elsewhere,
// or one of its own where people are put up.
func (s *scene) setPlace(t *taking, r *demarche.Position, f *finding) {
	if t.place == none {
		return
	}
	site := t.lodges && s.isSite(t.place)
	if st := s.placeState(t.place); site || st != "" && st != r.State {
		r.Place = demarche.Optional(s.entityName(t.place))
		f.step("bound to a place: %s", r.Place)
	}
}

// isSite reports whether token i names a place of its own: a prison, a camp, a town.
func (s *scene) isSite(i int) bool {
	m := s.mention[i]
	return m != none && s.a.Mentions[m].Entity != none && s.a.Mentions[m].Form == language.Name && s.a.Entities[s.a.Mentions[m].Entity].Kind == language.Place
}

func (s *scene) entityName(i int) string {
	if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none {
		return s.a.Entities[s.a.Mentions[m].Entity].Name
	}
	f, l := s.a.Subtree(i)
	return s.a.TextOf(f, l)
}
