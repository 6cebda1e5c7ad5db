package names

import (
	"slices"
	"sort"
	"strings"

	"demarche"
	"demarche/language"
)

// How far the look-ups go at most, so that the work stays in proportion to the
// text whatever its make-up. Reports of usual length meet none of these bounds.
const (
	mentionReach  = 400 // mentions looked back at for what a short form means
	clueReach     = 200 // clues looked at on either side of a word
	sentenceReach = 25  // sentences of one paragraph looked at on either side of a word
	holderReach   = 40  // holders of one post looked at on either side of another
	phraseReach   = 100 // posts looked back at for the words of a bare one
	districtReach = 8   // tokens of a district's name
	nameReach     = 12  // tokens of a person's name
	bodyReach     = 16  // tokens of a body's name on either side of its noun
	namesakes     = 250 // persons looked at who share a word of their names
	postsHeld     = 40  // posts kept for one person
)

// tables hold what the work looks up by a key instead of searching for it.
type tables struct {
	states    map[demarche.State]int      // entity of a state
	people    map[demarche.State]int      // entity of the nationals of a state
	byName    map[nameKey]int             // entities of the other kinds
	byWord    map[string][]int            // persons by each word of their names, in the order of the entities
	starting  map[int][]*phrase           // phrases by their first token
	ending    map[int][]*phrase           // phrases by the token after their last
	acronyms  map[string][]int            // tokens of acronyms that are no names yet
	meaning   map[string]demarche.State   // what an ambiguous word means in this report
	normal    map[string]string           // usual form of a role, in lower case
	lacking   map[string][]demarche.State // states that do not have the office of a role
	holders   map[string][]*phrase        // named holders of a post, by its usual form, in the order of the text
	quotation []bool                      // by token: inside quotation marks
	covered   []bool                      // by token: inside a mention
	pronouns  []int32                     // by token: one more than the mention of the pronoun, 0 for none
	becomes   map[int]int                 // unnamed persons that turned out to be named ones
	unspoken  int                         // paragraphs that begin with no speaker of a transcript
}

// nameKey tells entities of one kind apart.
type nameKey struct {
	kind  language.EntityKind
	state demarche.State
	name  string // folded
}

func newTables(a *language.Analysis) tables {
	size := len(a.Tokens)
	t := tables{
		states: make(map[demarche.State]int), people: make(map[demarche.State]int), byName: make(map[nameKey]int), byWord: make(map[string][]int),
		meaning: make(map[string]demarche.State), normal: make(map[string]string), lacking: make(map[string][]demarche.State), becomes: make(map[int]int),
		quotation: make([]bool, size), covered: make([]bool, size), pronouns: make([]int32, size),
	}
	end := 0 // outer quotations come first, those inside them add nothing
	for i := range a.Quotations {
		q := &a.Quotations[i]
		if q.Scare || q.Inner.End <= end {
			continue
		}
		first, last := a.TokensIn(demarche.Span{Start: max(q.Inner.Start, end), End: q.Inner.End})
		for k := first; k < last; k++ {
			t.quotation[k] = q.Inner.Contains(a.Tokens[k].Span)
		}
		end = q.Inner.End
	}
	return t
}

// indexPhrases makes the tables of phrases by their ends; the phrases must not
// change their places after it.
func (w *work) indexPhrases() {
	w.starting, w.ending = make(map[int][]*phrase, len(w.phrases)), make(map[int][]*phrase, len(w.phrases))
	for _, p := range w.phrases {
		w.starting[p.first] = append(w.starting[p.first], p)
		w.ending[p.last] = append(w.ending[p.last], p)
	}
}

// indexHolders makes the table of posts with a name; roles change little after it.
func (w *work) indexHolders() {
	w.holders = make(map[string][]*phrase)
	for _, p := range w.phrases {
		if len(p.linked) > 0 && !p.former {
			w.addHolder(p)
		}
	}
}

// addHolder puts a post with a name into the table under its present role.
func (w *work) addHolder(p *phrase) {
	role := w.normalRole(p.role)
	list := w.holders[role]
	at := sort.Search(len(list), func(i int) bool { return list[i].headFirst >= p.headFirst })
	w.holders[role] = slices.Insert(list, at, p)
}

// rivals gives the holders of the post of p around it, p among them.
func (w *work) rivals(p *phrase) []*phrase {
	list := w.holders[w.normalRole(p.role)]
	if len(list) <= holderReach {
		return list
	}
	at := sort.Search(len(list), func(i int) bool { return list[i].headFirst >= p.headFirst })
	return list[max(0, at-holderReach):min(len(list), at+holderReach+1)]
}

// normalRole gives the usual form of a role in lower case.
func (w *work) normalRole(role string) string {
	n, ok := w.normal[role]
	if !ok {
		n = strings.ToLower(w.n.posts.Normal(role))
		w.normal[role] = n
	}
	return n
}

// lackedBy gives the states that do not have the office of a role.
func (w *work) lackedBy(role string) []demarche.State {
	states, ok := w.lacking[role]
	if !ok {
		states = w.n.posts.LackedBy(role)
		w.lacking[role] = states
	}
	return states
}

// mentionsFrom gives the index of the first mention of the sentence or of one
// after it. Mentions are made in the order of the sentences.
func (w *work) mentionsFrom(sentence int) int {
	return sort.Search(len(w.mentions), func(k int) bool { return w.mentions[k].sentence >= sentence })
}
