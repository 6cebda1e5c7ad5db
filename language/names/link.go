package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// linkPosts ties posts to the names that hold them, by their places in the text.
func (w *work) linkPosts() {
	slices.SortStableFunc(w.names, func(a, b *span) int { return a.first - b.first })
	slices.SortStableFunc(w.phrases, func(a, b *phrase) int { return a.first - b.first })
	for k, n := range w.names {
		n.index = k
	}
	w.indexPhrases()
	for _, p := range w.phrases {
		if p.post == nil {
			continue
		}
		switch {
		case w.linkBefore(p):
		case p.plural:
		case w.linkAfter(p):
		case w.linkCopula(p):
		case w.linkLeading(p):
		case w.linkSignature(p):
		case w.linkAs(p):
		}
		if len(p.linked) > 0 {
			w.stateAfterName(p)
		}
	}
	w.linkConjoined()
	w.linkRelatives()
	w.linkTitles()
	w.fillBare()
	w.dropRanks()
}

// dropRanks takes away "ambassador" and "senator" before a name that has a post
// in apposition too, because they are forms of address there.
func (w *work) dropRanks() {
	posts := make(map[int][]*phrase) // by name
	for _, p := range w.phrases {
		for _, n := range p.linked {
			posts[n] = append(posts[n], p)
		}
	}
	for _, p := range w.phrases {
		if len(p.linked) != 1 || p.state != "" || p.body != "" {
			continue
		}
		switch p.role {
		case "ambassador", "senator", "deputy", "representative":
		default:
			continue
		}
		for _, q := range posts[p.linked[0]] {
			if q != p && q.role != p.role && len(q.linked) > 0 && w.a.Tokens[q.headFirst].Sentence == w.a.Tokens[p.headFirst].Sentence {
				p.linked = nil
				break
			}
		}
	}
}

// fillBare gives a bare post with a name ("the minister, A") the words of the
// fuller post of the same head that stands before it without a name.
func (w *work) fillBare() {
	for i, p := range w.phrases {
		if p.post == nil || len(p.linked) == 0 || p.plural || p.left != p.headFirst || p.last != p.headLast || p.det != "the" || p.state != "" || p.body != "" {
			continue
		}
		for j := i - 1; j >= max(0, i-phraseReach); j-- {
			q := w.phrases[j]
			if q.post == nil || q.post.Word != p.post.Word || q.plural || q.role == p.role {
				continue
			}
			if len(q.linked) == 0 && (q.det == "the" || w.upper[q.left]) {
				p.role, p.state, p.body, p.bodyOf, p.owner = q.role, q.state, q.body, q.bodyOf, q.owner
			}
			break
		}
	}
}

// nameAt gives the index of the person's name that begins at token i, after
// address titles and opening marks, or None.
func (w *work) nameAt(near, i int) int {
	if n := w.personAt(near, i); n != nil {
		return n.index
	}
	return language.None
}

// personAt gives the person's name that nameAt finds, or nil.
func (w *work) personAt(near, i int) *span {
	for w.same(near, i) {
		if n := w.inName[i]; n != nil && n.kind == language.Person {
			return n
		}
		if w.common[i].has(title) {
			i = w.common[i].last
			continue
		}
		if w.fold[i] == "" && strings.Contains("“\"‘'", w.a.Form(i)) {
			i++
			continue
		}
		break
	}
	return nil
}

// nameEnding gives the index of the person's name whose last token is i, or None.
func (w *work) nameEnding(i int) int {
	if i < 0 || i >= len(w.inName) {
		return language.None
	}
	if n := w.inName[i]; n != nil && n.kind == language.Person && n.last == i+1 {
		return n.index
	}
	return language.None
}

// linkBefore ties a post to the name right after it: "Foreign Minister Yusuf
// Tuggar", "Presidents A and B".
func (w *work) linkBefore(p *phrase) bool {
	n := w.nameAt(p.headFirst, p.last)
	if n < 0 {
		return false
	}
	p.linked = append(p.linked, n)
	if p.plural {
		for at := w.names[n].last; ; at = w.names[n].last {
			for w.same(at-1, at) && w.is(at-1, at, "of") && w.hitAt(at+1) != nil {
				at = w.hitAt(at + 1).last
			}
			if !w.is(at-1, at, "and", ",") {
				break
			}
			if n = w.nameAt(at-1, at+1); n < 0 {
				break
			}
			p.linked = append(p.linked, n)
		}
	}
	return true
}

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

