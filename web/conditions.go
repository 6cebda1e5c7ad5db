package web

import (
	"strconv"

	"demarche/answers"
	"demarche/ask"
)

// conditionView is a condition of a movement as a field of the form.
type conditionView struct {
	Name, Word, Value string
	Number            bool
	Least             int
	Options           []choice
}

// weighedView is a term held against a proposed movement.
type weighedView struct {
	Status, Word, Term, Reason string
	Entries                    []itemView
	More                       string // how many others ask for it that stand below, under what the answer rests on
}

// underTerm gives what is shown of the entries under a term, and says how many
// are not: an answer often rests on the same few under every term, and shows
// them once for all.
func underTerm(entries, rests []answers.Item) (shown []answers.Item, more string) {
	below := make(map[string]bool, len(rests))
	for _, r := range rests {
		below[r.ID()] = true
	}
	first, left := true, 0
	for _, e := range entries {
		if below[e.ID()] && !first {
			left++
			continue
		}
		first = first && !below[e.ID()]
		shown = append(shown, e)
	}
	switch left {
	case 0:
		return shown, ""
	case 1:
		return shown, "1 more asks for it"
	}
	return shown, strconv.Itoa(left) + " more ask for it"
}

// conditionWords names the conditions in the form; it is read only.
var conditionWords = map[string]string{
	"number": "People, how many", "notice": "Days of notice", "carrier": "Carried by", "restraints": "In restraints", "identity": "Identity verified before",
	"protocol": "An agreed procedure", "voluntary": "All of their own will", "vulnerable": "Children or sick people", "criminals": "People with convictions",
	"paid": "Paid for", "temporary": "Only for a time", "safe": "Found not to be at risk",
}

// valueWords names what conditions can be; it is read only.
var valueWords = map[string]string{
	"": "not said", "receiver": "the receiving state", "sender": "the sending state", "private": "a private company", "only": "all of them", "some": "some of them", "none": "none of them",
}

func newConditionView(f ask.ConditionField, value string) conditionView {
	v := conditionView{Name: f.Name, Word: orElse(conditionWords[f.Name], capital(f.About)), Value: value, Number: f.Number}
	if f.Name == "number" {
		v.Least = 1
	}
	for _, x := range append([]string{""}, f.Values...) {
		v.Options = append(v.Options, choice{x, orElse(valueWords[x], x), x == value})
	}
	return v
}
