package main

import (
	"slices"
	"testing"

	"demarche"
)

func TestUnmarked(t *testing.T) {
	for _, tt := range []struct {
		passage, text string
		from          int
	}{
		{"Fiji was asked. || It declined.", "Fiji was asked. It declined.", 16},
		{"Fiji declined.", "Fiji declined.", 0},
		{"Fiji declined. || ", "Fiji declined. || ", 0},
	} {
		if text, from := unmarked(tt.passage); text != tt.text || from != tt.from {
			t.Errorf("unmarked(%q) = %q, %d; want %q, %d", tt.passage, text, from, tt.text, tt.from)
		}
	}
}

func TestLabelsIn(t *testing.T) {
	got := labelsIn(demarche.KindPosition, "FJI refuse third any; FJI accept own any; WSM accept own sea")
	if want := []string{"position accept", "position refuse"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := labelsIn(demarche.KindAct, "ease"); !slices.Equal(got, []string{"act ease"}) {
		t.Errorf("an act of nobody who is told: got %q", got)
	}
	if got := labelsIn(demarche.KindPosition, "-"); len(got) != 0 {
		t.Errorf("nobody takes a stance, but got %q", got)
	}
}

func TestFieldStated(t *testing.T) {
	const two = "completed PER land 40; planned BOL land -"
	for _, tt := range []struct {
		stated, name, field string
		want                bool
	}{
		{two, "completed PER sea 40", "status", true},
		{two, "completed PER sea 40", "means", false},
		{two, "completed BOL land -", "status", false}, // it is the second of them
		{two, "completed BOL land -", "people", true},
		{"-", "completed BOL land -", "people", false},
	} {
		if got := fieldStated(tt.stated, tt.name, tt.field); got != tt.want {
			t.Errorf("%s of %q in %q: got %v", tt.field, tt.name, tt.stated, got)
		}
	}
}
