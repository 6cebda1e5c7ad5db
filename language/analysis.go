// Package language holds the analysis of one text: paragraphs, sentences,
// words, tags, lemmas, parse, quotations, times, quantities, mentions,
// entities and attributions, as one compact structure. The components that
// fill it in live in sub-packages (segment, syntax, timex, quantity, names,
// speech); each says what it needs and what it gives, and can be run alone.
//
// All positions are byte offsets into Text or indexes into the slices of the
// Analysis; tokens and spans are views over it.
package language

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"demarche"
)

// Layer is one part of an analysis, as a bit.
type Layer uint16

// The layers, in the order in which they are usually filled.
const (
	Tokens       Layer = 1 << iota // Paragraphs, Sentences, Tokens with spans
	Tags                           // UPOS, XPOS
	Lemmas                         // Lemma
	Parse                          // Head, Rel and the child lists
	Quotations                     // Quotations
	Times                          // Times
	Quantities                     // Quantities
	Mentions                       // Mentions and Entities before coreference
	Coreference                    // Mentions of pronouns, short names and roles tied to Entities
	Attributions                   // Attributions
)

var layerNames = []string{"tokens", "tags", "lemmas", "parse", "quotations", "times", "quantities", "mentions", "coreference", "attributions"}

// String names the layers of the set, joined by "+".
func (l Layer) String() string {
	var names []string
	for i, n := range layerNames {
		if l&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return strings.Join(names, "+")
}

// Component is one step of the analysis.
type Component interface {
	Name() string
	Needs() Layer // layers that must be there before Apply
	Gives() Layer // layers that are there after it
	Apply(*Analysis) error
}

// Pipeline runs components in order.
type Pipeline []Component

// Analyse runs the pipeline over a text. published anchors relative times; it may be empty.
func (p Pipeline) Analyse(text string, published demarche.Date) (*Analysis, error) {
	return p.AnalyseContext(context.Background(), text, published)
}

// AnalyseContext is Analyse that stops before the next component once ctx is
// done; the error then wraps that of ctx.
func (p Pipeline) AnalyseContext(ctx context.Context, text string, published demarche.Date) (*Analysis, error) {
	a := &Analysis{Text: text, Published: published}
	for _, c := range p {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("stopped before %s: %w", c.Name(), err)
		}
		if missing := c.Needs() &^ a.Have; missing != 0 {
			return nil, fmt.Errorf("%s needs %s, which no earlier component gives", c.Name(), missing)
		}
		if err := c.Apply(a); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name(), err)
		}
		a.Have |= c.Gives()
	}
	return a, nil
}

// None stands for "no token", "no entity" and the like in index fields.
const None = -1

// Analysis is everything that the language layer knows about one text.
type Analysis struct {
	Text      string
	Published demarche.Date // anchor of relative times, may be empty
	Have      Layer         // what has been filled in

	Paragraphs   []Paragraph
	Sentences    []Sentence
	Tokens       []Token
	Quotations   []Quotation
	Times        []Time
	Quantities   []Quantity
	Mentions     []Mention
	Entities     []Entity
	Attributions []Attribution
}

// ParagraphKind says what a paragraph is in the make-up of a report.
type ParagraphKind uint8

// The kinds of paragraph.
const (
	Body     ParagraphKind = iota // running text
	Title                         // the headline: first line, no full stop
	Heading                       // a short line between paragraphs without a full stop (cross-head, section, live-blog time line)
	Meta                          // " date 2025-02-05", byline, "Reuters", page furniture
	ListItem                      // a line that begins with a bullet or number
)

// Paragraph is a block of text between line breaks, trimmed of white space.
type Paragraph struct {
	demarche.Span
	Kind        ParagraphKind
	First, Last int           // sentences [First, Last)
	Dateline    demarche.Span // "BOGOTA, Jan 26 (Reuters) -", empty if none; its words are a sentence of their own
	Speaker     demarche.Span // "Q", "A", "MR. SMITH" of a transcript line before the colon, empty if none
}

// Sentence is a span of text and its tokens [First, Last).
type Sentence struct {
	demarche.Span
	Paragraph   int
	First, Last int
	Root        int // token, None before parsing
}

