package clause

import (
	"strings"

	"demarche/language"
)

func isNominal(u language.UPOS) bool {
	return u == language.NOUN || u == language.PROPN || u == language.PRON || u == language.NUM
}

func isPredicate(a *language.Analysis, i int) bool {
	t := &a.Tokens[i]
	switch t.UPOS {
	case language.VERB:
		return t.Rel != language.Amod && t.Rel != language.Case && t.Rel != language.Mark && t.Rel.Core() != language.Compound
	case language.INTJ:
		return a.Child(i, language.Cop) != None // "the answer was no"
	case language.AUX:
		return t.Rel.Core() != language.Aux && t.Rel != language.Cop
	case language.ADJ, language.NOUN, language.PROPN, language.PRON, language.ADV, language.NUM:
		if t.UPOS == language.ADJ && t.Rel == language.Xcomp {
			return true // "stands ready", "remained open"
		}
		return a.Child(i, language.Cop) != None || (clausal(t.Rel) && a.Child(i, language.Nsubj) != None)
	}
	return false
}

func clausal(r language.Rel) bool {
	switch r.Core() {
	case language.Root, language.Ccomp, language.Advcl, language.Acl, language.Parataxis, language.Xcomp, language.Csubj:
		return true
	}
	return false
}

func describe(a *language.Analysis, i int) Clause {
	t := &a.Tokens[i]
	c := Clause{Head: i, Lemma: t.Lemma, Subject: None, Object: None, Indirect: None, Parent: None, Relation: t.Rel, Sentence: int(t.Sentence)}
	if c.Lemma == "" {
		c.Lemma = a.Lower(i)
	}
	var surface, agent int = None, None // the grammatical subject, and who stands behind "by"
	for k := range a.Children(i) {
		kid := &a.Tokens[k]
		if t.UPOS == language.VERB && isParticle(a, i, k) {
			c.Lemma += " " + a.Lower(k)
			continue
		}
		switch kid.Rel {
		case language.NsubjPass, language.CsubjPass:
			surface, c.Passive = k, true
			continue
		case language.AuxPass:
			c.Passive = true
			c.tense(a, k)
			continue
		case language.OblAgent:
			c.Subject, agent = k, k
			continue
		}
		switch kid.Rel.Core() {
		case language.Nsubj, language.Csubj:
			if surface == None {
				surface = k
			}
		case language.Obj:
			if c.Object != None && c.Indirect == None {
				c.Indirect = c.Object // "promised KENYA money", read as two objects
			}
			c.Object = k
		case language.Iobj:
			c.Indirect = k
		case language.Obl:
			prep := prepositionOf(a, k)
			if prep == "to" && c.Object == None && isUpTo(a, k) || prep == "as" && isAsMany(a, k) {
				c.Object = k
			} else if prep == "by" && c.Passive && c.Subject == None && kid.Rel != language.OblTmod {
				c.Subject = k
			} else {
				c.Obliques = append(c.Obliques, Oblique{prep, k})
			}
			c.Negated = c.Negated || isNoWay(a, k)
		case language.Nmod:
			if t.UPOS != language.VERB {
				c.Obliques = append(c.Obliques, Oblique{prepositionOf(a, k), k})
			}
		case language.Cop:
			c.Copular = true
			c.tense(a, k)
		case language.Aux:
			c.auxiliary(a, k)
		case language.Mark:
			if m := a.Lower(k); m != "to" || c.Mark == "" {
				c.Mark = m
			}
		case language.Advmod:
			switch a.Lower(k) {
			case "not", "n't", "n’t", "never", "nor", "neither", "no", "hardly", "nowhere":
				c.Negated = true
			case "longer", "more", "again", "ever": // "no longer takes back", "will never again take back"
				for g := range a.Children(k) {
					c.Negated = c.Negated || a.Lower(g) == "no" || a.Lower(g) == "never"
				}
			case "when", "where", "how", "why":
				if c.Mark == "" {
					c.Mark = a.Lower(k)
				}
			}
		case language.Cc:
			if w := a.Lower(k); w == "nor" || w == "neither" {
				c.Negated = true
			}
		case language.Det:
			if a.Lower(k) == "no" {
				c.Negated = true
			}
		case language.Discourse: // "No deportee will be received", where the parse takes "no" for an answer
			if next := k + 1; a.Lower(k) == "no" && next < i && isNominal(a.Tokens[next].UPOS) {
				c.Negated = true
			}
		}
	}
	if t.UPOS == language.AUX || t.UPOS == language.VERB {
		c.tense(a, i)
	}
	if c.Object == None && c.Indirect != None && a.Child(i, language.Ccomp, language.Xcomp, language.Parataxis) == None {
		c.Object, c.Indirect = c.Indirect, None // "thanked Angola", read as if something else were given
	}
	if c.Passive {
		if surface != None {
			c.Object = surface
		}
	} else if surface != None {
		c.Subject = surface
		if agent != None { // "protested by note"
			c.Obliques = append(c.Obliques, Oblique{prepositionOf(a, agent), agent})
		}
	}
	if surface != None && isNegativePhrase(a, surface) {
		c.Negated = !c.Negated
	}
	if c.Object != None && c.Object != surface && isNegativePhrase(a, c.Object) {
		c.Negated = true
	}
	return c
}

