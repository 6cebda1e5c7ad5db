package postgres_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger/conformance"
	"demarche/ledger/postgres"
)

// secured gives the address of a server as a role asks it, with parameters.
func secured(t *testing.T, x pgtest.TLS, role string, parameters map[string]string) string {
	t.Helper()
	u, err := url.Parse(with(t, x.Address, parameters))
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.User(role)
	return u.String()
}

// TestALedgerBehindTLS tries what docs/postgres.md says of it: a role with a
// certificate of its own, and one with a password from a file or the environment.
func TestALedgerBehindTLS(t *testing.T) {
	server, x := pgtest.StartTLS(t)
	for _, make := range []string{"CREATE ROLE certified LOGIN", "CREATE ROLE locked LOGIN PASSWORD 'the right one'", "CREATE SCHEMA certified AUTHORIZATION certified", "CREATE SCHEMA locked AUTHORIZATION locked"} {
		pgtest.PSQL(t, server.URL(), "-c", make)
	}
	for _, name := range []string{"PGPASSWORD", "PGPASSFILE", "PGSSLMODE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY"} {
		t.Setenv(name, "")
	}
	full := map[string]string{"sslmode": "verify-full", "sslrootcert": x.Roots}
	own := map[string]string{"sslmode": "verify-full", "sslrootcert": x.Roots, "sslcert": x.Cert, "sslkey": x.Key, "search_path": "certified"}

	s := open(t, secured(t, x, "certified", own), postgres.Options{})
	conformance.Fill(t, s)
	var secure bool
	if err := s.Pool().QueryRow(t.Context(), "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").Scan(&secure); err != nil || !secure {
		t.Errorf("the connection is encrypted: %t, %v", secure, err)
	}

	// The same from the environment alone, and from a file of passwords.
	t.Setenv("PGSSLMODE", "verify-full")
	t.Setenv("PGSSLROOTCERT", x.Roots)
	file := filepath.Join(t.TempDir(), "passwords")
	if err := os.WriteFile(file, []byte("localhost:*:postgres:locked:the right one\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PGPASSFILE", file)
	conformance.Fill(t, open(t, secured(t, x, "locked", map[string]string{"search_path": "locked"}), postgres.Options{}))
	t.Setenv("PGPASSFILE", "")
	t.Setenv("PGPASSWORD", "the right one")
	open(t, secured(t, x, "locked", map[string]string{"search_path": "locked"}), postgres.Options{ReadOnly: true})

	strange := map[string]string{"sslmode": "verify-full", "sslrootcert": x.Strangers}
	plain := map[string]string{"sslmode": "disable"}
	for name, c := range map[string]struct{ address, says string }{
		"a certificate of an authority that is not trusted": {secured(t, x, "locked", strange), "does not prove who it is"},
		"a certificate for another host":                    {strings.Replace(secured(t, x, "locked", full), "localhost", "127.0.0.1", 1), "does not prove who it is"},
		"no encryption":                                     {secured(t, x, "locked", plain), "does not let this user in"},
		"a role without its certificate":                    {secured(t, x, "certified", full), "does not let this user in"},
		"a file that is not there":                          {secured(t, x, "locked", map[string]string{"sslmode": "verify-full", "sslrootcert": x.Roots + ".none"}), "cannot be read"},
	} {
		begin := time.Now()
		l, err := postgres.Open(t.Context(), c.address, postgres.Options{})
		if err == nil {
			_ = l.Close()
		}
		if code := demarche.CodeOf(err); code != demarche.Storage && code != demarche.Invalid || !strings.Contains(err.Error(), c.says) || demarche.HintOf(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(err.Error(), "the right one") {
			t.Errorf("%s: a password is told", name)
		}
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%s: that took %s", name, took)
		}
	}
}

func TestPasswordsInAnAddressAreFound(t *testing.T) {
	for address, want := range map[string]bool{
		"postgres://worker:x@db.example/news": true, "postgres://worker@db.example/news?password=x": true, "postgres://worker@db.example/news?sslkey=k&sslpassword=x": true,
		"postgres://worker@db.example/news?sslkey=k": false, "postgres://worker@db.example/news": false,
	} {
		if postgres.HasPassword(address) != want {
			t.Errorf("%s holds a password: %t", address, !want)
		}
		if shown := postgres.Shown(address); strings.Contains(shown, "x@") || strings.Contains(shown, "password") {
			t.Errorf("%s is shown as %s", address, shown)
		}
	}
}

// Without sslmode the driver tries TLS first. What a server says that speaks
// none is told as what it is, and not as a lack of trust.
func TestWhatAServerWithoutTLSSays(t *testing.T) {
	server, address := pgtest.StartTCP(t)
	pgtest.PSQL(t, server.URL(), "-c", "CREATE ROLE locked LOGIN PASSWORD 'the right one'")
	t.Setenv("PGPASSWORD", "a wrong one")
	for name, c := range map[string]struct {
		address string
		code    demarche.Code
		words   string
	}{
		"a wrong password":     {strings.Replace(address, "demarche@", "locked@", 1), demarche.Storage, "does not let this user in"},
		"no database":          {strings.Replace(address, "/postgres", "/nothing", 1), demarche.NotFound, "no such database"},
		"no such parameter":    {with(t, address, map[string]string{"colour": "red"}), demarche.Invalid, "parameter"},
		"TLS alone":            {with(t, address, map[string]string{"sslmode": "require"}), demarche.Storage, "does not prove who it is"},
		"there is none to see": {address, demarche.NotFound, "there is no ledger yet"},
	} {
		_, err := postgres.Open(t.Context(), c.address, postgres.Options{ReadOnly: true, Patience: time.Second})
		if demarche.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.words) || demarche.HintOf(err) == "" {
			t.Errorf("%s: %s: %v, want %s: %s", name, demarche.CodeOf(err), err, c.code, c.words)
		}
	}
}
