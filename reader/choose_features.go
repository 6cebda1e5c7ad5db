package reader

import (
	"strconv"

	"demarche"
	"demarche/language"
)

// anchor is the word from which the sides of a record are looked for.
type anchor struct {
	token, clause, sentence int
	lemma                   string
	speaker                 demarche.Optional // who says what it says
	voice                   string
}

func (s *scene) anchorAt(i int) anchor {
	a := anchor{token: i, clause: s.cs.At(i), sentence: int(s.a.Tokens[i].Sentence), lemma: s.lemma(i), speaker: s.speakerIDAt(i), voice: "noun"}
	if a.clause != none {
		a.voice = "active"
		if s.cs.List[a.clause].Passive {
			a.voice = "passive"
		}
	} else {
		a.clause = s.cs.Of(i)
	}
	return a
}

// partyFeatures tells how a figure stands to an anchor, for a role that it may
// have there in a record of some kind, and whether the rules give it that role.
func (s *scene) partyFeatures(role, kind string, a anchor, f *figure, how string, rule bool) []string {
	var features []string
	add := func(x string) { features = append(features, role+" "+x) }
	both := func(x string) { add(x); add(x + " " + kind) }
	if rule {
		features = append(features, "rule "+role, "rule "+role+" "+how, "rule "+role+" "+kind, "rule "+role+" "+how+" "+kind)
	}
	here := false
	for _, x := range f.seen {
		if x.sentence != a.sentence {
			continue
		}
		here = true
		argument := s.argument(a.clause, x.token)
		if a.voice == "noun" {
			argument = "noun " + argument
		}
		both(argument)
		add(argument + " as " + x.kind)
		add("path " + a.voice + " " + s.pathBetween(a.token, x.token))
		both("here as " + x.kind)
		if x.token < a.token {
			add("before")
		} else {
			add("after")
		}
	}
	if !here {
		both("not here")
		s.distance(a, f, add)
	}
	if f.id == a.speaker {
		both("speaker")
		if !here {
			both("speaker not here")
		}
	} else if a.speaker != "" {
		both("not the speaker")
	}
	s.standingOf(f, both)
	return features
}

// distance tells where a figure that the anchor's sentence does not mention is mentioned.
func (s *scene) distance(a anchor, f *figure, add func(string)) {
	before, after, paragraph := none, none, false
	for _, x := range f.seen {
		if x.sentence < a.sentence {
			before = x.sentence
		} else if after == none {
			after = x.sentence
		}
		paragraph = paragraph || s.a.Sentences[x.sentence].Paragraph == s.a.Sentences[a.sentence].Paragraph
		if x.sentence == a.sentence-1 {
			add("just before as " + x.kind)
			if s.a.Tokens[x.token].Rel.Core() == language.Nsubj {
				add("just before as subject")
			}
		}
	}
	if before != none {
		add("before by " + strconv.Itoa(min(a.sentence-before, 4)))
	} else {
		add("never before")
	}
	if after == a.sentence+1 {
		add("just after")
	}
	if paragraph {
		add("same paragraph")
	}
}

// standingOf tells what a figure is in the report.
func (s *scene) standingOf(f *figure, both func(string)) {
	both("rank " + strconv.Itoa(min(f.rank, 3)))
	if f.title {
		both("in the title")
	}
	if f.id == s.issued.id() {
		both("issuer")
	}
	switch {
	case f.state == "":
		both("no state")
	case f.state == s.sender:
		both("sender")
	case f.state == s.receiver:
		both("receiver")
	default:
		both("third state")
	}
}

// nobodyFeatures tells what speaks for nobody in a role.
func (s *scene) nobodyFeatures(role, kind string, a anchor, how string, rule bool, others int) []string {
	features := []string{role + " nobody", role + " nobody " + kind, role + " nobody at " + a.lemma, role + " nobody beside " + strconv.Itoa(min(others, 3)), role + " nobody beside " + strconv.Itoa(min(others, 3)) + " " + kind}
	if rule {
		features = append(features, "rule "+role+" nobody", "rule "+role+" nobody "+kind, "rule "+role+" "+how)
	}
	return features
}
