package vocabulary

import (
	"testing"

	"demarche"
)

func TestStatesParse(t *testing.T) {
	s, err := LoadStates()
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]demarche.State{
		"COL": "COL", "col": "COL", "Colombia": "COL", "colombian": "COL", "Colombians": "COL", "Bogotá": "COL", "bogota": "COL",
		"US": "USA", "u.s.": "USA", "the United States": "USA", "America": "USA", "Americans": "USA", "the White House": "USA",
		"UK": "GBR", "Britain": "GBR", "Downing Street": "GBR", "DRC": "COD", "Congolese": "COD", "Congo-Brazzaville": "COG",
		"Côte d'Ivoire": "CIV", "cote d’ivoire": "CIV", "Dominica": "DMA", "Dominican": "DOM", "Kosovo": "XKX", "Türkiye": "TUR",
		"Nigerien": "NER", "Nigerian": "NGA", "Guinea": "GIN", "Guinea-Bissau": "GNB", "Poles": "POL", "the Kremlin": "RUS",
		"South Sudanese": "SSD", "the Gambia": "GMB", "Taliban": "AFG",
	} {
		if got, ok := s.Parse(word); !ok || got != want {
			t.Errorf("Parse(%q) = %q, %v; want %s", word, got, ok, want)
		}
	}
	for _, word := range []string{"", "Ruritania", "xyz", "Latin America", "the"} {
		if got, ok := s.Parse(word); ok {
			t.Errorf("Parse(%q) = %q; want nothing", word, got)
		}
	}
}

func TestStatesHoldEveryCode(t *testing.T) {
	s, err := LoadStates()
	if err != nil {
		t.Fatal(err)
	}
	if got := len(s.All()); got < 204 {
		t.Errorf("%d states; want at least 204", got)
	}
	for _, st := range s.All() {
		if got, ok := s.Parse(string(st.Code)); !ok || got != st.Code {
			t.Errorf("Parse(%s) = %s, %v", st.Code, got, ok)
		}
		if got := s.Name(st.Code); got != st.Name {
			t.Errorf("Name(%s) = %q; want %q", st.Code, got, st.Name)
		}
	}
	if got := s.Name("QQQ"); got != "QQQ" {
		t.Errorf("Name of an unknown code = %q", got)
	}
}

func TestStatesCheckFindsFaults(t *testing.T) {
	s := &States{list: []State{
		{Code: "AAA", Name: "Aland", Adjectives: []string{"Common"}},
		{Code: "BBB", Name: "Beland", Adjectives: []string{"common"}},
		{Code: "BBB"},
		{Code: "x", Name: "X", People: []People{{One: "Xer"}}},
	}, ambiguous: []Ambiguity{{Word: "Lone", Means: []StateReading{{State: "ZZZ"}}}}}
	s.index()
	if got := len(s.Check()); got != 9 {
		t.Errorf("%d faults found, want 9: %v", got, s.Check())
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"The Gambia": "gambia", "Côte d’Ivoire": "cote divoire", "U.S.": "us", "Guinea-Bissau": "guinea bissau",
		"  São  Tomé ": "sao tome", "Łódź": "lodz", "": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("The Côte d'Ivoire")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold("x" + once); twice != "x"+once {
			t.Errorf("Fold is not stable: %q then %q", once, twice)
		}
	})
}
