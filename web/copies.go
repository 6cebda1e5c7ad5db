package web

import "demarche/answers"

// relative is another report of a family of copies.
type relative struct {
	Name, Href, Role string
	Published        string
}

// relatives lists the other reports of the families to which a report belongs.
func relatives(hash string, families []answers.Family) []relative {
	var out []relative
	add := func(d answers.DocumentFact, role string) {
		if d.Hash != hash {
			out = append(out, relative{Name: orElse(d.Title, d.Name), Href: reportHref(d.Hash), Role: role, Published: day(d.Published)})
		}
	}
	for _, f := range families {
		add(f.Origin, "Origin")
		for _, m := range f.Members {
			role := "Copy"
			if !m.Whole {
				role = "Has passages of it"
			}
			add(m.Document, role)
		}
	}
	return out
}
