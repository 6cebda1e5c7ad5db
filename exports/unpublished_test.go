package exports_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/exports"
	"demarche/internal/webfixture"
	"demarche/ledger/sqlite"
)

// withholding is a ledger of which one report is in two collections that are not published.
type withholding struct {
	*sqlite.Store
	hash string
}

const collections = "camp-leak a-letter"

func (w withholding) Entries(ctx context.Context, f demarche.Filter) ([]demarche.Entry, error) {
	all, err := w.Store.Entries(ctx, f)
	for i := range all {
		if all[i].Document == w.hash {
			all[i].Unpublished = collections
		}
	}
	return all, err
}

// unpublished gives the answers over such a ledger, and the report.
func unpublished(t *testing.T) (*answers.Answers, webfixture.Report) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), t.TempDir()+"/ledger.db", sqlite.Options{Clock: webfixture.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	all := webfixture.Reports()
	for _, r := range all {
		reading := demarche.Reading{Doc: demarche.DocInfo{SHA256: r.Document.Hash(), Published: r.Document.Published, Reader: "test"}, Records: r.Records}
		if _, err := store.Add(t.Context(), demarche.Capture{Address: r.Document.Name, Bytes: []byte(r.Document.Text)}, r.Document, reading); err != nil {
			t.Fatal(err)
		}
	}
	i := slices.IndexFunc(all, func(r webfixture.Report) bool {
		return slices.ContainsFunc(r.Records, func(x demarche.Record) bool { return x.Shared().Kind == demarche.KindMovement })
	})
	return answers.New(withholding{store, all[i].Document.Hash()}, webfixture.Now), all[i]
}

// Whoever passes a table on sees in it what is not published.
func TestTablesSayWhatIsNotPublished(t *testing.T) {
	a, report := unpublished(t)
	ids := make(map[string]bool)
	for _, r := range report.Records {
		ids[r.Shared().ID] = true
	}
	for name, f := range map[string]demarche.Filter{"csv": {}, "plover": {}} {
		rows, err := csv.NewReader(bytes.NewReader(exportOf(t, a, name, f))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		id, mark, document, marked := slices.Index(rows[0], "id"), slices.Index(rows[0], "unpublished"), slices.Index(rows[0], "document"), 0
		for _, row := range rows[1:] {
			want := ""
			if row[document] == report.Document.Hash() {
				want = "a-letter;camp-leak"
			}
			if row[mark] == "a-letter;camp-leak" {
				marked++
			}
			// An event goes by all that tell of it, not by the first alone.
			if row[mark] != want && (name == "csv" || want != "") {
				t.Errorf("%s: %s is marked %q, want %q", name, row[id], row[mark], want)
			}
		}
		if marked == 0 || marked == len(rows)-1 {
			t.Errorf("%s: %d of %d rows are marked", name, marked, len(rows)-1)
		}
	}
	lines := 0
	for line := range bytes.Lines(exportOf(t, a, "jsonl", demarche.Filter{})) {
		var v struct {
			ID     string
			Report struct{ Unpublished string }
		}
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		if want := map[bool]string{true: collections}[ids[v.ID]]; v.Report.Unpublished != want {
			t.Errorf("%s is marked %q, want %q", v.ID, v.Report.Unpublished, want)
		}
		lines++
	}
	if lines <= len(ids) {
		t.Errorf("%d lines", lines)
	}
	if m := exportOf(t, a, "geojson", demarche.Filter{}); !strings.Contains(string(m), `"unpublished":"a-letter;camp-leak"`) || !slices.ContainsFunc(exports.MapProperties(), func(c exports.Column) bool { return c.Name == "unpublished" }) {
		t.Errorf("the map does not say it: %s", m)
	}
	// Answers have the column where something is not published, and only there.
	published, _ := webfixture.Answers(t)
	for _, of := range []struct {
		a    *answers.Answers
		want bool
	}{{a, true}, {published, false}} {
		events, err := of.a.Events(t.Context(), demarche.Filter{Kinds: []demarche.Kind{demarche.KindMovement}})
		if err != nil {
			t.Fatal(err)
		}
		table := exports.EventTable(events.Events)
		if got := slices.Contains(table.Headings, "unpublished"); got != of.want || len(table.Rows[0]) != len(table.Headings) {
			t.Errorf("events are told under %q", table.Headings)
		}
	}
}
