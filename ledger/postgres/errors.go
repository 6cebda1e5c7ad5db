package postgres

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"demarche"
)

// explain makes a demarche.Error of what the database reports at an operation.
// An Error that is one already and the end of a context pass through.
func (s *Store) explain(op string, err error) error { return explain(op, s.shown, err) }

func explain(op, shown string, err error) error {
	var ours *demarche.Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return explainConnect(op, shown, connect)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	e := &demarche.Error{Code: demarche.Internal, Op: op, Path: shown, Err: err}
	var pg *pgconn.PgError
	switch {
	case errors.As(err, &pg):
		e.Code, e.Detail, e.Hint = meaning(pg)
	case lost(err):
		e.Code, e.Detail = demarche.Storage, "the connection to the server was lost"
		e.Hint = "see whether the server runs, then do this again; everything that was reported as added is kept, and nothing is kept twice"
	}
	return e
}

// lost reports whether an error says that the connection is gone.
func lost(err error) bool {
	var network net.Error
	var pg *pgconn.PgError
	switch {
	case errors.As(err, &pg):
		return strings.HasPrefix(pg.Code, "08") || pg.Code == "57P01" || pg.Code == "57P02" || pg.Code == "57P03" || pg.Code == "25P03"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed), errors.As(err, &network):
		return true
	}
	return err != nil && strings.Contains(err.Error(), "conn closed")
}

// distrusted reports whether an error says that the certificate of the server is
// not one to trust, or that it speaks no TLS where that was asked for.
func distrusted(err error) bool {
	var verification *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &verification) || errors.As(err, &authority) || errors.As(err, &host) || errors.As(err, &invalid) ||
		err != nil && strings.Contains(err.Error(), "server refused TLS connection")
}

// away reports whether the server cannot be had now, but may be in a moment.
func away(err error) bool {
	var connect *pgconn.ConnectError
	if !errors.As(err, &connect) {
		return lost(err)
	}
	if errors.As(err, new(*pgconn.PgError)) {
		return starting(err)
	}
	return !distrusted(connect)
}

// starting reports whether an error says that the server is there and not ready yet.
func starting(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "57P03"
}

// explainConnect tells why no connection was had. The driver's own words tell
// the user and the host, and no password.
func explainConnect(op, shown string, err *pgconn.ConnectError) error {
	cause := errors.Unwrap(err)
	if errors.Is(cause, context.Canceled) {
		return context.Canceled
	}
	e := &demarche.Error{Code: demarche.Storage, Op: op, Path: shown, Err: cause}
	// What the server says counts, whatever was tried before: without sslmode the
	// driver tries with TLS first, and tells of both.
	var pg *pgconn.PgError
	if !errors.As(cause, &pg) {
		if distrusted(cause) {
			e.Detail, e.Hint = "the server does not prove who it is", "sslrootcert names the file with the authority that made its certificate, and the host in the address must be one that the certificate is for"
			return e
		}
		first, _, _ := strings.Cut(cause.Error(), "\n")
		e.Err = errors.New(first)
		e.Detail, e.Hint = "no PostgreSQL server answers there", "see whether it runs, and whether the host and the port in the address are right"
		return e
	}
	e.Err = errors.New(pg.Message)
	switch pg.Code {
	case "28P01", "28000":
		e.Detail, e.Hint = "the server does not let this user in", "give the password in PGPASSFILE (~/.pgpass), or in the address in $DEMARCHE_LEDGER, and see what pg_hba.conf allows"
	case "3D000":
		e.Code, e.Detail, e.Hint = demarche.NotFound, "there is no such database", "make it with createdb, or name another"
	case "42704", "22023", "55P02":
		e.Code, e.Detail = demarche.Invalid, "the server does not take a parameter that stands in the address"
		e.Hint = "see how it is spelled; parameters are those of psql and of the server, search_path for the schema, and pool_max_conns"
	case "53300":
		e.Detail, e.Hint = "the server has no connection left", "raise max_connections, or give pool_max_conns=4 in the addresses"
	default:
		e.Code, e.Detail, e.Hint = meaning(pg)
	}
	return e
}

// meaning gives the code, the words and the hint for what PostgreSQL reports.
func meaning(pg *pgconn.PgError) (code demarche.Code, detail, hint string) {
	switch pg.Code {
	case "55P03", "40001", "40P01":
		return demarche.Conflict, "another program is writing to the ledger", "wait until it is done, then do this again; what is kept already is not kept twice"
	case "42501":
		return demarche.Storage, "the user may not do this in the ledger", "connect as one to whom roles.sql gave the right (demarche roles); making a ledger or a new form is for the owner: demarche worker --once, then roles.sql"
	case "25006":
		return demarche.Storage, "the server is for reading only", "name the server to which it is a standby"
	case "53100":
		return demarche.Storage, "the disk of the server is full", "make room, then do this again; everything that was reported as added is kept"
	case "53200":
		return demarche.Storage, "the server has not enough memory", "give it more, then do this again"
	case "58030":
		return demarche.Storage, "the disk of the server reported an error", "check the disk, then do this again; everything that was reported as added is kept"
	case "57P01", "57P02", "57P03", "25P03":
		return demarche.Storage, "the server ended the connection", "see whether it runs, then do this again; everything that was reported as added is kept, and nothing is kept twice"
	case "XX001", "XX002", "42P01", "42703":
		return demarche.Corrupt, "the ledger is damaged", "run demarche verify to see what is damaged, and go back to a backup"
	}
	return demarche.Internal, "", ""
}
