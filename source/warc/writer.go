package warc

import (
	"bytes"
	"crypto/sha1"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Writer writes an archive, each record as a gzip member of its own, as readers
// of web archives expect it.
type Writer struct {
	to  io.Writer
	gz  *gzip.Writer
	ids func() string
}

// NewWriter writes to w. ids gives identifiers of records without brackets, such
// as "urn:uuid:...", never the same twice.
func NewWriter(w io.Writer, ids func() string) *Writer {
	return &Writer{to: w, gz: gzip.NewWriter(w), ids: ids}
}

// Info writes the record that says what made the archive.
func (w *Writer) Info(software string, at time.Time) error {
	block := []byte("software: " + software + "\r\nformat: WARC File Format 1.1\r\n")
	return w.record("warcinfo", "", "application/warc-fields", at, block, nil)
}

// Response writes what a server answered: head is the status line and the header
// fields as they came, ended by an empty line; body is without transfer and content
// encoding. Where the head says otherwise of the body, it is written as it must be
// in front of it, and as it came in the field OriginalHead.
func (w *Writer) Response(target string, at time.Time, head, body []byte) error {
	written := headFor(head, len(body))
	block := append(bytes.Clone(written), body...)
	if bytes.Equal(written, head) {
		return w.record("response", target, "application/http;msgtype=response", at, block, body)
	}
	return w.record("response", target, "application/http;msgtype=response", at, block, body,
		Field{OriginalHead, base64.StdEncoding.EncodeToString(head)})
}

// Resource writes bytes that came without HTTP: a file.
func (w *Writer) Resource(target, media string, at time.Time, body []byte) error {
	return w.record("resource", target, media, at, body, body)
}

// record writes one record; payload, if there is one, gets a digest.
func (w *Writer) record(kind, target, media string, at time.Time, block, payload []byte, more ...Field) error {
	w.gz.Reset(w.to)
	var head bytes.Buffer
	fmt.Fprintf(&head, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <%s>\r\nWARC-Date: %s\r\n", kind, w.ids(), at.UTC().Format(time.RFC3339Nano))
	if target != "" {
		fmt.Fprintf(&head, "WARC-Target-URI: %s\r\n", target)
	}
	fmt.Fprintf(&head, "WARC-Block-Digest: %s\r\n", digest(block))
	if payload != nil {
		fmt.Fprintf(&head, "WARC-Payload-Digest: %s\r\n", digest(payload))
	}
	for _, f := range more {
		fmt.Fprintf(&head, "%s: %s\r\n", f.Name, f.Value)
	}
	fmt.Fprintf(&head, "Content-Type: %s\r\nContent-Length: %d\r\n\r\n", media, len(block))
	for _, part := range [][]byte{head.Bytes(), block, []byte("\r\n\r\n")} {
		if _, err := w.gz.Write(part); err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
	}
	if err := w.gz.Close(); err != nil {
		return fmt.Errorf("write archive: %w", err)
	}
	return nil
}

// digest gives the SHA-1 of b in the form that readers of web archives compare.
func digest(b []byte) string {
	sum := sha1.Sum(b)
	return "sha1:" + base32.StdEncoding.EncodeToString(sum[:])
}
