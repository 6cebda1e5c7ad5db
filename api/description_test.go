package api

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"demarche"
	"demarche/exports"
	"demarche/internal/webfixture"
)

// TestTheDescriptionIsOpenAPI holds the description against the schema that the
// OpenAPI Initiative publishes for version 3.1, and checks that one that is
// wrong would be found.
func TestTheDescriptionIsOpenAPI(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "openapi-3.1.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	published, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("openapi", published); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("openapi")
	if err != nil {
		t.Fatal(err)
	}
	description, err := jsonschema.UnmarshalJSON(get(handler(t), "/openapi.json").Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(description); err != nil {
		t.Errorf("the description is not OpenAPI 3.1: %v", err)
	}
	description.(map[string]any)["paths"].(map[string]any)["/api/where"].(map[string]any)["get"].(map[string]any)["parameters"] = []any{map[string]any{"name": "on"}}
	if schema.Validate(description) == nil {
		t.Error("a parameter without a place passes")
	}
}

// TestEveryPropertyIsExplained wants of every property of every answer what it
// means, and of every explanation that there is what it explains.
func TestEveryPropertyIsExplained(t *testing.T) {
	var description struct {
		Components struct {
			Schemas map[string]struct {
				Properties map[string]struct{ Description string }
			}
		}
	}
	if err := json.Unmarshal(get(handler(t), "/openapi.json").Body.Bytes(), &description); err != nil {
		t.Fatal(err)
	}
	there := make(map[string]bool)
	for name, s := range description.Components.Schemas {
		for property, p := range s.Properties {
			there[property], there[name+"."+property] = true, true
			if p.Description == "" {
				t.Errorf("%s.%s is not explained", name, property)
			}
		}
	}
	if len(there) < 300 {
		t.Errorf("there are only %d properties", len(there))
	}
	for name := range meanings() {
		if !there[name] {
			t.Errorf("%s is explained and not there", name)
		}
	}
}

// TestEveryQuestionOfTheCommandLine names the operations behind the commands
// that ask the ledger, so that none is forgotten here.
func TestEveryQuestionOfTheCommandLine(t *testing.T) {
	by := make(map[string]operation)
	for _, o := range operations() {
		if _, twice := by[o.ID]; twice {
			t.Errorf("two operations are called %s", o.ID)
		}
		by[o.ID] = o
	}
	const narrows = "known_by reviewed_only "
	for id, params := range map[string]string{
		"where": narrows + "on limit offset", "whereState": narrows + "on", "would": narrows + "on state people means nationals place from number restraints",
		"timeline": narrows + "state from to since until kind limit offset", "flights": narrows + "state from to since until status means per", "flightsEach": narrows + "state from to status means",
		"counts": narrows + "state since until", "countsEach": narrows + "state", "gaps": narrows + "state since until", "answeredGaps": narrows + "state since until",
		"quotes": narrows + "state name", "offices": narrows + "state name", "changes": narrows + "state since until first limit offset", "events": narrows + "kind state since until", "event": narrows,
		"places": narrows + "name on", "promises": narrows + "state since until limit offset", "first": narrows + "what people nationals means place from target since limit offset",
		"copies": narrows, "copiesOf": narrows, "states": narrows, "entry": "", "document": "", "documents": "limit offset", "diffReadings": "document",
		"search": narrows + "q kind state since until publisher limit offset", "cite": "as site", "citeWould": "state people as site",
		"decisions": "entry limit offset", "queue": "state kind limit offset", "connections": "state limit offset",
		"sources": "limit", "checkpoint": "", "prove": "since", "feedAtom": "state kind question", "feedCalendar": "state kind question", "export": narrows + "state from to since until kind",
	} {
		o, ok := by[id]
		if !ok {
			t.Errorf("there is no operation %s", id)
			continue
		}
		for name := range strings.FieldsSeq(params) {
			if !strings.Contains(" "+strings.ReplaceAll(o.paramNames(), ",", "")+" ", " "+name+" ") {
				t.Errorf("%s cannot be asked with %s", id, name)
			}
		}
	}
}

func asked(h http.Handler, address, accept string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestListsAreGivenAsCSV(t *testing.T) {
	h := handler(t)
	for address, want := range map[string]string{
		"/api/where": "military_aircraft", "/api/where/COL": "COL", "/api/timeline": "turn_back", "/api/flights": "turned_back", "/api/gaps": "no_response",
		"/api/quotes": "dignity", "/api/offices": "Jane Doe", "/api/changes": "refuse,accept", "/api/states": "COL", "/api/documents": "agreement.txt",
		"/api/gaps/answered": "question/spoken", "/api/places": "Port Rosa camp", "/api/promises": "threaten", "/api/first?what=refuse": "1,COL", "/api/copies": "origin,document",
		"/api/search?q=planes": "what,id,kind", "/api/sources": "name,reports", "/api/diff-readings": "record_before", "/api/events?kind=act": "sanction", "/api/counts/each": "190000",
		"/api/would?state=COL&people=own&means=military_aircraft&on=2025-01-27": "COL,2025-01-27,own,military_aircraft,,,,no,protocol", "/api/would?state=FRA": "unknown", "/api/would?state=COL&on=2025-01-28&means=military_aircraft&protocol=no": "protocol,protocol",
	} {
		w := asked(h, address, "text/csv")
		rows, err := csv.NewReader(bytes.NewReader(w.Body.Bytes())).ReadAll()
		if err != nil || w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/csv") || w.Header().Get("Vary") != "Accept" || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s answers %d as %s, varying by %q (%v):\n%s", address, w.Code, w.Header().Get("Content-Type"), w.Header().Get("Vary"), err, w.Body)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("%s has the cell %q", address, cell)
				}
			}
		}
	}
}

