package clause

import "demarche/language"

// restoreReduced mends subjects and objects that the parse has read as a
// participle with its noun below it: in "seven migrants deported from there
// were brought home" it is the migrants who were brought, not "deported".
func (cs *Clauses) restoreReduced() {
	a := cs.a
	for n := range cs.List {
		c := &cs.List[n]
		noun := cs.reducedNoun(c)
		if noun == None {
			continue
		}
		above := int(a.Tokens[c.Head].Head)
		c.Relation, c.Passive, c.Object = language.Acl, true, noun
		c.Subject = None
		for _, o := range c.Obliques {
			if o.Preposition == "by" {
				c.Subject = o.Token
			}
		}
		if p := cs.At(above); p != None {
			g := &cs.List[p]
			if g.Object == c.Head {
				g.Object = noun
			}
			if g.Subject == c.Head {
				g.Subject = noun
			}
		}
	}
}

// reducedNoun gives the noun that the participle of clause c describes, where
// the parse has made the participle the subject or object and the noun its
// subject; None if it has not.
func (cs *Clauses) reducedNoun(c *Clause) int {
	a := cs.a
	t := &a.Tokens[c.Head]
	if t.UPOS != language.VERB || t.XPOS != language.TagVBN {
		return None
	}
	switch c.Relation.Core() {
	case language.Nsubj, language.Obj:
	default:
		return None
	}
	for k := range a.Children(c.Head) {
		switch a.Tokens[k].Rel.Core() {
		case language.Aux, language.Cop:
			return None
		}
	}
	noun := a.Child(c.Head, language.Nsubj, language.NsubjPass)
	if noun == None || noun > c.Head || !isNominal(a.Tokens[noun].UPOS) {
		return None
	}
	return noun
}
