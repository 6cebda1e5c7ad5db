package reader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
)

// standing is how far a person may appear in records by name.
type standing uint8

// The standings, from the least.
const (
	hidden    standing = iota // is moved, or a private person: in no record
	spokesman                 // has no post but speaks for a body named with them or from a public calling: as a source of words alone
	official                  // holds a post, or is known for a state
)

// occupations are heads of posts that may be anyone's work: they make nobody
// public who is moved.
var occupations = set{
	"officer": true, "official": true, "aide": true, "manager": true, "associate": true, "fellow": true,
	"researcher": true, "analyst": true, "expert": true, "founder": true, "colleague": true, "counsel": true,
}

// custody are the verbs that, beside those of removal, make their object
// somebody who is moved.
var custody = set{
	"return": true, "remove": true, "detain": true, "arrest": true, "jail": true, "imprison": true, "hold": true, "hand over": true,
	"fly home": true, "bring home": true, "fly back": true, "bring back": true, "extradite": true, "deport": true,
}

// callings are works in which people speak to the public for others or from
// what they know; who has one is a source, though not an official.
var callings = set{
	"lawyer": true, "attorney": true, "solicitor": true, "barrister": true, "advocate": true, "counsel": true, "counsellor": true,
	"prosecutor": true, "judge": true, "magistrate": true, "jurist": true, "notary": true, "ombudsman": true, "rapporteur": true,
	"professor": true, "lecturer": true, "scholar": true, "academic": true, "researcher": true, "fellow": true, "expert": true, "analyst": true,
	"economist": true, "historian": true, "sociologist": true, "criminologist": true, "demographer": true, "scientist": true, "specialist": true,
	"activist": true, "campaigner": true, "organizer": true, "organiser": true, "coordinator": true, "unionist": true, "lobbyist": true,
	"bishop": true, "archbishop": true, "cardinal": true, "nuncio": true, "imam": true, "rabbi": true, "pastor": true, "priest": true, "reverend": true,
	"lawmaker": true, "legislator": true, "politician": true, "senator": true, "deputy": true, "councillor": true, "councilman": true, "mayor": true,
	"diplomat": true, "negotiator": true, "adviser": true, "advisor": true, "commentator": true, "spokesman": true, "spokeswoman": true, "spokesperson": true,
	"director": true, "chairman": true, "chairwoman": true, "chairperson": true, "chair": true, "president": true, "secretary": true, "commissioner": true,
}

// publicOffices are the callings that are offices, which being moved does not take away.
var publicOffices = set{
	"prosecutor": true, "judge": true, "magistrate": true, "ombudsman": true, "rapporteur": true,
	"lawmaker": true, "legislator": true, "senator": true, "deputy": true, "councillor": true, "councilman": true, "mayor": true,
	"diplomat": true, "negotiator": true, "adviser": true, "advisor": true, "spokesman": true, "spokeswoman": true, "spokesperson": true,
	"director": true, "chairman": true, "chairwoman": true, "chairperson": true, "chair": true, "president": true, "secretary": true, "commissioner": true,
}

// calling gives the word for the public work of person e, empty if the text tells none.
func (s *scene) calling(e int) string {
	for m := range s.a.Mentions {
		x := &s.a.Mentions[m]
		if x.Entity != e || x.Form != language.Name {
			continue
		}
		for _, i := range s.apposed(x.Head) {
			if l := s.lemma(i); callings[l] {
				return l
			}
		}
	}
	return ""
}

// protect keeps everyone who is moved, and every private person, out of the
// findings: no record is about them, and none names them as its source.
func protect(s *scene, found []finding) []finding {
	g := newGuard(s)
	kept := found[:0]
	for _, f := range found {
		if g.clear(f.record) {
			f.steps = slices.DeleteFunc(f.steps, g.tells)
			kept = append(kept, f)
		}
	}
	return kept
}

// guard knows the names that may not be told.
type guard struct {
	barred  set      // names of hidden persons
	sources set      // names of those who are no more than sources
	words   []string // what tells a hidden person in running text: the name or the surname
}

