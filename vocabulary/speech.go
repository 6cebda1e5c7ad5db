package vocabulary

import (
	"fmt"
	"slices"
	"strings"

	"demarche"
)

// SpeechClass says what kind of attribution a cue makes.
type SpeechClass string

// The classes of cue.
const (
	Spoken   SpeechClass = "speech"   // said, in whatever form
	Written  SpeechClass = "writing"  // written
	Thought  SpeechClass = "thought"  // held in the mind
	Evidence SpeechClass = "evidence" // shown by a poll, a study, a document
	Stance   SpeechClass = "stance"   // for or against, praise and blame
	Deed     SpeechClass = "deed"     // takes up a matter without saying what: names, ignores
	Seeming  SpeechClass = "seeming"  // needs no source
)

var speechClasses = []SpeechClass{Spoken, Written, Thought, Evidence, Stance, Deed, Seeming}

// Take is a pattern of the parse that finds the content of a cue:
// "quote", "clause", "infinitive", "object", "subject", "object+infinitive",
// "object+predicate", "object+as", "on+infinitive", "is>clause", a preposition
// ("of"), or "object+" and a preposition.
type Take string

var fixedTakes = []Take{"quote", "clause", "infinitive", "object", "subject", "object+infinitive", "object+predicate", "object+as", "on+infinitive", "is>clause"}

var takePrepositions = strings.Fields("of for about on to against at with in over as by from")

// valid reports whether the pattern is one that the language layer knows.
func (t Take) valid() bool {
	return slices.Contains(fixedTakes, t) || slices.Contains(takePrepositions, strings.TrimPrefix(string(t), "object+"))
}

// Cues is a group of words that take the same content.
type Cues struct {
	Class      SpeechClass `yaml:"class"`
	Takes      []Take      `yaml:"takes"`
	Parts      string      `yaml:"parts"`   // particle written with each verb, "out"
	Passive    bool        `yaml:"passive"` // only in the passive: "is expected"
	Verbs      []string    `yaml:"verbs"`
	Nouns      []string    `yaml:"nouns"`
	Adjectives []string    `yaml:"adjectives"`
	Examples   []string    `yaml:"examples"` // <source> [cue] {content}
}

// Lemmas gives the words of the group.
func (c *Cues) Lemmas() []string { return slices.Concat(c.Verbs, c.Nouns, c.Adjectives) }

// Idioms is a group of cues of several words.
type Idioms struct {
	Class    SpeechClass `yaml:"class"`
	Phrases  []string    `yaml:"phrases"` // lemma of a verb, then the words after it
	Examples []string    `yaml:"examples"`
}

// Light is a group of verbs that with one of the nouns as their object make a
// cue: "raise" and "concern".
type Light struct {
	Class    SpeechClass `yaml:"class"`
	Verbs    []string    `yaml:"verbs"`
	Nouns    []string    `yaml:"nouns"`
	Examples []string    `yaml:"examples"`
}

// According is a phrase that names a source without a verb.
type According struct {
	Words   string      `yaml:"words"`
	Class   SpeechClass `yaml:"class"`
	Example string      `yaml:"example"`
}

// ChannelWords says which words show where something was said.
type ChannelWords struct {
	Channel  demarche.Channel `yaml:"channel"`
	Verbs    []string         `yaml:"verbs"`   // lemmas of cues that alone show it
	Phrases  []string         `yaml:"phrases"` // in lower case; * stands for up to three words
	Examples []string         `yaml:"examples"`
}

// Speech is the vocabulary of speech, writing, thought and evidence.
type Speech struct {
	Verbs      []Cues         `yaml:"verbs"`
	Nouns      []Cues         `yaml:"nouns"`
	Adjectives []Cues         `yaml:"adjectives"`
	Idioms     []Idioms       `yaml:"idioms"`
	Light      []Light        `yaml:"light"`
	Accordings []According    `yaml:"accordings"`
	Negating   []string       `yaml:"negating"` // "decline": its infinitive did not happen
	Naming     []string       `yaml:"naming"`   // words before a name in quotation marks
	Records    []string       `yaml:"records"`  // what something is said in: "statement"
	Channels   []ChannelWords `yaml:"channels"`
}

// LoadSpeech reads and checks the vocabulary of speech.
func LoadSpeech() (*Speech, error) {
	var s Speech
	if err := decode("speech.yaml", &s); err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("vocabulary file speech.yaml: %w", err)
	}
	return &s, nil
}

