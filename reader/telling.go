package reader

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"demarche"
	"demarche/language"
	"demarche/reader/detection"
	"demarche/vocabulary"
)

// Told is a sentence of a document with what its words tell.
type Told struct {
	Span     demarche.Span
	Features []detection.Feature
	Meaning  []float32
}

// Sentences gives what detection knows of the sentences of a document: what it is learnt from.
func (r *Reader) Sentences(ctx context.Context, d *demarche.Document) ([]Told, error) {
	a, err := r.pipeline.AnalyseContext(ctx, d.Text, d.Published)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", d.Name, err)
	}
	s := r.sceneOf(a)
	told := make([]Told, len(a.Sentences))
	for n := range a.Sentences {
		told[n] = Told{a.Sentences[n].Span, s.telling(n), detection.Meaning(a, n, s.vectors)}
	}
	return told, nil
}

// telling gives what tells what a sentence states: its words, and of what
// classes of the vocabulary they are.
func (s *scene) telling(sentence int) []detection.Feature {
	features := detection.Features(s.a, sentence)
	if len(features) == 0 {
		return nil
	}
	seen := set{}
	add := func(token int, name string) {
		if !seen[name] {
			seen[name] = true
			features = append(features, detection.Feature{Name: name, Token: token})
		}
	}
	sent := s.a.Sentences[sentence]
	for i := sent.First; i < sent.Last; i++ {
		for _, class := range s.classesAt(i) {
			add(i, "="+class)
			if h := int(s.a.Tokens[i].Head); h >= 0 {
				for _, above := range s.classesAt(h) {
					add(i, "="+above+" "+s.a.Tokens[i].Rel.Core().String()+" ="+class)
				}
			}
		}
	}
	for n := range s.cs.In(sentence) {
		s.tellingClause(n, add)
	}
	parties := len(s.castOf().in[sentence])
	add(sent.First, "=parties "+strconv.Itoa(min(parties, 3)))
	if s.topic[sentence] {
		add(sent.First, "=on returns")
	}
	return features
}

// classesAt gives the classes of token i: those of the vocabulary, and whether it is a party.
func (s *scene) classesAt(i int) []string {
	switch s.a.Tokens[i].UPOS {
	case language.PUNCT, language.DET, language.ADP, language.PART, language.CCONJ:
		return nil
	}
	classes := s.words.classes[s.lemma(i)]
	if _, ok := s.actor(i); ok {
		classes = append(slices.Clip(classes), "party")
	} else if m := s.mention[i]; m != none && s.a.Mentions[m].Entity != none && s.a.Entities[s.a.Mentions[m].Entity].Kind == language.Nationals {
		classes = append(slices.Clip(classes), "nationals")
	}
	return classes
}

// tellingClause tells of the form of a clause whose predicate is of a class.
func (s *scene) tellingClause(n int, add func(int, string)) {
	c := &s.cs.List[n]
	classes := s.words.classes[c.Lemma]
	if len(classes) == 0 {
		classes = s.words.classes[c.Verb()]
	}
	for _, class := range classes {
		form := func(when bool, name string) {
			if when {
				add(c.Head, "="+class+" "+name)
			}
		}
		form(c.Negated, "negated")
		form(c.Modal != "", "modal "+c.Modal)
		form(c.Mark != "", "mark "+c.Mark)
		form(c.Past || c.Perfect, "past")
		form(c.Present && !c.Perfect, "present")
		form(c.Infinite, "infinite")
		form(c.Passive, "passive")
		form(c.Inherited, "inherited subject")
	}
}

// classesOf gives the classes of the words of the vocabulary.
func classesOf(l *lexicon, v *vocabulary.Reading) map[string][]string {
	classes := map[string][]string{}
	add := func(class string, words set) {
		for w := range words {
			if !slices.Contains(classes[w], class) {
				classes[w] = append(classes[w], class)
			}
		}
	}
	for class, words := range map[string]set{
		"moved": l.moved, "own": l.own, "third": l.third, "aircraft": l.aircraft, "facility": l.facility,
		"send": l.send, "removal": l.removal, "arrive": l.arrive, "leave": l.away, "moving": l.moving,
		"receive": l.receive, "lodging": l.lodging, "home": l.home, "acceptance": l.acceptance, "willing": l.willing, "assent": l.assent,
		"refuse": l.refuse, "deny": l.stances.deny, "unsettled": l.unsettled, "hard": l.hard, "welcome": l.welcome, "unwelcome": l.unwelcome,
		"proposal": l.proposal, "pact": l.pacts, "objection": l.objection, "detain": l.detain, "open": l.open, "agent": setOf(v.Agents), "unreal": l.unreal,
	} {
		add(class, words)
	}
	for i := range v.Acts {
		e := &v.Acts[i]
		add("act "+string(e.Type), setOf(e.Verbs))
		add("act noun "+string(e.Type), setOf(e.Nouns))
	}
	for i := range v.Gaps {
		add("gap "+string(v.Gaps[i].Type), setOf(v.Gaps[i].Verbs))
	}
	for w := range classes {
		slices.Sort(classes[w])
	}
	return classes
}
