package timex

import (
	"sort"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/language/lex"
)

// tense says on which side of the frame a clause lies, as far as its verb tells.
type tense uint8

const (
	unknown tense = iota
	past
	future
)

// direction says on which side of the frame an expression without a year or
// week lies: by the word before it, by the tense of its clause, else in the past.
func (r *resolver) direction(s demarche.Span, e expression) tense {
	switch e.hint {
	case pastHint:
		return past
	case comingHint:
		return future
	}
	t := r.tense(s)
	if t == unknown && (e.kind == weekday || e.day == 0) {
		return past
	}
	if t == past && e.day != 0 && e.hint == deadline {
		return unknown // "they had until 1 March": the nearest
	}
	return t
}

// tense judges the clause that the span stands in, by the parse where there is one.
func (r *resolver) tense(s demarche.Span) tense {
	tok := r.head(s)
	if tok == language.None {
		return unknown
	}
	if r.announced(s) {
		return future
	}
	if r.a.Have&language.Parse != 0 && r.a.Have&language.Tags != 0 {
		return r.verbTense(r.governor(tok), 0)
	}
	return r.wordTense(s)
}

// announced reports whether "due", "expected" and their like stand right before
// the span and its preposition, without a past copula: "a flight due on Friday".
// Words decide before the parse does, which may take "due on" for a preposition.
func (r *resolver) announced(s demarche.Span) bool {
	i := r.a.TokenAt(s.Start) - 2
	if i < 0 || !comingParticiples[r.a.Lower(i)] {
		return false
	}
	for k := i - 1; k >= max(0, i-2); k-- {
		switch r.a.Lower(k) {
		case "was", "were", "been", "had":
			return false
		}
	}
	return true
}

// governor gives the verb, or the predicate with a copula, whose clause token i
// stands in, or the "due", "expected" without one; None if there is none.
func (r *resolver) governor(i int) int {
	for steps := 0; i >= 0 && steps < 100; steps++ {
		t := &r.a.Tokens[i]
		if t.UPOS == language.VERB || t.UPOS == language.AUX || r.a.Lower(i) == "due" || r.a.Child(i, language.Cop) != language.None {
			return i
		}
		i = int(t.Head)
	}
	return language.None
}

// direct reports whether the verb that tells the tense governs the span itself.
func (r *resolver) direct(s demarche.Span) bool {
	tok := r.head(s)
	return tok != language.None && r.a.Have&language.Parse != 0 && r.a.Tokens[tok].Head >= 0 && int(r.a.Tokens[tok].Head) == r.governor(tok)
}

// comingUp are heads that put their infinitive in the future.
var comingUp = map[string]bool{
	"expect": true, "schedule": true, "plan": true, "set": true, "due": true, "intend": true, "want": true, "promise": true, "agree": true, "vow": true,
	"pledge": true, "order": true, "ask": true, "urge": true, "threaten": true, "prepare": true, "hope": true, "be": true, "have": true, "aim": true,
	"slate": true, "ready": true, "propose": true, "decide": true, "go": true, "need": true, "likely": true, "poise": true, "offer": true, "invite": true, "instruct": true, "tell": true,
}

// comingParticiples put what they are said of in the future.
var comingParticiples = map[string]bool{"due": true, "expected": true, "scheduled": true, "planned": true, "slated": true, "set": true}

// Bounds of the walk from an infinitive to what governs it, and of the search
// among the words that depend on a verb: they keep the work linear in texts
// that are no sentences.
const (
	maxDepth    = 4
	maxChildren = 40
)

