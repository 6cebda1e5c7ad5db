package speech

import (
	"strings"

	"demarche/language"
)

// weighing makes the features of the candidates of one choice and sums up
// their weights. A feature is a few words joined in buf.
type weighing struct {
	r    *reader
	c    *choice
	past []int // entities of those who spoke before, the last one last
	buf  []byte
	give func(feature []byte)
	near int // how many candidates stand nearer to the quotation on the same side
}

// say gives one feature.
func (w *weighing) say(parts ...string) {
	w.buf = w.buf[:0]
	for k, p := range parts {
		if k > 0 {
			w.buf = append(w.buf, ' ')
		}
		w.buf = append(w.buf, p...)
	}
	w.give(w.buf)
}

// nobody gives the features of a quotation that nobody speaks.
func (w *weighing) nobody() {
	form := formNames[w.c.form]
	w.say("nobody", form)
	w.say("nobody", form, "rule", w.ruleKind())
	w.say("nobody words", size(w.c.last-w.c.first))
	if w.c.first > 0 {
		w.say("nobody after", w.r.a.Tokens[w.c.first-1].UPOS.String())
	}
}

// ruleKind says how the rules came to the speaker of the choice.
func (w *weighing) ruleKind() string {
	switch f := w.c.rule; {
	case f == language.None:
		return "none"
	case w.r.found[f].source == language.None:
		return "silent"
	case w.r.found[f].cue == language.None:
		return "bare"
	case w.r.found[f].direct:
		return "direct"
	}
	return "content"
}

// candidate gives the features of candidate i.
func (w *weighing) candidate(i int) {
	form, place, role := formNames[w.c.form], w.place(i), w.role(i)
	kind, mention := w.kind(i)
	w.say("place", place, form)
	w.say("role", role, place)
	w.say("role", role, form)
	w.say("kind", kind, mention)
	w.say("kind", kind, w.person())
	w.say("near", size(w.near), place)
	w.rule(i)
	w.verb(i, place)
	w.dialogue(i, place)
	if holder := w.holds(i); holder != "" {
		w.say("holds", holder, form)
	}
	if f := w.r.covered[i]; f >= 0 && w.r.found[f].source != i {
		w.say("told", place)
	}
	if p := w.preposition(i); p != "" {
		w.say("after", p, form)
	}
	if w.r.a.Lower(i) == "it" {
		w.say("it", role)
	}
}

// rule tells whether the rules chose candidate i, or another name of the same.
func (w *weighing) rule(i int) {
	f := w.c.rule
	if f < 0 || w.r.found[f].source < 0 {
		return
	}
	s := w.r.found[f].source
	switch e := w.r.entity(s); {
	case s == i:
		w.say("rule", w.ruleKind(), formNames[w.c.form])
		w.say("rule", w.ruleKind())
	case e >= 0 && e == w.r.entity(i):
		w.say("rule's", w.ruleKind())
	}
}

// place says where candidate i stands beside the quotation.
func (w *weighing) place(i int) string {
	own, end := w.r.a.Tokens[w.c.first].Sentence, w.r.a.Tokens[w.c.last-1].Sentence
	at := w.r.a.Tokens[i].Sentence
	apart := ""
	if w.r.newParagraph(i, w.c.first) {
		apart = " above"
	}
	switch {
	case at > end:
		return "next"
	case at >= own && i > w.c.first:
		if i > w.c.last {
			return "behind"
		}
		return "between"
	case at == own:
		return "before"
	case at == own-1:
		return "last" + apart
	}
	return "earlier" + apart
}

// role says how candidate i stands in its clause.
func (w *weighing) role(i int) string {
	i = w.named(i)
	t := &w.r.a.Tokens[i]
	switch t.Rel.Core() {
	case language.Nsubj:
		if t.Rel == language.NsubjPass {
			return "passive"
		}
		return "subject"
	case language.Obl, language.Nmod:
		if t.Rel == language.NmodPoss {
			return "owner"
		}
		for c := range w.r.a.Children(i) {
			if w.r.a.Tokens[c].Rel == language.Case && c < i {
				return strings.Clone(w.r.a.Lower(c))
			}
		}
		return "oblique"
	case language.Obj, language.Iobj:
		return "object"
	case language.Conj:
		return "conjunct"
	}
	if t.Head < 0 {
		return "root"
	}
	return "other"
}

// named gives the token by which candidate i takes part in its clause: what it
// stands in apposition to or is a part of the name of.
func (w *weighing) named(i int) int {
	for n := 0; n < 4; n++ {
		h := int(w.r.a.Tokens[i].Head)
		if h < 0 || w.r.outer[h] != language.None {
			return i
		}
		switch w.r.a.Tokens[i].Rel.Core() {
		case language.Appos, language.Flat, language.Compound:
		default:
			if w.r.a.Tokens[i].Rel.String() != "nmod:desc" {
				return i
			}
		}
		i = h
	}
	return i
}

