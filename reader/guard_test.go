package reader_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"demarche"
)

// unnamed gives the fields of a record as JSON without its evidence, which is
// the report's own words, and without the words of a quotation.
func unnamed(t testing.TB, r demarche.Record) string {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		t.Fatal(err)
	}
	delete(fields, "evidence")
	delete(fields, "text")
	if trace, ok := fields["trace"].(map[string]any); ok {
		delete(trace, "trigger")
	}
	if b, err = json.Marshal(fields); err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestNobodyMovedIsAnEntry(t *testing.T) {
	for _, text := range []string{
		`Jose Example, a deported police officer, said: "We were treated like animals on the plane." Example said the guards shouted at 80 migrants.`,
		`Jose Example, a police officer of Honduras who was deported from Texas, said: "We had no water."`,
		`Jose Example, a returned army officer of Honduras, arrived on a deportation flight.`,
		`"They tied our hands the whole way," said the 34-year-old deportee Mary Example.`,
		`The flight brought 80 migrants home. Mary Example, 34, was deported on Friday from Texas. "I lost my house," Example said.`,
		`Deportee Mary Example, 34, said 120 people were on the plane.`,
		`Mary Example, a 34-year-old nurse detained in Texas, was returned to Colombia. She said: "We had no water on the flight."`,
		`The migrants arrived on Friday. Mary Example told reporters: "We had no water on the flight."`,
		`The migrants were deported on Friday. Jose Example, a driver for the Example Company, said: "We had no water."`,
		`Police officer Jose Example was among the deportees. "They tied us on the plane," he said.`,
		`Police officer Jose Example of Honduras returned home after being deported. "They tied us on the plane," he said.`,
		`Those deported included police officer Jose Example of Honduras. Example said 40 people were on the plane.`,
		`Jose Example, who was sent home on a military plane, said Honduras had agreed to take back the migrants.`,
		`Honduras expelled the bishop Jose Example on Tuesday and put him on a plane to Rome. "I forgive those who sent me away from my people," Example told reporters in Rome.`,
		`The lawyer Mary Example, who was flown to Managua in handcuffs on Monday with 60 others, said: "They never told us where we were going."`,
		`A military plane carried the activist Jose Example to Honduras on Monday. "I have done nothing that would explain this," said Example, an activist.`,
		`The migrants arrived on Friday. Venezuela's Mary Example told reporters: "We had no water on the flight."`,
		`A letter from Mary Example, who was deported on Friday, was read out. "We had no water on the flight," the letter said.`,
		`Jose Example, a tailor, was deported on Friday. "We had no water on the flight," the tailor said.`,
		`Jose Example, a police officer of Honduras, was deported on Friday. "We had no water on the flight," the officer said.`,
		`The migrants were deported on Friday. Mary Example, one of the deportees, said: "We had no water on the flight."`,
		`The government declined to comment on the deportation of Mary Example, who was deported on Friday.`,
	} {
		for _, r := range readText(t, text+"\n") {
			if got := unnamed(t, r); strings.Contains(got, "Example") {
				t.Errorf("%s\n names who is moved: %s", text, got)
			}
		}
	}
}

func TestOfficialsStayNamed(t *testing.T) {
	for _, tt := range []struct {
		text  string
		kinds []demarche.Kind // in which John Doe is named
	}{
		{`The migrants were deported on Friday. Foreign Minister John Doe flew to Washington on Monday. "We will receive our people with dignity," Doe said.`,
			[]demarche.Kind{demarche.KindQuote}},
		{`President John Doe of Honduras returned to the capital on Monday. Doe said 120 migrants had been deported to Honduras on the flight.`,
			[]demarche.Kind{demarche.KindOffice, demarche.KindMovement}},
		{`President John Doe of Honduras was sent to Panama by the parliament. "We will take back the migrants," Doe said.`,
			[]demarche.Kind{demarche.KindOffice, demarche.KindQuote}},
		{`The migrants were deported on Friday. Immigration officer John Doe of Honduras flew to Panama. "We will help the migrants," Doe said.`,
			[]demarche.Kind{demarche.KindOffice, demarche.KindQuote}},
		{`The migrants were deported on Friday. Refugee Minister John Doe said: "We will help the migrants."`,
			[]demarche.Kind{demarche.KindQuote}},
		{`The migrants were deported on Friday. "We owe nothing to the deportees," John Doe of the justice ministry told reporters.`,
			[]demarche.Kind{demarche.KindQuote}},
		{`The migrants were deported on Friday. "We have been to the prison three times," said John Doe, one of the lawyers.`,
			[]demarche.Kind{demarche.KindQuote}},
		{`The migrants were deported on Friday. Pro Asyl's John Doe told reporters: "A third of the cells are empty."`,
			[]demarche.Kind{demarche.KindQuote}},
		{`The migrants were deported on Friday. Foreign Minister John Doe of Honduras wrote to Mexico. "We will take no others," the letter said.`,
			[]demarche.Kind{demarche.KindQuote}},
		{`Police officer John Doe said that Mary Example was deported on Friday with 20 other migrants.`,
			[]demarche.Kind{demarche.KindCount}},
	} {
		var named []demarche.Kind
		for _, r := range readText(t, tt.text+"\n") {
			got := unnamed(t, r)
			if strings.Contains(got, "John Doe") {
				named = append(named, r.Shared().Kind)
			}
			if strings.Contains(got, "Example") {
				t.Errorf("%s\n names who is moved: %s", tt.text, got)
			}
		}
		for _, k := range tt.kinds {
			if !slices.Contains(named, k) {
				t.Errorf("%s\n has no %s that names John Doe, only %v", tt.text, k, named)
			}
		}
	}
}

func TestAgesCountNobody(t *testing.T) {
	for _, text := range []string{
		"Mary Example, 34, was deported on Friday.",
		"The deportees include Mary Example, 34.",
		"Jose Example (29) was deported on Friday.",
		"Juan Sample James, 31, was deported on Friday.",
		"The 34-year-old Mary Example was deported to Honduras on Friday.",
		"Former police officer Jose Example of Honduras, 34, was deported on Friday.",
	} {
		for _, r := range readText(t, text+"\n") {
			if c, ok := r.(*demarche.Count); ok {
				t.Errorf("%s\n counts %g %s", text, c.Value, c.Unit)
			}
			if m, ok := r.(*demarche.Movement); ok && m.People != nil && *m.People > 1 {
				t.Errorf("%s\n moves %d people", text, *m.People)
			}
		}
	}
	found := false
	for _, r := range readText(t, "According to President John Doe, 34 migrants were deported to Honduras on Friday.\n") {
		m, ok := r.(*demarche.Movement)
		found = found || ok && m.People != nil && *m.People == 34
	}
	if !found {
		t.Error("34 migrants behind a name and a comma were taken for an age")
	}
}

func TestNoReportNamesTheMoved(t *testing.T) {
	r := newReader(t)
	for _, d := range reports(t) {
		moved, err := r.Moved(&d)
		if err != nil {
			t.Fatal(err)
		}
		reading, err := r.Read(context.Background(), &d)
		if err != nil {
			t.Fatal(err)
		}
		for _, rec := range reading.Records {
			name := ""
			if by := rec.Says(); by != nil {
				name = string(by.Name)
			}
			switch rec := rec.(type) {
			case *demarche.Office:
				name = rec.Name
			case *demarche.Count:
				name = string(rec.Source)
			}
			if name != "" && slices.Contains(moved, name) {
				t.Errorf("%s: a %s names %s, who is moved", d.Name, rec.Shared().Kind, name)
			}
		}
	}
}