func TestTheFormIsNegotiated(t *testing.T) {
	h := handler(t)
	for accept, want := range map[string]string{
		"": "application/json", "*/*": "application/json", "text/html,*/*;q=0.8": "application/json", "text/csv": "text/csv", "text/*": "text/csv",
		"text/csv;q=0.5, application/json;q=0.4": "text/csv", "text/csv;q=0.5, application/json": "application/json", "*/*, application/json;q=0": "text/csv",
		"application/xml": "application/problem+json", "text/csv;q=0, application/xml": "application/problem+json", "nonsense": "application/problem+json",
	} {
		w := asked(h, "/api/changes", accept)
		if got, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";"); got != want || (want == problemMedia) != (w.Code == http.StatusNotAcceptable) {
			t.Errorf("asked for %q it answers %d as %s, not as %s", accept, w.Code, got, want)
		}
	}
	if w := asked(h, "/api/checkpoint", "text/csv"); w.Code != http.StatusNotAcceptable {
		t.Errorf("what is no list is given as CSV: %d %s", w.Code, w.Body)
	}
}

func TestArraysAreGivenInParts(t *testing.T) {
	h := handler(t)
	seen, total := 0, "0"
	for address := "/api/documents?limit=2"; address != ""; {
		w := get(h, address)
		var docs []struct{ Hash string }
		if err := json.Unmarshal(w.Body.Bytes(), &docs); err != nil || len(docs) > 2 {
			t.Fatalf("%s: %d reports (%v)", address, len(docs), err)
		}
		seen, total = seen+len(docs), w.Header().Get("X-Total-Count")
		address, _, _ = strings.Cut(strings.TrimPrefix(w.Header().Get("Link"), "<"), ">")
	}
	if n := len(webfixture.Reports()); seen != n || total != strconv.Itoa(n) {
		t.Errorf("the parts hold %d reports of %s, want %d", seen, total, n)
	}
	hash := webfixture.Reports()[0].Document.Hash()
	if w := get(h, "/api/documents/"+hash+"/copies?limit=1&offset=7"); w.Code != http.StatusOK || strings.TrimSpace(w.Body.String()) != "[]" {
		t.Errorf("a part past the end is %d %s", w.Code, w.Body)
	}
}

func TestQuestionsAreNarrowed(t *testing.T) {
	h := handler(t)
	for address, want := range map[string]string{
		"/api/changes?known_by=2001-01-01":                 "[]",
		"/api/changes?reviewed_only=true":                  "[]",
		"/api/timeline?reviewed_only=true":                 `"total":0`,
		"/api/states?known_by=2001-01-01T00:00:00%2B02:00": "[]",
		"/api/flights?known_by=2999":                       `"kind":"movement"`,
		"/api/first?what=refuse&reviewed_only=true":        `"runners":[]`,
	} {
		if w := get(h, address); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s answers %d %s, want %s", address, w.Code, w.Body, want)
		}
	}
	for address, code := range map[string]int{"/api/changes?reviewed_only=yes": 400, "/api/changes?known_by=soon": 400, "/api/entries/ab?known_by=2025": 400} {
		if w := get(h, address); w.Code != code {
			t.Errorf("%s answers %d, want %d", address, w.Code, code)
		}
	}
}

func TestAQuestionThatIsTooLongIsRefused(t *testing.T) {
	w := get(handler(t), "/api/timeline?name="+strings.Repeat("a", 5000))
	var p problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != http.StatusRequestURITooLong || p.Code != demarche.TooLarge {
		t.Errorf("it answers %d: %s (%v)", w.Code, w.Body, err)
	}
}