// linkCopula ties a post that a sentence says somebody holds: "Mr. Dar, who is
// deputy prime minister as well", "B was president".
func (w *work) linkCopula(p *phrase) bool {
	at := p.first - 1
	for w.same(p.first, at) && (w.a.Tokens[at].UPOS == language.ADV || w.is(p.first, at, "as")) {
		at--
	}
	if !w.is(p.first, at, "is", "was", "been", "became", "become", "remains", "remained", "serves", "served", "named", "elected", "appointed") {
		return false
	}
	was := w.is(at, at, "was", "served")
	at--
	for w.same(p.first, at) && (w.a.Tokens[at].UPOS == language.AUX || w.a.Tokens[at].UPOS == language.ADV) {
		at--
	}
	relative := false
	if w.is(p.first, at, "who") {
		at--
		relative = true
	}
	if relative && w.is(p.first, at, ",") {
		at--
	}
	n := w.nameEnding(at)
	if n < 0 {
		return false
	}
	p.former = p.former || was && relative
	p.linked = append(p.linked, n)
	return true
}

// linkLeading ties a post to the name in apposition after it: "the deputy
// interior minister, Talal Chaudhry, told".
func (w *work) linkLeading(p *phrase) bool {
	after := w.skipAside(p.last)
	if after >= len(w.fold) || w.a.Form(after) != "," && w.a.Form(after) != "(" && w.a.Form(after) != "–" && w.a.Form(after) != "—" && w.a.Form(after) != ":" {
		return false
	}
	if p.det == "" && p.state == "" && p.owner.token < 0 && p.owner.pronoun < 0 && !w.upper[p.left] && !w.joinedTo(p) || w.a.Form(after) == ":" && p.det != "" {
		return false
	}
	if p.det == "a" || p.det == "an" {
		if w.a.Form(after) == "," && p.first > 1 && w.a.Form(p.first-1) == "," && w.nameEnding(p.first-2) >= 0 {
			return false
		}
	}
	n := w.nameAt(p.headFirst, after+1)
	if n < 0 {
		return false
	}
	end := w.names[n].last
	if w.is(end-1, end, "of") && w.hitAt(end+1) != nil {
		end = w.hitAt(end + 1).last
	}
	if w.same(end-1, end) && w.fold[end] != "" {
		if w.a.Tokens[end].UPOS != language.VERB || p.post.Weak {
			return false
		}
	}
	if w.is(end-1, end, ",") && w.postFollows(end+1) && !w.is(end, end+1, "who") {
		// "the minister, A, the president of B, ...": the second apposition is A's
		for _, q := range w.starting[end+1] {
			if q.post != nil && w.closes(q) && q.det != "" {
				return false
			}
		}
	}
	p.linked = append(p.linked, n)
	return true
}

// linkAs ties a post after "as" to the name shortly before it: "A's first
// journey as U.S. secretary of state", "A, as minister,".
func (w *work) linkAs(p *phrase) bool {
	if !w.is(p.first, p.first-1, "as") {
		return false
	}
	for at := p.first - 2; at > p.first-9 && w.same(p.first, at); at-- {
		if n := w.nameEnding(at); n >= 0 {
			p.linked = append(p.linked, n)
			return true
		}
		if w.a.Tokens[at].UPOS == language.VERB || w.fold[at] == "" {
			return false
		}
	}
	return false
}

// linkSignature ties a post that opens a line to the name that is the line
// before it, as under a statement.
func (w *work) linkSignature(p *phrase) bool {
	first, _ := w.sentence(p.headFirst)
	if p.first != first || first == 0 {
		return false
	}
	n := w.nameEnding(first - 1)
	if n < 0 {
		return false
	}
	if start, _ := w.sentence(first - 1); w.names[n].first != start {
		return false
	}
	p.linked = append(p.linked, n)
	return true
}

