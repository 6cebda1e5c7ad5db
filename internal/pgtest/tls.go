package pgtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TLS is what a program needs to reach a server over TLS: files in PEM.
type TLS struct {
	Address   string // without a user: postgres://localhost:5432/postgres
	Roots     string // of the authority that made the server's certificate, for localhost
	Strangers string // of another authority
	Cert, Key string // of the role certified, which is let in with it alone
}

// StartTLS starts a server that is reached over TLS only, as localhost, beside
// its Unix socket: with a certificate of its own the role certified, with a
// password the role locked. The superuser makes the roles.
func StartTLS(t testing.TB) (*Server, TLS) {
	t.Helper()
	s := Start(t)
	s.process.stop()
	files := t.TempDir()
	at := func(name string) string { return filepath.Join(files, name) }
	ours, theirs := newAuthority(t), newAuthority(t)
	x := TLS{Roots: at("roots.pem"), Strangers: at("strangers.pem"), Cert: at("certified.pem"), Key: at("certified.key")}
	write(t, x.Roots, ours.roots())
	write(t, x.Strangers, theirs.roots())
	cert, key := ours.issue(t, "localhost", "localhost")
	for name, content := range map[string][]byte{"server.crt": cert, "server.key": key, "clients.crt": ours.roots()} {
		path := filepath.Join(s.data(), name)
		write(t, path, content)
		if err := own(path); err != nil {
			t.Fatal(err)
		}
	}
	cert, key = ours.issue(t, "certified", "")
	write(t, x.Cert, cert)
	write(t, x.Key, key)
	rules := "local all all trust\nhostssl all certified all cert\nhostssl all locked all scram-sha-256\n"
	if err := os.WriteFile(filepath.Join(s.data(), "pg_hba.conf"), []byte(rules), 0o644); err != nil {
		t.Fatal(err)
	}
	s.port = freePort(t)
	s.settings = []string{"-c", "listen_addresses=127.0.0.1", "-c", "ssl=on", "-c", "ssl_ca_file=clients.crt"}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	x.Address = (&url.URL{Scheme: "postgres", Host: net.JoinHostPort("localhost", s.port), Path: "/postgres"}).String()
	return s, x
}

// StartTCP starts a server that is reached on loopback without TLS too. The role
// locked needs a password there, as it does at the socket.
func StartTCP(t testing.TB) (s *Server, address string) {
	t.Helper()
	s = Start(t)
	s.process.stop()
	rules := "local all all trust\nhost all locked 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
	if err := os.WriteFile(filepath.Join(s.data(), "pg_hba.conf"), []byte(rules), 0o644); err != nil {
		t.Fatal(err)
	}
	s.port = freePort(t)
	s.settings = []string{"-c", "listen_addresses=127.0.0.1"}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	return s, (&url.URL{Scheme: "postgres", User: url.User("demarche"), Host: net.JoinHostPort("127.0.0.1", s.port), Path: "/postgres"}).String()
}

func write(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// freePort gives a port of loopback that nobody listened at a moment ago.
func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// authority makes certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t testing.TB) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "an authority of tests"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return authority{c, key}
}

func (a authority) roots() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// issue makes a certificate for a name, and for a host if one is named, with its key.
func (a authority) issue(t testing.TB, name, host string) (cert, key []byte) {
	t.Helper()
	own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}
	if host != "" {
		c.DNSNames = []string{host}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, a.cert, &own.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := x509.MarshalPKCS8PrivateKey(own)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: packed})
}
