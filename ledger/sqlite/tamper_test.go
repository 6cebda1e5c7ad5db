package sqlite_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche"
	"demarche/ledger/conformance"
	"demarche/ledger/sqlite"
)

func evidenceTables() []string {
	return []string{"log", "tree", "blobs", "captures", "texts", "documents", "readings", "records", "members", "parts", "decisions", "links"}
}

// varied are reports with everything that a ledger can hold: copies, a
// corrected day, several readings, an undated report.
func varied() []conformance.Report {
	all := samples(0, 7)
	all[6] = all[6].On("")
	copied := all[2].From("/elsewhere/copy.txt", "copy.txt")
	return append(all, copied, all[3].On("2025-02-02"), all[4].By("reader 2", func(i int) bool { return i != 1 }))
}

// decided gives the path of a closed ledger of varied reports, on some of whose
// records reviewers decided.
func decided(t *testing.T) string {
	t.Helper()
	path := filled(t, varied()...)
	s := open(t, path, sqlite.Options{})
	all, err := s.Entries(t.Context(), demarche.Filter{})
	if err != nil || len(all) < 6 {
		t.Fatalf("%d entries, %v", len(all), err)
	}
	for i, what := range []demarche.Judgement{demarche.ToAccept, demarche.ToReject, demarche.ToAmend, demarche.ToAmend, demarche.ToUndo} {
		d := demarche.Decision{Record: all[min(i, 3)].Record.Shared().ID, What: what, Reviewer: "A. Reviewer", Reason: "the sentence says so"}
		if what == demarche.ToAmend {
			d.Amended = conformance.Reworded(all[i].Record, i)
		}
		if _, err := s.Decide(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	id := func(i int) string { return all[i].Record.Shared().ID }
	for _, k := range []demarche.Link{
		{Relation: demarche.SameEvent, What: demarche.ToReject, These: []string{id(0)}, Those: []string{id(4), id(5)}},
		{Relation: demarche.CarriesOut, What: demarche.ToAccept, These: []string{id(1)}, Those: []string{id(2)}},
	} {
		k.Reviewer, k.Reason = "A. Reviewer", "so"
		if _, err := s.Link(t.Context(), k); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

type column struct{ name, kind string }

func columnsOf(t *testing.T, db *sql.DB, table string) []column {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT name, type FROM pragma_table_info(?)", table)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var all []column
	for rows.Next() {
		var c column
		if err := rows.Scan(&c.name, &c.kind); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all
}

// copyOf copies a closed ledger.
func copyOf(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(to, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return to
}

// unguarded runs change on a copy of the ledger without its triggers, puts
// them back, and gives what Verify finds.
func unguarded(t *testing.T, path string, change func(db *sql.DB)) []demarche.Fault {
	t.Helper()
	path = copyOf(t, path)
	db := raw(t, path)
	guards := triggers(t, db)
	execute(t, db, "PRAGMA synchronous = OFF")
	for name := range guards {
		execute(t, db, "DROP TRIGGER "+name)
	}
	change(db)
	for _, create := range guards {
		if _, err := db.ExecContext(t.Context(), create); err != nil && !strings.Contains(err.Error(), "no such table") {
			t.Fatal(err)
		}
	}
	_ = db.Close()
	s := open(t, path, sqlite.Options{ReadOnly: true})
	defer func() { _ = s.Close() }()
	v, err := s.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return v.Faults
}

func triggers(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	all := map[string]string{}
	for rows.Next() {
		var name, create string
		if err := rows.Scan(&name, &create); err != nil {
			t.Fatal(err)
		}
		all[name] = create
	}
	return all
}

// nameQueries give, per table, the id by which a fault must name a row.
func nameQueries() map[string]string {
	return map[string]string{
		"log":       "SELECT sequence FROM log WHERE sequence = :key",
		"tree":      "SELECT place FROM tree WHERE place = :key",
		"blobs":     "SELECT sha256 FROM blobs WHERE key = :key",
		"captures":  "SELECT id FROM log WHERE sequence = :key",
		"texts":     "SELECT hash FROM texts WHERE key = :key",
		"documents": "SELECT id FROM log WHERE sequence = :key",
		"readings":  "SELECT id FROM log WHERE sequence = :key",
		"records":   "SELECT id FROM log WHERE sequence = :key",
		"members":   "SELECT id FROM log WHERE sequence = :key",
		"parts":     "SELECT id FROM log WHERE sequence = :key",
		"decisions": "SELECT id FROM log WHERE sequence = :key",
		"links":     "SELECT id FROM log WHERE sequence = :key",
		"reviews":   "SELECT id FROM records WHERE sequence = :key",
		"current":   "SELECT hash FROM texts WHERE key = :key",
	}
}

// keysOf gives two values of a table's first column, from the middle and the end.
func keysOf(t *testing.T, db *sql.DB, table, key string) []int64 {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), fmt.Sprintf("SELECT DISTINCT %s FROM %s ORDER BY 1", key, table))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var all []int64
	for rows.Next() {
		var k int64
		if err := rows.Scan(&k); err != nil {
			t.Fatal(err)
		}
		all = append(all, k)
	}
	return slices.Compact([]int64{all[len(all)/2], all[len(all)-1]})
}

// otherValues gives values that differ from one by little.
func otherValues(v any, kind string) []any {
	switch v := v.(type) {
	case int64:
		if kind == "REAL" {
			return []any{float64(v) + 0.25}
		}
		return []any{v + 100000, v + 1}
	case float64:
		return []any{v + 1e-9, v / 2}
	case string:
		if v == "" {
			return []any{"x"}
		}
		middle := len(v) / 2
		flipped := []byte(v)
		flipped[middle] ^= 1
		return []any{string(flipped), v + " ", v[:len(v)-1], ""}
	case []byte:
		if len(v) == 0 {
			return []any{[]byte{0}}
		}
		flipped := slices.Clone(v)
		flipped[len(v)/2] ^= 1
		return []any{flipped, v[:len(v)/2], append(slices.Clone(v), 0), []byte{}}
	}
	panic(fmt.Sprintf("a column of type %T", v))
}

func TestEveryChangedColumnIsFoundAndNamed(t *testing.T) {
	path := decided(t)
	sound(t, open(t, path, sqlite.Options{ReadOnly: true}))
	db := raw(t, path)
	changes := 0
	for _, table := range append(evidenceTables(), "current", "reviews") {
		columns := columnsOf(t, db, table)
		key := columns[0].name
		keys := keysOf(t, db, table, key)
		if testing.Short() {
			keys = keys[:1]
		}
		for _, at := range keys {
			var name string
			if err := db.QueryRowContext(t.Context(), nameQueries()[table], sql.Named("key", at)).Scan(&name); err != nil {
				t.Fatalf("%s %d: %v", table, at, err)
			}
			for _, c := range columns {
				var old any
				query := fmt.Sprintf("SELECT %s FROM %s WHERE %s = ? LIMIT 1", c.name, table, key)
				if err := db.QueryRowContext(t.Context(), query, at).Scan(&old); err != nil {
					t.Fatal(err)
				}
				if b, ok := old.([]byte); ok && b == nil {
					old = []byte{} // as the driver gives an empty one, and would write NULL
				}
				for _, value := range otherValues(old, c.kind) {
					what := fmt.Sprintf("%s.%s of %d from %.40q to %.40q", table, c.name, at, fmt.Sprint(old), fmt.Sprint(value))
					refused := false
					faults := unguarded(t, path, func(db *sql.DB) {
						_, err := db.ExecContext(t.Context(), fmt.Sprintf("UPDATE %[1]s SET %[2]s = ? WHERE %[3]s = ? AND %[2]s = ?", table, c.name, key), value, at, old)
						refused = err != nil && strings.Contains(err.Error(), "UNIQUE")
						if err != nil && !refused {
							t.Fatalf("%s: %v", what, err)
						}
					})
					if refused {
						continue // another row has the value
					}
					changes++
					if !names(faults, table, name) {
						t.Errorf("%s: %s is not named in %+v", what, name, faults)
					}
				}
			}
		}
	}
	if changes < 100 {
		t.Errorf("only %d changes were tried", changes)
	}
}

// names reports whether a fault names the row. A line of the log is also named
// by the line after it, whose seal it breaks.
func names(faults []demarche.Fault, table, name string) bool {
	return slices.ContainsFunc(faults, func(f demarche.Fault) bool {
		if table != "log" {
			return f.ID == name
		}
		line, err := strconv.Atoi(name)
		return f.What == "log" && err == nil && (f.ID == name || f.ID == strconv.Itoa(line+1))
	})
}

func TestEveryMissingRowIsFoundAndNamed(t *testing.T) {
	path := decided(t)
	db := raw(t, path)
	for _, table := range append(evidenceTables(), "current", "reviews") {
		columns := columnsOf(t, db, table)
		key, next := columns[0].name, columns[1].name
		for _, at := range keysOf(t, db, table, key) {
			var name string
			if err := db.QueryRowContext(t.Context(), nameQueries()[table], sql.Named("key", at)).Scan(&name); err != nil {
				t.Fatal(err)
			}
			faults := unguarded(t, path, func(db *sql.DB) {
				execute(t, db, fmt.Sprintf("DELETE FROM %[1]s WHERE %[2]s = ?1 AND %[3]s = (SELECT %[3]s FROM %[1]s WHERE %[2]s = ?1 LIMIT 1)", table, key, next), at)
			})
			if !names(faults, table, name) && !names(faults, "", name) {
				t.Errorf("%s without %d: %s is not named in %+v", table, at, name, faults)
			}
		}
	}
}

func TestOtherTampering(t *testing.T) {
	path := decided(t)
	var last int64
	if err := raw(t, path).QueryRowContext(t.Context(), "SELECT max(sequence) FROM log").Scan(&last); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		change string
		want   string // in a fault
	}{
		"a tail cut off with its rows": {cutOff(last-2, "log", "records", "readings", "documents", "captures"), "lines " + strconv.FormatInt(last-2, 10) + " to"},
		"all of the log":               {"DELETE FROM log", "lines 1 to"},
		"a forged node":                {"INSERT INTO tree SELECT place + 100000, hash FROM tree WHERE place = 1", "no line of the log completes it"},
		"a tree that grew no more":     {"DELETE FROM tree WHERE place > 20", "completes is not there"},
		"everything":                   {cutOff(1, "log", "records", "readings", "documents", "captures", "members", "parts", "current"), "lines 1 to"},
		"two bodies exchanged": {`UPDATE records SET body = (SELECT body FROM records o WHERE o.sequence <> records.sequence AND o.sequence IN
			(SELECT sequence FROM records ORDER BY sequence LIMIT 2)) WHERE sequence IN (SELECT sequence FROM records ORDER BY sequence LIMIT 2)`, "its id is not that"},
		"a body that is no JSON": {"UPDATE records SET body = '{' || body WHERE sequence = (SELECT min(sequence) FROM records)", "cannot be read"},
		"a forged record":        {`INSERT INTO records SELECT 100000, 'ffffffffffffffff', text, kind, day, names, body FROM records LIMIT 1`, "the log does not have it"},
		"a forged line":          {fmt.Sprintf("INSERT INTO log SELECT sequence + %d, at, what, id, content, hash FROM log WHERE sequence = 1", last), "was changed"},
		"a forged blob":          {"INSERT INTO blobs VALUES (100000, 'ff', 1, x'00', x'00')", "belong to no capture"},
		"a forged text":          {"INSERT INTO texts VALUES (100000, 'ff', 'x')", "belongs to no document"},
		"a forged state":         {"INSERT INTO parts SELECT sequence, 'actor', 'BRA' FROM records LIMIT 1", "looked up by the states"},
		"a lost guard":           {"CREATE TRIGGER more AFTER INSERT ON log BEGIN SELECT 1; END", "not made by this program"},
		"a lost index":           {"DROP INDEX records_text", "is not there"},
		"bytes that are not packed": {"UPDATE blobs SET packed = x'00', packed_sha256 = x'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'",
			"cannot be unpacked"},
		"other bytes, well packed": {`UPDATE blobs SET (packed, packed_sha256) = (SELECT packed, packed_sha256 FROM blobs ORDER BY key DESC LIMIT 1)
			WHERE key = (SELECT min(key) FROM blobs)`, "bytes that were captured"},
		"a forged decision": {"INSERT INTO decisions SELECT 100000, sequence, 'accept', 'nobody', 'none', sequence, 0 FROM records LIMIT 1", "the log does not have it"},
		"a publisher as the writer": {`UPDATE documents SET publisher = byline, byline = publisher WHERE sequence =
			(SELECT min(sequence) FROM documents WHERE publisher <> '' AND byline = '')`, "it is not what line"},
		"a head as the media type": {`UPDATE captures SET media = CAST(head AS TEXT), head = x'' WHERE sequence =
			(SELECT min(sequence) FROM captures WHERE head <> x'')`, "it is not what line"},
		"a review of nobody":     {"INSERT INTO reviews SELECT max(sequence), 'rejected', max(sequence) FROM records WHERE sequence NOT IN (SELECT record FROM reviews)", "nobody decided"},
		"a rejection taken back": {"UPDATE reviews SET status = 'accepted' WHERE status = 'rejected'", "another review"},
		"the older reading":      {"UPDATE current SET reading = (SELECT min(sequence) FROM readings r WHERE r.text = current.text)", "another document or reading"},
	} {
		faults := unguarded(t, path, func(db *sql.DB) {
			execute(t, db, "PRAGMA foreign_keys = OFF")
			execute(t, db, test.change)
		})
		if !slices.ContainsFunc(faults, func(f demarche.Fault) bool { return strings.Contains(f.Reason, test.want) }) {
			t.Errorf("%s: %q is in none of %+v", name, test.want, faults)
		}
	}
}

func cutOff(from int64, tables ...string) string {
	var b strings.Builder
	for _, table := range tables {
		key := map[string]string{"members": "record", "parts": "record", "current": "text"}[table]
		if key == "" {
			key = "sequence"
		}
		fmt.Fprintf(&b, "DELETE FROM %s WHERE %s >= %d;", table, key, from)
	}
	fmt.Fprintf(&b, "DELETE FROM members WHERE record >= %d OR reading >= %[1]d; DELETE FROM parts WHERE record >= %[1]d", from)
	return b.String()
}