// kind says what candidate i is and by what it is mentioned.
func (w *weighing) kind(i int) (kind, mention string) {
	mention = "none"
	if m, ok := w.r.mention[i]; ok {
		mention = [...]string{"name", "short", "nominal", "pronoun", "adjective", "metonym"}[w.r.a.Mentions[m].Form]
	}
	if e := w.r.entity(i); e >= 0 {
		return w.r.a.Entities[e].Kind.String(), mention
	}
	return "word", mention
}

// person says in which person the quotation speaks of its speaker.
func (w *weighing) person() string {
	found := "third"
	for i := w.c.first; i < w.c.last && i < w.c.first+candidateTokens; i++ {
		switch w.r.a.Lower(i) {
		case "i", "my", "me", "myself":
			return "I"
		case "we", "our", "us", "ours":
			found = "we"
		}
	}
	return found
}

// verb tells of the verb of which candidate i is the subject or agent: whether
// it is one of saying, and how far from the quotation it stands.
func (w *weighing) verb(i int, place string) {
	i = w.named(i)
	t := &w.r.a.Tokens[i]
	v := int(t.Head)
	if v < 0 {
		return
	}
	core := t.Rel.Core()
	if core != language.Nsubj {
		if w.r.a.Tokens[v].UPOS == language.VERB && len(w.r.takes(v)) > 0 {
			w.say("beside verb", w.role(i), place)
		}
		w.words(i, place)
		return
	}
	saying := "deed"
	switch {
	case w.r.utters(v):
		saying = "utters"
	case len(w.r.takes(v)) > 0:
		saying = "cue"
	}
	if w.r.outer[v] != language.None {
		saying = "quoted"
	}
	main := "clause"
	if v == w.r.a.Sentences[w.r.a.Tokens[v].Sentence].Root {
		main = "main"
	}
	w.say("verb", saying, main, place)
	w.say("verb", saying, formNames[w.c.form], place)
	if place == "before" || place == "behind" || place == "between" {
		w.say("way", saying, size(w.between(v)), place)
	}
	w.words(i, place)
}

// words tells whether a verb of saying stands right beside candidate i.
func (w *weighing) words(i int, place string) {
	e := w.r.extents[i]
	for _, k := range [...]int{e.first - 1, i + 1, e.last, e.last + 1} {
		if k < 0 || k >= len(w.r.a.Tokens) || w.r.outer[k] != language.None || w.r.a.Tokens[k].Sentence != w.r.a.Tokens[i].Sentence {
			continue
		}
		if w.r.a.Tokens[k].UPOS == language.VERB && w.r.utters(k) {
			side := "left"
			if k > i {
				side = "right"
			}
			w.say("saying", side, place)
			return
		}
	}
}

// between counts the finite verbs outside quotations between token i and the quotation.
func (w *weighing) between(i int) int {
	from, to := i+1, w.c.first
	if i > w.c.last {
		from, to = w.c.last, i
	}
	n := 0
	for k := max(from, to-candidateTokens); k < to; k++ {
		if w.r.outer[k] == language.None && w.r.finite(k) {
			n++
		}
	}
	return n
}

// dialogue tells whether candidate i spoke last, or before another did.
func (w *weighing) dialogue(i int, place string) {
	e := w.r.entity(i)
	n := len(w.past)
	if e < 0 || n == 0 {
		return
	}
	form := formNames[w.c.form]
	switch {
	case w.past[n-1] == e:
		w.say("spoke last", form)
		w.say("spoke last", place)
	case n > 1 && w.past[n-2] == e:
		w.say("spoke before", form)
	case w.past[n-1] >= 0:
		w.say("another spoke last", form)
	}
}

// holds tells whether candidate i is the source of what holds the quotation.
func (w *weighing) holds(i int) string {
	best, length := "", 1<<30
	for _, k := range lastOf(w.r.inSentence[int(w.r.a.Tokens[i].Sentence)]) {
		f := &w.r.found[k]
		if f.source < 0 || w.named(f.source) != w.named(i) && f.source != i {
			continue
		}
		for _, e := range f.content {
			if e.has(w.c.first) && e.last-e.first < length {
				best, length = "inner", e.last-e.first
				if w.r.covered[w.c.first] != int32(k) {
					best = "outer"
				}
			}
		}
	}
	return best
}

// preposition gives the word before the noun phrase of candidate i, if it is one
// that names a source or an addressee.
func (w *weighing) preposition(i int) string {
	b := w.r.extents[w.named(i)].first
	for k := b; k <= i; k++ {
		switch l := w.r.a.Lower(k); l {
		case "by", "to", "from", "for", "of", "with", "against":
			if k == b {
				return l
			}
		}
		if k == b && k > 0 && w.r.a.Lower(k-1) == "to" && k > 1 && w.r.a.Lower(k-2) == "according" {
			return "according"
		}
	}
	return ""
}

// size names a small number.
func size(n int) string {
	switch {
	case n == 0:
		return "0"
	case n == 1:
		return "1"
	case n == 2:
		return "2"
	case n < 6:
		return "few"
	}
	return "many"
}