func newGuard(s *scene) *guard {
	moved := s.movedPersons()
	of := map[string]standing{}
	others := set{} // words that name somebody or something else too
	for e := range s.a.Entities {
		en := &s.a.Entities[e]
		if en.Kind != language.Person || en.Name == "" {
			others[en.Name] = true
			continue
		}
		of[en.Name] = max(of[en.Name], s.standing(e, moved)) // an official's namesake hides no official
	}
	g := &guard{barred: set{}, sources: set{}}
	for name, st := range of {
		switch st {
		case hidden:
			g.barred[name] = true
		case spokesman:
			g.sources[name] = true
		}
		for _, w := range strings.Fields(name) {
			others[w] = others[w] || st != hidden
		}
	}
	for name := range g.barred {
		parts := strings.Fields(name)
		for _, w := range []string{name, parts[len(parts)-1]} {
			if !others[w] {
				g.words = append(g.words, w)
			}
		}
	}
	return g
}

// tells reports whether text names somebody hidden.
func (g *guard) tells(text string) bool {
	return slices.ContainsFunc(g.words, func(name string) bool { return containsName(text, name) })
}

// containsName reports whether name stands in text, at the borders of words.
func containsName(text, name string) bool {
	for at := 0; ; at++ {
		k := strings.Index(text[at:], name)
		if k < 0 {
			return false
		}
		at += k
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(name):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
	}
}

// private reports whether a party of an act or gap is a person who may not be one.
func (g *guard) private(name demarche.Optional) bool {
	return g.barred[string(name)] || g.sources[string(name)]
}

// hides reports whether a speaker may not be named.
func (g *guard) hides(by *demarche.Speaker) bool { return by != nil && g.barred[string(by.Name)] }

// clear takes the hidden names out of a record; it reports whether a record is
// left without them. Who is moved speaks for no state: a position or act that
// is the state's only because they said so goes with them.
func (g *guard) clear(r demarche.Record) bool {
	said := r.Says()
	silent := g.hides(said)
	switch r := r.(type) {
	case *demarche.Office:
		return !g.private(demarche.Optional(r.Name))
	case *demarche.Quote:
		return !silent
	case *demarche.Act:
		if g.private(r.Actor) || g.private(r.Target) || silent && (r.Actor == "" || r.Actor == demarche.Optional(said.State)) {
			return false
		}
		if silent {
			r.By = nil
		}
	case *demarche.Position:
		if silent && r.State == said.State {
			return false
		}
		if silent {
			r.By = nil
		}
	case *demarche.Movement:
		if silent {
			r.By = nil
		}
	case *demarche.Count:
		if g.barred[string(r.Source)] {
			r.Source = ""
		}
	case *demarche.Gap:
		if g.private(r.Who) {
			return false
		}
		if silent {
			r.By = nil
		}
		if g.tells(string(r.About)) {
			r.About = ""
		}
	}
	return true
}

// evidence is what shows that a person is moved.
type evidence uint8

const (
	carried   evidence = 1 << iota // is the object of moving, which officials may be too
	removed                        // is the object of removal or custody
	described                      // is called a deportee, a detained officer
)

// standing says how far person e may be named.
func (s *scene) standing(e int, moved map[int]evidence) standing {
	en := &s.a.Entities[e]
	switch {
	case s.holdsOffice(en, moved[e]):
		return official
	case moved[e] != 0:
		return hidden
	case len(en.Posts) > 0 || en.State != "":
		return official
	case s.calling(e) != "" || s.speaksForBody(e):
		return spokesman
	}
	return hidden
}

// holdsOffice reports whether a person has an office that being moved does not
// take away: not an occupation, and of a state or body where the text calls
// its holder one of those moved ("a deported mayor").
func (s *scene) holdsOffice(en *language.Entity, moved evidence) bool {
	if len(en.Posts) == 0 {
		return en.State != "" && moved&described == 0 // known for it
	}
	for _, p := range en.Posts {
		if !isOccupation(p.Role) && (moved&described == 0 || p.State != "" || p.Body != "") {
			return true
		}
	}
	return false
}

// isOccupation reports whether the head of a role is only an occupation or a
// calling: "police officer", "bishop".
func isOccupation(role string) bool {
	head := strings.ToLower(role)
	for _, p := range []string{" of ", " for ", " in ", " at ", " with "} {
		head, _, _ = strings.Cut(head, p)
	}
	words := strings.Fields(head)
	return len(words) == 0 || occupations[words[len(words)-1]] || callings[words[len(words)-1]] && !publicOffices[words[len(words)-1]]
}

