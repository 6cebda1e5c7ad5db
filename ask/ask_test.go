package ask

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
)

func load(t *testing.T) *Words {
	t.Helper()
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestQuestion(t *testing.T) {
	w := load(t)
	for _, c := range []struct {
		words Would
		want  answers.Question
	}{
		{Would{State: "mexican", People: "own", Place: "Guantanamo Bay"}, answers.Question{State: "MEX", People: "own", Place: "Guantanamo Bay", PlaceIn: "CUB", Nationals: []demarche.State{}}},
		{Would{State: "COL", Means: "military_aircraft", On: "2025-01", From: "the United States"}, answers.Question{State: "COL", Means: "military_aircraft", On: "2025-01", From: "USA", Nationals: []demarche.State{}}},
		{Would{State: "rwanda", People: "third", Nationals: "Cuba, VEN, cuba"}, answers.Question{State: "RWA", People: "third", Nationals: []demarche.State{"CUB", "VEN"}}},
		{Would{State: "Panama", Place: "Panama"}, answers.Question{State: "PAN", Place: "Panama", PlaceIn: "PAN", Nationals: []demarche.State{}}},
	} {
		got, err := w.Question(c.words)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%+v asks %+v (%v), not %+v", c.words, got, err, c.want)
		}
	}
}

func TestWordsThatNameNothing(t *testing.T) {
	w := load(t)
	for code, fails := range map[demarche.Code][]func() error{
		demarche.NotFound: {
			func() error { _, err := w.State("Ruritania"); return err },
			func() error { _, err := w.Question(Would{State: "MEX", Nationals: "CUB,Ruritania"}); return err },
			func() error { _, err := w.Filter(List{To: "<script>"}); return err },
		},
		demarche.Invalid: {
			func() error { _, err := Day("2025-02-30"); return err },
			func() error { _, err := Day("yesterday"); return err },
			func() error { _, err := Day(strings.Repeat("9", 1<<16)); return err },
			func() error { _, err := w.State(strings.Repeat("a", 1<<16)); return err },
			func() error { _, err := Kinds("gap,rumour"); return err },
			func() error { _, err := w.Filter(List{Since: "2025-13"}); return err },
			func() error { _, err := w.Filter(List{Name: strings.Repeat("é", 201)}); return err },
			func() error {
				_, err := w.Question(Would{State: "MEX", Place: strings.Repeat("p", 201)})
				return err
			},
		},
	} {
		for i, f := range fails {
			if err := f(); demarche.CodeOf(err) != code || err == nil {
				t.Errorf("%s %d: the error is %v", code, i, err)
			}
		}
	}
}

func TestFilter(t *testing.T) {
	got, err := load(t).Filter(List{State: "Brazil", From: "USA", To: "", Since: "2025", Until: "2025-02-01", Kind: "gap, act,gap", Name: " Doe "})
	want := demarche.Filter{State: "BRA", FromState: "USA", Since: "2025", Until: "2025-02-01", Kinds: []demarche.Kind{"gap", "act"}, Name: "Doe"}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("the filter is %+v (%v), not %+v", got, err, want)
	}
}

func TestMoments(t *testing.T) {
	for text, want := range map[string]string{
		"": "0001-01-01T00:00:00Z", "2025-02-03": "2025-02-03T23:59:59.999999999Z", "2025-02": "2025-02-28T23:59:59.999999999Z",
		" 2025-02-03 18:30 ": "2025-02-03T18:30:00Z", "2025-02-03 18:30:05": "2025-02-03T18:30:05Z",
		"2025-02-03T18:30:00-05:00": "2025-02-03T23:30:00Z", "2025-02-03T18:30:00.5Z": "2025-02-03T18:30:00.5Z",
	} {
		if got, err := Moment(text); err != nil || got.Format(time.RFC3339Nano) != want {
			t.Errorf("%q is %v, want %s (%v)", text, got.Format(time.RFC3339Nano), want, err)
		}
	}
	for _, text := range []string{"yesterday", "18:30", "2025-02-30", strings.Repeat("2", 1000)} {
		if _, err := Moment(text); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestDaysThatAreReversedAreNoFilter(t *testing.T) {
	words, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []List{{Since: "2025-05", Until: "2025-01"}, {Since: "2025-05-02", Until: "2025-05-01"}, {Since: "2026", Until: "2025-12-31"}} {
		_, err := words.Filter(l)
		if demarche.CodeOf(err) != demarche.Invalid || !strings.Contains(err.Error(), "since "+l.Since+" is after until "+l.Until) {
			t.Errorf("%+v is asked for: %v", l, err)
		}
		if _, err := words.Changes("", l.Since, l.Until, false); demarche.CodeOf(err) != demarche.Invalid {
			t.Errorf("changes of %+v are asked for: %v", l, err)
		}
	}
	for _, l := range []List{{Since: "2025-05", Until: "2025-05-01"}, {Since: "2025-05-31", Until: "2025-05"}, {Since: "2025"}, {Until: "2025"}} {
		if _, err := words.Filter(l); err != nil {
			t.Errorf("%+v is refused: %v", l, err)
		}
	}
}

func TestAPlaceAndTheStateInWhichItLiesAreNoTwoPlaces(t *testing.T) {
	w := load(t)
	for _, tt := range []struct {
		names []string
		one   bool
	}{
		{[]string{"Bogota", "Colombia"}, true}, {[]string{"COL", "Bogotá"}, true}, {[]string{"Bogota"}, true}, {[]string{"Colombia"}, true}, {nil, true},
		{[]string{"Bogota", "Medellin"}, false}, {[]string{"Bogota", "Peru"}, false}, {[]string{"Colombia", "Peru"}, false}, {[]string{"nowhere", "Peru"}, false},
	} {
		if got := w.OnePlace(tt.names); got != tt.one {
			t.Errorf("%q are one place: %t", tt.names, got)
		}
	}
}

func TestReportsAgreeOnAPlaceAndItsState(t *testing.T) {
	w := load(t)
	detail := func(field string, values ...string) answers.Detail {
		d := answers.Detail{Field: field}
		d.Values = slices.Grow(d.Values, len(values))[:len(values)]
		for i, v := range values {
			d.Values[i].Value = v
		}
		return d
	}
	for _, tt := range []struct {
		detail answers.Detail
		agree  bool
	}{
		{detail("destination", "Bogota", "COL"), true}, {detail("people", "80"), true},
		{detail("destination", "Bogota", "PER"), false}, {detail("carrier", "Bogota", "COL"), false}, {detail("people", "80", "86"), false},
	} {
		if got := w.Agree(tt.detail); got != tt.agree {
			t.Errorf("of %+v reports agree: %t", tt.detail, got)
		}
	}
}
