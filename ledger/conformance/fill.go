package conformance

import (
	"testing"

	"demarche"
)

// Fill adds to an empty ledger everything that one can hold: copies, a corrected
// day, several readings, an undated report, what PostgreSQL or a file system
// would not take as text, decisions of all kinds and links.
func Fill(t testing.TB, l demarche.Ledger) {
	t.Helper()
	var reports []Report
	for n := range uint64(7) {
		reports = append(reports, Sample(n))
	}
	reports[6] = reports[6].On("")
	strange := reports[2].From("/else\xffwhere/\x00copy.txt", "copy\xff\U0010FFFF.txt")
	strange.Capture.Head, strange.Capture.Media = []byte("HTTP/1.1 200 \xff\r\n\r\n"), "text/plain"
	reports = append(reports, strange, reports[3].On("2025-02-02"), reports[4].By("reader 2", func(i int) bool { return i != 1 }))
	for _, r := range reports {
		if _, err := l.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil {
			t.Fatal(err)
		}
	}
	all, err := l.Entries(t.Context(), demarche.Filter{})
	if err != nil || len(all) < 6 {
		t.Fatalf("%d entries, %v", len(all), err)
	}
	id := func(i int) string { return all[i].Record.Shared().ID }
	for i, what := range []demarche.Judgement{demarche.ToAccept, demarche.ToReject, demarche.ToAmend, demarche.ToAmend, demarche.ToUndo} {
		d := demarche.Decision{Record: id(min(i, 3)), What: what, Reviewer: "A. Reviewer", Reason: "the sentence says \x00 so"}
		if what == demarche.ToAmend {
			d.Amended = Reworded(all[i].Record, i)
		}
		if _, err := l.Decide(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range []demarche.Link{
		{Relation: demarche.SameEvent, What: demarche.ToReject, These: []string{id(0)}, Those: []string{id(4), id(5)}},
		{Relation: demarche.CarriesOut, What: demarche.ToAccept, These: []string{id(1)}, Those: []string{id(2)}},
	} {
		k.Reviewer, k.Reason = "A. Reviewer", "so"
		if _, err := l.Link(t.Context(), k); err != nil {
			t.Fatal(err)
		}
	}
}
