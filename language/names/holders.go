package names

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// resolvePost resolves a phrase of a post: who holds it and of which state.
func (w *work) resolvePost(p *phrase) {
	head := w.topOf(p.headFirst, p.headLast, p.headLast-1)
	if len(p.linked) > 0 {
		if q := p.bodyOf; q != nil && q.entity < 0 && !q.done {
			w.resolveBody(q)
		}
		if role := p.role; w.samePost(p) {
			if p.role == role {
				w.addMention(p.first, p.last, head, w.names[p.linked[0]].entity, language.Nominal)
				return // whose counterpart is not known
			}
			if !p.former {
				w.addHolder(p)
			}
		}
		w.statePost(p)
		w.spokesRole(p)
		for n, k := range p.linked {
			e := w.entities[w.names[k].entity]
			state := p.state
			if n > 0 || p.plural {
				state = w.stateAfter(w.names[k])
				if state == "" && !p.plural {
					state = p.state
				}
				if state == "" && p.plural {
					state = firstState(e.State, p.state)
				}
			}
			post := language.Post{Role: p.role, State: state, Former: p.former, Acting: p.acting, Sentence: int(w.a.Tokens[p.headFirst].Sentence), Words: w.a.SpanOf(p.left, p.last)}
			if state == "" {
				post.Body = p.body
			}
			w.givePost(w.names[k].entity, post)
		}
		if !p.plural && !p.clause {
			w.addMention(p.first, p.last, head, w.names[p.linked[0]].entity, language.Nominal)
		}
		return
	}
	if p.plural || w.bodyPart(p) {
		return
	}
	if p.entity = w.holder(p); p.entity >= 0 {
		w.addMention(p.first, p.last, head, p.entity, language.Nominal)
	}
}

// bodyPart reports whether a head is what somebody shakes: "his head".
func (w *work) bodyPart(p *phrase) bool {
	return p.post.Word == "head" && p.owner.pronoun >= 0 && p.last == p.headLast && p.left == p.headFirst
}

// spokesRole completes a bare "spokesman" with the body of its state that was
// spoken of last: "government spokesman", "foreign ministry spokesman".
func (w *work) spokesRole(p *phrase) {
	if p.state == "" || p.role != p.post.Word || p.left != p.headFirst || p.last != p.headLast || !strings.HasPrefix(p.role, "spokes") {
		return
	}
	here := int(w.a.Tokens[p.headFirst].Sentence)
	for k := len(w.mentions) - 1; k >= max(0, len(w.mentions)-mentionReach); k-- {
		m := &w.mentions[k]
		if here-m.sentence > 1 {
			return
		}
		if m.Entity < 0 || m.Form != language.Nominal && m.Form != language.Metonym && m.Form != language.Name || m.First > p.headFirst {
			continue
		}
		e := w.entities[m.Entity]
		if e.State != p.state {
			continue
		}
		switch {
		case e.Kind == language.Organisation && (e.noun == "ministry" || e.noun == "department"):
			p.role = e.Name + " " + p.role
		case e.Kind == language.State && m.Form == language.Nominal:
			p.role = "government " + p.role
		case e.Kind == language.State && m.Form == language.Metonym && w.proper[m.First].has(seat):
			p.role = w.a.TextOf(m.First, m.Last) + " " + p.role
		default:
			continue
		}
		return
	}
}

// samePost gives "his counterpart" and "his colleague" the post of him; false
// for other posts.
func (w *work) samePost(p *phrase) bool {
	if !p.post.Same {
		return false
	}
	k := language.None
	if p.owner.pronoun >= 0 {
		k = w.pronounEntity(p.owner.pronoun)
	}
	if k < 0 || len(w.entities[k].Posts) == 0 {
		k = w.recent(p.headFirst, func(_ *mention, e *entity) float64 {
			if e.Kind != language.Person || len(e.Posts) == 0 {
				return -9
			}
			return 0
		}, 4)
	}
	p.owner = owner{language.None, language.None}
	if k >= 0 && k != w.names[p.linked[0]].entity && len(w.entities[k].Posts) > 0 {
		posts := w.entities[k].Posts
		p.role = posts[len(posts)-1].Role
	}
	return true
}

// stateAfter gives the state of "of Kosovo" after a name.
func (w *work) stateAfter(n *span) demarche.State {
	if w.is(n.last-1, n.last, "of") && w.same(n.first, n.last+1) {
		if h := w.hitAt(n.last + 1); h != nil && h.find(stateName, capitalCity) != nil {
			return w.stateOf(h)
		}
	}
	return ""
}

