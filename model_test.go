package demarche

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// whole gives a record of a kind in which every required field says something.
func whole(t *testing.T, k Kind) map[string]any {
	t.Helper()
	out := map[string]any{"kind": k, "evidence": []string{"a sentence"}}
	for _, f := range RecordFields(k) {
		if !f.Required {
			continue
		}
		switch f.Type {
		case ChoiceField:
			out[f.Name] = f.Choices[0]
		case NumberField:
			out[f.Name] = 1
		case SpeakerField:
			out[f.Name] = map[string]any{"name": "A"}
		default:
			out[f.Name] = "ABC"
		}
	}
	return out
}

func checked(t *testing.T, fields map[string]any) error {
	t.Helper()
	b, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ParseRecord(b)
	if err != nil {
		t.Fatalf("%s: %v", b, err)
	}
	return r.Check()
}

// The list of fields and Check must know the same record model.
func TestTheFieldsAreThoseOfTheRecordModel(t *testing.T) {
	for _, k := range Kinds() {
		r, err := NewRecord(k)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for of, i := reflect.TypeOf(r).Elem(), 0; i < of.NumField(); i++ {
			if name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ","); name != "" {
				want = append(want, name)
			}
		}
		var got []string
		for _, f := range RecordFields(k) {
			got = append(got, f.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("the fields of a %s are %v, not %v", k, got, want)
		}
		if err := checked(t, whole(t, k)); err != nil {
			t.Errorf("a %s with what is required: %v", k, err)
		}
		for _, f := range RecordFields(k) {
			if f.Required && f.Type != NumberField {
				less := whole(t, k)
				delete(less, f.Name)
				if checked(t, less) == nil {
					t.Errorf("a %s without %s passes", k, f.Name)
				}
			}
			for _, c := range f.Choices {
				with := whole(t, k)
				if with[f.Name] = any(c); f.Type == ChoicesField {
					with[f.Name] = []string{c}
				}
				if err := checked(t, with); err != nil {
					t.Errorf("a %s with %s %q: %v", k, f.Name, c, err)
				}
			}
			if len(f.Choices) > 0 {
				with := whole(t, k)
				if with[f.Name] = any("nonsense"); f.Type == ChoicesField {
					with[f.Name] = []string{"nonsense"}
				}
				if checked(t, with) == nil {
					t.Errorf("a %s with another %s passes", k, f.Name)
				}
			}
		}
	}
	if RecordFields("rumour") != nil {
		t.Error("a kind that there is not has fields")
	}
}
