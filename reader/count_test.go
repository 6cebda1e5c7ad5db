package reader_test

import (
	"fmt"
	"testing"

	"demarche"
)

// countsOf gives the figures of a text as "what value unit of".
func countsOf(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for _, r := range readText(t, text) {
		if c, ok := r.(*demarche.Count); ok {
			found = append(found, fmt.Sprintf("%s %g %s %s", c.What, c.Value, c.Unit, c.Of))
		}
	}
	return found
}

func TestCounts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"returned", "Britain deported 5,294 Albanians in 2023.", []string{"returned 5294 people ALB"}},
		{"flights refused are no people returned", "Colombia refused two deportation flights from the United States.", nil},
		{"what could be is not returned", "About 25,000 Hondurans could be deported in the course of the year.", []string{"eligible 25000 people HND"}},
		{"agreed", "Rwanda will accept up to 250 deported migrants.", []string{"agreed 250 people "}},
		{"held", "Some migrants were deported. More than 600 Haitians are held at the base.", []string{"held 600 people HTI"}},
		{"capacity", "The prison for deported migrants can hold 4,000 inmates.", []string{"capacity 4000 places "}},
		{"flights", "There were 124 deportation flights last year.", []string{"flights 124 flights "}},
		{"in parentheses after a nationality", "Algerians (1,245) and Moroccans (738) received most of the deportation orders.", []string{"eligible 1245 people DZA", "eligible 738 people MAR"}},
		{"a tariff raised", "The United States announced a tariff of 25 percent on Peruvian goods over the deportation flights, to be raised to 50 percent in March.", []string{"tariff 25 percent PER", "tariff 50 percent PER"}},
		{"the next sentence goes on", "Spain returned 4,200 migrants in 2023. In all, 9,100 have gone since 2020.", []string{"returned 4200 people ", "returned 9100 people "}},
		{"a share is of what is done", "About 20 per cent of the migrants under deportation orders were returned in 2023.", []string{"returned 20 percent "}},
		{"a rate to come", "The minister said that Ecuador would expel up to 10,000 undocumented migrants every week.", []string{"other 10000 people "}},
		{"a row of nationalities", "The deportation orders concern 1,250 Hondurans, 190 Peruvians and 70 Chileans.", []string{"eligible 1250 people HND", "eligible 190 people PER", "eligible 70 people CHL"}},
		{"a building has room, a state takes", "The detention centre for migrants can lodge 260 persons. Peru will lodge up to 90 deported migrants.", []string{"capacity 260 places ", "agreed 90 people "}},
		{"whose removals are told as a number", "Deportations of Peruvians from Chile doubled to 2,600 last year.", []string{"returned 2600 people PER"}},
		{"to where returns lead", "Returns to Ecuador came to 1,730 last year, the migration office said.", []string{"returned 1730 people ECU"}},
		{"a centre for so many", "An old airfield is to become a removal centre for 350 people.", []string{"capacity 350 places "}},
		{"what is aimed at is not returned", "The minister expects 2,000 removals of migrants this year.", []string{"other 2000 people "}},
		{"who could be deported by a law", "The bill would let the state deport 30,000 Eritreans.", []string{"eligible 30000 people ERI"}},
		{"not votes", "The party won 61 per cent of the vote and wants more deportations.", nil},
		{"not the year of a law", "The migrants were deported under an act of 1798.", nil},
		{"not things", "The deportation flights have cost 400,000 working hours.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := countsOf(t, c.text); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestPlacesOfCounts checks where so many are held or have room.
func TestPlacesOfCounts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"CECOT has a capacity of 40,000 inmates, deported migrants among them.", "CECOT"},
		{"Some 14 deported men are held at Matsapha prison.", "Matsapha prison"},
		{"A plane with deported migrants landed at Guantanamo Bay on Monday. The base has beds for 300 people.", "Guantanamo Bay"},
		{"Some 600 deported migrants are held in the country.", ""},
	} {
		found := false
		for _, r := range readText(t, c.text) {
			if n, ok := r.(*demarche.Count); ok {
				found = true
				if string(n.Place) != c.want {
					t.Errorf("%q: place %q, want %q", c.text, n.Place, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%q: nothing counted", c.text)
		}
	}
}

func TestTable(t *testing.T) {
	text := "Returns in 2024\n\nState | Ordered to leave | Returned\nSpain | 12,380 | 2,410\nSweden | n/a | 2,870\n\nThe table shows the returns of migrants.\n"
	want := map[string]demarche.State{"eligible 12380": "ESP", "returned 2410": "ESP", "returned 2870": "SWE"}
	got := map[string]demarche.State{}
	for _, r := range readText(t, text) {
		if c, ok := r.(*demarche.Count); ok {
			got[fmt.Sprintf("%s %g", c.What, c.Value)] = c.In
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestTableOfDashes checks rows drawn with dashes, labelled by where people were taken.
func TestTableOfDashes(t *testing.T) {
	text := "Return flights in March\n\nDestination – flights – people\nPeru – 3 – 214\nEcuador – 1 – 1,131\n\nThe figures are for deported migrants.\n"
	want := map[string]demarche.State{"flights 3": "PER", "returned 214": "PER", "flights 1": "ECU", "returned 1131": "ECU"}
	got := map[string]demarche.State{}
	for _, r := range readText(t, text) {
		if c, ok := r.(*demarche.Count); ok {
			got[fmt.Sprintf("%s %g", c.What, c.Value)] = c.Of
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
