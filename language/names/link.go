package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
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
	w.nationalities()
	w.shareApposed()
	w.linkOwners()
	w.linkPairs()
	w.linkConjoined()
	w.linkRelatives()
	w.linkLeaders()
	w.linkTitles()
	w.fillBare()
	w.dropRanks()
}

// shareApposed lets a post right before a name have the state of the post in
// apposition before it: "his Polish colleague, Deputy Interior Minister A".
func (w *work) shareApposed() {
	for _, p := range w.phrases {
		if p.post == nil || p.plural || len(p.linked) == 0 || p.state != "" || p.body != "" || p.det != "" || !w.is(p.first, p.first-1, ",") || w.names[p.linked[0]].first < p.last {
			continue
		}
		for _, q := range w.ending[p.first-1] {
			if q.post != nil && !q.plural && len(q.linked) == 0 && (q.det != "" || q.state != "") {
				p.state = q.state
			}
		}
	}
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
			if q.post == nil || q.post.Word != p.post.Word && !strings.HasPrefix(q.post.Word, p.post.Word+" ") || q.plural || q.role == p.role && q.state == "" {
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

// linkCopula ties a post that a sentence says somebody holds: "Mr. Dar, who is
// deputy prime minister as well", "B was president".
func (w *work) linkCopula(p *phrase) bool {
	at := p.first - 1
	for w.same(p.first, at) && (w.a.Tokens[at].UPOS == language.ADV || w.is(p.first, at, "as")) {
		at--
	}
	if w.is(p.first, p.first-1, "as") { // "was named on Friday as"
		for w.same(p.first, at) && (dayWords[w.fold[at]] || timeNouns[w.fold[at]] || w.is(p.first, at, "on", "in", "last", "this")) {
			at--
		}
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
	tail := w.skipTail(p)
	if tail > 0 {
		after = tail
	}
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
	if tail > 0 && !w.is(end-1, end, ",") {
		return false
	}
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

// tailReach is how many words between a post and the comma can say where or for
// what it is held.
const tailReach = 9

// skipTail gives the comma after words that say where or for what a post is held
// and are no part of it: "Rwanda's chief negotiator in the talks on fishing, A,",
// "the principal secretary there, B,". It is 0 where there are none, or where the
// post is not the subject or the agent of its clause, so that the words may as
// well tell of something else.
func (w *work) skipTail(p *phrase) int {
	at := p.last
	if p.det == "" && p.state == "" || !w.same(p.headFirst, at) || p.plural {
		return 0
	}
	switch w.a.Tokens[at].UPOS {
	case language.ADP, language.ADV:
	default:
		return 0
	}
	switch w.a.Tokens[w.topOf(p.headFirst, p.headLast, p.headLast-1)].Rel.Core() {
	case language.Nsubj, language.Root:
	default:
		if !w.is(p.first, p.first-1, "by") && (p.first == 0 || !w.n.says[w.a.Tokens[p.first-1].Lemma]) {
			return 0
		}
	}
	for j := at; j < at+tailReach && w.same(at, j); j++ {
		if w.a.Form(j) == "," {
			return j
		}
		switch u := w.a.Tokens[j].UPOS; {
		case w.fold[j] == "" && w.a.Form(j) != "-" || u == language.VERB || u == language.AUX || w.inName[j] != nil && w.inName[j].kind == language.Person:
			return 0
		}
	}
	return 0
}

func firstState(states ...demarche.State) demarche.State {
	for _, s := range states {
		if s != "" {
			return s
		}
	}
	return ""
}
