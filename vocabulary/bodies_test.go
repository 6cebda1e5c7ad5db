package vocabulary

import (
	"testing"

	"demarche"
)

func TestBodies(t *testing.T) {
	b, err := LoadBodies()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]demarche.State{"State Department": "USA", "Home Office": "GBR", "UNHCR": "", "Human Rights Watch": "", "Frontex": ""}
	for _, n := range b.Named {
		if w, ok := want[n.Name]; ok {
			if n.State != w {
				t.Errorf("%s acts for %q, want %q", n.Name, n.State, w)
			}
			delete(want, n.Name)
		}
	}
	if len(want) > 0 {
		t.Errorf("not in the vocabulary: %v", want)
	}
}

func TestBodiesActForKnownStates(t *testing.T) {
	b, err := LoadBodies()
	if err != nil {
		t.Fatal(err)
	}
	s, err := LoadStates()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range b.Named {
		if n.State != "" && !s.Known(n.State) {
			t.Errorf("%s acts for the unknown state %q", n.Name, n.State)
		}
	}
}

func TestBodiesCheckFindsFaults(t *testing.T) {
	b := &Bodies{
		Named:   []NamedBody{{Name: "Guild", Kind: "guild"}, {Name: "Bureau", Kind: "agency", State: "usa"}, {Name: "Office", Kind: "agency", Names: []string{"bureau", ""}}},
		Generic: []BodyNoun{{Word: "bureau", Kind: "agency"}, {Word: "desk", Many: "bureau", Kind: "agency"}},
	}
	if got := b.Check(); len(got) != 5 {
		t.Errorf("%d faults found, want 5: %v", len(got), got)
	}
}
