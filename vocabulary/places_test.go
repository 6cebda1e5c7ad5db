package vocabulary

import (
	"testing"

	"demarche"
)

func TestPlacesFind(t *testing.T) {
	p, err := LoadPlaces()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]demarche.State{
		"Guantánamo Bay": "CUB", "guantanamo": "CUB", "CECOT": "SLV", "Fort Bliss": "USA", "Bagram": "AFG", "Gjadër": "ALB",
		"Torkham": "PAK", "Medellín": "COL", "medellin": "COL", "Texas": "USA", "Louisiana": "USA", "Barcelona": "ESP",
		"Tapachula": "MEX", "Shengjin": "ALB", "the Gaza Strip": "PSE",
	} {
		got := p.Find(name)
		if len(got) == 0 || got[0].State != want {
			t.Errorf("Find(%q) = %v; want %s", name, got, want)
		}
	}
	if got := p.Find("Atlantis"); len(got) != 0 {
		t.Errorf("Find(Atlantis) = %v", got)
	}
	if got := p.Find("Guantanamo"); got[0].Name != "Guantanamo Bay" || got[0].Kind != "base" {
		t.Errorf("Guantanamo is %+v", got[0])
	}
}

func TestPlacesLieInKnownStates(t *testing.T) {
	p, err := LoadPlaces()
	if err != nil {
		t.Fatal(err)
	}
	s, err := LoadStates()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range p.Words() {
		if !s.Known(w.State) {
			t.Errorf("%q lies in the unknown state %q", w.Word, w.State)
		}
	}
}

func TestPlacesCheckFindsFaults(t *testing.T) {
	p := &Places{
		cities: map[demarche.State][]string{"AAA": {"Twin", "twin", "Far"}, "BBB": {"Far"}, "c": {"Odd"}},
		sites:  []Site{{Name: "Well", Kind: "well", State: "AAA"}},
	}
	p.index()
	if got := p.Check(); len(got) != 4 {
		t.Errorf("%d faults found, want 4: %v", len(got), got)
	}
}
