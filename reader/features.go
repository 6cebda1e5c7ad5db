package reader

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/language"
)

// mark notes a feature of a finding for the estimate of its confidence.
func (f *finding) mark(feature string) { f.features = append(f.features, feature) }

// describe gives the features by which the confidence of a finding is judged,
// each once: those that its rule noted, then those of its words, its fields
// and the steps that filled them.
func (f *finding) describe() []string {
	features := slices.Clone(f.features)
	features = append(features, ruleFeatures(f.rule)...)
	features = append(features, f.placeFeatures()...)
	features = append(features, f.clauseFeatures()...)
	features = append(features, f.fieldFeatures()...)
	if l := f.likelihood(); l != "" {
		features = append(features, l)
		for _, mark := range f.features {
			if _, chosen, ok := strings.Cut(mark, " chosen "); ok {
				features = append(features, l+", "+chosen)
			}
			if mark == detectedFeature {
				features = append(features, l+", detected")
				if f.record.Shared().Kind == demarche.KindPosition {
					features = append(features, "told and chosen "+likelihoodBand(f.likeliest()*f.chosen))
				}
			}
		}
	}
	for _, s := range f.steps {
		if strings.HasPrefix(s, weighed) {
			continue // marked
		}
		features = append(features, "step "+stepForm(s))
	}
	slices.Sort(features)
	return slices.Compact(features)
}

// ruleFeatures gives a rule and what it is a case of.
func ruleFeatures(rule string) []string {
	_, rest, _ := strings.Cut(rule, "/")
	features := []string{"rule " + rest}
	if family, _, ok := strings.Cut(rest, "/"); ok {
		features = append(features, "rule family "+family)
	}
	return features
}

// stepDetail is what a step says of one report only: quoted words, what was
// resolved, numbers.
var stepDetail = regexp.MustCompile(`"[^"]*"|\s*->.*$|[0-9]+`)

// stepForm gives a step without what it says of one report only.
func stepForm(step string) string {
	form := strings.Join(strings.Fields(stepDetail.ReplaceAllString(step, "")), " ")
	if strings.Contains(step, "->") {
		form = "resolved" // the words before the arrow are the report's
	}
	return form
}

// placeFeatures tells where in the report the evidence stands.
func (f *finding) placeFeatures() []string {
	a := f.scene.a
	if len(f.sentences) == 0 {
		return []string{"no sentence"}
	}
	n := len(slices.Compact(slices.Sorted(slices.Values(f.sentences))))
	features := []string{"sentences " + strconv.Itoa(min(n, 3))}
	sentence := slices.Min(f.sentences)
	switch p := a.Sentences[sentence].Paragraph; {
	case a.Paragraphs[p].Kind == language.Title:
		features = append(features, "in the title")
	case a.Paragraphs[p].Kind == language.Heading || a.Paragraphs[p].Kind == language.ListItem || a.Paragraphs[p].Kind == language.Meta:
		features = append(features, "in no running text")
	case a.Paragraphs[p].Speaker.Len() > 0:
		features = append(features, "in a transcript")
	case 4*sentence < len(a.Sentences):
		features = append(features, "in the first quarter")
	case 4*sentence > 3*len(a.Sentences):
		features = append(features, "in the last quarter")
	}
	features = append(features, f.scene.subjectFeatures(sentence)...)
	switch words := a.Sentences[sentence].Last - a.Sentences[sentence].First; {
	case words < 12:
		features = append(features, "short sentence")
	case words > 35:
		features = append(features, "long sentence")
	}
	return features
}

