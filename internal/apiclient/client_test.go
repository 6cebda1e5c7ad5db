package apiclient

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"testing"

	"demarche"
	"demarche/accounts"
	"demarche/api"
	"demarche/internal/webfixture"
	"demarche/web/server"
)

// client gives a client of a server on loopback.
func client(t *testing.T) *ClientWithResponses {
	t.Helper()
	a, words := webfixture.Answers(t)
	site, err := server.New(a, words, webfixture.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(site)
	t.Cleanup(s.Close)
	c, err := NewClientWithResponses(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheDescriptionIsTheNewest(t *testing.T) {
	b, err := api.Description()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var now, then any
	if err := json.Unmarshal(b, &now); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(kept, &then); err != nil || !reflect.DeepEqual(now, then) {
		t.Errorf("openapi.json is not what the API says of itself (%v); run go generate ./internal/apiclient", err)
	}
}

// TestEveryOperation asks every question that the client knows.
func TestEveryOperation(t *testing.T) {
	c := client(t)
	gaps, err := c.GapsWithResponse(t.Context(), nil)
	if err != nil || gaps.JSON200 == nil || len(gaps.JSON200.Entries) == 0 {
		t.Fatalf("no gaps (%v)", err)
	}
	gap, err := gaps.JSON200.Entries[0].AsGapEntry()
	if err != nil || gap.Id == nil || gap.Evidence[0].Exact == "" {
		t.Fatalf("the first gap is %+v (%v)", gap, err)
	}
	flights, err := c.FlightsWithResponse(t.Context(), nil)
	if err != nil || flights.JSON200 == nil || len(flights.JSON200.Events) == 0 {
		t.Fatalf("no flights (%v)", err)
	}
	words := map[string]string{"Event": flights.JSON200.Events[0].Id, "Entry": *gap.Id, "Prove": *gap.Id, "WhereState": "Colombia", "Export": "geojson"}
	asked := 0
	interfaces := reflect.TypeFor[ClientWithResponsesInterface]()
	for i := range interfaces.NumMethod() {
		m := interfaces.Method(i)
		if strings.HasPrefix(m.Name, "Decide") {
			continue // see TestAProgramDecides
		}
		args := []reflect.Value{reflect.ValueOf(t.Context())}
		for j := 1; j < m.Type.NumIn()-1; j++ { // after the context, before the editors
			args = append(args, argument(m.Type.In(j), words[strings.TrimSuffix(m.Name, "WithResponse")]))
		}
		out := reflect.ValueOf(c).MethodByName(m.Name).Call(args)
		if !out[1].IsNil() {
			t.Errorf("%s: %v", m.Name, out[1])
			continue
		}
		r := out[0].Elem()
		if status := out[0].MethodByName("StatusCode").Call(nil)[0].Int(); status != http.StatusOK {
			t.Errorf("%s answers %d: %s", m.Name, status, r.FieldByName("Body").Bytes())
		}
		if answer := r.FieldByName("JSON200"); answer.IsValid() && answer.IsNil() {
			t.Errorf("%s: the client understands nothing of %s", m.Name, r.FieldByName("Body").Bytes())
		}
		asked++
	}
	if asked < 25 {
		t.Errorf("the client knows only %d questions", asked)
	}
}

// argument makes a path parameter, or parameters of which the required ones are set.
func argument(of reflect.Type, word string) reflect.Value {
	if of.Kind() != reflect.Pointer {
		if word == "" {
			word = webfixture.Reports()[0].Document.Hash()
		}
		return reflect.ValueOf(word).Convert(of)
	}
	params := reflect.New(of.Elem())
	for name, value := range map[string]string{"What": "refuse", "State": "COL", "Q": "aircraft"} {
		if f := params.Elem().FieldByName(name); f.IsValid() && f.Kind() == reflect.String {
			f.SetString(value)
		}
	}
	return params
}

func TestWhatTheClientSees(t *testing.T) {
	c := client(t)
	where, err := c.WhereStateWithResponse(t.Context(), "COL", nil)
	if err != nil || where.JSON200 == nil || where.JSON200.State == nil || *where.JSON200.State != "COL" || len(where.JSON200.Cells) == 0 {
		t.Fatalf("Colombia stands %s (%v)", where.Body, err)
	}
	tag := where.HTTPResponse.Header.Get("ETag")
	again, err := c.WhereStateWithResponse(t.Context(), "COL", &WhereStateParams{IfNoneMatch: &tag})
	if err != nil || tag == "" || again.StatusCode() != http.StatusNotModified || len(again.Body) > 0 {
		t.Errorf("asked again with %q it answers %d (%v)", tag, again.StatusCode(), err)
	}
	nowhere, err := c.WhereStateWithResponse(t.Context(), "Ruritania", nil)
	if err != nil || nowhere.ApplicationproblemJSONDefault == nil || nowhere.ApplicationproblemJSONDefault.Code != "not_found" || nowhere.ApplicationproblemJSONDefault.Hint == nil {
		t.Errorf("a state that is none is answered %d %s (%v)", nowhere.StatusCode(), nowhere.Body, err)
	}
	rows, err := c.TimelineWithResponse(t.Context(), nil, func(_ context.Context, r *http.Request) error {
		r.Header.Set("Accept", "text/csv")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if all, err := csv.NewReader(bytes.NewReader(rows.Body)).ReadAll(); err != nil || len(all) < 5 {
		t.Errorf("as CSV the time line is %d rows (%v)", len(all), err)
	}
	one := 1
	page, err := c.DocumentsWithResponse(t.Context(), &DocumentsParams{Limit: &one})
	if err != nil || page.JSON200 == nil || len(*page.JSON200) != 1 || !strings.Contains(page.HTTPResponse.Header.Get("Link"), `rel="next"`) {
		t.Errorf("one report of many is %s, and goes on at %q (%v)", page.Body, page.HTTPResponse.Header.Get("Link"), err)
	}
	lines, err := c.Export(t.Context(), ExportParamsFormJsonl, nil) // the client would take each line for the whole
	if err != nil {
		t.Fatal(err)
	}
	defer lines.Body.Close()
	n := 0
	for d := json.NewDecoder(lines.Body); d.More(); n++ {
		var record struct{ Kind string }
		if err := d.Decode(&record); err != nil || record.Kind == "" {
			t.Fatalf("line %d: %+v (%v)", n+1, record, err)
		}
	}
	if n < 10 {
		t.Errorf("an export of %d lines", n)
	}
}

func TestAProgramDecides(t *testing.T) {
	a, words, desk, kept := webfixture.Review(t, webfixture.Now)
	site, err := server.NewSite(a, words, webfixture.Now, slog.New(slog.DiscardHandler), server.Options{Desk: desk, Closed: true})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(site)
	t.Cleanup(s.Close)
	_, token, err := desk.Grant(t.Context(), accounts.Bearer{Account: "Ann", Role: accounts.Reviewer, For: "the test"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewClientWithResponses(s.URL, WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+token)
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	id := webfixture.Reports()[0].Records[0].Shared().ID
	got, err := c.DecideWithResponse(t.Context(), id, DecideJSONRequestBody{What: "reject", Reason: "he meant another flight"})
	if err != nil || got.JSON200 == nil {
		t.Fatalf("it answers %d %s (%v)", got.StatusCode(), got.Body, err)
	}
	all, err := kept.Decisions(t.Context(), id)
	if err != nil || len(all) != 1 || all[0].What != demarche.ToReject || all[0].Reviewer != "Ann" {
		t.Errorf("kept is %+v (%v)", all, err)
	}
}
