package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
	conditions -= 2 // states have a condition for many entries and one for few
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

func TestPathsOfAnyName(t *testing.T) {
	for _, name := range []string{"a b.db", "100%25?.db", "x#y&mode=ro.db", "Ñandú.db", filepath.Join("new", "folder", "l.db")} {
		path := filepath.Join(t.TempDir(), name)
		s := open(t, path, sqlite.Options{})
		add(t, s, samples(0, 1)...)
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}

func TestTheClockIsTheOneGiven(t *testing.T) {
	at := time.Date(2031, 5, 6, 7, 8, 9, 123456789, time.FixedZone("", 3600))
	s := open(t, filepath.Join(t.TempDir(), "ledger.db"), sqlite.Options{Clock: func() time.Time { return at }})
	add(t, s, samples(0, 4)...)
	all, err := s.Entries(t.Context(), demarche.Filter{})
	if err != nil || len(all) == 0 || !all[0].Kept.Equal(at) {
		t.Errorf("%v: kept %v, want %v", err, all[0].Kept, at)
	}
}

func TestReadOnly(t *testing.T) {
	path := filled(t, samples(0, 5)...)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, path, sqlite.Options{ReadOnly: true})
	all, err := s.Entries(t.Context(), demarche.Filter{})
	if err != nil || len(all) == 0 {
		t.Errorf("%d entries, %v", len(all), err)
	}
	sound(t, s)
	r := conformance.Sample(9)
	_, err = s.Add(t.Context(), r.Capture, r.Document, r.Reading)
	wantError(t, err, demarche.Storage, "reading only")

	// What a writer adds meanwhile is seen.
	add(t, open(t, path, sqlite.Options{}), samples(20, 25)...)
	if more, err := s.Entries(t.Context(), demarche.Filter{}); err != nil || len(more) <= len(all) {
		t.Errorf("%d entries after %d, %v", len(more), len(all), err)
	}
	_ = s.Close()

	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(copied, before, 0o644); err != nil {
		t.Fatal(err)
	}
	s = open(t, copied, sqlite.Options{ReadOnly: true})
	sound(t, s)
	_ = s.Close()
	if after, err := os.ReadFile(copied); err != nil || !slices.Equal(before, after) {
		t.Errorf("reading changed the file (%v)", err)
	}
	if beside, _ := filepath.Glob(copied + "*"); len(beside) != 1 {
		t.Errorf("reading left files behind: %v", beside)
	}
	_, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "none.db"), sqlite.Options{ReadOnly: true})
	wantError(t, err, demarche.NotFound, "no ledger")
}

func TestFilesThatAreNoLedger(t *testing.T) {
	folder := t.TempDir()
	other := filepath.Join(folder, "other.db")
	if err := os.WriteFile(other, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	execute(t, raw(t, other), "CREATE TABLE recipes (name)")
	whole, err := os.ReadFile(filled(t, samples(0, 30)...))
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		bytes []byte
		code  demarche.Code
		words string
	}{
		"a note":                {[]byte("just a note"), demarche.Corrupt, "not a ledger"},
		"a long note":           {[]byte(strings.Repeat("just a note\n", 1000)), demarche.Corrupt, "not a ledger"},
		"another's database":    {foreign, demarche.Unsupported, "another program"},
		"a ledger cut short":    {whole[:len(whole)/2], demarche.Corrupt, "damaged"},
		"a ledger's first page": {whole[:4096], demarche.Corrupt, "damaged"},
		"a damaged beginning":   {append([]byte("X"), whole[1:]...), demarche.Corrupt, "not a ledger"},
	} {
		for _, readOnly := range []bool{false, true} {
			path := filepath.Join(t.TempDir(), "file.db")
			if err := os.WriteFile(path, test.bytes, 0o644); err != nil {
				t.Fatal(err)
			}
			s, err := sqlite.Open(t.Context(), path, sqlite.Options{ReadOnly: readOnly})
			if err == nil { // then the damage shows where it is read
				_, err = s.Entries(t.Context(), demarche.Filter{})
				_ = s.Close()
			}
			t.Logf("%s: %v", name, err)
			if demarche.CodeOf(err) != test.code || demarche.HintOf(err) == "" {
				t.Errorf("%s: %v of %s, want %s", name, err, demarche.CodeOf(err), test.code)
			}
			if after, err := os.ReadFile(path); err != nil || !slices.Equal(after, test.bytes) {
				t.Errorf("%s was changed (%v)", name, err)
			}
			if strings.Contains(test.words, "damaged") {
				continue // it is ours
			}
			if beside, _ := filepath.Glob(path + "*"); len(beside) != 1 {
				t.Errorf("%s: files were made beside it: %v", name, beside)
			}
		}
	}
	_, err = sqlite.Open(t.Context(), folder, sqlite.Options{})
	wantError(t, err, demarche.Invalid, "not a file")
	_, err = sqlite.Open(t.Context(), filepath.Join(other, "below.db"), sqlite.Options{})
	if err == nil {
		t.Error("a ledger was opened below a file")
	}
}

func TestAnEmptyFileBecomesALedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s := open(t, path, sqlite.Options{})
	add(t, s, samples(0, 2)...)
	sound(t, s)
}

func TestALedgerOfANewerVersion(t *testing.T) {
	path := filled(t, samples(0, 3)...)
	db := raw(t, path)
	execute(t, db, "INSERT INTO schema_version (version_id, is_applied) VALUES (99, 1)")
	_ = db.Close()
	before, _ := os.ReadFile(path)
	for _, readOnly := range []bool{false, true} {
		_, err := sqlite.Open(t.Context(), path, sqlite.Options{ReadOnly: readOnly})
		wantError(t, err, demarche.Newer, "newer version")
	}
	if after, _ := os.ReadFile(path); !slices.Equal(before, after) {
		t.Error("the ledger of a newer version was changed")
	}
}

func TestALedgerThatSomebodyElseWritesTo(t *testing.T) {
	path := filled(t, samples(0, 3)...)
	s := open(t, path, sqlite.Options{Patience: 300 * time.Millisecond})
	other := raw(t, path)
	conn, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	r := conformance.Sample(7)
	_, err = s.Add(t.Context(), r.Capture, r.Document, r.Reading)
	wantError(t, err, demarche.Conflict, "another program")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := s.Add(ctx, r.Capture, r.Document, r.Reading); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting past the end of the context: %v", err)
	}
	if all, err := s.Entries(t.Context(), demarche.Filter{}); err != nil || len(all) == 0 {
		t.Errorf("reading while another writes: %d entries, %v", len(all), err)
	}
	// Waiting ends well when the other is done.
	patient := open(t, path, sqlite.Options{ReadOnly: true})
	sound(t, patient)
	go func() {
		time.Sleep(100 * time.Millisecond)
		_, _ = conn.ExecContext(context.Background(), "ROLLBACK")
	}()
	add(t, s, r)
	sound(t, s)
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
