package warc

import (
	"bytes"
	"crypto/md5" //nolint:gosec // archives use it, and it is compared, not trusted
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
)

// CheckDigests compares the block, and the payload of an answer, with the digests
// that the record carries. A *DamageError tells which is not as it was written;
// records without digests, and those of methods that are not known, pass.
func (r *Record) CheckDigests() error {
	if err := r.check("WARC-Block-Digest", r.Block); err != nil {
		return err
	}
	if r.Type == "response" {
		_, body, ok := bytes.Cut(r.Block, []byte("\r\n\r\n"))
		if head := bytes.ToLower(r.Block[:len(r.Block)-len(body)]); !ok || bytes.Contains(head, []byte("transfer-encoding:")) {
			return nil // some digest the body before, some after it is put together
		}
		return r.check("WARC-Payload-Digest", body)
	}
	return nil
}

func (r *Record) check(field string, b []byte) error {
	method, want, _ := strings.Cut(r.Get(field), ":")
	var sum []byte
	switch strings.ToLower(strings.ReplaceAll(method, "-", "")) {
	case "sha1":
		s := sha1.Sum(b)
		sum = s[:]
	case "sha256":
		s := sha256.Sum256(b)
		sum = s[:]
	case "sha512":
		s := sha512.Sum512(b)
		sum = s[:]
	case "md5":
		s := md5.Sum(b) //nolint:gosec // see above
		sum = s[:]
	default:
		return nil
	}
	if strings.EqualFold(want, hex.EncodeToString(sum)) || strings.EqualFold(strings.TrimRight(want, "="), strings.TrimRight(base32.StdEncoding.EncodeToString(sum), "=")) {
		return nil
	}
	return &DamageError{Offset: r.Offset, Target: r.Target, Reason: fmt.Sprintf("the record is not what its %s says", field)}
}
