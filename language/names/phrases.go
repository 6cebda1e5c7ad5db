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
	under               *phrase        // the post under which it is held: "aide to the president"
	bodyOf              *phrase        // the body in whose name: "spokesman for the ministry"
	role                string         // normalised words of a post; the name of a body
	former, acting      bool
	usual               demarche.State // that its words usually mean: "Foreign Office spokesman"
	region              string         // a part of the state: "Assam's chief minister"
	sentTo              demarche.State // where an ambassador is
	shouted             bool           // its head is in capitals, which then tell nothing
	clause              bool           // told by a verb: "who coordinates"
	holder              bool           // a body that is the office of a post or person: "the president's office"
	done                bool           // a body that is resolved already
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
			if s == nil || w.inField[i] || w.taken(h, s) || s.class == postHead && w.beforeHead(h) {
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
	for k, p := range w.phrases {
		if p.post != nil && k+1 < len(w.phrases) {
			w.putUnder(p, w.phrases[k+1])
		}
	}
}

// putUnder ties a post to the next one if it is held under that: "an aide to
// Mexico's president", "a spokeswoman for President A". It then reaches over the
// name of whoever holds the other, so that it is not taken for a post of theirs.
func (w *work) putUnder(p, q *phrase) {
	if q.post == nil || q.plural || q.post.Same || q.headFirst < p.headLast || q.first > p.last+1 || !w.is(p.headFirst, q.first-1, "for", "to", "of", "with") && q.last != p.last {
		return
	}
	if !heldUnder(p.post.Word) && p.last <= q.first {
		return
	}
	if q.first <= p.headFirst || p.state != "" && q.state != "" && p.state != q.state {
		return
	}
	p.under = q
	role, _, _ := strings.Cut(p.role, " "+w.fold[q.first-1]+" ")
	if w.fold[q.first-1] == "" || p.last < q.first {
		role = p.role
	}
	p.role = role + " " + strings.ToLower(w.a.Form(q.first-1)) + " the " + q.role
	p.state, p.body = firstState(p.state, q.state), q.body
	p.last = q.last
	if n := w.personAt(p.headFirst, q.last); n != nil {
		p.last = n.last
		if w.is(n.last-1, n.last, "of") && w.same(n.last, n.last+1) && w.hitAt(n.last+1).find(stateName, capitalCity) != nil {
			p.last = w.hitAt(n.last + 1).last
			p.state = firstState(p.state, w.stateOf(w.hitAt(n.last+1)))
		}
	}
}

// beforeHead reports whether a word that can head a post stands before the head
// proper: "chief" in "chief negotiator".
func (w *work) beforeHead(h *hit) bool {
	if !w.same(h.first, h.last) || h.last-h.first > 1 {
		return false
	}
	if w.common[h.last].find(bodyNoun, bodyNouns) != nil && w.upper[h.last] == w.upper[h.first] {
		return true // "the justice ministry"
	}
	for j := h.last; j < h.last+4 && w.same(h.first, j); j++ { // "deputy" in "deputy Americas director"
		if c := w.common[j]; c.find(postHead, postHeads) != nil {
			return w.upper[j] == w.upper[h.first] && !w.taken(c, c.find(postHead, postHeads))
		}
		if u := w.a.Tokens[j].UPOS; !postWords[w.fold[h.first]] || w.inName[j] != nil || w.fold[j] == "" || functionWords[w.fold[j]] || u != language.NOUN && u != language.PROPN && u != language.ADJ {
			return false
		}
	}
	return false
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
	case "head", "heads", "chair", "chairs", "counsel", "judge", "judges":
	default:
		return false
	}
	if w.upper[h.first] || h.last-h.first > 1 {
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
	w.readSuffix(p)
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
		if p.state == "" && p.owner.pronoun < 0 && p.owner.token < 0 && p.body == "" && (w.told[p.usual] > 0 || len(w.told) == 0) {
			p.state = p.usual
		}
		if p.state == "" {
			if code, usual, ok := w.n.posts.StateOf(p.role); ok && !usual {
				p.state = code
			}
		}
		if !p.post.StandsAlone() && !w.leadsName(p) && p.left == p.headFirst && p.last == p.headLast && p.det == "" && p.owner.pronoun < 0 && p.owner.token < 0 && p.state == "" {
			return nil
		}
		return p
	}
	p.role = w.roleWords(words, p)
	w.readBodyRight(p)
	if p.noun.FieldOnly && !p.holder && p.last == p.headLast && !slices.ContainsFunc(words[:len(words)-(p.headLast-p.headFirst)], func(i int) bool { return w.n.fields[w.fold[i]] && !commonNames[w.fold[i]] }) {
		return nil
	}
	return p
}

// leadsName reports whether a capitalised word that is no post by itself stands
// as one before a full name: "Justice A", "Speaker B". Mere forms of address do not.
func (w *work) leadsName(p *phrase) bool {
	if p.post.Weak || p.post.Same || p.plural || !w.upper[p.headFirst] || w.common[p.headFirst].has(title) || w.loud[w.a.Tokens[p.headFirst].Sentence] || w.is(p.headFirst, p.headFirst-1, "of", "for", "and") {
		return false
	}
	n := w.inName[min(p.last, len(w.inName)-1)]
	return n != nil && n.first == p.last && w.same(p.headFirst, n.first) && n.kind == language.Person && w.nameWords(n) > 1
}

// readSuffix takes "-elect" and "-designate" into the head of a post.
func (w *work) readSuffix(p *phrase) {
	at := p.headLast
	if p.post == nil || p.plural {
		return
	}
	if w.same(at-1, at) && w.a.Form(at) == "-" {
		at++
	}
	if w.is(at-1, at, "elect", "designate", "nominate", "select") {
		p.headLast, p.last = at+1, at+1
	}
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
