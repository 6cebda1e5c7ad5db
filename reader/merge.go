package reader

import (
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"

	"demarche"
	"demarche/language"
)

// merge joins findings that tell the same fact in other words into one record
// with the sentences of all, and puts the records in the order of the text.
func merge(s *scene, found []finding) []finding {
	sort.SliceStable(found, func(i, j int) bool { return first(found[i]) < first(found[j]) })
	var kept []finding
	byKey := map[string][]int{}
	for _, f := range found {
		key := keyOf(f.record)
		if key == "" {
			kept = append(kept, f) // movements are joined where they are found
			continue
		}
		joined := false
		for _, k := range byKey[key] {
			if compatible(kept[k], f) {
				kept[k] = told(kept[k], f)
				joined = true
				break
			}
		}
		if !joined {
			byKey[key] = append(byKey[key], len(kept))
			kept = append(kept, f)
		}
	}
	return absorbHeadlines(kept)
}

// likelyAgain is how likely words must tell a stance that a rule found elsewhere
// to count as telling it again.
const likelyAgain = 0.5

// told gives two tellings of one fact as one. Of a stance that a rule found, words
// that hardly tell it are no evidence: they are left out.
func told(a, b finding) finding {
	if a.record.Shared().Kind == demarche.KindPosition && a.isDetected() != b.isDetected() {
		if a.isDetected() {
			a, b = b, a // a rule found it: it is no guess
		}
		if b.likeliest()*b.chosen < likelyAgain {
			return a
		}
	}
	join(&a, &b)
	return a
}

// isDetected reports whether only the words of a sentence tell a finding.
func (f *finding) isDetected() bool { return slices.Contains(f.features, detectedFeature) }

// dropEchoes leaves out figures that only repeat the number of people of a
// movement of the same report, as its headline does.
func dropEchoes(found []finding) []finding {
	moved := map[float64]bool{}
	for _, f := range found {
		if m, ok := f.record.(*demarche.Movement); ok && m.People != nil {
			moved[float64(*m.People)] = true
		}
	}
	kept := found[:0]
	for _, f := range found {
		c, ok := f.record.(*demarche.Count)
		if ok && c.Unit == "people" && moved[c.Value] && (c.What == demarche.Returned || c.What == demarche.OtherCount || c.What == demarche.Encounters || c.What == demarche.Eligible) {
			continue
		}
		kept = append(kept, f)
	}
	return kept
}

func first(f finding) int {
	if len(f.sentences) == 0 {
		return 0
	}
	return f.sentences[0]
}

// keyOf gives what two tellings of one fact must share, empty for those that
// are not joined here.
func keyOf(r demarche.Record) string {
	switch r := r.(type) {
	case *demarche.Position:
		return fmt.Sprint("position", r.State, r.Stance, r.People, r.Means, strings.ToLower(string(r.Place)))
	case *demarche.Act:
		actor, target := r.Actor, r.Target
		if (r.Type == demarche.Agree || r.Type == demarche.Negotiate) && target < actor {
			actor, target = target, actor // symmetric
		}
		return fmt.Sprint("act", r.Type, actor, target)
	case *demarche.Count:
		return fmt.Sprint("count", r.What, r.Value, r.Of)
	case *demarche.Gap:
		return fmt.Sprint("gap", r.Type, r.Who)
	case *demarche.Quote:
		return "quote" + r.Text
	case *demarche.Office:
		return fmt.Sprint("office", r.Name, r.State, r.Body, r.Former)
	}
	return ""
}

// compatible reports whether two findings of one key can be one fact.
func compatible(f, g finding) bool {
	if !sameDate(f.record.When(), g.record.When()) {
		return false
	}
	switch a := f.record.(type) {
	case *demarche.Act:
		if a.Type == demarche.Rule {
			return f.inTitle() || f.sentences[len(f.sentences)-1] == g.sentences[0] // one act per ruling
		}
		return sameSpeaker(a.By, g.record.Says())
	case *demarche.Gap:
		return a.About != "" && a.About == g.record.(*demarche.Gap).About || f.sentences[len(f.sentences)-1] == g.sentences[0]
	}
	return true
}

// inTitle reports whether a finding comes from a title or heading alone, which
// the text tells again with more.
func (f *finding) inTitle() bool {
	if len(f.sentences) != 1 {
		return false
	}
	p := f.scene.a.Sentences[f.sentences[0]].Paragraph
	kind := f.scene.a.Paragraphs[p].Kind
	return kind == language.Title || kind == language.Heading
}

// sameDate reports whether two dates can be the same day: one is unknown or a part of the other.
func sameDate(a, b demarche.Date) bool {
	return a == "" || b == "" || strings.HasPrefix(string(a), string(b)) || strings.HasPrefix(string(b), string(a))
}

func sameSpeaker(a, b *demarche.Speaker) bool {
	return a == nil || b == nil || a.Name == "" || b.Name == "" || a.Name == b.Name
}

func sameNumber(a, b *int) bool { return a == nil || b == nil || *a == *b }

// join adds what b tells to a: its sentences, and every field that a leaves unknown.
func join(a, b *finding) {
	title := a.inTitle()
	a.sentences = append(a.sentences, b.sentences...)
	a.step("told again (%s)", b.rule)
	if m, ok := a.record.(*demarche.Movement); ok && title {
		m.Status = b.record.(*demarche.Movement).Status
	} else if ok && b.record.(*demarche.Movement).Status == demarche.Completed {
		m.Status = demarche.Completed
	} else if ok && b.record.(*demarche.Movement).Status == demarche.TurnedBack {
		m.Status = demarche.TurnedBack
	}
	av, bv := reflect.ValueOf(a.record).Elem(), reflect.ValueOf(b.record).Elem()
	for i := range av.NumField() {
		field := av.Type().Field(i)
		if field.Anonymous || field.Type.Kind() == reflect.Bool || field.Type.Kind() == reflect.Float64 {
			continue
		}
		x, y := av.Field(i), bv.Field(i)
		empty := x.IsZero() || x.Kind() == reflect.Slice && x.Len() == 0 || x.Type() == reflect.TypeFor[demarche.Means]() && x.String() == string(demarche.MeansUnknown)
		if empty && !y.IsZero() {
			x.Set(y)
		}
		if x.Type() == reflect.TypeFor[demarche.Date]() && len(y.String()) > len(x.String()) {
			x.Set(y)
		}
	}
}
