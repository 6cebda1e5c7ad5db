package names

import (
	"strings"

	"demarche/language"
)

// readRight extends a post over the phrases after it: "of foreign affairs",
// "for the ministry", "to Somalia", "at Human Rights Watch". It gives the words
// that belong to the role, with a space before them.
func (w *work) readRight(p *phrase) string {
	var role strings.Builder
	for range 3 {
		at := p.last
		if !w.same(at-1, at) {
			break
		}
		prep := w.fold[at]
		aside := ""
		if n := w.duty(at); n > 0 {
			aside = " " + w.a.TextOf(at, at+n)
			at += n
			prep = w.fold[at]
		}
		switch prep {
		case "of", "for", "to", "at", "on", "in", "with", "representing":
		default:
			return role.String()
		}
		if w.is(at, at, "in") && w.is(at, at+1, "charge") {
			p.acting = true
			p.last = at + 2
			role.WriteString(" in charge")
			continue
		}
		if w.is(at, at+1, "the") && w.is(at, at+2, "day", "time") {
			p.former = true
			p.last = at + 3
			break
		}
		end := w.object(at + 1)
		if end <= at+1 || prep == "on" && end == at+2 && groupNouns[w.fold[at+1]] { // "President on deportees: ..."
			break
		}
		words, ok := w.takeObject(p, prep, at+1, end)
		if !ok {
			break
		}
		p.last = end
		if words != "" {
			role.WriteString(aside + " " + prep + " " + words)
		}
	}
	return role.String()
}

// duty gives how many words at token i stand before the preposition of what
// somebody in office sees to: "minister responsible for immigration", "minister
// in charge of the interior".
func (w *work) duty(i int) int {
	switch {
	case w.is(i, i, "responsible") && w.is(i, i+1, "for"):
		return 1
	case w.is(i, i, "in") && w.is(i, i+1, "charge") && w.is(i, i+2, "of"):
		return 2
	}
	return 0
}

// object gives the end of the noun phrase that begins at token i, which stands
// after a preposition. It stops before a person's name.
func (w *work) object(i int) int {
	at := i
	nouns := false
	for w.same(i-1, at) {
		if n := w.inName[at]; n != nil {
			if n.kind == language.Person {
				break
			}
			at = n.last
			nouns = true
			continue
		}
		if h := w.proper[at]; h != nil {
			if nouns && h.find(capitalCity, place, stateName) != nil && h.find(stateAdj) == nil && w.fold[at-1] != "s" && !w.is(at, at-1, "and", "-") {
				break
			}
			at = h.last
			nouns = true
			continue
		}
		if q := w.head[at]; q != nil && q.noun != nil && q.last > at {
			at = q.last
			nouns = true
			continue
		}
		tok := &w.a.Tokens[at]
		switch {
		case at == i && (w.is(at, at, "the", "a", "an", "its", "his", "her", "their")):
			at++
		case w.fold[at] == "s" && nouns && len(w.a.Form(at)) > 1:
			at++
		case w.fold[at] == "" && w.a.Form(at) == "-" && nouns:
			at++
		case w.pluralOwner(at) && nouns:
			at++
		case w.is(at, at, "and", "&") && (nouns && w.continues(at) || w.adjectives(at)):
			at++
		case w.a.Form(at) == "," && nouns && w.listed(at):
			at++
		case w.common[at].find(postHead) != nil && nouns && w.upper[at] && !w.n.fields[w.fold[at]]:
			return at
		case dayWords[w.fold[at]] || functionWords[w.fold[at]]:
			return trimEnd(w, i, at)
		case tok.UPOS == language.NOUN || tok.UPOS == language.PROPN || tok.UPOS == language.NUM:
			at++
			nouns = true
		case (tok.UPOS == language.ADJ || tok.UPOS == language.VERB) && at == i+1 && w.fold[i] == "the" && (!w.same(i, at+1) || w.fold[at+1] == "" || w.a.Tokens[at+1].UPOS == language.VERB):
			return at + 1 // "the displaced"
		case tok.UPOS == language.ADJ:
			at++
		case w.n.fields[w.fold[at]] && tok.UPOS != language.VERB && tok.UPOS != language.AUX:
			at++
			nouns = true
		default:
			return trimEnd(w, i, at)
		}
	}
	return trimEnd(w, i, at)
}

