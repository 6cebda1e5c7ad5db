package names

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
	"demarche/language/segment"
	"demarche/vocabulary"
)

// class says what a word of the vocabulary is.
type class uint8

const (
	stateName class = iota
	stateAdj
	oneNational
	manyNationals
	capitalCity
	seat
	place
	body
	notState
	postHead
	postHeads // in the plural
	modifier
	title
	bodyNoun
	bodyNouns // in the plural
)

// sense is one meaning of a word of the vocabulary.
type sense struct {
	class class
	state demarche.State
	index int    // into the list of the vocabulary file, where there is one
	word  string // as the vocabulary writes it
	// former is set for a post in the form "ex-minister".
	former bool
}

// node is a state of the automaton over folded words.
type node struct {
	next   map[string]*node
	senses []sense
}

func (n *node) add(word string, s sense) {
	s.word = word
	at := n
	for _, p := range pieces(word) {
		if at.next == nil {
			at.next = make(map[string]*node)
		}
		if at.next[p] == nil {
			at.next[p] = &node{}
		}
		at = at.next[p]
	}
	at.senses = append(at.senses, s)
}

// pieces cuts a vocabulary entry as a text is cut, each word folded.
func pieces(word string) []string {
	a := &language.Analysis{Text: word}
	if err := segment.New().Apply(a); err != nil {
		return nil
	}
	var out []string
	for i := range a.Tokens {
		out = append(out, strings.Fields(foldToken(a.Form(i)))...)
	}
	return out
}

func foldToken(form string) string {
	ascii := true
	for i := range len(form) {
		if c := form[i]; c >= utf8.RuneSelf || !('a' <= c && c <= 'z') {
			ascii = false
			break
		}
	}
	if ascii {
		return form
	}
	return vocabulary.Fold(strings.ReplaceAll(form, softHyphen, ""))
}

// softHyphen marks where a word may be broken at the end of a line; it is no
// letter of the word.
const softHyphen = "\u00ad"

// Names is the component that finds mentions and entities. It is read-only
// after New and safe for use by several goroutines.
type Names struct {
	states    *vocabulary.States
	places    *vocabulary.Places
	posts     *vocabulary.Posts
	bodies    *vocabulary.Bodies
	callings  *vocabulary.Callings
	says      map[string]bool // verbs that can stand beside a quotation
	proper    *node           // words for states, places and bodies
	common    *node           // words of posts, titles and kinds of body
	fields    map[string]bool
	verbs     map[string]string // lemma of "who coordinates" -> role
	known     []knownPerson
	described []vocabulary.Described    // words that describe states, folded and between spaces, the longest first
	describe  map[string]bool           // the same words alone
	knownBy   map[string][]int          // known persons by each folded word of their names
	given     map[string]vocabulary.Sex // folded given name -> sex
}

// knownPerson is somebody whom the vocabulary ties to a state.
type knownPerson struct {
	words []string // folded
	state demarche.State
}

// New loads the vocabulary.
func New() (*Names, error) {
	n := &Names{proper: &node{}, common: &node{}, fields: make(map[string]bool), verbs: make(map[string]string), given: make(map[string]vocabulary.Sex), knownBy: make(map[string][]int)}
	var err error
	if n.states, err = vocabulary.LoadStates(); err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	if n.places, err = vocabulary.LoadPlaces(); err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	if n.posts, err = vocabulary.LoadPosts(); err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	if n.bodies, err = vocabulary.LoadBodies(); err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	if n.callings, err = vocabulary.LoadCallings(); err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	if n.says, err = sayingVerbs(); err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	n.described, n.describe = describedWords(n.states), make(map[string]bool)
	for _, d := range n.described {
		n.describe[strings.TrimSpace(d.Word)] = true
	}
	n.fillProper()
	n.fillCommon()
	return n, nil
}

// sayingVerbs gives the lemmas of the verbs of speech and writing that can stand
// beside a quotation.
func sayingVerbs() (map[string]bool, error) {
	v, err := vocabulary.LoadSpeech()
	if err != nil {
		return nil, err
	}
	says := make(map[string]bool)
	for i := range v.Verbs {
		c := &v.Verbs[i]
		if c.Parts != "" || c.Passive || len(c.Takes) == 0 || c.Takes[0] != "quote" || c.Class != "speech" && c.Class != "writing" {
			continue
		}
		for _, verb := range c.Verbs {
			says[verb] = true
		}
	}
	return says, nil
}

// isGiven reports whether a folded word is a given name.
func (n *Names) isGiven(word string) bool {
	_, ok := n.given[word]
	return ok
}

