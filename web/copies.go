package web

import (
	"net/http"
	"strconv"

	"demarche/answers"
)

// copiesView is families of reports that copy one text.
type copiesView struct {
	Families []familyView
	Pages    pages
}

// familyView is a text as it was first published, as far as the ledger knows,
// and those that have it from there.
type familyView struct {
	Origin  relative
	By      string // who published it
	Members []relative
}

// familiesOnPage is how many families a page lists.
const familiesOnPage = 20

// copiesPage answers GET /copies.
func (s *site) copiesPage(r *http.Request) (view, error) {
	number := 1
	if n, err := strconv.Atoi(query(r, "page")); err == nil {
		number = max(1, n)
	}
	families, total, err := s.answers.CopiesPart(r.Context(), (min(number, 1<<20)-1)*familiesOnPage, familiesOnPage)
	if err != nil {
		return view{}, err
	}
	v := copiesView{Pages: pages{Number: number, Total: total, Count: max(1, (total+familiesOnPage-1)/familiesOnPage)}}
	at := func(n int) string { return address("/copies", "page", strconv.Itoa(n)) }
	if number > 1 {
		v.Pages.Previous = at(min(number-1, v.Pages.Count))
	}
	if number < v.Pages.Count {
		v.Pages.Next = at(number + 1)
	}
	for _, f := range families {
		v.Families = append(v.Families, familyView{
			Origin: relative{Name: orElse(f.Origin.Title, f.Origin.Name), Href: reportHref(f.Origin.Hash), Published: day(f.Origin.Published)},
			By:     orElse(f.Origin.Publisher, f.Origin.Agency), Members: relatives(f.Origin.Hash, []answers.Family{f}),
		})
	}
	return view{Template: "copies", Title: "Copies", Section: "/copies", Data: v}, nil
}

// relative is another report of a family of copies.
type relative struct {
	Name, Href, Role string
	By               string // who published it
	Published        string
}

// relatives lists the other reports of the families to which a report belongs.
func relatives(hash string, families []answers.Family) []relative {
	var out []relative
	add := func(d answers.DocumentFact, role string) {
		if d.Hash != hash {
			out = append(out, relative{Name: orElse(d.Title, d.Name), Href: reportHref(d.Hash), Role: role, By: orElse(d.Publisher, d.Agency), Published: day(d.Published)})
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
