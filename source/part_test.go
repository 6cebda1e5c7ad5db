package source

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"demarche/source/warc"
)

// An archive taken in parts, wherever these meet, gives every page once, and
// damage is told once.
func TestPartsOfAnArchiveGiveEveryPageOnce(t *testing.T) {
	var packed bytes.Buffer
	w := warc.NewWriter(&packed, func() string { return "urn:uuid:0" })
	for i := range 40 {
		page := fmt.Sprintf("<html><body><p>Bolivia will not accept deportation flights, part %d. WARC/1.0 is a format.</p>%s</body></html>", i, bytes.Repeat([]byte{byte('a' + i%26)}, i*37))
		if err := w.Response(fmt.Sprintf("https://news.example/%d", i), time.Unix(1_700_000_000, 0), []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), []byte(page)); err != nil {
			t.Fatal(err)
		}
	}
	whole := filepath.Join(t.TempDir(), "crawl.warc.gz")
	damaged := filepath.Join(t.TempDir(), "damaged.warc.gz")
	if err := os.WriteFile(whole, packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	hurt := slices.Clone(packed.Bytes())
	hurt[len(hurt)/2] ^= 0xff
	if err := os.WriteFile(damaged, hurt, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, wantFailed := range map[string]int{whole: 0, damaged: 1} {
		want, failed := part(t, path, 0, 0)
		if failed != wantFailed || len(want) != 40-wantFailed {
			t.Fatalf("%s as a whole has %d pages, %d failed", path, len(want), failed)
		}
		size := int64(packed.Len())
		for _, length := range []int64{251, 1000, size / 3, size - 1, size, 2 * size} {
			var got []string
			failed := 0
			for from := int64(0); from < size; from += length {
				pages, f := part(t, path, from, from+length)
				got = append(got, pages...)
				failed += f
			}
			if !slices.Equal(got, want) {
				t.Errorf("in parts of %d bytes %s has %d pages, want %d", length, path, len(got), len(want))
			}
			if failed != wantFailed && length >= 1000 {
				t.Errorf("in parts of %d bytes damage is told %d times, want %d", length, failed, wantFailed)
			}
		}
	}
}

func part(t *testing.T, path string, from, to int64) (pages []string, failed int) {
	t.Helper()
	for item, err := range (Loader{Now: time.Now}).Part(t.Context(), path, from, to) {
		if err != nil {
			failed++
			continue
		}
		pages = append(pages, item.Address)
	}
	return pages, failed
}