// check reports the first entry that breaks the rules of the file.
func (s *Speech) check() error {
	for kind, groups := range map[string][]Cues{"verbs": s.Verbs, "nouns": s.Nouns, "adjectives": s.Adjectives} {
		for i := range groups {
			if err := groups[i].check(); err != nil {
				return fmt.Errorf("%s, group %d: %w", kind, i+1, err)
			}
		}
	}
	for i, g := range s.Idioms {
		if err := g.check(); err != nil {
			return fmt.Errorf("idioms, group %d: %w", i+1, err)
		}
	}
	for i, g := range s.Light {
		if err := firstOf(known("class", g.Class, speechClasses), distinct("verbs", g.Verbs), distinct("nouns", g.Nouns), examples(g.Examples)); err != nil {
			return fmt.Errorf("light, group %d: %w", i+1, err)
		}
	}
	for _, a := range s.Accordings {
		if err := firstOf(known("class", a.Class, speechClasses), lower("words", a.Words), markup(a.Example)); err != nil {
			return err
		}
	}
	for _, c := range s.Channels {
		if err := c.check(); err != nil {
			return fmt.Errorf("channel %q: %w", c.Channel, err)
		}
	}
	return firstOf(distinct("negating", s.Negating), distinct("naming", s.Naming), distinct("records", s.Records))
}

func (c *Cues) check() error {
	for _, t := range c.Takes {
		if !t.valid() {
			return fmt.Errorf("%q is no pattern of content", t)
		}
	}
	if len(c.Takes) == 0 {
		return fmt.Errorf("a group needs takes")
	}
	return firstOf(known("class", c.Class, speechClasses), distinct("lemmas", c.Lemmas()), examples(c.Examples))
}

func (g *Idioms) check() error {
	for _, p := range g.Phrases {
		if !strings.Contains(p, " ") {
			return fmt.Errorf("%q is one word", p)
		}
	}
	return firstOf(known("class", g.Class, speechClasses), distinct("phrases", g.Phrases), examples(g.Examples))
}

// examples reports a group without examples, or the first one that is not well marked.
func examples(all []string) error {
	if len(all) == 0 {
		return fmt.Errorf("a group needs examples")
	}
	for _, e := range all {
		if err := markup(e); err != nil {
			return err
		}
	}
	return nil
}

func (c *ChannelWords) check() error {
	if len(c.Examples) == 0 {
		return fmt.Errorf("a channel needs examples")
	}
	known := []demarche.Channel{demarche.Post, demarche.Statement, demarche.Briefing, demarche.Interview, demarche.Speech, demarche.Paper}
	if !slices.Contains(known, c.Channel) {
		return fmt.Errorf("no such channel")
	}
	return firstOf(distinct("verbs", c.Verbs), distinct("phrases", c.Phrases))
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func known[T ~string](field string, v T, all []T) error {
	if slices.Contains(all, v) {
		return nil
	}
	return fmt.Errorf("%s %q is not one of %q", field, v, all)
}

// distinct reports a word that is empty, not in lower case or there twice.
func distinct(field string, words []string) error {
	seen := map[string]bool{}
	for _, w := range words {
		if seen[w] {
			return fmt.Errorf("%s: %q is there twice", field, w)
		}
		seen[w] = true
		if err := lower(field, w); err != nil {
			return err
		}
	}
	return nil
}

func lower(field, w string) error {
	if w == "" || w != strings.ToLower(w) || w != strings.TrimSpace(w) {
		return fmt.Errorf("%s: %q is empty, has capitals or spaces around it", field, w)
	}
	return nil
}

// markup reports an example whose brackets do not match or that marks no cue.
func markup(example string) error {
	_, err := ParseSpeechExample(example)
	return err
}

// SpeechExample is an example of the vocabulary with its marks taken out.
type SpeechExample struct {
	Text                 string
	Source, Cue, Content []string // the words marked, in the order of the text
}

// ParseSpeechExample reads an example: "<source> [cue] {content}".
func ParseSpeechExample(example string) (SpeechExample, error) {
	var (
		e     SpeechExample
		text  strings.Builder
		parts = map[rune]*[]string{'<': &e.Source, '[': &e.Cue, '{': &e.Content}
		ends  = map[rune]rune{'<': '>', '[': ']', '{': '}'}
		open  rune
		from  int
	)
	for _, r := range example {
		switch {
		case open == 0 && parts[r] != nil:
			open, from = r, text.Len()
		case open != 0 && r == ends[open]:
			*parts[open] = append(*parts[open], text.String()[from:])
			open = 0
		case strings.ContainsRune("<>[]{}", r):
			return SpeechExample{}, fmt.Errorf("the marks of example %q do not match", example)
		default:
			text.WriteRune(r)
		}
	}
	if open != 0 || len(e.Cue) == 0 || len(e.Content) == 0 {
		return SpeechExample{}, fmt.Errorf("example %q marks no cue and content", example)
	}
	e.Text = text.String()
	return e, nil
}
