package names

import (
	"strings"

	"demarche/language"
)

// runEnd gives the end of the run of name words that begins at token i.
func (w *work) runEnd(i int) int {
	end := i + 1
	for end < i+nameReach && w.same(i, end) {
		switch {
		case w.free(end):
			end++
		case suffixes[w.fold[end]] && w.upper[end]:
			end++
		case w.initial(end):
			end++
		case w.fold[end] == "" && w.hyphenated(end):
			end += 2
		case particles[w.fold[end]] && !w.upper[end]:
			j := w.nextWord(end - 1)
			if j < 0 || !w.free(j) && !w.surname(end, j) {
				return end
			}
			end = j + 1
		case w.proper[end] != nil && w.surname(end-1, end):
			end = w.proper[end].last
		default:
			return end
		}
	}
	return end
}

// hyphenated reports whether the sign at token j joins two parts of a name without spaces.
func (w *work) hyphenated(j int) bool {
	return (w.a.Form(j) == "-" || w.a.Form(j) == "’" || w.a.Form(j) == "'") && !w.a.Tokens[j-1].Space && !w.a.Tokens[j].Space &&
		w.same(j, j+1) && w.fold[j+1] != "" && (w.upper[j+1] || w.a.Form(j) == "-" && w.a.Tokens[j+1].UPOS == language.PROPN && w.upper[j-1] && len(w.fold[j+1]) < 7 || w.a.Form(j) == "-" && particles[w.fold[j-1]])
}

// initial reports whether token i is an initial: "E."
func (w *work) initial(i int) bool {
	f := w.a.Form(i)
	return w.upper[i] && len(w.fold[i]) == 1 && (strings.HasSuffix(f, ".") || len(f) == 1 && f != "I")
}

// surname reports whether a single word of the vocabulary at j, right after the
// name word at i, is a surname here: "Michael Jordan", "Rosa Villavicencio".
func (w *work) surname(i, j int) bool {
	h := w.proper[j]
	if h == nil || h.first != j || h.last != j+1 || h.find(place, capitalCity, stateName, oneNational) == nil || h.find(notState) != nil {
		return false
	}
	if acronym(w.a.Form(j)) || w.a.Tokens[i].Sentence != w.a.Tokens[j].Sentence {
		return false
	}
	if h.has(oneNational) && h.has(stateAdj) { // "French", "German" after a first name, at the end of a noun phrase
		return w.fold[i] != "" && (!w.same(j, j+1) || w.fold[j+1] == "")
	}
	return true
}

// judge says what the run [i, last) names, or nil if it is not a name to keep.
func (w *work) judge(i, last int) *span {
	titled, post := w.afterTitle(i), w.afterPost(i)
	s := &span{first: i, last: last, kind: language.Person, title: titled}
	if titled {
		s.sex = string(w.n.posts.Titles[w.titleBefore(i).index].Sex)
		return s
	}
	length := 0
	for j := i; j < last; j++ {
		if w.fold[j] == "" || particles[w.fold[j]] && !w.upper[j] {
			continue
		}
		length++
		switch {
		case placeWords[w.fold[j]] && !post:
			s.kind = language.Place
		case thingWords[w.fold[j]]:
			return nil
		}
	}
	if post && s.kind == language.Person {
		return s
	}
	if s.kind == language.Place {
		if length < 2 {
			return nil
		}
		return s
	}
	if w.upper[min(last, len(w.upper)-1)] && w.same(i, last) && lawWords[w.fold[last]] {
		return nil // "Foreign Agents Act"
	}
	for j := i; j < last; j++ { // "USS Cole", "GPS", "F-16": not a person
		if acronym(w.a.Form(j)) && len(w.fold[j]) > 1 && !suffixes[w.fold[j]] && !w.initial(j) && !dotted(w.a.Form(j)) {
			return nil
		}
		if strings.ContainsAny(w.fold[j], "0123456789") {
			return nil
		}
	}
	if w.afterCompany(i, last) {
		s.kind = language.Organisation
		return s
	}
	if length < 2 {
		return nil // single words are tied to full names later
	}
	if length > 5 {
		return nil
	}
	for j := i; j < last; j++ {
		if w.n.fields[w.fold[j]] || commonNames[w.fold[j]] {
			return nil
		}
	}
	if w.is(i, i-1, "the") {
		s.kind = language.Organisation
	}
	if w.is(i, last, "'s", "s") {
		return s
	}
	return s
}

// companies are nouns for a body that is no state's, beside which its name stands.
var companies = wordSet(`airline carrier airliner company firm contractor operator charity ngo newspaper daily weekly magazine broadcaster website
	portal station union party association foundation group organisation organization coalition movement network thinktank watchdog bank
	shipowner shipper subsidiary startup consultancy manufacturer agency outlet publisher club`)

// afterCompany reports whether the run [i, last) names a body by the noun before
// it: "the charity Solace", "the airline, Fjordwing, said".
func (w *work) afterCompany(i, last int) bool {
	if w.n.isGiven(w.fold[i]) {
		return false
	}
	if w.same(i, i-1) && companies[w.fold[i-1]] {
		return !w.is(i, i-2, "a", "an", "any", "every", "no") && !w.pluralToken(i-1)
	}
	return w.is(i, i-1, ",") && w.is(i, last, ",") && w.same(i, i-3) && companies[w.fold[i-2]] && w.is(i, i-3, "the", "its", "s", "their", "his", "her")
}

// dotted reports whether s is an initial or initials with full stops: "J.D."
func dotted(s string) bool { return strings.Contains(s, ".") }
