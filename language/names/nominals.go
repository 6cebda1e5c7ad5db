package names

import (
	"slices"
	"strings"

	"demarche/language"
)

// somePeople makes a group of a subject that only counts or points: "Seven
// arrived", "Those admitted will hold a permit".
func (w *work) somePeople(i int) bool {
	tok := &w.a.Tokens[i]
	if tok.Rel.Core() != language.Nsubj || w.proper[i] != nil || w.inName[i] != nil {
		return false
	}
	switch w.fold[i] {
	case "those", "others", "all", "some", "most", "many", "remainder", "rest":
	default:
		if tok.UPOS != language.NUM {
			return false
		}
	}
	if w.same(i, i+1) && (w.a.Tokens[i+1].UPOS == language.NOUN || w.fold[i+1] == "of" || w.a.Tokens[i+1].UPOS == language.SYM) {
		return false
	}
	k := w.named(language.Group, "people", "", "", "")
	w.entities[k].Plural = true
	w.addMention(i, i+1, i, k, language.Nominal)
	return true
}

// Nouns for bodies that are no state's: those that can mean any of them, and
// those that mean one with the noun in its name.
var (
	anyGroup     = wordSet("group organisation organization charity watchdog ngo bloc")
	groupsByName = wordSet(`foundation association federation coalition network centre center union party society alliance league movement forum campaign clinic
		institute council committee church conference initiative project trust observatory airline newspaper company fund syndicate chamber`)
)

// groupNoun resolves "the group", "the organisation" to a body that is no
// state's; "group" only where it speaks, because people come in groups too.
func (w *work) groupNoun(i int) bool {
	if !anyGroup[w.fold[i]] && !groupsByName[w.fold[i]] {
		return false
	}
	if w.inName[i] != nil || w.upper[i] || w.is(i, i+1, "of") {
		return false
	}
	first := i
	for w.same(i, first-1) && (w.a.Tokens[first-1].UPOS == language.ADJ || w.a.Tokens[first-1].UPOS == language.NOUN) && w.fold[first-1] != "" {
		first--
	}
	if !w.is(i, first-1, "the", "this") || w.is(i, first, "first", "second", "third", "last", "next", "whole", "new") {
		return false
	}
	m := mention{Mention: language.Mention{First: first - 1, Last: i + 1, Head: i}}
	if w.fold[i] == "group" && !w.speaks(&m) && !(w.is(i, i+1, "s") && w.same(i, i+2) && w.inName[i+2] != nil) {
		return false
	}
	k := w.recent(i, func(_ *mention, e *entity) float64 {
		if e.Kind != language.Organisation || e.State != "" || e.body == "press" || e.body == "court" {
			return -9
		}
		if groupsByName[w.fold[i]] && e.noun != w.fold[i] && !slices.Contains(strings.Fields(e.folded), w.fold[i]) {
			return -9
		}
		if w.fold[i] == "bloc" && (e.body != "international" || strings.HasPrefix(e.folded, "un ") || strings.HasPrefix(e.folded, "united ") || strings.HasPrefix(e.folded, "international ")) {
			return -9
		}
		return 0
	}, 4)
	if k < 0 {
		return false
	}
	w.addMention(first-1, i+1, i, k, language.Nominal)
	return true
}

// group makes the mention of people who are no nationals: "the migrants".
func (w *work) group(i int) {
	first := i
	for w.same(i, first-1) && (w.a.Tokens[first-1].UPOS == language.ADJ || w.a.Tokens[first-1].UPOS == language.NUM || w.a.Tokens[first-1].UPOS == language.NOUN && w.fold[first-1] != "" ||
		w.a.Tokens[first-1].Rel == language.Amod || w.a.Form(first-1) == "-" && !w.a.Tokens[first-1].Space) {
		first--
	}
	owner := language.None
	if w.same(i, first-1) && (w.a.Tokens[first-1].XPOS == language.TagPRPS || w.a.Tokens[first-1].UPOS == language.DET) {
		first--
		if w.a.Tokens[first].XPOS == language.TagPRPS {
			owner = first
		}
	}
	own := w.fold[i] == "citizens" || w.fold[i] == "nationals" || w.fold[i] == "compatriots"
	if own && owner >= 0 {
		if k := w.pronounEntity(owner); k >= 0 && w.entities[k].State != "" {
			w.addMention(first, i+1, i, w.nationals(w.entities[k].State), language.Nominal)
			return
		}
	}
	if own && w.is(i, first-1, "s") && first >= 2 {
		if h := w.proper[first-2]; h != nil && w.stateOf(h) != "" {
			w.addMention(h.first, i+1, i, w.nationals(w.stateOf(h)), language.Nominal)
			return
		}
	}
	name := strings.ToLower(w.a.Form(i))
	k := w.named(language.Group, name, "", "", "")
	w.entities[k].Plural = true
	w.addMention(first, i+1, i, k, language.Nominal)
}
