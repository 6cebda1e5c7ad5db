package quantity

import (
	"strings"

	"demarche/language"
)

// reach is how many tokens after a number its noun may stand.
const reach = 8

// counted gives the token of the noun that a quantity counts, or None. A noun
// that is part of a time is counted by nothing ("124 last year").
func (r *reader) counted(q *language.Quantity) int {
	noun := r.noun(q)
	if noun != language.None && r.inTime(r.a.Tokens[noun].Span) {
		return language.None
	}
	return noun
}

func (r *reader) noun(q *language.Quantity) int {
	if q.First >= q.Last || q.Kind == language.MoneyAmount {
		return language.None
	}
	if t := r.ofPhrase(q.Last); t != language.None {
		return t
	}
	if r.a.Have&language.Parse != 0 {
		if t := r.byParse(q); t != language.None {
			return t
		}
	}
	if q.Kind == language.Percent {
		if r.is(q.Last-1, "half") { // "half the passengers"
			return r.nextNoun(r.pastDeterminers(q.Last))
		}
		return language.None
	}
	return r.nextNoun(q.Last)
}

// byParse gives the noun that the number modifies.
func (r *reader) byParse(q *language.Quantity) int {
	for i := q.First; i < q.Last; i++ {
		t := &r.a.Tokens[i]
		h := int(t.Head)
		if h < q.Last || h > q.Last+reach || t.Sentence != r.a.Tokens[h].Sentence {
			continue
		}
		if rel := t.Rel.Core(); rel != language.Nummod && rel != language.Amod && rel != language.Det && rel != language.Compound {
			continue
		}
		if nominal(r.a.Tokens[h].UPOS) && !r.broken(q.Last, h) {
			return h
		}
	}
	return language.None
}

// broken reports whether a word that ends a noun phrase stands in [i, noun).
func (r *reader) broken(i, noun int) bool {
	for ; i < noun; i++ {
		switch r.a.Tokens[i].UPOS {
		case language.ADP, language.AUX, language.SCONJ, language.PRON:
			return true
		}
	}
	return false
}

func nominal(u language.UPOS) bool {
	return u == language.NOUN || u == language.PROPN || u == language.PRON
}

// ofPhrase reads "200 of them", "dozens of its citizens", "88 of the migrants".
func (r *reader) ofPhrase(i int) int {
	if !r.is(i, "of") {
		return language.None
	}
	j := i + 1
	if j < len(r.a.Tokens) && pronouns[r.a.Lower(j)] {
		if w := r.a.Lower(j); w == "those" || w == "these" {
			if j+1 < len(r.a.Tokens) && nominalOrAdjective(r.a.Tokens[j+1].UPOS) && r.a.Tokens[j+1].UPOS != language.PRON { // "of those countries"
				return r.nextNoun(j + 1)
			}
		}
		return j
	}
	return r.nextNoun(r.pastDeterminers(j))
}

// pastDeterminers gives the token after the determiners and numbers at j: "84
// of the 88 passengers".
func (r *reader) pastDeterminers(j int) int {
	for j < len(r.a.Tokens) && (determiners[r.a.Lower(j)] || r.a.Tokens[j].UPOS == language.NUM) {
		j++
	}
	return j
}

var pronouns = map[string]bool{"them": true, "whom": true, "those": true, "these": true, "us": true, "you": true, "which": true}

var determiners = map[string]bool{"the": true, "its": true, "his": true, "her": true, "their": true, "our": true, "those": true, "these": true, "such": true, "all": true, "a": true, "an": true, "other": true}

func (r *reader) is(i int, w string) bool {
	return i < len(r.a.Tokens) && int(r.a.Tokens[i].Sentence) == r.sent && r.a.Lower(i) == w
}

// nextNoun gives the last noun of the run of adjectives and nouns that begins
// at token i; without tags, the first plural in sight.
func (r *reader) nextNoun(i int) int {
	if r.a.Have&language.Tags == 0 {
		return r.nextPlural(i)
	}
	noun, people := language.None, language.None
	for j := i; j < len(r.a.Tokens) && j < i+reach && int(r.a.Tokens[j].Sentence) == r.sent; j++ {
		t := &r.a.Tokens[j]
		switch t.UPOS {
		case language.NOUN, language.PROPN:
			noun = j
			possessor := j+1 < len(r.a.Tokens) && r.a.Tokens[j+1].XPOS == language.TagPOS
			if (t.XPOS == language.TagNNS || t.XPOS == language.TagNNPS) && !possessor {
				return j // plural: the head of its phrase
			}
			continue
		case language.PART:
			if t.XPOS == language.TagPOS { // "one of the party's officials"
				noun = language.None
				continue
			}
		case language.ADJ:
			if noun == language.None {
				if c := r.a.Form(j)[0]; c >= 'A' && c <= 'Z' {
					people = j // "93 Vietnamese"
				}
				continue
			}
		case language.VERB: // "200 deported migrants", but not "200 were deported"
			if noun == language.None && (t.XPOS == language.TagVBN || t.XPOS == language.TagVBG) && j+1 < len(r.a.Tokens) && nominalOrAdjective(r.a.Tokens[j+1].UPOS) {
				continue
			}
		case language.PUNCT:
			if r.a.Form(j) == "-" || noun == language.None && r.a.Form(j) == "," && j > i {
				continue
			}
		case language.CCONJ:
			if noun == language.None && j > i {
				continue
			}
		}
		break
	}
	if noun == language.None {
		return people
	}
	return noun
}

func nominalOrAdjective(u language.UPOS) bool { return nominal(u) || u == language.ADJ }

// irregular plurals of those who are counted.
var irregular = map[string]bool{"people": true, "men": true, "women": true, "children": true, "aircraft": true, "personnel": true, "police": true}

// functionWords end a noun phrase.
var functionWords = map[string]bool{"of": true, "in": true, "on": true, "at": true, "to": true, "from": true, "by": true, "with": true, "and": true, "or": true, "who": true, "that": true, "was": true, "has": true, "is": true, "as": true, "this": true, "were": true, "had": true, "have": true, "will": true, "last": true, "its": true, "his": true}

func (r *reader) nextPlural(i int) int {
	for j := i; j < len(r.a.Tokens) && j < i+4 && int(r.a.Tokens[j].Sentence) == r.sent; j++ {
		w := r.a.Lower(j)
		if functionWords[w] || len(w) < 2 {
			break
		}
		if irregular[w] || len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "ous") {
			return j
		}
	}
	return language.None
}

// Single reports whether the noun at token i stands for one thing by its
// article: "a plane", "an Afghan", "another flight".
func Single(a *language.Analysis, i int) bool {
	if i < 0 || i >= len(a.Tokens) {
		return false
	}
	if a.Have&language.Parse != 0 {
		for c := range a.Children(i) {
			if rel := a.Tokens[c].Rel.Core(); (rel == language.Det || rel == language.Nummod) && single[a.Lower(c)] {
				return true
			}
		}
		// The article right before it is its own, whatever the parse says.
		return i > 0 && a.Tokens[i-1].Sentence == a.Tokens[i].Sentence && single[a.Lower(i-1)]
	}
	for j := i - 1; j >= 0 && j >= i-4 && a.Tokens[j].Sentence == a.Tokens[i].Sentence; j-- {
		if w := a.Lower(j); single[w] {
			return true
		} else if functionWords[w] || w == "the" {
			return false
		}
	}
	return false
}

var single = map[string]bool{"a": true, "an": true, "another": true, "one": true}
