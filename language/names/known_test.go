package names

import (
	"slices"
	"testing"

	"demarche/language"
)

func TestPersonsKnownOrNot(t *testing.T) {
	pipe := pipeline(t)
	for text, want := range map[string][]string{
		"Trump pressed Maduro to reopen the airport.":                         {"Trump USA", "Maduro VEN"},
		"The envoy wrote on X. Bukele answered him within an hour.":           {"Bukele SLV"},
		"Anselm Maduro, a baker, complained. Maduro wants his money back.":    {"Anselm Maduro "},
		"Quillfeather pressed the company to reopen the airport.":             nil,
		"Senator Jane Dorrit (D-Md.) objected to the flight.":                 {"Jane Dorrit "},
		"They were held under the 1822 Foreign Vessels Act for a week.":       nil,
		"Jane Dor\u00adrit, the pres\u00adident of Hon\u00adduras, objected.": {"Jane Dor\u00adrit HND"},
	} {
		a, err := pipe.Analyse(text, "2025-02-05")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range a.Entities {
			if e := &a.Entities[i]; e.Kind == language.Person {
				got = append(got, e.Name+" "+string(e.State))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}