func (n *Names) fillProper() {
	classes := map[vocabulary.Use]class{
		vocabulary.StateName: stateName, vocabulary.StateAdj: stateAdj, vocabulary.OneNational: oneNational,
		vocabulary.ManyNationals: manyNationals, vocabulary.Capital: capitalCity, vocabulary.Seat: seat,
	}
	for _, w := range n.states.Words() {
		n.proper.add(w.Word, sense{class: classes[w.Use], state: w.State})
	}
	for _, w := range n.states.Not() {
		n.proper.add(w, sense{class: notState})
	}
	for i := range n.bodies.Named {
		b := &n.bodies.Named[i]
		for _, w := range append([]string{b.Name}, b.Names...) {
			n.proper.add(w, sense{class: body, state: b.State, index: i})
		}
	}
	for i, p := range n.places.Words() {
		n.proper.add(p.Word, sense{class: place, state: p.State, index: i})
	}
}

func (n *Names) fillCommon() {
	for i := range n.posts.Heads {
		h := &n.posts.Heads[i]
		for _, w := range append([]string{h.Word}, h.Names...) {
			n.common.add(w, sense{class: postHead, index: i})
			n.common.add("ex-"+w, sense{class: postHead, index: i, former: true})
		}
		if h.Many != h.Word {
			n.common.add(h.Many, sense{class: postHeads, index: i})
		}
	}
	for i, m := range n.posts.Modifiers {
		n.common.add(m.Word, sense{class: modifier, index: i})
	}
	for i, t := range n.posts.Titles {
		for _, w := range append([]string{t.Word}, t.Names...) {
			n.common.add(w, sense{class: title, index: i})
		}
	}
	for i := range n.bodies.Generic {
		g := &n.bodies.Generic[i]
		if !g.OnlyMany {
			for _, w := range append([]string{g.Word}, g.Names...) {
				n.common.add(w, sense{class: bodyNoun, index: i})
			}
		}
		if g.Many != "" {
			n.common.add(g.Many, sense{class: bodyNouns, index: i})
		}
	}
	for _, f := range n.bodies.Fields {
		for _, p := range pieces(f) {
			if len(p) > 2 && p != "the" && p != "and" {
				n.fields[p] = true
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(n.posts.Known)) {
		for _, name := range n.posts.Known[code] {
			words := strings.Fields(vocabulary.Fold(name))
			for i, word := range words {
				if !slices.Contains(words[:i], word) {
					n.knownBy[word] = append(n.knownBy[word], len(n.known))
				}
			}
			n.known = append(n.known, knownPerson{words: words, state: code})
		}
	}
	for sex, names := range n.posts.Given {
		for _, name := range names {
			n.given[vocabulary.Fold(name)] = sex
		}
	}
	for _, v := range n.posts.Verbs {
		n.verbs[v.Verb] = v.Role
	}
}

// hit is a stretch of tokens [first, last) that is in the vocabulary.
type hit struct {
	first, last int
	senses      []sense
}

func (h *hit) has(c class) bool { return h.find(c) != nil }

func (h *hit) find(classes ...class) *sense {
	if h == nil {
		return nil
	}
	for _, c := range classes {
		for i := range h.senses {
			if h.senses[i].class == c {
				return &h.senses[i]
			}
		}
	}
	return nil
}

// longest finds the longest entry of the automaton that begins at token i and
// whose capitals the text bears out; nil if there is none.
func (w *work) longest(root *node, i int) *hit {
	if w.fold[i] == "" {
		return nil
	}
	end := w.a.Sentences[w.a.Tokens[i].Sentence].Last
	var best *hit
	at := root
	for j := i; j < end; j++ {
		if w.fold[j] == "" {
			if !w.joins(j) {
				break
			}
			continue
		}
		for part := range strings.FieldsSeq(w.fold[j]) { // "vice-president" can be one token or three
			if at != nil {
				at = at.next[part]
			}
		}
		if at == nil {
			break
		}
		if len(at.senses) == 0 {
			continue
		}
		if s := w.borneOut(at.senses, i, j+1); len(s) > 0 {
			best = &hit{first: i, last: j + 1, senses: s}
		}
	}
	return best
}

// joins reports whether the sign at token j can stand inside a name.
func (w *work) joins(j int) bool {
	switch w.a.Form(j) {
	case "-", "–", ".", "&", "/", ",", "’", "'":
		return true
	}
	return false
}

// borneOut gives the senses whose capital letters and commas the text [i, j) has too.
func (w *work) borneOut(senses []sense, i, j int) []sense {
	text := w.a.TextOf(i, j)
	var out []sense
	for _, s := range senses {
		if strings.Contains(text, ",") == strings.Contains(s.word, ",") && sameCase(s.word, text) {
			out = append(out, s)
		}
	}
	return out
}

// sameCase reports whether text has the capitals that word needs: all of them
// for an acronym, the first one for another name, none for a common noun.
func sameCase(word, text string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) {
		return true
	}
	if acronym(word) {
		return acronym(text)
	}
	f, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(f)
}

// acronym reports whether all letters of s are capitals.
func acronym(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 1
}
