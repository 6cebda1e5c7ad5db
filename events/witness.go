package events

import (
	"slices"

	"demarche"
)

// events makes events of records that are tied to each other.
func (b *Book) events(items []*item) []Event {
	c := b.cluster(items)
	var out []Event
	for _, k := range c.all(items) {
		e := Event{ID: k.items[0].id, Kind: k.items[0].Record.Shared().Kind, Details: details(k.items), Joins: k.joins, Witnesses: b.witnesses(k.items), Published: k.items[0].Publish}
		for _, x := range k.items {
			e.Records = append(e.Records, x.id)
			m, is := x.Record.(*demarche.Movement)
			e.Approx, e.Surest = e.Approx || is && m.Approx, max(e.Surest, x.sure)
		}
		for _, p := range k.perhaps {
			if id := c.of[p.items[0]].items[0].id; id != e.ID && !slices.Contains(e.Perhaps, id) {
				e.Perhaps = append(e.Perhaps, id)
			}
		}
		slices.Sort(e.Perhaps)
		out = append(out, e)
	}
	return out
}

// witnesses counts those who tell of an event.
func (b *Book) witnesses(items []*item) Witnesses {
	documents := make([]string, len(items))
	for i, x := range items {
		documents[i] = x.Document
	}
	return Count(documents, b.reports)
}

// Count counts those who stand behind texts, given by their hashes; one that
// is given twice counts once.
func Count(documents []string, known map[string]Report) Witnesses {
	reports := make(map[string][]string) // with the families of each
	var order []string
	for _, document := range documents {
		if _, ok := reports[document]; ok {
			continue
		}
		order = append(order, document)
		reports[document] = known[document].Families
		if len(reports[document]) == 0 {
			reports[document] = []string{document}
		}
	}
	// A text that merges several counts as a source of its own only if nothing
	// that it is made from is counted.
	slices.SortStableFunc(order, func(a, c string) int { return len(reports[a]) - len(reports[c]) })
	counted, publishers := make(map[string]bool), make(map[string]bool)
	w := Witnesses{Reports: len(reports)}
	for _, document := range order {
		if slices.ContainsFunc(reports[document], func(f string) bool { return counted[f] }) {
			continue
		}
		origin := reports[document][0]
		counted[origin] = true
		w.Families++
		publishers[publisher(known, origin, document)] = true
	}
	w.Independent = len(publishers)
	return w
}

// publisher gives who stands behind a family: the publisher of its origin; if
// that is not known, the family stands for itself.
func publisher(known map[string]Report, origin, document string) string {
	if p := known[origin].Publisher; p != "" {
		return "publisher " + p
	}
	if p := known[document].Publisher; p != "" && origin == document {
		return "publisher " + p
	}
	return "text " + origin
}
