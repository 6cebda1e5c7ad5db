package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/phrases"
)

// reportView is a report made ready for the templates.
type reportView struct {
	Title      string
	Name       string
	Published  demarche.Date
	At         string // time of publication in the zone of its page, RFC 3339
	Agency     string
	Publisher  string
	Byline     string
	Canonical  string   // address that its page calls its own, where that is another
	Corrected  []string // notices of corrections
	Lang       string
	Hash       string
	Reader     string
	Kept       *keptView // how it was captured; nil where nothing is kept
	Total      int
	Legend     []legend
	Paragraphs []paragraphView
	Copies     []relative
	Loose      []card // records whose evidence is not in the text
	Citations  []citationView
	Proof      *proofView

	Unpublished string // collections through which alone it is seen, spaces between them
}

// keptView tells how a report came into the ledger.
type keptView struct {
	Address, Capture, Taken, Extractor string
	Sequence                           int64
}

// legend is a kind of record and how many of it the report holds.
type legend struct {
	Kind   demarche.Kind
	Letter string
	Count  int
}

// paragraphView is a paragraph with the records that begin in it.
type paragraphView struct {
	Meta   bool // it says when the report appeared, and is not part of it
	Pieces []pieceView
	Cards  []card
}

// bare reports whether nothing was read from the paragraph.
func (p paragraphView) bare() bool {
	return len(p.Cards) == 0 && !slices.ContainsFunc(p.Pieces, func(pc pieceView) bool { return pc.Class != "" })
}

// pieceView is a run of text with the lines drawn under it.
type pieceView struct {
	Text  string
	Class string // one class for each line under the text: "a-position b-quote"
	Refs  string // labels of the records that rest on it: "P1 Q2"
	Ends  []endView
}

// endView is the reference after a piece of evidence, which leads to its record.
type endView struct {
	Anchor, Label, Sentence string
	Kind                    demarche.Kind
}

// card is a record as it stands beside the text.
type card struct {
	Label    string // "P1": unique on the page
	Kind     demarche.Kind
	ID       string
	Link     string // address of the entry, empty where there is none
	Sentence string
	Notes    []string // conditions and circumstances, each a few words
	By       string
	Date     demarche.Date
	Spots    []string // anchors of its evidence in the text
	Lost     []string // evidence that is not in the text
	of       demarche.Record
	names    Names
	OfEvent  string // address of the event to which it belongs, empty if it is of none or that was not asked
	HowTold  string // who tells of the event
	Sure     sureView
}

// Fields lists the fields of the record.
func (c card) Fields() []field {
	if c.of == nil {
		return nil
	}
	return c.names.fields(c.of)
}

// field is one field of a record as records.md names it.
type field struct{ Name, Value string }

// letter is the sign of a kind where there is no room for the word.
func letter(k demarche.Kind) string {
	if k == "" {
		return ""
	}
	return strings.ToUpper(string(k[:1]))
}

// newReportView places the evidence of a reading in the text of its document.
// link gives the address of an entry; it is nil where entries have none.
func newReportView(n Names, doc demarche.Document, records demarche.Records, link func(id string) string) reportView {
	v := reportView{
		Title: doc.Title, Name: doc.Name, Published: doc.Published, Agency: doc.Agency, Lang: doc.Lang, At: doc.PublishedAt,
		Publisher: doc.Publisher, Byline: doc.Byline, Canonical: doc.Canonical, Corrected: slices.DeleteFunc(strings.Split(doc.Corrections, "\n"), func(n string) bool { return n == "" }),
		Hash: doc.Hash(), Total: len(records),
	}
	marks, lost := place(doc.Text, records)
	paragraphs := cut(doc.Text, marks)
	cards := newCards(n, records, marks, lost, link)
	v.Legend = newLegend(records)
	byRecord := make(map[int]card, len(cards))
	for _, c := range cards {
		byRecord[c.record] = c.card
	}
	next := 0
	for _, p := range paragraphs {
		pv := paragraphView{Meta: onlyDate(p.Span.Of(doc.Text), doc.Published), Pieces: newPieces(n, p, records, byRecord)}
		for next < len(cards) && cards[next].placed && cards[next].start < p.Span.End {
			pv.Cards = append(pv.Cards, cards[next].card)
			next++
		}
		switch headline := len(v.Paragraphs) == 0 || v.Paragraphs[len(v.Paragraphs)-1].Meta; {
		case len(pv.Pieces) == 0:
		case headline && pv.bare() && strings.TrimSpace(p.Span.Of(doc.Text)) == doc.Title: // stands above already
		default:
			v.Paragraphs = append(v.Paragraphs, pv)
		}
	}
	for ; next < len(cards); next++ {
		v.Loose = append(v.Loose, cards[next].card)
	}
	if v.Title == "" {
		v.Title = doc.Name
	}
	return v
}

// onlyDate reports whether a paragraph says nothing but the day of
// publication: "date 2025-02-05", as archives write it.
func onlyDate(paragraph string, published demarche.Date) bool {
	rest, ok := strings.CutSuffix(strings.TrimSpace(paragraph), string(published))
	return ok && published.Known() && slices.Contains([]string{"", "date", "date:"}, strings.ToLower(strings.TrimSpace(rest)))
}

