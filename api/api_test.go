package api

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"demarche"
	"demarche/internal/webfixture"
)

func handler(t *testing.T) http.Handler {
	t.Helper()
	a, words := webfixture.Answers(t)
	h, err := Handler(a, words, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(h http.Handler, address string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	return w
}

// entryID gives the id of the first entry of a list.
func entryID(t *testing.T, h http.Handler, list string) string {
	t.Helper()
	var l struct{ Entries []struct{ ID string } }
	if err := json.Unmarshal(get(h, list).Body.Bytes(), &l); err != nil || len(l.Entries) == 0 {
		t.Fatalf("%s has no entries (%v)", list, err)
	}
	return l.Entries[0].ID
}

// TestAnswersAreAsDescribed checks every answer against the schema that the
// API itself publishes for it, and that none is published untested.
func TestAnswersAreAsDescribed(t *testing.T) {
	h := handler(t)
	description, err := jsonschema.UnmarshalJSON(get(h, "/openapi.json").Body)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	if err := compiler.AddResource("openapi.json", description); err != nil {
		t.Fatal(err)
	}
	id := entryID(t, h, "/api/gaps")
	hash := webfixture.Reports()[0].Document.Hash()
	var flights struct{ Events []struct{ ID string } }
	if err := json.Unmarshal(get(h, "/api/flights").Body.Bytes(), &flights); err != nil || len(flights.Events) == 0 {
		t.Fatalf("no flights (%v)", err)
	}
	tested := map[string][]string{
		"/api/where":                   {"/api/where", "/api/where?on=2025-01-26"},
		"/api/where/{state}":           {"/api/where/COL", "/api/where/honduran", "/api/where/FRA"},
		"/api/would":                   {"/api/would?state=COL&people=own&means=military_aircraft&on=2025-01-27", "/api/would?state=HND&people=third", "/api/would?state=BRA&place=Guantanamo", "/api/would?state=COL&number=80&restraints=no&criminals=none&notice=2&carrier=sender&on=2025-01-28"},
		"/api/timeline":                {"/api/timeline", "/api/timeline?kind=gap,act&state=USA&limit=1"},
		"/api/flights":                 {"/api/flights?from=USA&to=COL"},
		"/api/counts":                  {"/api/counts"},
		"/api/events":                  {"/api/events", "/api/events?kind=act,position&limit=1"},
		"/api/events/{id}":             {"/api/events/" + flights.Events[0].ID},
		"/api/copies":                  {"/api/copies"},
		"/api/documents/{hash}/copies": {"/api/documents/" + hash + "/copies"},
		"/api/gaps":                    {"/api/gaps?since=2025-02&until=2025-02-28"},
		"/api/quotes":                  {"/api/quotes", "/api/quotes?name=nobody"},
		"/api/offices":                 {"/api/offices?name=doe"},
		"/api/changes":                 {"/api/changes", "/api/changes?since=2025-03"},
		"/api/gaps/answered":           {"/api/gaps/answered", "/api/gaps/answered?state=USA"},
		"/api/places":                  {"/api/places", "/api/places?name=port+rosa&on=2025-02-20"},
		"/api/promises":                {"/api/promises", "/api/promises?state=USA"},
		"/api/first":                   {"/api/first?what=refuse&means=military_aircraft", "/api/first?what=praise", "/api/first?what=threaten&target=Colombia"},
		"/api/states":                  {"/api/states"},
		"/api/search":                  {"/api/search?q=planes", "/api/search?q=planes&kind=report", "/api/search?q=%22no+such+phrase%22", "/api/search?q=coloMBÍa&kind=position,gap&state=COL&reviewed_only=false&limit=1"},
		"/api/cite/{id}":               {"/api/cite/" + id, "/api/cite/" + hash + "?as=bibtex", "/api/cite/event:" + flights.Events[0].ID + "?as=csl&site=https://ledger.example"},
		"/api/cite/would":              {"/api/cite/would?state=COL&people=own&as=brief"},
		"/api/entries/{id}":            {"/api/entries/" + id, "/api/entries/" + id[:12]},
		"/api/documents":               {"/api/documents"},
		"/api/documents/{hash}":        {"/api/documents/" + hash},
		"/api/flights/each":            {"/api/flights/each", "/api/flights/each?from=USA&known_by=2025-01-01"},
		"/api/counts/each":             {"/api/counts/each?reviewed_only=false"},
		"/api/diff-readings":           {"/api/diff-readings", "/api/diff-readings?document=" + hash},
		"/api/sources":                 {"/api/sources"},
		"/api/operations":              {"/api/operations"},
		"/api/export/{form}":           {"/api/export/csv"},
		"/api/decisions":               {"/api/decisions", "/api/decisions?entry=" + id},
		"/api/queue":                   {"/api/queue", "/api/queue?kind=act,gap&state=COL&limit=1"},
		"/api/connections":             {"/api/connections", "/api/connections?state=USA&limit=1"},
		"/feeds/atom":                  {"/feeds/atom"},
		"/feeds/calendar.ics":          {"/feeds/calendar.ics"},
		"/api/checkpoint":              {"/api/checkpoint"},
		"/api/prove/{id}":              {"/api/prove/" + id, "/api/prove/" + hash + "?since=3"},
	}
	paths, ok := description.(map[string]any)["paths"].(map[string]any)
	if !ok {
		t.Fatal("no paths are described")
	}
	for path, item := range paths {
		if _, asks := item.(map[string]any)["get"]; !asks {
			continue // a decision; see web/server
		}
		if len(tested[path]) == 0 {
			t.Errorf("%s is described and not tested", path)
			continue
		}
		if strings.HasPrefix(path, "/api/export/") || strings.HasPrefix(path, "/feeds/") {
			continue // see TestExports and TestFeeds
		}
		pointer := strings.ReplaceAll(strings.ReplaceAll(path, "~", "~0"), "/", "~1")
		schema, err := compiler.Compile("openapi.json#/paths/" + url.PathEscape(pointer) + "/get/responses/200/content/application~1json/schema")
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		for _, address := range tested[path] {
			w := get(h, address)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/json" {
				t.Errorf("%s answers %d as %s: %s", address, w.Code, w.Header().Get("Content-Type"), w.Body)
				continue
			}
			answer, err := jsonschema.UnmarshalJSON(bytes.NewReader(w.Body.Bytes()))
			if err != nil {
				t.Errorf("%s: %v", address, err)
				continue
			}
			if err := schema.Validate(answer); err != nil {
				t.Errorf("%s is not as described: %v\n%s", address, err, w.Body)
			}
		}
	}
}

func TestAnswers(t *testing.T) {
	h := handler(t)
	for address, want := range map[string][]string{
		"/api/would?state=colombian&people=own&means=military_aircraft&on=2025-01-27":        {`"verdict":"no"`, `"terms":["protocol"]`},
		"/api/would?state=COL&people=own&means=military_aircraft":                            {`"verdict":"yes"`, "agreed to take its nationals"},
		"/api/where/Colombia?on=2025-01-20":                                                  {`"state":"COL"`, `"rows":[]`, `"cells":[]`},
		"/api/timeline?limit=1":                                                              {`"next":"/api/timeline?limit=1\u0026offset=1"`},
		"/api/would?state=COL&means=military_aircraft&people=own&on=2025-01-28&protocol=yes": {`"weighed":[{"term":"protocol","status":"met"`, `"protocol":true`},
		"/api/promises":          {`"rule":"threat/measure"`, `"status":"proposed"`, `"open":true`},
		"/api/places":            {`"name":"Port Rosa camp"`, `"kind":"held"`, `"certain":true`},
		"/api/first?what=refuse": {`"first":{"state":"COL"`, `"sure":"doubtful"`, `"code":"nothing_before"`},
		"/api/gaps/answered":     {`"relation":"answers"`, `"rule":"question/spoken"`},
		"/api/flights":           {`"kind":"movement"`, `"report":{"document":"`, `"corroboration":{"reports":1,`, `"totals":[{"status":"`},
		"/api/gaps?state=HND":    {`"total":1`, `"who":"HND"`},
		"/api/documents/" + webfixture.Reports()[1].Document.Hash()[:12]: {`"name":"agreement.txt"`, `"text":"Colombia agrees`},
	} {
		w := get(h, address)
		for _, s := range want {
			if !strings.Contains(w.Body.String(), s) {
				t.Errorf("%s (%d) does not say %s:\n%s", address, w.Code, s, w.Body)
			}
		}
	}
}

func TestPartsOfAListMakeTheWhole(t *testing.T) {
	h := handler(t)
	var seen, total int
	for address := "/api/timeline?limit=2"; address != ""; {
		var l struct {
			Total   int
			Entries []json.RawMessage
			Next    string
		}
		if err := json.Unmarshal(get(h, address).Body.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		seen, total, address = seen+len(l.Entries), l.Total, l.Next
	}
	if seen != total || total < 5 {
		t.Errorf("the parts hold %d entries of %d", seen, total)
	}
}

func TestPartsOfPromisesAndOfWhoWasFirstMakeTheWhole(t *testing.T) {
	h := handler(t)
	for _, whole := range []string{"/api/promises?limit=1000", "/api/first?what=accept&limit=1000", "/api/first?what=refuse&people=own&limit=1000"} {
		rows := func(address string) (*httptest.ResponseRecorder, []string) {
			w := asked(h, address, "text/csv")
			return w, strings.Split(strings.TrimSpace(w.Body.String()), "\n")[1:]
		}
		w, want := rows(whole)
		if n := w.Header().Get("X-Total-Count"); n != strconv.Itoa(len(want)) || len(want) == 0 || w.Header().Get("Link") != "" {
			t.Fatalf("%s: %s of %d rows, then %q", whole, n, len(want), w.Header().Get("Link"))
		}
		var got []string
		told := 0
		address := strings.Replace(whole, "limit=1000", "limit=1", 1)
		for parts := 0; address != "" && parts <= len(want); parts++ {
			w, some := rows(address)
			got = append(got, some...)
			var part struct {
				Total                         int
				Next                          string
				Open, Closed, Runners, Partly []json.RawMessage
			}
			if err := json.Unmarshal(get(h, address).Body.Bytes(), &part); err != nil {
				t.Fatal(err)
			}
			told += len(part.Open) + len(part.Closed) + len(part.Runners) + len(part.Partly)
			if part.Total != len(want) || (part.Next == "") != (w.Header().Get("Link") == "") {
				t.Errorf("%s: %d in all, then %q, %q", address, part.Total, part.Next, w.Header().Get("Link"))
			}
			address = part.Next
		}
		if strings.HasPrefix(whole, "/api/first") {
			told++ // the first of all, which every part names
		}
		if !slices.Equal(got, want) || told != len(want) {
			t.Errorf("%s: the parts have %q and tell of %d, the whole has %q", whole, got, told, want)
		}
	}
}

func TestMovementsAndChangesAreNarrowedAsOnThePages(t *testing.T) {
	h := handler(t)
	for address, want := range map[string][]string{
		"/api/flights?status=turned_back&per=month":           {`"status":"turned_back"`, `"periods":[{"since":"2025-01-01","until":"2025-01-31","totals":[{"status":"turned_back"`, `"legs":[]`},
		"/api/flights?status=cancelled":                       {`"total":0`, `"events":[]`, `"totals":[]`},
		"/api/flights/each?status=cancelled":                  {`"total":0`},
		"/api/flights?means=sea&per=year":                     {`"total":0`},
		"/api/flights?means=balloon":                          {`"code":"invalid"`},
		"/api/changes?state=COL&first=true&until=2025-01-26":  {`"state":"COL"`, `"before":""`},
		"/api/changes?state=MEX&until=2025-01-26":             {"[]"},
		"/api/changes?state=COL&first=false&until=2025-01-01": {"[]"},
		"/api/changes?first=perhaps":                          {`"code":"invalid"`},
	} {
		w := get(h, address)
		for _, s := range want {
			if !strings.Contains(w.Body.String(), s) {
				t.Errorf("%s (%d) does not say %s:\n%s", address, w.Code, s, w.Body)
			}
		}
	}
}

func TestProblems(t *testing.T) {
	h := handler(t)
	for address, want := range map[string]struct {
		status int
		code   demarche.Code
	}{
		"/api/nothing":                               {404, demarche.NotFound},
		"/api/where/Ruritania":                       {404, demarche.NotFound},
		"/api/where/%3Cscript%3E":                    {404, demarche.NotFound},
		"/api/where?on=2025-02-30":                   {400, demarche.Invalid},
		"/api/where?on=" + strings.Repeat("9", 3000): {400, demarche.Invalid},
		"/api/where?onn=2025-02-03":                  {400, demarche.Invalid},
		"/api/where?on=2025&on=2024":                 {400, demarche.Invalid},
		"/api/where?on=2025-01-26;limit=1":           {400, demarche.Invalid},
		"/api/where?on=2025-01-26&%zz":               {400, demarche.Invalid},
		"/api/export/csv?state=COL;kind=quote":       {400, demarche.Invalid},
		"/feeds/atom?state=COL;kind=gap":             {400, demarche.Invalid},
		"/api/would":                                 {400, demarche.Invalid},
		"/api/would?state=COL&people=all":            {400, demarche.Invalid},
		"/api/would?state=COL&means=rocket":          {400, demarche.Invalid},
		"/api/would?state=COL&number=many":           {400, demarche.Invalid},
		"/api/would?state=COL&passengers=x":          {400, demarche.Invalid},
		"/api/first":                                 {400, demarche.Invalid},
		"/api/first?what=rumour":                     {400, demarche.Invalid},
		"/api/places?name=nowhere":                   {404, demarche.NotFound},
		"/api/promises?state=Ruritania":              {404, demarche.NotFound},
		"/api/gaps?limit=0":                          {400, demarche.Invalid},
		"/api/gaps?limit=1e3":                        {400, demarche.Invalid},
		"/api/gaps?offset=-1":                        {400, demarche.Invalid},
		"/api/timeline?kind=rumour":                  {400, demarche.Invalid},
		"/api/entries/ffffffffffffffff":              {404, demarche.NotFound},
		"/api/entries/%27%20OR%201=1":                {400, demarche.Invalid},
		"/api/documents/" + strings.Repeat("0", 64):  {404, demarche.NotFound},
	} {
		w := get(h, address)
		var p problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if w.Code != want.status || p.Status != want.status || p.Code != want.code || p.Detail == "" || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s answers %d as %s: %+v", address, w.Code, w.Header().Get("Content-Type"), p)
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/api/where", nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
		t.Errorf("POST answers %d, allowing %q", w.Code, w.Header().Get("Allow"))
	}
	for _, method := range []string{http.MethodGet, http.MethodDelete} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, "/api/entries/ab/decisions", nil))
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != http.MethodPost || w.Header().Get("Content-Type") != problemMedia {
			t.Errorf("%s where decisions are sent answers %d, allowing %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
}

func TestEveryCodeHasAStatus(t *testing.T) {
	for _, c := range []demarche.Code{
		demarche.Invalid, demarche.NotFound, demarche.Unsupported, demarche.TooLarge, demarche.Conflict, demarche.Corrupt,
		demarche.Newer, demarche.Storage, demarche.NotYet, demarche.Internal,
	} {
		if _, ok := statuses[c]; !ok {
			t.Errorf("%s has no status", c)
		}
	}
	if Status("no such code") != http.StatusInternalServerError {
		t.Error("an unknown code is not an internal error")
	}
}

func TestAQuestionThatIsTooEarlyIsToldWhenToAskAgain(t *testing.T) {
	w := httptest.NewRecorder()
	(&service{log: slog.New(slog.DiscardHandler)}).fail(w, httptest.NewRequest(http.MethodGet, "/api/where", nil), &demarche.Error{Code: demarche.NotYet, Detail: "copies are being found"})
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != RetryAfter || !strings.Contains(w.Body.String(), "copies are being found") {
		t.Errorf("status %d, Retry-After %q: %s", w.Code, w.Header().Get("Retry-After"), w.Body)
	}
}
