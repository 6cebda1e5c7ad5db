package answers

import (
	"encoding/json"
	"fmt"
	"testing"

	"demarche"
	"demarche/events"
)

func stockedItem(id, text string) Item {
	return Item{Entry: demarche.Entry{Record: &demarche.Act{Common: demarche.Common{Kind: demarche.KindAct, ID: id}}, Document: text}, written: &written{}}
}

func TestStockForgetsWhatWasNotAskedFor(t *testing.T) {
	s := newStock(3)
	for n := range 20 {
		id := fmt.Sprint(n)
		s.put(id, stocked{item: stockedItem(id, "a text")})
		if _, ok := s.take("0"); !ok {
			t.Fatalf("entry 0 is forgotten after %d others, though it is asked for each time", n)
		}
	}
	if n := len(s.young) + len(s.old); n > 2*3 {
		t.Errorf("%d entries are remembered, 6 at most should be", n)
	}
	if _, ok := s.take("4"); ok {
		t.Error("an entry is remembered that was not asked for while 15 others came")
	}
}

func TestStockGivesNothingOld(t *testing.T) {
	s := newStock(3)
	s.put("1", stocked{stockedItem("1", "one text"), 5})
	s.put("2", stocked{stockedItem("2", "another"), 5})
	s.touch([]string{"one text"}, 6)
	if _, ok := s.take("1"); ok {
		t.Error("an entry is given as it was before something came about its text")
	}
	if _, ok := s.take("2"); !ok {
		t.Error("an entry is forgotten because something came about another text")
	}
	s.put("1", stocked{stockedItem("1", "one text"), 6})
	if _, ok := s.take("1"); !ok {
		t.Error("an entry that was read after something came about its text is not given")
	}
}

// TestKeptJSON holds that an entry whose JSON is kept is written as one whose
// JSON is not, whoever tells of it.
func TestKeptJSON(t *testing.T) {
	kept := stockedItem("0123456789abcdef", "a text")
	kept.Name, kept.Day, kept.DatedBy, kept.Review = "a.txt", "2025-02-03", ByRecord, demarche.Proposed
	for _, told := range []*events.Witnesses{nil, {Reports: 1, Families: 1, Independent: 1}, nil, {Reports: 7, Families: 2, Independent: 1}} {
		kept.Told = told
		fresh := kept
		fresh.written = nil
		got, err := json.Marshal(kept)
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(fresh)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("kept %s\nwant %s", got, want)
		}
	}
}
