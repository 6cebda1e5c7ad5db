package vocabulary

import "testing"

func TestEveryStateLiesSomewhere(t *testing.T) {
	p, err := LoadPositions()
	if err != nil {
		t.Fatal(err)
	}
	states, err := LoadStates()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range states.All() {
		if _, ok := p.Of(s.Code); !ok {
			t.Errorf("%s lies nowhere", s.Code)
		}
	}
	if at, ok := p.Of("COL"); !ok || at[0] > -66 || at[0] < -80 || at[1] < -5 || at[1] > 13 {
		t.Errorf("Colombia lies at %v", at)
	}
	one, _ := p.Place("Guantanamo Bay", "CUB")
	if other, ok := p.Place("Guantánamo Bay naval base", "CUB"); one == (LonLat{}) || ok && other != one {
		t.Errorf("the base lies at %v and %v", one, other)
	}
	if _, ok := p.Place("Guantanamo Bay", "USA"); ok {
		t.Error("a place of Cuba lies in the United States")
	}
}

func TestEveryRecordHasAnEventCode(t *testing.T) {
	c, err := LoadEventCodes()
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Categories) != 16 {
		t.Errorf("PLOVER has 16 categories, not %d", len(c.Categories))
	}
	for name, bad := range map[string]EventCode{
		"category": {Event: "REFUSE", Why: "x"}, "mode": {Event: "COERCE", Mode: "fly", Why: "x"}, "context": {Event: "AGREE", Contexts: []string{"sport"}, Why: "x"},
		"cameo": {Event: "AGREE", Cameo: "03", Why: "x"}, "reason": {Event: "AGREE"}, "letters": {Cameo: "12a", Why: "x"},
	} {
		if c.checkCode(bad) == nil {
			t.Errorf("a wrong %s passes", name)
		}
	}
}
