package postgres_test

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/internal/pgtest"
	"demarche/ledger"
	"demarche/ledger/conformance"
	"demarche/ledger/postgres"
)

// with gives an address with other parameters.
func with(t testing.TB, address string, parameters map[string]string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	for name, value := range parameters {
		q.Set(name, value)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

func TestWhatCannotBeOpened(t *testing.T) {
	address := empty(t)
	conn := raw(t, pgtest.URL(t))
	foreign := "f" + schemaOf(t, address)
	for _, statement := range []string{"CREATE SCHEMA " + foreign, "CREATE TABLE " + foreign + ".theirs (n int)",
		"DO $$ BEGIN CREATE ROLE locked LOGIN PASSWORD 'the right one'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"} {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { drop(t, with(t, address, map[string]string{"search_path": foreign})) })
	const secret = "se-cret"
	t.Setenv("PGPASSWORD", "")
	for name, c := range map[string]struct {
		address  string
		readOnly bool
		code     demarche.Code
		words    string
	}{
		"no server":           {"postgres://u:" + secret + "@127.0.0.1:1/x?sslmode=disable", false, demarche.Storage, "no PostgreSQL server answers"},
		"no socket":           {"postgres:///x?host=/no/such/folder&password=" + secret, false, demarche.Storage, "no PostgreSQL server answers"},
		"no database":         {strings.Replace(address, "/postgres?", "/nothing?", 1), false, demarche.NotFound, "no such database"},
		"a wrong password":    {with(t, address, map[string]string{"user": "locked", "password": secret}), false, demarche.Storage, "does not let this user in"},
		"no password":         {with(t, address, map[string]string{"user": "locked"}), true, demarche.Storage, "does not let this user in"},
		"no such user":        {with(t, address, map[string]string{"user": "stranger", "password": secret}), false, demarche.Storage, "does not let this user in"},
		"no address":          {"postgres://u:" + secret + "%@host name/x", false, demarche.Invalid, "no address"},
		"a port that is none": {"postgres://u:" + secret + "@host:port/x", false, demarche.Invalid, "no address"},
		"a schema of words":   {with(t, address, map[string]string{"search_path": "a, b", "password": secret}), false, demarche.Invalid, "not one small word"},
		"no such parameter":   {with(t, address, map[string]string{"colour": "red", "password": secret}), false, demarche.Invalid, `"colour"`},
		"no such value":       {with(t, address, map[string]string{"DateStyle": "backwards", "password": secret}), true, demarche.Invalid, `"DateStyle"`},
		"nothing to read":     {with(t, address, map[string]string{"password": secret}), true, demarche.NotFound, "there is no ledger yet"},
		"another program's":   {with(t, address, map[string]string{"search_path": foreign, "password": secret}), false, demarche.Unsupported, "tables of another program"},
		"the catalogue":       {with(t, address, map[string]string{"search_path": "pg_catalog"}), false, demarche.Unsupported, "tables of another program"},
	} {
		_, err := postgres.Open(t.Context(), c.address, postgres.Options{ReadOnly: c.readOnly, Patience: time.Second})
		if demarche.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.words) || demarche.HintOf(err) == "" {
			t.Errorf("%s: %s: %v (%s), want %s: %s", name, demarche.CodeOf(err), err, demarche.HintOf(err), c.code, c.words)
		}
		if err != nil && strings.Contains(err.Error()+demarche.HintOf(err), secret) {
			t.Errorf("%s: the error tells the password: %v", name, err)
		}
		if strings.Contains(postgres.Shown(c.address), secret) {
			t.Errorf("%s: %s tells the password", name, postgres.Shown(c.address))
		}
	}
	var n int
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM pg_tables WHERE schemaname IN ($1, $2)", foreign, schemaOf(t, address)).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d tables are there, and not the one of the other program (%v)", n, err)
	}
}

func schemaOf(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("search_path")
}

