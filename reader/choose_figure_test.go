package reader

import (
	"fmt"
	"testing"

	"demarche"
	"demarche/reader/choice"
	"demarche/reader/detection"
)

// uncounted holds a figure of which no rule says what it counts.
const uncounted = "Deportations from Chile\n\nSome 340 Peruvians yawn in the gymnasium.\n"

func TestWhatAFigureCountsIsChosen(t *testing.T) {
	for _, tt := range []struct {
		name    string
		weights map[string]float64
		want    string
	}{
		{"nothing is learnt", nil, ""},
		{"held", map[string]float64{"what held under yawn": 3, "of here as nationals": 3}, "held 340 people PER"},
		{"room", map[string]float64{"what capacity": 3, "of nobody for capacity": 3}, "capacity 340 places "},
	} {
		c := choice.Model{}
		if tt.weights != nil {
			c[roleFigure] = tt.weights
		}
		got := ""
		for _, record := range recordsOf(t, detection.Model{}, c, uncounted) {
			if r, ok := record.(*demarche.Count); ok {
				got += fmt.Sprintf("%s %g %s %s", r.What, r.Value, r.Unit, r.Of)
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// recordsOf reads a text with weights of the test's own.
func recordsOf(t *testing.T, d detection.Model, c choice.Model, text string) demarche.Records {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	reading, err := r.Unfiltered().Detecting(d).Choosing(c).Read(t.Context(), &demarche.Document{Name: "test.txt", Text: text, Lang: "en", Published: "2025-02-06"})
	if err != nil {
		t.Fatal(err)
	}
	return reading.Records
}

func TestWhoseAFigureIsMayBeToldBefore(t *testing.T) {
	const text = "Deportations from Chile\n\nIn 2023 340 Peruvians were deported. In 2024 some 52 were deported to Bolivia.\n"
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
