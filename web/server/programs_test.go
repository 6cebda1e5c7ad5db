package server

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// page asks for a page, or for what programs read, which must be there.
func page(t *testing.T, h http.Handler, address string) string {
	t.Helper()
	r := request(h, http.MethodGet, address, nil)
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s is answered %d %.300s (%v)", address, r.StatusCode, b, err)
	}
	return string(b)
}

// forPrograms gives the addresses on a page of what programs read, but for the
// feed of all changes, which every page names.
func forPrograms(page string) []string {
	out := []string{}
	for _, m := range regexp.MustCompile(`href="(/(?:api|feeds)/[^"]*)"`).FindAllStringSubmatch(page, -1) {
		if at := html.UnescapeString(m[1]); at != "/feeds/atom" && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

// TestWhatProgramsReadIsWhatThePageShows asks for the pages, with and without
// filters: what they lead programs to is there, and asks for what the page does.
func TestWhatProgramsReadIsWhatThePageShows(t *testing.T) {
	h := handler(t)
	for at, want := range map[string][]string{
		"/changes":                                     {"/feeds/atom?kind=position", "/api/changes"},
		"/changes?state=Colombia&since=2025-01":        {"/feeds/atom?kind=position&state=COL", "/api/changes?since=2025-01&state=Colombia"},
		"/changes?first=1&until=2025-01-27":            {"/feeds/atom?kind=position", "/api/changes?first=true&until=2025-01-27"},
		"/changes?first=1&state=HND&page=1":            {"/feeds/atom?kind=position&state=HND", "/api/changes?first=true&state=HND"},
		"/flights":                                     {"/api/flights?per=month"},
		"/flights?status=planned&per=year":             {"/api/flights?per=year&status=planned"},
		"/flights?means=military_aircraft&since=2025":  {"/api/flights?means=military_aircraft&per=month&since=2025"},
		"/flights?state=COL&from=USA&until=2025-01-31": {"/api/flights?from=USA&per=month&state=COL&until=2025-01-31"},
		"/search?q=flights":                            {"/api/search?limit=20&q=flights"},
		"/search?q=military&kind=position&state=COL":   {"/api/search?kind=position&limit=20&q=military&state=COL"},
		"/copies":                      {}, // nothing is copied
		"/states/COL?on=2025-01-26":    {"/feeds/atom?state=COL", "/feeds/calendar.ics?state=COL", "/api/where/COL?on=2025-01-26"},
		"/":                            {},
		"/timeline?state=COL&kind=act": {},
		"/gaps?state=COL":              {},
		"/gaps/answered":               {},
		"/promises?state=USA":          {},
		"/would?state=COL&people=own&on=2025-01-26": {},
		"/first?what=refuse":                        {},
		"/places?on=2025-01-31":                     {},
		"/sources":                                  {},
		"/counts?state=USA":                         {},
		"/events?kind=movement":                     {},
		"/quotes?state=COL":                         {},
		"/offices":                                  {},
		"/about":                                    {},
	} {
		shown := page(t, h, at)
		links := forPrograms(shown)
		if !slices.Equal(links, want) {
			t.Errorf("%s leads to %q, not %q", at, links, want)
		}
		for _, link := range links {
			told := page(t, h, link)
			switch path, _, _ := strings.Cut(link, "?"); path {
			case "/api/changes", "/api/flights":
				if n := shownInAll(shown); n == 0 || n != inAll(t, told) {
					t.Errorf("%s shows %d, %s has %d", at, n, link, inAll(t, told))
				}
			case "/api/search":
				for _, m := range regexp.MustCompile(`"/entries/([0-9a-f]{16})"`).FindAllStringSubmatch(shown, -1) {
					if !strings.Contains(told, m[1]) {
						t.Errorf("%s shows the entry %s, %s does not have it", at, m[1], link)
					}
				}
			case "/feeds/atom":
				if err := xml.Unmarshal([]byte(told), new(struct{ XMLName xml.Name })); err != nil {
					t.Errorf("%s: %v", link, err)
				}
			}
		}
	}
}

// TestExportsAreOfWhatThePageAsksFor holds that each form is of the state and time of the page.
func TestExportsAreOfWhatThePageAsksFor(t *testing.T) {
	h := handler(t)
	for _, query := range []string{"", "since=2025-01&state=Colombia", "reviewed_only=true&until=2025-01-31"} {
		feed := url.Values{}
		if q, err := url.ParseQuery(query); err == nil && q.Has("state") {
			feed.Set("state", q.Get("state"))
		}
		for _, link := range forPrograms(page(t, h, "/exports?"+query)) {
			path, asked, _ := strings.Cut(link, "?")
			want := query
			if strings.HasPrefix(path, "/feeds/") {
				want = feed.Encode() // the newest of all days
			}
			if page(t, h, link); asked != want {
				t.Errorf("of %q it leads to %s", query, link)
			}
		}
	}
}

// shownInAll gives how many a page says that there are.
func shownInAll(page string) int {
	m := regexp.MustCompile(`class="total" role="status">(\d+) `).FindStringSubmatch(page)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1]) // digits
	return n
}

// inAll gives how many there are in a list for programs.
func inAll(t *testing.T, body string) int {
	t.Helper()
	var all []json.RawMessage
	if json.Unmarshal([]byte(body), &all) == nil {
		return len(all)
	}
	var list struct{ Total int }
	if err := json.Unmarshal([]byte(body), &list); err != nil {
		t.Fatalf("%.200s: %v", body, err)
	}
	return list.Total
}
