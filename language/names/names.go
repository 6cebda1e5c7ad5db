package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche"
	"demarche/language"
)

// Name is "names".
func (*Names) Name() string { return "names" }

// Needs the parse; the words count for more, but the tags tell a name from the
// first word of a sentence.
func (*Names) Needs() language.Layer {
	return language.Tokens | language.Tags | language.Lemmas | language.Parse
}

// Gives the mentions and what they stand for.
func (*Names) Gives() language.Layer { return language.Mentions | language.Coreference }

// Apply fills in Mentions and Entities. It never fails.
func (n *Names) Apply(a *language.Analysis) error {
	w := newWork(n, a)
	w.markWords()
	w.findNames()
	w.findPhrases()
	w.linkPosts()
	w.resolve()
	w.finish()
	return nil
}

// work is the state of one analysis.
type work struct {
	n     *Names
	a     *language.Analysis
	fold  []string // folded tokens, empty for signs
	upper []bool   // begins with a capital letter
	loud  []bool   // by sentence: most words are capitalised, as in a headline

	proper []*hit // by token: what the vocabulary of names says that covers it
	common []*hit // by token: what the vocabulary of common words says that begins there

	names   []*span // persons, bodies and places found by their capitals, in order
	inName  []*span // by token
	inField []bool  // by token, whether it stands in the fields of a ministry
	phrases []*phrase
	head    []*phrase // by token: the phrase whose words cover it

	entities []*entity
	mentions []mention
	told     map[demarche.State]float64 // how often the report names a state
	tolds    float64                    // the sum of told
	often    []demarche.State           // the states of told, but for those named seldom
	clues    []clue
	frame    frame
	tables
	words map[string]bool // folded words of the report, for ambiguous names
}

// span is a name found by its form.
type span struct {
	first, last int
	kind        language.EntityKind
	sex         string
	state       demarche.State // of somebody known by the surname alone
	title       bool           // an address title stands before it
	entity      int
	index       int // in work.names, None for one that is not there
}

func newWork(n *Names, a *language.Analysis) *work {
	w := &work{n: n, a: a, tables: newTables(a)}
	size := len(a.Tokens)
	w.fold = make([]string, size)
	w.upper = make([]bool, size)
	w.proper = make([]*hit, size)
	w.common = make([]*hit, size)
	w.inName = make([]*span, size)
	w.inField = make([]bool, size)
	w.head = make([]*phrase, size)
	w.words = make(map[string]bool, size/2)
	w.told = make(map[demarche.State]float64)
	for i := range a.Tokens {
		form := a.Form(i)
		w.fold[i] = foldToken(form)
		r, _ := utf8.DecodeRuneInString(form)
		w.upper[i] = unicode.IsUpper(r)
		if w.upper[i] {
			w.words[w.fold[i]] = true
		}
	}
	w.loud = make([]bool, len(a.Sentences))
	return w
}

