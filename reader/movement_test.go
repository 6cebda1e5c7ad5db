package reader_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"demarche"
	"demarche/reader"
	"demarche/reader/choice"
	"demarche/reader/detection"
)

// withoutMovements are the choices that are learnt, other than those of the fields of movements.
var withoutMovements = sync.OnceValues(func() (choice.Model, error) {
	m, err := choice.Load()
	for _, role := range []string{"status", "means", "destination", "people"} {
		delete(m, role)
	}
	return m, err
})

// readText reads a text published on 6 February 2025, with every finding however
// unsure: what is tested are the rules.
func readText(t *testing.T, text string) demarche.Records {
	t.Helper()
	learnt, err := withoutMovements()
	if err != nil {
		t.Fatal(err)
	}
	return readWith(t, newReader(t).Unfiltered().Detecting(detection.Model{}).Choosing(learnt), text)
}

// readWith reads a text published on 6 February 2025.
func readWith(t *testing.T, r *reader.Reader, text string) demarche.Records {
	t.Helper()
	d := &demarche.Document{Name: "test.txt", Text: text, Lang: "en", Published: "2025-02-06"}
	reading, err := r.Read(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return reading.Records
}

// number writes an optional number, "-" where it is not known.
func number(n *int) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}

// movementsOf gives the movements of a text, as the rules have them, as "status
// destination means people flights".
func movementsOf(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for _, r := range readWith(t, newReader(t).Unfiltered().Detecting(detection.Model{}).Choosing(choice.Model{}), text) {
		if m, ok := r.(*demarche.Movement); ok {
			found = append(found, fmt.Sprint(m.Status, " ", m.DestinationState, " ", m.Means, " ", number(m.People), " ", number(m.Flights)))
		}
	}
	return found
}

func TestMovements(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a plane with people on board", "A military plane carrying 80 deported migrants landed in Lima on Monday.", []string{"completed PER military_aircraft 80 1"}},
		{"so many for each plane", "Two chartered planes arrived in Quito on Monday, each with about 50 deportees.", []string{"completed ECU civilian_aircraft 100 2"}},
		{"the verb left out", "Since January nine migrants have been flown to Peru and six to Ecuador.", []string{"completed PER unknown 9 -", "completed ECU unknown 6 -"}},
		{"a plane of the receiving state", "A plane chartered by the Peruvian government brought 60 migrants to Lima from the United States on Monday.", []string{"completed PER civilian_aircraft 60 1"}},
		{"turned away while on its way", "Peru's president said on Monday he had turned away a military plane that was on its way to Lima with deported Peruvians on board.", []string{"turned_back PER military_aircraft - 1"}},
		{"stopped by a court", "A judge in Miami barred the government on Monday from sending twelve children back to Honduras, where they were to be deported.", []string{"cancelled HND unknown 12 -"}},
		{"on the last stop", "On Monday the United States flew 70 deported migrants to Panama, from where they went on to Lima.", []string{"completed PER unknown 70 -"}},
		{"in a prison of a state", "On Monday the United States sent 38 migrants to a prison in Peru.", []string{"completed PER unknown 38 -"}},
		{"left and arrived", "A deportation flight left Miami on Monday and reached Lima with 64 Peruvians on board.", []string{"completed PER unknown 64 1"}},
		{"expected", "A first group of twelve deported migrants is expected in Lima on Friday.", []string{"planned PER unknown 12 -"}},
		{"a vehicle hired for it", "A ferry that Spain has chartered will carry some 200 deported Moroccans to Tangier next Thursday.", []string{"planned MAR sea 200 -"}},
		{"a particle behind the object", "Peru took 16 deported migrants back from Chile on Tuesday.", []string{"completed PER unknown 16 -"}},
		{"put off", "The first group of deported migrants is not expected in Peru before April.", []string{"planned PER unknown - -"}},
		{"a removal that a judge upheld", "The court approved the transfer of an Afghan to Croatia, where he had asked for asylum.", []string{"planned HRV unknown 1 -"}},
		{"a participle read as the subject", "Seven migrants deported from the United States were brought to Rwanda in the middle of January.", []string{"completed RWA unknown 7 -"}},
		{"refused and flown back", "A plane left Paris for Bamako on Monday with nine deported Malians on board. It was refused permission to land and flew back to Paris.", []string{"turned_back MLI unknown 9 1"}},
		{"two places for one journey", "Women and children are trucked to the edge of Senegal or Mali by the army, deported without papers.", []string{"completed SEN land - -", "completed MLI land - -"}},
		{"what should have been", "The charter that should have taken 40 deported Nigerians home from Milan on Wednesday never took off.", []string{"cancelled NGA civilian_aircraft 40 1"}},
		{"not what is denied", "The minister denied that 50 migrants had been deported to Belarus.", nil},
		{"not whoever is moved", "Peru will look after Peruvians who are deported.", nil},
		{"not to hospital", "Three deported migrants were taken to hospital on Monday.", nil},
		{"not where people are from", "The 17 deported men come from Ghana and Nepal.", nil},
		{"not others who are thrown out", "Voters in Peru threw out the party that had governed it. Earlier 30,000 migrants had been deported in a year.", nil},
		{"not what might be", "Deportation flights could resume, and the government may send 40 migrants to Peru.", nil},
		{"not what a condition asks for", "Visa limits stay until a planeload of deported migrants has been returned.", nil},
		{"not what a state will take", "Fifty deported Peruvians arrived in Lima on Monday. Peru will accept the return of its nationals, but only after their nationality has been verified.", []string{"completed PER unknown 50 -"}},
		{"not a total", "The United States has deported 30,000 migrants to Peru since 2020.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := movementsOf(t, c.text); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestMovementByWords checks that a sentence whose words very likely tell of a
// movement is read where no clause tells of one, and not where they do not.
func TestMovementByWords(t *testing.T) {
	text := "Deportations from Austria\n\nOn the chartered coach to Skopje were 31 deported Macedonians.\n"
	for _, c := range []struct {
		bias float64
		want []string
	}{
		{5, []string{"completed MKD land 31 -"}},
		{-5, nil},
	} {
		r := newReader(t).Unfiltered().Detecting(detection.Model{"movement": {detection.Bias: c.bias}}).Choosing(choice.Model{})
		d := &demarche.Document{Name: "test.txt", Text: text, Lang: "en", Published: "2025-02-06"}
		reading, err := r.Read(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, record := range reading.Records {
			if m, ok := record.(*demarche.Movement); ok {
				got = append(got, fmt.Sprint(m.Status, " ", m.DestinationState, " ", m.Means, " ", number(m.People), " ", number(m.Flights)))
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("with bias %g: got %q, want %q", c.bias, got, c.want)
		}
	}
}

// TestMovementTold checks that a title, the plane and the people of one journey
// make one movement, with the number told first.
func TestMovementTold(t *testing.T) {
	text := "Eight migrants flown to Peru\n\nEight deported migrants were taken to Peru on Monday.\n\nTheir plane landed in Lima in the evening.\n"
	got := movementsOf(t, text)
	if want := []string{"completed PER unknown 8 1"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
