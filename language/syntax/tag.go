package syntax

import "demarche/language"

// giveTagsSubjects mends a misparse that news has more of than treebanks: the
// subject of a closing tag, "..., the minister said", taken for one more noun of
// the clause in front of it. A finite verb without a subject, behind a clause that
// it governs, takes the noun phrase between the last comma and itself.
func giveTagsSubjects(a *language.Analysis, s *language.Sentence) {
	for v := s.First + 2; v < s.Last; v++ {
		if !isFinite(a, v) || !nominal(a, v-1) {
			continue
		}
		h := loneNoun(a, max(s.First, v-longestSubject), v)
		if h >= 0 && lacksSubject(a, s, v) {
			a.Tokens[h].Head, a.Tokens[h].Rel = int32(v), language.Nsubj
		}
	}
}

// endWithRoot hangs the last mark of a sentence on its root, where the parsers'
// vote left it on something in front of the root.
func endWithRoot(a *language.Analysis, s *language.Sentence) {
	last := s.Last - 1
	if t := &a.Tokens[last]; t.Rel == language.Punct {
		for i := int(t.Head); i >= s.First && i < last; i++ {
			if a.Tokens[i].Head < 0 {
				t.Head = int32(i)
				return
			}
		}
	}
}

// longestSubject is the most words of a subject that is looked for, and reach how
// far from a verb its clause and auxiliaries are; both keep the search linear.
const (
	longestSubject = 30
	reach          = 100
)

func isFinite(a *language.Analysis, v int) bool {
	t := &a.Tokens[v]
	return t.UPOS == language.VERB && (t.XPOS == language.TagVBD || t.XPOS == language.TagVBZ || t.XPOS == language.TagVBP)
}

// lacksSubject reports whether verb v governs a clause in front of it and has
// neither subject nor auxiliary.
func lacksSubject(a *language.Analysis, s *language.Sentence, v int) bool {
	governs := false
	for c := max(s.First, v-reach); c < min(s.Last, v+reach); c++ {
		if int(a.Tokens[c].Head) != v {
			continue
		}
		switch a.Tokens[c].Rel.Core() {
		case language.Nsubj, language.Csubj, language.Expl, language.Aux:
			return false
		case language.Ccomp, language.Parataxis:
			governs = governs || c < v
		}
	}
	return governs
}

// loneNoun gives the head of the noun phrase that fills the place between the last
// comma before v and v and hangs on something before the comma; -1 if there is none.
func loneNoun(a *language.Analysis, first, v int) int {
	comma := v - 1
	for comma > first && a.Form(comma) != "," {
		comma--
	}
	if comma == first || comma == v-1 {
		return -1
	}
	head := -1
	for i := comma + 1; i < v; i++ {
		h := int(a.Tokens[i].Head)
		switch {
		case h > comma && h < v:
		case h >= first && h < comma && head < 0:
			head = i
		default:
			return -1 // of two parts, or on v already
		}
	}
	if head < 0 || !nominal(a, head) || coordinated(a, head) {
		return -1
	}
	return head
}

func nominal(a *language.Analysis, i int) bool {
	switch a.Tokens[i].UPOS {
	case language.NOUN, language.PROPN, language.PRON:
		return true
	}
	return false
}

// coordinated reports whether token i has a conjunction or a preposition of its own.
func coordinated(a *language.Analysis, i int) bool {
	for c := i - 1; c >= 0 && a.Form(c) != ","; c-- {
		if int(a.Tokens[c].Head) == i && (a.Tokens[c].Rel == language.Cc || a.Tokens[c].Rel == language.Case || a.Tokens[c].Rel == language.Mark) {
			return true
		}
	}
	return false
}
