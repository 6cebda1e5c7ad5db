package answers_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
)

// shelfOfReadings is a ledger of one report that several readers read.
type shelfOfReadings struct {
	demarche.Ledger
	kept     demarche.Kept
	readings []demarche.KeptReading
}

func (s shelfOfReadings) Document(context.Context, string) (demarche.Kept, error) { return s.kept, nil }

func (s shelfOfReadings) Documents(context.Context) ([]demarche.Kept, error) {
	return []demarche.Kept{s.kept}, nil
}

func (s shelfOfReadings) Readings(context.Context, string) ([]demarche.KeptReading, error) {
	return s.readings, nil
}

// placed gives a record an id and a place in the text.
func placed[R demarche.Record](r R, id string, start int) R {
	c := r.Shared()
	c.ID, c.Evidence = id, []demarche.Selector{{Start: start, End: start + 10}}
	return r
}

func TestRereadsTellWhatChanged(t *testing.T) {
	gap := func(id string, at int, who demarche.Optional) demarche.Record {
		return placed(&demarche.Gap{Common: demarche.Common{Kind: demarche.KindGap}, Type: demarche.Declined, Who: who}, id, at)
	}
	act := func(id string, at int, target demarche.Optional) demarche.Record {
		return placed(&demarche.Act{Common: demarche.Common{Kind: demarche.KindAct}, Type: demarche.Protest, Actor: "COL", Target: target}, id, at)
	}
	old := demarche.KeptReading{Sequence: 3, Published: "2025-02-03", Reader: "1", Records: demarche.Records{
		gap("a", 0, "COL"), gap("b", 20, "COL"), act("c", 20, "MEX"), act("d", 40, "MEX")}}
	ours := demarche.KeptReading{Sequence: 9, Published: "2025-02-03", Reader: "2", Records: demarche.Records{
		gap("a", 0, "COL"), act("e", 25, "USA"), act("f", 60, "MEX")}}
	otherDay := demarche.KeptReading{Sequence: 12, Published: "2025-02-04", Reader: "3"}
	shelf := shelfOfReadings{kept: demarche.Kept{Document: demarche.Document{Name: "report.txt", Published: "2025-02-03"}, Hash: "abc"},
		readings: []demarche.KeptReading{old, ours, otherDay}}
	for _, hash := range []string{"", "abc"} {
		all, err := answers.New(shelf, time.Now).Rereads(t.Context(), hash)
		if err != nil || len(all) != 1 {
			t.Fatalf("%d, %v", len(all), err)
		}
		r := all[0]
		if r.Before != "1" || r.After != "2" || r.Same != 1 || r.Name != "report.txt" || r.Document != "abc" {
			t.Errorf("%+v", r)
		}
		if len(r.Changed) != 1 || r.Changed[0].Before.Shared().ID != "c" || r.Changed[0].After.Shared().ID != "e" ||
			!slices.Equal(r.Changed[0].Fields, []string{"evidence", "target"}) {
			t.Errorf("changed: %+v", r.Changed)
		}
		if len(r.Removed) != 2 || r.Removed[0].Shared().ID != "b" || r.Removed[1].Shared().ID != "d" || len(r.Added) != 1 || r.Added[0].Shared().ID != "f" {
			t.Errorf("removed %+v, added %+v", r.Removed, r.Added)
		}
	}
	shelf.readings = []demarche.KeptReading{old, {Sequence: 9, Published: "2025-02-03", Reader: "1"}, otherDay}
	if all, err := answers.New(shelf, time.Now).Rereads(t.Context(), ""); err != nil || len(all) != 0 {
		t.Errorf("a report that one version read: %+v, %v", all, err)
	}
}
