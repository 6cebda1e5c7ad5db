package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"demarche"
	"demarche/ledger"
	"demarche/source"
	"demarche/source/warc"
)

// writeArchive writes what was captured as a web archive and tells how many
// captures it holds. The same ledger gives the same bytes.
func writeArchive(ctx context.Context, from ledger.Capturer, to io.Writer, version string, progress func(done, total int)) (written int, head demarche.Head, err error) {
	out := bufio.NewWriter(to)
	id := ""
	w := warc.NewWriter(out, func() string { return id })
	head, err = from.Captures(ctx, func(k demarche.KeptCapture) error {
		if written == 0 {
			id = recordID(demarche.HashOf([]byte("warcinfo " + k.Content)))
			if err := w.Info("demarche/"+version, k.Kept); err != nil {
				return err
			}
		}
		written++
		id = recordID(k.Content)
		return writeCapture(w, k)
	}, progress)
	if err == nil && written == 0 {
		id = recordID(demarche.HashOf([]byte("warcinfo")))
		err = w.Info("demarche/"+version, time.Unix(0, 0))
	}
	if err == nil {
		err = out.Flush()
	}
	return written, head, err
}

// writeCapture writes one capture: as an answer where a server gave it, else as
// a resource of its media type.
func writeCapture(w *warc.Writer, k demarche.KeptCapture) error {
	at := k.Taken
	if at.IsZero() {
		at = k.Kept // an archive must say when
	}
	target := warc.TargetOf(k.Address)
	if bytes.HasPrefix(k.Head, []byte("HTTP/")) {
		return w.Response(target, at, k.Head, k.Bytes)
	}
	media := k.Media
	if media == "" { // a text, or kept before there were media types
		media = source.MediaOf(k.Bytes, source.Text)
	}
	if media == "" {
		media = source.Text + "; charset=utf-8"
	}
	return w.Resource(target, media, at, k.Bytes)
}

// recordID makes the identifier of a record of the first half of a SHA-256 in
// hexadecimal: a UUID of version 8, which is for such uses (RFC 9562).
func recordID(hash string) string {
	b, err := hex.DecodeString(hash[:32])
	if err != nil {
		panic(fmt.Sprintf("a hash that is none: %v", err)) // a defect of the ledger
	}
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