func TestExports(t *testing.T) {
	h := handler(t)
	for _, f := range exports.Forms() {
		w := get(h, "/api/export/"+f.Name)
		tag := w.Header().Get("ETag")
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != f.Media || tag == "" || w.Body.Len() == 0 || !strings.Contains(w.Header().Get("Content-Disposition"), "."+f.Extension+`"`) {
			t.Errorf("%s is answered %d as %s, %d bytes, tagged %q", f.Name, w.Code, w.Header().Get("Content-Type"), w.Body.Len(), tag)
		}
		r := httptest.NewRequest(http.MethodGet, "/api/export/"+f.Name, nil)
		r.Header.Set("If-None-Match", tag)
		again := httptest.NewRecorder()
		h.ServeHTTP(again, r)
		if again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%s asked again is answered %d", f.Name, again.Code)
		}
		for tags, want := range map[string]int{`"a", ` + tag: 304, strings.TrimPrefix(tag, "W/"): 304, "*": 304, `"a", W/"b"`: 200} {
			r.Header.Set("If-None-Match", tags)
			got := httptest.NewRecorder()
			if h.ServeHTTP(got, r); got.Code != want {
				t.Errorf("%s asked again with %s is answered %d, want %d", f.Name, tags, got.Code, want)
			}
		}
	}
	for address, want := range map[string]int{
		"/api/export/xml": 404, "/api/export/geojson?kind=quote": 400, "/api/export/csv?limit=1": 400, "/api/export/csv?state=Ruritania": 404, "/api/export/csv?since=soon": 400,
	} {
		if w := get(h, address); w.Code != want || w.Header().Get("Content-Type") != problemMedia {
			t.Errorf("%s is answered %d as %s, want %d", address, w.Code, w.Header().Get("Content-Type"), want)
		}
	}
	if all, none := get(h, "/api/export/jsonl"), get(h, "/api/export/jsonl?reviewed_only=true"); all.Body.Len() == 0 || none.Body.Len() != 0 || none.Code != http.StatusOK {
		t.Errorf("%d bytes in all, %d of what is reviewed (%d)", all.Body.Len(), none.Body.Len(), none.Code)
	}
}

func TestAnExportThatFailsHalfWayEndsTheConnection(t *testing.T) {
	defer func() {
		if v := recover(); v != http.ErrAbortHandler {
			t.Errorf("it ended with %v", v)
		}
	}()
	handler(t).ServeHTTP(&brokenAfter{ResponseRecorder: httptest.NewRecorder(), bytes: 4096}, httptest.NewRequest(http.MethodGet, "/api/export/webannotation", nil))
	t.Error("it ended as if it were whole")
}

// brokenAfter fails once so many bytes were written.
type brokenAfter struct {
	*httptest.ResponseRecorder
	bytes int
}

func (b *brokenAfter) Write(p []byte) (int, error) {
	if b.bytes -= len(p); b.bytes < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

func TestFeeds(t *testing.T) {
	h := handler(t)
	for address, want := range map[string][]string{
		"/feeds/atom":                                {"application/atom+xml", "<feed xmlns=", "http://example.com/states/COL", "Flight from", "<title>Answered: Colombia has not said whether"},
		"/feeds/atom?state=COL&kind=position":        {"application/atom+xml", ": accepts; refused (asks for a protocol first) before", ": refuses (asks for a protocol first), not known before", "/feeds/atom?kind=position&amp;state=COL"},
		"/feeds/atom?question=own/military_aircraft": {"application/atom+xml", "<title>Demarche: its own nationals on military aircraft</title>"},
		"/feeds/calendar.ics?kind=flight":            {"text/calendar; charset=utf-8", "BEGIN:VCALENDAR", "turned back", "NAME:Demarche: flights"},
		"/feeds/calendar.ics?state=New+Zealand":      {"text/calendar; charset=utf-8", "END:VCALENDAR"},
	} {
		w := get(h, address)
		got := w.Header().Get("Content-Type") + " " + w.Body.String()
		for _, s := range want {
			if w.Code != http.StatusOK || !strings.Contains(got, s) {
				t.Errorf("%s (%d) does not say %q: %s", address, w.Code, s, got)
			}
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/feeds/atom", nil)
	r.Header.Set("X-Forwarded-Proto", "https")
	behind := httptest.NewRecorder()
	if h.ServeHTTP(behind, r); !strings.Contains(behind.Body.String(), "https://example.com/states/COL") {
		t.Errorf("behind a proxy that speaks TLS the links are %s", behind.Body)
	}
	if w := get(h, "/feeds/atom?kind=position"); strings.Contains(w.Body.String(), "Flight from") {
		t.Error("positions alone have flights")
	}
	for address, accept := range map[string]string{"/feeds/atom": "application/rss+xml, text/xml", "/feeds/calendar.ics": "text/html"} { // as readers ask
		if w := asked(h, address, accept); w.Code != http.StatusOK {
			t.Errorf("%s for a reader that accepts %s is answered %d", address, accept, w.Code)
		}
	}
	for address, want := range map[string]int{
		"/feeds/atom?kind=rumour": 400, "/feeds/atom?state=Ruritania": 404, "/feeds/atom?question=all": 400, "/feeds/atom?question=own/rocket": 400, "/feeds/calendar.ics?since=2025": 400,
		"/feeds/rss": 404,
	} {
		if w := get(h, address); w.Code != want || w.Header().Get("Content-Type") != problemMedia {
			t.Errorf("%s is answered %d as %s, want %d", address, w.Code, w.Header().Get("Content-Type"), want)
		}
	}
}
