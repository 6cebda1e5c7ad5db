package reader

import (
	"slices"
	"strconv"

	"demarche"
	"demarche/language"
)

// movementMeans are the answers to how people were moved.
func movementMeans() []string {
	return []string{string(demarche.MilitaryAircraft), string(demarche.CivilianAircraft), string(demarche.Land), string(demarche.Sea), string(demarche.MeansUnknown)}
}

// askMeans asks how the people of a movement were moved.
func (s *scene) askMeans(m *moving) asked {
	around := s.meansAroundFeatures(m)
	how := m.f.stepOf("means", "the receiving state's own plane")
	likely, sum := s.likelyOf(m.f.sentences, "by ", movementMeans())
	q := fieldQuestion(roleMeans, movementMeans(), string(m.rule.Means), func(value string) []string {
		features := withAnswer("means "+value, around)
		if value == string(m.rule.Means) {
			features = append(features, ruledSo("means", value, how)...)
		}
		n := slices.Index(movementMeans(), value)
		features = append(features, wordFeatures("means", value, likely, sum, n)...)
		others := 0
		for k := range s.journeys {
			if k != m.at && string(s.journeys[k].rule.Means) == value {
				others++
			}
		}
		many := strconv.Itoa(min(others, 2))
		return append(features, "means of "+many+" others", "means "+value+" of "+many+" others")
	})
	return asked{question: q, field: "means", fill: func(r demarche.Record, values []string) { r.(*demarche.Movement).Means = demarche.Means(values[0]) }}
}

// meansAroundFeatures tells what stands around a movement, for however people were moved.
func (s *scene) meansAroundFeatures(m *moving) []string {
	features := []string{"at " + m.lemma, "size " + sizeBand(m.rule.People), "is " + string(m.rule.Status)}
	add := func(x string) { features = append(features, x) }
	for _, class := range s.classesAt(m.token) {
		add("at class " + class)
	}
	if m.rule.Flights != nil {
		add("flights told")
	}
	if m.j != nil && m.j.vehicle != none {
		v := m.j.vehicle
		add("vehicle " + s.lemma(v))
		if s.isAircraft(v) {
			add("aircraft")
		}
		for k := range s.a.Children(v) {
			switch s.a.Tokens[k].UPOS {
			case language.NOUN, language.ADJ, language.VERB, language.PROPN:
				add("vehicle with " + s.lemma(k))
			}
		}
	} else {
		add("no vehicle")
	}
	for _, n := range m.f.sentences {
		features = append(features, s.sentenceWords(n, "word ")...)
		features = append(features, s.carrying(n, "here ")...)
	}
	for n := max(0, m.sentence-2); n <= min(len(s.a.Sentences)-1, m.sentence+2); n++ {
		if n != m.sentence {
			features = append(features, s.carrying(n, "near ")...)
		}
	}
	for n := range s.a.Sentences {
		if s.a.Paragraphs[s.a.Sentences[n].Paragraph].Kind == language.Title {
			features = append(features, s.carrying(n, "title ")...)
		}
		features = append(features, s.carrying(n, "somewhere ")...)
	}
	slices.Sort(features)
	return slices.Compact(features)
}

// carrying tells where a sentence stands and what it names of vehicles, borders and waters.
func (s *scene) carrying(n int, where string) []string {
	names, ok := s.conveyances[n]
	if !ok {
		names = s.conveyancesIn(n)
		s.conveyances[n] = names
	}
	features := make([]string, len(names))
	for i, name := range names {
		features[i] = where + name
	}
	return features
}

// conveyancesIn finds the vehicles, borders and waters that a sentence names.
func (s *scene) conveyancesIn(n int) []string {
	var names []string
	sent := s.a.Sentences[n]
	for i := sent.First; i < sent.Last; i++ {
		l := s.lemma(i)
		noun := s.a.Tokens[i].UPOS == language.NOUN || s.a.Tokens[i].UPOS == language.PROPN
		if means, ok := s.vehicleAt(i); ok && noun {
			names = append(names, "vehicle of "+string(means))
		} else if s.words.aircraft[l] && noun {
			names = append(names, "aircraft")
			if means, at := s.means(i); at != none {
				names = append(names, "vehicle of "+string(means))
			}
		}
		if noun && s.words.byLand[l] {
			names = append(names, "border")
		}
		if means, ok := s.words.vehicleWith[l]; ok {
			names = append(names, "word of "+string(means))
		}
	}
	if _, ok := contains(s.lemmas[n], s.words.bySea); ok {
		names = append(names, "waters")
	}
	slices.Sort(names)
	return slices.Compact(names)
}
