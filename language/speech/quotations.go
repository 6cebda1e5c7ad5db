package speech

import (
	"demarche/language"
	"demarche/vocabulary"
)

// Quotations finds the quotations of a text: curly, straight, single and
// nested marks and guillemets, but neither apostrophes nor primes. A quotation
// that is not closed in its paragraph ends there; where the next paragraph
// opens or closes the same kind of mark, it goes on.
type Quotations struct {
	naming map[string]bool // words after which a short quotation is a name
}

// NewQuotations makes the component from the vocabulary of speech.
func NewQuotations(v *vocabulary.Speech) *Quotations {
	q := &Quotations{naming: map[string]bool{}}
	for _, w := range v.Naming {
		q.naming[w] = true
	}
	return q
}

// Name gives "quotations".
func (*Quotations) Name() string { return "quotations" }

// Needs gives the layers that must be there: tokens, of which only the paragraphs are used.
func (*Quotations) Needs() language.Layer { return language.Tokens }

// Gives gives the layer that is there afterwards.
func (*Quotations) Gives() language.Layer { return language.Quotations }

// Apply fills in the quotations of the analysis, in the order of the text.
func (q *Quotations) Apply(a *language.Analysis) error {
	p := pairing{text: a.Text}
	for i := range a.Paragraphs {
		p.paragraph(a.Paragraphs[i].Span)
	}
	a.Quotations = p.finish()
	for i := range a.Quotations {
		a.Quotations[i].Scare = q.scare(a.Text, a.Quotations[i])
	}
	return nil
}