// joinedTo reports whether "and" joins the post to one before it, whose owner it
// then shares: "Thailand's deputy prime minister and defence minister, A,".
func (w *work) joinedTo(p *phrase) bool {
	if !w.is(p.first, p.first-1, "and") {
		return false
	}
	for _, q := range w.ending[p.first-1] {
		if q.post != nil && !q.plural && (q.det != "" || q.state != "" || q.owner.token >= 0 || q.owner.pronoun >= 0) {
			if p.state == "" {
				p.state, p.owner = q.state, q.owner
			}
			return true
		}
	}
	return false
}

// skipAside gives the token after an acronym in brackets or a short relative
// clause that stands between a post and the comma: "the Director of the
// Institute (IFW), A", "the deputy who received him, B".
func (w *work) skipAside(at int) int {
	if !w.same(at-1, at) {
		return at
	}
	if w.a.Form(at) == "(" {
		if w.same(at, at+2) && acronym(w.a.Form(at+1)) && w.a.Form(at+2) == ")" {
			return at + 3
		}
		return at
	}
	if w.is(at-1, at, "who", "whose") {
		for j := at + 1; j < at+9 && w.same(at, j); j++ {
			if w.a.Form(j) == "," {
				return j
			}
		}
	}
	return at
}

// stateAfterName reads the state that follows a name: "President Vjosa Osmani
// of Kosovo", and a clause "of the day".
func (w *work) stateAfterName(p *phrase) {
	for _, k := range p.linked {
		n := w.names[k]
		at := n.last
		if !w.is(at-1, at, "of") {
			continue
		}
		start := at + 1
		if w.is(at, start, "the") {
			start++
		}
		if !w.same(at, start) {
			continue
		}
		h := w.proper[start]
		switch {
		case h != nil && h.find(stateName) != nil && (p.state == "" || p.plural):
			p.state = w.stateOf(h)
		case h != nil && h.find(body) != nil && p.state == "" && p.body == "":
			b := &w.n.bodies.Named[h.find(body).index]
			p.state = b.State
			if b.State == "" {
				if b.OfStates() || b.Kind == "court" {
					p.role += " of " + w.a.TextOf(h.first, h.last)
				} else {
					p.body = b.Name
				}
			}
		case h != nil && h.find(place, capitalCity) != nil && p.state == "":
			p.state = w.placeState(h)
			if p.state == "" {
				p.state = w.stateOf(h)
			}
		case w.head[start] != nil && w.head[start].noun != nil && w.head[start].left == start:
			q := w.head[start]
			end := q.last
			p.state = firstState(p.state, q.state)
			if w.is(end-1, end, "in") && w.same(end, end+1) && w.hitAt(end+1) != nil {
				p.state = firstState(p.state, w.stateWithin(end+1, w.hitAt(end+1).last))
				end = w.hitAt(end + 1).last
			}
			p.role += " of " + w.a.TextOf(start, end)
		case w.inName[start] != nil && w.inName[start].kind == language.Organisation:
			o := w.inName[start]
			end := o.last
			p.state = firstState(p.state, w.stateWithin(o.first, end))
			if w.is(end-1, end, "in") && w.hitAt(end+1) != nil {
				p.state = firstState(p.state, w.stateWithin(end+1, w.hitAt(end+1).last))
				end = w.hitAt(end + 1).last
			}
			if w.stateBody(o.first, o.last) {
				p.role += " of " + w.a.TextOf(o.first, end)
			} else if p.body == "" && p.state == "" {
				p.body = w.a.TextOf(o.first, o.last)
			}
		}
	}
}

func firstState(states ...demarche.State) demarche.State {
	for _, s := range states {
		if s != "" {
			return s
		}
	}
	return ""
}

// linkConjoined gives the holder of a post to the post that "and" joins to it
// before a name: "Foreign Minister and Deputy Prime Minister Ishaq Dar".
func (w *work) linkConjoined() {
	for i := len(w.phrases) - 2; i >= 0; i-- {
		p := w.phrases[i]
		if p.post == nil || len(p.linked) > 0 || p.plural || !w.is(p.last-1, p.last, "and") {
			continue
		}
		for _, q := range w.starting[p.last+1] {
			if q.post != nil && len(q.linked) > 0 && q.det == "" && w.names[q.linked[0]].first >= q.last {
				p.linked = append(p.linked, q.linked...)
			}
		}
	}
}

