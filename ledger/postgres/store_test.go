package postgres_test

import (
	"context"
	"flag"
	"maps"
	"os"
	"strings"
	"testing"

	"demarche"
	"demarche/accounts"
	accountsuite "demarche/accounts/conformance"
	"demarche/internal/pgtest"
	"demarche/ledger/conformance"
	"demarche/ledger/postgres"
	files "demarche/ledger/postgres/queries"
)

func TestMain(m *testing.M) {
	// A ledger takes longer to make here than one in a file.
	if err := flag.Set("rapid.checks", "12"); err != nil {
		panic(err)
	}
	flag.Parse()
	os.Exit(pgtest.Run(m))
}

func open(t testing.TB, address string, o postgres.Options) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// empty gives the address of a ledger that is not there yet.
func empty(t testing.TB) string {
	t.Helper()
	address := pgtest.Schema(t, pgtest.URL(t))
	t.Cleanup(func() { drop(t, address) })
	return address
}

func TestConformance(t *testing.T) {
	pgtest.URL(t)
	conformance.Run(t, func(t *testing.T) demarche.Ledger { return open(t, empty(t), postgres.Options{}) })
}

func TestAccountsConform(t *testing.T) {
	pgtest.URL(t)
	accountsuite.Run(t, func(t *testing.T) accounts.Store { return open(t, empty(t), postgres.Options{}).Accounts() })
}

func TestEveryQueryPrepares(t *testing.T) {
	s := open(t, empty(t), postgres.Options{})
	queries := postgres.Queries()
	if files, err := files.Load(); err != nil || !maps.Equal(files, queries) {
		t.Errorf("the query files say other than queries_generated.go: run go generate ./ledger/postgres (%v)", err)
	}
	if len(queries) < 80 {
		t.Errorf("only %d queries were found", len(queries))
	}
	for name, query := range queries {
		if strings.HasPrefix(name, "SoughtReport") && name != "SoughtReports" || name == "SoughtOfPublishers" {
			query = queries["SoughtReports"] + "\nAND " + query + map[bool]string{true: ")"}[name == "SoughtReportHas"]
		}
		if strings.HasPrefix(name, "Entries") && name != "Entries" {
			prepares(t, s, name+" amended", queries["AmendedEntries"]+"\nAND "+query)
			query = queries["Entries"] + "\nAND " + query
		}
		if name == "Known" {
			query += queries["Entries"]
		}
		prepares(t, s, name, query)
	}
}

// prepares fails unless PostgreSQL can plan a statement.
func prepares(t *testing.T, s *postgres.Store, name, query string) {
	t.Helper()
	conn, err := s.Pool().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if err := postgres.Prepare(t.Context(), conn.Conn(), query); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// drop removes a schema.
func drop(t testing.TB, address string) {
	t.Helper()
	if err := postgres.Drop(context.Background(), address); err != nil {
		t.Error(err)
	}
}
