package vocabulary

import "testing"

func TestReadingVocabularyIsSound(t *testing.T) {
	r, err := LoadReading()
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range r.Check() {
		t.Error(fault)
	}
	if len(r.Acts) == 0 || len(r.Gaps) == 0 || len(r.Counts) == 0 || len(r.Stances.Terms) == 0 {
		t.Error("a part of the vocabulary is empty")
	}
}

func TestCheckFindsFaults(t *testing.T) {
	r, err := LoadReading()
	if err != nil {
		t.Fatal(err)
	}
	r.Acts[0].Type = "gossip"
	r.Acts[1].Example = ""
	r.Stances.Light = append(r.Stances.Light, "juggle")
	r.Stances.Willing = append(r.Stances.Willing, "agree")
	if got := len(r.Check()); got != 4 {
		t.Errorf("%d faults found, want 4: %v", got, r.Check())
	}
}
