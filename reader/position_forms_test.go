package reader_test

import (
	"strings"
	"testing"
)

// TestFormsOfStances holds forms in which a stance may be told: who takes whom by
// which clause, and what is none.
func TestFormsOfStances(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // positions, joined by "; "
	}{
		// Papers and recognition.
		{"Laos refused to recognise the deportees as its citizens.", "LAO refuse own any"},
		{"Guinea rejects most requests for travel documents for deportees.", "GIN refuse own any"},
		{"Senegal has resumed the issue of laissez-passers to deportees.", "SEN accept own any"},
		// Whose nationality is confirmed is the state's own, whoever they are called.
		{"Laos will receive those whose citizenship has been confirmed by its ministry when the deportation flights resume, it said.", "LAO accept own any"},
		// Whom no word but the nationality names.
		{"Ghana agreed to take Gambians and Malians deported by the United States.", "GHA accept third any"},
		// Denied hindrance, voiced objections, a stand against it.
		{"Cameroon has never turned away a compatriot deported by France.", "CMR accept own any"},
		{"Kenya raised no objection to the return of its citizens from Libya.", "KEN accept own any"},
		{"Nepal decided against the readmission of refugees deported by the United States.", "NPL refuse third any"},
		// A passive without who does it: the speaker's state.
		{"Egypt's spokesman said the deported Sudanese would not be admitted.", "EGY refuse third any"},
		// Clauses joined, a number for the planes spoken of, a practice told by its rate.
		{"Jordan suspended its agreement with the EU, and it no longer takes back migrants who crossed from its territory.", "JOR refuse third any"},
		{"Mali stopped admitting charters with its deported nationals in May; until then it had let in two a month.", "MLI refuse own civilian_aircraft; MLI accept own civilian_aircraft"},
		// Who stays for a time is no national.
		{"Panama would have the deportees for a year at most.", "PAN accept third any"},
		// Handed over at the border.
		{"Niger takes back its own citizens; they are driven to the frontier by the police.", "NER accept own land"},
		// What has not been promised or decided is open; what is no stance.
		{"Chad has not agreed to receive deportees from third countries.", "TCD unsettled third any"},
		{"Uganda hosts 1,500,000 refugees, among them people deported by Rwanda.", ""},
	} {
		if got := strings.Join(positionsIn(t, c.text), "; "); got != c.want {
			t.Errorf("%q\n  is read as %q\n  want       %q", c.text, got, c.want)
		}
	}
}
