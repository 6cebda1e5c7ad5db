package syntax

import (
	_ "embed" // of the models
	"fmt"
	"slices"
	"strings"
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
type Model struct {
	bundle      *bundle.Bundle
	infinitives map[string]string // irregular forms of verbs -> their infinitives
}

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
	return &Model{b, infinitives()}, nil
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
		if !headline {
			nominalize(a, first, last)
			turnHome(a, first, last)
		}
	}
	return nil
}

// turnHome makes an adverb of "home" right after a plural that is no modifier
// of it: "flew 40 Afghans home". In the treebanks a name before "home" is
// mostly that of a home.
func turnHome(a *language.Analysis, first, last int) {
	for i := first + 2; i < last; i++ {
		if a.Tokens[i].UPOS != language.NOUN || a.Lower(i) != "home" || !endsPhrase(a, i+1, last) {
			continue
		}
		people := &a.Tokens[i-1]
		if !isPlural(a, i-1) {
			continue
		}
		if people.UPOS == language.PROPN {
			people.XPOS = language.TagNNPS
		}
		a.Tokens[i].UPOS, a.Tokens[i].XPOS = language.ADV, language.TagRB
	}
}

// nominalize makes a noun of an adjective with a capital after an indefinite
// article that no noun follows: "an Afghan", "a Colombian and a Syrian". The
// treebanks hold few of them beside many like "an Afghan official".
func nominalize(a *language.Analysis, first, last int) {
	for i := first + 1; i < last; i++ {
		if a.Tokens[i].XPOS != language.TagJJ {
			continue
		}
		switch a.Form(i - 1) {
		case "a", "an", "another", "A", "An", "Another":
		default:
			continue
		}
		if r, _ := utf8.DecodeRuneInString(a.Form(i)); unicode.IsUpper(r) && endsPhrase(a, i+1, last) {
			a.Tokens[i].UPOS, a.Tokens[i].XPOS = language.PROPN, language.TagNNP
		}
	}
}

// endsPhrase reports whether word i, or the end of the sentence, cannot belong
// to a noun phrase whose noun is still to come.
func endsPhrase(a *language.Analysis, i, last int) bool {
	if i == last {
		return true
	}
	switch t := &a.Tokens[i]; t.UPOS {
	case language.ADP, language.AUX, language.PRON, language.SCONJ:
		return true
	case language.PUNCT:
		return a.Form(i) != "-" && a.Form(i) != "\"" && t.XPOS != language.TagHYPH
	case language.VERB:
		return t.XPOS == language.TagVBD || t.XPOS == language.TagVBZ || t.XPOS == language.TagVBP
	case language.CCONJ:
		return i+1 < last && a.Tokens[i+1].UPOS == language.DET
	}
	return false
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
		t.Lemma = l.model.bundle.Lemmas.Lemma(strings.ReplaceAll(a.Form(i), "\u00ad", ""), t.UPOS, t.XPOS)
		switch t.XPOS {
		case language.TagVBD, language.TagVBN, language.TagVBG:
			if t.UPOS != language.VERB {
				continue
			}
			if verb, ok := l.model.infinitives[a.Lower(i)]; ok && t.XPOS != language.TagVBG {
				t.Lemma = verb
			} else {
				t.Lemma = l.infinitive(t.Lemma, a.Lower(i), t.XPOS)
			}
		}
	}
	return nil
}

// infinitive mends a verb stem that the lexicon does not have as an infinitive
// by one that it has: "rul" is rule, "stopp" is stop, "ty" of "tied" is tie,
// "uphell" of "upheld" is uphold. What neither has stays.
func (l Lemmatizer) infinitive(stem, form string, x language.XPOS) string {
	if whole := stem + "e"; form == stem+"ed" && doubles(stem) && l.isInfinitive(whole) {
		return whole // "hoped" is hope: hop doubles its last letter
	}
	if l.isInfinitive(stem) {
		return stem
	}
	for _, whole := range regular(form) {
		if l.isInfinitive(whole) {
			return whole
		}
	}
	for _, prefix := range verbPrefixes {
		rest, ok := strings.CutPrefix(form, prefix)
		if !ok || len(rest) < 3 {
			continue
		}
		if verb := l.model.bundle.Lemmas.Lemma(rest, language.VERB, x); l.isInfinitive(verb) && !slices.Contains(regular(rest), verb) {
			return prefix + verb
		}
	}
	return stem
}

// doubles reports whether a verb of one syllable doubles its last letter before
// an ending, as those in one consonant after one vowel do: "hop", not "hoop" or "fix".
func doubles(verb string) bool {
	n := len(verb)
	return n >= 3 && n <= 5 && !strings.ContainsAny(verb[n-1:], "aeiouwxy") && strings.ContainsAny(verb[n-2:n-1], "aeiou") && !strings.ContainsAny(verb[:n-2], "aeiou")
}

