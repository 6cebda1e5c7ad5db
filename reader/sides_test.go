package reader_test

import (
	"testing"

	"demarche"
)

// Who sends people from a place is who runs it, not where it lies.
func TestSendersFromPlacesThatOthersRun(t *testing.T) {
	for _, c := range []struct {
		text string
		want demarche.State
	}{
		{"A plane brought 18 men from Guantanamo Bay to Caracas on Thursday.", "USA"},
		{"On July 5 a plane brought eight men to South Sudan from an American base in Djibouti.", "USA"},
		{"Twelve men were flown from the Italian centre at Gjader to Dhaka on Monday.", "ITA"},
		{"Forty people were flown from Manus Island to Colombo on Monday.", "AUS"},
		{"Forty people were flown from Djibouti to Addis Ababa on Monday.", "DJI"},
	} {
		found := false
		for _, r := range readText(t, "Returns\n\n"+c.text) {
			if m, ok := r.(*demarche.Movement); ok {
				found = true
				if m.Sender != c.want {
					t.Errorf("%s: sent by %q, want %q", c.text, m.Sender, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no movement", c.text)
		}
	}
}