// placedCard is a card with its place in the text.
type placedCard struct {
	card
	record, start int
	placed        bool
}

// newCards gives the records in the order in which the text supports them;
// those that nothing in the text supports come last.
func newCards(n Names, records demarche.Records, marks, lost []mark, link func(string) string) []placedCard {
	cards := make([]placedCard, len(records))
	for i, r := range records {
		cards[i] = placedCard{card: newCard(n, r, link), record: i}
	}
	for _, m := range marks {
		if c := &cards[m.Record]; !c.placed || m.Span.Start < c.start {
			c.placed, c.start = true, m.Span.Start
		}
	}
	for _, m := range lost {
		cards[m.Record].Lost = append(cards[m.Record].Lost, records[m.Record].Shared().Evidence[m.Nth].Exact)
	}
	slices.SortStableFunc(cards, func(a, b placedCard) int {
		if a.placed != b.placed {
			return map[bool]int{true: -1, false: 1}[a.placed]
		}
		return cmp.Compare(a.start, b.start)
	})
	numbers := map[demarche.Kind]int{}
	order := make(map[int]*placedCard, len(cards))
	for i := range cards {
		c := &cards[i]
		numbers[c.Kind]++
		c.Label = letter(c.Kind) + strconv.Itoa(numbers[c.Kind])
		order[c.record] = c
	}
	for _, m := range marks {
		c := order[m.Record]
		c.Spots = append(c.Spots, anchor(c.Label, m.Nth))
	}
	return cards
}

func anchor(label string, nth int) string { return fmt.Sprintf("e-%s-%d", label, nth+1) }

func newCard(n Names, r demarche.Record, link func(string) string) card {
	h := r.Shared()
	c := card{Kind: h.Kind, ID: h.ID, Sentence: n.sentence(r), By: n.speaker(r.Says()), Date: r.When(), Notes: n.notes(r), of: r, names: n, Sure: newSure(demarche.Proposed, h.Confidence)}
	if count, ok := r.(*demarche.Count); ok {
		c.By = n.Party(count.Source)
	}
	if link != nil && h.ID != "" {
		c.Link = link(h.ID)
	}
	return c
}

// notes gives what a record says beside its sentence, in a few words each.
func (n Names) notes(r demarche.Record) []string {
	switch r := r.(type) {
	case *demarche.Position:
		return phrases.Terms(r.Terms)
	case *demarche.Movement:
		out := []string{word(r.Status)}
		if r.Restrained != nil {
			out = append(out, map[bool]string{true: "in restraints", false: "without restraints"}[*r.Restrained])
		}
		return out
	case *demarche.Quote:
		if r.Channel != "" {
			return []string{word(r.Channel)}
		}
	}
	return nil
}

func newLegend(records demarche.Records) []legend {
	counts := map[demarche.Kind]int{}
	for _, r := range records {
		counts[r.Shared().Kind]++
	}
	var out []legend
	for _, k := range demarche.Kinds() {
		if counts[k] > 0 {
			out = append(out, legend{Kind: k, Letter: letter(k), Count: counts[k]})
		}
	}
	return out
}

// laneNames name the lines that can be drawn under a piece of text, from the
// lowest up. A kind beyond them is shown by its reference alone.
const laneNames = "abc"

// lanes gives each kind that covers a run of text a line under it, and leaves
// it there for as long as the run goes on, so that lines do not jump.
type lanes [len(laneNames)]demarche.Kind

func (l *lanes) move(kinds []demarche.Kind) string {
	for i, k := range l {
		if !slices.Contains(kinds, k) {
			l[i] = ""
		}
	}
	for _, k := range kinds {
		if slices.Contains(l[:], k) {
			continue
		}
		if free := slices.Index(l[:], ""); free >= 0 {
			l[free] = k
		}
	}
	var classes []string
	for i, k := range l {
		if k != "" {
			classes = append(classes, laneNames[i:i+1]+"-"+string(k))
		}
	}
	return strings.Join(classes, " ")
}

func newPieces(n Names, p paragraph, records demarche.Records, cards map[int]card) []pieceView {
	var out []pieceView
	var l lanes
	for _, pc := range p.Pieces {
		v := pieceView{Text: pc.Text}
		var kinds []demarche.Kind
		var refs []string
		for _, k := range demarche.Kinds() {
			for _, i := range pc.Covers {
				if records[i].Shared().Kind == k {
					refs = append(refs, cards[i].Label)
					kinds = append(kinds, k)
				}
			}
		}
		v.Class = l.move(slices.Compact(kinds))
		v.Refs = strings.Join(refs, " ")
		for _, m := range pc.Ends {
			c := cards[m.Record]
			v.Ends = append(v.Ends, endView{Anchor: anchor(c.Label, m.Nth), Label: c.Label, Sentence: c.Sentence, Kind: c.Kind})
		}
		slices.SortStableFunc(v.Ends, func(a, b endView) int {
			return cmp.Compare(slices.Index(demarche.Kinds(), a.Kind), slices.Index(demarche.Kinds(), b.Kind))
		})
		out = append(out, v)
	}
	return out
}
