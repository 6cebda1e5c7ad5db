package reader

import (
	"demarche/language"
	"demarche/reader/clause"
)

// isBrought reports whether a passive of persuasion tells that it worked: "was
// persuaded to receive", "has been forced to take back".
func (s *scene) isBrought(c *clause.Clause) bool {
	if !c.Passive || c.Negated || c.Modal != "" || !c.Past && !c.Perfect {
		return false
	}
	switch c.Verb() {
	case "persuade", "force", "convince", "induce", "compel", "prevail", "coax", "browbeat", "bully", "move":
		return true
	}
	return false
}

// wantsItself reports whether a clause under a verb of wanting has the same
// subject as that: "does not want to become a hub".
func (s *scene) wantsItself(low, high *clause.Clause) bool {
	return high.Verb() == "want" && high.Object == none && low.Subject != none && low.Subject == high.Subject
}

// isPaid reports whether a clause tells that its subject takes money: "took $7
// million to receive".
func (s *scene) isPaid(c *clause.Clause) bool {
	switch c.Verb() {
	case "take", "get", "accept", "receive", "pocket", "earn":
	default:
		return false
	}
	for q := range s.a.Quantities {
		if x := &s.a.Quantities[q]; x.Kind == language.MoneyAmount && c.Object >= x.First && c.Object < x.Last {
			return true
		}
	}
	return false
}

// decidesSingly reports whether clause n tells that each case is decided by itself.
func (s *scene) decidesSingly(n int) bool {
	if n == none || !s.words.settle[s.cs.List[n].Verb()] || s.cs.List[n].Negated {
		return false
	}
	_, ok := contains(s.lemmas[s.cs.List[n].Sentence], []string{"case by case", "individually", "each case", "every case", "on its merit", "on its own merit"})
	return ok
}
