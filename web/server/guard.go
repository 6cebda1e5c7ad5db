package server

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"demarche"
)

// maxAddress is the longest address, in bytes, that is answered.
const maxAddress = 4 << 10

// guard holds what every answer has in common, whatever asked for it.
func guard(next http.Handler, hosts []string, log *slog.Logger) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, http.StatusForbidden, demarche.Invalid, "this was sent from a page of another site; nothing was done", "")
	}))
	crossOrigin := protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v == http.ErrAbortHandler { //nolint:errorlint // it is panicked with as it is
				panic(v) // an answer that was begun and cannot be finished: the connection ends
			} else if v != nil {
				log.ErrorContext(r.Context(), "a request failed", "method", r.Method, "path", r.URL.Path, "panic", v, "stack", string(debug.Stack()))
				refuse(w, r, http.StatusInternalServerError, demarche.Internal, "Demarche failed to answer this request; the log of the server says more", "")
			}
		}()
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY") // for browsers that do not know frame-ancestors
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		switch {
		case !known(r.Host, hosts):
			refuse(w, r, http.StatusMisdirectedRequest, demarche.Invalid, "this server does not answer for the host "+strings.ToValidUTF8(r.Host, "?"), "name it with --addr")
		case len(r.RequestURI) > maxAddress:
			refuse(w, r, http.StatusRequestURITooLong, demarche.TooLarge, "this address is too long", "")
		case !understood(r.URL):
			refuse(w, r, http.StatusBadRequest, demarche.Invalid, "what stands behind ? in this address cannot be understood", "parameters are parted by &; other signs than letters and digits are written as % and two digits")
		default:
			crossOrigin.ServeHTTP(w, r)
		}
	})
}

// understood reports whether all of what an address asks is understood: what is
// not would be passed over, and another question answered.
func understood(u *url.URL) bool {
	_, err := url.ParseQuery(u.RawQuery)
	return err == nil
}

// policy lets a page load from its own server and from nowhere else, and run
// or apply nothing that is written into the page itself.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// known reports whether the server answers for a host. An IP address and
// localhost cannot be made to mean another machine by somebody else's name
// server, a name can: a page of another site could reach a server on loopback
// under its own name (DNS rebinding). So names must have been named.
func known(host string, hosts []string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	if _, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
		return true
	}
	return slices.ContainsFunc(hosts, func(h string) bool { return strings.EqualFold(h, name) })
}