// pluralOwner reports whether token i is the sign of the possessive of a plural
// before a noun: "expatriates' welfare".
func (w *work) pluralOwner(i int) bool {
	return w.fold[i] == "" && w.a.Tokens[i].XPOS == language.TagPOS && i > 0 && strings.HasSuffix(w.fold[i-1], "s") &&
		w.same(i, i+1) && w.fold[i+1] != "" && w.a.Tokens[i].Space && w.common[i+1].find(postHead, postHeads) == nil
}

// trimEnd drops signs, "and" and adjectives from the end of [i, at).
func trimEnd(w *work, i, at int) int {
	for at > i {
		tok := &w.a.Tokens[at-1]
		if w.fold[at-1] == "" || w.is(i, at-1, "and", "the", "a", "an", "its", "his", "her", "their") || tok.UPOS == language.ADJ && w.proper[at-1] == nil && !w.n.fields[w.fold[at-1]] {
			at--
			continue
		}
		break
	}
	return at
}

// continues reports whether "and" at token i joins two nouns of the object
// rather than two clauses or two posts.
func (w *work) continues(i int) bool {
	j := i + 1
	if !w.same(i, j) || w.inName[j] != nil && w.inName[j].kind == language.Person {
		return false
	}
	if w.upper[i-1] != w.upper[j] || w.common[j].find(postHead, postHeads, title) != nil || w.fold[j] == "the" {
		return false
	}
	if w.proper[i-1] != nil && w.proper[j] == nil {
		return false
	}
	switch w.a.Tokens[j].UPOS {
	case language.NOUN, language.PROPN, language.ADJ:
	default:
		if !w.n.fields[w.fold[j]] {
			return false
		}
	}
	for k := j; w.same(i, k) && k < j+4 && w.fold[k] != ""; k++ { // "of justice and home affairs minister X"
		if w.common[k].find(postHead) != nil {
			return false
		}
	}
	return true
}

// adjectives reports whether "and" at token i joins two adjectives before a
// noun: "parliamentary and consular affairs".
func (w *work) adjectives(i int) bool {
	return w.same(i, i+2) && w.a.Tokens[i-1].UPOS == language.ADJ && w.a.Tokens[i+1].UPOS == language.ADJ &&
		(w.a.Tokens[i+2].UPOS == language.NOUN || w.a.Tokens[i+2].UPOS == language.PROPN)
}

// listed reports whether the comma at token i stands in a list of fields that
// "and" ends: "Justice, Home Affairs and Migration".
func (w *work) listed(i int) bool {
	if !w.n.fields[w.fold[i-1]] {
		return false
	}
	for j := i + 1; w.same(i, j) && j < i+7; j++ {
		if w.is(i, j, "and") {
			return w.same(i, j+1) && w.upper[j+1] == w.upper[i-1]
		}
		if w.fold[j] == "" {
			if w.a.Form(j) != "," {
				return false
			}
			continue
		}
		if w.upper[j] != w.upper[i-1] || w.common[j].find(postHead, title) != nil || w.inName[j] != nil {
			return false
		}
	}
	return false
}

