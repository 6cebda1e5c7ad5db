package exports_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"demarche"
)

func TestAnnotationsPointAtTheirWords(t *testing.T) {
	var c struct {
		Context string `json:"@context"`
		Type    string
		Total   int
		First   struct {
			Type  string
			Items []struct {
				ID, Type, Motivation string
				Body                 []struct{ Type, Purpose, Format, Value string }
				Target               []struct {
					Source   string
					Selector []struct {
						Type                  string
						Exact, Prefix, Suffix *string
						Start, End            *int
					}
				}
			}
		}
	}
	if err := json.Unmarshal(export(t, "webannotation", demarche.Filter{}), &c); err != nil {
		t.Fatal(err)
	}
	of, in := records()
	if c.Context != "http://www.w3.org/ns/anno.jsonld" || c.Type != "AnnotationCollection" || c.First.Type != "AnnotationPage" || c.Total != len(of) || len(c.First.Items) != len(of) {
		t.Fatalf("%s %s, %d in all and %d on the page, for %d records", c.Context, c.Type, c.Total, len(c.First.Items), len(of))
	}
	for _, a := range c.First.Items {
		id := strings.TrimPrefix(a.ID, "urn:demarche:record:")
		r, d := of[id], in[id]
		if r == nil || a.Type != "Annotation" || a.Body[0].Value != string(r.Shared().Kind) || len(a.Target) != len(r.Shared().Evidence) {
			t.Errorf("annotation %+v is of no record", a)
			continue
		}
		text := []rune(d.Text)
		for _, target := range a.Target {
			quote, position := target.Selector[0], target.Selector[1]
			if quote.Type != "TextQuoteSelector" || position.Type != "TextPositionSelector" || string(text[*position.Start:*position.End]) != *quote.Exact ||
				!strings.HasSuffix(string(text[:*position.Start]), *quote.Prefix) || !strings.HasPrefix(string(text[*position.End:]), *quote.Suffix) {
				t.Errorf("%s points at %d to %d for %q", id, *position.Start, *position.End, *quote.Exact)
			}
			if target.Source != "urn:sha256:"+d.Hash() {
				t.Errorf("%s annotates %s", id, target.Source)
			}
		}
	}
}

// TestAnnotationsAreOfTheModel holds the annotations against what the Web
// Annotation Data Model demands.
func TestAnnotationsAreOfTheModel(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/webannotation.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	read := func(b []byte) map[string]any {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		return v.(map[string]any)
	}
	all := export(t, "webannotation", demarche.Filter{})
	none := export(t, "webannotation", demarche.Filter{State: "NZL"})
	for _, b := range [][]byte{all, none} {
		if err := schema.Validate(read(b)); err != nil {
			t.Errorf("it is not of the model: %v", err)
		}
	}
	first := func(v map[string]any) map[string]any { return v["first"].(map[string]any) }
	c := read(all)
	if c["last"] != first(c)["id"] || first(c)["partOf"].(map[string]any)["id"] != c["id"] || c["id"] == read(none)["id"] || c["id"] != read(export(t, "webannotation", demarche.Filter{}))["id"] {
		t.Errorf("the collection is called %v, its page %v of %v, the last %v; another %v", c["id"], first(c)["id"], first(c)["partOf"], c["last"], read(none)["id"])
	}
	for name, spoil := range map[string]func(map[string]any){
		"no id": func(v map[string]any) { delete(v, "id") }, "a page without id": func(v map[string]any) { delete(first(v), "id") }, "a name of our own": func(v map[string]any) { v["kind"] = "x" },
		"no target": func(v map[string]any) { delete(first(v)["items"].([]any)[0].(map[string]any), "target") },
		"a purpose that there is not": func(v map[string]any) {
			first(v)["items"].([]any)[0].(map[string]any)["body"].([]any)[0].(map[string]any)["purpose"] = "counting"
		},
	} {
		v := read(all)
		if spoil(v); schema.Validate(v) == nil {
			t.Errorf("%s passes", name)
		}
	}
}
