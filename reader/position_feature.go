package reader

import "strings"

// mark notes on the finding of a taking what a confidence in its stance may
// rest on: how it was found, whose it was taken to be, what stood over it.
func (t *taking) mark(f *finding, how string) {
	f.mark("position found in " + t.kind)
	switch {
	case strings.HasPrefix(how, "subject"):
		f.mark("position state by subject")
	case strings.HasPrefix(how, "the speaker"):
		f.mark("position state by speaker")
	case strings.HasPrefix(how, "received in"), strings.HasPrefix(how, "where they"):
		f.mark("position state by place")
	default:
		f.mark("position state by context")
	}
	for _, x := range []struct {
		feature string
		holds   bool
	}{
		{"position governed", t.at.told()}, {"position negated", t.at.negated}, {"position under " + t.at.modal, t.at.modal != ""},
		{"position light verb", t.light}, {"position nobody named", t.patient == none}, {numberFeature, t.bareNumber}, {mannerFeature, t.manner},
	} {
		if x.holds {
			f.mark(x.feature)
		}
	}
}
