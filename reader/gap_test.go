package reader_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
)

// readGaps gives the gaps of a text as "type who".
func readGaps(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for _, rec := range readText(t, text) {
		if g, ok := rec.(*demarche.Gap); ok {
			found = append(found, fmt.Sprint(g.Type, " ", g.Who))
		}
	}
	return found
}

func TestGaps(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // gaps that must be among those found, separated by "; "
	}{
		{"Kenya took in deportees. Kenyan ministers have refused to say how many there were.", "declined KEN"},
		{"Kenya took in deportees. When the next might land the Kenyan minister did not say.", "not_specified KEN"},
		{"Kenya took in deportees. The Kenyan ministry gave neither their nationalities nor the airport.", "not_specified KEN"},
		{"Kenya took in deportees. The embassy of Sudan abstained from commenting.", "declined SDN"},
		{"The minister of Kenya would not be drawn on the number of deportees.", "declined KEN"},
		{"A letter about the deportees was sent to India. No reply has come.", "no_response IND"},
		{"The Kenyan ministry could not be contacted about the deportation flight.", "no_response KEN"},
		{"The White House has yet to reply to questions about the deportees.", "no_response USA"},
		{"Kenya and Somalia signed an agreement on deportees. Neither government has disclosed the text.", "not_disclosed KEN; not_disclosed SOM"},
		{"Kenya and Somalia spoke of deportees. The two governments have not disclosed when the first will be sent.", "not_disclosed KEN; not_disclosed SOM"},
		{"Kenya received deportees from Somalia, and Uganda thanked it. It is not known what Kenya was promised in return.", "not_disclosed KEN"},
		{"The minister of Kenya turned down a request for an interview on the deportees.", "declined KEN"},
		{"Was Kenya asked before the deportation flight landed? The minister of Kenya did not say.", "not_specified KEN"},
		{"The minister of Uganda left unsaid how many deportees were on board.", "not_specified UGA"},
	} {
		got := readGaps(t, c.text)
		for want := range strings.SplitSeq(c.want, "; ") {
			if !slices.Contains(got, want) {
				t.Errorf("%q: want %q among %q", c.text, want, got)
			}
		}
	}
}

// What nobody is asked to tell, or what is refused as such, is no gap.
func TestNoGaps(t *testing.T) {
	for _, text := range []string{
		"Kenya asked all governments not to return the deportees.",
		"The deportee was refused entry by South Sudan and put back on a plane.",
		"The judge in Boston declined to step in, saying that he was bound by an order on deportations.",
		"Mexico complained that nobody had told it of the deportation flight.",
		"Kenya will not take deportees from other states, its minister said.",
		"Kenya has turned down several such requests to take in deportees.",
	} {
		if got := readGaps(t, text); len(got) > 0 {
			t.Errorf("%q: %q is no gap", text, got)
		}
	}
}
