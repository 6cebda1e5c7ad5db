package postgres_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger/conformance"
	"demarche/ledger/postgres"
)

func evidenceTables() []string {
	return []string{"log", "tree", "blobs", "captures", "texts", "documents", "readings", "records", "members", "parts", "decisions", "links"}
}

// filled gives the address of a ledger with everything that one can hold.
func filled(t *testing.T) string {
	t.Helper()
	address := empty(t)
	s := open(t, address, postgres.Options{})
	conformance.Fill(t, s)
	return address
}

// raw connects to the database itself.
func raw(t testing.TB, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func TestTheDatabaseRefusesToChangeEvidence(t *testing.T) {
	address := filled(t)
	conn := raw(t, address)
	for _, role := range []string{"origin", "replica"} { // what a superuser can switch triggers off with
		if _, err := conn.Exec(t.Context(), "SET session_replication_role = "+role); err != nil {
			t.Fatal(err)
		}
		for _, table := range append(evidenceTables(), "log_end") {
			var n int
			if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil || n == 0 {
				t.Fatalf("%s has %d rows (%v)", table, n, err)
			}
			column := columnsOf(t, conn, table)[1].name
			for _, statement := range []string{"UPDATE %[1]s SET %[2]s = %[2]s", "DELETE FROM %[1]s", "TRUNCATE %[1]s CASCADE"} {
				statement = fmt.Sprintf(statement, table, column)
				if _, err := conn.Exec(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "append-only") {
					t.Errorf("%s, as %s: %v", statement, role, err)
				}
			}
		}
	}
	sound(t, open(t, address, postgres.Options{ReadOnly: true}))
}

type column struct{ name, kind string }

func columnsOf(t *testing.T, conn *pgx.Conn, table string) []column {
	t.Helper()
	rows, err := conn.Query(t.Context(), "SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum", table)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c column, err error) { return c, row.Scan(&c.name, &c.kind) })
	if err != nil || len(all) == 0 {
		t.Fatalf("%s has no columns (%v)", table, err)
	}
	return all
}

// tampered makes changes with the triggers off, in a transaction of which only
// Verify sees anything, and gives what it finds.
func tampered(t *testing.T, s *postgres.Store, changes ...string) []demarche.Fault {
	t.Helper()
	tx, err := s.Pool().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	for _, change := range changes {
		if _, err := tx.Exec(t.Context(), change); err != nil {
			t.Fatalf("%s: %v", change, err)
		}
	}
	v, err := s.VerifyIn(t.Context(), tx)
	if err != nil {
		t.Fatal(err)
	}
	return v.Faults
}

// loose takes away what keeps a table from being changed, and puts it back.
func loose(table string, changes ...string) []string {
	trigger := table + "_append_only"
	if !slices.Contains(evidenceTables(), table) {
		return changes
	}
	before := []string{fmt.Sprintf("ALTER TABLE %s DISABLE TRIGGER ALL", table)}
	after := []string{fmt.Sprintf("ALTER TABLE %s ENABLE TRIGGER ALL", table), fmt.Sprintf("ALTER TABLE %s ENABLE ALWAYS TRIGGER %s", table, trigger)}
	return slices.Concat(before, changes, after)
}

