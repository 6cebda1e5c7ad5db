package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/ledger/conformance"
	"demarche/ledger/sqlite"
	files "demarche/ledger/sqlite/queries"
)

func TestConformance(t *testing.T) {
	conformance.Run(t, func(t *testing.T) demarche.Ledger {
		s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

func open(t *testing.T, path string, o sqlite.Options) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), path, o)
	if err != nil {
		t.Fatalf("%v (%s)", err, demarche.HintOf(err))
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func add(t *testing.T, s *sqlite.Store, reports ...conformance.Report) {
	t.Helper()
	for _, r := range reports {
		if _, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil {
			t.Fatal(err)
		}
	}
}

func samples(from, to uint64) []conformance.Report {
	var all []conformance.Report
	for n := from; n < to; n++ {
		all = append(all, conformance.Sample(n))
	}
	return all
}

// filled gives the path of a closed ledger of some reports.
func filled(t *testing.T, reports ...conformance.Report) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.db")
	s := open(t, path, sqlite.Options{Clock: func() time.Time { return time.Date(2025, 3, 1, 12, 0, 0, 5, time.UTC) }})
	add(t, s, reports...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func sound(t *testing.T, s *sqlite.Store) demarche.Verification {
	t.Helper()
	v, err := s.Verify(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Faults) > 0 {
		t.Fatalf("faults: %+v", v.Faults)
	}
	return v
}

// wantError checks that an error is of a code and can be shown to a user.
func wantError(t *testing.T, err error, code demarche.Code, words string) {
	t.Helper()
	var e *demarche.Error
	if !errors.As(err, &e) || e.Code != code || !strings.Contains(err.Error(), words) || demarche.HintOf(err) == "" {
		t.Errorf("error is %q of %s with the hint %q, want %q of %s with a hint", err, demarche.CodeOf(err), demarche.HintOf(err), words, code)
	}
}

func TestEveryQueryPrepares(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	s := open(t, path, sqlite.Options{})
	queries := sqlite.Queries()
	if files, err := files.Load(); err != nil || !maps.Equal(files, queries) {
		t.Errorf("the query files say other than queries_generated.go: run go generate ./ledger/sqlite (%v)", err)
	}
	db := raw(t, path)
	prepares := func(name, query string) {
		stmt, err := db.PrepareContext(t.Context(), query)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		_ = stmt.Close()
	}
	conditions := 0
	for name, query := range queries {
		if strings.HasPrefix(name, "SoughtReport") && name != "SoughtReports" || name == "SoughtOfPublishers" {
			query = queries["SoughtReports"] + "\nAND " + query + map[bool]string{true: ")"}[name == "SoughtReportHas"]
		}
		if strings.HasPrefix(name, "Entries") && name != "Entries" {
			prepares(name+" amended", queries["AmendedEntries"]+"\nAND "+query)
			if query = queries["Entries"] + "\nAND " + query; strings.Contains(query, ":") {
				conditions++
			}
		}
		if name == "Known" {
			query += queries["Entries"]
		}
		prepares(name, query)
	}
	whole, args, err := s.EntriesQuery(demarche.Filter{Kinds: demarche.Kinds(), State: "COL", FromState: "USA", ToState: "MEX",
		Document: "ab", Since: "2025", Until: "2025", Name: "x", Texts: []string{"ab"}, IDs: []string{"ab"}, After: 7, Limit: 3})
	conditions -= 3 // states have a condition for many entries and one for few; rows are no part of a filter
	if err != nil || len(args) != conditions {
		t.Errorf("a filter of everything has %d of %d conditions (%v)", len(args), conditions, err)
	}
	prepares("the whole filter", whole)
	if len(queries) < 30 {
		t.Errorf("only %d queries were found", len(queries))
	}
}

func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sqlite.Raw(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func execute(t *testing.T, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func TestMigrationsGoDownAndUp(t *testing.T) {
	path := filled(t)
	db := raw(t, path)
	if err := sqlite.DownAndUp(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	s := open(t, path, sqlite.Options{})
	add(t, s, samples(0, 3)...)
	sound(t, s)
}

func TestTheDatabaseRefusesToChangeEvidence(t *testing.T) {
	path := decided(t)
	db := raw(t, path)
	for _, table := range evidenceTables() {
		var n int
		if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil || n == 0 {
			t.Fatalf("%s has %d rows (%v)", table, n, err)
		}
		column := columnsOf(t, db, table)[1].name
		for _, query := range []string{
			"UPDATE %[1]s SET %[2]s = %[2]s", "DELETE FROM %[1]s", "INSERT OR REPLACE INTO %[1]s SELECT * FROM %[1]s",
			"INSERT OR IGNORE INTO %[1]s SELECT * FROM %[1]s",
		} {
			_, err := db.ExecContext(t.Context(), fmt.Sprintf(query, table, column))
			if err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf(query+": %v", table, column, err)
			}
		}
	}
	_ = db.Close()
	sound(t, open(t, path, sqlite.Options{}))
}

func TestAFullDisk(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "ledger.db"), sqlite.Options{})
	add(t, s, samples(0, 5)...)
	head := sound(t, s).LogHead
	refused := 0
	for n := uint64(5); n < 25; n++ {
		r := conformance.Sample(n)
		for range 50 { // more than a page: captures do not compress
			r.Capture.Bytes = append(r.Capture.Bytes, demarche.HashOf(r.Capture.Bytes)...)
		}
		r.Document.Capture = r.Capture.Hash()
		pages, err := s.Pages(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for more := 0; ; more++ { // full at every page of the addition
			if err := s.LimitPages(t.Context(), pages+more); err != nil {
				t.Fatal(err)
			}
			_, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading)
			if err == nil {
				break
			}
			refused++
			wantError(t, err, demarche.Storage, "disk is full")
			if v := sound(t, s); v.LogHead != head {
				t.Fatal("an addition that failed left something")
			}
		}
		if err := s.LimitPages(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		head = sound(t, s).LogHead
	}
	if k, err := s.Documents(t.Context()); err != nil || len(k) != 25 || refused < 20 {
		t.Errorf("%d documents, %d times full, %v", len(k), refused, err)
	}
}

// TestTheNewestLinesAreFoundBySequence holds that asking what came since a line
// does not go through the whole of an index, as it did: a server asks it with
// each question.
func TestTheNewestLinesAreFoundBySequence(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	open(t, path, sqlite.Options{})
	rows, err := raw(t, path).QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+sqlite.Queries()["Touched"], sql.Named("after", 1))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	bySequence := 0
	for rows.Next() {
		var (
			id, parent, unused int
			step               string
		)
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(step, "COVERING INDEX") {
			t.Errorf("it goes through an index: %s", step)
		}
		if strings.Contains(step, "(rowid>?)") {
			bySequence++
		}
	}
	if err := rows.Err(); err != nil || bySequence != 3 {
		t.Errorf("%d of 3 tables are read from a line on (%v)", bySequence, err)
	}
}
