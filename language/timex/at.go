package timex

import (
	"demarche/language"
)

// At gives the time that the sentence gives to the event at a token, a verb or
// a noun ("the Feb. 27 deportation"), as far as the parse tells: the time that
// hangs on it directly, else one inside a noun phrase that does ("the flight
// on Friday was cancelled"). Times without a value, lengths of time and years
// in names ("the 1951 Convention") are no event's. It needs Parse and Times.
func At(a *language.Analysis, event int) (language.Time, bool) {
	if event < 0 || event >= len(a.Tokens) || a.Have&language.Parse == 0 {
		return language.Time{}, false
	}
	best, bestSteps := language.None, 1<<30
	for i := firstTime(a, a.Sentences[a.Tokens[event].Sentence].Start); i < len(a.Times); i++ {
		t := &a.Times[i]
		if t.Start >= a.Sentences[a.Tokens[event].Sentence].End {
			break
		}
		if t.Value == "" || t.Duration || t.Head < 0 {
			continue
		}
		if steps, ok := steps(a, t.Head, event); ok && steps < bestSteps {
			best, bestSteps = i, steps
		}
	}
	if best == language.None {
		return language.Time{}, false
	}
	return a.Times[best], true
}

// firstTime gives the first time that begins at or after a byte of the text.
func firstTime(a *language.Analysis, at int) int {
	lo, hi := 0, len(a.Times)
	for lo < hi {
		if mid := (lo + hi) / 2; a.Times[mid].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// steps counts the heads from token i up to the event, if no other verb lies
// between and the time is not part of a name.
func steps(a *language.Analysis, i, event int) (int, bool) {
	for n := 0; i >= 0 && n < maxClimb; n++ {
		if i == event {
			return n, true
		}
		t := &a.Tokens[i]
		if n > 0 && (t.UPOS == language.VERB || a.Child(i, language.Cop) != language.None) {
			return 0, false
		}
		h := int(t.Head)
		if h >= 0 && h != event && naming(a, i, h) {
			return 0, false
		}
		i = h
	}
	return 0, false
}

// maxClimb bounds the way from a time to its event.
const maxClimb = 8

// naming reports whether token i is a bare modifier of the noun h, as the year
// is in "the 1951 Refugee Convention" and "the 2015 law".
func naming(a *language.Analysis, i, h int) bool {
	switch a.Tokens[i].Rel.Core() {
	case language.Nummod, language.Compound, language.Amod, language.Flat:
		u := a.Tokens[h].UPOS
		return u == language.NOUN || u == language.PROPN
	}
	return false
}
