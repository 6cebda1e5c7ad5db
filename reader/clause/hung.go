package clause

import (
	"strings"

	"demarche/language"
)

// freeObliques gives clause n the phrases that the parse has hung on an
// expression of time beside its predicate: "called in March on ITALY", "wrote on
// Monday to the MINISTRY".
func (cs *Clauses) freeObliques(n int) {
	a, c := cs.a, &cs.List[n]
	for _, o := range c.Obliques {
		if !cs.isTime(o.Token) {
			continue
		}
		for k := range a.Children(o.Token) {
			prep := prepositionOf(a, k)
			if a.Tokens[k].Rel.Core() != language.Nmod || k < c.Head || prep == "" || prep == "of" || prep == "in" || prep == "at" || cs.isTime(k) {
				continue
			}
			if c.With(prep) == None {
				c.Obliques = append(c.Obliques, Oblique{prep, k})
			}
		}
	}
}

// isTime reports whether token i stands in an expression of time.
func (cs *Clauses) isTime(i int) bool {
	at := cs.a.Tokens[i].Start
	for _, t := range cs.a.Times {
		if t.Span.Start <= at && at < t.Span.End {
			return true
		}
	}
	return false
}

// given lists verbs with two objects, of which the one given to can be the
// subject of a passive: "was handed a note".
const given = " hand give offer grant refuse deny serve issue "

// isGivenTo reports whether clause c, joined to the passive p, tells what the
// subject of p was given, whatever tense the parse has taken it for: "was called
// in and HANDED a note".
func (cs *Clauses) isGivenTo(c, p *Clause) bool {
	return c.Object != None && c.With("to") == None && strings.Contains(given, " "+c.Lemma+" ") && cs.a.Tokens[c.Head].XPOS == language.TagVBD && p.Object != None
}
