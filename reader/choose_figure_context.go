package reader

import (
	"demarche"
	"demarche/language"
)

// figureBefore gives the count of the figure before that of finding i, nil if
// the paragraph has none.
func (s *scene) figureBefore(found []finding, i int) *finding {
	if i == 0 || found[i].trigger.Start < found[i-1].trigger.Start {
		return nil
	}
	f := &found[i-1]
	r, ok := f.record.(*demarche.Count)
	if !ok || r.What == "" || s.a.Sentences[f.sentences[0]].Paragraph != s.a.Sentences[found[i].sentences[0]].Paragraph {
		return nil
	}
	return f
}

// kinFeatures tells what speaks for the nationals of a state as those whom a
// figure counts, besides where they are mentioned: the figure before it counts
// them, the report is about them, theirs were the last that were named.
func (s *scene) kinFeatures(a anchor, w *figure, before *finding, last demarche.State) []string {
	var features []string
	if w.state == s.nationality {
		features = append(features, "of whom the report is")
	}
	if before != nil {
		b := before.record.(*demarche.Count)
		near := "in the paragraph"
		if before.sentences[0] == a.sentence {
			near = "in the sentence"
		}
		switch {
		case b.Of == w.state:
			features = append(features, "of the figure before "+near)
		case b.Of == "":
			features = append(features, "of none of the figure before "+near)
		default:
			features = append(features, "of others than the figure before "+near)
		}
	}
	if last == w.state {
		features = append(features, "of the nationals named last")
	}
	return features
}

// nationalsLast gives the state whose nationals are named last before a token, "" if none are.
func (s *scene) nationalsLast(token int) demarche.State {
	var last demarche.State
	at := none
	for _, f := range s.castOf().order {
		for _, x := range f.seen {
			if x.token < token && x.token > at && x.kind == language.Nationals.String() && f.state != "" {
				last, at = f.state, x.token
			}
		}
	}
	return last
}

// contextFeatures tells what stands before the sentence of a figure, for
// whatever it may count: what the figure before it counts, what the sentence
// before is likely to tell, and whether this one tells of a movement.
func (s *scene) contextFeatures(sentence int, before *finding) []string {
	var features []string
	if before != nil {
		near := "in the paragraph"
		if before.sentences[0] == sentence {
			near = "in the sentence"
		}
		features = append(features, "after "+string(before.record.(*demarche.Count).What)+" "+near)
	}
	if sentence > 0 {
		h := s.hintOf(sentence - 1)
		for _, what := range demarche.CountWhats() {
			if h.likely.Of(labelOf(&demarche.Count{What: what})) >= likely {
				features = append(features, "the sentence before tells "+string(what))
			}
		}
	}
	if s.hintOf(sentence).likely.Of(movementLabel) >= 2*likely {
		features = append(features, "words tell a movement")
	}
	switch k := s.a.Paragraphs[s.a.Sentences[sentence].Paragraph].Kind; k {
	case language.Title, language.Heading:
		features = append(features, "in a heading")
	case language.ListItem:
		features = append(features, "in a list")
	}
	return features
}
