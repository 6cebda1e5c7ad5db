package speech

import (
	"slices"
	"strings"

	"demarche"
	"demarche/language"
)

// Utterance is direct speech as it was said: a quotation with the parts that
// its attribution broke apart put together again, within one paragraph.
type Utterance struct {
	Text        string          // without the marks, the parts joined by a space
	Parts       []demarche.Span // where the parts stand, without the marks
	Quotations  []int
	Attribution int // whose words they are, None if the text does not say
}

// utteranceWords is how many words make a quotation direct speech rather than a term.
const utteranceWords = 4

// Utterances gives the direct speech of four words or more, in the order of the
// text. The parts of "..., he said, ..." are one utterance; a quotation that
// runs over paragraphs is one in each.
func Utterances(a *language.Analysis) []Utterance {
	owner := owners(a)
	var out []Utterance
	for q := range a.Quotations {
		x := &a.Quotations[q]
		if x.Depth > 0 {
			continue
		}
		if n := len(out); n > 0 && broken(a, &out[n-1], q, owner[q]) {
			out[n-1].Parts = append(out[n-1].Parts, x.Inner)
			out[n-1].Quotations = append(out[n-1].Quotations, q)
			continue
		}
		out = append(out, Utterance{Parts: []demarche.Span{x.Inner}, Quotations: []int{q}, Attribution: owner[q]})
	}
	for i := range out {
		parts := make([]string, len(out[i].Parts))
		for k, s := range out[i].Parts {
			parts[k] = s.Of(a.Text)
		}
		out[i].Text = strings.Join(parts, " ")
	}
	return slices.DeleteFunc(out, func(u Utterance) bool {
		return len(strings.Fields(u.Text)) < utteranceWords || len(u.Quotations) == 1 && a.Quotations[u.Quotations[0]].Scare
	})
}

// owners gives for each quotation the attribution whose words it is: one whose
// source or cue stands right beside it, else the one with the shortest content
// that holds it. Attributions without a source own nothing.
func owners(a *language.Analysis) []int {
	owner := make([]int, len(a.Quotations))
	length := make([]int, len(a.Quotations))
	for q := range owner {
		owner[q] = language.None
	}
	for i := range a.Attributions {
		x := &a.Attributions[i]
		if len(x.Source) == 0 {
			continue
		}
		size := 0
		for _, s := range x.Content {
			size += s.Len()
		}
		for _, q := range x.Quotations {
			n := size
			if x.Decided {
				n -= 2 * len(a.Text)
			}
			if besideQuotation(x, a.Quotations[q].Span) {
				n -= len(a.Text) // before all that are not
			}
			if owner[q] == language.None || n < length[q] {
				owner[q], length[q] = i, n
			}
		}
	}
	return owner
}

// besideBytes is how far from a quotation its source or cue stands: a comma and a space.
const besideBytes = 2

// besideQuotation reports whether source or cue stand right after a quotation.
func besideQuotation(x *language.Attribution, q demarche.Span) bool {
	for _, spans := range [][]demarche.Span{x.Source, x.Cue} {
		for _, s := range spans {
			if s.Start >= q.End && s.Start-q.End <= besideBytes {
				return true
			}
		}
	}
	return false
}

// broken reports whether quotation q goes on with utterance u after no more
// than the words of their attribution.
func broken(a *language.Analysis, u *Utterance, q, owner int) bool {
	if owner == language.None || owner != u.Attribution {
		return false
	}
	x := &a.Attributions[owner]
	if x.Decided {
		return true
	}
	if x.CueToken == language.None {
		return false
	}
	last, next := a.Quotations[u.Quotations[len(u.Quotations)-1]], a.Quotations[q]
	between := demarche.Span{Start: last.End, End: next.Start}
	cue := a.Tokens[x.CueToken].Span
	if !between.Contains(cue) || strings.Contains(between.Of(a.Text), "\n") {
		return false
	}
	return true
}
