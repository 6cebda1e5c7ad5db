package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// phrase is a noun phrase headed by a post ("the country's deputy foreign
// minister", "ambassador to Somalia") or by a noun for a body ("Mexico's
// foreign ministry", "the government").
type phrase struct {
	first, last         int // all its words
	headFirst, headLast int // the words of the vocabulary
	left                int // where the words of the post or body proper begin
	post                *vocabulary.PostHead
	noun                *vocabulary.BodyNoun
	plural              bool
	det                 string         // "the", "a", "its" ... in lower case, empty if none
	owner               owner          // whose it is
	state               demarche.State // that its words tell
	weak                demarche.State // that its place tells: "a spokesman in Kabul"
	body                string         // a body that is no state's: "Human Rights Watch"
	bodyOf              *phrase        // the body in whose name: "spokesman for the ministry"
	role                string         // normalised words of a post; the name of a body
	former, acting      bool
	region              string         // a part of the state: "Assam's chief minister"
	sentTo              demarche.State // where an ambassador is
	shouted             bool           // its head is in capitals, which then tell nothing
	linked              []int          // names (index into work.names) that hold the post
	entity              int
}

// owner is what a possessive before a phrase says.
type owner struct {
	pronoun int // token of "its", None
	token   int // head token of "the country's", None
}

// findPhrases finds the phrases of bodies, then those of posts, which can hold them.
func (w *work) findPhrases() {
	for _, classes := range [][]class{{bodyNoun, bodyNouns}, {postHead, postHeads}} {
		for i := 0; i < len(w.fold); i++ {
			h := w.common[i]
			s := h.find(classes...)
			if s == nil || w.taken(h, s) || s.class == postHead && w.beforeHead(h) {
				continue
			}
			if p := w.phrase(h, s); p != nil {
				w.phrases = append(w.phrases, p)
				for j := p.left; j < p.last; j++ {
					w.head[j] = p
				}
			}
			i = h.last - 1
		}
	}
}

// beforeHead reports whether a word that can head a post stands before the head
// proper: "chief" in "chief negotiator".
func (w *work) beforeHead(h *hit) bool {
	if !w.same(h.first, h.last) || h.last-h.first > 1 || w.upper[h.last] != w.upper[h.first] {
		return false
	}
	if w.common[h.last].find(bodyNoun, bodyNouns) != nil {
		return true // "the justice ministry"
	}
	return w.common[h.last].find(postHead, postHeads) != nil && !w.taken(w.common[h.last], w.common[h.last].find(postHead, postHeads))
}

// taken reports whether the words of the hit belong to a name.
func (w *work) taken(h *hit, s *sense) bool {
	if s.class == bodyNoun || s.class == bodyNouns {
		if p := w.proper[h.first]; p != nil && p.has(body) {
			return true
		}
		if p := w.proper[h.last-1]; p != nil && p.has(body) {
			return true
		}
		return w.inName[h.first] != nil
	}
	if n := w.inName[h.first]; n != nil {
		return true
	}
	if p := w.proper[h.last-1]; p != nil && p.find(body, notState, place, capitalCity) != nil && p.last-p.first > h.last-h.first {
		return true
	}
	return w.a.Tokens[h.last-1].UPOS == language.VERB || w.verbal(h)
}

// verbal reports whether a word that can be a noun is a verb here ("heads the agency", "to head").
func (w *work) verbal(h *hit) bool {
	switch w.fold[h.first] {
	case "head", "heads", "chair", "chairs", "chief", "counsel", "judge", "judges", "envoy":
	default:
		return false
	}
	if w.upper[h.first] {
		return false
	}
	return w.is(h.first, h.first-1, "to", "will", "would", "can", "could", "must", "who", "which") || w.is(h.first, h.last, "the", "a", "an", "for", "to", "back", "home")
}

