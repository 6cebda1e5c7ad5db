package conformance

import (
	"encoding/json"
	"testing"

	"demarche"
	"demarche/ledger"
)

func TestSamplesAreSoundAndVaried(t *testing.T) {
	kinds, texts := map[demarche.Kind]int{}, map[string]bool{}
	undated, nonASCII := 0, 0
	for n := range uint64(200) {
		r := Sample(n)
		if _, err := ledger.Check(r.Capture, r.Document, r.Reading); err != nil {
			t.Fatalf("sample %d: %v", n, err)
		}
		one, _ := json.Marshal(r)
		two, _ := json.Marshal(Sample(n))
		if string(one) != string(two) {
			t.Fatalf("sample %d is not the same twice", n)
		}
		texts[r.Document.Text] = true
		for _, record := range r.Reading.Records {
			kinds[record.Shared().Kind]++
			if record.When() == "" {
				undated++
			}
			if e := record.Shared().Evidence[0]; len(e.Exact) != e.End-e.Start {
				nonASCII++
			}
		}
	}
	if len(texts) != 200 || len(kinds) != len(demarche.Kinds()) || undated == 0 || nonASCII == 0 {
		t.Errorf("%d texts, kinds %v, %d records without a date, %d of letters that are not ASCII", len(texts), kinds, undated, nonASCII)
	}
}