// movedPersons gives the persons of the text who are moved, with what shows it.
func (s *scene) movedPersons() map[int]evidence {
	moved := map[int]evidence{}
	for m := range s.a.Mentions {
		x := &s.a.Mentions[m]
		if e := x.Entity; e != none && s.a.Entities[e].Kind == language.Person && x.Form != language.Pronoun && s.calledMoved(x) {
			moved[e] |= described
		}
	}
	for n := range s.cs.List {
		c := &s.cs.List[n]
		if c.Negated {
			continue
		}
		if e := s.personAt(c.Object); e != none {
			switch {
			case s.words.removal[c.Lemma], custody[c.Lemma]:
				moved[e] |= removed
			case s.words.send[c.Lemma]:
				moved[e] |= carried
			}
		}
		if e := s.personAt(c.Object); e != none && c.Lemma == "include" && s.isMoved(c.Subject) {
			moved[e] |= described // "the deportees included"
		}
		if e := s.personAt(c.Subject); e != none && !c.Passive {
			moved[e] |= s.goes(n)
		}
	}
	return moved
}

// isMoved reports whether token i is a word for those moved: "deportees", "those deported".
func (s *scene) isMoved(i int) bool {
	if i == none || s.words.moved[s.lemma(i)] {
		return i != none
	}
	for k := range s.a.Children(i) {
		if rel := s.a.Tokens[k].Rel.Core(); (rel == language.Acl || rel == language.Amod) && s.isRemoved(k) {
			return true
		}
	}
	return false
}

// goes says what clause n tells of its subject: is one of those moved, or
// comes or goes with them ("on a deportation flight").
func (s *scene) goes(n int) evidence {
	c := &s.cs.List[n]
	if s.a.Child(c.Head, language.Cop) != none {
		if s.words.moved[s.lemma(c.Head)] {
			return described
		}
		return 0
	}
	if !s.words.arrive[c.Lemma] && !s.words.away[c.Lemma] {
		return 0
	}
	for _, o := range c.Obliques {
		first, last := s.a.Subtree(o.Token)
		for i := first; i < last; i++ {
			if l := s.lemma(i); s.words.moved[l] || s.words.moving[l] && i != o.Token || s.isRemoved(i) {
				return removed
			}
		}
	}
	return 0
}

// calledMoved reports whether the noun phrase of a mention of a person calls
// them one of those moved: by a noun before the name or in apposition to it
// ("deportee Mary Example"), or by a participle at any of these.
func (s *scene) calledMoved(x *language.Mention) bool {
	called := func(i int) bool { return s.words.moved[s.lemma(i)] && !s.inOffice(x.Entity, i) }
	if x.Form != language.Nominal {
		for i := max(x.First-1, s.a.Sentences[s.a.Tokens[x.First].Sentence].First); i < x.Last; i++ {
			if i != x.Head && called(i) {
				return true
			}
		}
	}
	for _, i := range s.apposed(x.Head) {
		if i != x.Head && called(i) {
			return true
		}
		for k := range s.a.Children(i) {
			if s.a.Tokens[k].Rel.Core() == language.Amod && (s.isRemoved(k) || i == x.Head && called(k)) {
				return true
			}
		}
	}
	return false
}

// inOffice reports whether token i is a word of an office of person e: "refugee minister".
func (s *scene) inOffice(e, i int) bool {
	return slices.ContainsFunc(s.a.Entities[e].Posts, func(p language.Post) bool {
		return p.Words.Contains(s.a.Tokens[i].Span) && !isOccupation(p.Role)
	})
}

// apposed gives the nouns that stand for the same as token i: itself, those in
// apposition to it, and the one that it is in apposition to.
func (s *scene) apposed(i int) []int {
	all := []int{i}
	if h := int(s.a.Tokens[i].Head); h >= 0 && s.besides(i) {
		all = append(all, h)
	}
	for k := 0; k < len(all) && k < 8; k++ {
		for c := range s.a.Children(all[k]) {
			if s.besides(c) && !slices.Contains(all, c) {
				all = append(all, c)
			}
		}
	}
	return all
}

// besides reports whether token i stands beside its head for the same: an
// apposition, a title, a part of the name.
func (s *scene) besides(i int) bool {
	t := &s.a.Tokens[i]
	return t.Rel.Core() == language.Appos || t.Rel.Core() == language.Flat || t.Rel == language.NmodDesc
}

