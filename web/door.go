package web

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"demarche"
	"demarche/accounts"
	"demarche/api"
)

// maxForm is the largest form that is read, in bytes.
const maxForm = 64 << 10

// Door knows who asks, and lets strangers read or not.
type Door struct {
	Desk    *accounts.Desk // nil where nobody can sign in
	Closed  bool           // only who is signed in may read
	Proxied bool           // a proxy stands in front of the server: what it says of the client is true
	Random  io.Reader
	Log     *slog.Logger
}

// Handler says in the context of each request who asks, and turns strangers
// away where reading is closed.
func (d *Door) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			next.ServeHTTP(w, r) // the same for everybody
			return
		}
		v, shown, err := d.visitor(r)
		if err != nil {
			d.Log.ErrorContext(r.Context(), "who asks could not be looked up", "error", err, "hint", demarche.HintOf(err))
			if !always(r.URL.Path) { // a probe is answered whoever asks
				Unknowable(w)
				return
			}
			shown = false
		}
		if v.SignedIn() || d.Closed {
			w.Header().Add("Vary", "Cookie, Authorization")
		}
		switch {
		case shown && !v.SignedIn():
			unauthorized(w, bearerRealm+`, error="invalid_token"`, "the token or key does not hold: it was revoked, has ended, is of another part of this server, or was sent unencrypted")
			return
		case d.Closed && !v.SignedIn() && !always(r.URL.Path):
			d.turnAway(w, r)
			return
		}
		r = withoutKey(r)
		next.ServeHTTP(w, r.WithContext(accounts.NewContext(r.Context(), v)))
	})
}

// Unknowable answers somebody of whom it cannot be looked up now who they are:
// they may be who they say, and are not to sign in again for that.
func Unknowable(w http.ResponseWriter) {
	w.Header().Set("Retry-After", api.RetryAfter)
	api.WriteProblem(w, http.StatusServiceUnavailable, demarche.NotYet, "who asks cannot be looked up now", "try again in a moment")
}

// always reports whether a stranger may ask for a path of a closed site.
func always(path string) bool {
	return path == "/sign-in" || path == "/healthz" || path == "/readyz" || path == "/livez"
}

// forPrograms reports whether programs ask for a path, which know of no page to sign in on.
func forPrograms(path string) bool {
	return strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/feeds/") || path == "/openapi.json"
}

// turnAway leads a stranger to the page on which one signs in, or tells a program so.
func (d *Door) turnAway(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && !forPrograms(r.URL.Path) {
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, address("/sign-in", "next", r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	unauthorized(w, bearerRealm, "this server is read by those who are signed in, and by programs with a token: demarche account token add")
}

// bearerRealm says how a program tells who it is (RFC 6750).
const bearerRealm = `Bearer realm="demarche"`

// unauthorized answers somebody who has to say who they are.
func unauthorized(w http.ResponseWriter, challenge, detail string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/problem+json")
	h.Set("WWW-Authenticate", challenge)
	w.WriteHeader(http.StatusUnauthorized)
	_, _ = io.WriteString(w, `{"type":"about:blank","title":"Unauthorized","status":401,"code":"closed","detail":"`+detail+`"}`+"\n")
}

// visitor gives who asks: by a token that a program bears, by a key in the
// address, or by the cookie of a session. shown says that it is one of the first
// two, which are never passed over for want of being right.
func (d *Door) visitor(r *http.Request) (v accounts.Visitor, shown bool, err error) {
	if d.Desk == nil {
		return v, false, nil
	}
	if token, ok := bearerOf(r); ok {
		if !d.safe(r) {
			return v, true, nil
		}
		v, err = d.Desk.Bears(r.Context(), token)
		return v, true, err
	}
	if part, ok := accounts.PartOf(r.URL.Path); ok {
		if key := query(r, accounts.KeyName); key != "" {
			v, err = d.Desk.Opens(r.Context(), key, part)
			return v, true, err
		}
	}
	c, err := r.Cookie(d.cookieName(r))
	if err != nil {
		return v, false, nil // there is none
	}
	v, err = d.Desk.Who(r.Context(), c.Value)
	return v, false, err
}

// bearerOf gives the token that a request bears.
func bearerOf(r *http.Request) (string, bool) {
	scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), ok && strings.EqualFold(scheme, "Bearer")
}

// withoutKey takes the key out of an address, which is no part of the question.
func withoutKey(r *http.Request) *http.Request {
	if _, ok := accounts.PartOf(r.URL.Path); !ok || !r.URL.Query().Has(accounts.KeyName) {
		return r
	}
	r = r.Clone(r.Context())
	q := r.URL.Query()
	q.Del(accounts.KeyName)
	r.URL.RawQuery = q.Encode()
	return r
}

// encrypted reports whether nobody between the browser and here can read what is sent.
func (d *Door) encrypted(r *http.Request) bool {
	return r.TLS != nil || d.Proxied && lastOf(r.Header.Values("X-Forwarded-Proto")) == "https"
}

// safe reports whether a password may be sent: to this very computer, or
// encrypted. A browser asks its own computer if it asks for a loopback host; what
// a proxy passes on can carry any host, so there the client must be on it too.
func (d *Door) safe(r *http.Request) bool {
	return d.encrypted(r) || loopbackHost(r.Host) && (!d.Proxied || loopbackHost(d.Client(r)))
}

// loopbackHost reports whether a browser that asks for a host asks its own computer.
func loopbackHost(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(strings.TrimSuffix(host, "."), "[]"))
	if a, err := netip.ParseAddr(host); err == nil {
		return a.Unmap().IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// Client gives the address from which is asked.
func (d *Door) Client(r *http.Request) string {
	if d.Proxied {
		if from := lastOf(r.Header.Values("X-Forwarded-For")); from != "" {
			return from
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// lastOf gives the last of what a header lists: what the nearest proxy wrote.
// What stands before it anybody can have sent.
func lastOf(values []string) string {
	if len(values) == 0 {
		return ""
	}
	last := values[len(values)-1]
	return strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
}

// cookieName names the cookie of a session. A browser takes one of the prefix
// __Host- only over TLS, for this host alone and all of it.
func (d *Door) cookieName(r *http.Request) string { return d.cookie(r, "demarche") }

// formCookieName names the cookie of the form to sign in.
func (d *Door) formCookieName(r *http.Request) string { return d.cookie(r, "demarche-form") }

func (d *Door) cookie(r *http.Request, name string) string {
	if !loopbackHost(r.Host) || d.encrypted(r) {
		return "__Host-" + name
	}
	return name
}

// setCookie gives the browser a cookie, for as long as lasting says; a negative time takes it away.
func (d *Door) setCookie(w http.ResponseWriter, r *http.Request, name, value string, lasting time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(name, "__Host-"), MaxAge: int(lasting / time.Second),
	})
}

// localPath gives an address of this site that a form or an address names, or
// another if it leads elsewhere.
func localPath(text, otherwise string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(u.Path, "//") || strings.ContainsAny(u.Path, "\\\t\r\n") || strings.HasPrefix(u.EscapedPath(), "//") {
		return otherwise
	}
	local := url.URL{Path: u.Path, RawQuery: u.RawQuery}
	return local.String()
}
