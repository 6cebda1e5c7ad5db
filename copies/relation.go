package copies

import "demarche"

// Kind says how one text depends on another.
type Kind string

// The kinds of relation.
const (
	Copy Kind = "copy" // most of one text is in the other
	Part Kind = "part" // each has much of its own, and they share passages
)

// Relation is what ties two texts.
type Relation struct {
	Earlier  string    `json:"earlier"` // hash of the text that ranks first, see Text
	Later    string    `json:"later"`
	Kind     Kind      `json:"kind"`
	Overlap  Overlap   `json:"overlap"`
	Passages []Passage `json:"passages"` // in the order of the later text
}

// Passage is what one text has from another.
type Passage struct {
	In   demarche.Span `json:"in"`   // bytes of the text that has it
	From string        `json:"from"` // hash of the other text
	At   demarche.Span `json:"at"`   // bytes of that
}

// The bounds of copying, found on families made by newsroom edits and on reports
// worded independently; `make copies-figures` prints how well they tell them apart.
const (
	most       = 0.5  // share of a text, over several paragraphs, that makes it a copy
	nearlyAll  = 0.75 // the same where all of it lies in one paragraph
	muchOf     = 0.25 // share of a text that makes a part of it another's
	partWords  = 50   // and how many words that must be
	otherFacts = 0.34 // share of numbers and days that differ in a form filled in anew
)

// judge says what an overlap means; empty for nothing.
func judge(o Overlap) Kind {
	contained := max(o.OfEarlier, o.OfLater)
	switch {
	case o.Differ > 0 && share(o.Differ, o.Agree+o.Differ) > otherFacts:
		return ""
	case contained >= nearlyAll, contained >= most && o.Paragraphs > 1:
		return Copy
	case contained >= muchOf && o.Words >= partWords && o.Paragraphs > 1:
		return Part
	}
	return ""
}

// edge is a relation between two texts of an index.
type edge struct {
	earlier, later *text
	kind           Kind
	common
	passages []passage // of the pairs, by their places in the texts
}

// passage is where two texts share something, in bytes.
type passage struct{ earlier, later demarche.Span }

// relate compares two texts; nil if nothing ties them.
func relate(earlier, later *text) *edge {
	c := compare(earlier, later)
	if kind := judge(c.Overlap); kind != "" {
		e := &edge{earlier: earlier, later: later, kind: kind, common: c}
		for _, p := range c.pairs {
			e.passages = append(e.passages, passage{earlier.span(p.x), later.span(p.y)})
		}
		return e
	}
	return nil
}

// other gives the text at the other end.
func (e *edge) other(t *text) *text {
	if e.earlier == t {
		return e.later
	}
	return e.earlier
}

// contained gives how much of t is in the other text.
func (e *edge) contained(t *text) float64 {
	if e.earlier == t {
		return e.OfEarlier
	}
	return e.OfLater
}

// in gives the shared passages of t.
func (e *edge) in(t *text) []run {
	if e.earlier == t {
		return e.side(inX)
	}
	return e.side(inY)
}

// from gives what t has from the other text.
func (e *edge) from(t *text) []Passage {
	from := e.other(t)
	out := make([]Passage, len(e.passages))
	for i, p := range e.passages {
		mine, theirs := p.later, p.earlier
		if e.earlier == t {
			mine, theirs = p.earlier, p.later
		}
		out[i] = Passage{In: mine, From: from.ID, At: theirs}
	}
	return out
}

// relation gives the edge as others see it.
func (e *edge) relation() Relation {
	return Relation{Earlier: e.earlier.ID, Later: e.later.ID, Kind: e.kind, Overlap: e.Overlap, Passages: e.from(e.later)}
}
