package reader_test

import (
	"fmt"
	"testing"

	"demarche"
)

// TestPlacesOfFigures holds that figures of people held and of room name the
// place that they are of, and figures of a state none.
func TestPlacesOfFigures(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a place beside a building", "The migrant centre at Guantanamo Bay has room for 300 deportees.", []string{"capacity 300 Guantanamo Bay CUB"}},
		{"a building by its name", "The Larkspur Detention Center now holds 280 migrants.", []string{"held 280 Larkspur Detention Center "}},
		{"the building just named", "The Larkspur Detention Center lies in the hills. The camp held 90 deported migrants in March.", []string{"held 90 Larkspur Detention Center "}},
		{"it", "CECOT, a prison in El Salvador, has room for 40,000 people. It held 15,000 deportees in January.", []string{"capacity 40000 CECOT SLV", "held 15000 CECOT SLV"}},
		{"the many names of a prison are one", "They were taken to the Terrorism Confinement Center, which can hold 40,000 inmates.", []string{"capacity 40000 CECOT SLV"}},
		{"a name before the noun", "The remaining 14 migrants are held at Matsapha prison.", []string{"held 14 Matsapha prison SWZ"}},
		{"where a state puts people up", "Rwanda would house 500 deportees in Kigali.", []string{"agreed 500 Kigali RWA"}},
		{"a prison of a town", "Kosovo would rent out 300 cells in the prison at Gjilan to hold deportees.", []string{"capacity 300 Gjilan XKX"}},
		{"a state is no place", "More than 600 Haitian migrants are held in the Dominican Republic.", []string{"held 600  DOM"}},
		{"a building that nothing names", "The prison for deported migrants can hold 4,000 inmates.", []string{"capacity 4000  "}},
		{"the agency that runs it is not its name", "About 70 deportees are held at the ICE centre.", []string{"held 70  "}},
		{"people returned are of no one place", "Britain deported 5,294 Albanians from Manston in 2023.", []string{"returned 5294  GBR"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, r := range readText(t, "Deportations go on\n\n"+c.text+"\n") {
				if r, ok := r.(*demarche.Count); ok {
					got = append(got, fmt.Sprintf("%s %g %s %s", r.What, r.Value, r.Place, r.In))
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
