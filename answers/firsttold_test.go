package answers

import (
	"fmt"
	"testing"

	"demarche"

	"pgregory.net/rapid"
)

// However often a text is read, no two records of its newest reading were first
// told as the same, and what no reading changed was told first as itself.
func TestRecordsAreFirstToldApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var readings []demarche.KeptReading
		for i := range rapid.IntRange(2, 5).Draw(t, "readings") {
			r := demarche.KeptReading{Sequence: int64(10 * (i + 1))}
			for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 7), 0, 4, rapid.ID).Draw(t, "records") {
				at := n / 4 // two places in the text, at each of which a record can be read in four ways
				r.Records = append(r.Records, &demarche.Gap{Common: demarche.Common{
					ID: fmt.Sprintf("%016d", n), Kind: demarche.KindGap, Evidence: []demarche.Selector{{Start: 10 * at, End: 10*at + 5}},
				}, About: demarche.Optional(fmt.Sprint(n))})
			}
			readings = append(readings, r)
		}
		first := firstTold(readings)
		told := make(map[string]string)
		for _, x := range readings[len(readings)-1].Records {
			id := x.Shared().ID
			f, ok := first[id]
			if !ok || f.ID == "" || f.sequence == 0 {
				t.Fatalf("%s is told first as %+v", id, f)
			}
			if by := told[f.ID]; by != "" {
				t.Fatalf("%s and %s were both first told as %s", by, id, f.ID)
			}
			told[f.ID] = id
		}
		for _, x := range readings[0].Records {
			if id := x.Shared().ID; first[id].ID != id {
				t.Fatalf("%s, of the first reading, is told first as %+v", id, first[id])
			}
		}
	})
}