// givePost adds a post to a person unless the person has it already.
func (w *work) givePost(k int, post language.Post) {
	e := w.entities[k]
	for i := range e.Posts {
		q := &e.Posts[i]
		if w.sameRole(q.Role, post.Role) && (q.State == post.State || q.State == "" || post.State == "") && q.Former == post.Former {
			if q.State == "" && q.Body == "" {
				q.State, q.Body = post.State, post.Body
			}
			if len(post.Role) > len(q.Role) && (endsIn(post.Role, q.Role) || strings.HasPrefix(post.Role, q.Role+" of ")) {
				q.Role = post.Role
			}
			return
		}
	}
	if len(e.Posts) < postsHeld {
		e.Posts = append(e.Posts, post)
	}
	if e.State == "" {
		e.State = post.State
	}
}

func (w *work) sameRole(a, b string) bool {
	a, b = w.normalRole(a), w.normalRole(b)
	return a == b || strings.HasPrefix(a, b+" of ") || strings.HasPrefix(b, a+" of ") || endsIn(a, b) || endsIn(b, a)
}

// endsIn reports whether a role is a shorter one with words before it that
// modify it: "deputy foreign minister" ends in "foreign minister", while a
// "representative for the president" is no president.
func endsIn(role, short string) bool {
	before, ok := strings.CutSuffix(role, " "+short)
	if !ok {
		return false
	}
	for _, w := range strings.Fields(before) {
		switch w {
		case "for", "of", "to", "at", "in", "the", "with":
			return false
		}
	}
	return true
}

// statePost finds the state of a post whose words do not tell it.
func (w *work) statePost(p *phrase) {
	if p.state != "" || p.body != "" {
		return
	}
	e := w.entities[w.names[p.linked[0]].entity]
	if w.staff(p) {
		return
	}
	if t := p.owner.token; t >= 0 && e.State != "" && (w.fold[t] == "country" || w.fold[t] == "nation") {
		p.state = e.State // whoever is known to be of a state is its, as "the country's president"
		return
	}
	if p.state = w.ownerState(p); p.state != "" {
		return
	}
	if p.body = w.ownerBody(p); p.body != "" {
		return
	}
	if q := p.under; q != nil {
		if p.state, p.body = q.state, q.body; p.state == "" && p.body == "" && len(q.linked) > 0 {
			p.state = w.entities[w.names[q.linked[0]].entity].State
		}
		if p.state != "" || p.body != "" {
			return
		}
	}
	if p.bodyOf != nil && p.bodyOf.state != "" {
		p.state = p.bodyOf.state
		return
	}
	if p.bodyOf != nil && p.bodyOf.entity >= 0 {
		if b := w.entities[p.bodyOf.entity]; b.Kind == language.Organisation && b.State == "" && (b.body == "international" || b.body == "group") {
			p.body = b.Name
			return
		}
	}
	if e.State != "" && !p.former {
		p.state = e.State
		return
	}
	if p.state = w.usualState(p); p.state != "" {
		return
	}
	if p.body = w.usualBody(p); p.body != "" {
		return
	}
	if p.weak != "" {
		p.state = p.weak
		return
	}
	if p.state = w.missionState(p); p.state != "" {
		return
	}
	if p.state = w.fieldState(p); p.state != "" {
		return
	}
	if !p.post.Weak {
		p.state = w.context(p.headFirst, w.exclusion(p))
	}
}

// describedState gives the state of a noun for a person to which the post stands
// in apposition: "his Lebanese guest, Interior Minister A".
func (w *work) describedState(p *phrase) demarche.State {
	if !w.is(p.headFirst, p.first-1, ",") || !w.same(p.headFirst, p.first-3) || !w.n.personNoun(w.fold[p.first-2]) || w.a.Tokens[p.first-2].UPOS != language.NOUN {
		return ""
	}
	for j := p.first - 3; j > p.first-6 && w.same(p.headFirst, j); j-- {
		if h := w.proper[j]; h.has(stateAdj) {
			return w.stateOf(h)
		}
		if w.a.Tokens[j].UPOS != language.ADJ && w.a.Tokens[j].UPOS != language.NOUN {
			break
		}
	}
	return ""
}

// exclusion tells which states a post cannot be of: those that lack it, and
// those of which the report gives it to somebody else, for posts that one
// person holds at a time.
func (w *work) exclusion(p *phrase) func(demarche.State) bool {
	lack := w.lackedBy(p.role)
	if code := w.ofOther(p); code != "" {
		lack = append(slices.Clip(lack), code)
	}
	if p.former || !sole(p.role) {
		return func(code demarche.State) bool { return slices.Contains(lack, code) }
	}
	own, others := w.names[p.linked[0]].entity, w.rivals(p)
	return func(code demarche.State) bool {
		if slices.Contains(lack, code) {
			return true
		}
		for _, q := range others {
			e := w.names[q.linked[0]].entity
			if e != own && (q.state == code || q.state == "" && w.entities[e].State == code) {
				return true
			}
		}
		return false
	}
}