// verbTense judges a predicate by its auxiliaries and its form.
func (r *resolver) verbTense(v, depth int) tense {
	if v == language.None || depth > maxDepth {
		return unknown
	}
	perfect, finitePast, present := false, false, false
	children := 0
	for c := range r.a.Children(v) {
		if children++; children > maxChildren {
			break
		}
		child := &r.a.Tokens[c]
		if rel := child.Rel.Core(); rel != language.Aux && rel != language.Cop {
			if child.Rel == language.Mark && r.a.Lower(c) == "to" {
				return r.infinitive(v, depth)
			}
			continue
		}
		switch r.a.Lower(c) {
		case "will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "could", "can", "should", "must", "ca":
			if child.XPOS == language.TagMD {
				return future
			}
		case "have", "has", "had", "'ve", "’ve", "'d", "’d", "having":
			perfect = true
		case "was", "were", "did", "been":
			finitePast = true
		case "is", "are", "am", "'s", "’s", "'re", "’re", "does", "do":
			present = true
		}
	}
	t := &r.a.Tokens[v]
	coming := comingParticiples[r.a.Lower(v)]
	switch {
	case perfect:
		return past
	case finitePast && coming:
		return unknown // "was due on Friday"
	case finitePast:
		return past
	case coming:
		return future // "is expected on Friday", "a flight due on Friday"
	case present && t.XPOS == language.TagVBG:
		return future // "is flying on Friday"
	case present:
		return past // "is reported", "are held"
	case t.XPOS == language.TagVBD || t.XPOS == language.TagVBN:
		return past
	case t.XPOS == language.TagVBZ || t.XPOS == language.TagVBP:
		if speech[t.Lemma] {
			return past
		}
		if t.Lemma == "be" || t.Lemma == "have" {
			return unknown
		}
		if r.a.Paragraphs[r.a.Sentences[t.Sentence].Paragraph].Kind == language.Body {
			return future // "the country votes on Friday"; headlines tell the past in the present
		}
		return unknown
	case t.XPOS == language.TagVBG || t.XPOS == language.TagVB:
		return r.verbTense(r.governor(int(t.Head)), depth+1)
	}
	return unknown
}

// speech verbs stand in the present for what was said before.
var speech = map[string]bool{"say": true, "tell": true, "write": true, "add": true, "report": true, "claim": true, "announce": true, "confirm": true}

// infinitive judges a "to" clause by what governs it.
func (r *resolver) infinitive(v, depth int) tense {
	h := int(r.a.Tokens[v].Head)
	if h < 0 {
		return future // headline: "Country to take back its nationals on Friday"
	}
	if comingUp[strings.ToLower(r.a.Tokens[h].Lemma)] || comingUp[r.a.Lower(h)] {
		if r.pluperfect(h) {
			return unknown // "had been due to leave on Tuesday"
		}
		return future
	}
	if r.a.Tokens[h].UPOS == language.NOUN || r.a.Tokens[h].UPOS == language.ADJ {
		return future // "a plan to fly them on Friday"
	}
	return r.verbTense(r.governor(h), depth+1)
}

// pluperfect reports whether the predicate has the auxiliary "had".
func (r *resolver) pluperfect(v int) bool {
	for c := range r.a.Children(v) {
		if w := r.a.Lower(c); r.a.Tokens[c].Rel.Core() == language.Aux && (w == "had" || w == "'d" || w == "’d") {
			return true
		}
	}
	return false
}

// comingWords tell a clause about the future where there is no parse.
var comingWords = map[string]bool{"will": true, "shall": true, "would": true, "due": true, "expected": true, "scheduled": true, "planned": true, "plans": true, "planning": true, "set": true, "intends": true}

// clauseReach is how many lexemes to each side belong to a clause at most.
const clauseReach = 30

// wordTense judges by the words between the nearest commas and stops around the span.
func (r *resolver) wordTense(s demarche.Span) tense {
	at := sort.Search(len(r.lexemes), func(i int) bool { return r.lexemes[i].End > s.Start })
	for _, step := range []int{-1, 1} {
		for i := at; i >= 0 && i < len(r.lexemes) && i != at+step*clauseReach; i += step {
			l := &r.lexemes[i]
			if l.Kind == lex.Sign && i != at && clauseEnd(l.Text) {
				break
			}
			if comingWords[l.Lower] || l.Lower == "to" && i > 0 && isBe(r.lexemes[i-1].Lower) {
				return future
			}
		}
	}
	return unknown
}

func clauseEnd(s string) bool { return s == "," || s == ";" || s == ":" || s == "—" || s == "–" }

func isBe(w string) bool { return w == "is" || w == "are" || w == "was" || w == "were" || w == "be" }
