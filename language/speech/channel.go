package speech

import (
	"strings"

	"demarche"
	"demarche/language"
	"demarche/vocabulary"
)

// Channels says where something was said.
type Channels struct {
	verbs   map[string]demarche.Channel
	phrases map[string][]phrase // by first word
}

// phrase is a phrase of a channel; "*" stands for up to three words.
type phrase struct {
	words   []string
	channel demarche.Channel
}

// gapWords is how many words a * can stand for.
const gapWords = 3

// maxBack bounds how many attributions before one are asked for its channel.
const maxBack = 12

// NewChannels makes the component from the vocabulary of speech.
func NewChannels(v *vocabulary.Speech) *Channels {
	c := &Channels{verbs: map[string]demarche.Channel{}, phrases: map[string][]phrase{}}
	for _, w := range v.Channels {
		for _, verb := range w.Verbs {
			c.verbs[verb] = w.Channel
		}
		for _, p := range w.Phrases {
			words := strings.Fields(p)
			c.phrases[words[0]] = append(c.phrases[words[0]], phrase{words, w.Channel})
		}
	}
	return c
}

// Of gives the channel of attribution i: what its cue or the words around it
// outside quotations and content show, else the channel of what the same
// source said before in the paragraph, else nothing.
func (c *Channels) Of(a *language.Analysis, i int) demarche.Channel {
	x := &a.Attributions[i]
	if ch := c.shown(a, x); ch != "" {
		return ch
	}
	for k := i - 1; k >= max(0, i-maxBack); k-- {
		y := &a.Attributions[k]
		if a.Sentences[y.Sentence].Paragraph != a.Sentences[x.Sentence].Paragraph {
			break
		}
		if y.Entity != x.Entity && y.Entity >= 0 && x.Entity >= 0 {
			continue
		}
		if ch := c.shown(a, y); ch != "" {
			return ch
		}
	}
	return ""
}

// shown gives the channel that the attribution's own words show.
func (c *Channels) shown(a *language.Analysis, x *language.Attribution) demarche.Channel {
	if ch, ok := c.verbs[x.Cue0]; ok {
		return ch
	}
	s := &a.Sentences[x.Sentence]
	first, last := s.First, s.Last
	if x.CueToken >= 0 {
		first, last = max(first, x.CueToken-maxReach), min(last, x.CueToken+maxReach)
	}
	var words []string
	for i := first; i < last; i++ {
		if a.Tokens[i].UPOS == language.PUNCT || inside(x.Content, a.Tokens[i].Start) {
			words = append(words, "") // keeps phrases from matching across
			continue
		}
		words = append(words, a.Lower(i))
	}
	best, length := demarche.Channel(""), 0
	for at := range words {
		for _, p := range c.phrases[words[at]] {
			if len(p.words) > length && matchWords(words[at:], p.words) {
				best, length = p.channel, len(p.words)
			}
		}
	}
	return best
}

func inside(spans []demarche.Span, at int) bool {
	for _, s := range spans {
		if s.Start <= at && at < s.End {
			return true
		}
	}
	return false
}

// matchWords reports whether words begins with the phrase.
func matchWords(words, phrase []string) bool {
	if len(phrase) == 0 {
		return true
	}
	if phrase[0] == "*" {
		for skip := 1; skip <= gapWords && skip <= len(words); skip++ {
			if words[skip-1] == "" {
				return false
			}
			if matchWords(words[skip:], phrase[1:]) {
				return true
			}
		}
		return false
	}
	return len(words) > 0 && words[0] == phrase[0] && matchWords(words[1:], phrase[1:])
}
