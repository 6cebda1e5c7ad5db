// Package fetch gets addresses of the web politely and safely: only http and
// https, never an address inside the reader's own network, within limits of
// size, time and redirects, as robots.txt allows, one request at a time per host.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"syscall"
)

// Errors of addresses that are not fetched.
var (
	ErrScheme  = errors.New("only http and https addresses are fetched")
	ErrPrivate = errors.New("the address lies in a private network")
)

// CheckURL reports whether an address may be fetched at all: http or https with
// a host and without a password.
func CheckURL(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the address cannot be understood: %w", err)
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, ErrScheme
	case u.Hostname() == "":
		return nil, errors.New("the address names no host")
	case u.User != nil:
		return nil, errors.New("the address carries a user name or password")
	}
	return u, nil
}

// special are blocks of addresses that are not of the public Internet, beyond
// those that netip knows (RFC 6890 and its updates).
var special = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
)

func prefixes(all ...string) []netip.Prefix {
	var list []netip.Prefix
	for _, p := range all {
		list = append(list, netip.MustParsePrefix(p))
	}
	return list
}

// public reports whether an address is one of the public Internet. Addresses
// that carry another inside (IPv4 in IPv6, translation) are not.
func public(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// guard refuses connections to addresses that are not allowed. It is asked for each
// connection, after the name was resolved, so that no answer of a name server
// leads inside.
func guard(allowed func(netip.Addr) bool) func(context.Context, string, string, syscall.RawConn) error {
	return func(_ context.Context, _, address string, _ syscall.RawConn) error {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return fmt.Errorf("the address of the connection: %w", err)
		}
		a, err := netip.ParseAddr(host)
		if err != nil || !allowed(a) {
			return ErrPrivate
		}
		return nil
	}
}
