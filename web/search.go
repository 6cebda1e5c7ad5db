package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"demarche"
	"demarche/answers"
	"demarche/api"
	"demarche/ask"
)

// searchView is a search and what it found.
type searchView struct {
	Asked   ask.Search
	Kinds   []choice
	Problem string // why it cannot be looked for
	Hint    string
	Sought  bool // something was looked for
	Total   string
	More    bool
	Hits    []hitView
	Pages   pages
	JSON    string // address of the same for programs
	Begin   choice // the same search by beginnings of words, where few were found
}

// hitView is an entry or a report that was found.
type hitView struct {
	itemView
	IsReport    bool
	Unpublished string // collections through which alone the report is seen
	Title       string
	Publisher   string
	Published   demarche.Date
	Before      bool // something stands before what is shown of the text
	Pieces      []snippetPiece
	Same        []hitView // others on the page that tell of the same event, folded under it
}

// snippetPiece is a run of a snippet that is marked, or is not.
type snippetPiece struct {
	Text   string
	Marked bool
}

// hitsOnPage is how many hits a page of a search shows.
const hitsOnPage = 20

func (s *site) searchPage(r *http.Request) (view, error) {
	a := ask.Search{
		Words: query(r, "q"), Kind: query(r, "kind"), State: query(r, "state"), Since: query(r, "since"), Until: query(r, "until"),
		Publisher: query(r, "publisher"), Reviewed: query(r, "reviewed"),
	}
	v := searchView{Asked: a, Kinds: searchKinds(a.Kind)}
	title, status := "Search", 0
	if a.Words != "" {
		title = "Search: " + clipped(a.Words)
		err := s.look(r, a, &v)
		switch code := demarche.CodeOf(err); {
		case err == nil:
		case code == demarche.Invalid || code == demarche.NotFound:
			v.Problem, v.Hint, status = problemOf(err), demarche.HintOf(err), api.Status(code)
		default:
			return view{}, err
		}
	}
	return view{Template: "search", Title: title, Section: "/search", Status: status, Data: v}, nil
}

// problemOf says what is wrong without naming the part of the program that says so.
func problemOf(err error) string { return strings.TrimPrefix(err.Error(), "search: ") }

// clipped cuts long words short, where they are a title or stand in the log.
func clipped(words string) string {
	if points := []rune(words); len(points) > 80 {
		return string(points[:80]) + "…"
	}
	return words
}

func (s *site) look(r *http.Request, a ask.Search, v *searchView) error {
	q, err := s.words.Search(a)
	if err != nil {
		return err
	}
	number := 1
	if n, err := strconv.Atoi(query(r, "page")); err == nil {
		number = min(max(1, n), demarche.MostHits/hitsOnPage)
	}
	q.Limit, q.Offset = hitsOnPage, (number-1)*hitsOnPage
	found, err := s.answers.Search(r.Context(), q)
	if err != nil {
		return err
	}
	v.Sought, v.More = true, found.More
	v.Total = plural(found.Total, "hit")
	if found.Beginnings != "" {
		by := a
		by.Words = found.Beginnings
		v.Begin = choice{Value: address("/search", searchPairs(by)...), Word: found.Beginnings}
	}
	offset := ""
	if q.Offset > 0 {
		offset = strconv.Itoa(q.Offset)
	}
	v.JSON = address("/api/search", "limit", strconv.Itoa(q.Limit), "offset", offset, "q", a.Words, "kind", a.Kind, "state", a.State, "since", a.Since, "until", a.Until, "publisher", a.Publisher,
		"reviewed_only", map[bool]string{true: "true"}[q.Filter.ReviewedOnly])
	v.Pages = pages{Number: number, Count: max(1, (found.Total+hitsOnPage-1)/hitsOnPage), Total: found.Total}
	at := func(n int) string { return address("/search", append(searchPairs(a), "page", strconv.Itoa(n))...) }
	if number > 1 {
		v.Pages.Previous = at(min(number-1, v.Pages.Count))
	}
	if number < v.Pages.Count {
		v.Pages.Next = at(number + 1)
	}
	v.Hits, err = s.hits(r.Context(), found.Hits)
	return err
}

// hits puts those that tell of one event under the best of them, once events
// are known: forty copies of one report are one thing that was found.
func (s *site) hits(ctx context.Context, found []answers.Finding) ([]hitView, error) {
	var items []answers.Item
	for _, f := range found {
		if f.Entry != nil {
			items = append(items, *f.Entry)
		}
	}
	of := map[string]answers.EventRef{}
	if s.answers.Ready() {
		var err error
		if of, err = s.answers.EventsOf(ctx, items); err != nil {
			return nil, err
		}
	}
	var out []hitView
	first := make(map[string]int) // place of the first hit of an event
	for _, f := range found {
		v := s.hit(f)
		e, ok := of[v.ID]
		if !ok || v.IsReport {
			out = append(out, v)
			continue
		}
		v.Event, v.Told = eventHref(e.ID), toldWords(e.Witnesses)
		if at, had := first[e.ID]; had {
			out[at].Same = append(out[at].Same, v)
			continue
		}
		first[e.ID] = len(out)
		out = append(out, v)
	}
	return out, nil
}

func searchPairs(a ask.Search) []string {
	return []string{"q", a.Words, "kind", a.Kind, "state", a.State, "since", a.Since, "until", a.Until, "publisher", a.Publisher, "reviewed", a.Reviewed}
}

func (s *site) hit(f answers.Finding) hitView {
	v := hitView{
		IsReport: f.Entry == nil, Unpublished: f.Report.Unpublished, Title: orElse(f.Report.Title, f.Report.Name), Publisher: orElse(f.Report.Publisher, f.Report.Agency), Published: f.Report.Published,
		Before: f.Entry == nil && f.Snippet.Start > 0, Pieces: snippetPieces(f.Snippet),
	}
	v.Report = reportHref(f.Report.Hash)
	if f.Entry != nil {
		v.itemView = s.item(*f.Entry)
	}
	return v
}

// snippetPieces cuts a snippet at its marks.
func snippetPieces(n demarche.Snippet) []snippetPiece {
	var out []snippetPiece
	points, at := []rune(n.Exact), 0
	add := func(to int, marked bool) {
		if to > at {
			out = append(out, snippetPiece{string(points[at:to]), marked})
			at = to
		}
	}
	for _, m := range n.Marks {
		add(m.Start-n.Start, false)
		add(m.End-n.Start, true)
	}
	add(len(points), false)
	return out
}

// searchKinds lists what can be looked for.
func searchKinds(chosen string) []choice {
	out := []choice{{"", "reports and entries", chosen == ""}, {"report", "reports", chosen == "report"}}
	all := make([]string, len(demarche.Kinds()))
	for i, k := range demarche.Kinds() {
		all[i] = string(k)
	}
	entries := strings.Join(all, ",")
	out = append(out, choice{entries, "entries", chosen == entries})
	for _, k := range demarche.Kinds() {
		out = append(out, choice{string(k), string(k) + "s", chosen == string(k)})
	}
	return out
}
