package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

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
			if p.post != nil && w.ofState(n.first, n.last) {
				p.state = firstState(p.state, w.stateWithin(n.first, n.last))
			} else if p.post != nil {
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
		case w.fold[j] == "s" && strings.HasSuffix(strings.ToLower(w.a.Form(j)), "s") && len(w.a.Form(j)) > 1, // 's
			w.fold[j] == "" && tok.XPOS == language.TagPOS && j > first && strings.HasSuffix(w.fold[j-1], "s"): // of a plural: "Refugees' chairwoman"
			if j-1 < first {
				break loop
			}
			if w.roleNoun(j - 1) {
				words = append(words, j, j-1)
				at, core = j-1, j-1
				continue
			}
			if h := w.postEnding(j - 1); h != nil && p.noun != nil && p.noun.Word == "office" {
				words = append(words, j) // "the prime minister's office"
				for k := h.last - 1; k >= h.first; k-- {
					words = append(words, k)
				}
				at, core, p.holder = h.first, h.first, true
				continue
			}
			at = w.readOwner(p, j-1)
			p.holder = p.noun != nil && w.inName[j-1] != nil && w.inName[j-1].kind == language.Person
			break loop
		case w.fold[j] == "whose":
			p.det = "whose"
			at = j
			if k := j - 1; k > first && w.a.Form(k) == "," {
				p.owner.token = k - 1 // "A, whose envoy B came"
			} else if k >= first {
				p.owner.token = k
			}
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

// postEnding gives the post whose last word is token j, nil if there is none.
func (w *work) postEnding(j int) *hit {
	for i := max(0, j-2); i <= j; i++ {
		if h := w.common[i]; h.has(postHead) && h.last == j+1 {
			return h
		}
	}
	return nil
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
		case b.State != "" && p.post != nil && slices.Contains(w.lackedBy(p.post.Word), b.State):
			// "Homeland Security Minister": of a state that has ministers
		case b.State != "" && b.Usual:
			p.usual = b.State
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
			if p.state = firstState(p.state, w.stateWithin(n.first, n.last)); p.state == "" && !w.ofState(n.first, n.last) {
				p.body = w.a.TextOf(n.first, n.last)
			}
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