// Token is one syntactic word. Clitics (n't, 's, the two halves of "cannot")
// are words of their own, as in the English treebanks of Universal
// Dependencies. The words of a multiword token that cannot be cut out of the
// text do not occur in English, so every token has its own span.
type Token struct {
	demarche.Span
	Sentence int32
	Head     int32 // token index over the whole text; None for the root of a sentence and before parsing
	first    int32 // first child, None
	next     int32 // next sibling, None
	UPOS     UPOS
	Rel      Rel
	XPOS     XPOS
	Space    bool // white space follows
	Lemma    string
	Cluster  uint32 // of the words that occur in like places, 0 for a word that none is known of; its bits, after the first that is set, are a path in a tree of clusters
}

// Quotation is a stretch between quotation marks (or, for one that runs over
// paragraphs without being closed, to the end of its paragraph).
type Quotation struct {
	demarche.Span               // with its marks
	Inner         demarche.Span // without them, trimmed of white space
	Depth         int           // 0 for an outer quotation, 1 for one inside another
	Closed        bool
	Continues     int  // the earlier Quotation that this one continues over a paragraph break, None
	Scare         bool // a term or title rather than speech, as far as its form tells
}

// Tense of a time expression relative to its anchor is not kept; the value is.

// Time is an expression of when.
type Time struct {
	demarche.Span
	Value    demarche.Date // resolved, at the precision that the expression has; empty if it cannot be
	End      demarche.Date // last day, month or year of a range ("from Monday to Friday", "2023-26"); empty otherwise
	Relative bool          // resolved against the publication day or an earlier time
	Duration bool          // a length of time ("for three weeks"), which is no date
	Head     int           // the token that heads it in the parse, or its first token
}

// QuantityKind says what a number is.
type QuantityKind uint8

// The kinds of quantity.
const (
	Cardinal QuantityKind = iota
	Percent
	MoneyAmount
	Ordinal // "the second flight": no count
	Label   // a number that names something (Flight 175, Title 42, a year, an age, a clock time)
)

// Quantity is a number with what it counts.
type Quantity struct {
	demarche.Span              // the whole expression, "about 4 million"
	Kind          QuantityKind //
	Value         float64      // "4 million" is 4000000; the lower bound of a range
	Max           float64      // the upper bound of a range, 0 if none
	Approx        bool         // about, some, nearly, more than, an estimated
	AtMost        bool         // up to, as many as
	Currency      string       // ISO 4217, for MoneyAmount
	Counted       int          // the token of the noun counted ("migrants"), None if it stands alone
	First, Last   int          // tokens [First, Last)
}

// EntityKind says what is mentioned.
type EntityKind uint8

// The kinds of entity.
const (
	Person       EntityKind = iota
	State                   // a state or its government
	Organisation            // ministry, agency, embassy, court, NGO, company, armed force, international body
	Place                   // city, province, airport, base, prison, camp
	Nationals               // people by nationality: "Colombians", "Venezuelan migrants"
	Group                   // other people, planes, things: "the migrants", "the flight"
)

// String names the kind.
func (k EntityKind) String() string {
	return [...]string{"person", "state", "organisation", "place", "nationals", "group"}[k]
}

// MentionForm says how an entity is mentioned.
type MentionForm uint8

// The forms of mention.
const (
	Name      MentionForm = iota // a full name
	Short                        // a surname, acronym or short name of something named before
	Nominal                      // a common noun: "the president", "the ministry", "his government"
	Pronoun                      // he, they, its
	Adjective                    // a demonym as a modifier: "Colombian"
	Metonym                      // a capital or seat for a government: "Bogota", "the Kremlin"
)

// Mention is one place where an entity is mentioned: tokens [First, Last), of
// which Head heads the others. A name with its title or post in apposition is
// two mentions of one entity, the name and the post.
type Mention struct {
	First, Last, Head int
	Entity            int // None where unresolved
	Form              MentionForm
}

// Post is an office that a report says an entity holds.
type Post struct {
	Role     string         // normalised, "foreign minister"
	State    demarche.State // of which state, empty where Body is set or it is unknown
	Body     string         // other body: "Human Rights Watch"
	Former   bool
	Acting   bool
	Sentence int           // where the report says so
	Words    demarche.Span // the words of the post
}

// Entity is a person, state, body, place or group that the text mentions.
type Entity struct {
	Kind                 EntityKind
	Name                 string         // fullest name in the text; the English short name of a state
	State                demarche.State // the state that it is, acts for, lies in or has the nationality of; empty if unknown
	Posts                []Post         // for persons
	Female, Male, Plural bool           // as far as the text tells
}

// AttributionClass says in what way a statement is its source's.
type AttributionClass uint8

