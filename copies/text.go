package copies

import (
	"cmp"

	"demarche"
)

// Text is a text with what must be known of it to tell the original from its
// copies. Texts rank by day of publication (those without one last); of one
// day, those that bear an agency's credit first, then longer ones, then by hash.
type Text struct {
	ID        string // hash of the text
	Published demarche.Date
	Agency    string // of the dateline, empty if none
	Body      string
}

// Of gives the text of a document.
func Of(d *demarche.Document) Text {
	return Text{ID: d.Hash(), Published: d.Published, Agency: d.Agency, Body: d.Text}
}

// text is a Text made ready for comparison.
type text struct {
	Text
	number int32           // see held
	length int             // words
	words  []word          // nil while they are not needed, see Over
	runs   []uint64        // the shingle at each word
	marks  []uint64        // fingerprints
	before map[*text]*edge // relations to texts that rank before it
	after  map[*text]*edge // to texts that rank after it
	tried  map[*text]bool  // texts ranking before it that it was compared with
}

func newText(t Text) *text {
	body := t.Body
	t.Body = "" // its words and their places are enough
	n := &text{Text: t}
	n.read(body)
	n.length, n.marks = len(n.words), fingerprints(n.runs)
	return n
}

// read makes words of the text itself.
func (t *text) read(body string) {
	t.words = wordsOf(body)
	t.runs = shingles(t.words)
}

// compareTexts ranks texts.
func compareTexts(x, y *text) int {
	return cmp.Or(standing(x, y), cmp.Compare(y.length, x.length), cmp.Compare(x.ID, y.ID))
}

// standing ranks texts by day and credit alone: what says that one was there first.
func standing(x, y *text) int {
	return cmp.Or(
		cmp.Compare(rank(x.Published == ""), rank(y.Published == "")),
		cmp.Compare(x.Published, y.Published),
		cmp.Compare(rank(x.Agency == ""), rank(y.Agency == "")),
	)
}

func rank(last bool) int {
	if last {
		return 1
	}
	return 0
}

// span gives the bytes of a run of words.
func (t *text) span(r run) demarche.Span {
	return demarche.Span{Start: int(t.words[r.from].start), End: int(t.words[r.to-1].end)}
}

// edges gives all relations of a text, in the order of the other texts' ranks.
func (t *text) edges() []*edge {
	out := make([]*edge, 0, len(t.before)+len(t.after))
	for _, m := range []map[*text]*edge{t.before, t.after} {
		for _, o := range ranked(m) {
			out = append(out, m[o])
		}
	}
	return out
}
