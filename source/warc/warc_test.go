package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/gzip"
)

// sample gives an archive of n responses and where each record begins.
func sample(t testing.TB, n int) (archive []byte, begins []int) {
	t.Helper()
	var out bytes.Buffer
	id := 0
	w := NewWriter(&out, func() string { id++; return fmt.Sprintf("urn:uuid:%d", id) })
	day := time.Date(2025, 1, 26, 12, 0, 0, 0, time.UTC)
	if err := w.Info("test", day); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		begins = append(begins, out.Len())
		body := fmt.Sprintf("<p>Report %d: ñ, ü, 飛</p>", i) + strings.Repeat(fmt.Sprint(i), 300)
		head := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n", len(body))
		if err := w.Response(fmt.Sprintf("https://example.org/%d", i), day, []byte(head), []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes(), begins
}

// plain gives the archive without compression.
func plain(t testing.TB, archive []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// readAll gives the targets of all records, and the offsets of what is damaged.
func readAll(t testing.TB, r io.Reader, offset int64) (targets []string, damaged []int64) {
	t.Helper()
	x, err := NewReader(r, offset)
	if err != nil {
		t.Fatal(err)
	}
	for range 10_000 {
		rec, err := x.Next()
		var d *DamageError
		switch {
		case errors.Is(err, io.EOF):
			return targets, damaged
		case errors.As(err, &d):
			damaged = append(damaged, d.Offset)
		case err != nil:
			t.Fatal(err)
		case rec.Target != "":
			targets = append(targets, rec.Target)
		}
	}
	t.Fatal("reading does not end")
	return nil, nil
}

func TestRead(t *testing.T) {
	archive, _ := sample(t, 20)
	for name, b := range map[string][]byte{"gzip": archive, "plain": plain(t, archive)} {
		for way, r := range map[string]io.Reader{"whole": bytes.NewReader(b), "in bytes": iotest.OneByteReader(bytes.NewReader(b))} {
			targets, damaged := readAll(t, r, 0)
			if len(targets) != 20 || len(damaged) != 0 || targets[19] != "https://example.org/19" {
				t.Errorf("%s, %s: %d targets, damage at %v", name, way, len(targets), damaged)
			}
		}
	}
}

func TestAnswer(t *testing.T) {
	archive, _ := sample(t, 1)
	x, err := NewReader(bytes.NewReader(archive), 0)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := x.Next(); err != nil || info.Type != "warcinfo" || info.IsAnswer() {
		t.Fatalf("first record: %+v, %v", info, err)
	}
	rec, err := x.Next()
	if err != nil || !rec.IsAnswer() {
		t.Fatalf("second record: %+v, %v", rec, err)
	}
	a, err := rec.Answer(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	if a.Status != 200 || a.Header.Get("Content-Type") != "text/html" || !strings.HasPrefix(string(a.Body), "<p>Report 0: ñ, ü, 飛</p>") {
		t.Errorf("answer: %+v", a)
	}
	if !bytes.HasPrefix(a.Head, []byte("HTTP/1.1 200 OK\r\n")) || !bytes.HasSuffix(a.Head, []byte("\r\n\r\n")) || !bytes.Equal(append(a.Head, a.Body...), rec.Block) {
		t.Errorf("head and body are not the block: %q", a.Head)
	}
	if !rec.Date.Equal(time.Date(2025, 1, 26, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("date %v", rec.Date)
	}
}

// Reading can be taken up at the offset of any record.
func TestOffsets(t *testing.T) {
	archive, begins := sample(t, 9)
	for _, b := range [][]byte{archive, plain(t, archive)} {
		x, err := NewReader(bytes.NewReader(b), 0)
		if err != nil {
			t.Fatal(err)
		}
		for i := -1; i < 9; i++ {
			rec, err := x.Next()
			if err != nil {
				t.Fatal(err)
			}
			if &b[0] == &archive[0] && i >= 0 && rec.Offset != int64(begins[i]) {
				t.Errorf("record %d: offset %d, want %d", i, rec.Offset, begins[i])
			}
			rest, damaged := readAll(t, bytes.NewReader(b[rec.Offset:]), rec.Offset)
			if len(rest) != min(9, 9-i) || len(damaged) != 0 {
				t.Errorf("from record %d: %d targets, damage at %v", i, len(rest), damaged)
			}
		}
	}
}

// Any damaged byte costs the records that it lies in, and no others.
func TestDamage(t *testing.T) {
	archive, begins := sample(t, 5)
	for at := begins[1]; at < begins[2]; at++ {
		b := bytes.Clone(archive)
		b[at] ^= 0xff
		targets, damaged := readAll(t, bytes.NewReader(b), 0)
		got := strings.Join(targets, " ")
		for _, i := range []int{0, 2, 3, 4} {
			if !strings.Contains(got, fmt.Sprintf("https://example.org/%d", i)) {
				t.Errorf("byte %d: record %d is lost: %v, damage at %v", at, i, targets, damaged)
			}
		}
		for _, d := range damaged {
			if d != int64(begins[1]) {
				t.Errorf("byte %d: damage is told at %d, not %d", at, d, begins[1])
			}
		}
	}
}

// A record whose words were changed does not match its digests.
func TestDigests(t *testing.T) {
	archive, _ := sample(t, 1)
	text := plain(t, archive)
	for _, c := range []struct {
		from, to string
		sound    bool
	}{{"", "", true}, {"Report 0", "Report 1", false}, {"200 OK", "201 OK", false}, {"WARC-Payload-Digest: sha1:", "WARC-Payload-Digest: sha9:", true}} {
		x, err := NewReader(strings.NewReader(strings.Replace(string(text), c.from, c.to, 1)), 0)
		if err != nil {
			t.Fatal(err)
		}
		for {
			rec, err := x.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := rec.CheckDigests(); rec.Type == "response" && (err == nil) != c.sound {
				t.Errorf("%q for %q: %v", c.to, c.from, err)
			}
		}
	}
}

// A record that is shorter than it says, or longer, is damaged.
func TestWrongLength(t *testing.T) {
	archive, _ := sample(t, 2)
	for from, to := range map[string]string{"Content-Length: 4": "Content-Length: 3", "Content-Length: 40": "Content-Length: 41"} {
		text := strings.Replace(string(plain(t, archive)), from, to, 1)
		if _, damaged := readAll(t, strings.NewReader(text), 0); len(damaged) == 0 && strings.Contains(text, to) {
			t.Errorf("%s: nothing is damaged", to)
		}
	}
}

func TestCutOff(t *testing.T) {
	archive, begins := sample(t, 5)
	for at := begins[4] + 1; at < len(archive); at += 7 {
		targets, damaged := readAll(t, bytes.NewReader(archive[:at]), 0)
		if len(targets) < 4 || len(targets) == 4 && (len(damaged) != 1 || damaged[0] != int64(begins[4])) {
			t.Errorf("cut at %d of %d: %d targets, damage at %v", at, len(archive), len(targets), damaged)
		}
	}
}

// TestDamageNamesItsRecord cuts off the end of a record whose head is there.
func TestDamageNamesItsRecord(t *testing.T) {
	archive, _ := sample(t, 3)
	text := plain(t, archive)
	x, err := NewReader(bytes.NewReader(text[:len(text)-10]), 0)
	if err != nil {
		t.Fatal(err)
	}
	for {
		_, err := x.Next()
		var d *DamageError
		if err == nil {
			continue
		}
		if !errors.As(err, &d) || d.Target != "https://example.org/2" || !d.AtEnd || !strings.Contains(err.Error(), "(the record of https://example.org/2): the archive ends inside a record") {
			t.Errorf("it is told %v", err)
		}
		return
	}
}

func TestReadErrors(t *testing.T) {
	archive, _ := sample(t, 5)
	broken := errors.New("the disk is gone")
	x, err := NewReader(io.MultiReader(bytes.NewReader(archive[:len(archive)/2]), iotest.ErrReader(broken)), 0)
	for err == nil {
		_, err = x.Next()
	}
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the reader", err)
	}
}

func FuzzNext(f *testing.F) {
	archive, _ := sample(f, 2)
	f.Add(archive)
	f.Add(plain(f, archive))
	f.Add([]byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := NewReader(bytes.NewReader(b), 0)
		if err != nil {
			t.Fatal(err)
		}
		for range 2*len(b) + 10 {
			rec, err := x.Next()
			var d *DamageError
			switch {
			case errors.Is(err, io.EOF):
				return
			case errors.As(err, &d):
				if d.Offset < 0 || d.Offset > int64(len(b)) {
					t.Fatalf("damage at %d of %d bytes", d.Offset, len(b))
				}
			case err != nil:
				t.Fatal(err)
			case rec.IsAnswer():
				_, _ = rec.Answer(1 << 16)
			}
		}
		t.Fatal("reading does not end")
	})
}
