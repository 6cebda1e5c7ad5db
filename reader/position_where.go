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
	tokens := []int{}
	if t.patient != none && s.tellsMeansIn(c.Sentence, t.patient) {
		tokens = append(tokens, t.patient)
	}
	for _, o := range c.Obliques {
		tokens = append(tokens, o.Token)
	}
	if t.brought != none {
		tokens = append(tokens, s.nounsUnder(t.brought)...)
	}
	if p := c.Parent; p != none && s.isPurpose(c, &s.cs.List[p]) { // "would send its own planes to fetch them"
		tokens = append(tokens, s.cs.List[p].Object)
	}
	m, at := s.means(tokens...)
	if at != none && at < t.patient && s.arePeople(t.patient) {
		m, at = "", none // "small-boat migrants": how they once came
	}
	if m == "" && r.Stance == demarche.Accept {
		m, at = s.meansRequired(t)
	}
	if m != "" {
		r.Means = m
		f.step("means from \"%s\"", s.a.Form(at))
	}
}

// tellsMeansIn reports whether a noun phrase of a sentence, or of one before of which
// planes were spoken, may tell the means of a stance there: people of whom was
// spoken elsewhere do not.
func (s *scene) tellsMeansIn(sentence, patient int) bool {
	return int(s.a.Tokens[patient].Sentence) == sentence || s.isAircraft(patient)
}

// ownPart gives where, before token last, another subject's clause begins that
// is joined to that of a taking.
func (s *scene) ownPart(t *taking, last int) int {
	c := &s.cs.List[t.at.top]
	for n := range s.cs.In(c.Sentence) {
		d := &s.cs.List[n]
		switch d.Relation.Core() {
		case language.Conj, language.Parataxis:
		default:
			continue
		}
		if d.Head > c.Head && d.Head < last && d.Subject != none && d.Subject > c.Head && d.Subject != s.cs.List[t.clause].Subject && (d.Past || d.Present || d.Modal != "") && !s.arePeople(d.Subject) {
			first, _ := s.a.Subtree(d.Subject)
			last = first
		}
	}
	return last
}

// nounsUnder gives the obliques of clause n and of the clauses that complete it.
func (s *scene) nounsUnder(n int) []int {
	var found []int
	for _, o := range s.cs.List[n].Obliques {
		found = append(found, o.Token)
	}
	if k := s.below(n, language.Xcomp, language.Advcl); k != none {
		for _, o := range s.cs.List[k].Obliques {
			found = append(found, o.Token)
		}
	}
	return found
}

// meansRequired gives the vehicle that a condition beside a taking asks for:
// "provided they come on charter flights", "They must come by land."
func (s *scene) meansRequired(t *taking) (demarche.Means, int) {
	c := &s.cs.List[t.clause]
	sent := s.a.Sentences[c.Sentence]
	for n := range s.cs.In(c.Sentence) { // "and will even send a plane"
		if d := &s.cs.List[n]; s.sendsVehicle(d) && d.Subject == c.Subject && !d.Negated {
			if m, at := s.means(d.Object); m != "" {
				return m, at
			}
			if s.isAircraft(d.Object) {
				return demarche.CivilianAircraft, d.Object
			}
		}
	}
	first, last := s.a.Subtree(s.cs.List[t.at.top].Head)
	first, last = max(first, sent.First), min(last, s.ownPart(t, last))
	if m, at := s.meansIn(first, last); m != "" {
		return m, at
	}
	next := c.Sentence + 1
	if next >= len(s.a.Sentences) || s.a.Sentences[next].Paragraph != sent.Paragraph {
		return "", none
	}
	for n := range s.cs.In(next) {
		d := &s.cs.List[n]
		if !s.obliges(d) || d.Relation.Core() == language.Advcl || d.Relation.Core() == language.Acl {
			continue
		}
		first, last := s.a.Subtree(d.Head)
		return s.meansIn(first, last)
	}
	return "", none
}

// sendsVehicle reports whether a clause tells that somebody sends a vehicle.
func (s *scene) sendsVehicle(c *clause.Clause) bool {
	switch c.Verb() {
	case "send", "dispatch", "charter", "hire", "provide", "offer", "pay":
		return c.Object != none && s.isVehicleNoun(c.Object)
	}
	return false
}

// obliges reports whether a clause says how something has to be done.
func (s *scene) obliges(c *clause.Clause) bool {
	switch c.Modal {
	case "must", "shall":
		return !c.Negated
	}
	return !c.Negated && s.hasWord(c, "only")
}

// meansIn gives the means named among the tokens [first, last), if all that
// are named there and not denied agree.
func (s *scene) meansIn(first, last int) (means demarche.Means, where int) {
	where = none
	for i := first; i < last; i++ {
		if u := s.a.Tokens[i].UPOS; u != language.NOUN && u != language.PROPN && u != language.ADV {
			continue
		}
		m, at := s.means(i)
		if m == "" && clause.Preposition(s.a, i) == "by" {
			switch s.lemma(i) {
			case "sea", "water":
				m, at = demarche.Sea, i
			case "land", "rail":
				m, at = demarche.Land, i
			}
		}
		if m == "" && s.words.byLand[s.lemma(i)] && (s.isCrossing(i) || s.isBroughtTo(i)) {
			m, at = demarche.Land, i
		}
		if m == "" || s.deniedBefore(at, first) {
			continue
		}
		if means != "" && m != means {
			return "", none
		}
		means, where = m, at
	}
	return means, where
}

// isCrossing reports whether token i is where people cross a border by land:
// "at the Pisiga crossing", "over the bridge".
func (s *scene) isCrossing(i int) bool {
	switch clause.Preposition(s.a, i) {
	case "at", "over", "through", "across", "via", "by":
		return s.lemma(i) != "border"
	}
	return false
}

// isBroughtTo reports whether people are brought or handed over at the border
// that token i names: "they are driven to the frontier".
func (s *scene) isBroughtTo(i int) bool {
	prep := clause.Preposition(s.a, i)
	n := s.cs.Of(i)
	if prep != "to" && prep != "at" || n == none {
		return false
	}
	if head := s.cs.List[n].Head; s.deniedBefore(head, s.a.Sentences[s.a.Tokens[head].Sentence].First) {
		return false // "rather than see them bussed to the border"
	}
	switch s.cs.List[n].Verb() {
	case "drive", "bus", "truck", "bring", "hand", "deliver", "walk", "march", "escort", "take":
		return true
	}
	return false
}

// deniedBefore reports whether "no" or "not" stands shortly before token i.
func (s *scene) deniedBefore(i, first int) bool {
	for k := i - 1; k >= first && k >= i-denialReach; k-- {
		switch s.a.Lower(k) {
		case "no", "not", "n't", "never", "without", "neither", "nor", "than":
			return true
		}
	}
	return false
}

// denialReach is how many words before a vehicle its denial may stand.
const denialReach = 5

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
