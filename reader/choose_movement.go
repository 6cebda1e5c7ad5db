package reader

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
	"demarche/reader/choice"
)

// The roles of the questions on a movement, one a field.
const (
	roleStatus      = "status"
	roleMeans       = "means"
	roleDestination = "destination"
	rolePeople      = "people"
)

// ruled is a movement as the rules tell it: choices change the record, but
// what speaks for them is told by the rules alone.
type ruled struct {
	record *demarche.Movement
	rule   demarche.Movement
	j      *journey
}

// remember keeps a movement as the rules tell it, for what is asked of it and of others.
func (s *scene) remember(f *finding, j *journey) {
	r := f.record.(*demarche.Movement)
	s.journeys = append(s.journeys, ruled{r, *r, j})
}

// moving is a movement of which something is asked, with where its words stand.
type moving struct {
	anchor
	f    *finding
	rule *demarche.Movement
	j    *journey
	at   int // its place among the movements of the report
}

// askMovement asks of the movement f how far it got, how and where the people
// went and how many they were, each by itself.
func (s *scene) askMovement(f *finding) []asked {
	i := s.a.TokenAt(f.trigger.Start)
	if f.trigger.Len() == 0 || i >= len(s.a.Tokens) {
		return nil
	}
	m := moving{anchor: s.anchorAt(i), f: f, at: none}
	for k := range s.journeys {
		if s.journeys[k].record == f.record {
			m.at, m.rule, m.j = k, &s.journeys[k].rule, s.journeys[k].j
		}
	}
	if m.at == none {
		return nil
	}
	var all []asked
	for _, q := range []asked{s.askStatus(&m), s.askMeans(&m), s.askDestination(&m), s.askPeople(&m)} {
		if len(q.question.Answers) > 1 {
			q.finding = f
			all = append(all, q)
		}
	}
	return all
}

// fieldQuestion makes the question of one field of which each answer has features of its own.
func fieldQuestion(role string, values []string, rule string, features func(value string) []string) *choice.Question {
	q := &choice.Question{Role: role, Rule: none}
	for n, v := range values {
		if v == rule {
			q.Rule = n
		}
		q.Parts = append(q.Parts, features(v))
		q.Answers = append(q.Answers, choice.Answer{Values: []string{v}, Parts: []int{n}})
	}
	return q
}

// ruledSo tells that the rules answer so, and by which way.
func ruledSo(field, value, how string) []string {
	return []string{"rule " + field, "rule " + field + " " + value, "rule " + field + " " + how, "rule " + field + " " + value + " " + how}
}

// stepOf gives the way in which a rule filled a field: the first step that
// begins with one of the words, without what it says of one report only.
func (f *finding) stepOf(words ...string) string {
	for _, step := range f.steps {
		for _, w := range words {
			if strings.HasPrefix(step, w) {
				return strings.Join(strings.Fields(stepDetail.ReplaceAllString(step, "")), " ")
			}
		}
	}
	return "unsaid"
}

// predicateFeatures tells of the word that tells a movement, of its clause, and
// of the clause above it.
func (s *scene) predicateFeatures(m *moving) []string {
	features := []string{"at " + m.lemma, "as " + m.voice}
	add := func(when bool, x string) {
		if when {
			features = append(features, x)
		}
	}
	for _, class := range s.classesAt(m.token) {
		add(true, "at class "+class)
	}
	if m.j != nil {
		add(m.j.sends, "sends")
		add(m.j.arrives, "arrives")
		add(m.j.leaves, "leaves")
		add(m.j.vehicle != none, "with a vehicle")
		add(m.j.trigger == "words", "by words")
	}
	if m.clause == none {
		return features
	}
	c := &s.cs.List[m.clause]
	for _, x := range s.tenseFeatures(m.clause) {
		add(true, x)
		add(true, x+" "+m.voice)
	}
	add(s.isDue(m.clause), "due")
	add(s.isAhead(m.clause), "ahead")
	add(s.isOngoing(c), "ongoing")
	if c.Parent != none {
		p := &s.cs.List[c.Parent]
		add(true, "under "+p.Lemma)
		for _, class := range s.classesAt(p.Head) {
			add(true, "under class "+class)
		}
		for _, x := range s.tenseFeatures(c.Parent) {
			add(true, "under "+x)
		}
	}
	return features
}

// tenseFeatures tells of the form of a clause.
func (s *scene) tenseFeatures(n int) []string {
	c := &s.cs.List[n]
	features := []string{"relation " + c.Relation.Core().String()}
	for _, x := range []struct {
		holds bool
		name  string
	}{
		{c.Negated, "negated"}, {c.Modal != "", "modal " + c.Modal}, {c.Mark != "", "mark " + c.Mark}, {c.Perfect, "perfect"},
		{s.isPast(c) && !c.Perfect, "past"}, {c.Present && !c.Perfect, "present"}, {c.Infinite, "infinite"}, {c.Copular, "copular"},
	} {
		if x.holds {
			features = append(features, x.name)
		}
	}
	return features
}

// sentenceWords gives the words of a sentence that tell something, each with a prefix.
func (s *scene) sentenceWords(n int, prefix string) []string {
	var words []string
	sent := s.a.Sentences[n]
	for i := sent.First; i < sent.Last; i++ {
		switch s.a.Tokens[i].UPOS {
		case language.VERB, language.NOUN, language.ADJ, language.ADV, language.AUX, language.ADP, language.SCONJ, language.PART:
			words = append(words, prefix+s.lemma(i))
		}
	}
	return words
}

// withAnswer gives the features of an answer: what stands around it beside the answer, and the answer alone.
func withAnswer(answer string, around []string) []string {
	features := make([]string, 0, len(around)+1)
	features = append(features, answer)
	for _, a := range around {
		features = append(features, answer+" "+a)
	}
	return features
}

// likelyOf gives how likely the words of sentences tell of a movement of each of
// the values of a field, and the sum of that.
func (s *scene) likelyOf(sentences []int, field string, values []string) (likely []float64, sum float64) {
	likely = make([]float64, len(values))
	for n, v := range values {
		for _, k := range sentences {
			likely[n] = max(likely[n], s.hintOf(k).likely.Of(movementLabel+" "+field+v))
		}
		sum += likely[n]
	}
	return likely, sum
}

// wordFeatures tells what part of what words tell of a field falls to answer n.
func wordFeatures(field, value string, likely []float64, sum float64, n int) []string {
	band := "untold"
	if sum > 0 {
		band = likelihoodBand(likely[n] / sum)
	}
	features := []string{field + " words " + band, field + " " + value + " words " + band}
	if sum > 0 && likely[n] == slices.Max(likely) {
		features = append(features, field+" words most", field+" "+value+" words most")
	}
	return features
}