// verbPrefixes make verbs of others, which keep their irregular forms.
var verbPrefixes = []string{"with", "under", "over", "fore", "mis", "out", "up", "re", "un", "be"}

// regular gives the infinitives of which form can be a regular past tense or participle.
func regular(form string) []string {
	stem, y := "", false
	switch {
	case strings.HasSuffix(form, "ied"):
		stem, y = form[:len(form)-3], true
	case strings.HasSuffix(form, "ying"):
		return []string{form[:len(form)-3], form[:len(form)-4] + "ie"}
	case strings.HasSuffix(form, "ed"):
		stem = form[:len(form)-2]
	case strings.HasSuffix(form, "ing"):
		stem = form[:len(form)-3]
	default:
		return nil
	}
	if y {
		return []string{stem + "y", stem + "ie"}
	}
	all := []string{stem, stem + "e"}
	if n := len(stem); n > 2 && stem[n-1] == stem[n-2] {
		all = append(all, stem[:n-1])
	}
	return all
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

// Apply parses every sentence; it never fails. The first parser goes over the
// whole text before the others look at the sentences of which it was not sure,
// so that the weights of one parser at a time fill the processor's cache.
func (p Parser) Apply(a *language.Analysis) error {
	parsers := make([]arc.Parser, len(p.model.bundle.Parsers))
	for i, b := range p.model.bundle.Parsers {
		parsers[i] = arc.Parser{Kind: b.Kind, Table: b.Table}
	}
	words := p.words(a)
	tree := make([]arc.Arc, 0, len(words))
	for _, s := range a.Sentences {
		tree = parsers[0].Parse(words[s.First:s.Last], tree)
	}
	trees := make([][]arc.Arc, len(parsers))
	var voted []arc.Arc
	for _, s := range a.Sentences {
		part := tree[s.First:s.Last]
		if !arc.Sure(part) {
			trees[0] = part
			voted = vote(parsers, words[s.First:s.Last], trees, voted[:0])
			part = voted
		}
		for i, v := range part {
			t := &a.Tokens[s.First+i]
			t.Rel, t.Head = v.Rel, language.None
			if v.Head >= 0 {
				t.Head = int32(s.First) + v.Head
			}
		}
	}
	for i := range a.Sentences {
		giveTagsSubjects(a, &a.Sentences[i])
		endWithRoot(a, &a.Sentences[i])
	}
	a.LinkChildren()
	return nil
}

// words gives what the parsers see of the words of the text.
func (p Parser) words(a *language.Analysis) []arc.Word {
	words := make([]arc.Word, len(a.Tokens))
	var look tagging.Word
	var runes []rune
	for i := range words {
		runes = look.Look(a.Form(i), runes)
		p.model.bundle.Words.LookUp(&look)
		words[i] = arc.Word{Lower: look.Lower, Cluster: look.Cluster, Tag: arc.Tag(a.Tokens[i].UPOS, a.Tokens[i].XPOS)}
		a.Tokens[i].Cluster = uint32(look.Cluster)
		if modifies(a, i) {
			words[i].Tag = arc.Tag(language.ADJ, language.TagJJ)
		}
	}
	return words
}

// modifies reports whether word i is a participle between a number or article
// and the plural that it describes: "200 deported Moroccans". To a parser that
// sees a verb before a name, the name is its object.
func modifies(a *language.Analysis, i int) bool {
	t := &a.Tokens[i]
	if t.XPOS != language.TagVBN && t.XPOS != language.TagVBD || i == 0 || i+1 == len(a.Tokens) {
		return false
	}
	before, after := &a.Tokens[i-1], &a.Tokens[i+1]
	if before.Sentence != t.Sentence || after.Sentence != t.Sentence || before.UPOS != language.NUM && before.UPOS != language.DET {
		return false
	}
	return isPlural(a, i+1)
}

// isPlural reports whether word i is tagged as a plural noun, or as a name that
// looks like one and stands by itself.
func isPlural(a *language.Analysis, i int) bool {
	t := &a.Tokens[i]
	return t.XPOS == language.TagNNS || t.XPOS == language.TagNNPS ||
		t.UPOS == language.PROPN && strings.HasSuffix(a.Form(i), "s") && (i == 0 || a.Tokens[i-1].UPOS != language.PROPN)
}

// vote appends the tree of a sentence to out for which the parsers vote.
// trees[0] is that of the first, the others are memory to work in.
func vote(parsers []arc.Parser, words []arc.Word, trees [][]arc.Arc, out []arc.Arc) []arc.Arc {
	for k := 1; k < len(parsers); k++ {
		trees[k] = parsers[k].Parse(words, trees[k][:0])
		if k == 1 && arc.Same(trees[0], trees[1]) {
			return append(out, trees[0]...)
		}
	}
	return arc.Vote(trees, out)
}
