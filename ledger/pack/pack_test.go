package pack

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

func TestWhatIsPackedComesBack(t *testing.T) {
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range [][]byte{{}, []byte("x"), bytes.Repeat([]byte("to and fro "), 1<<12)} {
		packed, size := p.Pack(b), int64(len(b))
		got, err := Unpack(packed, size)
		if err != nil || !bytes.Equal(got, b) || got == nil {
			t.Errorf("%d bytes come back as %d (%v)", size, len(got), err)
		}
		sum := sha256.Sum256(b)
		if hash, err := UnpackHash(packed, size); err != nil || hash != hex.EncodeToString(sum[:]) {
			t.Errorf("the hash of %d bytes is %s (%v)", size, hash, err)
		}
		for _, other := range []int64{size - 1, size + 1} {
			if _, err := Unpack(packed, other); other >= 0 && err == nil {
				t.Errorf("%d bytes pass for %d", size, other)
			}
		}
	}
	if _, err := Unpack([]byte("no such thing"), 4); err == nil {
		t.Error("what was never packed is unpacked")
	}
}