// ofOther gives the state of which a post is not: that of whoever's counterpart
// its holder is said to be, "her counterpart, Deputy Minister A".
func (w *work) ofOther(p *phrase) demarche.State {
	q := p
	if !p.post.Same {
		q = nil
		if w.is(p.first, p.first-1, ",") {
			for _, c := range w.ending[p.first-1] {
				if c.post != nil && c.post.Same {
					q = c
				}
			}
		}
	}
	if q == nil || q.state != "" {
		return ""
	}
	if q.owner.pronoun < 0 && q.owner.token < 0 {
		return ""
	}
	if code := w.ownerState(q); code != "" {
		return code
	}
	for k := len(w.phrases) - 1; k >= 0; k-- { // before pronouns are resolved: who was named last
		o := w.phrases[k]
		if o.first < q.first && o.post != nil && len(o.linked) > 0 && w.a.Tokens[q.headFirst].Sentence-w.a.Tokens[o.headFirst].Sentence <= 2 {
			return firstState(o.state, w.entities[w.names[o.linked[0]].entity].State)
		}
	}
	return ""
}

// sole reports whether a state has one holder of the post at a time.
func sole(role string) bool {
	for _, s := range []string{"president", "minister", "chancellor", "secretary", "taoiseach", "king", "leader", "premier"} {
		if strings.HasSuffix(role, s) || strings.Contains(role, s+" of") || strings.Contains(role, s+" for") {
			return true
		}
	}
	return false
}

// holder finds the person whom a post without a name means: one who holds it
// in this report, or an unnamed person of a state.
func (w *work) holder(p *phrase) int {
	definite := p.det == "the" || p.det == "that" || p.det == "this" || p.owner.pronoun >= 0 || p.owner.token >= 0 || p.det == "" && (p.state != "" || w.upper[p.left] || p.left < p.headFirst)
	state := firstState(p.state, w.ownerState(p))
	if definite && !p.former {
		if k := w.recent(p.headFirst, func(m *mention, e *entity) float64 {
			if e.Kind != language.Person || state != "" && e.State != "" && e.State != state {
				return -9
			}
			if state != "" && e.State == "" {
				return -9
			}
			return w.fits(p, e)
		}, 30); k >= 0 {
			return k
		}
	}
	if p.post.Weak && state == "" && p.body == "" {
		return language.None
	}
	if state == "" && p.body == "" && p.bodyOf != nil && p.bodyOf.entity >= 0 {
		state = w.entities[p.bodyOf.entity].State
	}
	if state == "" && p.body == "" {
		state = firstState(p.weak, w.context(p.headFirst, nil))
	}
	if state == "" && p.body == "" {
		return language.None
	}
	post := language.Post{Role: p.role, State: state, Former: p.former, Acting: p.acting, Sentence: int(w.a.Tokens[p.headFirst].Sentence), Words: w.a.SpanOf(p.left, p.last)}
	if state == "" {
		post.Body = p.body
	}
	e := entity{Entity: language.Entity{Kind: language.Person, State: state, Posts: []language.Post{post}}}
	e.Male, e.Female = p.post.Sex == vocabulary.Male, p.post.Sex == vocabulary.Female
	return w.addEntity(e)
}

// bare reports whether a post has no words beside its head that tell which post
// it is ("the leftist leader").
func (w *work) bare(p *phrase) bool {
	if p.last != p.headLast && p.state == "" {
		return false
	}
	for i := p.left; i < p.headFirst; i++ {
		if w.n.fields[w.fold[i]] || postWords[w.fold[i]] || w.proper[i] != nil || w.inName[i] != nil || w.upper[i] {
			return false
		}
	}
	return true
}

// called reports whether a word is one by which the holder of a role is called
// later on: "the diplomat" of the ambassador to France.
func (w *work) called(word, role string) bool {
	return slices.ContainsFunc(w.n.posts.KindOf(word), func(post string) bool {
		return role == post || endsIn(role, post) || strings.HasPrefix(role, post+" ")
	})
}

// fits says how well a person's posts fit the words of a phrase; -9 if not at all.
func (w *work) fits(p *phrase, e *entity) float64 {
	best := -9.0
	bare := w.bare(p)
	word := p.post.Word
	for _, q := range e.Posts {
		role := strings.ToLower(q.Role)
		score := -9.0
		switch {
		case strings.EqualFold(q.Role, p.role):
			score = 6
		case w.sameRole(q.Role, p.role):
			score = 4
		case bare && (role == word || endsIn(role, word) || strings.HasPrefix(role, word+" ") || strings.Contains(role, " "+word+" ")):
			score = 3
		case bare && w.called(word, role):
			score = 3
		}
		best = max(best, score)
	}
	if e.Name == "" && best > 0 {
		best--
	}
	return best
}