// phrase reads the noun phrase around the hit.
func (w *work) phrase(h *hit, s *sense) *phrase {
	p := &phrase{first: h.first, last: h.last, headFirst: h.first, headLast: h.last, left: h.first, entity: language.None,
		owner: owner{language.None, language.None}}
	if s.class == postHead || s.class == postHeads {
		p.post = &w.n.posts.Heads[s.index]
		p.former = s.former
		p.plural = s.class == postHeads
	} else {
		p.noun = &w.n.bodies.Generic[s.index]
		p.plural = s.class == bodyNouns
	}
	p.shouted = acronym(w.a.TextOf(h.first, h.last)) && len(w.fold[h.last-1]) > 3
	words := w.readLeft(p)
	if p.post != nil {
		p.role = w.roleWords(words, p) + w.readRight(p)
		if p.sentTo != "" && p.sentTo != p.state {
			p.role += " to " + w.n.states.Name(p.sentTo)
		}
		if strings.HasPrefix(p.role, "minister of ") || strings.HasPrefix(p.role, "minister for ") {
			p.role = w.n.posts.Normal(p.role)
		}
		if p.region != "" {
			p.role += " of " + p.region
		}
		if p.state == "" {
			if code, usual, ok := w.n.posts.StateOf(p.role); ok && !usual {
				p.state = code
			}
		}
		if !p.post.StandsAlone() && p.left == p.headFirst && p.last == p.headLast && p.det == "" && p.owner.pronoun < 0 && p.owner.token < 0 && p.state == "" {
			return nil
		}
		return p
	}
	p.role = w.roleWords(words, p)
	w.readBodyRight(p)
	if p.noun.FieldOnly && p.last == p.headLast && !slices.ContainsFunc(words[:len(words)-(p.headLast-p.headFirst)], func(i int) bool { return w.n.fields[w.fold[i]] }) {
		return nil
	}
	return p
}

// readLeft extends the phrase to the left and gives the tokens of the post or
// body proper, the head included.
func (w *work) readLeft(p *phrase) []int {
	first, _ := w.sentence(p.headFirst)
	var words []int
	at := p.headFirst
	core := p.headFirst
loop:
	for at > first && p.headFirst-at < 12 {
		j := at - 1
		if c := w.modifierAt(j); c != nil {
			p.former = p.former || c.Former
			p.acting = p.acting || c.Acting
			at = j
			if c.Acting {
				words = append(words, j)
				core = j
			}
			continue
		}
		if h := w.proper[j]; h != nil {
			if h.last-1 != j || h.first < first {
				break
			}
			if p.state != "" && !h.has(body) && p.det == "" && h.find(stateAdj) == nil {
				break
			}
			if !w.readProper(p, h, &words, &core) {
				break
			}
			at = h.first
			continue
		}
		if n := w.inName[j]; n != nil {
			if n.kind == language.Person || w.is(j, j+1, ",") {
				break
			}
			for k := n.last - 1; k >= n.first; k-- {
				words = append(words, k)
			}
			if p.post != nil {
				p.body = w.a.TextOf(n.first, n.last)
				words = words[:len(words)-(n.last-n.first)]
			}
			at = n.first
			core = at
			continue
		}
		tok := &w.a.Tokens[j]
		switch {
		case w.fold[j] == "" && w.a.Form(j) == "-" && j > first && !w.a.Tokens[j-1].Space && !tok.Space:
			words = append(words, j)
			at = j
		case w.fold[j] == "s" && strings.HasSuffix(strings.ToLower(w.a.Form(j)), "s") && len(w.a.Form(j)) > 1: // 's
			if j-1 < first {
				break loop
			}
			if w.roleNoun(j - 1) {
				words = append(words, j, j-1)
				at, core = j-1, j-1
				continue
			}
			at = w.readOwner(p, j-1)
			break loop
		case tok.XPOS == language.TagPRPS || w.is(j, j, "its", "his", "her", "their", "our", "my"):
			p.owner.pronoun = j
			p.det = w.fold[j]
			at = j
			break loop
		case w.is(j, j, "the", "a", "an", "this", "that", "these", "those", "another", "one", "each", "every", "some", "any", "no", "both", "two", "three"):
			p.det = w.fold[j]
			at = j
			break loop
		case w.is(j, j, "and", "&") && j > first && (w.n.fields[w.fold[j-1]] && (w.n.fields[w.fold[j+1]] || postWords[w.fold[j+1]])):
			words = append(words, j)
			at = j
		case w.fold[j] == "" || functionWords[w.fold[j]] || dayWords[w.fold[j]] || timeNouns[w.fold[j]]:
			break loop
		case p.post != nil && w.upper[p.headFirst] && !w.upper[j] && !w.loud[tok.Sentence] && !(postWords[w.fold[j]] && w.upper[at]) && !w.upperHead(p.post.Word):
			break loop // "took place President A": no part of a title in capitals
		case w.n.fields[w.fold[j]] || postWords[w.fold[j]]:
			words = append(words, j)
			at, core = j, j
		case tok.UPOS == language.NOUN || tok.UPOS == language.PROPN:
			if w.common[j].find(postHead, postHeads) != nil && w.head[j] == nil && w.common[j].last == j+1 && !postWords[w.fold[j]] {
				break loop // another post before this one
			}
			words = append(words, j)
			at, core = j, j
		case tok.UPOS == language.ADJ && !w.common[j].has(title):
			at = j // "the leftist president": no part of the post
		default:
			break loop
		}
	}
	if p.post != nil || p.noun != nil {
		p.first = at
	}
	p.left = min(core, p.headFirst)
	slices.Reverse(words)
	for len(words) > 0 && w.fold[words[0]] == "" {
		words = words[1:]
	}
	for i := p.headFirst; i < p.headLast; i++ {
		words = append(words, i)
	}
	return words
}