// linkRelatives reads posts from what somebody is said to do: "A, who
// coordinates the National Coalition", "B, who speaks for UNHCR".
func (w *work) linkRelatives() {
	for k, n := range w.names {
		if n.kind != language.Person {
			continue
		}
		at := n.last
		if w.is(at-1, at, ",") {
			at++
		}
		if !w.is(at-1, at, "who", "which") {
			continue
		}
		verb := at + 1
		for w.same(at, verb) && (w.a.Tokens[verb].UPOS == language.ADV || w.is(at, verb, "has", "had", "now", "then")) {
			verb++
		}
		if !w.same(at, verb) {
			continue
		}
		lemma := w.a.Tokens[verb].Lemma
		role, ok := w.n.verbs[lemma]
		object := verb + 1
		if !ok && w.same(verb, object) {
			role, ok = w.n.verbs[lemma+" "+w.fold[object]]
			object++
		}
		if !ok || !w.same(verb, object) {
			continue
		}
		if q := w.postAt(object); q != nil && strings.HasPrefix(role, "spokes") {
			w.phrases = append(w.phrases, &phrase{first: verb, last: q.last, left: verb, headFirst: verb, headLast: verb + 1, entity: language.None, owner: owner{language.None, language.None},
				clause: true, post: &vocabulary.PostHead{Word: role}, role: role + " for the " + q.role, state: q.state, body: q.body, under: q, linked: []int{k}})
			continue
		}
		end := w.object(object)
		if end <= object {
			continue
		}
		p := &phrase{first: verb, last: end, left: verb, headFirst: verb, headLast: verb + 1, entity: language.None, owner: owner{language.None, language.None},
			clause: true, post: &vocabulary.PostHead{Word: role}, former: strings.HasSuffix(w.fold[verb], "ed")}
		words, ok := w.takeObject(p, "of", object, end)
		if !ok || p.state == "" && p.body == "" && p.bodyOf == nil {
			continue
		}
		p.role = role
		if words != "" {
			p.role += " of " + words
		}
		p.linked = []int{k}
		w.phrases = append(w.phrases, p)
	}
}

// postAt gives the post that begins at token i or after an article there, or nil.
func (w *work) postAt(i int) *phrase {
	for _, p := range w.starting[i] {
		if p.post != nil && !p.plural {
			return p
		}
	}
	return nil
}

// linkTitles makes posts of the titles that are short for one ("Sen. A") where the
// person is given no post elsewhere, beside which the title is a mere form of address.
func (w *work) linkTitles() {
	posted := make(map[string][][]string) // names that hold a post, by each of their words
	add := func(k int) {
		words := w.wordsOf(w.names[k])
		for i, word := range words {
			if list := posted[word]; len(list) < namesakes && !slices.Contains(words[:i], word) && !holdsName(list, words) {
				posted[word] = append(list, words)
			}
		}
	}
	for _, p := range w.phrases {
		for _, k := range p.linked {
			add(k)
		}
	}
	for k, n := range w.names {
		if n.kind != language.Person || !n.title || n.first == 0 {
			continue
		}
		before := w.titleBefore(n.first)
		t := &w.n.posts.Titles[before.index]
		h := w.common[n.first-1]
		if h == nil {
			continue // no title of several words is short for a post
		}
		words := w.wordsOf(n)
		if t.Post == "" || len(words) == 0 || holdsName(posted[words[len(words)-1]], words) || w.head[n.first-1] != nil && len(w.head[n.first-1].linked) > 0 {
			continue
		}
		w.phrases = append(w.phrases, &phrase{first: h.first, last: h.last, left: h.first, headFirst: h.first, headLast: h.last, entity: language.None,
			owner: owner{language.None, language.None}, post: &vocabulary.PostHead{Word: t.Post}, role: t.Post, weak: t.State, linked: []int{k}})
		add(k)
	}
}

// holdsName reports whether one of the names holds the words in their order.
func holdsName(names [][]string, words []string) bool {
	return slices.ContainsFunc(names, func(name []string) bool { return within(words, name) })
}
