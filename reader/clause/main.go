package clause

import "demarche/language"

// restoreMain gives a sentence without any finite verb its main clause back,
// where the parse has taken the past tense of a verb for a participle that
// describes a noun: "The agency called for an end", read as "the agency that
// was called". The noun that the parse takes for the root is its subject.
func (cs *Clauses) restoreMain() {
	for n := range cs.a.Sentences {
		sent := &cs.a.Sentences[n]
		root := sent.Root
		if root == None || !isNominal(cs.a.Tokens[root].UPOS) || cs.At(root) != None || cs.a.Form(sent.Last-1) != "." {
			continue
		}
		if m := cs.lostMain(n); m != None {
			c := &cs.List[m]
			c.Subject, c.Past, c.Infinite, c.Relation, c.Parent = root, true, false, language.Root, None
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
