package syntax

import (
	_ "embed" // of the models
	"fmt"
	"unicode"
	"unicode/utf8"

	"demarche/language"
	"demarche/language/syntax/internal/arc"
	"demarche/language/syntax/internal/bundle"
	"demarche/language/syntax/internal/tagging"
)

//go:embed models/english.bin.zst
var english []byte

// Model holds the weights of the tagger and the parser and the rules of the
// lemmatizer. It is read-only and safe for concurrent use.
type Model struct{ bundle *bundle.Bundle }

// New loads the embedded models of English. It takes about a tenth of a second
// and some tens of megabytes: call it once and keep what it gives.
func New() (*Model, error) {
	m, err := Read(english)
	if err != nil {
		return nil, fmt.Errorf("loading the embedded models: %w", err)
	}
	return m, nil
}

// Read loads models from the compressed form that the trainer writes.
func Read(compressed []byte) (*Model, error) {
	b, err := bundle.Unpack(compressed)
	if err != nil {
		return nil, err
	}
	return &Model{b}, nil
}

// Pipeline gives the components in order: tagger, lemmatizer, parser.
func (m *Model) Pipeline() language.Pipeline {
	return language.Pipeline{Tagger{m}, Lemmatizer{m}, Parser{m}}
}

// Tagger fills in UPOS and XPOS.
type Tagger struct{ model *Model }

// Tagger gives the component that tags.
func (m *Model) Tagger() Tagger { return Tagger{m} }

// Name is "tagger".
func (Tagger) Name() string { return "tagger" }

// Needs the tokens.
func (Tagger) Needs() language.Layer { return language.Tokens }

// Gives the tags.
func (Tagger) Gives() language.Layer { return language.Tags }

// Apply tags every token; it never fails.
func (t Tagger) Apply(a *language.Analysis) error {
	m := t.model.bundle
	tagger := tagging.Tagger{First: m.First, Second: m.Second, Classes: len(m.Tags)}
	for s := range a.Sentences {
		first, last := a.Sentences[s].First, a.Sentences[s].Last
		tagger.Reset()
		headline := isHeadline(a, first, last)
		for i := first; i < last; i++ {
			w := tagger.Add(a.Form(i))
			m.Words.LookUp(w)
			if headline && i > first {
				tagger.Recase(a.Form(i))
			}
		}
		for i, class := range tagger.Tag() {
			tag := m.Tags[class]
			a.Tokens[first+i].UPOS, a.Tokens[first+i].XPOS = tag.UPOS, tag.XPOS
		}
	}
	return nil
}

// isHeadline reports whether the sentence is a title or heading of which nearly
// all longer words begin with a capital, so that capitals do not tell names.
func isHeadline(a *language.Analysis, first, last int) bool {
	switch a.Paragraphs[a.Sentences[a.Tokens[first].Sentence].Paragraph].Kind {
	case language.Title, language.Heading:
	default:
		return false
	}
	capitals, long := 0, 0
	for i := first + 1; i < last; i++ {
		form := a.Form(i)
		r, _ := utf8.DecodeRuneInString(form)
		if len(form) < 4 || !unicode.IsLetter(r) {
			continue
		}
		long++
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return long >= 3 && 10*capitals >= 8*long
}

// Lemmatizer fills in Lemma.
type Lemmatizer struct{ model *Model }

// Lemmatizer gives the component that finds lemmas.
func (m *Model) Lemmatizer() Lemmatizer { return Lemmatizer{m} }

// Name is "lemmatizer".
func (Lemmatizer) Name() string { return "lemmatizer" }

// Needs the tags.
func (Lemmatizer) Needs() language.Layer { return language.Tokens | language.Tags }

// Gives the lemmas.
func (Lemmatizer) Gives() language.Layer { return language.Lemmas }

// Apply finds the lemma of every token; it never fails.
func (l Lemmatizer) Apply(a *language.Analysis) error {
	for i := range a.Tokens {
		t := &a.Tokens[i]
		t.Lemma = l.model.bundle.Lemmas.Lemma(a.Form(i), t.UPOS, t.XPOS)
		switch t.XPOS {
		case language.TagVBD, language.TagVBN, language.TagVBG:
			if t.UPOS == language.VERB {
				t.Lemma = l.infinitive(t.Lemma)
			}
		}
	}
	return nil
}

// infinitive mends a verb stem that the lexicon does not have as an infinitive
// by one that it has: "rul" is rule, "stopp" is stop. What neither has stays.
func (l Lemmatizer) infinitive(stem string) string {
	if l.isInfinitive(stem) || len(stem) < 3 {
		return stem
	}
	if whole := stem + "e"; l.isInfinitive(whole) {
		return whole
	}
	if last := len(stem) - 1; stem[last] == stem[last-1] || stem[last] == 'e' {
		if short := stem[:last]; l.isInfinitive(short) {
			return short
		}
	}
	return stem
}

func (l Lemmatizer) isInfinitive(word string) bool {
	var w tagging.Word
	w.Look(word, nil)
	return l.model.bundle.Words.Find(w.Lower).Lexicon&tagging.Infinitive != 0
}

// Parser fills in Head, Rel and the child lists.
type Parser struct{ model *Model }

// Parser gives the component that parses.
func (m *Model) Parser() Parser { return Parser{m} }

// Name is "parser".
func (Parser) Name() string { return "parser" }

// Needs the tags.
func (Parser) Needs() language.Layer { return language.Tokens | language.Tags }

// Gives the parse.
func (Parser) Gives() language.Layer { return language.Parse }

// Apply parses every sentence; it never fails.
func (p Parser) Apply(a *language.Analysis) error {
	parsers := make([]arc.Parser, len(p.model.bundle.Parsers))
	trees := make([][]arc.Arc, len(parsers))
	for i, b := range p.model.bundle.Parsers {
		parsers[i] = arc.Parser{Kind: b.Kind, Table: b.Table}
	}
	var voted []arc.Arc
	var words []arc.Word
	var look tagging.Word
	var runes []rune
	for s := range a.Sentences {
		first, last := a.Sentences[s].First, a.Sentences[s].Last
		words = words[:0]
		for i := first; i < last; i++ {
			runes = look.Look(a.Form(i), runes)
			p.model.bundle.Words.LookUp(&look)
			words = append(words, arc.Word{Lower: look.Lower, Cluster: look.Cluster, Tag: arc.Tag(a.Tokens[i].UPOS, a.Tokens[i].XPOS)})
		}
		for k := range parsers {
			trees[k] = parsers[k].Parse(words, trees[k][:0])
		}
		voted = arc.Vote(trees, voted[:0])
		for i, v := range voted {
			t := &a.Tokens[first+i]
			t.Rel, t.Head = v.Rel, language.None
			if v.Head >= 0 {
				t.Head = int32(first) + v.Head
			}
		}
	}
	a.LinkChildren()
	return nil
}
