package web

import (
	"html/template"
	"slices"

	"demarche/accounts"
)

// frame is what every page stands in.
type frame struct {
	Title     string
	Style     string
	Scripts   []string
	Nav       []navItem  // the sections asked for most
	Groups    []navGroup // all sections, under "All sections"
	Elsewhere bool       // the page is of a section that Nav does not show
	Teams     []string   // whose reports that are not published the page takes in
	Feed      string     // address of the page's own feed; empty for none
	Path      string     // address of the page on this site, for who prints it
	AsOf      string     // on what day, and from how much of the log, it was made
	Main      template.HTML
}

type navItem struct {
	Href, Word string
	Current    bool
}

// navGroup is sections that belong together.
type navGroup struct {
	ID, Word string
	Items    []navItem
}

// sections lists all sections of the site in groups. A section that is not
// served yet has no line here. It is read only.
var sections = []navGroup{
	{"events", "What happens", []navItem{
		{Href: "/", Word: "Now"}, {Href: "/timeline", Word: "Timeline"}, {Href: "/events", Word: "Events"}, {Href: "/flights", Word: "Flights"}, {Href: "/changes", Word: "Changes"}, {Href: "/promises", Word: "Promises"},
	}},
	{"questions", "Questions", []navItem{
		{Href: "/would", Word: "Would it be accepted?"}, {Href: "/first", Word: "Who was first?"}, {Href: "/gaps", Word: "Unknowns"},
	}},
	{"facts", "Facts", []navItem{
		{Href: "/places", Word: "Places"}, {Href: "/counts", Word: "Counts"}, {Href: "/quotes", Word: "Quotes"}, {Href: "/offices", Word: "Offices"},
	}},
	{"ledger", "The ledger", []navItem{
		{Href: "/search", Word: "Search"}, {Href: "/sources", Word: "Sources"}, {Href: "/copies", Word: "Copies"}, {Href: "/exports", Word: "Exports"}, {Href: "/about", Word: "About these pages"},
	}},
}

// foremost lists the sections that stand in the masthead of wide windows. It is read only.
var foremost = []string{"/", "/flights", "/timeline", "/would", "/gaps", "/search", "/sources", "/review"}

// reviewSections are those of a site on which entries are reviewed.
func (s *site) reviewSections(v accounts.Visitor) []navGroup {
	if s.door == nil || s.door.Desk == nil {
		return nil
	}
	account := navItem{Href: "/sign-in", Word: "Sign in"}
	if v.SignedIn() {
		account = navItem{Href: "/account", Word: "Account"}
	}
	var items []navItem
	if !v.SignedIn() || v.May(accounts.Reviewer) {
		items = append(items, navItem{Href: "/review", Word: "Review"}, navItem{Href: "/review/log", Word: "What was decided"})
	}
	items = append(items, account)
	if v.May(accounts.Admin) {
		items = append(items, navItem{Href: "/operations", Word: "Operations"})
	}
	return []navGroup{{"review", "Review", items}}
}

// navigate gives the navigation of a page: the foremost sections, all of them and more,
// and whether its section is not among the foremost.
func navigate(section string, more ...navGroup) (nav []navItem, groups []navGroup, elsewhere bool) {
	known := make(map[string]navItem)
	for _, g := range slices.Concat(sections, more) {
		all := make([]navItem, len(g.Items))
		for i, n := range g.Items {
			n.Current = n.Href == section
			all[i], known[n.Href] = n, n
			elsewhere = elsewhere || n.Current
		}
		groups = append(groups, navGroup{g.ID, g.Word, all})
	}
	for _, href := range foremost {
		if n, ok := known[href]; ok {
			nav = append(nav, n)
			elsewhere = elsewhere && !n.Current
		}
	}
	return nav, groups, elsewhere
}
