package exports_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"demarche"
	"demarche/exports"
)

// pathsOf puts the names of all fields of a value, a dot between one and what is in it, into paths.
func pathsOf(v any, in string, paths map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, x := range v {
			paths[in+name] = true
			pathsOf(x, in+name+".", paths)
		}
	case []any:
		for _, x := range v {
			pathsOf(x, in, paths)
		}
	}
}

// TestEveryFieldOfALineIsInTheDictionary reads JSON lines and the map, and
// wants of every field that the dictionary has it for records of its kind, and
// of every field that the dictionary has for a kind that some line has it.
func TestEveryFieldOfALineIsInTheDictionary(t *testing.T) {
	missing, mayBeAbsent := exports.NotInLines(), []string{"confidence", "max", "body", "former"}
	told := make(map[string]bool)
	for line := range bytes.Lines(export(t, "jsonl", demarche.Filter{})) {
		var v map[string]any
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		kind, _ := v["kind"].(string)
		paths := make(map[string]bool)
		pathsOf(v, "", paths)
		known := make(map[string]bool)
		for _, c := range slices.Concat(slices.DeleteFunc(exports.Columns(), func(c exports.Column) bool { return slices.Contains(missing, c.Name) }), exports.LineFields()) {
			if c.On(demarche.Kind(kind)) {
				known[c.Name] = true
			}
		}
		for p := range paths {
			if told[p] = true; !known[p] {
				t.Errorf("a %s has %s, of which the dictionary says nothing", kind, p)
			}
		}
		for _, name := range exports.ColumnsOf(demarche.Kind(kind)) {
			if !slices.Contains(missing, name) && !paths[name] && !slices.Contains(mayBeAbsent, name) {
				t.Errorf("a %s has no %s, of which the dictionary tells", kind, name)
			}
		}
	}
	for _, c := range exports.LineFields() {
		if !told[c.Name] && c.Name != "report.amends" && c.Name != "report.title" && c.Name != "report.unpublished" {
			t.Errorf("no line has %s, of which the dictionary tells", c.Name)
		}
	}
	var m struct {
		Features []struct{ Properties map[string]any }
	}
	if err := json.Unmarshal(export(t, "geojson", demarche.Filter{}), &m); err != nil || len(m.Features) == 0 {
		t.Fatalf("the map has %d features (%v)", len(m.Features), err)
	}
	for _, f := range m.Features {
		kind, _ := f.Properties["kind"].(string)
		for name := range f.Properties {
			if !slices.ContainsFunc(exports.MapProperties(), func(c exports.Column) bool { return c.Name == name && c.On(demarche.Kind(kind)) }) {
				t.Errorf("a %s on the map has %s, of which the dictionary says nothing", kind, name)
			}
		}
	}
}
