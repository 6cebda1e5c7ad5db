package reader

import (
	"slices"
	"strconv"
	"strings"

	"demarche"
	"demarche/language"
)

// stanceContext is what stands around a position, for whatever it may be on.
type stanceContext struct {
	s      *scene
	a      anchor
	stance string
	how    string    // the rule found whose it is
	kind   string    // of words in which the rule found it
	others []finding // the other positions that were found
	words  []string  // of the sentence, and classes of words
	ways   []string  // what vehicles and ways are spoken of
}

func (s *scene) stanceContext(f *finding, a anchor, others []finding) *stanceContext {
	x := &stanceContext{s: s, a: a, stance: string(f.record.(*demarche.Position).Stance), how: "detected", kind: "detected", others: others}
	for _, mark := range f.features {
		if how, ok := strings.CutPrefix(mark, "position state "); ok {
			x.how = how
		}
		if kind, ok := strings.CutPrefix(mark, "position found in "); ok {
			x.kind = kind
		}
	}
	x.words = s.stanceWords(a.sentence)
	x.ways = s.waysAround(a)
	return x
}

// stanceWords gives the words of content of a sentence and the classes that they are of.
func (s *scene) stanceWords(sentence int) []string {
	var words []string
	sent := s.a.Sentences[sentence]
	for i := sent.First; i < sent.Last; i++ {
		for _, class := range s.classesAt(i) {
			words = append(words, "class "+class)
		}
		switch s.a.Tokens[i].UPOS {
		case language.NOUN, language.VERB, language.ADJ, language.ADV, language.PRON:
			words = append(words, s.lemma(i))
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// waysAround tells which vehicles and ways of travel the sentence of an anchor,
// those beside it, its paragraph and the whole report speak of.
func (s *scene) waysAround(a anchor) []string {
	var ways []string
	in := func(where string, first, last int) {
		if first < 0 || last > len(s.a.Sentences) {
			return
		}
		for _, way := range s.waysIn(first, last) {
			ways = append(ways, where+" "+way)
		}
	}
	in("here", a.sentence, a.sentence+1)
	in("before", a.sentence-1, a.sentence)
	in("after", a.sentence+1, a.sentence+2)
	p := s.a.Paragraphs[s.a.Sentences[a.sentence].Paragraph]
	in("in the paragraph", p.First, p.Last)
	in("in the report", 0, len(s.a.Sentences))
	return ways
}

// waysIn tells which vehicles and ways of travel the sentences [first, last) speak of, once.
func (s *scene) waysIn(first, last int) []string {
	key := [2]int{first, last}
	if ways, ok := s.ways[key]; ok {
		return ways
	}
	from, to := s.a.Sentences[first].First, s.a.Sentences[last-1].Last
	var ways []string
	for i := from; i < to; i++ {
		if m, ok := s.vehicleAt(i); ok && s.a.Tokens[i].UPOS == language.NOUN {
			ways = append(ways, string(m))
		}
		if !s.words.aircraft[s.lemma(i)] {
			continue
		}
		if m, _ := s.means(i); m != "" {
			ways = append(ways, string(m))
		} else {
			ways = append(ways, "an aircraft", s.lemma(i))
		}
	}
	if m, _ := s.meansIn(from, to); m != "" {
		ways = append(ways, "surely "+string(m))
	}
	if len(ways) == 0 {
		ways = append(ways, "no vehicle")
	}
	slices.Sort(ways)
	ways = slices.Compact(ways)
	s.ways[key] = ways
	return ways
}

// stateFeatures tells what speaks for a figure as the state that takes a stance,
// besides how it stands to the words that tell it.
func (x *stanceContext) stateFeatures(w *figure) []string {
	var features []string
	add := func(f string) { features = append(features, "state "+f, "state "+f+" "+x.stance) }
	s := x.s
	switch w.state {
	case s.returnees:
		add("gets its own back")
	case s.senderAt(x.a.sentence):
		add("sends")
	}
	if w.state == s.nationality {
		add("nationality of the report")
	}
	if n := x.a.sentence; n > 0 && w.id == s.speakerIDAt(s.a.Sentences[n].First-1) {
		add("spoke before")
	}
	if last := x.lastBefore(func(*demarche.Position) bool { return true }); last != nil && last.State == w.state {
		add("took the stance before")
	}
	if slices.ContainsFunc(x.others, func(f finding) bool { return f.record.(*demarche.Position).State == w.state }) {
		add("takes another stance")
	}
	return features
}

// peopleFeatures tells what speaks for a position of a state being on some people.
func (x *stanceContext) peopleFeatures(p demarche.People, state demarche.State, rule bool) []string {
	name := "people " + string(p)
	features := []string{name, name + " " + x.stance, name + " found in " + x.kind}
	add := func(f string) { features = append(features, name+" "+f) }
	if rule {
		features = append(features, "rule people", "rule "+name, "rule "+name+" "+x.stance, "rule "+name+" found in "+x.kind)
	}
	s := x.s
	sent := s.a.Sentences[x.a.sentence]
	own, third, named := s.peopleWords(state, sent.First, sent.Last, true)
	here := balance(own, third)
	add(here + " here")
	add(here + " here " + x.stance)
	if len(named) > 0 {
		add("others named here")
	}
	w := s.weightsOf(state)
	for _, near := range []struct {
		where string
		n     int
	}{{"before", x.a.sentence - 1}, {"after", x.a.sentence + 1}} {
		if near.n >= 0 && near.n < len(w.own) {
			add(balance(w.own[near.n], w.third[near.n]) + " " + near.where)
			if here == "nobody" {
				add("nobody here, " + balance(w.own[near.n], w.third[near.n]) + " " + near.where)
			}
		}
	}
	elsewhere := leaningOf(w.ownSpeaking, w.thirdSpeaking)
	add(elsewhere + " where it is spoken of")
	add(leaningOf(w.ownAll, w.thirdAll) + " in all")
	if here == "nobody" {
		add("nobody here, " + elsewhere + " where it is spoken of")
	}
	switch {
	case state == s.returnees:
		add("of who gets its own back")
	case state == s.nationality:
		add("of the nationality of the report")
	case s.nationality != "":
		add("of others than the nationality of the report")
	}
	switch state {
	case s.sender:
		add("of the sender")
	case s.receiver:
		add("of the receiver")
	}
	if last := x.lastBefore(func(r *demarche.Position) bool { return r.State == state }); last != nil {
		add("after " + string(last.People))
		add("after " + string(last.Stance) + " " + string(last.People) + " for " + x.stance)
	}
	for _, like := range x.alike(state) {
		add("like " + like)
	}
	for _, word := range x.words {
		add("with " + word)
	}
	return features
}

// balance tells which of two kinds of people some words are of.
func balance(own, third int) string {
	switch {
	case own > 0 && third > 0:
		return "both"
	case own > 0:
		return "own"
	case third > 0:
		return "third"
	}
	return "nobody"
}

// leaningOf tells which of two kinds of people are spoken of more, and whether by far.
func leaningOf(own, third int) string {
	switch {
	case own == third:
		return "neither more"
	case own > third && third == 0:
		return "own alone"
	case third > own && own == 0:
		return "third alone"
	case own > third:
		return "own more by " + strconv.Itoa(min(own/max(third, 1), 3))
	}
	return "third more by " + strconv.Itoa(min(third/max(own, 1), 3))
}

// meansFeatures tells what speaks for a position being on people brought by some means.
func (x *stanceContext) meansFeatures(m demarche.Means, rule bool) []string {
	name := "means " + string(m)
	features := []string{name, name + " " + x.stance, name + " found in " + x.kind}
	if rule {
		features = append(features, "rule means", "rule "+name, "rule "+name+" found in "+x.kind)
	}
	for _, way := range x.ways {
		features = append(features, name+" with "+way)
		if of, ok := strings.CutPrefix(way, "here surely "); ok && of == string(m) {
			features = append(features, "means told here")
		}
	}
	for _, word := range x.words {
		features = append(features, name+" with "+word)
	}
	return features
}

// lastBefore gives the last of the other positions before the words of this one
// of which something holds, nil if there is none.
func (x *stanceContext) lastBefore(holds func(*demarche.Position) bool) *demarche.Position {
	for _, f := range slices.Backward(x.others) {
		if r := f.record.(*demarche.Position); f.sentences[0] <= x.a.sentence && holds(r) {
			return r
		}
	}
	return nil
}

// alike tells on whom the other positions of a state are, of the same stance and of others.
func (x *stanceContext) alike(state demarche.State) []string {
	var like []string
	for _, f := range x.others {
		r := f.record.(*demarche.Position)
		if r.State != state {
			continue
		}
		same := "another stance"
		if string(r.Stance) == x.stance {
			same = "the same stance"
		}
		like = append(like, same+" on "+string(r.People))
	}
	slices.Sort(like)
	return slices.Compact(like)
}

// meansAlikeFeatures tells what the other positions of a state say for a means:
// a stance told again is one on the same means.
func (x *stanceContext) meansAlikeFeatures(m demarche.Means, state demarche.State) []string {
	name := "means " + string(m)
	var features []string
	for _, f := range x.others {
		r := f.record.(*demarche.Position)
		if r.State != state {
			continue
		}
		near := ""
		if d := f.sentences[0] - x.a.sentence; d >= -1 && d <= 1 {
			near = " near"
		}
		if string(r.Stance) != x.stance {
			near += " of another stance"
		}
		features = append(features, name+" beside "+string(r.Means)+near)
		if r.Means == m {
			features = append(features, "means beside the same"+near)
		}
	}
	slices.Sort(features)
	return slices.Compact(features)
}
