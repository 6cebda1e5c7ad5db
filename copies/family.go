package copies

import (
	"maps"
	"slices"
)

// Family is the texts that copy one text, and that text. A text that copies
// none and is copied by none is a family by itself.
type Family struct {
	Origin  string   `json:"origin"`  // hash of the text that the others copy, as far as it is held: the one that ranks first
	Members []Member `json:"members"` // by rank, the origin first
}

// Member is a text of a family.
type Member struct {
	Text     string    `json:"text"`               // its hash
	Whole    bool      `json:"whole"`              // false if only passages of it belong to the family
	Passages []Passage `json:"passages,omitempty"` // what it has from the family, from the member nearest to it; none for the origin
}

// Families gives all families, by the rank of their origins.
func (x *Index) Families() []Family {
	var out []Family
	seen := make(map[*text]bool, len(x.texts))
	origins := make(map[*text]Family)
	for _, t := range x.texts {
		if seen[t] {
			continue
		}
		g := groupOf(t)
		for _, t := range g.texts {
			seen[t] = true
		}
		for _, f := range g.families() {
			origins[x.texts[f.Origin]] = f
		}
	}
	for _, t := range ranked(origins) {
		out = append(out, origins[t])
	}
	return out
}

// FamiliesOf gives the families to which a text belongs, by the rank of their
// origins: several if it merges passages of several; none if it is not held.
func (x *Index) FamiliesOf(id string) []Family {
	t := x.texts[id]
	if t == nil {
		return nil
	}
	return slices.DeleteFunc(groupOf(t).families(), func(f Family) bool {
		return !slices.ContainsFunc(f.Members, func(m Member) bool { return m.Text == id })
	})
}

// Origins gives, for every text, the origins of the families to which it
// belongs, those to which it belongs as a whole first.
func (x *Index) Origins() map[string][]string {
	out := make(map[string][]string, len(x.texts))
	origins(x.Families(), out)
	return out
}

// group is texts that are tied to each other, however loosely.
type group struct {
	texts  []*text // by rank
	merged map[*text]bool
	root   map[*text]*text          // of texts that belong to one family as a whole: its origin
	parts  map[*text]map[*text]bool // of a text with passages of other families: their origins
}

// groupOf collects the texts tied to t and sorts them into families.
func groupOf(t *text) *group {
	found := map[*text]bool{t: true}
	for queue := []*text{t}; len(queue) > 0; queue = queue[1:] {
		for _, m := range []map[*text]*edge{queue[0].before, queue[0].after} {
			for o := range m {
				if !found[o] {
					found[o] = true
					queue = append(queue, o)
				}
			}
		}
	}
	g := &group{texts: ranked(found), merged: make(map[*text]bool), root: make(map[*text]*text), parts: make(map[*text]map[*text]bool)}
	for _, t := range g.texts {
		g.root[t], g.merged[t] = t, merges(t)
	}
	g.join()
	g.attach()
	g.share()
	return g
}

// join makes families of the texts that are copies of each other, leaving out
// merged texts, which would tie families that have nothing in common.
func (g *group) join() {
	for _, t := range g.texts {
		for _, e := range t.edges() {
			if o := e.other(t); e.kind == Copy && !g.merged[t] && !g.merged[o] {
				g.unite(t, o)
			}
		}
	}
}

// unite makes one family of two; the root that ranks first remains.
func (g *group) unite(t, o *text) {
	a, b := g.find(t), g.find(o)
	if compareTexts(b, a) < 0 {
		a, b = b, a
	}
	g.root[b] = a
}

func (g *group) find(t *text) *text {
	for g.root[t] != t {
		t = g.root[t]
	}
	return t
}

// attach gives each merged text to the families that its passages come from;
// one whose passages turn out to come from one family belongs to it as a whole.
func (g *group) attach() {
	for _, t := range g.texts {
		if !g.merged[t] {
			continue
		}
		of := make(map[*text]bool)
		for _, e := range t.edges() {
			if o := e.other(t); !g.merged[o] {
				of[g.find(o)] = true
			}
		}
		switch len(of) {
		case 0:
			delete(g.merged, t)
		case 1:
			delete(g.merged, t)
			for o := range of {
				g.root[t] = o
			}
		default:
			g.parts[t] = of
		}
	}
}

// share gives a text that has passages of another family, and much of its own,
// a part in that family.
func (g *group) share() {
	for _, t := range g.texts {
		if g.merged[t] {
			continue
		}
		for o, e := range t.before {
			if e.kind == Part && !g.merged[o] && g.find(o) != g.find(t) {
				if g.parts[t] == nil {
					g.parts[t] = make(map[*text]bool)
				}
				g.parts[t][g.find(o)] = true
			}
		}
	}
}

// families gives the families of the group by the rank of their origins.
func (g *group) families() []Family {
	members := make(map[*text]map[*text]bool) // of each origin: whether whole
	add := func(origin, t *text, whole bool) {
		if members[origin] == nil {
			members[origin] = make(map[*text]bool)
		}
		members[origin][t] = whole
	}
	for _, t := range g.texts {
		if !g.merged[t] {
			add(g.find(t), t, true)
		}
		for o := range g.parts[t] {
			add(o, t, false)
		}
	}
	var out []Family
	for _, origin := range ranked(members) {
		f := Family{Origin: origin.ID}
		for _, t := range ranked(members[origin]) {
			f.Members = append(f.Members, Member{Text: t.ID, Whole: members[origin][t], Passages: g.nearest(t, origin)})
		}
		slices.SortStableFunc(f.Members, func(a, b Member) int { return rank(a.Text != f.Origin) - rank(b.Text != f.Origin) })
		out = append(out, f)
	}
	return out
}

// nearest gives what a text has from a family: from the origin if it is tied to
// it, else from the whole member that it shares most with.
func (g *group) nearest(t, origin *text) []Passage {
	if t == origin {
		return nil
	}
	var best *edge
	for _, e := range t.edges() {
		o := e.other(t)
		if g.merged[o] || g.find(o) != origin {
			continue
		}
		if o == origin {
			best = e
			break
		}
		if best == nil || e.Words > best.Words {
			best = e
		}
	}
	if best == nil {
		return nil
	}
	return best.from(t)
}

const (
	// excerpt is how much of a text must be in another, no older one for it to
	// be taken as cut out of that.
	excerpt = 0.7
	// ownPassage is how many words of a merged text must be from one source alone.
	ownPassage = 20
)

// merges reports whether a text is put together from two others, with passages
// of each alone. Whether these are of one family is left to attach.
func merges(t *text) bool {
	sources := slices.DeleteFunc(t.edges(), func(e *edge) bool { return !e.gives(t) })
	for i, a := range sources {
		for _, b := range sources[:i] {
			if apart(a.in(t), b.in(t)) {
				return true
			}
		}
	}
	return false
}

// gives reports whether the other text can be a source of t beside others: t is
// not a mere copy of it, and it is no excerpt of t.
func (e *edge) gives(t *text) bool {
	o := e.other(t)
	return e.contained(t) < excerpt && (standing(o, t) < 0 || e.contained(o) < excerpt)
}

// apart reports whether each of two lists of runs holds enough words that the
// other does not.
func apart(a, b []run) bool {
	in := make(map[int]int)
	for i, runs := range [][]run{a, b} {
		for _, r := range runs {
			for w := r.from; w < r.to; w++ {
				in[w] |= 1 << i
			}
		}
	}
	held := map[int]int{}
	for sides := range maps.Values(in) {
		held[sides]++
	}
	return held[1] >= ownPassage && held[2] >= ownPassage
}