// isNoWay reports whether a noun phrase says that its clause does not hold at
// all: "in no way", "by no means", "at no time".
func isNoWay(a *language.Analysis, i int) bool {
	switch a.Tokens[i].Lemma {
	case "way", "mean", "means", "time", "circumstance", "account", "case", "point", "manner", "event":
	default:
		return false
	}
	for k := range a.Children(i) {
		if a.Lower(k) == "no" {
			return true
		}
	}
	return false
}

// isUpTo reports whether a noun phrase begins with "up to" and a number, which
// the parse has taken for a particle and a preposition: "expel up to 40 people".
func isUpTo(a *language.Analysis, i int) bool {
	for k := range a.Children(i) {
		if a.Tokens[k].Rel == language.Case && a.Lower(k) == "to" {
			return k > 0 && k+1 < len(a.Tokens) && a.Lower(k-1) == "up" && a.Tokens[k+1].UPOS == language.NUM
		}
	}
	return false
}

// isAsMany reports whether a noun phrase begins with "as many as", of which the
// parse has made an object of its own: "take as many as 40 people".
func isAsMany(a *language.Analysis, i int) bool {
	for k := range a.Children(i) {
		if a.Tokens[k].Rel == language.Case && a.Lower(k) == "as" {
			return k > 0 && (a.Lower(k-1) == "many" || a.Lower(k-1) == "much")
		}
	}
	return false
}

// isParticle reports whether child k of verb i is its particle ("take BACK",
// "let them IN"): the parse says so, or it is a bare adverb or preposition of
// place that governs nothing.
func isParticle(a *language.Analysis, i, k int) bool {
	if k < i {
		return false
	}
	next := k + 1
	number := next < len(a.Tokens) && a.Lower(k) == "up" && a.Lower(next) == "to"
	if a.Tokens[k].Rel == language.CompoundPrt {
		return !number // "have up to 250 people"
	}
	switch a.Tokens[k].Rel.Core() {
	case language.Advmod, language.Obl, language.Compound, language.Obj, language.Case:
	default:
		return false
	}
	switch a.Lower(k) {
	case "in", "back", "away", "out", "off", "down", "over", "home", "around", "on", "ahead":
	default:
		return false
	}
	for range a.Children(k) {
		return false
	}
	return !number
}

// tense reads the finite form of token k into the clause.
func (c *Clause) tense(a *language.Analysis, k int) {
	switch a.Tokens[k].XPOS {
	case language.TagVBD:
		c.Past = true
	case language.TagVBP, language.TagVBZ:
		c.Present = k != c.Head || !c.Past // "did not comment" is past, whatever the tag of its verb
	case language.TagMD:
		c.Modal = modal(a.Lower(k))
	case language.TagVBN, language.TagVBG, language.TagVB:
		if !c.Past && !c.Present && c.Modal == "" && !c.Perfect && k == c.Head {
			c.Infinite = true
		}
	}
}

func (c *Clause) auxiliary(a *language.Analysis, k int) {
	if a.Tokens[k].XPOS == language.TagMD {
		c.Modal = modal(a.Lower(k))
		return
	}
	switch a.Tokens[k].Lemma {
	case "have":
		c.Perfect = true
	}
	c.tense(a, k)
}

func modal(w string) string {
	switch w {
	case "wo", "'ll", "’ll":
		return "will"
	case "ca":
		return "can"
	case "'d", "’d":
		return "would"
	}
	return w
}

// IsNegative reports whether the noun phrase of token i negates its clause: "no plane", "nobody".
func IsNegative(a *language.Analysis, i int) bool { return isNegativePhrase(a, i) }

// isNegativePhrase reports whether a noun phrase negates its clause: "no
// plane", "nobody", "none of them", "neither government".
func isNegativePhrase(a *language.Analysis, i int) bool {
	switch a.Lower(i) {
	case "nobody", "none", "nothing", "neither", "no-one", "noone":
		return true
	}
	first, last := a.Subtree(i)
	if first < last && first < i && a.Lower(first) == "no" && !isComparison(a, first+1) {
		return true // "no plane carrying migrants", however it hangs together
	}
	if i > 0 && a.Lower(i) == "more" && a.Lower(i-1) == "no" && !isComparison(a, i) {
		return true // "takes no more of them"
	}
	for k := range a.Children(i) {
		if a.Tokens[k].Rel.Core() == language.Det || a.Tokens[k].Rel == language.Cc || a.Tokens[k].Rel == language.CcPreconj {
			if w := a.Lower(k); w == "no" || w == "neither" {
				return true
			}
		}
	}
	return false
}

// isComparison reports whether token i makes of a "no" before it a bound: "no more than 200".
func isComparison(a *language.Analysis, i int) bool {
	switch a.Lower(i) {
	case "more", "fewer", "less", "later", "longer", "further":
		return i+1 < len(a.Tokens) && a.Lower(i+1) == "than"
	}
	return false
}

// prepositionOf gives the preposition of a noun phrase, lower case; fixed
// expressions ("because of") with all their words.
func prepositionOf(a *language.Analysis, i int) string {
	var words []string
	for k := range a.Children(i) {
		if a.Tokens[k].Rel == language.Case && a.Tokens[k].XPOS != language.TagPOS {
			words = append(words, a.Lower(k))
			for f := range a.Children(k) {
				if a.Tokens[f].Rel == language.Fixed {
					words = append(words, a.Lower(f))
				}
			}
		}
	}
	return strings.Join(words, " ")
}

// Preposition gives the preposition of the noun phrase that token i heads.
func Preposition(a *language.Analysis, i int) string { return prepositionOf(a, i) }
