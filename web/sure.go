package web

import (
	"fmt"

	"demarche"
	"demarche/answers"
)

// doubtedBelow is the confidence below which a reading is more likely wrong
// than right, and is marked so that it cannot be overlooked.
const doubtedBelow = 0.5

// sureView says how far an entry can be relied on: whether a person judged it,
// and else how sure the reader is.
type sureView struct {
	Words string
	Why   string // the same at length
	Low   bool   // more likely wrong than right
}

// newSure says how far a record can be relied on. A confidence of 0 is one
// that was not estimated.
func newSure(review demarche.ReviewStatus, confidence float64) sureView {
	switch review {
	case demarche.Accepted:
		return sureView{Words: "accepted by a reviewer", Why: "A person compared it with the words that it rests on and accepted it."}
	case demarche.Amended:
		return sureView{Words: "amended by a reviewer", Why: "A person corrected what the machine had read."}
	case demarche.Rejected:
		return sureView{Words: "rejected by a reviewer", Why: "A person judged it wrong; no answer rests on it."}
	}
	if confidence <= 0 {
		return sureView{Words: "not reviewed", Why: "Read by a machine; no person has judged it yet, and how sure the reader is was not estimated."}
	}
	v := sureView{
		Words: "not reviewed · " + hundredths(confidence) + " sure", Low: confidence < doubtedBelow,
		Why: "Read by a machine; no person has judged it yet. The reader puts the chance that every field is right at " + hundredths(confidence) + ".",
	}
	if v.Low {
		v.Words = "not reviewed · only " + hundredths(confidence) + " sure"
		v.Why += " That is less than even: check it against the sentence."
	}
	return v
}

// hundredths writes a share without rounding it over a bound: 49.9% is not 50%.
func hundredths(share float64) string { return fmt.Sprintf("%d%%", int(share*100+1e-9)) }

// doubted reports whether what an answer rests on is more likely wrong than
// right. A surest of 0 is one that was not estimated.
func doubted(surest float64) bool { return surest > 0 && surest < doubtedBelow }

// newRowSure says how far the stance of a row can be relied on: a person must
// have judged all that it rests on for it to be called reviewed.
func newRowSure(r answers.Row) sureView {
	switch {
	case r.Review.Proposed == 0 && r.Review.Accepted > 0:
		return newSure(demarche.Accepted, 0)
	case r.Review.Accepted > 0:
		return sureView{
			Words: fmt.Sprintf("%d of %d reviewed", r.Review.Accepted, r.Review.Accepted+r.Review.Proposed),
			Why:   "A person judged some of the entries that it rests on; the others are a machine's reading.",
		}
	}
	return newSure(demarche.Proposed, r.Surest)
}

// readBy says in a line how many of the positions of a page a person has judged.
func readBy(boards ...answers.Board) string {
	reviewed, all := 0, 0
	for _, b := range boards {
		reviewed, all = reviewed+b.Reviewed, all+b.Rows
	}
	switch {
	case all == 0:
		return ""
	case reviewed == 0 && all > 1:
		return fmt.Sprintf("Read by machine; none of the %d positions shown here is reviewed.", all)
	case reviewed == 0:
		return "Read by machine; the position shown here is not reviewed."
	case all == 1:
		return "Read by machine; the position shown here is reviewed."
	}
	return fmt.Sprintf("Read by machine; %d of %d positions shown here are reviewed.", reviewed, all)
}

// newSurest says how far what rests on entries can be relied on, by the
// confidence of the surest of them, which is 1 if a person judged it.
func newSurest(surest float64) sureView {
	if surest == 1 {
		return newSure(demarche.Accepted, 0)
	}
	return newSure(demarche.Proposed, surest)
}