// timeNouns stand before a post without belonging to it: "on Saturday evening
// District Judge A".
var timeNouns = wordSet("morning afternoon evening night day week month year weekend noon midnight time spring summer autumn winter fall")

// readProper takes a name of the vocabulary before a head into the phrase. It
// reports whether the name belongs to the phrase.
func (w *work) readProper(p *phrase, h *hit, words *[]int, core *int) bool {
	switch {
	case h.find(body) != nil:
		b := &w.n.bodies.Named[h.find(body).index]
		switch {
		case b.State != "":
			p.state = b.State
		case b.OfStates():
		default:
			p.body = b.Name
			*core = h.first
			return true
		}
		for k := h.last - 1; k >= h.first; k-- {
			*words = append(*words, k)
		}
		*core = h.first
		return true
	case h.find(seat) != nil && h.find(stateName) == nil:
		p.state = w.stateOf(h)
		for k := h.last - 1; k >= h.first; k-- {
			*words = append(*words, k)
		}
		*core = h.first
		return true
	case h.find(stateName, stateAdj, oneNational, capitalCity) != nil:
		if p.state == "" {
			p.state = w.stateOf(h)
		}
		return true
	case h.find(place) != nil:
		if p.state == "" {
			p.state = w.placeState(h)
		}
		for k := h.last - 1; k >= h.first; k-- {
			*words = append(*words, k)
		}
		*core = h.first
		return true
	}
	return false
}

// placeState gives the state where the place of a hit lies: of several, one
// that the report names, else the usual one.
func (w *work) placeState(h *hit) demarche.State {
	s := h.find(place)
	if s == nil {
		return ""
	}
	found := w.n.places.Find(s.word)
	for _, pl := range found {
		if w.told[pl.State] > 0 {
			return pl.State
		}
	}
	if len(found) > 0 {
		return found[0].State
	}
	return s.state
}

