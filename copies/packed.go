package copies

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"demarche"
)

// Packed is all that an index knows, in lists that a program can write and
// read again: texts by rank, and what ties them, by their places in that list.
type Packed struct {
	IDs       []string
	Published []demarche.Date
	Agencies  []string
	Lengths   []int32
	Marks     []byte  // of all texts, one after the other, eight bytes each
	Marked    []int32 // how many marks each text has
	Tried     []int32 // pairs of texts that were compared, the later one first
	Edges     []PackedEdge
}

// PackedEdge is a relation between two texts.
type PackedEdge struct {
	Earlier, Later int32
	Kind           Kind
	Overlap        Overlap
	Places         []int32 // eight of each passage: its words and bytes in the earlier text, and in the later
}

// ofPassage is how many numbers say where a passage lies.
const ofPassage = 8

// Pack gives what the index knows, without the words of its texts.
func (x *Index) Pack() Packed {
	texts := slices.SortedFunc(maps.Values(x.texts), compareTexts)
	place := make(map[*text]int32, len(texts))
	for i, t := range texts {
		place[t] = int32(i)
	}
	var p Packed
	for _, t := range texts {
		p.IDs, p.Published, p.Agencies = append(p.IDs, t.ID), append(p.Published, t.Published), append(p.Agencies, t.Agency)
		p.Lengths, p.Marked = append(p.Lengths, int32(t.length)), append(p.Marked, int32(len(t.marks)))
		for _, m := range t.marks {
			p.Marks = binary.LittleEndian.AppendUint64(p.Marks, m)
		}
		for _, o := range ranked(t.tried) {
			p.Tried = append(p.Tried, place[t], place[o])
		}
		for _, o := range ranked(t.before) {
			p.Edges = append(p.Edges, packedEdge(t.before[o], place))
		}
	}
	return p
}

func packedEdge(e *edge, place map[*text]int32) PackedEdge {
	p := PackedEdge{Earlier: place[e.earlier], Later: place[e.later], Kind: e.kind, Overlap: e.Overlap}
	for i, words := range e.pairs {
		bytes := e.passages[i]
		for _, n := range [ofPassage]int{words.x.from, words.x.to, bytes.earlier.Start, bytes.earlier.End, words.y.from, words.y.to, bytes.later.Start, bytes.later.End} {
			p.Places = append(p.Places, int32(n))
		}
	}
	return p
}

// errUnfit says that something is no packed index.
var errUnfit = errors.New("copies: this is no packed index")

// Unpack gives the index that was packed; it asks body for texts as one that
// Over made does.
func Unpack(p Packed, body func(id string) (string, error)) (*Index, error) {
	n := len(p.IDs)
	if len(p.Published) != n || len(p.Agencies) != n || len(p.Lengths) != n || len(p.Marked) != n || len(p.Tried)%2 != 0 {
		return nil, errUnfit
	}
	x := Over(body)
	texts, marks := make([]*text, n), p.Marks
	for i, id := range p.IDs {
		t := &text{Text: Text{ID: id, Published: p.Published[i], Agency: p.Agencies[i]}, length: int(p.Lengths[i])}
		if p.Marked[i] < 0 || len(marks) < 8*int(p.Marked[i]) || x.texts[id] != nil || i > 0 && compareTexts(texts[i-1], t) >= 0 {
			return nil, errUnfit
		}
		for range p.Marked[i] {
			t.marks, marks = append(t.marks, binary.LittleEndian.Uint64(marks)), marks[8:]
		}
		texts[i], x.texts[id] = t, t
		x.holders.number(t)
		for _, m := range t.marks { // the texts come by rank, so each is the last of its holders
			all := x.holders.of(m)
			x.holders.set(m, len(all), append(all, t.number))
		}
	}
	for i := 0; i < len(p.Tried); i += 2 {
		t, o, err := twoOf(texts, p.Tried[i], p.Tried[i+1])
		if err != nil {
			return nil, err
		}
		note(&t.tried, o, true)
	}
	for _, e := range p.Edges {
		if err := e.tie(texts); err != nil {
			return nil, err
		}
	}
	return x, nil
}

func twoOf(texts []*text, i, j int32) (x, y *text, err error) {
	if i < 0 || j < 0 || int(i) >= len(texts) || int(j) >= len(texts) {
		return nil, nil, errUnfit
	}
	return texts[i], texts[j], nil
}

// tie ties the two texts of a relation.
func (p PackedEdge) tie(texts []*text) error {
	earlier, later, err := twoOf(texts, p.Earlier, p.Later)
	if err != nil {
		return err
	}
	if len(p.Places)%ofPassage != 0 {
		return errUnfit
	}
	e := &edge{earlier: earlier, later: later, kind: p.Kind, common: common{Overlap: p.Overlap}}
	for at := range slices.Chunk(p.Places, ofPassage) {
		e.pairs = append(e.pairs, pair{run{int(at[0]), int(at[1])}, run{int(at[4]), int(at[5])}})
		e.passages = append(e.passages, passage{
			demarche.Span{Start: int(at[2]), End: int(at[3])}, demarche.Span{Start: int(at[6]), End: int(at[7])},
		})
	}
	note(&later.before, earlier, e)
	note(&earlier.after, later, e)
	return nil
}
