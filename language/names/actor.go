package names

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"demarche"
	"demarche/language"
)

// finish hands the entities and mentions to the analysis, mentions in the order
// of the text, the longer before the shorter.
func (w *work) finish() {
	w.a.Entities = slices.Grow(w.a.Entities, len(w.entities))
	w.a.Mentions = slices.Grow(w.a.Mentions, len(w.mentions))
	for i := range w.entities {
		w.a.Entities = append(w.a.Entities, w.entities[i].Entity)
	}
	slices.SortStableFunc(w.mentions, func(a, b mention) int {
		if a.First != b.First {
			return a.First - b.First
		}
		return b.Last - a.Last
	})
	for i := range w.mentions {
		w.a.Mentions = append(w.a.Mentions, w.mentions[i].Mention)
	}
}

// MentionFor gives the mention that a token stands for as an argument: the
// longest one that it heads, else the shortest one around it; None if there is
// none. "government" in "the Mexican government" gives the whole phrase.
func MentionFor(a *language.Analysis, token int) int {
	best, around := language.None, language.None
	after := sort.Search(len(a.Mentions), func(i int) bool { return a.Mentions[i].First > token })
	for i := max(0, after-mentionReach); i < after; i++ {
		m := &a.Mentions[i]
		if token >= m.Last {
			continue
		}
		if m.Head == token && (best == language.None || longer(m, &a.Mentions[best])) {
			best = i
		}
		if around == language.None || longer(&a.Mentions[around], m) {
			around = i
		}
	}
	if best != language.None {
		return best
	}
	return around
}

func longer(a, b *language.Mention) bool { return a.Last-a.First > b.Last-b.First }

// Actor gives what a token stands for as an argument: the name of its entity,
// the state that it is or acts for, and the entity itself. ok is false if the
// token is no part of a resolved mention.
func Actor(a *language.Analysis, token int) (name string, state demarche.State, entity int, ok bool) {
	m := MentionFor(a, token)
	if m == language.None || a.Mentions[m].Entity == language.None {
		return "", "", language.None, false
	}
	entity = a.Mentions[m].Entity
	e := &a.Entities[entity]
	return e.Name, e.State, entity, true
}

// Actors gives all entities that a token stands for: two for "neither
// government" and "both sides", one or none as a rule.
func Actors(a *language.Analysis, token int) []int {
	m := MentionFor(a, token)
	if m == language.None {
		return nil
	}
	var out []int
	for i := range a.Mentions {
		o := &a.Mentions[i]
		if o.First == a.Mentions[m].First && o.Last == a.Mentions[m].Last && o.Head == a.Mentions[m].Head && o.Entity != language.None && !slices.Contains(out, o.Entity) {
			out = append(out, o.Entity)
		}
	}
	return out
}

// Steps tells how a token was resolved, in the words of explain: "he -> Gustavo
// Petro (president of COL)". It is empty where nothing was resolved.
func Steps(a *language.Analysis, token int) []string {
	m := MentionFor(a, token)
	if m == language.None || a.Mentions[m].Entity == language.None {
		return nil
	}
	mention := &a.Mentions[m]
	e := &a.Entities[mention.Entity]
	text := a.TextOf(mention.First, mention.Last)
	var steps []string
	target := describe(e)
	if !strings.EqualFold(text, target) {
		steps = append(steps, fmt.Sprintf("%s -> %s", text, target))
	}
	if e.State != "" && e.Kind != language.State {
		steps = append(steps, fmt.Sprintf("%s -> %s", target, e.State))
	} else if e.Kind == language.State {
		steps = append(steps, fmt.Sprintf("%s -> %s", target, e.State))
	}
	return steps
}

// describe names an entity with its first post.
func describe(e *language.Entity) string {
	name := e.Name
	if len(e.Posts) > 0 {
		p := &e.Posts[0]
		post := p.Role
		switch {
		case p.State != "":
			post += " of " + string(p.State)
		case p.Body != "":
			post += " of " + p.Body
		}
		if name == "" {
			return post
		}
		return name + " (" + post + ")"
	}
	if name == "" {
		return e.Kind.String()
	}
	return name
}
