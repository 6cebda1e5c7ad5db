package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
)

// offices finds who holds which post: everyone named in full with a post.
func offices(s *scene) []finding {
	var found []finding
	for e := range s.a.Entities {
		en := &s.a.Entities[e]
		if en.Kind != language.Person || !strings.Contains(en.Name, " ") {
			continue
		}
		for _, p := range en.Posts {
			if p.Role == "" || p.State == "" && p.Body == "" {
				continue
			}
			if p.Sentence >= 0 && p.Sentence < len(s.near) && !s.concerns(p.Sentence) {
				continue
			}
			if p.Sentence >= 0 && p.Sentence < len(s.a.Sentences) && s.goesAstray(s.a.Sentences[p.Sentence].Paragraph) && !s.speaks(e) {
				continue
			}
			r := &demarche.Office{Name: en.Name, Role: demarche.Optional(p.Role), State: p.State, Former: p.Former}
			if p.State == "" {
				r.Body = demarche.Optional(p.Body)
			}
			f := s.newFinding(r, demarche.KindOffice, "post", none)
			f.sentences = []int{p.Sentence}
			if named := s.namedIn(e); named != none && !strings.Contains(s.a.Sentences[p.Sentence].Of(s.a.Text), en.Name) {
				f.sentences = append(f.sentences, named)
			}
			f.trigger = p.Words
			f.step("post \"%s\" of %s", p.Role, en.Name)
			found = append(found, f)
		}
	}
	return found
}

// speaks reports whether the report tells words or thoughts of entity e.
func (s *scene) speaks(e int) bool {
	return slices.ContainsFunc(s.a.Attributions, func(at language.Attribution) bool { return at.Entity == e })
}

// namedIn gives the first sentence that names entity e in full, none if none does.
func (s *scene) namedIn(e int) int {
	for _, m := range s.index.mentionsOf[e] {
		x := &s.a.Mentions[m]
		if x.Form == language.Name && s.a.TextOf(x.First, x.Last) == s.a.Entities[e].Name {
			return int(s.a.Tokens[x.Head].Sentence)
		}
	}
	return none
}
