package exports_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/tidwall/geojson"

	"demarche"
	"demarche/answers"
	"demarche/cite"
	"demarche/exports"
	"demarche/internal/webfixture"
	"demarche/vocabulary"
)

// export gives an export of the fixture.
func export(t *testing.T, name string, f demarche.Filter) []byte {
	t.Helper()
	a, _ := webfixture.Answers(t)
	return exportOf(t, a, name, f)
}

func exportOf(t *testing.T, a *answers.Answers, name string, f demarche.Filter) []byte {
	t.Helper()
	form, err := exports.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := form.Write(t.Context(), a, f, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// records gives the records of the fixture by their ids, with their reports.
func records() (of map[string]demarche.Record, in map[string]*demarche.Document) {
	of, in = make(map[string]demarche.Record), make(map[string]*demarche.Document)
	for _, r := range webfixture.Reports() {
		for _, x := range r.Records {
			of[x.Shared().ID], in[x.Shared().ID] = x, &r.Document
		}
	}
	return of, in
}

func TestCSVHoldsEveryRecordInTheColumnsOfTheDictionary(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(export(t, "csv", demarche.Filter{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	of, in := records()
	if len(rows) != len(of)+1 || !slices.Equal(rows[0], exports.ColumnsOf()) {
		t.Fatalf("%d rows for %d records, under %q", len(rows)-1, len(of), rows[0])
	}
	cell := func(row []string, name string) string { return row[slices.Index(rows[0], name)] }
	for _, row := range rows[1:] {
		id := cell(row, "id")
		r, ok := of[id]
		if !ok || cell(row, "kind") != string(r.Shared().Kind) || cell(row, "document") != in[id].Hash() {
			t.Errorf("row %q is not of a record of the fixture", row)
			continue
		}
		if want := r.Shared().Evidence[0].Exact; strings.TrimPrefix(cell(row, "sentence"), "'") != want {
			t.Errorf("%s rests on %q, want %q", id, cell(row, "sentence"), want)
		}
		for i, c := range row {
			if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				t.Errorf("%s of %s is %q", rows[0][i], id, c)
			}
			column := exports.Columns()[i]
			if c != "" && !column.On(r.Shared().Kind) {
				t.Errorf("a %s has %q in %s, of which the dictionary says nothing", r.Shared().Kind, c, column.Name)
			}
		}
	}
}

// TestEveryFieldOfARecordHasAColumn fails when the record model gets a field
// that the dictionary does not have.
func TestEveryFieldOfARecordHasAColumn(t *testing.T) {
	for _, k := range demarche.Kinds() {
		r, err := demarche.NewRecord(k)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(b, &fields); err != nil {
			t.Fatal(err)
		}
		columns := exports.ColumnsOf(k)
		for f := range fields {
			if f == "by" {
				f = "by_name"
			}
			if f != "evidence" && !slices.Contains(columns, f) {
				t.Errorf("the dictionary has no column for %s of a %s", f, k)
			}
		}
	}
}

func TestOneKindHasItsOwnColumns(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(export(t, "csv", demarche.Filter{Kinds: []demarche.Kind{demarche.KindGap}}))).ReadAll()
	if err != nil || len(rows) < 3 || slices.Contains(rows[0], "stance") || !slices.Contains(rows[0], "who") {
		t.Errorf("gaps are %q (%v)", rows, err)
	}
}

func TestJSONLinesAreReadBackAsTheRecords(t *testing.T) {
	of, _ := records()
	seen := 0
	for line := range bytes.Lines(export(t, "jsonl", demarche.Filter{})) {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(line, &fields); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		delete(fields, "report")
		b, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		r, err := demarche.ParseRecord(b)
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		want, got := mustJSON(t, of[r.Shared().ID]), mustJSON(t, r)
		if err := r.Check(); err != nil || got != want {
			t.Errorf("read back as %s, want %s (%v)", got, want, err)
		}
		seen++
	}
	if seen != len(of) {
		t.Errorf("%d lines for %d records", seen, len(of))
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestEntitiesFitTheModel holds the entities against the schemata of
// FollowTheMoney: every property is one of the schema, the required ones are
// there, and what is pointed at is there before and of a kind that fits.
func TestEntitiesFitTheModel(t *testing.T) {
	b, err := os.ReadFile("testdata/followthemoney.json")
	if err != nil {
		t.Fatal(err)
	}
	var model map[string]struct {
		Extends, Required []string
		Properties        map[string]struct{ Type, Range string }
	}
	if err := json.Unmarshal(b, &model); err != nil {
		t.Fatal(err)
	}
	written, schemata := make(map[string]string), make(map[string]int)
	for line := range bytes.Lines(export(t, "ftm", demarche.Filter{})) {
		var e struct {
			ID, Schema string
			Properties map[string][]string
		}
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		if written[e.ID] != "" {
			t.Errorf("%s is written twice", e.ID)
		}
		written[e.ID] = e.Schema
		schemata[e.Schema]++
		schema, ok := model[e.Schema]
		if !ok {
			t.Errorf("there is no schema %s", e.Schema)
		}
		for _, name := range schema.Required {
			if len(e.Properties[name]) == 0 {
				t.Errorf("a %s has no %s: %s", e.Schema, name, line)
			}
		}
		for name, values := range e.Properties {
			p, ok := schema.Properties[name]
			if !ok {
				t.Errorf("a %s has no property %s", e.Schema, name)
			}
			for _, v := range values {
				switch {
				case p.Type == "entity" && !slices.Contains(model[written[v]].Extends, p.Range):
					t.Errorf("%s of %s points at %q, a %s and no %s", name, e.Schema, v, written[v], p.Range)
				case p.Type == "country" && len(v) != 2, p.Type == "language" && len(v) != 3:
					t.Errorf("%s of %s is %q", name, e.Schema, v)
				}
			}
		}
	}
	for _, want := range []string{"Article", "PublicBody", "Organization", "Person", "Position", "Occupancy", "Event", "Trip", "Address", "Note"} {
		if schemata[want] == 0 {
			t.Errorf("no %s was written: %v", want, schemata)
		}
	}
}

func TestReportsAreCitedOnce(t *testing.T) {
	var items []map[string]any
	if err := json.Unmarshal(export(t, "csl", demarche.Filter{}), &items); err != nil {
		t.Fatal(err)
	}
	if n := len(webfixture.Reports()); len(items) != n {
		t.Errorf("%d items for %d reports", len(items), n)
	}
	for _, i := range items {
		if i["id"] == "" || i["title"] == "" || i["type"] != "article-newspaper" && i["type"] != "webpage" {
			t.Errorf("item %v", i)
		}
	}
	schema, err := jsonschema.NewCompiler().Compile("../cite/testdata/csl-data.json")
	if err != nil {
		t.Fatal(err)
	}
	list, err := jsonschema.UnmarshalJSON(bytes.NewReader(export(t, "csl", demarche.Filter{})))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(list); err != nil {
		t.Errorf("it is not CSL-JSON: %v", err)
	}
	list.([]any)[0].(map[string]any)["type"] = "newspaper"
	if schema.Validate(list) == nil {
		t.Error("a type that there is not passes")
	}
	var none []any
	if err := json.Unmarshal(export(t, "csl", demarche.Filter{State: "NZL"}), &none); err != nil || len(none) != 0 {
		t.Errorf("reports of a state that none names: %v (%v)", none, err)
	}
}

// TestReportsAreExportedAsTheyAreCited has one item for a report, however it is taken over.
func TestReportsAreExportedAsTheyAreCited(t *testing.T) {
	var exported []cite.CSLItem
	a, _ := webfixture.Newsroom(t)
	if err := json.Unmarshal(exportOf(t, a, "csl", demarche.Filter{}), &exported); err != nil {
		t.Fatal(err)
	}
	if len(exported) == 0 {
		t.Error("nothing is exported")
	}
	for _, item := range exported {
		w, err := cite.Find(t.Context(), a, strings.TrimPrefix(item.ID, "demarche-report-"))
		if err != nil {
			t.Fatal(err)
		}
		text, err := w.As(cite.CSL)
		if err != nil {
			t.Fatal(err)
		}
		var cited []cite.CSLItem
		if err := json.Unmarshal([]byte(text), &cited); err != nil || len(cited) != 1 {
			t.Fatalf("%s (%v)", text, err)
		}
		cited[0].Custom = nil
		if !reflect.DeepEqual(cited[0], item) {
			t.Errorf("it is exported as %+v and cited as %s (%v)", item, text, err)
		}
	}
}

func TestTheMapIsReadByAnotherProgram(t *testing.T) {
	b := export(t, "geojson", demarche.Filter{})
	if _, err := geojson.Parse(string(b), &geojson.ParseOptions{RequireValid: true}); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	var c struct {
		Type     string
		Features []struct {
			ID, Type string
			Geometry *struct {
				Type        string
				Coordinates json.RawMessage
			}
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(b, &c); err != nil || c.Type != "FeatureCollection" {
		t.Fatal(err)
	}
	kinds := make(map[string]int)
	for _, f := range c.Features {
		if f.Geometry != nil {
			kinds[f.Geometry.Type]++
		}
		if f.Type != "Feature" || f.ID == "" || f.Properties["kind"] == "" {
			t.Errorf("feature %+v", f)
		}
	}
	if kinds["LineString"] < 1 || kinds["Point"] < 1 {
		t.Errorf("the map shows %v", kinds)
	}
}

func TestALineOverTheAntimeridianIsCut(t *testing.T) {
	for _, c := range []struct {
		from, to vocabulary.LonLat
		want     string
	}{
		{vocabulary.LonLat{-99, 39}, vocabulary.LonLat{-73, 4}, `{"type":"LineString","coordinates":[[-99,39],[-73,4]]}`},
		{vocabulary.LonLat{170, 0}, vocabulary.LonLat{-170, 10}, `{"type":"MultiLineString","coordinates":[[[170,0],[180,5]],[[-180,5],[-170,10]]]}`},
		{vocabulary.LonLat{-170, 10}, vocabulary.LonLat{170, 0}, `{"type":"MultiLineString","coordinates":[[[-170,10],[-180,5]],[[180,5],[170,0]]]}`},
		{vocabulary.LonLat{180, 0}, vocabulary.LonLat{-170, 10}, `{"type":"MultiLineString","coordinates":[[[-180,0],[-170,10]]]}`},
	} {
		if got := exports.Line(c.from, c.to); got != c.want {
			t.Errorf("from %v to %v: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

func TestEventsAreCodedOnce(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(export(t, "plover", demarche.Filter{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) int { return slices.Index(rows[0], name) }
	found := make(map[string]bool)
	for _, r := range rows[1:] {
		found[strings.Join([]string{r[at("source")], r[at("recipient")], r[at("event")], r[at("cameo")], r[at("quad_class")], r[at("what")]}, " ")] = true
	}
	for _, want := range []string{"COL USA REJECT 121 3 turned_back", "COL USA REJECT 121 3 turn_back", "COL USA REJECT 121 3 refuse", "COL USA AGREE 031 1 accept", "USA COL COERCE 163 4 sanction"} {
		if !found[want] {
			t.Errorf("there is no %s in %v", want, found)
		}
	}
	for row := range found {
		if strings.Contains(row, "planned") || strings.Contains(row, "unsettled") {
			t.Errorf("what is not coded is there: %s", row)
		}
	}
}

func TestFiltersNarrowAnExport(t *testing.T) {
	for name, f := range map[string]demarche.Filter{
		"state": {State: "HND"}, "time": {Since: "2025-02-12", Until: "2025-02-19"}, "kind": {Kinds: []demarche.Kind{demarche.KindQuote}}, "reviewed": {ReviewedOnly: true},
	} {
		all, some := bytes.Count(export(t, "jsonl", demarche.Filter{}), []byte("\n")), bytes.Count(export(t, "jsonl", f), []byte("\n"))
		if some >= all || some == 0 && name != "reviewed" {
			t.Errorf("by %s there are %d of %d records", name, some, all)
		}
	}
}

func TestWhatCannotBeExportedIsAnError(t *testing.T) {
	if _, err := exports.Find("xml"); demarche.CodeOf(err) != demarche.NotFound || demarche.HintOf(err) == "" {
		t.Errorf("a form that there is not: %v", err)
	}
	a, _ := webfixture.Answers(t)
	form, err := exports.Find("geojson")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := form.Write(t.Context(), a, demarche.Filter{Kinds: []demarche.Kind{demarche.KindQuote}}, io.Discard); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("quotations on a map: %v", err)
	}
	for _, f := range exports.Forms() {
		if _, err := f.Write(t.Context(), a, demarche.Filter{}, failing{}); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s to a reader that is gone: %v", f.Name, err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := f.Write(ctx, a, demarche.Filter{}, io.Discard); err == nil {
			t.Errorf("%s goes on though it was given up", f.Name)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
