package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"demarche/api"
)

// tagged gives every answer to GET a weak ETag made from its body, and answers
// 304 where the client has that body already. An answer changes only when the
// ledger or the day does, so that most repeated questions cost no transfer.
// What is answered piece by piece is not held back; it has a tag of its own.
func tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || api.IsStream(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		b := &buffered{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(b, r)
		if b.status == http.StatusOK {
			tag := w.Header().Get("ETag") // of what is kept
			if tag == "" {
				sum := sha256.Sum256(b.body.Bytes())
				tag = `W/"` + hex.EncodeToString(sum[:12]) + `"`
				w.Header().Set("ETag", tag)
			}
			if api.Has(r, tag) {
				w.Header().Del("Content-Type")
				w.Header().Del("Content-Encoding")
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		w.WriteHeader(b.status)
		_, _ = w.Write(b.body.Bytes()) // the client may be gone; nobody is left to tell
	})
}

// buffered holds an answer back until all of it is there.
type buffered struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
	wrote  bool
}

func (b *buffered) WriteHeader(status int) {
	if !b.wrote {
		b.status, b.wrote = status, true
	}
}

func (b *buffered) Write(p []byte) (int, error) {
	b.wrote = true
	return b.body.Write(p)
}
