package exports

import (
	"encoding/json"
	"fmt"
	"time"

	"demarche"
	"demarche/answers"
)

// annotation is a record as an annotation of its report (W3C Web Annotation
// Data Model): its body is the record, its targets are the pieces of evidence.
type annotation struct {
	ID         string             `json:"id"`
	Type       string             `json:"type"`
	Motivation string             `json:"motivation"`
	Created    string             `json:"created,omitempty"`
	Generator  agent              `json:"generator"`
	Body       []annotationBody   `json:"body"`
	Target     []annotationTarget `json:"target"`
}

type agent struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

// annotationBody is a tag, the kind of the record, or its fields as JSON.
type annotationBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Format  string `json:"format"`
	Value   string `json:"value"`
}

type annotationTarget struct {
	Source   string               `json:"source"`
	State    *annotationState     `json:"state,omitempty"`
	Selector []annotationSelector `json:"selector"`
}

// annotationState says when the page had the text.
type annotationState struct {
	Type       string `json:"type"`
	SourceDate string `json:"sourceDate"`
}

// annotationSelector is a TextQuoteSelector or a TextPositionSelector; start
// and end count Unicode code points, the characters that the standard means.
type annotationSelector struct {
	Type   string  `json:"type"`
	Exact  *string `json:"exact,omitempty"`
	Prefix *string `json:"prefix,omitempty"`
	Suffix *string `json:"suffix,omitempty"`
	Start  *int    `json:"start,omitempty"`
	End    *int    `json:"end,omitempty"`
}

// annotationContext is what the names of the model mean, in JSON-LD.
const annotationContext = "http://www.w3.org/ns/anno.jsonld"

// writeAnnotations writes a collection with one page. Both have an IRI, as the
// model demands: it names what was asked of which state of the ledger.
func writeAnnotations(j *job) error {
	head, err := j.answers.Head(j.ctx)
	if err != nil {
		return err
	}
	asked, err := json.Marshal(j.filter)
	if err != nil {
		return fmt.Errorf("name the collection: %w", err)
	}
	id := "urn:demarche:collection:" + demarche.HashOf(append(asked, head.Tree...))[:32]
	j.raw(`{"@context":"` + annotationContext + `","id":"` + id + `","type":"AnnotationCollection","label":"Records of a Demarche ledger","last":"` + id + `:1",` +
		`"first":{"id":"` + id + `:1","type":"AnnotationPage","partOf":{"id":"` + id + `","type":"AnnotationCollection"},"startIndex":0,"items":[`)
	err = j.each(func(it answers.Item) error {
		d, err := j.report(it.Document)
		if err != nil {
			return err
		}
		a, err := newAnnotation(it, d)
		if err != nil {
			return err
		}
		return j.element(a)
	})
	if err != nil {
		return err
	}
	j.raw("\n]},\"total\":")
	if err := j.json(j.written); err != nil {
		return err
	}
	j.raw("}\n")
	return nil
}

func newAnnotation(it answers.Item, d answers.DocumentFact) (annotation, error) {
	fields, err := recordFields(it)
	if err != nil {
		return annotation{}, err
	}
	delete(fields, "evidence") // the targets are the evidence
	record, err := compact(fields)
	if err != nil {
		return annotation{}, err
	}
	a := annotation{
		ID: "urn:demarche:record:" + it.ID(), Type: "Annotation", Motivation: "classifying", Generator: agent{"Software", "Demarche"},
		Body: []annotationBody{
			{"TextualBody", "tagging", "text/plain", string(it.Record.Shared().Kind)},
			{"TextualBody", "classifying", "application/json", record},
		},
		Target: []annotationTarget{},
	}
	if !it.Kept.IsZero() {
		a.Created = it.Kept.UTC().Truncate(time.Second).Format(time.RFC3339)
	}
	var state *annotationState
	if !d.Taken.IsZero() {
		state = &annotationState{"TimeState", d.Taken.UTC().Truncate(time.Second).Format(time.RFC3339)}
	}
	for _, e := range it.Record.Shared().Evidence {
		a.Target = append(a.Target, annotationTarget{Source: address(d), State: state, Selector: selectors(e)})
	}
	return a, nil
}

func selectors(e demarche.Selector) []annotationSelector {
	return []annotationSelector{
		{Type: "TextQuoteSelector", Exact: &e.Exact, Prefix: &e.Prefix, Suffix: &e.Suffix},
		{Type: "TextPositionSelector", Start: &e.Start, End: &e.End},
	}
}