func TestEveryChangedColumnIsFound(t *testing.T) {
	s := open(t, filled(t), postgres.Options{})
	conn := raw(t, addressOf(t, s))
	if f := tampered(t, s, loose("texts")...); len(f) > 0 {
		t.Fatalf("nothing was changed, and %+v is found", f)
	}
	keys := keysOf(t, conn) // which would refuse changes before Verify sees them
	other := map[string]string{"bigint": "%[1]s + 1", "integer": "%[1]s + 1", "text": "%[1]s || 'x'", "bytea": "%[1]s || '\\x00'",
		"double precision": "%[1]s / 2 + 0.001", "boolean": "NOT %[1]s", "tsvector": "%[1]s || 'x:1'"}
	for _, table := range append(evidenceTables(), "current", "reviews", "search") {
		for _, c := range columnsOf(t, conn, table) {
			value := fmt.Sprintf(other[c.kind], c.name)
			change := fmt.Sprintf("UPDATE %[1]s SET %[2]s = %[3]s WHERE ctid = (SELECT max(ctid) FROM %[1]s)", table, c.name, value)
			found := tampered(t, s, slices.Concat(keys, loose(table, change))...)
			if !slices.ContainsFunc(found, func(f demarche.Fault) bool {
				return !strings.Contains(f.ID, "constraint") && !strings.Contains(f.ID, "index")
			}) {
				t.Errorf("%s is not found: %+v", change, found)
			}
		}
	}
}