// The classes of attribution. Only the first two are words that somebody uttered.
const (
	Said    AttributionClass = iota // said, in whatever form
	Written                         // written
	Thought                         // held in the mind: believes, fears, wants
	Shown                           // shown by a poll, a study, a document
	Valued                          // for or against, praise and blame
	Treated                         // taken up without being told: ignores, names
	Seems                           // so it seems, to nobody in particular
)

// Attribution is a statement that the text attributes to a source.
type Attribution struct {
	Source     []demarche.Span // the words that name the source; empty if it is not named there
	Cue        []demarche.Span // "said", "according to"
	Content    []demarche.Span // the words attributed
	CueToken   int             // head token of the cue, None for a colon or bare quotation
	SourceHead int             // head token of the source, None
	Entity     int             // who the source is, None where unresolved
	Quotations []int           // the quotations inside Content
	Cue0       string          // lemma of the cue: "say", "accord", "warn"
	Class      AttributionClass
	Negated    bool // "did not say", "declined to say"
	Decided    bool // a quotation whose speaker was chosen apart from its cue: its Quotations are nobody else's
	Sentence   int  // of the cue, or of the content where there is none
}

// Form gives the words of token i as they stand in the text.
func (a *Analysis) Form(i int) string {
	t := &a.Tokens[i]
	return a.Text[t.Start:t.End]
}

// Lower gives the word of token i in lower case without soft hyphens, which
// only say where a line may break.
func (a *Analysis) Lower(i int) string {
	return strings.ToLower(strings.ReplaceAll(a.Form(i), "\u00ad", ""))
}

// TextOf gives the text of the tokens [first, last).
func (a *Analysis) TextOf(first, last int) string {
	if first >= last {
		return ""
	}
	return a.Text[a.Tokens[first].Start:a.Tokens[last-1].End]
}

// SpanOf gives the span of the tokens [first, last).
func (a *Analysis) SpanOf(first, last int) demarche.Span {
	if first >= last {
		return demarche.Span{}
	}
	return demarche.Span{Start: a.Tokens[first].Start, End: a.Tokens[last-1].End}
}

// TokenAt gives the token that covers byte b, or the next one after it; len(Tokens) if there is none.
func (a *Analysis) TokenAt(b int) int {
	lo, hi := 0, len(a.Tokens)
	for lo < hi {
		if mid := (lo + hi) / 2; a.Tokens[mid].End <= b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// TokensIn gives the tokens [first, last) that lie in the span.
func (a *Analysis) TokensIn(s demarche.Span) (first, last int) {
	first = a.TokenAt(s.Start)
	rest := a.Tokens[first:]
	return first, first + sort.Search(len(rest), func(i int) bool { return rest[i].Start >= s.End })
}

// LinkChildren fills the child lists from Head; the parser calls it once.
func (a *Analysis) LinkChildren() {
	for i := range a.Tokens {
		a.Tokens[i].first, a.Tokens[i].next = None, None
	}
	for i := len(a.Tokens) - 1; i >= 0; i-- { // backwards, so that the lists run forwards
		if h := a.Tokens[i].Head; h >= 0 {
			a.Tokens[i].next = a.Tokens[h].first
			a.Tokens[h].first = int32(i)
		}
	}
	for s := range a.Sentences {
		a.Sentences[s].Root = None
		for i := a.Sentences[s].First; i < a.Sentences[s].Last; i++ {
			if a.Tokens[i].Head < 0 {
				a.Sentences[s].Root = i
				break
			}
		}
	}
}

// Children yields the tokens that depend on token i, in the order of the text.
func (a *Analysis) Children(i int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for c := a.Tokens[i].first; c >= 0; c = a.Tokens[c].next {
			if !yield(int(c)) {
				return
			}
		}
	}
}

// Child gives the first child of i that has one of the relations (by core
// relation, so Nsubj finds nsubj:pass too), or None.
func (a *Analysis) Child(i int, rels ...Rel) int {
	for c := range a.Children(i) {
		for _, r := range rels {
			if a.Tokens[c].Rel == r || a.Tokens[c].Rel.Core() == r {
				return c
			}
		}
	}
	return None
}

// Subtree gives the leftmost and one past the rightmost token that descend from i, i included.
func (a *Analysis) Subtree(i int) (first, last int) {
	first, last = i, i+1
	for c := range a.Children(i) {
		f, l := a.Subtree(c)
		first, last = min(first, f), max(last, l)
	}
	return first, last
}