// roleNoun reports whether the possessive noun at token j belongs to the post:
// "children's rights counsel".
func (w *work) roleNoun(j int) bool {
	switch w.fold[j] {
	case "children", "women", "people", "peoples", "victims", "prosecutors", "migrants", "refugees", "governors":
		return w.proper[j] == nil
	}
	return false
}

// readOwner reads the possessor that ends at token j and gives where it begins.
func (w *work) readOwner(p *phrase, j int) int {
	first, _ := w.sentence(j)
	if h := w.proper[j]; h != nil {
		switch {
		case h.find(body) != nil && h.find(stateName, seat) == nil:
			b := &w.n.bodies.Named[h.find(body).index]
			if b.State != "" {
				p.state = b.State
			} else if !b.OfStates() && p.post != nil {
				p.body = b.Name
			}
		case h.find(place) != nil && h.find(stateName, capitalCity, seat) == nil:
			p.state = w.placeState(h)
			p.region = w.a.TextOf(h.first, h.last)
		default:
			p.state = w.stateOf(h)
		}
		p.owner.token = j
		at := h.first
		if w.is(at, at-1, "the") {
			at--
		}
		return at
	}
	p.owner.token = j
	at := j
	if n := w.inName[j]; n != nil {
		if n.kind == language.Organisation && p.post != nil {
			p.body = w.a.TextOf(n.first, n.last)
		}
		at = n.first
	}
	for at > first && (w.a.Tokens[at-1].UPOS == language.ADJ || w.a.Tokens[at-1].UPOS == language.NOUN || w.proper[at-1].has(stateAdj)) && w.fold[at-1] != "" {
		if h := w.proper[at-1]; h != nil && h.has(stateAdj) && p.state == "" {
			p.state = w.stateOf(h)
		}
		at--
	}
	if w.is(at, at-1, "the", "this", "that", "its", "his", "her", "their") {
		at--
	}
	return at
}

func (w *work) modifierAt(j int) *vocabulary.PostModifier {
	s := w.common[j].find(modifier)
	if s == nil || w.common[j].last != j+1 {
		return nil
	}
	return &w.n.posts.Modifiers[s.index]
}

// roleWords writes the words of a post or body in their usual form: lower case
// except for names and acronyms.
func (w *work) roleWords(words []int, p *phrase) string {
	var b strings.Builder
	for k, i := range words {
		form := w.a.Form(i)
		head := i >= p.headFirst && i < p.headLast
		switch {
		case head && p.post != nil && (p.plural || p.former && strings.HasPrefix(w.fold[i], "ex")):
			if i == p.headFirst {
				w.pad(&b, words, k)
				b.WriteString(p.post.Word)
			}
			continue
		case w.proper[i] != nil && !head, acronym(form) && len(form) > 1 && !w.loud[w.a.Tokens[i].Sentence] && !p.shouted:
		case head && p.post != nil && w.upperHead(p.post.Word) && !p.shouted:
		case w.keepsCapital(i):
		default:
			form = strings.ToLower(form)
		}
		w.pad(&b, words, k)
		b.WriteString(form)
	}
	return b.String()
}

func (w *work) upperHead(word string) bool { return strings.ToLower(word) != word }

// keepsCapital reports whether a capitalised word is a name rather than a
// title in capitals.
func (w *work) keepsCapital(i int) bool {
	return w.inName[i] != nil && w.inName[i].kind != language.Organisation
}

