package cli

import (
	"fmt"

	"demarche"
	"demarche/answers"
)

// doubtedBelow is the confidence below which a reading is more likely wrong
// than right, and is marked.
const doubtedBelow = 0.5

// sureHeading heads the column that says how far an entry can be relied on.
const sureHeading = "Sure"

// sureLegend says what the marks of that column mean.
const sureLegend = "sure: reviewed by a person, or how likely the reader thinks that every field is right, ! less likely than not"

// sureShort says in a cell how far something can be relied on, by the
// confidence of the surest entry on which it rests, which is 1 if a person
// judged it and 0 if it was not estimated.
func sureShort(surest float64) string {
	switch {
	case surest >= 1:
		return "reviewed"
	case surest <= 0:
		return "-"
	case surest < doubtedBelow:
		return hundredths(surest) + " !"
	}
	return hundredths(surest)
}

// hundredths writes a share without rounding it over a bound: 49.9% is not 50%.
func hundredths(share float64) string { return fmt.Sprintf("%d%%", int(share*100+1e-9)) }

// sureOf says the same of one entry in a list.
func sureOf(it answers.Item) string {
	switch it.Review {
	case demarche.Accepted, demarche.Amended, demarche.Rejected:
		return string(it.Review)
	}
	return sureShort(min(it.Record.Shared().Confidence, 0.999))
}

// sureLine says in a line how far something can be relied on.
func sureLine(surest float64) string {
	switch {
	case surest >= 1:
		return "reviewed"
	case surest <= 0:
		return "not reviewed"
	case surest < doubtedBelow:
		return "not reviewed, only " + hundredths(surest) + " sure"
	}
	return "not reviewed, " + hundredths(surest) + " sure"
}

// sureLineOf says the same of one entry.
func sureLineOf(it answers.Item) string {
	switch it.Review {
	case demarche.Accepted, demarche.Amended, demarche.Rejected:
		return string(it.Review) + " in review"
	}
	return sureLine(min(it.Record.Shared().Confidence, 0.999))
}
