package web

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/vocabulary"
)

// Of very many ways those of most movements are shown, and how many there are.
func TestTheWaysOfMostMovementsAreShown(t *testing.T) {
	states, err := vocabulary.LoadStates()
	if err != nil {
		t.Fatal(err)
	}
	places, err := vocabulary.LoadPlaces()
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
	v.drawWays(&site{names: NewNames(states), words: &ask.Words{States: states, Places: places}}, new(bytes.Buffer), told)
	if len(v.Ways) != mostWays || v.AllWays != len(all) || v.Ways[0].code != last || v.Ways[0].Movements != 2 {
		t.Fatalf("%d ways of %d are shown, the first to %s with %d movements", len(v.Ways), v.AllWays, v.Ways[0].code, v.Ways[0].Movements)
	}
	v.Flights = []flightView{{}}
	page, err := mainPart(view{Template: "flights", Data: v})
	if want := "The 100 ways of most movements, of 120;"; err != nil || !strings.Contains(string(page), want) {
		t.Errorf("the page does not say %q (%v)", want, err)
	}
}

func TestAPlaceThatAnotherStateRunsIsNoWayIntoTheStateWhereItLies(t *testing.T) {
	words, err := ask.Load()
	if err != nil {
		t.Fatal(err)
	}
	number := func(n int) answers.Range { return answers.Range{Low: n, High: n, Told: true} }
	told := []*answers.Flight{
		{Status: demarche.Completed, Sender: "USA", State: "CUB", Destination: "Havana", People: number(116)},
		{Status: demarche.Completed, Sender: "USA", State: "CUB", Destination: "Guantánamo Bay, Cuba", People: number(12)},
		{Status: demarche.Completed, Sender: "ITA", State: "ALB", Destination: "Gjadër", People: number(40)},
	}
	s := &site{names: NewNames(words.States), words: words}
	var v flightsView
	v.drawWays(s, new(bytes.Buffer), told)
	var got []string
	for _, w := range v.Ways {
		got = append(got, w.From+" to "+w.To+": "+w.People.Sum)
	}
	want := []string{"Italy to Gjader (run by Italy, in Albania): 40", "United States to Cuba: 116", "United States to Guantanamo Bay (run by the United States, in Cuba): 12"}
	if !slices.Equal(got, want) {
		t.Errorf("the ways are %q", got)
	}
	home, abroad := answers.FlightsAbroad(told, words.Abroad)
	if len(home) != 1 || len(abroad) != 2 || abroad[1].Place != "Guantanamo Bay" || abroad[1].Totals[0].People.Low != 12 {
		t.Errorf("%d movements are counted, and apart %+v", len(home), abroad)
	}
}
