package reader

import (
	"cmp"
	"slices"
	"strconv"

	"demarche"
)

// acquaintances counts for each state and body the sentences that speak of it
// together with another.
type acquaintances map[demarche.Optional]map[demarche.Optional]int

// acquaintancesOf gives the acquaintances of the report, once.
func (s *scene) acquaintancesOf() acquaintances {
	if s.together != nil {
		return s.together
	}
	s.together = acquaintances{}
	for _, here := range s.castOf().in {
		for _, f := range here {
			for _, g := range here {
				if f == g {
					continue
				}
				if s.together[f.id] == nil {
					s.together[f.id] = map[demarche.Optional]int{}
				}
				s.together[f.id][g.id]++
			}
		}
	}
	return s.together
}

// partner gives with whom a state or body is spoken of most, "" if with nobody.
func (c acquaintances) partner(id demarche.Optional) demarche.Optional {
	var best demarche.Optional
	for other, n := range c[id] {
		if most := c[id][best]; n > most || n == most && cmp.Less(other, best) {
			best = other
		}
	}
	return best
}

// deed is an act that was told, by what it says so far.
type deed struct {
	act   *demarche.Act
	token int
}

// noteDeeds notes the acts among findings, for the choices that come after.
func (s *scene) noteDeeds(found []finding) {
	for i := range found {
		r, ok := found[i].record.(*demarche.Act)
		if !ok || found[i].trigger.Len() == 0 {
			continue
		}
		s.deeds = append(s.deeds, deed{r, s.a.TokenAt(found[i].trigger.Start)})
	}
	slices.SortStableFunc(s.deeds, func(a, b deed) int { return cmp.Compare(a.token, b.token) })
}

// deedReach is how many sentences back an act is looked for that another may answer.
const deedReach = 2

// deedBefore gives the last act that was told before an anchor with both its
// sides, nil if none was told near.
func (s *scene) deedBefore(a anchor, not *demarche.Act) *demarche.Act {
	for _, d := range slices.Backward(s.deeds) {
		if d.token >= a.token || d.act == not || d.act.Actor == "" || d.act.Target == "" {
			continue
		}
		if int(s.a.Tokens[d.token].Sentence) < a.sentence-deedReach {
			return nil
		}
		return d.act
	}
	return nil
}

// answerFeatures tells how two sides go with the act told before.
func answerFeatures(kind string, before *demarche.Act, actor, target *figure) []string {
	if before == nil {
		return nil
	}
	var features []string
	add := func(x string) {
		features = append(features, x, x+" "+kind, x+" "+kind+" after "+string(before.Type))
	}
	switch {
	case actor.id == before.Actor:
		add("before: acted")
	case actor.id == before.Target:
		add("before: was aimed at")
	default:
		add("before: other actor")
	}
	if target == nil {
		return features
	}
	switch {
	case actor.id == before.Actor && target.id == before.Target:
		add("before: goes on")
	case actor.id == before.Target && target.id == before.Actor:
		add("before: answers")
	}
	return features
}

// acquaintance tells how much two sides are spoken of together.
func (s *scene) acquaintance(kind string, actor, target *figure) []string {
	c := s.acquaintancesOf()
	var features []string
	both := func(x string) { features = append(features, x, x+" "+kind) }
	if c[actor.id][target.id] == 0 {
		both("pair never together")
	}
	if c.partner(actor.id) == target.id {
		both("pair partner")
	}
	if c.partner(target.id) == actor.id {
		both("pair partner back")
	}
	features = append(features, "pair ranks "+strconv.Itoa(min(actor.rank, 2))+" "+strconv.Itoa(min(target.rank, 2)))
	return features
}