// keysOf gives statements that drop all keys of the ledger.
func keysOf(t *testing.T, conn *pgx.Conn) []string {
	t.Helper()
	rows, err := conn.Query(t.Context(), `SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname || ' CASCADE'
		FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype IN ('p', 'u', 'f') ORDER BY contype = 'f' DESC`)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryMissingRowAndTableIsFound(t *testing.T) {
	s := open(t, filled(t), postgres.Options{})
	conn := raw(t, addressOf(t, s))
	keys := keysOf(t, conn)
	for _, table := range append(evidenceTables(), "current", "reviews", "search", "log_end") {
		for what, change := range map[string][]string{
			"the last row":  loose(table, fmt.Sprintf("DELETE FROM %[1]s WHERE ctid = (SELECT max(ctid) FROM %[1]s)", table)),
			"the first row": loose(table, fmt.Sprintf("DELETE FROM %[1]s WHERE ctid = (SELECT min(ctid) FROM %[1]s)", table)),
			"the table":     {"DROP TABLE " + table + " CASCADE"},
		} {
			if table == "log_end" && what != "the table" {
				change = append([]string{"ALTER TABLE log_end DISABLE TRIGGER ALL"}, change...)
			}
			found := tampered(t, s, slices.Concat(keys, change)...)
			if !slices.ContainsFunc(found, func(f demarche.Fault) bool {
				return !strings.Contains(f.ID, "constraint") && !strings.Contains(f.ID, "index") && !strings.Contains(f.ID, "trigger")
			}) {
				t.Errorf("that %s of %s is missing is not found: %+v", what, table, found)
			}
		}
	}
}

func TestATailThatIsCutOffIsFound(t *testing.T) {
	s := open(t, filled(t), postgres.Options{})
	last := head(t, s).Size
	cut := []string{fmt.Sprintf("DELETE FROM links WHERE sequence = %d", last), fmt.Sprintf("DELETE FROM log WHERE sequence = %d", last)}
	found := tampered(t, s, slices.Concat([]string{"ALTER TABLE links DISABLE TRIGGER ALL"}, loose("log", cut...),
		[]string{"ALTER TABLE links ENABLE TRIGGER ALL", "ALTER TABLE links ENABLE ALWAYS TRIGGER links_append_only"})...)
	if !slices.ContainsFunc(found, func(f demarche.Fault) bool { return f.What == "log" && f.Reason == "the line is not there" }) {
		t.Errorf("%+v", found)
	}
}

func TestChangedGuardsAreFound(t *testing.T) {
	s := open(t, filled(t), postgres.Options{})
	for _, change := range []string{
		"DROP TRIGGER log_append_only ON log",
		"ALTER TABLE records DISABLE TRIGGER records_append_only",
		"ALTER TABLE records ENABLE TRIGGER records_append_only", // not where triggers are off for replication
		"CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
		"CREATE TRIGGER mine BEFORE INSERT ON log EXECUTE FUNCTION append_only()",
		"CREATE RULE mine AS ON INSERT TO links DO INSTEAD NOTHING",
		"ALTER TABLE texts ADD COLUMN mine text",
		"ALTER TABLE texts ENABLE ROW LEVEL SECURITY",
		"ALTER TABLE captures DROP CONSTRAINT captures_blob_fkey",
		"DROP INDEX documents_text",
	} {
		found := tampered(t, s, change)
		if len(found) != 1 || found[0].What != "ledger" {
			t.Errorf("%s: %+v", change, found)
		}
	}
	if found := tampered(t, s, "CREATE TABLE queue (job bigint PRIMARY KEY)"); len(found) > 0 {
		t.Errorf("another program's table in the schema: %+v", found)
	}
}

// addressOf gives the address of a store in the server of the tests.
func addressOf(t *testing.T, s *postgres.Store) string {
	t.Helper()
	u, err := url.Parse(pgtest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", s.Schema())
	u.RawQuery = q.Encode()
	return u.String()
}

func TestRoles(t *testing.T) {
	address := filled(t)
	owner := open(t, address, postgres.Options{})
	schema := owner.Schema()
	reader, writer := schema+"_reader", schema+"_writer"
	conn := raw(t, address)
	for _, role := range []string{reader, writer} {
		if _, err := conn.Exec(t.Context(), "CREATE ROLE "+role+" LOGIN"); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_, _ = conn.Exec(context.Background(), "DROP OWNED BY "+role)
			if _, err := conn.Exec(context.Background(), "DROP ROLE "+role); err != nil {
				t.Error(err)
			}
		})
	}
	pgtest.PSQL(t, address, "-v", "schema="+schema, "-v", "reader="+reader, "-v", "writer="+writer, "-f", "roles.sql")
	as := func(role string) string {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		q.Set("user", role)
		u.RawQuery = q.Encode()
		return u.String()
	}

	// Who may write adds, decides and keeps accounts, and can do nothing else.
	w := open(t, as(writer), postgres.Options{})
	r := conformance.Sample(50)
	if outcome, err := w.Add(t.Context(), r.Capture, r.Document, r.Reading); err != nil || outcome != demarche.Added {
		t.Fatalf("%s, %v", outcome, err)
	}
	if _, err := w.Decide(t.Context(), demarche.Decision{Record: r.Reading.Records[0].Shared().ID, What: demarche.ToReject, Reviewer: "A. Reviewer", Reason: "so"}); err != nil {
		t.Fatal(err)
	}
	sound(t, w)
	if wait, err := w.Rate(t.Context(), "192.0.2.1/32", 1, 1); wait != 0 || err != nil {
		t.Errorf("who may write counts requests: %s, %v", wait, err)
	}
	for _, role := range []string{reader, writer} {
		c := raw(t, as(role))
		for _, table := range evidenceTables() {
			column := columnsOf(t, c, table)[1].name
			for _, statement := range []string{"UPDATE %[1]s SET %[2]s = %[2]s", "DELETE FROM %[1]s", "TRUNCATE %[1]s", "ALTER TABLE %[1]s DISABLE TRIGGER ALL", "DROP TABLE %[1]s"} {
				statement = fmt.Sprintf(statement, table, column)
				if _, err := c.Exec(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "42501") {
					t.Errorf("%s, as %s: %v", statement, role, err)
				}
			}
		}
	}

	// Who may read reads, and is told when opening for writing.
	if _, err := postgres.Open(t.Context(), as(reader), postgres.Options{}); demarche.CodeOf(err) != demarche.Storage || !strings.Contains(err.Error(), "only read") {
		t.Errorf("a reader opens for writing: %v", err)
	}
	same(t, owner, open(t, as(reader), postgres.Options{ReadOnly: true}))
	for _, table := range []string{"accounts", "sessions", "bearers", "tries", "claims", "rates"} {
		if _, err := raw(t, as(reader)).Exec(t.Context(), "SELECT * FROM "+table); err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("a reader sees %s: %v", table, err)
		}
	}
}
