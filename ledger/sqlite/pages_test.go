package sqlite_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche/ledger/sqlite"
)

// page is a page of the file and what lies on it.
type page struct {
	number int // from 1
	kind   string
}

// pagesOf gives every page of the file: of a table, of an index, of what is no
// evidence ("beside", empty here: SQLite takes one empty page for another), or free.
func pagesOf(t *testing.T, path string) (all []page, size int) {
	t.Helper()
	db := raw(t, path)
	defer func() { _ = db.Close() }()
	var count int
	if err := db.QueryRowContext(t.Context(), "SELECT page_count, page_size FROM pragma_page_count, pragma_page_size").Scan(&count, &size); err != nil {
		t.Fatal(err)
	}
	kinds := make(map[int]string)
	rows, err := db.QueryContext(t.Context(), `SELECT d.pageno, CASE WHEN s.tbl_name IN (`+beside+`) THEN 'beside' ELSE coalesce(s.type, 'table') || ' ' || d.pagetype END FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var (
			number int
			kind   string
		)
		if err := rows.Scan(&number, &kind); err != nil {
			t.Fatal(err)
		}
		kinds[number] = kind
	}
	for n := 1; n <= count; n++ {
		if kinds[n] == "" {
			kinds[n] = "free"
		}
		all = append(all, page{n, kinds[n]})
	}
	return all, size
}

// withFreePages gives a copy of a ledger whose file has free pages, as one of
// which a table was dropped has.
func withFreePages(t *testing.T, path string) string {
	t.Helper()
	path = copyOf(t, path)
	db := raw(t, path)
	execute(t, db, "CREATE TABLE passing (a)")
	for range 40 {
		execute(t, db, "INSERT INTO passing VALUES (randomblob(2000))")
	}
	execute(t, db, "DROP TABLE passing")
	execute(t, db, "PRAGMA wal_checkpoint(TRUNCATE)")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// found reports whether a changed file is noticed: it does not open, or Verify
// finds a fault. If not, all that the tables and indexes hold must be as before.
func found(t *testing.T, changed []byte, before, what string) bool {
	t.Helper()
	to := filepath.Join(t.TempDir(), "changed.db")
	if err := os.WriteFile(to, changed, 0o644); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.Remove(to) }()
	s, err := sqlite.Open(t.Context(), to, sqlite.Options{ReadOnly: true})
	if err != nil {
		return true
	}
	v, err := s.Verify(t.Context(), nil)
	_ = s.Close()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if len(v.Faults) > 0 {
		return true
	}
	if after := dump(t, to) + indexed(t, to); after != before {
		t.Errorf("%s is not found, and what is kept changed", what)
	}
	return false
}

// indexed gives all that the indexes hold, read from the indexes.
func indexed(t *testing.T, path string) string {
	t.Helper()
	db := raw(t, path)
	defer func() { _ = db.Close() }()
	var b strings.Builder
	for _, x := range indexes(t, db) {
		columns := strings.Join(x.columns, ", ")
		quoted := "quote(" + strings.Join(x.columns, ") || ' ' || quote(") + ")"
		var all sql.NullString
		query := fmt.Sprintf(`SELECT group_concat(v, '|') FROM (SELECT %s AS v FROM %s INDEXED BY "%s" WHERE %s IS NOT NULL ORDER BY %s)`,
			quoted, x.table, x.name, x.columns[0], columns)
		if err := db.QueryRowContext(t.Context(), query).Scan(&all); err != nil {
			t.Fatalf("%s: %v", x.name, err)
		}
		b.WriteString(x.name + all.String)
	}
	return b.String()
}

type index struct {
	name, table string
	columns     []string
}

// beside are the tables that are no evidence.
const beside = `'accounts', 'sessions', 'bearers', 'tries', 'claims'`

// indexes gives the indexes over what is evidence.
func indexes(t *testing.T, db *sql.DB) []index {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `SELECT s.name, s.tbl_name, i.name FROM sqlite_schema s, pragma_index_info(s.name) i
		WHERE s.type = 'index' AND s.tbl_name NOT IN ('schema_version', `+beside+`) ORDER BY s.name, i.seqno`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var all []index
	for rows.Next() {
		var name, table, column string
		if err := rows.Scan(&name, &table, &column); err != nil {
			t.Fatal(err)
		}
		if n := len(all); n == 0 || all[n-1].name != name {
			all = append(all, index{name: name, table: table})
		}
		all[len(all)-1].columns = append(all[len(all)-1].columns, column)
	}
	return all
}

// TestEveryPage flips bytes of every page of the file - its head, the list of
// its cells, and anywhere -, blanks it, puts another in its place and cuts the
// file off before it. What is not found must be of no account.
func TestEveryPage(t *testing.T) {
	path := withFreePages(t, decided(t))
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := dump(t, path) + indexed(t, path)
	pages, size := pagesOf(t, path)
	flips := max(2, 40/steps(8))
	rng := rand.New(rand.NewPCG(2, 2))
	type tally struct{ pages, flips, found int }
	counted := make(map[string]*tally)
	for _, p := range pages {
		c := counted[p.kind]
		if c == nil {
			c = &tally{}
			counted[p.kind] = c
		}
		c.pages++
		from := (p.number - 1) * size
		for i := range flips {
			at := from + rng.IntN([]int{12, 60, size, size}[i%4])
			changed := slices.Clone(whole)
			changed[at] ^= 1 << rng.IntN(8)
			c.flips++
			if found(t, changed, before, fmt.Sprintf("a flip of byte %d of page %d (%s)", at-from, p.number, p.kind)) {
				c.found++
			}
		}
		blank := slices.Clone(whole)
		clear(blank[from : from+size])
		other := slices.Clone(whole)
		neighbour := p.number % len(pages) * size
		copy(other[from:from+size], whole[neighbour:neighbour+size])
		for what, changed := range map[string][]byte{"blanked": blank, "another in its place": other, "cut off before": whole[:from]} {
			if bytes.Equal(changed, whole) {
				continue // two empty pages are the same
			}
			if !found(t, changed, before, fmt.Sprintf("page %d (%s), %s,", p.number, p.kind, what)) && p.kind != "free" && p.kind != "beside" {
				t.Errorf("page %d (%s), %s, is not found", p.number, p.kind, what)
			}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(counted)) {
		c := counted[kind]
		t.Logf("%-16s %3d pages, %4d bytes flipped, %4d found; the others are of no account", kind, c.pages, c.flips, c.found)
	}
	for _, kind := range []string{"table leaf", "table internal", "index leaf", "free"} {
		if counted[kind] == nil {
			t.Errorf("no page of the kind %q: %v", kind, slices.Sorted(maps.Keys(counted)))
		}
	}
}

// TestDroppedBytes takes single bytes out of the file, and adds some.
func TestDroppedBytes(t *testing.T) {
	path := decided(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := dump(t, path) + indexed(t, path)
	rng := rand.New(rand.NewPCG(4, 4))
	for range max(6, 60/steps(6)) {
		at := rng.IntN(len(whole) - 8192) // of the last page the end may be unused
		if !found(t, slices.Delete(slices.Clone(whole), at, at+1), before, fmt.Sprintf("without byte %d", at)) {
			t.Errorf("the file without byte %d is taken for whole", at)
		}
		if !found(t, slices.Insert(slices.Clone(whole), at, byte(rng.IntN(256))), before, fmt.Sprintf("with a byte more at %d", at)) {
			t.Errorf("the file with a byte more at %d is taken for whole", at)
		}
	}
}
