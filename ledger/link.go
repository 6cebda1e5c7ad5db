package ledger

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche"
)

// mostLinked is the most records that one link may name.
const mostLinked = 1000

// LinkSays gives what a link says: how records hang together or do not, who
// decided so and why, the sequence of the link that it takes back, or 0, and
// the ids of the records, with spaces between them.
func LinkSays(l demarche.Link) []demarche.Field {
	return []demarche.Field{{Name: "relation", Value: string(l.Relation)}, {Name: "what", Value: string(l.What)}, {Name: "reviewer", Value: l.Reviewer},
		{Name: "reason", Value: l.Reason}, {Name: "undoes", Value: decimal(l.Undoes)},
		{Name: "these", Value: strings.Join(l.These, " ")}, {Name: "those", Value: strings.Join(l.Those, " ")}}
}

// CheckLink refuses, with an Invalid error, a link that says too little or
// contradicts itself. Ids must be whole.
func CheckLink(l demarche.Link) error {
	bad := func(format string, args ...any) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "link", Detail: fmt.Sprintf(format, args...),
			Hint: "a link needs a relation, records on the sides that it asks for, a reviewer and a reason; nothing was kept"}
	}
	all := slices.Concat(l.These, l.Those)
	slices.Sort(all)
	switch {
	case strings.TrimSpace(l.Reviewer) == "":
		return bad("the reviewer is not named")
	case strings.TrimSpace(l.Reason) == "":
		return bad("no reason is given")
	case len(l.Reviewer) > longestReason || len(l.Reason) > longestReason:
		return bad("the name or the reason is longer than %d bytes", longestReason)
	case !utf8.ValidString(l.Reviewer) || !utf8.ValidString(l.Reason):
		return bad("the name or the reason is not UTF-8")
	case len(all) > mostLinked:
		return bad("it names %d records; %d are the most", len(all), mostLinked)
	case !slices.Contains([]demarche.Judgement{demarche.ToAccept, demarche.ToReject, demarche.ToUndo}, l.What):
		return bad("%q is not a decision about a link", l.What)
	case l.What == demarche.ToUndo && (l.Undoes < 1 || l.Relation != "" || len(all) > 0):
		return bad("what takes a link back names its line, and nothing else")
	case l.What == demarche.ToUndo:
		return nil
	case l.Undoes != 0:
		return bad("only undo takes a link back")
	case !slices.Contains(demarche.Relations(), l.Relation):
		return bad("%q is not a relation of records", l.Relation)
	case len(slices.Compact(slices.Clone(all))) != len(all):
		return bad("it names a record twice")
	case l.Relation == demarche.SameEvent && l.What == demarche.ToAccept && (len(l.These) < 2 || len(l.Those) > 0):
		return bad("one event is made of two records or more, all on one side")
	case !(l.Relation == demarche.SameEvent && l.What == demarche.ToAccept) && (len(l.These) == 0 || len(l.Those) == 0):
		return bad("records are missing on one side")
	case l.Relation != demarche.SameEvent && (len(l.These) != 1 || len(l.Those) != 1):
		return bad("it leads from one record to one other")
	}
	return nil
}

// SameLink reports whether two links say the same.
func SameLink(a, b demarche.Link) bool {
	return a.Relation == b.Relation && a.What == b.What && a.Reviewer == b.Reviewer && a.Reason == b.Reason && a.Undoes == b.Undoes &&
		slices.Equal(a.These, b.These) && slices.Equal(a.Those, b.Those)
}

// names reports whether a link names one of the records.
func names(says map[string]string, records ...string) bool {
	ids := strings.Fields(says["these"] + " " + says["those"])
	return slices.ContainsFunc(records, func(id string) bool { return slices.Contains(ids, id) })
}

// IDList gives the ids of a list exactly as it is written, so that every change of it shows.
func IDList(text string) []string {
	if text == "" {
		return []string{}
	}
	return strings.Split(text, " ")
}
