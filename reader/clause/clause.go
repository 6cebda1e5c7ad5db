// Package clause turns the dependency parse of a text into clauses: a
// predicate with its logical subject, object and obliques, whether it is
// negated, how it is modal, when it is, and which predicates stand above it
// ("agreed to take back" is the clause of "take" under "agree"). The reader
// finds its records in clauses, not in strings.
package clause

import (
	"sort"
	"strings"

	"demarche/language"
)

// None stands for "no token" and "no clause".
const None = language.None

// Oblique is an argument with its preposition ("to Guantanamo Bay").
type Oblique struct {
	Preposition string // lower case, several words joined by a space ("because of"); empty for a bare noun ("on board", "Tuesday")
	Token       int    // head of the noun phrase
}

// Clause is one predicate with its arguments. All fields that name words are
// token indexes of the analysis, None where there is nothing.
type Clause struct {
	Head      int    // the predicate: a verb, or the adjective or noun after a copula
	Lemma     string // of the predicate, with its particle: "take back"
	Subject   int    // who does it, whatever the voice; inherited from the governor where it is not said
	Object    int    // whom it is done to, whatever the voice
	Indirect  int    // "told REPORTERS", "offered IT"
	Obliques  []Oblique
	Parent    int // clause that this one complements or modifies, None
	Relation  language.Rel
	Mark      string // the conjunction that introduces it: "if", "unless", "until", "whether", "that"
	Passive   bool
	Negated   bool
	Copular   bool
	Modal     string // "will", "would", "can", "could", "may", "might", "must", "should", "shall"
	Perfect   bool
	Past      bool
	Present   bool
	Infinite  bool // infinitive or participle without tense of its own
	Sentence  int
	Inherited bool // Subject was inherited
}

// Clauses are the clauses of a text in the order of their heads.
type Clauses struct {
	a    *language.Analysis
	List []Clause
	at   map[int]int // head token -> index in List
}

// At gives the clause that token i heads, None if it heads none.
func (cs *Clauses) At(i int) int {
	if n, ok := cs.at[i]; ok {
		return n
	}
	return None
}

// Of gives the clause in which token i stands: the nearest predicate at or above it.
func (cs *Clauses) Of(i int) int {
	for i >= 0 {
		if n, ok := cs.at[i]; ok {
			return n
		}
		i = int(cs.a.Tokens[i].Head)
	}
	return None
}

// Above yields the indexes of the clauses above clause n, nearest first.
func (cs *Clauses) Above(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		seen := 0
		for p := cs.List[n].Parent; p != None && seen < 64; p = cs.List[p].Parent {
			if !yield(p) {
				return
			}
			seen++
		}
	}
}

