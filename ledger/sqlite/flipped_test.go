package sqlite_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/ledger/sqlite"
)

func TestMissingTablesAreNamed(t *testing.T) {
	path := decided(t)
	for _, table := range append(evidenceTables(), "current", "reviews") {
		faults := unguarded(t, path, func(db *sql.DB) {
			execute(t, db, "PRAGMA foreign_keys = OFF")
			execute(t, db, "DROP TABLE "+table)
		})
		if !slices.Contains(faults, demarche.Fault{What: "ledger", ID: "table " + table, Reason: "is not there"}) {
			t.Errorf("without %s: %+v", table, faults)
		}
	}
}

func TestDroppedTriggersAreNamed(t *testing.T) {
	path := copyOf(t, filled(t, samples(0, 2)...))
	db := raw(t, path)
	execute(t, db, "DROP TRIGGER records_no_update")
	_ = db.Close()
	v, err := open(t, path, sqlite.Options{}).Verify(t.Context(), nil)
	if err != nil || len(v.Faults) != 1 || v.Faults[0].ID != "trigger records_no_update" {
		t.Errorf("%+v, %v", v.Faults, err)
	}
}

// TestFlippedBytes flips bytes anywhere in the file. Either the ledger does
// not open, or Verify finds something, or the byte was of no account: all rows
// are as they were.
func TestFlippedBytes(t *testing.T) {
	path := decided(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := dump(t, path)
	rounds := 300
	if testing.Short() {
		rounds = 30
	}
	rng := rand.New(rand.NewPCG(1, 1))
	found := 0
	for range rounds {
		at := rng.IntN(len(whole))
		flipped := slices.Clone(whole)
		flipped[at] ^= 1 << rng.IntN(8)
		to := filepath.Join(t.TempDir(), "flipped.db")
		if err := os.WriteFile(to, flipped, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := sqlite.Open(t.Context(), to, sqlite.Options{ReadOnly: true})
		if err != nil {
			found++
			continue
		}
		v, err := s.Verify(t.Context(), nil)
		_ = s.Close()
		if err != nil {
			t.Fatalf("byte %d: %v", at, err)
		}
		if len(v.Faults) > 0 {
			found++
		} else if after := dump(t, to); after != before {
			t.Errorf("byte %d was flipped and not found", at)
		}
	}
	if found < rounds/10 { // most of a small ledger's pages are empty
		t.Errorf("only %d of %d flips were found", found, rounds)
	}
	t.Logf("%d of %d flips were found, the others changed nothing that is kept", found, rounds)
}

// dump gives all rows of all tables as text.
func dump(t *testing.T, path string) string {
	t.Helper()
	db := raw(t, path)
	defer func() { _ = db.Close() }()
	var b strings.Builder
	for _, table := range append(evidenceTables(), "current", "reviews") {
		rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table+" ORDER BY 1, 2")
		if err != nil {
			t.Fatal(err)
		}
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(names))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			for _, v := range values {
				fmt.Fprintf(&b, "%v|", *v.(*any))
			}
		}
		_ = rows.Close()
	}
	return b.String()
}
