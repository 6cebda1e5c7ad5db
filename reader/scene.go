package reader

import (
	"strings"

	"demarche"
	"demarche/language"
	"demarche/language/speech"
	"demarche/language/vectors"
	"demarche/reader/choice"
	"demarche/reader/clause"
	"demarche/reader/detection"
)

const none = clause.None

// scene is a report as the rules see it: its analysis and clauses, who each
// noun phrase stands for, who is speaking where, and which states the report
// is about.
type scene struct {
	words        *lexicon
	channels     *speech.Channels
	a            *language.Analysis
	cs           *clause.Clauses
	mention      []int            // token -> smallest mention that it heads, none
	speaking     []int            // token -> innermost attribution whose content covers it, none
	cue          map[int]int      // cue token -> attribution
	lemmas       []string         // sentence -> " lemma lemma lemma "
	topic        []bool           // sentence -> speaks of returns
	throughout   bool             // the report speaks of returns throughout
	near         []bool           // sentence -> its paragraph, or the sentence before, speaks of returns
	sender       demarche.State   // the state that the report's removals come from, if one stands out
	receiver     demarche.State   // the state that they go to, if one stands out
	senders      []demarche.State // paragraph -> the state that its removals come from, empty if it does not tell
	returnees    demarche.State   // whose nationals are returned to their own state, if the report is about one such state
	nationality  demarche.State   // whose nationals the report is about, if it is people of one nationality
	issued       party            // the state or body whose communique the report is, if it is one
	index        index
	named        map[demarche.State]int            // how often the report names each state or who acts for it; filled by weights
	people       map[demarche.State]*peopleWeights // what the report says of each state's people, filled by weightsOf
	detect       *detection.Detector
	vectors      *vectors.Table // of words, by which detection tells what sentences mean
	hints        map[int]hint   // sentence -> what its words tell, filled by hintOf
	cast         *cast          // the states and bodies of the report, filled by castOf
	choices      choice.Model
	likelyAct    float64             // how likely the words of a sentence must make an act that no rule found
	likelyStance float64             // and a position
	stances      []finding           // the positions that rules found, in the order of the text
	ways         map[[2]int][]string // sentences, from and to -> what vehicles and ways of travel they speak of, filled by waysIn
	ask          func(asked)         // told of every question that comes up, nil if nobody is
	used         map[int]bool        // quantities that a movement has taken as its people or flights
	journeys     []ruled             // the movements, as the rules tell them
	together     acquaintances       // who is spoken of with whom, filled by acquaintancesOf
	deeds        []deed              // the acts told, in the order of the text
	civil        map[int]bool        // entity -> acts for no state, filled by isCivil
	conveyances  map[int][]string    // sentence -> the vehicles, borders and waters that it names, filled by carrying
}

func newScene(words *lexicon, channels *speech.Channels, a *language.Analysis) *scene {
	s := &scene{words: words, channels: channels, a: a, cs: clause.Find(a), cue: map[int]int{}, used: map[int]bool{}, people: map[demarche.State]*peopleWeights{}, hints: map[int]hint{}, ways: map[[2]int][]string{}, civil: map[int]bool{}, conveyances: map[int][]string{}}
	s.index = newIndex(a, s.cs)
	s.mention = fill(len(a.Tokens), none)
	for m := range a.Mentions {
		h := a.Mentions[m].Head
		if h < 0 || h >= len(a.Tokens) {
			continue
		}
		if old := s.mention[h]; old == none || width(a.Mentions[m]) < width(a.Mentions[old]) || a.Mentions[old].Entity == none {
			s.mention[h] = m
		}
	}
	s.speaking = fill(len(a.Tokens), none)
	for n, at := range a.Attributions {
		if at.CueToken >= 0 {
			s.cue[at.CueToken] = n
		}
		if s.isAttitude(at) {
			continue
		}
		for _, span := range at.Content {
			first, last := a.TokensIn(span)
			for i := first; i < last; i++ {
				if old := s.speaking[i]; old == none || contentLen(a.Attributions[old]) > contentLen(at) {
					s.speaking[i] = n
				}
			}
		}
	}
	s.readTopics()
	s.findSides()
	s.nationality = s.mainNationality()
	s.issued, _ = s.findIssuer()
	return s
}

// isAttitude reports whether an attribution tells what its source will do
// ("agreed to take back") or how it treats a matter rather than what it says.
func (s *scene) isAttitude(at language.Attribution) bool {
	if at.Class == language.Treated {
		return true
	}
	switch at.Cue0 {
	case "promise", "pledge", "vow", "undertake", "commit":
		return false // these are said
	}
	return s.words.willing[at.Cue0] || s.words.refuse[at.Cue0] || s.words.receive[at.Cue0]
}

func width(m language.Mention) int { return m.Last - m.First }

func contentLen(at language.Attribution) int {
	n := 0
	for _, s := range at.Content {
		n += s.Len()
	}
	return n
}

func fill(n, v int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = v
	}
	return s
}

func (s *scene) lemma(i int) string {
	if i == none {
		return ""
	}
	return s.index.lemmas[i]
}

// hyphened gives the word of which token i ends the part behind a hyphen:
// "third-country" at "country", the lemma of the token elsewhere.
func (s *scene) hyphened(i int) string {
	if i < 2 || s.a.Form(i-1) != "-" || s.a.Tokens[i-1].Space || s.a.Tokens[i-2].Space {
		return s.lemma(i)
	}
	return s.lemma(i-2) + "-" + s.lemma(i)
}

// phrase gives the lemmas of the tokens [first, last) with a space before and after each.
func (s *scene) phrase(first, last int) string {
	var b strings.Builder
	b.WriteByte(' ')
	for i := first; i < last; i++ {
		b.WriteString(s.lemma(i))
		b.WriteByte(' ')
	}
	return b.String()
}
