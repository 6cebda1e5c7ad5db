package clause

import "demarche/language"

// restoreMain gives a sentence without any finite verb of its own its main
// clause back, where the parse has taken the past tense of a verb for a
// participle that describes a noun: "The agency called for an end", read as "the
// agency that was called". The noun that the parse takes for the root is its
// subject, unless it stands behind a preposition ("On a visit to Warsaw, the
// minister dismissed").
func (cs *Clauses) restoreMain() {
	for n := range cs.a.Sentences {
		sent := &cs.a.Sentences[n]
		root := sent.Root
		if root == None || !isNominal(cs.a.Tokens[root].UPOS) || cs.At(root) != None || cs.a.Form(sent.Last-1) != "." {
			continue
		}
		if m := cs.lostMain(n); m != None {
			c := &cs.List[m]
			subject := root
			if prepositionOf(cs.a, root) != "" {
				subject = cs.bareBefore(m)
			} else if cs.hasFinite(n) && !cs.isBehindComma(m) {
				continue // a headline or a name with a clause behind it
			}
			if subject != None {
				c.Subject, c.Past, c.Infinite, c.Relation, c.Parent = subject, true, false, language.Root, None
			}
		}
	}
}

// lostMain gives the first clause of a sentence without finite verbs that may
// be its main one: behind the root, with nobody by whom it is done.
func (cs *Clauses) lostMain(sentence int) int {
	found := None
	for m := range cs.In(sentence) {
		c := &cs.List[m]
		if c.Past || c.Present || c.Perfect || c.Modal != "" {
			if cs.isBelow(m) {
				continue
			}
			if found == None && cs.joinsRelative(m) && cs.isBehindComma(m) {
				found = m
				continue
			}
			return None
		}
		t := &cs.a.Tokens[c.Head]
		if found != None || c.Head < cs.a.Sentences[sentence].Root || t.UPOS != language.VERB || t.XPOS != language.TagVBN && t.XPOS != language.TagVBD || c.Passive || c.With("by") != None {
			continue
		}
		switch c.Relation.Core() {
		case language.Acl, language.Appos, language.Advcl, language.Parataxis, language.Conj, language.Dep:
			found = m
		}
	}
	return found
}

// hasFinite reports whether a sentence has any finite clause.
func (cs *Clauses) hasFinite(sentence int) bool {
	for m := range cs.In(sentence) {
		if c := &cs.List[m]; c.Past || c.Present || c.Perfect || c.Modal != "" {
			return true
		}
	}
	return false
}

// isBelow reports whether a finite clause is no main clause: a relative one, or
// one that a conjunction introduces.
func (cs *Clauses) isBelow(n int) bool {
	c := &cs.List[n]
	switch {
	case c.Relation == language.AclRelcl, c.Mark != "":
		return true
	case c.Relation.Core() == language.Ccomp:
		return c.Parent != None
	}
	return false
}

// joinsRelative reports whether the parse has joined clause n to a relative
// clause: "the agency, whose camp was closed, HAS APPEALED".
func (cs *Clauses) joinsRelative(n int) bool {
	c := &cs.List[n]
	return c.Relation.Core() == language.Conj && c.Subject == None && c.Parent != None && cs.List[c.Parent].Relation == language.AclRelcl
}

// isBehindComma reports whether the verb of clause n, with its auxiliaries and
// adverbs, stands right behind a comma, as a main verb does behind an apposition.
func (cs *Clauses) isBehindComma(n int) bool {
	a, c := cs.a, &cs.List[n]
	i := c.Head - 1
	for ; i > a.Sentences[c.Sentence].First; i-- {
		if u := a.Tokens[i].UPOS; u != language.AUX && u != language.ADV && u != language.PART {
			break
		}
	}
	return i > a.Sentences[c.Sentence].First && a.Form(i) == ","
}

// bareBefore gives the nearest noun before the predicate of clause n that has no
// preposition, or the noun to which it stands in apposition: its subject, where
// the parse has hung all on a phrase of place or time before it.
func (cs *Clauses) bareBefore(n int) int {
	a, c := cs.a, &cs.List[n]
	for i := c.Head - 1; i >= a.Sentences[c.Sentence].First; i-- {
		if a.Tokens[i].UPOS == language.VERB && i < c.Head-1 {
			if _, ok := cs.at[i]; ok {
				return None
			}
		}
		if !isNominal(a.Tokens[i].UPOS) || prepositionOf(a, i) != "" {
			continue
		}
		switch a.Tokens[i].Rel.Core() {
		case language.Nmod, language.Nsubj, language.Dep, language.Parataxis, language.Obl, language.Obj:
			return i
		case language.Appos:
			if h := int(a.Tokens[i].Head); isNominal(a.Tokens[h].UPOS) && prepositionOf(a, h) == "" {
				return h
			}
			return i
		}
	}
	return None
}
