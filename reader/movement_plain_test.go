package reader_test

import (
	"fmt"
	"testing"
)

// TestMovementsPlainlyTold checks sentences as agencies write them: how far a
// journey got, where it leads, in what, and of how many.
func TestMovementsPlainlyTold(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"plans of a government not named yet", "The government plans to send 12 men to Rwanda on Friday.", []string{"planned RWA unknown 12 -"}},
		{"set to", "Germany is set to deport 28 Afghans to Kabul on a charter flight on Monday.", []string{"planned AFG civilian_aircraft 28 1"}},
		{"said were to be", "Officials said 54 people were to be returned to Iraq next month.", []string{"planned IRQ unknown 54 -"}},
		{"in the coming days", "Some 200 Haitians are due to be flown to Cap-Haitien in the coming days.", []string{"planned HTI unknown 200 -"}},
		{"due and called off", "The flight to Kigali, due to take off on Tuesday with seven asylum seekers on board, was cancelled.", []string{"cancelled RWA unknown 7 1"}},
		{"planned and called off", "The deportation of 40 Syrians planned for Tuesday was called off.", []string{"cancelled SYR unknown 40 -"}},
		{"foreseen", "The schedule foresees a transfer of another ten men to Nauru before Christmas.", []string{"planned NRU unknown 10 -"}},
		{"many on one day", "Pakistan deported 1,500 Afghans through the Torkham border crossing on Saturday.", []string{"completed AFG land 1500 -"}},
		{"many over a weekend", "Algeria expelled 600 people to Niger over the weekend, dropping them at the border.", []string{"completed NER land 600 -"}},
		{"the year of a deal", "Greek officials returned 13 Pakistanis to Turkey by ferry under the 2016 agreement.", []string{"completed TUR sea 13 -"}},
		{"the receiver's capital", "The Honduran capital received 76 deportees on Friday aboard a U.S. Air Force plane.", []string{"completed HND military_aircraft 76 1"}},
		{"repatriated to", "South Sudan repatriated a Mexican man to Mexico on Saturday.", []string{"completed MEX unknown 1 -"}},
		{"over the border to their own", "A bus carrying 38 Nicaraguans crossed the border at Peñas Blancas on Wednesday.", []string{"completed NIC land 38 -"}},
		{"sent back, not to where they had landed", "Jamaica sent back 37 Haitians within a day of their landing in Portland.", []string{"completed HTI unknown 37 -"}},
		{"another's air force", "Twenty Liberians were flown out of Accra on Sunday, to Monrovia, by the Ghanaian air force.", []string{"completed LBR military_aircraft 20 -"}},
		{"the charter of the sentence", "Somalia received its first charter on Tuesday: 13 deportees were set down in Mogadishu.", []string{"completed SOM civilian_aircraft 13 1"}},
		{"no report that is denied", "Officials denied reports that a plane carrying migrants had landed in Juba.", nil},
		{"not what two states agree on", "The two countries agreed that 250 people would be sent to Kosovo over three years.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := movementsOf(t, "Deportations\n\n"+c.text); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