// isRemoved reports whether token i is a participle of removal or custody:
// "deported", which a tagger may take for an adjective with no lemma of a verb.
func (s *scene) isRemoved(i int) bool {
	if l := s.lemma(i); s.a.Tokens[i].UPOS == language.VERB && (s.words.removal[l] || custody[l]) {
		return true
	}
	stem, ok := strings.CutSuffix(s.a.Lower(i), "ed")
	if !ok || len(stem) < 2 {
		return stem == "held"
	}
	for _, l := range []string{stem, stem + "e", stem[:len(stem)-1]} {
		if s.words.removal[l] || custody[l] {
			return true
		}
	}
	return false
}

// personAt gives the person that the noun phrase of token i stands for, none
// if it is no person with a mention.
func (s *scene) personAt(i int) int {
	if i == none {
		return none
	}
	for _, k := range s.apposed(i) {
		if m := s.mention[k]; m != none {
			if e := s.a.Mentions[m].Entity; e != none && s.a.Entities[e].Kind == language.Person {
				return e
			}
		}
	}
	return none
}

// speaksForBody reports whether the text names a body that person e, who has
// no post, is of: "Jane Doe of the justice ministry", "Jane Doe, president of
// the association". An apposition with "a" or "an" tells a work, not a body
// spoken for: "a driver for the ministry".
func (s *scene) speaksForBody(e int) bool {
	for m := range s.a.Mentions {
		x := &s.a.Mentions[m]
		if x.Entity != e || x.Form != language.Name {
			continue
		}
		for c := range s.a.Children(x.Head) {
			rel := s.a.Tokens[c].Rel.Core()
			if rel == language.Nmod && s.isBody(c) || rel == language.Appos && !s.isIndefinite(c) && (s.bodyBelow(c) || s.leads(c)) {
				return true
			}
		}
	}
	return false
}

func (s *scene) isBody(i int) bool {
	m := s.mention[i]
	return m != none && s.a.Mentions[m].Entity != none && s.a.Entities[s.a.Mentions[m].Entity].Kind == language.Organisation
}

func (s *scene) bodyBelow(i int) bool {
	for c := range s.a.Children(i) {
		switch s.a.Tokens[c].Rel.Core() {
		case language.Nmod, language.Compound, language.Appos:
			if s.isBody(c) || s.bodyBelow(c) {
				return true
			}
		}
	}
	return s.isBody(i)
}

// leads reports whether noun i is who acts for what stands behind it:
// "president of the association".
func (s *scene) leads(i int) bool {
	return slices.Contains(s.words.agents, s.lemma(i)) && s.a.Child(i, language.Nmod) != none
}

func (s *scene) isIndefinite(i int) bool {
	d := s.a.Child(i, language.Det)
	return d != none && (s.a.Lower(d) == "a" || s.a.Lower(d) == "an")
}

// oldest bounds what a number behind a name can be as an age, in years.
const oldest = 110

// labelAges marks the numbers that tell the age of the person named before
// them, "Mary Example, 34, ...", "(34)": they count nothing.
func labelAges(a *language.Analysis) {
	behind := map[int]bool{} // tokens behind the name of a person, or the noun phrase that begins with it
	for m := range a.Mentions {
		x := &a.Mentions[m]
		if x.Entity != language.None && a.Entities[x.Entity].Kind == language.Person && (x.Form == language.Name || x.Form == language.Short) {
			behind[x.Last] = true
			for c := range a.Children(x.Head) {
				if a.Tokens[c].Rel.Core() == language.Nmod {
					_, last := a.Subtree(c)
					behind[last] = true
				}
			}
		}
	}
	for q := range a.Quantities {
		x := &a.Quantities[q]
		if x.Kind == language.Cardinal && x.Value <= oldest && x.Max == 0 && !x.Approx && x.Last == x.First+1 && behind[x.First-1] && isAside(a, x.First) {
			x.Kind = language.Label
		}
	}
}

// isAside reports whether token i stands between commas, or brackets, or
// behind a comma at the end of its clause.
func isAside(a *language.Analysis, i int) bool {
	if i+1 >= len(a.Tokens) || a.Tokens[i].Sentence != a.Tokens[i-1].Sentence {
		return false
	}
	switch open, end := a.Form(i-1), a.Form(i+1); open {
	case ",":
		return end == "," || end == "." || end == ";"
	case "(":
		return end == ")" || end == ","
	}
	return false
}
