package copies

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"testing"
)

// TestWordsOnRequest holds an index that asks for texts again against one that
// holds them, and the families that it reports as changed against all.
func TestWordsOnRequest(t *testing.T) {
	bodies := make(map[string]string)
	asked := 0
	lean, whole := Over(func(id string) (string, error) { asked++; return bodies[id], nil }), New()
	told := make(map[string][]string)
	texts := press(1500)
	for i, text := range texts {
		bodies[text.ID] = text.Body
		whole.Add(text)
		lean.Add(text)
		if i%7 == 0 {
			text.Agency = "Nowhere News" // a correction
			whole.Add(text)
			lean.Add(text)
		}
		if i%11 == 10 {
			gone := texts[i-5].ID
			whole.Remove(gone)
			lean.Remove(gone)
			delete(told, gone)
		}
		maps.Copy(told, lean.Changed())
	}
	if !reflect.DeepEqual(lean.Families(), whole.Families()) {
		t.Error("the families differ")
	}
	want := whole.Origins()
	for id := range want {
		if len(whole.Relations(id)) == 0 {
			want[id] = nil // nothing ties it to another
		}
	}
	if !reflect.DeepEqual(told, want) {
		for id, origins := range want {
			if !slices.Equal(told[id], origins) {
				t.Fatalf("%s was last told to be of %q, and is of %q", id, told[id], origins)
			}
		}
		t.Errorf("%d texts were told of, %d are held", len(told), len(want))
	}
	held := 0
	for _, x := range lean.texts {
		if x.words != nil {
			held++
		}
	}
	if held > holdWords || lean.Err() != nil {
		t.Errorf("the words of %d texts are held (%v)", held, lean.Err())
	}
	t.Logf("%d texts were asked for again", asked)
}

func TestTextsThatCannotBeHadAgain(t *testing.T) {
	gone := errors.New("gone")
	x := Over(func(string) (string, error) { return "", gone })
	for _, text := range press(holdWords * 2) {
		x.Add(text)
	}
	for _, s := range press(holdWords * 2)[:1] { // one whose words are let go by now, under another hash
		s.ID, s.Body = "another", s.Body+" more"
		x.Add(s)
	}
	if !errors.Is(x.Err(), gone) {
		t.Errorf("the error is %v", x.Err())
	}
}
