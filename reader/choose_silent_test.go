package reader

import (
	"testing"

	"demarche"
	"demarche/reader/choice"
	"demarche/reader/detection"
)

// unanswered holds a silence of somebody whom another sentence names.
const unanswered = "Kenya and Chad quarrel over deportations\n\nWe put it to the ministry in Nairobi. Chad sent no deportees, and the government did not reply.\n"

func TestWhoKeepsSilentIsChosen(t *testing.T) {
	for _, tt := range []struct {
		name    string
		weights map[string]float64
		want    demarche.Optional
	}{
		{"the rules are believed", map[string]float64{"rule who": 5}, "TCD"},
		{"who was asked", map[string]float64{"rule who": 1, "who was asked": 5}, "KEN"},
	} {
		var got []demarche.Optional
		for _, record := range recordsOf(t, detection.Model{}, choice.Model{roleSilent: tt.weights}, unanswered) {
			if r, ok := record.(*demarche.Gap); ok {
				got = append(got, r.Who)
			}
		}
		if len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s: got %q, want %s", tt.name, got, tt.want)
		}
	}
}

func TestWhoseAFigureIsMayBeToldBefore(t *testing.T) {
	const text = "Deportations from Chile\n\nLast year 340 Peruvians were deported. In May 52 were deported to Bolivia.\n"
	for _, tt := range []struct {
		weights map[string]float64
		want    demarche.State
	}{
		{map[string]float64{"rule of": 1, "of the figure before in the paragraph": 9}, "PER"},
		{map[string]float64{"of none": 1, "of here as place": 9, "of others than the figure before in the paragraph": 9, "of the figure before in the paragraph": -9}, "BOL"},
	} {
		var got demarche.State
		for _, record := range recordsOf(t, detection.Model{}, choice.Model{roleFigure: tt.weights}, text) {
			if r, ok := record.(*demarche.Count); ok && r.Value == 52 {
				got = r.Of
			}
		}
		if got != tt.want {
			t.Errorf("%v: got %q, want %s", tt.weights, got, tt.want)
		}
	}
}