// takeObject reads what the object [i, end) of prep tells of the post. It gives
// the words that stay in the role, and whether the object belongs to the post.
func (w *work) takeObject(p *phrase, prep string, i, end int) (string, bool) {
	start := i
	for start < end && w.is(i, start, "the", "a", "an", "its", "his", "her", "their") {
		start++
	}
	if start < end-1 && w.is(i, start, "eastern", "western", "northern", "southern", "central") && w.proper[start+1].has(stateName) {
		start++ // "in eastern Libya"
	}
	if h := w.proper[start]; h != nil && h.first == start && h.last+1 < end && h.find(stateName, stateAdj) != nil && h.find(body) == nil && w.is(start, h.last, "s") && prep != "to" {
		p.state = firstState(p.state, w.stateOf(h)) // "of Mexico's migration institute"
		words, ok := w.takeObject(p, prep, h.last+1, end)
		if ok && words != "" && !strings.HasPrefix(words, "the ") {
			words = "the " + words
		}
		return words, ok
	}
	article := ""
	if start > i && w.fold[start-1] == "the" {
		article = "the "
	}
	if start > i && w.is(i, start-1, "its", "his", "her", "their") {
		article = "the "
		if p.owner.pronoun < 0 {
			p.owner.pronoun = start - 1
		}
	}
	if start == end {
		return "", false
	}
	if end == start+1 && prep == "of" {
		switch w.fold[start] {
		case "republic", "nation", "country", "federation":
			return "", true
		}
	}
	last := w.proper[end-1]
	whole := last != nil && last.first == start && last.last == end
	named := w.inName[end-1]
	q := w.head[end-1]
	isBody := last.has(body) || named != nil && named.kind == language.Organisation || q != nil && q.noun != nil
	switch {
	case whole && last.find(stateName, capitalCity, seat) != nil && last.find(body) == nil:
		switch prep {
		case "of", "for", "representing":
			if p.state == "" {
				p.state = w.stateOf(last)
			}
			return "", true
		case "to":
			return article + w.a.TextOf(start, end), true
		case "in", "at":
			if p.post.Word == "ambassador" || p.post.Word == "envoy" || p.post.Word == "high commissioner" {
				p.sentTo = w.stateOf(last)
				return "", true
			}
			p.weak = w.stateOf(last)
			return prepInRole(p, article+w.a.TextOf(start, end)), true
		}
		return "", false
	case whole && last.has(place):
		switch prep {
		case "of", "for":
			if p.state == "" {
				p.state = w.placeState(last)
			}
			return article + w.a.TextOf(start, end), true
		case "in", "at":
			p.weak = w.placeState(last)
			return "", true
		}
		return "", false
	case prep == "in":
		return "", false
	case whole && last.has(body):
		b := &w.n.bodies.Named[last.find(body).index]
		if b.OfStates() || b.Kind == "court" {
			switch {
			case p.state != "":
			case b.Usual && w.told[b.State] == 0:
				p.usual = b.State
			default:
				p.state = b.State
			}
			return article + w.a.TextOf(start, end), true
		}
		if p.body == "" {
			p.body = b.Name
		}
		if prep == "to" {
			return article + w.a.TextOf(start, end), true
		}
		return "", true
	case isBody && q != nil && q.noun != nil && q.last == end && q.body != "":
		if p.body == "" {
			p.body = q.body
		}
		return "", true
	case w.ownedByBody(p, start, end):
		return "", true
	case isBody && q != nil && q.noun != nil && q.last == end:
		p.bodyOf = q
		if p.state == "" {
			p.state = q.state
		}
		if q.noun.Government {
			if p.state != "" && (prep != "for" || q.left == q.headFirst) {
				return "", true
			}
			if q.left < q.headFirst && article == "" {
				return q.role, true // "secretary of state for internal administration"
			}
			return "the " + q.role, true
		}
		if article == "" && (q.det != "" || q.owner.token >= 0 || q.state != "") {
			article = "the "
		}
		return article + q.role, true
	case named != nil && named.first == start && named.kind == language.Organisation && named.last == end:
		name := w.a.TextOf(start, w.withoutState(start, end))
		state := w.stateWithin(start, end)
		if state == "" && prep != "to" && prep != "on" && p.state == "" && !w.stateBody(start, end) {
			p.body = name
			return "", true
		}
		if p.state == "" {
			p.state = state
		}
		return article + name, true
	}
	switch prep {
	case "to", "with", "at":
		if !isBody && last == nil {
			return "", false
		}
	}
	if p.state == "" {
		p.state = w.stateWithin(start, end)
	}
	return article + w.fieldWords(p, start, end), true
}
