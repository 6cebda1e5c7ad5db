package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
)

// writerReach is how many sentences back whoever wrote something is looked for.
const writerReach = 6

// writer gives who speaks through what somebody wrote, "the letter said": whose
// it is by its words, who is said to have made one, else who spoke last. Nil if
// the source of an attribution is no writing.
func (s *scene) writer(at language.Attribution) *demarche.Speaker {
	i := at.SourceHead
	if i == none || !slices.Contains(s.words.writings, s.lemma(i)) {
		return nil
	}
	if p, ok := s.makerOf(i); ok && p.entity != none {
		return s.speakerOf(p.entity)
	}
	if sp := s.publisher(i); sp != nil {
		return sp
	}
	first := max(0, at.Sentence-writerReach)
	for n := at.Sentence; n >= first; n-- {
		for m := range s.cs.In(n) {
			c := &s.cs.List[m]
			if c.Object == none || c.Object == i || !slices.Contains(s.words.writings, s.lemma(c.Object)) {
				continue
			}
			if p, ok := s.actor(c.Subject); ok && p.entity != none {
				return s.speakerOf(p.entity)
			}
		}
	}
	for k := len(s.a.Attributions) - 1; k >= 0; k-- {
		o := &s.a.Attributions[k]
		if o.Sentence >= at.Sentence || o.Sentence < first || o.Entity == none || o.Class == language.Treated {
			continue
		}
		if sp := s.speakerOf(o.Entity); sp != nil {
			return sp
		}
	}
	return nil
}

// publisher gives who issued the writing at token i as its relative clause or
// the noun before it tells: "a statement that the presidency published", "a
// government statement". Nil if neither does.
func (s *scene) publisher(i int) *demarche.Speaker {
	for c := range s.a.Children(i) {
		switch s.a.Tokens[c].Rel.Core() {
		case language.Acl:
			if subject := s.a.Child(c, language.Nsubj); subject != none && subject != i && s.a.Tokens[subject].XPOS != language.TagWDT {
				if p, ok := s.actor(subject); ok && p.entity != none {
					return s.issuing(p.entity, subject)
				}
			}
		case language.Compound:
			if slices.Contains(issuers, s.lemma(c)) {
				return s.issuerBefore(c)
			}
		}
	}
	return nil
}

// issuers are the nouns before "statement" that tell whose it is.
var issuers = []string{"government", "ministry", "presidency", "embassy", "police", "cabinet", "army", "military", "court", "palace", "parliament", "agency", "commission", "department", "council", "union"}

// issuing gives an entity as the speaker of a statement, a state by the noun
// that stands for it: "the presidency".
func (s *scene) issuing(e, i int) *demarche.Speaker {
	sp := s.speakerOf(e)
	if sp != nil && sp.Name == "" && sp.Role == "" && s.a.Tokens[i].UPOS == language.NOUN {
		sp.Name = demarche.Optional(s.lemma(i))
	}
	return sp
}

// issuerBefore gives the body that the noun at token i before "statement" means:
// the last of that name, else that of the state named last.
func (s *scene) issuerBefore(i int) *demarche.Speaker {
	own := int(s.a.Tokens[i].Sentence)
	var state demarche.State
	for n := own; n >= max(0, own-writerReach); n-- {
		in := s.index.mentionsIn[n]
		for k := len(in) - 1; k >= 0; k-- {
			x := &s.a.Mentions[in[k]]
			if x.Entity == none || x.First > i {
				continue
			}
			en := &s.a.Entities[x.Entity]
			if en.Kind == language.Organisation && strings.HasSuffix(strings.ToLower(en.Name), s.lemma(i)) {
				return s.speakerOf(x.Entity)
			}
			if state == "" && en.Kind != language.Nationals {
				state = en.State
			}
		}
	}
	if state == "" {
		return nil
	}
	return &demarche.Speaker{Name: demarche.Optional(s.lemma(i)), State: state}
}
