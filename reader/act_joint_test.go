package reader_test

import (
	"slices"
	"strings"
	"testing"
)

// TestActsOfSeveralSidesAndLostPhrases holds acts that two sides do each, phrases
// that a parse hangs on a time, gifts in the passive, and main verbs behind an apposition.
func TestActsOfSeveralSidesAndLostPhrases(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // acts that must be among those found, separated by "; "
		not  string // an act that must not be
	}{
		{"Kenya deported 40 refugees to Somalia. Both governments denied that the refugees had been beaten.", "deny KEN; deny SOM", ""},
		{"The European Commission called in March on Hungary to stop the deportations.", "demand European Commission HUN", ""},
		{"The Algerian ambassador was called in on Wednesday over the deportations by Algeria and handed a note of protest, the foreign ministry of Niger said.", "send_note NER DZA", "send_note DZA NER"},
		{"The International Organization for Migration, whose camp at Arlit was built for deportees and holds 4,000 people, has appealed to Algeria to end the deportations.", "demand International Organization for Migration DZA", ""},
		{"Norway and Somalia put their names to a protocol on the return of refugees.", "agree NOR SOM", ""},
		{"Switzerland will contribute two million francs to a centre in Sri Lanka for people who have been deported.", "pledge CHE LKA", ""},
		{"Germany has sent a team to Islamabad for talks on the return of refugees.", "negotiate DEU PAK", ""},
	} {
		got := readActs(t, c.text)
		for want := range strings.SplitSeq(c.want, "; ") {
			if !slices.Contains(got, want) {
				t.Errorf("%q: want %q among %q", c.text, want, got)
			}
		}
		if c.not != "" && slices.Contains(got, c.not) {
			t.Errorf("%q: found %q", c.text, c.not)
		}
	}
}
