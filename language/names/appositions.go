package names

import (
	"demarche/language"
)

// linkAfter ties a post in apposition to the name before it: "Yusuf Tuggar,
// the foreign minister,", "Michel Aoun, then president,", "A (foreign minister)".
func (w *work) linkAfter(p *phrase) bool {
	at := p.first - 1
	for w.same(p.first, at) && (w.is(p.first, at, "also", "then", "now", "currently", "himself", "herself", "formerly", "once", "both", "previously", "as", "already", "still") ||
		w.a.Tokens[at].UPOS == language.ADV) {
		if w.is(p.first, at, "then", "formerly", "once", "previously") {
			p.former = true
		}
		at--
	}
	if !w.same(p.first, at) {
		return false
	}
	switch w.a.Form(at) {
	case ",", "(", "-", "–", "—", "--":
	default:
		return w.is(at, at, "and", "&") && w.linkSecond(p, at)
	}
	if at == 0 {
		return false
	}
	if w.is(p.first, at, ")") {
		at--
	}
	n := w.nameEnding(at - 1)
	if n < 0 && w.a.Tokens[at-1].UPOS == language.NUM && w.is(at, at-2, ",") {
		n = w.nameEnding(at - 3) // an age
	}
	if n < 0 {
		n = w.nameBeforeParty(at - 1)
	}
	if n < 0 || !w.closes(p) {
		return w.sameApposition(p, at)
	}
	p.linked = append(p.linked, n)
	return true
}

// nameBeforeParty finds the name before "of Kosovo" or "(Social Democrats)" that ends at token i.
func (w *work) nameBeforeParty(i int) int {
	if i < 1 {
		return language.None
	}
	if h := w.proper[i]; h != nil && w.is(i, h.first-1, "of") {
		return w.nameEnding(h.first - 2)
	}
	if w.a.Form(i) == ")" {
		for j := i - 1; j > i-6 && w.same(i, j); j-- {
			if w.a.Form(j) == "(" {
				return w.nameEnding(j - 1)
			}
		}
	}
	return language.None
}

// linkSecond ties the second of two posts in one apposition: "A, Minister of
// Communication and Spokesman of the Government".
func (w *work) linkSecond(p *phrase, and int) bool {
	for _, q := range w.ending[and] {
		if q.post != nil && len(q.linked) > 0 && q.first > w.names[q.linked[0]].first {
			p.linked = append(p.linked, q.linked...)
			return true
		}
	}
	return false
}

// sameApposition ties a post after a comma to the name of the apposition before
// it: "A, foreign minister, deputy prime minister and ...".
func (w *work) sameApposition(p *phrase, comma int) bool {
	if w.a.Form(comma) != "," {
		return false
	}
	for _, q := range w.ending[comma] {
		if q != p && q.post != nil && len(q.linked) > 0 && q.first > w.names[q.linked[0]].first && w.closes(p) && p.det == "" {
			p.linked = append(p.linked, q.linked...)
			return true
		}
	}
	return false
}

// closes reports whether the words after a post let it be an apposition: a
// sign, "who", "and" with another post, or a verb of speech with its subject before.
func (w *work) closes(p *phrase) bool {
	at := p.last
	if !w.same(p.headFirst, at) {
		return true
	}
	if w.fold[at] == "" {
		return true
	}
	if w.is(at, at, "who", "whose", "whom", "and", "in", "at", "since", "from", "until", "as", "on", "during", "under", "speaking", "appointed", "when") {
		return true
	}
	// "A, the foreign minister said": only if the name stands between signs or after a verb
	return p.det == "" && w.a.Tokens[at].UPOS == language.VERB
}
