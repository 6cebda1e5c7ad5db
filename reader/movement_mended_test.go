package reader_test

import (
	"fmt"
	"testing"
)

// TestMovementsTold checks ways of telling that the rules of clauses know.
func TestMovementsTold(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"who was aboard, in the next sentence", "The deportation flight left Houston for Quito early on Thursday. Aboard were 77 men.", []string{"under_way ECU unknown 77 1"}},
		{"bound for", "Bogota-bound charter with 40 deportees takes off from Madrid", []string{"under_way COL civilian_aircraft 40 1"}},
		{"a plan given up", "Plans to send 12 Chileans to Bolivia by train were given up after a protest.", []string{"cancelled BOL land 12 -"}},
		{"what would have been", "Deportations from Spain\n\nA strike stopped the charter that would have returned 30 Georgians to Tbilisi.", []string{"cancelled GEO civilian_aircraft 30 1"}},
		{"tomorrow", "A bus with 20 expelled Peruvians leaves Arica for Tacna tomorrow.", []string{"planned PER land 20 -"}},
		{"not let in", "Bolivian guards did not admit the 60 deported Peruvians on Tuesday.", []string{"turned_back BOL unknown 60 -"}},
		{"given over to their own state", "Chile handed six deported Bolivians over at the border on Tuesday.", []string{"completed BOL land 6 -"}},
		{"registered where they land", "Police at Lima airport registered 33 deported Peruvians on Monday.", []string{"completed PER unknown 33 -"}},
		{"not goods", "A cargo plane with food for deported Hondurans landed in San Pedro Sula.", nil},
		{"not the dead", "The body of a deported migrant was flown to Lima.", nil},
		{"not officials", "A group of mayors flew to Kigali to see where deported migrants might live.", nil},
		{"not those who come by themselves", "Deportations go on\n\nSome 800 migrants reached Lima on foot.", nil},
		{"not within a state", "Chile moved 40 detainees to a camp near Arica before their deportation.", nil},
		{"not whom nobody takes anywhere", "Fifty migrants were deported on Monday.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := movementsOf(t, c.text); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestPlansToHoldAreRoom checks that people whom somebody only means to hold are no people held.
func TestPlansToHoldAreRoom(t *testing.T) {
	for _, text := range []string{
		"The minister condemned the plan to hold 3,000 migrants at the base before they are deported.",
		"The base will hold 3,000 migrants before they are deported.",
	} {
		if got := countsOf(t, text); fmt.Sprint(got) != "[capacity 3000 places ]" {
			t.Errorf("%q: got %q", text, got)
		}
	}
}
