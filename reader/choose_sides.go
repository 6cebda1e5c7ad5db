package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/reader/choice"
)

// roleSides is the role of the question who does an act and at whom it is aimed.
const roleSides = "sides"

// askSides asks who does the act of finding i and at whom it is aimed. Of acts
// that the rules tell of several sides at once nothing is asked.
func (s *scene) askSides(found []finding, i int) (asked, bool) {
	f := &found[i]
	r := f.record.(*demarche.Act)
	anchor := s.a.TokenAt(f.trigger.Start)
	if f.trigger.Len() == 0 || anchor >= len(s.a.Tokens) || isListed(found, i) {
		return asked{}, false
	}
	a := s.anchorAt(anchor)
	who := s.candidates(a, r.Actor, r.Target)
	if r.Type == demarche.Rule && len(r.Actor) == len("COL") {
		who = slices.DeleteFunc(who, func(f *figure) bool { return isNationalCourt(string(f.id)) }) // its state rules
	}
	q := &choice.Question{Role: roleSides, Rule: none}
	part := func(features []string) int {
		q.Parts = append(q.Parts, features)
		return len(q.Parts) - 1
	}
	kind := string(r.Type)
	open := r.Actor == "" // no rule found it
	actors, targets := make([]int, len(who)), make([]int, len(who))
	for n, w := range who {
		actors[n] = part(s.partyFeatures("actor", kind, a, w, f.how("actor"), w.id == r.Actor && !open))
		targets[n] = part(s.partyFeatures("target", kind, a, w, f.how("target"), w.id == r.Target && !open))
	}
	nobody := part(s.nobodyFeatures("target", kind, a, f.how("target"), r.Target == "" && !open, len(s.castOf().in[a.sentence])))
	opposite := s.sideWeights(a.sentence)
	before := s.deedBefore(a, r)
	for n, w := range who {
		rule := w.id == r.Actor
		pair := part(pairFeatures(kind, a, w, nil, s, "", before, rule && r.Target == ""))
		if rule && r.Target == "" {
			q.Rule = len(q.Answers)
		}
		q.Answers = append(q.Answers, choice.Answer{Values: []string{string(w.id), ""}, Parts: []int{actors[n], nobody, pair}})
		st := heaviest(opposite, w.state)
		for k, t := range who {
			if k == n {
				continue
			}
			rule := rule && t.id == r.Target
			if rule {
				q.Rule = len(q.Answers)
			}
			pair := part(pairFeatures(kind, a, w, t, s, st, before, rule))
			q.Answers = append(q.Answers, choice.Answer{Values: []string{string(w.id), string(t.id)}, Parts: []int{actors[n], targets[k], pair}})
		}
	}
	return asked{question: q, finding: f, fill: func(r demarche.Record, values []string) {
		act := r.(*demarche.Act)
		act.Actor, act.Target = demarche.Optional(values[0]), demarche.Optional(values[1])
	}}, len(q.Answers) > 1
}

// isListed reports whether finding i is one of several acts that the same words tell.
func isListed(found []finding, i int) bool {
	f := &found[i]
	for k := range found {
		g := &found[k]
		if k == i || g.trigger != f.trigger {
			continue
		}
		if a, ok := g.record.(*demarche.Act); ok && a.Type == f.record.(*demarche.Act).Type {
			return true
		}
	}
	return false
}

// how gives the way in which a rule filled a field, by the step that says so.
func (f *finding) how(field string) string {
	for _, step := range f.steps {
		if how, ok := strings.CutPrefix(step, field+": "); ok {
			return strings.Join(strings.Fields(stepDetail.ReplaceAllString(how, "")), " ")
		}
	}
	_, rule, _ := strings.Cut(f.rule, "/")
	_, way, _ := strings.Cut(rule, "/")
	if strings.HasPrefix(way, "said-") {
		return "said"
	}
	return "noun"
}

// way gives the way in which a rule found a party, by the step that names it.
func (f *finding) way(id demarche.Optional) string {
	for _, step := range f.steps {
		if id != "" && strings.HasSuffix(step, string(id)) {
			return strings.Join(strings.Fields(stepDetail.ReplaceAllString(strings.TrimSuffix(step, string(id)), "")), " ")
		}
	}
	return "unsaid"
}

// pairFeatures tells how an actor and a target, nil for nobody, go together, and
// with the act told before, if one was.
func pairFeatures(kind string, a anchor, actor, target *figure, s *scene, opposite demarche.State, before *demarche.Act, rule bool) []string {
	features := answerFeatures(kind, before, actor, target)
	if rule {
		features = append(features, "rule pair", "rule pair "+kind)
	}
	if target == nil {
		return features
	}
	if target.state != "" && target.state == opposite {
		features = append(features, "pair opposite", "pair opposite "+kind)
	}
	if s.sender != "" && actor.state == s.sender && target.state == s.receiver {
		features = append(features, "pair sender receiver", "pair sender receiver "+kind)
	}
	if s.sender != "" && target.state == s.sender && actor.state == s.receiver {
		features = append(features, "pair receiver sender", "pair receiver sender "+kind)
	}
	i, k := actor.firstIn(a.sentence), target.firstIn(a.sentence)
	switch {
	case i == none && k == none:
		features = append(features, "pair neither here")
	case i != none && k != none && i < k:
		features = append(features, "pair in order", "pair in order "+kind)
	case i != none && k != none:
		features = append(features, "pair out of order", "pair out of order "+kind)
	}
	if actor.state == "" && target.state == "" {
		features = append(features, "pair of bodies")
	}
	return append(features, s.acquaintance(kind, actor, target)...)
}

// facilities end the names of places that act for nobody.
var facilities = []string{"airport", "base", "airfield", "airstrip", "camp", "prison", "jail", "hotel", "port", "bridge", "crossing", "barracks"}

// isNamedPlace reports whether a figure is a place that is named like a body.
func isNamedPlace(f *figure) bool {
	return f.state == "" && slices.ContainsFunc(facilities, func(w string) bool { return strings.HasSuffix(strings.ToLower(string(f.id)), " "+w) })
}

// firstIn gives the first token that mentions a figure in a sentence, none if none does.
func (f *figure) firstIn(sentence int) int {
	for _, x := range f.seen {
		if x.sentence == sentence {
			return x.token
		}
	}
	return none
}

// farCandidates is how many states and bodies are asked about because the report
// tells much of them.
const farCandidates = 3

// candidates gives the states and bodies that may be a side of what is told at
// an anchor: those near it, who speaks there or has issued the report, those of which the report tells
// most, and those that the rules give.
func (s *scene) candidates(a anchor, rules ...demarche.Optional) []*figure {
	c := s.castOf()
	var who []*figure
	add := func(f *figure) {
		if f != nil && !isNamedPlace(f) && !slices.ContainsFunc(who, func(g *figure) bool { return g.id == f.id }) {
			who = append(who, f)
		}
	}
	for _, id := range rules {
		if id == "" {
			continue
		}
		if f := c.of[id]; f != nil {
			add(f)
			continue
		}
		f := &figure{id: id, rank: len(c.order)}
		if len(id) == len("COL") {
			f.state = demarche.State(id)
		}
		add(f)
	}
	for _, n := range []int{a.sentence, a.sentence - 1} {
		for _, f := range c.in[n] {
			add(f)
		}
	}
	add(c.of[a.speaker])
	add(c.of[s.issued.id()])
	add(c.of[demarche.Optional(s.sender)])
	add(c.of[demarche.Optional(s.receiver)])
	for _, f := range c.order[:min(farCandidates, len(c.order))] {
		add(f)
	}
	return who
}
