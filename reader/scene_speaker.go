package reader

import (
	"slices"

	"demarche"
	"demarche/language"
)

// speaker gives the attribution in whose content token i stands.
func (s *scene) attribution(i int) (language.Attribution, bool) {
	if i == none || s.speaking[i] == none {
		return language.Attribution{}, false
	}
	return s.a.Attributions[s.speaking[i]], true
}

// by gives who says what token i says, nil for the report itself.
func (s *scene) by(i int) *demarche.Speaker {
	at, ok := s.attribution(i)
	if !ok {
		return nil
	}
	return s.source(at)
}

// source gives the speaker of an attribution, nil if it cannot be told.
func (s *scene) source(at language.Attribution) *demarche.Speaker {
	if at.Entity != none {
		if sp := s.speakerOf(at.Entity); sp != nil {
			s.callBody(sp, at)
			return sp
		}
	}
	if at.SourceHead != none {
		return s.speakerAt(at.SourceHead)
	}
	return nil
}

// callBody names a speaker who is only known as a state by the words that stand
// for it: "its government", "the White House", "a statement from the presidency".
// Officials and other persons are a role.
func (s *scene) callBody(sp *demarche.Speaker, at language.Attribution) {
	i := at.SourceHead
	if sp.Name != "" || sp.Role != "" || i == none {
		return
	}
	if slices.Contains(s.words.writings, s.lemma(i)) {
		if i = s.writtenBy(i, at.Entity); i == none {
			return
		}
	}
	switch m := s.mention[i]; {
	case s.a.Tokens[i].UPOS == language.NOUN && (s.words.persons[s.lemma(i)] || s.words.callings[s.lemma(i)] || s.lemma(i) == "official"):
		sp.Role = demarche.Optional(s.lemma(i))
	case s.a.Tokens[i].UPOS == language.NOUN:
		sp.Name = demarche.Optional(s.lemma(i))
	case m != none && s.a.Mentions[m].Form == language.Nominal && s.a.Tokens[i].UPOS == language.PROPN:
		sp.Name = demarche.Optional(s.a.TextOf(s.a.Mentions[m].First, s.a.Mentions[m].Last))
	}
}

// writtenBy gives the noun that stands for entity e below the writing at token i,
// none if there is none.
func (s *scene) writtenBy(i, e int) int {
	for c := range s.a.Children(i) {
		if s.a.Tokens[c].Rel.Core() != language.Nmod || s.a.Tokens[c].UPOS != language.NOUN {
			continue
		}
		if m := s.mention[c]; m != none && s.a.Mentions[m].Entity == e {
			return c
		}
	}
	return none
}

// speakerAt gives the noun phrase of token i as a speaker.
func (s *scene) speakerAt(i int) *demarche.Speaker {
	p, ok := s.party(i)
	if !ok {
		return nil
	}
	if p.entity != none {
		return s.speakerOf(p.entity)
	}
	return &demarche.Speaker{Role: demarche.Optional(s.lemma(i)), State: p.state}
}

// speakerOf gives an entity as a speaker.
func (s *scene) speakerOf(e int) *demarche.Speaker {
	en := &s.a.Entities[e]
	switch en.Kind {
	case language.Person:
		sp := &demarche.Speaker{Name: demarche.Optional(en.Name), State: en.State}
		if len(en.Posts) == 0 {
			sp.Role = demarche.Optional(s.calling(e))
		}
		for n, post := range en.Posts {
			if n == 0 || !post.Former {
				sp.Role = demarche.Optional(post.Role)
				if post.State != "" {
					sp.State = post.State
				}
			}
			if !post.Former {
				break
			}
		}
		return sp
	case language.State:
		return &demarche.Speaker{State: en.State}
	case language.Organisation:
		return &demarche.Speaker{Name: demarche.Optional(en.Name), State: en.State}
	}
	return nil
}