// isLoud reports whether the words of a sentence are capitalised so generally
// that a capital tells nothing: headlines in title case and lines in capitals.
// Names of the vocabulary and posts do not count.
func (w *work) isLoud(s int) bool {
	long, capitals := 0, 0
	sent := &w.a.Sentences[s]
	for i := sent.First; i < sent.Last; i++ {
		if len(w.fold[i]) < 4 || w.proper[i] != nil || dayWords[w.fold[i]] || w.common[i].find(postHead, title) != nil || w.insidePost(i) {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(w.a.Form(i)); !unicode.IsLetter(r) {
			continue
		}
		long++
		if w.upper[i] {
			capitals++
		}
	}
	if k := w.a.Paragraphs[sent.Paragraph].Kind; k == language.Body || k == language.ListItem {
		return long >= 6 && capitals*10 >= long*9
	}
	return long >= 3 && capitals*10 >= long*8
}

// sentence gives the bounds of the sentence of token i.
func (w *work) sentence(i int) (first, last int) {
	s := &w.a.Sentences[w.a.Tokens[i].Sentence]
	return s.First, s.Last
}

// is reports whether token i exists in the same sentence as near and is one of
// the folded words; signs are compared as they stand.
func (w *work) is(near, i int, words ...string) bool {
	if i < 0 || i >= len(w.fold) || near >= 0 && w.a.Tokens[i].Sentence != w.a.Tokens[near].Sentence {
		return false
	}
	f := w.fold[i]
	if f == "" {
		f = w.a.Form(i)
	}
	return slices.Contains(words, f)
}

// same reports whether i is a token of the same sentence as near.
func (w *work) same(near, i int) bool {
	return i >= 0 && i < len(w.fold) && w.a.Tokens[i].Sentence == w.a.Tokens[near].Sentence
}

// markWords looks up the vocabulary at every token, the longest entry first.
func (w *work) markWords() {
	for i := 0; i < len(w.fold); {
		h := w.longest(w.n.proper, i)
		if h == nil || w.shouted(h) {
			i++
			continue
		}
		if w.demonymBefore(h) {
			i++ // past the article
			continue
		}
		for j := h.first; j < h.last; j++ {
			w.proper[j] = h
		}
		i = h.last
	}
	for i := range w.fold {
		w.common[i] = w.longest(w.n.common, i)
	}
	for s := range w.a.Sentences {
		w.loud[s] = w.isLoud(s)
	}
	for i := 0; i < len(w.fold); i++ {
		h := w.proper[i]
		if h == nil || h.first != i {
			continue
		}
		if s := h.find(stateName, capitalCity, seat, stateAdj, manyNationals); s != nil {
			weight := 1.0
			if s.class == stateAdj || s.class == manyNationals || acronym(s.word) {
				weight = 0.2
			}
			w.told[w.stateOf(h)] += weight
			w.tolds += weight
		}
	}
}

// demonymBefore reports whether the hit is an article with a demonym that is the name
// of a body ("The Australian"), but stands before the noun that it describes
// here: "The Australian assistant minister".
func (w *work) demonymBefore(h *hit) bool {
	if h.find(body) == nil || h.last-h.first != 2 || w.fold[h.first] != "the" || !w.same(h.first, h.last) {
		return false
	}
	switch w.a.Tokens[h.last].UPOS {
	case language.NOUN, language.ADJ:
		return w.longest(w.n.proper, h.first+1).has(stateAdj)
	}
	return false
}

// shouted reports whether the hit is an acronym that is an English word, in a
// line of capitals ("WHO IS GOING HOME").
func (w *work) shouted(h *hit) bool {
	if h.last-h.first > 1 || !acronym(h.senses[0].word) {
		return false
	}
	switch w.fold[h.first] {
	case "who", "ice", "kind", "car", "us", "it", "rep", "aid", "drc":
	default:
		return false
	}
	first, last := w.sentence(h.first)
	for i := first; i < last; i++ {
		if len(w.fold[i]) > 3 && w.a.Form(i) != strings.ToUpper(w.a.Form(i)) {
			return false
		}
	}
	return last-first > 1
}

// stateOf gives the state that a hit names, by the rules for ambiguous words.
func (w *work) stateOf(h *hit) demarche.State {
	s := h.find(stateName, stateAdj, oneNational, manyNationals, capitalCity, seat)
	if s == nil {
		return ""
	}
	if len(w.n.states.Readings(s.word)) == 0 {
		return s.state
	}
	state, ok := w.meaning[s.word]
	if !ok {
		state, _ = w.reading(s.word)
		w.meaning[s.word] = state
	}
	return state
}

// reading applies the rules for an ambiguous word: the usual state, unless
// words of the report tell another.
func (w *work) reading(word string) (demarche.State, bool) {
	means := w.n.states.Readings(word)
	if len(means) == 0 {
		return "", false
	}
	for _, m := range means {
		for _, clue := range m.With {
			if w.holds(clue) {
				return m.State, true
			}
		}
	}
	if !w.namesOwn(means[0].State, word) {
		for _, m := range means[1:] {
			if m.State != means[0].State && !m.Place && w.namesOwn(m.State, word) {
				return m.State, true
			}
		}
	}
	return means[0].State, true
}

// isPlace reports whether an ambiguous word is a mere place in this report.
func (w *work) isPlace(word string) bool {
	for _, m := range w.n.states.Readings(word) {
		for _, clue := range m.With {
			if m.Place && w.holds(clue) {
				return true
			}
		}
	}
	return false
}

// holds reports whether the report holds all words of the clue, capitalised.
func (w *work) holds(clue string) bool {
	for _, p := range pieces(clue) {
		if !w.words[p] {
			return false
		}
	}
	return true
}

// namesOwn reports whether the report names the state by an unambiguous word.
func (w *work) namesOwn(state demarche.State, except string) bool {
	for i, h := range w.proper {
		if h == nil || h.first != i {
			continue
		}
		for _, s := range h.senses {
			if s.state == state && s.word != except && s.class != body && len(w.n.states.Readings(s.word)) == 0 {
				return true
			}
		}
	}
	return false
}

// hitAt gives what the vocabulary says of token i, nil past the end of the text.
func (w *work) hitAt(i int) *hit {
	if i < 0 || i >= len(w.proper) {
		return nil
	}
	return w.proper[i]
}
