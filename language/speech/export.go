package speech

import (
	"demarche"
	"demarche/language"
)

// Exported is one report's attributions in offsets that leave the program:
// Unicode code points into its text.
type Exported struct {
	ID           string                `json:"id"`
	Attributions []ExportedAttribution `json:"attributions"`
}

// ExportedAttribution is source, cue and content as [start, end) pairs.
type ExportedAttribution struct {
	Source  [][2]int `json:"source"`
	Cue     [][2]int `json:"cue"`
	Content [][2]int `json:"content"`
}

// Export gives the outermost attributions of an analysis: one whose cue lies
// in the content of another is part of what that one says.
func Export(id string, a *language.Analysis) Exported {
	points := demarche.CodePoints(a.Text)
	pairs := func(spans []demarche.Span) [][2]int {
		out := make([][2]int, 0, len(spans))
		for _, s := range spans {
			out = append(out, [2]int{points.Point(s.Start), points.Point(s.End)})
		}
		return out
	}
	e := Exported{ID: id, Attributions: []ExportedAttribution{}}
	for _, i := range Outermost(a) {
		x := &a.Attributions[i]
		e.Attributions = append(e.Attributions, ExportedAttribution{pairs(x.Source), pairs(x.Cue), pairs(x.Content)})
	}
	return e
}

// Outermost gives the indexes of the attributions whose cue lies in the
// content of no other; one without a cue counts by the beginning of its content.
func Outermost(a *language.Analysis) []int {
	covered := make([]int32, len(a.Text)+1) // how many contents begin minus end here, then how many cover
	for i := range a.Attributions {
		for _, s := range a.Attributions[i].Content {
			covered[s.Start]++
			covered[s.End]--
		}
	}
	for b := 1; b < len(covered); b++ {
		covered[b] += covered[b-1]
	}
	var out []int
	for i := range a.Attributions {
		x := &a.Attributions[i]
		switch {
		case len(x.Content) == 0, x.Decided && covered[x.Content[0].Start] > 1: // a part of what another says
		case len(x.Cue) > 0:
			at := x.Cue[0].Start
			if covered[at] == 0 {
				out = append(out, i)
			}
		default:
			if covered[x.Content[0].Start] <= 1 { // its own
				out = append(out, i)
			}
		}
	}
	return out
}
