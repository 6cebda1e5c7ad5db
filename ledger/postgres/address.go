package postgres

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgpassfile"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"demarche"
	"demarche/ledger"
)

// defaultSchema holds the ledger unless its address names another.
const defaultSchema = "demarche"

// Is reports whether a place of a ledger is an address of PostgreSQL, and not a file.
func Is(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

// HasPassword reports whether an address holds a password: of the user, or of
// the key of a certificate.
func HasPassword(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	_, given := u.User.Password()
	return given || u.Query().Has("password") || u.Query().Has("sslpassword")
}

// Shown gives an address as it may be shown: without a password or anything
// else but where the ledger is.
func Shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://..." // whatever cannot be understood may be a password
	}
	shown := url.URL{Scheme: "postgres", Host: u.Host, Path: u.Path}
	if name := u.User.Username(); name != "" {
		shown.User = url.User(name)
	}
	var kept []string
	for _, name := range []string{"host", "port", "user", "dbname", "search_path"} {
		if v := u.Query().Get(name); v != "" {
			kept = append(kept, name+"="+v)
		}
	}
	shown.RawQuery = strings.Join(kept, "&")
	return shown.String()
}

// schemaName is what a schema may be called: what needs no quotation marks.
var schemaName = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,62}$`)

// configure reads an address, and what the environment and the files of
// PostgreSQL's own programs say beside it (PGPASSFILE, PGHOST ...). It gives the
// schema that holds the ledger.
func configure(address string) (*pgxpool.Config, string, error) {
	bad := func(detail, hint string) error {
		return &demarche.Error{Code: demarche.Invalid, Op: "open ledger", Path: Shown(address), Detail: detail, Hint: hint}
	}
	c, err := pgxpool.ParseConfig(address)
	if err != nil {
		// The driver's own words can hold what was written for a password.
		return nil, "", bad("this is no address of PostgreSQL, or a file or variable that belongs to it cannot be read",
			"write it as postgres://user@host:5432/database, with the password in PGPASSFILE or in $DEMARCHE_LEDGER")
	}
	if err := passwordOfSocket(address, &c.ConnConfig.Config); err != nil {
		return nil, "", bad("the file of passwords cannot be read", "see PGPASSFILE, or ~/.pgpass")
	}
	if err := passwordIsPrivate(address, c.ConnConfig.Password); err != nil {
		return nil, "", err
	}
	given := c.ConnConfig.RuntimeParams
	schema := given["search_path"]
	if schema == "" {
		schema = defaultSchema
	}
	if !schemaName.MatchString(schema) {
		return nil, "", bad(fmt.Sprintf("the schema %q is not one small word", schema), "name it with ?search_path=demarche")
	}
	given["search_path"] = schema
	if given["application_name"] == "" {
		given["application_name"] = "demarche"
	}
	given["client_encoding"] = "UTF8"
	for name, value := range map[string]string{
		"synchronous_commit": "on",  // whatever the server does for others
		"jit":                "off", // compiling takes longer than such questions do
	} {
		if given[name] == "" {
			given[name] = value
		}
	}
	// A server that is cut off without a word is noticed after a minute.
	dialer := net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 15 * time.Second, Count: 3}}
	c.ConnConfig.DialFunc = dialer.DialContext
	return c, schema, nil
}

// passwordOfSocket finds the password for a server that is reached by a socket
// in a folder, where a line of the file of passwords names the folder, as
// PostgreSQL's own programs read it. The driver knows such servers as localhost only.
func passwordOfSocket(address string, c *pgconn.Config) error {
	network, _ := pgconn.NetworkAddress(c.Host, c.Port)
	if network != "unix" || c.Password != "" {
		return nil
	}
	path := passwordFile(address)
	if _, err := os.Stat(path); err != nil {
		return nil // that there is none is no error: the server may want no password
	}
	file, err := pgpassfile.ReadPassfile(path)
	if err != nil {
		return err
	}
	c.Password = file.FindPassword(c.Host, strconv.Itoa(int(c.Port)), c.Database, c.User)
	return nil
}

// passwordIsPrivate refuses a password out of a file that others may read. PostgreSQL's
// own programs pass such a file over, the driver does not.
func passwordIsPrivate(address, password string) error {
	if password == "" {
		return nil
	}
	if c, err := pgconn.ParseConfig(withoutPasswordFile(address)); err == nil && c.Password != "" {
		return nil // it comes from elsewhere, which goes before the file
	}
	path := passwordFile(address)
	private, err := ledger.Private(path, os.Getenv)
	if err != nil {
		return &demarche.Error{Code: demarche.Storage, Op: "open ledger", Path: path, Detail: "the file of passwords cannot be read", Err: err}
	}
	if !private {
		return &demarche.Error{Code: demarche.Invalid, Op: "open ledger", Path: path, Detail: "others may read this file of passwords, so it is not used",
			Hint: "chmod 600 " + path + ", and give roles whose passwords others may have read new ones"}
	}
	return nil
}

// withoutPasswordFile gives the address that names an empty file of passwords.
func withoutPasswordFile(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	q.Set("passfile", os.DevNull)
	u.RawQuery = q.Encode()
	return u.String()
}

// passwordFile gives where passwords are looked for.
func passwordFile(address string) string {
	if u, err := url.Parse(address); err == nil && u.Query().Has("passfile") {
		return u.Query().Get("passfile")
	}
	if path := os.Getenv("PGPASSFILE"); path != "" {
		return path
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".pgpass")
}
