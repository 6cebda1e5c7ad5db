package reader

import (
	"testing"

	"demarche"
)

func TestBodiesOfNoState(t *testing.T) {
	r := choosing(t, nil)
	for _, tt := range []struct {
		text, word string
		want       demarche.Optional
	}{
		{"The Latvian Council for Refugees condemned the deportation.", "Council", "council for refugees"},
		{"Denmark replied. The Danish Red Cross condemned the deportation.", "Cross", "Red Cross"},
		{"The Danish Immigration Service condemned the deportation.", "Service", "DNK"},
		{"The foreign ministry of Greece condemned the deportation.", "ministry", "GRC"},
	} {
		a, err := r.Analyse(&demarche.Document{Name: "test", Text: tt.text})
		if err != nil {
			t.Fatal(err)
		}
		s := r.sceneOf(a)
		for i := range a.Tokens {
			if a.Form(i) != tt.word {
				continue
			}
			if p, _ := s.party(i); p.id() != tt.want {
				t.Errorf("%s: %q acts as %q, want %q", tt.text, tt.word, p.id(), tt.want)
			}
		}
	}
}

func TestAnAppositionTellsThatANameIsABody(t *testing.T) {
	const text = "Casa Lucero, a children's charity, condemned the deportation of two boys by Chile. Pedro Gomez, a farmer, condemned it too."
	for _, rec := range recordsOf(t, nil, nil, text) {
		if a, ok := rec.(*demarche.Act); ok && a.Type == demarche.Protest {
			if a.Actor != "Casa Lucero" || a.Target != "CHL" {
				t.Errorf("got %s > %s", a.Actor, a.Target)
			}
			return
		}
	}
	t.Error("no protest was read")
}
