package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"testing"
	"time"

	"demarche"
	"demarche/source"
	"demarche/source/warc"
)

// shelf gives captures.
type shelf []demarche.KeptCapture

func (s shelf) Captures(_ context.Context, take func(demarche.KeptCapture) error, _ func(done, total int)) (demarche.Head, error) {
	for _, k := range s {
		if err := take(k); err != nil {
			return demarche.Head{}, err
		}
	}
	return demarche.Head{Size: int64(len(s))}, nil
}

// captures are of each kind that a ledger can hold.
func captures(t *testing.T) shelf {
	t.Helper()
	day := time.Date(2025, 1, 27, 8, 0, 0, 5, time.UTC)
	page := []byte("<!doctype html><html><body><p>Caf\xe9</p></body></html>")
	row := `application/vnd.demarche.row+json; text=story`
	if _, ok := source.FieldsOf(row); !ok {
		t.Fatalf("%q is no row", row)
	}
	all := shelf{
		{Capture: demarche.Capture{Address: "https://example.org/1", Bytes: page, Taken: day, Media: "text/html; charset=iso-8859-1",
			Head: []byte("HTTP/2.0 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Encoding: br\r\nContent-Length: 7\r\nServer: caf\xe9\r\n\r\n")}},
		{Capture: demarche.Capture{Address: "https://example.org/2", Bytes: page, Taken: day, Media: "text/html",
			Head: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")}},
		{Capture: demarche.Capture{Address: "reports/a b.txt", Bytes: []byte("A flight.\r\n\r\n")}},
		{Capture: demarche.Capture{Address: "/reports/page.html", Bytes: page, Taken: day}}, // kept before there were media types
		{Capture: demarche.Capture{Address: "rows.csv#1", Bytes: []byte(`{"story":"A flight."}`), Taken: day, Media: row}},
		{Capture: demarche.Capture{Address: "standard input", Bytes: []byte{}, Taken: day}},
	}
	for i := range all {
		all[i].Sequence, all[i].Kept = int64(i+1), day.Add(time.Hour)
		all[i].Content = demarche.HashOf([]byte{byte(i)})
	}
	return all
}

func archived(t *testing.T, s shelf) []byte {
	t.Helper()
	var b bytes.Buffer
	n, head, err := writeArchive(t.Context(), s, &b, "v1", nil)
	if err != nil || n != len(s) || head.Size != int64(len(s)) {
		t.Fatalf("%d captures up to %+v, %v", n, head, err)
	}
	return b.Bytes()
}

func TestAnArchiveHoldsWhatWasCaptured(t *testing.T) {
	all := captures(t)
	b := archived(t, all)
	if !bytes.Equal(b, archived(t, all)) {
		t.Error("written again, it is another archive")
	}
	in, err := warc.NewReader(bytes.NewReader(b), 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := in.Next()
	if err != nil || info.Type != "warcinfo" || !bytes.Contains(info.Block, []byte("software: demarche/v1\r\n")) {
		t.Fatalf("the archive begins with %+v, %v", info, err)
	}
	ids := map[string]bool{info.ID: true}
	media := []string{"application/http;msgtype=response", "application/http;msgtype=response", "text/plain; charset=utf-8", "text/html", all[4].Media, "text/plain; charset=utf-8"}
	for i, k := range all {
		r, err := in.Next()
		if err != nil {
			t.Fatalf("record %d: %v", i, err)
		}
		if !regexp.MustCompile(`^<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>$`).MatchString(r.ID) || ids[r.ID] {
			t.Errorf("record %d is named %s", i, r.ID)
		}
		ids[r.ID] = true
		taken := k.Taken
		if taken.IsZero() {
			taken = k.Kept
		}
		if warc.AddressOf(r.Target) != k.Address || !r.Date.Equal(taken) || r.Media != media[i] {
			t.Errorf("record %d is of %s, %v, %s", i, r.Target, r.Date, r.Media)
		}
		head, body := []byte(nil), r.Block
		if len(k.Head) > 0 {
			a, err := r.Answer(source.Limit)
			if err != nil {
				t.Fatalf("record %d: %v", i, err)
			}
			if a.Header.Get("Content-Encoding") != "" || a.Header.Get("Content-Type") == "" {
				t.Errorf("record %d is told to be %v", i, a.Header)
			}
			head, body = a.Head, a.Body
		}
		if !bytes.Equal(head, k.Head) || !bytes.Equal(body, k.Bytes) {
			t.Errorf("record %d holds %q and %q", i, head, body)
		}
	}
	if _, err := in.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("behind the last record: %v", err)
	}
}

func TestAnArchiveOfNothing(t *testing.T) {
	in, err := warc.NewReader(bytes.NewReader(archived(t, nil)), 0)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := in.Next(); err != nil || r.Type != "warcinfo" {
		t.Errorf("%+v, %v", r, err)
	}
}

// full takes so many bytes.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errors.New("no room")
	}
	return len(p), nil
}

func TestAnArchiveThatHasNoRoom(t *testing.T) {
	size := len(archived(t, captures(t)))
	for _, room := range []int{0, size / 2, size - 1} {
		if _, _, err := writeArchive(t.Context(), captures(t), &full{room}, "v1", nil); err == nil {
			t.Errorf("%d bytes had room in %d", size, room)
		}
	}
}
