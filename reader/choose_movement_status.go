package reader

import (
	"slices"
	"time"

	"demarche"
	"demarche/language"
)

// askStatus asks how far a movement got.
func (s *scene) askStatus(m *moving) asked {
	var values []string
	for _, st := range demarche.Statuses() {
		values = append(values, string(st))
	}
	around := s.statusAround(m)
	how := m.f.stepOf("arrived", "they were not let in", "told again")
	if m.j != nil && m.j.trigger == "words" {
		how = "by words"
	}
	likely, sum := s.likelyOf(m.f.sentences, "", values)
	q := fieldQuestion(roleStatus, values, string(m.rule.Status), func(value string) []string {
		n := slices.Index(values, value)
		features := withAnswer("status "+value, around)
		if value == string(m.rule.Status) {
			features = append(features, ruledSo("status", value, how)...)
			features = append(features, "rule status "+value+" at "+m.lemma)
		}
		return append(features, wordFeatures("status", value, likely, sum, n)...)
	})
	return asked{question: q, field: "status", fill: func(r demarche.Record, values []string) { r.(*demarche.Movement).Status = demarche.Status(values[0]) }}
}

// statusAround tells what stands around a movement, for however far it got.
func (s *scene) statusAround(m *moving) []string {
	features := append(s.predicateFeatures(m), s.sentenceWords(m.sentence, "word ")...)
	features = append(features, "date "+s.dayBand(m.rule.Date), s.paragraphBand(m.sentence))
	for k := range s.journeys {
		if k != m.at {
			features = append(features, "another "+string(s.journeys[k].rule.Status))
		}
	}
	if m.at > 0 {
		features = append(features, "after "+string(s.journeys[m.at-1].rule.Status))
	}
	if s.speaking[m.token] != none {
		features = append(features, "spoken")
	}
	for _, by := range []int{-1, 1} {
		n := m.sentence + by
		if n < 0 || n >= len(s.a.Sentences) || s.a.Sentences[n].Paragraph != s.a.Sentences[m.sentence].Paragraph {
			continue
		}
		side := "before "
		if by > 0 {
			side = "behind "
		}
		for _, st := range demarche.Statuses() {
			if s.hintOf(n).likely.Of(movementLabel+" "+string(st)) >= likely {
				features = append(features, side+"words tell "+string(st))
			}
		}
	}
	slices.Sort(features)
	return slices.Compact(features)
}

// dayBand tells how a date lies to the day of publication.
func (s *scene) dayBand(d demarche.Date) string {
	switch {
	case d == "":
		return "untold"
	case s.a.Published == "":
		return "told"
	case !d.IsDay() || !s.a.Published.IsDay():
		if len(s.a.Published) >= len(d) && string(s.a.Published[:len(d)]) == string(d) {
			return "of now"
		}
		if string(d) > string(s.a.Published) {
			return "later"
		}
		return "earlier"
	}
	const day = 24 * time.Hour
	switch apart := d.First().Sub(s.a.Published.First()); {
	case apart > 0:
		return "ahead"
	case apart == 0:
		return "today"
	case apart >= -2*day:
		return "just before"
	case apart >= -14*day:
		return "days before"
	}
	return "long before"
}

// paragraphBand tells in what part of the report a sentence stands.
func (s *scene) paragraphBand(n int) string {
	switch s.a.Paragraphs[s.a.Sentences[n].Paragraph].Kind {
	case language.Title, language.Heading:
		return "in a heading"
	case language.ListItem:
		return "in a list"
	}
	switch {
	case 4*n < len(s.a.Sentences):
		return "in the first quarter"
	case 4*n > 3*len(s.a.Sentences):
		return "in the last quarter"
	}
	return "in the middle"
}
