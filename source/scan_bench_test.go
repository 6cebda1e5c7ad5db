package source_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"demarche/demo"
	"demarche/source/warc"
)

// ordinary are words of ordinary news, to make pages of.
var ordinary = strings.Fields(`the council approved a budget for parks and schools after the mayor spoke about rain prices football a new bridge festival
harvest hospital doctors patients market shares bank rates players season coach goal minister economy growth road traffic film actor music concert storm wind
river fish restaurant kitchen recipe garden flowers science telescope planet energy solar power company workers union wages train station museum painting history`)

// pages makes n pages of the size that news pages have, one in a hundred of which is
// an example report.
func pages(tb testing.TB, n int) [][]byte {
	tb.Helper()
	var reports []string
	entries, err := fs.ReadDir(demo.Reports(), ".")
	if err != nil {
		tb.Fatal(err)
	}
	for _, e := range entries {
		b, err := fs.ReadFile(demo.Reports(), e.Name())
		if err != nil {
			tb.Fatal(err)
		}
		reports = append(reports, string(b))
	}
	r := rand.New(rand.NewPCG(1, 2))
	var all [][]byte
	for i := range n {
		var b bytes.Buffer
		b.WriteString("<!doctype html><html lang=en><head><meta charset=utf-8><title>Story</title><style>")
		for range 150 {
			fmt.Fprintf(&b, ".c%d{margin:%dpx;padding:%dpx;color:#%06x}", r.IntN(9999), r.IntN(40), r.IntN(40), r.IntN(1<<24))
		}
		b.WriteString("</style><script>")
		for range 300 {
			fmt.Fprintf(&b, "var v%d=function(a){return a+%d};", r.IntN(9999), r.IntN(9999))
		}
		b.WriteString("</script></head><body><nav>")
		for range 60 {
			fmt.Fprintf(&b, `<a class="nav-item c%d" href="/section/%d">%s %s</a>`, r.IntN(9999), r.IntN(9999), ordinary[r.IntN(len(ordinary))], ordinary[r.IntN(len(ordinary))])
		}
		b.WriteString("</nav><article>")
		if i%100 == 50 {
			for _, p := range strings.Split(reports[i/100%len(reports)], "\n") {
				fmt.Fprintf(&b, "<p>%s</p>\n", p)
			}
		} else {
			for range 20 + r.IntN(20) {
				b.WriteString("<p>")
				for range 40 + r.IntN(60) {
					b.WriteString(ordinary[r.IntN(len(ordinary))])
					b.WriteByte(' ')
				}
				b.WriteString("</p>\n")
			}
		}
		b.WriteString("</article></body></html>")
		all = append(all, b.Bytes())
	}
	return all
}

// benchArchive writes an archive of pages and gives its path and size before compression.
func benchArchive(tb testing.TB, n int) (path string, size int64) {
	tb.Helper()
	path = tb.TempDir() + "/bench.warc.gz"
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	id := 0
	w := warc.NewWriter(f, func() string { id++; return fmt.Sprintf("urn:uuid:%d", id) })
	for i, p := range pages(tb, n) {
		head := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n", len(p))
		if err := w.Response(fmt.Sprintf("https://paper.example/%d", i), noon, []byte(head), p); err != nil {
			tb.Fatal(err)
		}
		size += int64(len(p))
	}
	if err := f.Close(); err != nil {
		tb.Fatal(err)
	}
	return path, size
}

// decompress runs through the archive with the decompressor alone.
func decompress(tb testing.TB, path string) {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err == nil {
		_, err = io.Copy(io.Discard, z)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkScan compares going through an archive, one page in a hundred of which
// concerns returns, with the decompressor alone on the same archive.
func BenchmarkScan(b *testing.B) {
	const n = 4000
	path, size := benchArchive(b, n)
	b.SetBytes(size)
	var alone, scanned time.Duration
	found := 0
	for b.Loop() {
		at := time.Now()
		decompress(b, path)
		alone += time.Since(at)
		at = time.Now()
		found = 0
		for c, err := range loader().Open(context.Background(), path) {
			if err != nil {
				b.Fatal(err)
			}
			if c.Media != "" {
				found++
			}
		}
		scanned += time.Since(at)
	}
	if found != n/100 {
		b.Fatalf("found %d pages, want %d", found, n/100)
	}
	b.ReportMetric(float64(alone)/float64(scanned), "of-decompressor")
	perPage := scanned.Seconds() / float64(b.N) / n
	b.ReportMetric(1/perPage, "pages/s")
	b.ReportMetric(400e6*perPage*float64(runtime.GOMAXPROCS(0))/32/3600, "hours-400M-pages-32-cores")
}
