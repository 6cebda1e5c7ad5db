package names

import (
	"slices"
	"strings"

	"demarche/language"
	"demarche/vocabulary"
)

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
		if !ok || p.state == "" && p.body == "" && p.bodyOf == nil && !w.stateBody(object, end) {
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

// linkLeaders reads posts from who is said to lead a body: "the migration service
// is led by A", "the agency, headed by B,".
func (w *work) linkLeaders() {
	for k, n := range w.names {
		by := n.first - 1
		if n.kind != language.Person || !w.is(n.first, by, "by") || !w.same(n.first, by-1) || w.a.Tokens[by-1].UPOS != language.VERB {
			continue
		}
		role, ok := w.n.verbs[w.a.Tokens[by-1].Lemma]
		at := by - 2
		for ok && w.same(n.first, at) && (w.a.Tokens[at].UPOS == language.AUX || w.a.Tokens[at].UPOS == language.ADV || w.a.Form(at) == ",") {
			at--
		}
		if !ok || !w.same(n.first, at) {
			continue
		}
		q := w.head[at]
		if q == nil || q.noun == nil || q.noun.Government || q.noun.Person || q.last != at+1 {
			continue
		}
		words := q.role
		if w.upper[q.headFirst] {
			words = w.a.TextOf(q.left, q.last)
		}
		w.phrases = append(w.phrases, &phrase{first: by - 1, last: by, left: by - 1, headFirst: by - 1, headLast: by, entity: language.None, owner: q.owner, clause: true,
			post: &vocabulary.PostHead{Word: role}, role: role + " of the " + words, state: q.state, body: q.body, bodyOf: q, linked: []int{k}})
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
