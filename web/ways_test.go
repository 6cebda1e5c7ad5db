package web

import (
	"bytes"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/vocabulary"
)

// Of very many ways those of most movements are shown, and how many there are.
func TestTheWaysOfMostMovementsAreShown(t *testing.T) {
	states, err := vocabulary.LoadStates()
	if err != nil {
		t.Fatal(err)
	}
	var told []*answers.Flight
	tell := func(to demarche.State) {
		told = append(told, &answers.Flight{Status: demarche.Completed, Sender: "USA", State: to})
	}
	all := states.All()[:mostWays+20]
	for _, s := range all {
		tell(s.Code)
	}
	last := all[len(all)-1].Code
	tell(last)
	var v flightsView
	v.drawWays(&site{names: NewNames(states)}, new(bytes.Buffer), told)
	if len(v.Ways) != mostWays || v.AllWays != len(all) || v.Ways[0].code != last || v.Ways[0].Movements != 2 {
		t.Fatalf("%d ways of %d are shown, the first to %s with %d movements", len(v.Ways), v.AllWays, v.Ways[0].code, v.Ways[0].Movements)
	}
	v.Flights = []flightView{{}}
	page, err := mainPart(view{Template: "flights", Data: v})
	if want := "The 100 ways of most movements, of 120;"; err != nil || !strings.Contains(string(page), want) {
		t.Errorf("the page does not say %q (%v)", want, err)
	}
}
