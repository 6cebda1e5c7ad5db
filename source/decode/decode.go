// Package decode undoes the content encodings of HTTP, within a limit that no
// decompression bomb gets past.
package decode

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// ErrTooLarge is the error for a body that grows over the limit.
var ErrTooLarge = errors.New("the body is over the limit")

// most is how many encodings may lie over each other.
const most = 2

// Body reads a body to its end and undoes its encodings (the value of
// Content-Encoding, such as "gzip"). More than limit bytes, compressed or not,
// are ErrTooLarge; an encoding that is not known is an error that names it.
// What came before a body was cut off is not given.
func Body(r io.Reader, encodings string, limit int64) ([]byte, error) {
	b, err := atMost(r, limit)
	if err != nil {
		return nil, err
	}
	names := strings.FieldsFunc(strings.ToLower(encodings), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	if len(names) > most {
		return nil, fmt.Errorf("the body is encoded %d times over", len(names))
	}
	for i := len(names) - 1; i >= 0; i-- {
		d, err := decoder(names[i], b)
		if err != nil {
			return nil, fmt.Errorf("the %s body is damaged: %w", names[i], err)
		}
		if d == nil {
			continue
		}
		b, err = atMost(d, limit)
		_ = d.Close()
		if err != nil && !errors.Is(err, ErrTooLarge) {
			err = fmt.Errorf("the %s body is damaged: %w", names[i], err)
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// decoder gives what undoes an encoding of b; nil where there is nothing to undo.
func decoder(name string, b []byte) (io.ReadCloser, error) {
	r := bytes.NewReader(b)
	switch name {
	case "identity", "utf-8", "":
		return nil, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
			return nil, nil // archives often keep the field and not the encoding
		}
		return gzip.NewReader(r)
	case "deflate":
		if z, err := zlib.NewReader(r); err == nil {
			return z, nil
		}
		return flate.NewReader(bytes.NewReader(b)), nil
	case "br":
		return io.NopCloser(brotli.NewReader(r)), nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderMaxMemory(64<<20), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return nil, fmt.Errorf("the encoding %q is not known", name)
}

// atMost reads r to its end.
func atMost(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, ErrTooLarge
	}
	return b, nil
}
