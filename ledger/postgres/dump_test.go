package postgres_test

import (
	"context"
	"net/url"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger/postgres"
)

// A ledger with collections of teams is dumped by its owner as docs/deployment.md
// says, and is the same when it is restored: for its owner and for whoever does not
// see all of it. pg_dump looks through no view while it reads tables.
func TestALedgerWithCollectionsIsDumpedAndRestored(t *testing.T) {
	h := newWithheld(t)
	for _, a := range additions() {
		a.to(t, h.writer)
	}
	schema, file := schemaOf(t, h.address), filepath.Join(t.TempDir(), "news.dump")
	pgtest.Tool(t, "pg_dump", "-Fc", "--enable-row-security", "-n", schema, "-f", file, pgtest.ForTools(t, h.as(t, "owner")))

	other := schema + "_restored"
	pgtest.PSQL(t, pgtest.URL(t), "-c", "CREATE DATABASE "+other+" OWNER "+h.roles["owner"])
	t.Cleanup(func() {
		admin, err := pgx.Connect(context.Background(), pgtest.URL(t))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = admin.Close(context.Background()) }()
		if _, err := admin.Exec(context.Background(), "DROP DATABASE "+other+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	restored := withheld{address: elsewhere(t, h.address, other), roles: h.roles}
	pgtest.Tool(t, "pg_restore", "--exit-on-error", "-d", pgtest.ForTools(t, restored.as(t, "owner")), file)

	back := open(t, restored.as(t, "owner"), postgres.Options{})
	v, err := back.Verify(t.Context(), nil)
	if err != nil || len(v.Faults) > 0 {
		t.Errorf("what was restored has the faults %+v, %v", v.Faults, err)
	}
	was, err := h.owner.Withheld(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if is, err := back.Withheld(t.Context()); err != nil || is != was || is.Rows == 0 {
		t.Errorf("withheld is %+v, not %+v, %v", is, was, err)
	}
	seen := map[int]bool{}
	for _, role := range []string{"outsider", "of_a", "of_b", "writer"} {
		var here, there []demarche.Entry
		for into, address := range map[*[]demarche.Entry]string{&here: h.as(t, role), &there: restored.as(t, role)} {
			l := open(t, address, postgres.Options{ReadOnly: true})
			if *into, err = l.Entries(t.Context(), demarche.Filter{}); err != nil {
				t.Fatal(err)
			}
		}
		if len(here) == 0 || len(here) != len(there) {
			t.Errorf("%s sees %d entries, and %d of what was restored", role, len(here), len(there))
		}
		seen[len(here)] = true
	}
	if len(seen) < 2 {
		t.Error("everybody sees the same: nothing is withheld that could be shown by mistake")
	}
}

// elsewhere gives the address of the same schema in another database.
func elsewhere(t *testing.T, address, database string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + database
	return u.String()
}
