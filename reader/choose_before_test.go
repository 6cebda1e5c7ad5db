package reader

import (
	"slices"
	"testing"

	"demarche"
)

func TestAnAnswerIsToldFromWhatGoesOn(t *testing.T) {
	before := &demarche.Act{Type: demarche.Protest, Actor: "BOL", Target: "CHL"}
	bol, chl, per := &figure{id: "BOL"}, &figure{id: "CHL"}, &figure{id: "PER"}
	for _, tt := range []struct {
		actor, target *figure
		want, not     string
	}{
		{chl, bol, "before: answers deny after protest", "before: goes on"},
		{bol, chl, "before: goes on deny", "before: answers"},
		{bol, per, "before: acted", "before: goes on"},
		{per, nil, "before: other actor", "before: acted"},
	} {
		got := answerFeatures("deny", before, tt.actor, tt.target)
		if !slices.Contains(got, tt.want) || slices.Contains(got, tt.not) {
			t.Errorf("%s: got %q, want %q and not %q", tt.actor.id, got, tt.want, tt.not)
		}
	}
	if got := answerFeatures("deny", nil, chl, bol); len(got) != 0 {
		t.Errorf("nothing was told before, but %q", got)
	}
}

func TestTheDeedBeforeIsNear(t *testing.T) {
	const text = "Bolivia protested to Chile over the deportation. Chile rejected the protest. Snow fell. It went on. Peru deported nobody."
	r := choosing(t, nil)
	a, err := r.Analyse(&demarche.Document{Name: "test", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	s := r.sceneOf(a)
	s.choose(acts(s))
	for _, tt := range []struct {
		sentence int
		want     bool
	}{{0, false}, {1, true}, {4, false}} {
		sent := a.Sentences[tt.sentence]
		before := s.deedBefore(s.anchorAt(sent.Root), nil)
		if got := before != nil && before.Actor == "BOL" && before.Target == "CHL"; got != tt.want {
			t.Errorf("sentence %d: the deed before is %+v", tt.sentence, before)
		}
	}
}

func TestPartnersAreSpokenOfTogether(t *testing.T) {
	const text = "Bolivia met Chile over deportations. Bolivia wrote to Chile. Peru wrote to Bolivia."
	r := choosing(t, nil)
	a, err := r.Analyse(&demarche.Document{Name: "test", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	c := r.sceneOf(a).acquaintancesOf()
	if got := c.partner("BOL"); got != "CHL" {
		t.Errorf("the partner of Bolivia is %q", got)
	}
	if got := c.partner("PER"); got != "BOL" {
		t.Errorf("the partner of Peru is %q", got)
	}
	if c["PER"]["CHL"] != 0 || c.partner("ECU") != "" {
		t.Error("strangers are partners")
	}
}
