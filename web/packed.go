package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// packed is a whole page as it is sent to most: compressed.
type packed struct {
	zipped   []byte // gzip, RFC 1952
	tag      string // names the page, for whoever has it already
	from, to int    // where the main part lies in the page
}

// mainSign stands in a frame where the main part belongs.
const mainSign = "<!-- put the main part here -->"

// pack makes the whole page of a view. It goes through the page once, for there
// are pages of half a megabyte.
func (s *site) pack(v view) (packed, error) {
	main := s.zippers.buffer()
	defer s.zippers.buffers.Put(main)
	defer func() {
		for _, part := range v.borrowed {
			s.zippers.buffers.Put(part)
		}
	}()
	if v.Main != "" {
		main.WriteString(string(v.Main))
	} else if err := parsed().ExecuteTemplate(main, v.Template, v.Data); err != nil {
		return packed{}, err
	}
	before, after, err := s.around(v)
	if err != nil {
		return packed{}, err
	}
	parts := append(append([][]byte{before}, v.parts(main.Bytes())...), after)
	p := packed{from: len(before), to: len(before)}
	for _, part := range parts[1 : len(parts)-1] {
		p.to += len(part)
	}
	if p.zipped, err = s.zippers.zip(parts); err != nil {
		return packed{}, err
	}
	sum := sha256.Sum256(p.zipped) // a page is always compressed in the same way, to an eighth
	p.tag = `W/"` + hex.EncodeToString(sum[:12]) + `"`
	return p, nil
}

// frameKey is all in which frames differ beside titles and the addresses of
// feeds for whoever is not signed in.
type frameKey struct {
	section, scripts string
	feed             bool
}

// around gives what stands before and behind the main part of a page for
// whoever is not signed in.
func (s *site) around(v view) (before, after []byte, err error) {
	key := frameKey{v.Section, strings.Join(v.Scripts, " "), v.Feed != ""}
	written, ok := s.patterns.had(key)
	if !ok {
		f := s.frame(v)
		f.Title, f.Main, f.Path, f.AsOf = signLabel, mainSign, signPath, signAsOf
		if key.feed {
			f.Feed = signHref
		}
		if written, err = s.patterns.of(key, "frame", f, signLabel, signHref, signPath, signAsOf); err != nil {
			return nil, nil, err
		}
	}
	before, after, ok = bytes.Cut(written.write(nil, v.Title, v.Feed, v.path, v.asOf), []byte(mainSign))
	if !ok {
		return nil, nil, fmt.Errorf("the page %q lacks its main part", v.Title)
	}
	return before, after, nil
}

// zippers holds what compresses, for it takes most of a megabyte each, and what
// is written into meanwhile.
type zippers struct{ free, buffers sync.Pool }

// buffer gives an empty buffer, to be put back.
func (z *zippers) buffer() *bytes.Buffer {
	b, ok := z.buffers.Get().(*bytes.Buffer)
	if !ok {
		return new(bytes.Buffer)
	}
	b.Reset()
	return b
}

// zip compresses the parts of a page.
func (z *zippers) zip(parts [][]byte) ([]byte, error) {
	zipped := z.buffer()
	defer z.buffers.Put(zipped)
	w, ok := z.free.Get().(*gzip.Writer)
	if !ok {
		var err error
		if w, err = gzip.NewWriterLevel(nil, gzip.BestSpeed); err != nil {
			return nil, err
		}
	}
	w.Reset(zipped)
	defer z.free.Put(w)
	for _, part := range parts {
		if _, err := w.Write(part); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return bytes.Clone(zipped.Bytes()), err
}

// whole gives the page as it was before it was packed.
func (p packed) whole() ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(p.zipped))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// main gives the main part of the page.
func (p packed) main() (template.HTML, error) {
	whole, err := p.whole()
	if err != nil {
		return "", err
	}
	return template.HTML(whole[p.from:p.to]), nil //nolint:gosec // a template wrote it
}

// send answers with the page; status is 0 for one that is as it should be.
func (p packed) send(w http.ResponseWriter, r *http.Request, status int) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-cache") // ask again; the ETag answers cheaply
	h.Set("ETag", p.tag)
	body := p.zipped
	if takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
	} else {
		var err error
		if body, err = p.whole(); err != nil {
			http.Error(w, "Demarche failed to show this page.", http.StatusInternalServerError)
			return
		}
	}
	if status == 0 {
		status = http.StatusOK
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may be gone; nobody is left to tell
}

// takesGzip reports whether a client takes an answer that is compressed.
func takesGzip(r *http.Request) bool {
	for _, field := range r.Header.Values("Accept-Encoding") {
		for coding := range strings.SplitSeq(field, ",") {
			name, parameter, _ := strings.Cut(coding, ";")
			if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
				continue
			}
			_, q, given := strings.Cut(parameter, "=")
			weight, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
			return !given || err == nil && weight > 0
		}
	}
	return false
}