// clauseFeatures tells of the clause in which the trigger stands.
func (f *finding) clauseFeatures() []string {
	a := f.scene.a
	i := a.TokenAt(f.trigger.Start)
	if f.trigger.Len() == 0 || i >= len(a.Tokens) {
		return []string{"no trigger"}
	}
	var features []string
	add := func(when bool, feature string) {
		if when {
			features = append(features, feature)
		}
	}
	upos := a.Tokens[i].UPOS
	add(upos != language.VERB, "trigger is no verb")
	n := f.scene.cs.Of(i)
	if n == none {
		return append(features, "no clause")
	}
	c := &f.scene.cs.List[n]
	add(c.Negated, "negated")
	add(c.Modal != "", "modal "+c.Modal)
	add(c.Mark == "if" || c.Mark == "unless" || c.Mark == "whether", "conditional")
	add(c.Infinite, "infinite")
	add(c.Perfect, "perfect")
	add(c.Past && !c.Perfect, "past")
	add(c.Present, "present")
	add(c.Passive, "passive")
	add(c.Subject == none, "no subject")
	add(c.Inherited, "inherited subject")
	add(c.Object == none, "no object")
	add(f.scene.speaking[i] != none, "spoken")
	add(true, "relation "+c.Relation.Core().String())
	return features
}

// fieldFeatures tells which fields are filled and how they agree with the
// evidence.
func (f *finding) fieldFeatures() []string {
	features := []string{"speaker " + speakerForm(f.record.Says()), "date " + f.dateForm()}
	switch r := f.record.(type) {
	case *demarche.Position:
		features = append(features, "stance "+string(r.Stance), "people "+string(r.People), "means "+string(r.Means), "place "+known(r.Place), f.presence("state", r.State))
		if by := r.By; by != nil {
			features = append(features, "own word "+strconv.FormatBool(by.State == r.State))
		}
	case *demarche.Act:
		features = append(features, "type "+string(r.Type), f.presenceOf("actor", r.Actor), f.presenceOf("target", r.Target))
		if r.Target == "" {
			features = append(features, "type "+string(r.Type)+" without target")
		}
	case *demarche.Movement:
		features = append(features, "status "+string(r.Status), "means "+string(r.Means), "people "+strconv.FormatBool(r.People != nil), "flights "+strconv.FormatBool(r.Flights != nil), f.presence("destination", r.DestinationState), f.presence("sender", r.Sender))
	case *demarche.Count:
		features = append(features, "what "+string(r.What), "unit "+r.Unit, f.presence("of", r.Of))
	case *demarche.Quote:
		features = append(features, "words "+strconv.Itoa(min(len(strings.Fields(r.Text))/4, 6)))
	case *demarche.Gap:
		features = append(features, "type "+string(r.Type), "who "+strconv.FormatBool(r.Who != ""))
	case *demarche.Office:
		features = append(features, "former "+strconv.FormatBool(r.Former), "body "+strconv.FormatBool(r.Body != ""), f.presence("state", r.State))
	}
	return features
}

// speakerForm tells how a speaker is told.
func speakerForm(by *demarche.Speaker) string {
	switch {
	case by == nil:
		return "none"
	case by.Name != "" && by.Role != "":
		return "with name and post"
	case by.Name != "":
		return "with name"
	case by.Role != "":
		return "with post"
	}
	return "a state"
}

// dateForm tells the precision of the date and how it lies to the day of publication.
func (f *finding) dateForm() string {
	date, published := f.record.When(), f.scene.a.Published
	switch {
	case !date.Known():
		return "unknown"
	case !date.IsDay():
		return "no day"
	case date == published:
		return "of publication"
	}
	return "a day"
}

func known(o demarche.Optional) string { return strconv.FormatBool(o != "") }

// presence tells whether the evidence mentions a state, or who acts for it,
// or the state comes from elsewhere in the report.
func (f *finding) presence(field string, state demarche.State) string {
	if state == "" {
		return field + " unknown"
	}
	for _, n := range f.sentences {
		if f.scene.speaksOf(n, state) {
			return field + " in the evidence"
		}
	}
	return field + " from elsewhere"
}

// presenceOf is presence for a party, which may be somebody who is no state.
func (f *finding) presenceOf(field string, party demarche.Optional) string {
	if len(party) > len("COL") {
		return field + " no state"
	}
	return f.presence(field, demarche.State(party))
}
