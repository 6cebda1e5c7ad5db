package reader

import (
	"cmp"
	"maps"
	"slices"

	"demarche"
	"demarche/language"
)

// figure is a state or body as it appears in a report.
type figure struct {
	id       demarche.Optional
	state    demarche.State
	seen     []sighting // in the order of the text
	subjects int        // how often it is the subject of a clause
	title    bool       // a title names it
	rank     int        // by how often it acts, 0 the most
}

// sighting is a mention of a figure or of who or what is of it.
type sighting struct {
	token, sentence int
	kind            string
	acts            bool // as who may act
}

// cast are the states and bodies of a report.
type cast struct {
	of    map[demarche.Optional]*figure
	order []*figure         // by rank
	in    map[int][]*figure // sentence -> who is mentioned there
}

// castOf gives the states and bodies of the report, once.
func (s *scene) castOf() *cast {
	if s.cast != nil {
		return s.cast
	}
	c := &cast{of: map[demarche.Optional]*figure{}, in: map[int][]*figure{}}
	for i := range s.a.Tokens {
		if s.mention[i] == none {
			continue
		}
		p, _ := s.party(i)
		if p.id() == "" || s.isPrivate(p) || p.state == "" && p.kind != language.Organisation && p.kind != language.Person || s.isNameless(p.name, p.state) {
			continue
		}
		c.see(s, i, p)
	}
	c.order = slices.SortedFunc(maps.Values(c.of), func(a, b *figure) int {
		if d := cmp.Compare(b.weight(), a.weight()); d != 0 {
			return d
		}
		return cmp.Compare(a.seen[0].token, b.seen[0].token)
	})
	for n, f := range c.order {
		f.rank = n
	}
	s.cast = c
	return c
}

func (f *figure) weight() int {
	n := 0
	for _, x := range f.seen {
		if n++; x.acts {
			n += 2
		}
	}
	return n
}

// see adds a mention of a party at token i.
func (c *cast) see(s *scene, i int, p party) {
	f := c.of[p.id()]
	if f == nil {
		f = &figure{id: p.id(), state: p.state}
		c.of[p.id()] = f
	}
	x := sighting{token: i, sentence: int(s.a.Tokens[i].Sentence), kind: s.mentionedAs(i, p), acts: p.kind != language.Nationals && p.kind != language.Place}
	f.seen = append(f.seen, x)
	if k := s.a.Paragraphs[s.a.Sentences[x.sentence].Paragraph].Kind; k == language.Title {
		f.title = true
	}
	if s.a.Tokens[i].Rel.Core() == language.Nsubj {
		f.subjects++
	}
	if !slices.Contains(c.in[x.sentence], f) {
		c.in[x.sentence] = append(c.in[x.sentence], f)
	}
}

// mentionedAs tells as what a party is mentioned at token i.
func (s *scene) mentionedAs(i int, p party) string {
	switch s.a.Mentions[s.mention[i]].Form {
	case language.Pronoun:
		return "pronoun"
	case language.Adjective:
		return "adjective"
	case language.Metonym:
		return "seat"
	case language.Nominal:
		return "nominal " + p.kind.String()
	}
	return p.kind.String()
}

// speakerIDAt gives the id of who says what token i says, "" if nobody is said to.
func (s *scene) speakerIDAt(i int) demarche.Optional {
	at, ok := s.attribution(i)
	if !ok {
		return ""
	}
	if p, ok := s.sourceParty(at); ok && !s.isPrivate(p) {
		return p.id()
	}
	return ""
}
