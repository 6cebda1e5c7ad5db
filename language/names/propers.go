package names

import (
	"strings"

	"demarche/language"
	"demarche/vocabulary"
)

// Words that tell what a capitalised name is. They are closed lists of English
// nouns for kinds of thing, not names.
var (
	particles = wordSet("de del de' della di da das do dos du des la las los le el al ul ur bin bint ibn ben ould van von der den ten ter zu af av y e")
	suffixes  = wordSet("jr sr ii iii iv phd md obe kc qc td")
	dayWords  = wordSet(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
		september october november december jan feb mar apr jun jul aug sept sep oct nov dec easter christmas ramadan eid
		today yesterday tomorrow spring summer autumn winter am pm gmt utc`)
	bodyWords = wordSet(`ministry department university institute college school coalition committee commission party group association watch
		council foundation court bank union agency post news herald network center centre front alliance movement service services
		corps airlines airways inc ltd plc llc corp corporation company companies fund organization organisation federation society
		bureau office directorate authority administration board brigade battalion division command forces army navy guard police
		parliament senate congress assembly house chamber legislature secretariat embassy consulate mission delegation programme program project
		initiative campaign trust league international observatory monitor journal gazette tribune magazine television radio daily
		partners associates holdings industries clinic collective caucus conference consortium confederation commonwealth forum democrats republicans
		conservatives greens labour minority majority`)
	placeWords = wordSet(`airport bridge street avenue road river province county city camp island islands prison valley bay square hotel stadium
		border strait sea gulf lake mountain mountains desert port harbour harbor base airfield airbase crossing district region peninsula
		canal park zone facility barracks jail gap desert cape fort town village station terminal bazaar plaza palace building tower
		mosque church cathedral hospital oblast governorate prefecture`)
	thingWords = wordSet(`act treaty protocol agreement convention regulation operation cup games championship constitution code law bill order
		declaration directive accord accords pact charter covenant resolution article section title chapter award prize day week month year
		flight plan deal scheme policy summit war crisis revolution uprising pandemic covid language church dossier appeal fair festival
		card cards passport visa number rule rules amendment statute compact memorandum communique page photo video twitter digest bulletin
		airbus boeing c-17 hercules gulfstream gmt questions answers statement update`)
	// lawWords end the titles of laws and treaties.
	lawWords = wordSet(`act treaty protocol convention agreement regulation regulations code law laws directive accord accords pact charter covenant statute
		compact amendment ordinance declaration memorandum`)
	functionWords = wordSet(`the a an this that these those he she it they we i you his her its their our my your who what when where why how which if
		but and or so for nor yet not no in on at by of to from with as than then there here after before since until while during under over
		between among about against across through into onto upon without within also still even just only all both some many most few
		several each every other others another any neither either such more less one two three four five six seven eight nine ten
		eleven twelve yes meanwhile however instead according`)
	// moreNotNames open sentences and lines and are no names either.
	moreNotNames = wordSet(`dozen dozens hundreds thousands millions mr mrs ms asked officials people migrants police authorities lawyers critics
		reporters photo image video read related source q a`)
)

// commonNames are nouns and adjectives in the names of things, not of people.
var commonNames = wordSet(`human rights universal affairs communications relations resources national international federal general social public civil
	united central northern southern eastern western north south east west great old new holy supreme high world global special joint
	temporary interim independence victims children women families security air naval military medical immigrant migrants refugees
	gold silver super star air force one boeing airbus`)

func wordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for _, f := range strings.Fields(words) {
		m[vocabulary.Fold(f)] = true
		m[f] = true
	}
	return m
}

// findNames marks capitalised names that the vocabulary does not hold, or holds
// only in part: persons, bodies, places.
func (w *work) findNames() {
	w.findBodies()
	w.findPersons()
	w.findKnownSurnames()
	w.findKnownBodies()
	w.findKnownInHeadlines()
}

func (w *work) addName(s *span) {
	s.entity = language.None
	w.names = append(w.names, s)
	for i := s.first; i < s.last; i++ {
		w.inName[i] = s
	}
}

// findPersons finds runs of capitalised words and judges what they name.
func (w *work) findPersons() {
	for i := 0; i < len(w.fold); i++ {
		if w.loud[w.a.Tokens[i].Sentence] && !w.signature(i) {
			continue
		}
		if !w.startsName(i) {
			continue
		}
		last := w.runEnd(i)
		if w.afterPostOf(i) {
			i = w.nameAfterField(i, last)
			if i == last {
				i--
				continue
			}
		}
		if s := w.judge(i, last); s != nil {
			w.addName(s)
		}
		i = last - 1
	}
}

// afterPostOf reports whether token i begins the object of a post that has a
// field for its object: "Minister for ...". Those who speak or work for
// somebody have persons for theirs.
func (w *work) afterPostOf(i int) bool {
	if w.is(i, i-1, "the") {
		i--
	}
	if w.same(i, i-1) && w.n.fields[w.fold[i-1]] && w.upper[i] && !w.upper[i-1] {
		return false // "director of migration A"
	}
	for w.same(i, i-1) && w.n.fields[w.fold[i-1]] || w.is(i, i-1, "and") && w.n.fields[w.fold[max(0, i-2)]] {
		i--
	}
	if w.is(i, i-1, "the") {
		i--
	}
	if !w.is(i, i-1, "of", "for", "on") || i < 2 {
		return false
	}
	for j := i - 2; j >= max(0, i-5) && w.same(i, j); j-- {
		if h := w.common[j]; h.has(postHead) && h.last == i-1 {
			return !forPersons[w.n.posts.Heads[h.find(postHead).index].Word]
		}
	}
	return false
}

// forPersons are heads of posts held under a person rather than over a field.
var forPersons = wordSet(`spokesman spokeswoman spokesperson representative adviser counsel aide associate envoy colleague counterpart deputy official member
	leader founder president`)

// heldUnder reports whether a post is one under a person: "adviser to the
// president", "chief of staff to the minister".
func heldUnder(post string) bool {
	return forPersons[post] || strings.HasSuffix(post, "chief of staff") || post == "private secretary" || post == "assistant"
}

// nameAfterField gives where the name begins in a run of capitalised words that
// is the object of a post: after the field, of which the last word is one of the
// vocabulary or leaves two words for the name; the end of the run if it is all field.
func (w *work) nameAfterField(i, last int) int {
	if last-i < 2 {
		return last
	}
	at := i
	for j := i; j < last; j++ {
		if w.n.fields[w.fold[j]] || commonNames[w.fold[j]] || bodyWords[w.fold[j]] {
			at = j + 1
		}
	}
	words := 0
	for j := at; j < last; j++ {
		if w.fold[j] != "" && !(particles[w.fold[j]] && !w.upper[j]) {
			words++
		}
	}
	if at == i && words > 2 && !w.n.isGiven(w.fold[i]) {
		for words > 2 && at < last { // "Human Mobility A B"
			if at++; w.fold[at-1] != "" && !(particles[w.fold[at-1]] && !w.upper[at-1]) {
				words--
			}
		}
	}
	if words < 2 {
		return last
	}
	return at
}

// afterPost reports whether a post or title stands right before token i.
func (w *work) afterPost(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4 && w.same(i, j); j-- {
		if c := w.common[j]; c.find(postHead, title) != nil && c.last == i {
			return c.has(title) || !w.beforeHead(c)
		}
	}
	return false
}

// signature reports whether the sentence of token i is a line with a name alone
// and the next line begins with a post, as under a statement.
func (w *work) signature(i int) bool {
	first, last := w.sentence(i)
	if i != first || last-first > 6 || last >= len(w.fold) {
		return false
	}
	for j := first; j < last; j++ {
		if !w.upper[j] && !particles[w.fold[j]] && w.fold[j] != "" {
			return false
		}
	}
	for j := last; j < last+4 && w.same(last, j); j++ {
		if w.common[j].has(postHead) {
			return true
		}
	}
	return false
}

// free reports whether the capitalised token i is not taken by the vocabulary.
func (w *work) free(i int) bool {
	f := w.fold[i]
	if !w.upper[i] || f == "" || w.inName[i] != nil || dayWords[f] && !w.monthAsName(i) || notName(f) && len(f) > 1 {
		return false
	}
	if w.proper[i] != nil || w.partyLabel(i) {
		return false
	}
	if j := i - 1; j >= 0 && w.common[j].has(title) && w.common[j].last > i {
		return false // the second word of a title
	}
	if c := w.common[i]; c != nil && (c.has(title) || c.find(postHead, postHeads) != nil && !w.namelike(i)) {
		return false
	}
	if w.insidePost(i) {
		return false
	}
	if f == "i" || bodyWords[f] || thingWords[f] && !w.afterPost(i) {
		return false
	}
	first, _ := w.sentence(i)
	opening := i == first || w.fold[i-1] == "" && w.a.Form(i-1) != "-" && w.a.Form(i-1) != ","
	if opening && len(w.a.Form(i)) > 1 && w.a.Form(i) != strings.ToUpper(w.a.Form(i)) {
		switch w.a.Tokens[i].UPOS {
		case language.PROPN, language.X:
		case language.NOUN, language.ADJ, language.VERB:
			return w.same(i, i+1) && w.upper[i+1] && w.fold[i+1] != "" && w.proper[i+1] == nil && w.common[i+1] == nil
		default:
			return false
		}
	}
	return true
}

// partyLabel reports whether token i belongs to the label of a member of
// parliament's party and constituency: "(D-Md.)", "(R–Texas)".
func (w *work) partyLabel(i int) bool {
	for j := i; j > max(0, i-4) && w.same(i, j); j-- {
		if w.is(i, j-1, "(") {
			f := strings.TrimSuffix(w.a.Form(j), ".")
			return len(f) == 1 && w.upper[j] && w.is(i, j+1, "-", "–", ",") || len(f) > 2 && len(f) <= 8 && w.upper[j] && strings.ContainsAny(f[1:3], "-–")
		}
	}
	return false
}

// monthAsName reports whether a month is a given name here: "Jan Novak",
// "April Jones", and not "in April" or "April 5".
func (w *work) monthAsName(i int) bool {
	switch w.fold[i] {
	case "jan", "april", "may", "june", "august":
	default:
		return false
	}
	if w.is(i, i-1, "in", "on", "of", "since", "until", "from", "by", "last", "this", "next", "early", "late", "mid", "and") || !w.same(i, i+1) {
		return false
	}
	n := i + 1
	return w.upper[n] && w.fold[n] != "" && w.proper[n] == nil && w.common[n] == nil && !dayWords[w.fold[n]] && !bodyWords[w.fold[n]] && w.a.Tokens[n].UPOS == language.PROPN
}

// namelike reports whether a word that can be a post is rather a name here:
// "King" after a first name.
func (w *work) namelike(i int) bool {
	switch w.fold[i] {
	case "king", "prince", "bishop", "pope", "chair", "justice", "speaker", "head", "fellow", "cardinal", "warden":
		return i > 0 && w.same(i, i-1) && w.upper[i-1] && w.fold[i-1] != "" && w.proper[i-1] == nil && w.common[i-1] == nil && w.inName[i-1] == nil &&
			!w.n.fields[w.fold[i-1]] && w.fold[i-1] != "the"
	}
	return false
}

// insidePost reports whether token i lies inside a post of several words or
// right before a post, as a field ("Foreign Minister", "Home Affairs Secretary").
func (w *work) insidePost(i int) bool {
	for j := i - 3; j < i; j++ {
		if j >= 0 {
			if c := w.common[j]; c != nil && c.last > i && c.find(postHead, postHeads, bodyNoun) != nil {
				return true
			}
		}
	}
	for j := i; j < i+5 && w.same(i, j); j++ {
		if c := w.common[j]; j > i && c.find(postHead, postHeads, bodyNoun, bodyNouns) != nil {
			return true
		}
		if !w.n.fields[w.fold[j]] && !postWords[w.fold[j]] && !w.is(i, j, "and", ",", "-") {
			return false
		}
	}
	return false
}

// postWords stand before the head of a post and are not fields of ministries.
var postWords = wordSet(`deputy assistant associate vice under chief senior junior top general special permanent executive regional country press
	policy legal human rights affairs homeland district circuit appeals federal supreme high parliamentary presidential opposition principal
	acting interim former then ex new majority minority ruling prime first second third military border political public national social
	attorney solicitor inspector managing advocacy humanitarian emergencies protection operations programme program law family children women
	minister secretary director lead chair shadow`)

// startsName reports whether a run of name words begins at token i.
func (w *work) startsName(i int) bool {
	if w.free(i) {
		return true
	}
	// "al-Hwaij", "de la Fuente" after a title
	if particles[w.fold[i]] && !w.upper[i] {
		j := w.nextWord(i)
		return (w.afterPost(i) || w.is(i, i+1, "-") && w.fold[i] == "al") && j >= 0 && w.upper[j] && w.free(j)
	}
	// a place as a first name: "Santiago Peña" after a title, or before a post
	if h := w.proper[i]; h != nil && h.first == i && h.last == i+1 && h.find(place, capitalCity, stateName) != nil && w.same(i, i+1) && w.free(i+1) && len(w.fold[i]) > 3 {
		return w.afterPost(i) || w.givenBefore(i) || w.is(i, i+2, ",") && w.postFollows(i+3)
	}
	if h := w.proper[i]; h != nil && h.first == i && h.last == i+1 && h.find(place, capitalCity, stateName) != nil {
		return h.find(stateName) == nil && w.afterTitle(i) || w.givenBefore(i)
	}
	return false
}

// givenBefore reports whether a word for a place at token i is a given name
// before a surname: "Sofía Ibáñez", not "Sofia Airport".
func (w *work) givenBefore(i int) bool {
	n := i + 1
	if !w.n.isGiven(w.fold[i]) || !w.same(i, n) || w.a.Tokens[n].UPOS != language.PROPN || !w.free(n) {
		return false
	}
	return !placeWords[w.fold[n]] && !commonNames[w.fold[n]] && !w.n.fields[w.fold[n]] && !bodyWords[w.fold[n]]
}

func (w *work) afterTitle(i int) bool { return w.titleBefore(i) != nil }

// titleBefore gives the form of address that ends right before token i, or nil.
func (w *work) titleBefore(i int) *sense {
	for j := i - 1; j >= max(0, i-3); j-- {
		if c := w.common[j]; c.has(title) && c.last == i {
			return c.find(title)
		}
	}
	return nil
}

// postFollows reports whether a post begins within four words of token i.
func (w *work) postFollows(i int) bool {
	for j := i; j < i+4 && w.same(i-1, j); j++ {
		if w.common[j].has(postHead) {
			return true
		}
		if w.fold[j] == "" && w.a.Form(j) == "," {
			return false
		}
	}
	return false
}

// nextWord gives the token of the next word in the sentence after particles and hyphens, or None.
func (w *work) nextWord(i int) int {
	for j := i + 1; j < i+nameReach && w.same(i, j); j++ {
		if w.fold[j] == "" && w.a.Form(j) == "-" || particles[w.fold[j]] && !w.upper[j] {
			continue
		}
		if w.fold[j] == "" {
			return language.None
		}
		return j
	}
	return language.None
}

// findKnownInHeadlines marks names that the body of the report holds in the
// lines where capitals tell nothing.
func (w *work) findKnownInHeadlines() {
	known := &node{}
	for _, s := range w.names {
		if s.kind == language.Person && s.last-s.first > 1 {
			known.add(w.a.TextOf(s.first, s.last), sense{class: body})
		}
	}
	for i := 0; i < len(w.fold); i++ {
		if !w.loud[w.a.Tokens[i].Sentence] || w.inName[i] != nil {
			continue
		}
		if h := w.longest(known, i); h != nil {
			w.addName(&span{first: h.first, last: h.last, kind: language.Person})
			i = h.last - 1
		}
	}
}

// notName reports whether a folded word is a name only by its capital.
func notName(f string) bool { return functionWords[f] || moreNotNames[f] }
