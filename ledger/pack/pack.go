// Package pack compresses captured bytes as stores of the ledger keep them, and
// gives them back, whatever somebody has made of them meanwhile.
package pack

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// Packer compresses captured bytes with zstd. It is safe for use by several goroutines.
type Packer struct{ enc *zstd.Encoder }

// New gives a packer.
func New() (*Packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, err
	}
	return &Packer{enc}, nil
}

// Pack compresses bytes.
func (p *Packer) Pack(b []byte) []byte { return p.enc.EncodeAll(b, nil) }

// largestWindow is more than the packer uses, and bounds what a forged capture
// can make the unpacker allocate, in bytes.
const largestWindow = 64 << 20

// Unpack gives what packed bytes hold, which must be size bytes.
func Unpack(packed []byte, size int64) ([]byte, error) {
	var b bytes.Buffer
	if err := unpackInto(&b, packed, size); err != nil {
		return nil, err
	}
	if b.Len() == 0 {
		return []byte{}, nil
	}
	return b.Bytes(), nil
}

// UnpackHash gives the SHA-256 of what packed bytes hold, without holding it
// in memory. More than size bytes are an error, so that a forged capture
// cannot keep the reader busy.
func UnpackHash(packed []byte, size int64) (string, error) {
	h := sha256.New()
	if err := unpackInto(h, packed, size); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func unpackInto(w io.Writer, packed []byte, size int64) error {
	dec, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(largestWindow))
	if err != nil {
		return err
	}
	defer dec.Close()
	n, err := io.Copy(w, io.LimitReader(dec, size+1))
	if err != nil {
		return err
	}
	if n != size {
		return fmt.Errorf("they are not the %d bytes that were captured", size)
	}
	return nil
}
