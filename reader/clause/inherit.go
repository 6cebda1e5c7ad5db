package clause

import (
	"strings"

	"demarche/language"
)

// objectControl lists verbs whose object is the subject of their infinitive:
// "asked MEXICO to take them".
const objectControl = " ask urge tell order allow permit let make force require request instruct persuade convince press pressure press invite want like need expect help enable oblige compel direct authorise authorize forbid beg call remind warn advise get have see hear watch send cause encourage lead prompt drive spur induce move inspire tempt motivate "

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
