package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestWherePasswordsMayBeSent(t *testing.T) {
	for _, tt := range []struct {
		name            string
		proxied         bool
		host, from, via string // via is what the proxy says of the scheme
		want            bool
	}{
		{"on this computer", false, "127.0.0.1:8080", "127.0.0.1:5", "", true},
		{"over a tunnel or from a container", false, "localhost:8080", "172.17.0.1:5", "", true},
		{"in the clear", false, "ledger.example", "203.0.113.5:5", "", false},
		{"somebody says that it was encrypted", false, "ledger.example", "203.0.113.5:5", "https", false},
		{"a proxy says so", true, "ledger.example", "203.0.113.5", "https", true},
		{"a proxy says that it was not", true, "ledger.example", "203.0.113.5", "http", false},
		{"a host made up for the proxy", true, "127.0.0.1", "203.0.113.5", "http", false},
		{"a proxy on this computer, asked from it", true, "localhost", "127.0.0.1", "http", true},
	} {
		r := httptest.NewRequest(http.MethodPost, "/sign-in", nil)
		r.Host, r.RemoteAddr = tt.host, "127.0.0.1:9"
		if tt.proxied {
			r.Header.Set("X-Forwarded-For", tt.from)
		} else {
			r.RemoteAddr = tt.from
		}
		if tt.via != "" {
			r.Header.Set("X-Forwarded-Proto", tt.via)
		}
		if got := (&Door{Proxied: tt.proxied}).safe(r); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
