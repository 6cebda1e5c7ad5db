package demarche

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestRecordsSurviveJSON(t *testing.T) {
	in := `[{"kind":"position","evidence":["Mexico will take its own."],"state":"MEX","stance":"accept","from":null,"people":"own","nationals":[],"means":"any","place":null,"terms":[],"by":null,"date":"2025-02"},
		{"kind":"movement","evidence":[{"exact":"a","prefix":"","suffix":"","start":0,"end":1}],"status":"planned","sender":null,"origin":null,"destination":null,"destination_state":null,"means":"unknown","flights":1,"people":null,"approx":false,"nationals":[],"restrained":true,"by":{"name":null,"role":null,"state":"USA"},"date":null}]`
	var rs Records
	if err := json.Unmarshal([]byte(in), &rs); err != nil {
		t.Fatal(err)
	}
	for _, r := range rs {
		if err := r.Check(); err != nil {
			t.Errorf("%s: %v", r.Shared().Kind, err)
		}
	}
	out, err := json.Marshal(rs)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"from":null`, `"date":"2025-02"`, `"flights":1`, `"people":null`, `"restrained":true`} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s is not in %s", want, out)
		}
	}
}

func TestUnknownFieldsAreErrors(t *testing.T) {
	for _, in := range []string{
		`{"kind":"gap","evidence":["x"],"type":"declined","who":"USA","colour":"red"}`,
		`{"kind":"rumour","evidence":["x"]}`,
		`{"kind":"gap","evidence":[{"exact":"x","page":1}],"type":"declined","who":"USA"}`,
		`{"kind":"position","evidence":["x"],"date":"2025-13"}`,
	} {
		if _, err := ParseRecord([]byte(in)); err == nil {
			t.Errorf("%s was read without an error", in)
		}
	}
}

// TestTheKindMayStandAnywhere holds that a record is read the same wherever
// its kind stands, and that of two kinds the last counts, as in all JSON.
func TestTheKindMayStandAnywhere(t *testing.T) {
	for b, want := range map[string]Kind{
		`{"kind":"gap","type":"declined","evidence":[]}`:                KindGap,
		`{"type":"declined","evidence":[],"kind":"gap"}`:                KindGap,
		`{ "kind" : "gap", "type": "declined", "evidence": []}`:         KindGap,
		`{"kind":"office","name":"A","kind":"office"}`:                  KindOffice,
		`{"kind":"act","evidence":[],"kind":"gap","type":"declined"}`:   KindGap,
		`{"kind":"rumour","evidence":[]}`:                               "",
		`{"kind":"gap","actor":"COL"}`:                                  "",
		`{"kind":"gap"`:                                                 "",
		`{"kind":"gap","type":"declined","evidence":[]} {"kind":"gap"}`: "",
	} {
		r, err := ParseRecord([]byte(b))
		switch {
		case want == "" && err == nil:
			t.Errorf("%s is read as %+v", b, r)
		case want != "" && (err != nil || r.Shared().Kind != want):
			t.Errorf("%s: %+v, %v; want a %s", b, r, err, want)
		}
	}
}

func TestIdentifyIgnoresConfidenceOnly(t *testing.T) {
	a := &Gap{Common: Common{Kind: KindGap, Evidence: []Selector{{Exact: "x", End: 1}}}, Type: Declined, Who: "USA"}
	b := *a
	b.Confidence, b.ID = 0.5, "x"
	c := *a
	c.Who = "MEX"
	id := func(r Record) string {
		s, err := Identify("hash", r)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if id(a) != id(&b) {
		t.Error("confidence or id changes the id")
	}
	if id(a) == id(&c) {
		t.Error("another record has the same id")
	}
	if other, _ := Identify("other", a); other == id(a) {
		t.Error("the same record of another document has the same id")
	}
}