func TestThePasswordFile(t *testing.T) {
	address := empty(t)
	role := "p" + schemaOf(t, address)
	conn := raw(t, pgtest.URL(t))
	for _, statement := range []string{"DO $$ BEGIN CREATE ROLE locked LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
		"CREATE ROLE " + role + " LOGIN PASSWORD 'from the file'", "GRANT CREATE ON DATABASE postgres TO " + role} {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		drop(t, address)
		_, _ = conn.Exec(t.Context(), "DROP OWNED BY "+role+"; DROP ROLE "+role)
	})
	file := filepath.Join(t.TempDir(), "pgpass")
	if err := os.WriteFile(file, []byte("*:*:*:"+role+":from the file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PGPASSFILE", file)
	s := open(t, with(t, address, map[string]string{"user": role}), postgres.Options{})
	conformance.Fill(t, s)
	sound(t, s)
	looseFilesOfPasswords(t, with(t, address, map[string]string{"user": role}), file)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	folder := u.Query().Get("host")
	if folder == "" {
		t.Skip("the server is not reached by a socket") // one that was named
	}
	if _, err := conn.Exec(t.Context(), "ALTER ROLE locked PASSWORD 'the right one'"); err != nil {
		t.Fatal(err)
	}
	locked := with(t, address, map[string]string{"user": "locked"})
	for line, right := range map[string]bool{folder + ":*:*:locked:the right one": true, "localhost:*:*:locked:the right one": true, "/another/folder:*:*:locked:the right one": false} {
		if err := os.WriteFile(file, []byte(line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := postgres.Open(t.Context(), locked, postgres.Options{ReadOnly: true})
		if in := !strings.Contains(err.Error(), "does not let this user in"); in != right {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// looseFilesOfPasswords has others be allowed to read the file that has the password
// for an address: it is refused, unless systemd gave it the right or it is not used.
func looseFilesOfPasswords(t *testing.T, address, file string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return // files have no modes there
	}
	mode := func(m fs.FileMode) {
		t.Helper()
		if err := os.Chmod(file, m); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range []fs.FileMode{0o640, 0o604, 0o660} {
		mode(m)
		_, err := postgres.Open(t.Context(), address, postgres.Options{ReadOnly: true})
		if demarche.CodeOf(err) != demarche.Invalid || !strings.Contains(err.Error(), file+": others may read") || !strings.Contains(demarche.HintOf(err), "chmod 600 "+file) || strings.Contains(err.Error(), "from the file") {
			t.Errorf("with mode %o: %v", m, err)
		}
	}
	t.Setenv("PGPASSWORD", "from the environment")
	open(t, address, postgres.Options{ReadOnly: true})
	t.Setenv("PGPASSWORD", "")
	mode(0o440)
	t.Setenv("CREDENTIALS_DIRECTORY", filepath.Dir(file))
	open(t, address, postgres.Options{ReadOnly: true})
	t.Setenv("CREDENTIALS_DIRECTORY", "")
	mode(0o644)
	if err := os.WriteFile(file, []byte("*:*:*:another:password\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	open(t, address, postgres.Options{ReadOnly: true}) // nothing of it is used
	mode(0o600)
}

func TestALedgerOfANewerVersion(t *testing.T) {
	address := filled(t)
	if _, err := raw(t, address).Exec(t.Context(), "INSERT INTO schema_version (version_id, is_applied) VALUES (1000, true)"); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{false, true} {
		_, err := postgres.Open(t.Context(), address, postgres.Options{ReadOnly: readOnly})
		if demarche.CodeOf(err) != demarche.Newer || !strings.Contains(err.Error(), "form 1000") || demarche.HintOf(err) == "" {
			t.Errorf("%v", err)
		}
	}
}

func TestMigrationsGoDownAndUp(t *testing.T) {
	address := filled(t)
	if err := postgres.DownAndUp(t.Context(), address); err != nil {
		t.Fatal(err)
	}
	s := open(t, address, postgres.Options{})
	if h, err := s.Head(t.Context()); err != nil || h.Size != 0 {
		t.Errorf("after all was taken back the head is %+v (%v)", h, err)
	}
	conformance.Fill(t, s)
	sound(t, s)
}

func TestReadOnly(t *testing.T) {
	address := filled(t)
	s := open(t, address, postgres.Options{ReadOnly: true})
	before := head(t, s)
	r := conformance.Sample(60)
	id := r.Reading.Records[0].Shared().ID
	for name, do := range map[string]func() error{
		"add":     func() error { _, err := s.Add(t.Context(), r.Capture, r.Document, r.Reading); return err },
		"capture": func() error { _, _, err := s.Take(t.Context(), r.Capture); return err },
		"reread":  func() error { _, err := s.Reread(t.Context(), r.Reading); return err },
		"decide": func() error {
			_, err := s.Decide(t.Context(), demarche.Decision{Record: id, What: demarche.ToAccept, Reviewer: "A", Reason: "b"})
			return err
		},
		"link":     func() error { _, err := s.Link(t.Context(), demarche.Link{}); return err },
		"append":   func() error { return s.Append(t.Context(), nil) },
		"accounts": func() error { return s.Accounts().Forgive(t.Context(), "x", 1) },
		"sent":     func() error { return s.Sent(t.Context(), ledger.Delivery{}, time.Now()) },
	} {
		if err := do(); demarche.CodeOf(err) != demarche.Storage || !strings.Contains(err.Error(), "reading only") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Pool().Exec(t.Context(), "DELETE FROM current"); err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("the connection writes: %v", err)
	}
	if after := head(t, s); after != before || s.Writable() {
		t.Errorf("the head went from %+v to %+v", before, after)
	}
}

func TestWhoDoesNotOwnAnOldFormIsSentToTheOwner(t *testing.T) {
	address := empty(t)
	made, err := postgres.Open(t.Context(), address, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	schema := schemaOf(t, address)
	role := "o" + schema
	conn := raw(t, pgtest.URL(t))
	for _, statement := range []string{"DELETE FROM " + schema + ".schema_version WHERE version_id = (SELECT max(version_id) FROM " + schema + ".schema_version)",
		"CREATE ROLE " + role + " LOGIN", "GRANT USAGE ON SCHEMA " + schema + " TO " + role, "GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + role} {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		for _, statement := range []string{"DROP OWNED BY " + role, "DROP ROLE " + role} {
			if _, err := conn.Exec(context.Background(), statement); err != nil {
				t.Error(err)
			}
		}
	})
	_, err = postgres.Open(t.Context(), with(t, address, map[string]string{"user": role}), postgres.Options{})
	var refused *demarche.Error
	if !errors.As(err, &refused) || refused.Code != demarche.Storage || !strings.Contains(refused.Detail, "does not own it") || !strings.Contains(refused.Hint, "worker --once") {
		t.Errorf("it is refused with %v", err)
	}
}