// pad writes the space that stands between the words k-1 and k.
func (w *work) pad(b *strings.Builder, words []int, k int) {
	if b.Len() == 0 {
		return
	}
	if prev := words[k-1]; words[k] == prev+1 && !w.a.Tokens[prev].Space {
		return
	}
	b.WriteByte(' ')
}

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
		if end <= at+1 {
			break
		}
		words, ok := w.takeObject(p, prep, at+1, end)
		if !ok {
			break
		}
		p.last = end
		if words != "" {
			role.WriteString(" " + prep + " " + words)
		}
	}
	return role.String()
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
			if p.state == "" {
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
			if p.state != "" {
				return "", true
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
	return article + w.fieldWords(start, end), true
}

// ownedByBody reports whether the object [i, end) is a part of a body that is no
// state's ("the ACLU's Immigrants' Rights Project"), and notes the body.
func (w *work) ownedByBody(p *phrase, i, end int) bool {
	h := w.proper[i]
	if h == nil || h.first != i || h.find(body) == nil || h.last >= end || w.fold[h.last] != "s" {
		return false
	}
	b := &w.n.bodies.Named[h.find(body).index]
	if b.OfStates() || b.Kind == "court" {
		return false
	}
	if p.body == "" {
		p.body = b.Name
	}
	return true
}

// withoutState gives the end of a body's name without "of Panama" at its end.
func (w *work) withoutState(start, end int) int {
	if h := w.proper[end-1]; h != nil && h.find(stateName) != nil {
		at := h.first
		if w.is(at, at-1, "the") {
			at--
		}
		if at-1 > start && w.is(at, at-1, "of") && w.stateBody(start, at-1) {
			return at - 1
		}
	}
	return end
}

// prepInRole keeps a place in the role of somebody who acts for a body that is
// no state's ("representative in Afghanistan").
func prepInRole(p *phrase, words string) string {
	if p.body != "" {
		return words
	}
	return ""
}

// stateBody reports whether a body named by a phrase is one that states have.
func (w *work) stateBody(i, end int) bool {
	for j := i; j < end; j++ {
		switch w.fold[j] {
		case "ministry", "department", "parliament", "assembly", "senate", "congress", "court", "army", "navy", "police", "directorate", "embassy",
			"consulate", "secretariat", "authority", "legislature", "office", "service", "committee":
			return true
		}
	}
	return false
}

// stateWithin gives the first state that the tokens [i, end) name.
func (w *work) stateWithin(i, end int) demarche.State {
	for j := i; j < end; j++ {
		if h := w.proper[j]; h != nil {
			if h.find(stateName, stateAdj, capitalCity, seat) != nil {
				return w.stateOf(h)
			}
			if s := h.find(body); s != nil && s.state != "" {
				return s.state
			}
			if h.has(place) {
				return w.placeState(h)
			}
		}
	}
	return ""
}

// fieldWords writes the words of a field: lower case except for names.
func (w *work) fieldWords(i, end int) string {
	var words []int
	for j := i; j < end; j++ {
		words = append(words, j)
	}
	return w.roleWords(words, &phrase{headFirst: -1, headLast: -1})
}

// readBodyRight extends a body over "of foreign affairs", "of Mexico", "in Mexico".
func (w *work) readBodyRight(p *phrase) {
	for range 2 {
		at := p.last
		if !w.same(at-1, at) || !w.is(at-1, at, "of", "for", "in") {
			return
		}
		prep := w.fold[at]
		start := at + 1
		if w.is(at, start, "the") {
			start++
		}
		if !w.same(at, start) {
			return
		}
		if h := w.proper[start]; h != nil && h.first == start && h.find(stateName, capitalCity) != nil && h.find(body) == nil {
			if prep == "in" && p.noun.Kind != "government" && p.noun.Kind != "ministry" {
				p.weak = w.stateOf(h)
				if p.noun.Kind == "mission" {
					p.last = h.last
				}
				return
			}
			if p.state == "" {
				p.state = w.stateOf(h)
			}
			p.last = h.last
			continue
		}
		if prep == "in" || p.noun.Government {
			return
		}
		if !w.n.fields[w.fold[start]] {
			return
		}
		end := w.object(at + 1)
		if end <= start {
			return
		}
		p.role += " of " + w.fieldWords(start, end)
		if prep == "for" {
			p.role = strings.Replace(p.role, " of ", " for ", 1)
		}
		p.last = end
	}
}