// In yields the indexes of the clauses of a sentence.
func (cs *Clauses) In(sentence int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		first := sort.Search(len(cs.List), func(i int) bool { return cs.List[i].Sentence >= sentence })
		for i := first; i < len(cs.List) && cs.List[i].Sentence == sentence; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

// objectControl lists verbs whose object is the subject of their infinitive:
// "asked MEXICO to take them".
const objectControl = " ask urge tell order allow permit let make force require request instruct persuade convince press pressure press invite want like need expect help enable oblige compel direct authorise authorize forbid beg call remind warn advise get have see hear watch send cause encourage lead prompt drive spur induce move inspire tempt motivate "

// Find builds the clauses of a parsed text.
func Find(a *language.Analysis) *Clauses {
	cs := &Clauses{a: a, at: map[int]int{}}
	for i := range a.Tokens {
		if isPredicate(a, i) {
			cs.at[i] = len(cs.List)
			cs.List = append(cs.List, describe(a, i))
		}
	}
	for n := range cs.List {
		cs.link(n)
		cs.reduce(n)
		cs.freeObliques(n)
	}
	cs.restoreMain()
	cs.restoreReduced()
	// Governors first, so that a subject can pass down a chain.
	done := make([]bool, len(cs.List))
	for n := range cs.List {
		cs.inherit(n, done, 0)
	}
	return cs
}

// reach is how many words away a noun phrase may stand that the parse has
// attached elsewhere and that is still taken for an argument.
const reach = 8

// Right yields the heads of the noun phrases that follow the predicate of
// clause n up to the next finite verb, nearest first: where a parse has lost
// the object, it is among them.
func (cs *Clauses) Right(n int) func(yield func(int) bool) {
	a, c := cs.a, &cs.List[n]
	last := a.Sentences[c.Sentence].Last
	return func(yield func(int) bool) {
		for i := c.Head + 1; i < last && i <= c.Head+reach; i++ {
			t := &a.Tokens[i]
			if m, ok := cs.at[i]; ok && (cs.List[m].Past || cs.List[m].Present || cs.List[m].Modal != "") {
				return
			}
			if isNominal(t.UPOS) && !(t.Head == int32(i+1) && isNominal(a.Tokens[i+1].UPOS)) && !yield(i) {
				return
			}
		}
	}
}

// Left yields the heads of the noun phrases before the predicate of clause n,
// nearest first, back to the verb before it: where a parse has lost the
// subject, it is among them.
func (cs *Clauses) Left(n int) func(yield func(int) bool) {
	a, c := cs.a, &cs.List[n]
	begin := a.Sentences[c.Sentence].First
	return func(yield func(int) bool) {
		for i := c.Head - 1; i >= begin && i >= c.Head-reach; i-- {
			if m, ok := cs.at[i]; ok && a.Tokens[i].UPOS == language.VERB && (cs.List[m].Past || cs.List[m].Present || cs.List[m].Modal != "") {
				return
			}
			if isNominal(a.Tokens[i].UPOS) && !yield(i) {
				return
			}
		}
	}
}

func isNominal(u language.UPOS) bool {
	return u == language.NOUN || u == language.PROPN || u == language.PRON || u == language.NUM
}

func isPredicate(a *language.Analysis, i int) bool {
	t := &a.Tokens[i]
	switch t.UPOS {
	case language.VERB:
		return t.Rel != language.Amod && t.Rel != language.Case && t.Rel != language.Mark && t.Rel.Core() != language.Compound
	case language.INTJ:
		return a.Child(i, language.Cop) != None // "the answer was no"
	case language.AUX:
		return t.Rel.Core() != language.Aux && t.Rel != language.Cop
	case language.ADJ, language.NOUN, language.PROPN, language.PRON, language.ADV, language.NUM:
		if t.UPOS == language.ADJ && t.Rel == language.Xcomp {
			return true // "stands ready", "remained open"
		}
		return a.Child(i, language.Cop) != None || (clausal(t.Rel) && a.Child(i, language.Nsubj) != None)
	}
	return false
}

func clausal(r language.Rel) bool {
	switch r.Core() {
	case language.Root, language.Ccomp, language.Advcl, language.Acl, language.Parataxis, language.Xcomp, language.Csubj:
		return true
	}
	return false
}

func describe(a *language.Analysis, i int) Clause {
	t := &a.Tokens[i]
	c := Clause{Head: i, Lemma: t.Lemma, Subject: None, Object: None, Indirect: None, Parent: None, Relation: t.Rel, Sentence: int(t.Sentence)}
	if c.Lemma == "" {
		c.Lemma = a.Lower(i)
	}
	var surface, agent int = None, None // the grammatical subject, and who stands behind "by"
	for k := range a.Children(i) {
		kid := &a.Tokens[k]
		if t.UPOS == language.VERB && isParticle(a, i, k) {
			c.Lemma += " " + a.Lower(k)
			continue
		}
		switch kid.Rel {
		case language.NsubjPass, language.CsubjPass:
			surface, c.Passive = k, true
			continue
		case language.AuxPass:
			c.Passive = true
			c.tense(a, k)
			continue
		case language.OblAgent:
			c.Subject, agent = k, k
			continue
		}
		switch kid.Rel.Core() {
		case language.Nsubj, language.Csubj:
			if surface == None {
				surface = k
			}
		case language.Obj:
			if c.Object != None && c.Indirect == None {
				c.Indirect = c.Object // "promised KENYA money", read as two objects
			}
			c.Object = k
		case language.Iobj:
			c.Indirect = k
		case language.Obl:
			prep := prepositionOf(a, k)
			if prep == "to" && c.Object == None && isUpTo(a, k) || prep == "as" && isAsMany(a, k) {
				c.Object = k
			} else if prep == "by" && c.Passive && c.Subject == None && kid.Rel != language.OblTmod {
				c.Subject = k
			} else {
				c.Obliques = append(c.Obliques, Oblique{prep, k})
			}
			c.Negated = c.Negated || isNoWay(a, k)
		case language.Nmod:
			if t.UPOS != language.VERB {
				c.Obliques = append(c.Obliques, Oblique{prepositionOf(a, k), k})
			}
		case language.Cop:
			c.Copular = true
			c.tense(a, k)
		case language.Aux:
			c.auxiliary(a, k)
		case language.Mark:
			if m := a.Lower(k); m != "to" || c.Mark == "" {
				c.Mark = m
			}
		case language.Advmod:
			switch a.Lower(k) {
			case "not", "n't", "n’t", "never", "nor", "neither", "no", "hardly", "nowhere":
				c.Negated = true
			case "longer", "more", "again", "ever": // "no longer takes back", "will never again take back"
				for g := range a.Children(k) {
					c.Negated = c.Negated || a.Lower(g) == "no" || a.Lower(g) == "never"
				}
			case "when", "where", "how", "why":
				if c.Mark == "" {
					c.Mark = a.Lower(k)
				}
			}
		case language.Cc:
			if w := a.Lower(k); w == "nor" || w == "neither" {
				c.Negated = true
			}
		case language.Det:
			if a.Lower(k) == "no" {
				c.Negated = true
			}
		case language.Discourse: // "No deportee will be received", where the parse takes "no" for an answer
			if next := k + 1; a.Lower(k) == "no" && next < i && isNominal(a.Tokens[next].UPOS) {
				c.Negated = true
			}
		}
	}
	if t.UPOS == language.AUX || t.UPOS == language.VERB {
		c.tense(a, i)
	}
	if c.Object == None && c.Indirect != None && a.Child(i, language.Ccomp, language.Xcomp, language.Parataxis) == None {
		c.Object, c.Indirect = c.Indirect, None // "thanked Angola", read as if something else were given
	}
	if c.Passive {
		if surface != None {
			c.Object = surface
		}
	} else if surface != None {
		c.Subject = surface
		if agent != None { // "protested by note"
			c.Obliques = append(c.Obliques, Oblique{prepositionOf(a, agent), agent})
		}
	}
	if surface != None && isNegativePhrase(a, surface) {
		c.Negated = !c.Negated
	}
	if c.Object != None && c.Object != surface && isNegativePhrase(a, c.Object) {
		c.Negated = true
	}
	return c
}

// isNoWay reports whether a noun phrase says that its clause does not hold at
// all: "in no way", "by no means", "at no time".
func isNoWay(a *language.Analysis, i int) bool {
	switch a.Tokens[i].Lemma {
	case "way", "mean", "means", "time", "circumstance", "account", "case", "point", "manner", "event":
	default:
		return false
	}
	for k := range a.Children(i) {
		if a.Lower(k) == "no" {
			return true
		}
	}
	return false
}

// isUpTo reports whether a noun phrase begins with "up to" and a number, which
// the parse has taken for a particle and a preposition: "expel up to 40 people".
func isUpTo(a *language.Analysis, i int) bool {
	for k := range a.Children(i) {
		if a.Tokens[k].Rel == language.Case && a.Lower(k) == "to" {
			return k > 0 && k+1 < len(a.Tokens) && a.Lower(k-1) == "up" && a.Tokens[k+1].UPOS == language.NUM
		}
	}
	return false
}

// isAsMany reports whether a noun phrase begins with "as many as", of which the
// parse has made an object of its own: "take as many as 40 people".
func isAsMany(a *language.Analysis, i int) bool {
	for k := range a.Children(i) {
		if a.Tokens[k].Rel == language.Case && a.Lower(k) == "as" {
			return k > 0 && (a.Lower(k-1) == "many" || a.Lower(k-1) == "much")
		}
	}
	return false
}

// isParticle reports whether child k of verb i is its particle ("take BACK",
// "let them IN"): the parse says so, or it is a bare adverb or preposition of
// place that governs nothing.
func isParticle(a *language.Analysis, i, k int) bool {
	if k < i {
		return false
	}
	next := k + 1
	number := next < len(a.Tokens) && a.Lower(k) == "up" && a.Lower(next) == "to"
	if a.Tokens[k].Rel == language.CompoundPrt {
		return !number // "have up to 250 people"
	}
	switch a.Tokens[k].Rel.Core() {
	case language.Advmod, language.Obl, language.Compound, language.Obj, language.Case:
	default:
		return false
	}
	switch a.Lower(k) {
	case "in", "back", "away", "out", "off", "down", "over", "home", "around", "on", "ahead":
	default:
		return false
	}
	for range a.Children(k) {
		return false
	}
	return !number
}

// tense reads the finite form of token k into the clause.
func (c *Clause) tense(a *language.Analysis, k int) {
	switch a.Tokens[k].XPOS {
	case language.TagVBD:
		c.Past = true
	case language.TagVBP, language.TagVBZ:
		c.Present = k != c.Head || !c.Past // "did not comment" is past, whatever the tag of its verb
	case language.TagMD:
		c.Modal = modal(a.Lower(k))
	case language.TagVBN, language.TagVBG, language.TagVB:
		if !c.Past && !c.Present && c.Modal == "" && !c.Perfect && k == c.Head {
			c.Infinite = true
		}
	}
}

func (c *Clause) auxiliary(a *language.Analysis, k int) {
	if a.Tokens[k].XPOS == language.TagMD {
		c.Modal = modal(a.Lower(k))
		return
	}
	switch a.Tokens[k].Lemma {
	case "have":
		c.Perfect = true
	}
	c.tense(a, k)
}

func modal(w string) string {
	switch w {
	case "wo", "'ll", "’ll":
		return "will"
	case "ca":
		return "can"
	case "'d", "’d":
		return "would"
	}
	return w
}

// IsNegative reports whether the noun phrase of token i negates its clause: "no plane", "nobody".
func IsNegative(a *language.Analysis, i int) bool { return isNegativePhrase(a, i) }

// isNegativePhrase reports whether a noun phrase negates its clause: "no
// plane", "nobody", "none of them", "neither government".
func isNegativePhrase(a *language.Analysis, i int) bool {
	switch a.Lower(i) {
	case "nobody", "none", "nothing", "neither", "no-one", "noone":
		return true
	}
	first, last := a.Subtree(i)
	if first < last && first < i && a.Lower(first) == "no" && !isComparison(a, first+1) {
		return true // "no plane carrying migrants", however it hangs together
	}
	if i > 0 && a.Lower(i) == "more" && a.Lower(i-1) == "no" && !isComparison(a, i) {
		return true // "takes no more of them"
	}
	for k := range a.Children(i) {
		if a.Tokens[k].Rel.Core() == language.Det || a.Tokens[k].Rel == language.Cc || a.Tokens[k].Rel == language.CcPreconj {
			if w := a.Lower(k); w == "no" || w == "neither" {
				return true
			}
		}
	}
	return false
}

// isComparison reports whether token i makes of a "no" before it a bound: "no more than 200".
func isComparison(a *language.Analysis, i int) bool {
	switch a.Lower(i) {
	case "more", "fewer", "less", "later", "longer", "further":
		return i+1 < len(a.Tokens) && a.Lower(i+1) == "than"
	}
	return false
}

// prepositionOf gives the preposition of a noun phrase, lower case; fixed
// expressions ("because of") with all their words.
func prepositionOf(a *language.Analysis, i int) string {
	var words []string
	for k := range a.Children(i) {
		if a.Tokens[k].Rel == language.Case && a.Tokens[k].XPOS != language.TagPOS {
			words = append(words, a.Lower(k))
			for f := range a.Children(k) {
				if a.Tokens[f].Rel == language.Fixed {
					words = append(words, a.Lower(f))
				}
			}
		}
	}
	return strings.Join(words, " ")
}

// Preposition gives the preposition of the noun phrase that token i heads.
func Preposition(a *language.Analysis, i int) string { return prepositionOf(a, i) }

func (cs *Clauses) link(n int) {
	c := &cs.List[n]
	if h := int(cs.a.Tokens[c.Head].Head); h >= 0 {
		if p := cs.Of(h); p != None && p != n {
			c.Parent = p
		}
	}
}

// causative lists verbs whose object and participle tell what is brought about:
// "had the men deported".
const causative = " have get want need like see keep make order leave "

// reduce makes a relative clause of a participle that stands right behind a
// noun where the parse has given it to the verb before: "receive migrants
// DEPORTED from Spain".
func (cs *Clauses) reduce(n int) {
	a, c := cs.a, &cs.List[n]
	t := &a.Tokens[c.Head]
	switch t.Rel.Core() {
	case language.Xcomp, language.Advcl, language.Ccomp:
	default:
		return
	}
	if t.XPOS != language.TagVBN && t.XPOS != language.TagVBD || c.Passive || c.Object != None || c.Subject != None || c.Mark != "" || c.Perfect || c.Modal != "" || c.Negated {
		return
	}
	noun := c.Head - 1
	if noun < a.Sentences[c.Sentence].First || a.Tokens[noun].UPOS != language.NOUN && a.Tokens[noun].UPOS != language.PROPN {
		return
	}
	if c.Parent == None || cs.List[c.Parent].Head >= noun || cs.List[c.Parent].Relation.Core() == language.Acl || strings.Contains(causative, " "+cs.List[c.Parent].Verb()+" ") {
		return
	}
	for head := int(a.Tokens[noun].Head); head == noun+1 || a.Tokens[noun].Rel.Core() == language.Compound && head >= 0; head = int(a.Tokens[noun].Head) {
		if head == c.Head {
			return
		}
		noun = head
	}
	c.Passive, c.Infinite, c.Past, c.Present = true, true, false, false
	c.Relation, c.Object, c.Subject = language.Acl, noun, c.With("by")
}

// objectBlamed lists verbs whose object is the subject of what it is blamed or
// praised for: "accuses CHAD of refusing".
const objectBlamed = " accuse suspect convict blame praise thank criticise criticize condemn denounce commend rebuke fault reproach laud congratulate chide berate castigate lambast applaud censure "

// inherit gives clause n the subject (or, of a passive, the object) that its
// form leaves to its governor.
func (cs *Clauses) inherit(n int, done []bool, depth int) {
	if done[n] || depth > 40 {
		return
	}
	done[n] = true
	c := &cs.List[n]
	if c.Parent != None {
		cs.inherit(c.Parent, done, depth+1)
	}
	if c.Relation == language.Root && c.Past {
		return
	}
	cs.resolveRelative(c)
	a, head := cs.a, &cs.a.Tokens[c.Head]
	missing := c.Subject == None
	if c.Passive {
		missing = c.Object == None
	}
	switch head.Rel.Core() {
	case language.Acl:
		if head.Rel == language.AclRelcl {
			return
		}
		noun := int(head.Head)
		switch head.XPOS {
		case language.TagVBN:
			c.Passive = true
			if c.Object == None {
				c.Object = noun
			}
			if c.Subject == None {
				for _, o := range c.Obliques {
					if o.Preposition == "by" {
						c.Subject = o.Token
					}
				}
			}
		case language.TagVBG:
			if c.Subject == None {
				c.Subject, c.Inherited = noun, true
			}
		default: // "a plan to send", "its decision to receive": the noun's owner
			if c.Subject == None {
				if owner := a.Child(noun, language.NmodPoss); owner != None {
					c.Subject, c.Inherited = owner, true
				} else if p := cs.Of(noun); p != None {
					c.Subject, c.Inherited = cs.List[p].Subject, true
				}
			}
		}
		return
	case language.Xcomp, language.Advcl, language.Conj, language.Parataxis, language.Ccomp:
	default:
		return
	}
	if !missing || c.Parent == None {
		return
	}
	p := &cs.List[c.Parent]
	from := p.Subject
	if p.Passive && !(head.Rel.Core() == language.Conj && !c.Passive) {
		from = p.Object
	}
	switch head.Rel.Core() {
	case language.Xcomp:
		if p.Object != None && strings.Contains(objectControl, " "+firstWord(p.Lemma)+" ") {
			from = p.Object
		}
		if p.Indirect != None {
			from = p.Indirect
		}
	case language.Advcl:
		if (c.Mark == "of" || c.Mark == "for") && p.Object != None && strings.Contains(objectBlamed, " "+p.Verb()+" ") {
			from = p.Object
		}
	case language.Conj:
		if c.Modal == "" && !c.Past && !c.Present {
			c.Modal, c.Past, c.Present = p.Modal, p.Past, p.Present
		}
		if c.Passive && !p.Passive {
			return
		}
		if p.Passive && !c.Passive && !c.Perfect && (head.XPOS == language.TagVBN || cs.isGivenTo(c, p)) {
			c.Passive = true // "were handcuffed and put on a plane"
			if c.Object != None {
				c.Indirect = p.Object // "was called in and handed a note"
			} else {
				c.Object = p.Object
			}
			c.Inherited = true
			if c.Subject == None {
				c.Subject = p.Subject
			}
			return
		}
		if p.Passive && !c.Passive {
			from = p.Object
		}
	case language.Ccomp, language.Parataxis:
		return
	}
	if c.Passive {
		c.Object = from
	} else {
		c.Subject = from
	}
	c.Inherited = true
}

// resolveRelative replaces who, which and that by what they stand for.
func (cs *Clauses) resolveRelative(c *Clause) {
	a := cs.a
	if a.Tokens[c.Head].Rel != language.AclRelcl {
		return
	}
	noun := int(a.Tokens[c.Head].Head)
	if noun < 0 {
		return
	}
	relative := func(i int) bool {
		if i == None {
			return false
		}
		switch a.Lower(i) {
		case "who", "which", "that", "whom":
			return true
		}
		return false
	}
	switch {
	case relative(c.Subject):
		c.Subject = noun
	case relative(c.Object):
		c.Object = noun
	case c.Subject == None && !c.Passive:
		c.Subject = noun
	case c.Object == None && c.Subject != None:
		stranded := false
		for k, o := range c.Obliques {
			if relative(o.Token) {
				c.Obliques[k].Token, stranded = noun, true
			}
		}
		if !stranded {
			c.Object = noun
		}
	}
	for k, o := range c.Obliques {
		if relative(o.Token) {
			c.Obliques[k].Token = noun
		}
	}
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// Verb gives the lemma of the predicate without its particle.
func (c *Clause) Verb() string { return firstWord(c.Lemma) }

// With gives the token of the first oblique that has one of the prepositions, None if there is none.
func (c *Clause) With(prepositions ...string) int {
	for _, want := range prepositions {
		for _, o := range c.Obliques {
			if o.Preposition == want {
				return o.Token
			}
		}
	}
	return None
}

// Future reports whether the clause speaks of what is to come: "will", "is
// to", "is going to" are modal; a bare infinitive depends on its governor.
func (c *Clause) Future() bool {
	switch c.Modal {
	case "will", "would", "shall", "may", "might", "could":
		return true
	}
	return false
}
