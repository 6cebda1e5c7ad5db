package names

import (
	"demarche/language"
)

// agentVerbs are verbs whose subject is a state, a body or a person and no thing.
var agentVerbs = wordSet(`expect believe intend consider negotiate pay recognise recognize propose decide receive host admit insist seek consult protest
	condemn criticise criticize appeal summon recall notify inform send issue sign suspend resume refrain object`)

// agentive reports whether "it" at token i is the subject of such a verb.
func (w *work) agentive(i int) bool {
	tok := &w.a.Tokens[i]
	if tok.Rel != language.Nsubj || tok.Head < 0 {
		return false
	}
	lemma := w.a.Tokens[tok.Head].Lemma
	return agentVerbs[lemma] || speechVerbs[lemma] || reportVerbs[lemma]
}

// objectOfThings reports whether "it" is no subject and its sentence has a thing
// before it, which it then rather means: "called a meeting and cancelled it".
func (w *work) objectOfThings(i int) bool {
	if w.a.Tokens[i].Rel.Core() == language.Nsubj {
		return false
	}
	first, _ := w.sentence(i)
	for j := i - 1; j >= first; j-- {
		if rel := w.a.Tokens[j].Rel.Core(); (rel == language.Obj || rel == language.Nsubj) && w.thing(j) {
			return true
		}
	}
	return false
}

// ownThing reports whether the last subject before "its" in its sentence is a
// thing: "Each case will be examined on its own merits".
func (w *work) ownThing(i int) bool {
	first, _ := w.sentence(i)
	for j := i - 1; j >= first; j-- {
		if w.a.Tokens[j].Rel.Core() == language.Nsubj {
			return w.a.Tokens[j].UPOS == language.NOUN && w.thing(j)
		}
	}
	return false
}

// clauseVerbs have a clause for their subject, for which "it" stands: "it is not
// known what". personalAdjectives are said of somebody: "it is willing to".
var (
	clauseVerbs        = wordSet("known said understood believed reported hoped expected thought recalled foreseen announced agreed felt feared decided assumed argued claimed noted")
	personalAdjectives = wordSet(`willing unwilling ready able unable prepared eager committed open obliged bound determined due free reluctant keen careful aware
		confident concerned grateful happy glad sorry sure certain anxious entitled likely unlikely responsible opposed content quick slow afraid loath set`)
)

// personal reports whether "it" at token i is said to be what only somebody can
// be ("it is willing"), or to do something to somebody.
func (w *work) personal(i int) bool {
	if v := int(w.a.Tokens[i].Head); v > i && w.a.Child(v, language.Obj) != language.None && w.a.Child(v, language.Csubj, language.Ccomp, language.Xcomp, language.Advcl) == language.None {
		return true // "it will take its own citizens": what stands for a clause has one
	}
	for j := i + 1; w.same(i, j) && j < i+5; j++ {
		if personalAdjectives[w.fold[j]] {
			return true
		}
		if u := w.a.Tokens[j].UPOS; u != language.AUX && u != language.ADV && u != language.PART {
			return false
		}
	}
	return false
}

// expletive reports whether "it" at token i stands for a clause.
func (w *work) expletive(i int) bool {
	if w.is(i, i-1, "when") && w.is(i, i+1, "comes", "came") && w.is(i, i+2, "to") {
		return true
	}
	j := i + 1
	for w.same(i, j) && (w.a.Tokens[j].UPOS == language.AUX || w.a.Tokens[j].UPOS == language.ADV || w.fold[j] == "not" || w.fold[j] == "s") {
		j++
	}
	if !w.same(i, j) || j == i+1 {
		return w.is(i, j, "seems", "seemed", "appears", "appeared", "turned", "emerged")
	}
	for k := j; w.same(i, k) && k < j+6 && w.fold[k] != ""; k++ { // "it was mostly single men who"
		if w.is(i, k+1, "who") && w.a.Tokens[k].UPOS == language.NOUN {
			return true
		}
	}
	if w.is(i, j, "for") && w.is(i, j-1, "is", "was", "not") {
		return true // "it is for the Americans to bring him"
	}
	if clauseVerbs[w.fold[j]] && w.is(i, j+1, "that", "what", "how", "whether", "who", "if", "when", "where", "why", ",") {
		return true
	}
	switch w.a.Tokens[j].UPOS {
	case language.ADJ:
		if personalAdjectives[w.fold[j]] {
			return false
		}
		for k := j + 1; w.same(i, k) && k < j+8; k++ {
			if w.is(i, k, "that", "to", "if", "whether", "how", "when") {
				return true
			}
			if w.fold[k] == "" {
				return false
			}
		}
	case language.PRON, language.PROPN:
		return w.is(i, i+1, "was", "is") // "it was President X who"
	}
	return w.is(i, j, "unclear", "clear", "possible", "impossible", "likely", "necessary")
}

// inanimateSubject reports whether the sentence before has a thing as its
// subject ("The flight left"), which "it" then rather means.
func (w *work) inanimateSubject(i int) bool {
	if w.a.Tokens[i].Rel.Core() != language.Nsubj {
		return false
	}
	here := int(w.a.Tokens[i].Sentence)
	first, _ := w.sentence(i)
	for j := first; j < i; j++ { // an entity before it in its own sentence
		if w.a.Tokens[j].Rel.Core() == language.Nsubj {
			return w.thing(j)
		}
	}
	if here == 0 {
		return false
	}
	s := &w.a.Sentences[here-1]
	if s.Root < 0 {
		return false
	}
	things := false
	for c := range w.a.Children(s.Root) {
		if w.a.Tokens[c].Rel.Core() == language.Nsubj {
			if !w.thing(c) {
				return false
			}
			things = true
		}
	}
	return things
}

// thing reports whether token j heads a singular noun that is no mention.
func (w *work) thing(j int) bool {
	if w.a.Tokens[j].XPOS != language.TagNN {
		return false
	}
	if w.covered[j] {
		return false
	}
	switch w.fold[j] {
	case "group", "agency", "body", "organisation", "organization", "government", "party", "statement", "company", "country", "side":
		return false
	}
	return true
}

// manyThings reports whether the last subject before token i in its sentence is
// a plural noun that is no mention ("other countries"), which "they" then means.
func (w *work) manyThings(i int) bool {
	first, _ := w.sentence(i)
	for j := i - 1; j >= first; j-- {
		if w.a.Tokens[j].Rel.Core() != language.Nsubj {
			continue
		}
		if w.a.Tokens[j].UPOS == language.PRON && w.is(i, j, "that", "which") { // the antecedent of a relative clause
			verb := int(w.a.Tokens[j].Head)
			if verb < 0 || w.a.Tokens[verb].Rel != language.AclRelcl || w.a.Tokens[verb].Head < 0 {
				return false
			}
			j = int(w.a.Tokens[verb].Head)
		}
		if w.a.Tokens[j].XPOS != language.TagNNS {
			return false
		}
		return !w.covered[j]
	}
	return false
}
