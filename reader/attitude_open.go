package reader

import "demarche/reader/clause"

// isNotBoundYet reports whether a clause tells that nothing has been promised so
// far, which is no refusal: "has not agreed to", "had not committed itself to".
func (s *scene) isNotBoundYet(c *clause.Clause) bool {
	if !c.Negated || !c.Perfect || s.hasWord(c, "never") {
		return false
	}
	switch c.Verb() {
	case "agree", "commit", "undertake", "promise", "pledge", "offer", "volunteer", "sign":
		return true
	}
	return false
}

// isPact reports whether the subject of a clause is a document or a law, or it
// is what such a noun is said to do: "the deal, which commits it to".
func (s *scene) isPact(c *clause.Clause) bool {
	return c.Subject != none && s.words.pacts[s.lemma(c.Subject)]
}

// isYet reports whether a clause tells what is still to be done: "has yet to decide".
func (s *scene) isYet(c *clause.Clause) bool {
	for i := max(c.Head-yetReach, s.a.Sentences[c.Sentence].First); i < c.Head; i++ {
		if l := s.lemma(i); l == "yet" || l == "still" {
			return true
		}
	}
	return false
}

// yetReach is how many words before its verb "yet" may stand.
const yetReach = 3
