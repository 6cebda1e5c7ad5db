package ledger

import "demarche"

// Telling is one time that a text was brought to the ledger: by which capture,
// and what was said then about its day.
type Telling struct {
	Sequence  int64 // of the document in the log
	Capture   int64 // sequence of the capture
	Published demarche.Date
}

// Choose picks the telling that answers go by, from all tellings of one text
// in the order of the log; the list must not be empty. Of each capture the
// latest telling counts, because it corrects the earlier ones, but a day once
// known is not lost to a telling without one. Of several captures the one
// published first counts, because the others copy it. A copy that arrives
// first therefore changes nothing once the original is there.
func Choose(tellings []Telling) Telling {
	latest := make(map[int64]Telling)
	var order []int64
	for _, t := range tellings {
		before, known := latest[t.Capture]
		if !known {
			order = append(order, t.Capture)
		}
		if !known || t.Published.Known() || !before.Published.Known() {
			latest[t.Capture] = t
		}
	}
	best := latest[order[0]]
	for _, capture := range order[1:] {
		if t := latest[capture]; earlier(t.Published, best.Published) {
			best = t
		}
	}
	return best
}

func earlier(a, b demarche.Date) bool {
	if !a.Known() || !b.Known() {
		return a.Known()
	}
	return a.First().Before(b.First())
}
