package sqlite

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// packer compresses captured bytes. It is safe for use by several goroutines.
type packer struct{ enc *zstd.Encoder }

func newPacker() (*packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, err
	}
	return &packer{enc}, nil
}

func (p *packer) pack(b []byte) []byte { return p.enc.EncodeAll(b, nil) }

// largestWindow is more than the packer uses, and bounds what a forged capture
// can make the unpacker allocate, in bytes.
const largestWindow = 64 << 20

// unpacked gives what packed bytes hold, which must be size bytes.
func unpacked(packed []byte, size int64) ([]byte, error) {
	var b bytes.Buffer
	if err := unpackInto(&b, packed, size); err != nil {
		return nil, err
	}
	if b.Len() == 0 {
		return []byte{}, nil
	}
	return b.Bytes(), nil
}

// unpackedHash gives the SHA-256 of what packed bytes hold, without holding it
// in memory. More than size bytes are an error, so that a forged capture
// cannot keep the reader busy.
func unpackedHash(packed []byte, size int64) (string, error) {
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
