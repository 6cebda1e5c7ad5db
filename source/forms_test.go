package source_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/source"
	"demarche/source/warc"
)

func TestMediaOf(t *testing.T) {
	for _, c := range []struct {
		b, declared, want string
	}{
		{"<!DOCTYPE html><p>The flight landed.", "", source.HTML},
		{"<html><body>x", "text/html; charset=ISO-8859-1", source.HTML + "; charset=ISO-8859-1"},
		{"<p>The flight landed.</p>", "text/html", source.HTML},
		{"<?xml version='1.0'?><html xmlns='x'><body/></html>", "", source.HTML},
		{"<?xml version='1.0'?><rss/>", "", ""},
		{"<article><p>Landed.</p></article>", "", source.HTML},
		{"The flight <landed>.", "", ""},
		{"plain words", "text/html", ""},
		{"%PDF-1.4\n%\xe2\xe3\xcf\xd3", "", source.PDF},
		{"", "", ""},
		{"<p>SANTIAGO, Jan 5 - The flight landed.</p>", "", source.HTML},
		{"<!-- saved --><div><h1>Landed</h1><p>The flight landed.</div>", "", source.HTML},
		{"<b>Flight lands</b>\nSANTIAGO, Jan 5 - The flight <br> landed.", "", ""},
		{"<p>Note</p>\nSANTIAGO, Jan 5 - The flight landed.", "", ""},
		{"<main@paper.example> wrote:\nThe flight landed.", "", ""},
		{"<body-count> is what the minister said.", "", ""},
		{"<b>Flight lands</b>\nSANTIAGO, Jan 5 - The flight landed.", "text/html", source.HTML},
		{"<b>Flight lands</b>\n<p>The flight landed.</p>", "text/plain; charset=utf-8", ""},
		{"<p>The flight landed.</p>", "text/plain", ""},
		{"<body><p>The flight landed.</p>", "text/plain", ""},
		{" \n<!-- saved -->\n<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><p>The flight landed.", "text/plain", source.HTML},
		{source.ByteOrderMark + "<HTML lang=en><p>The flight landed.", "text/plain", source.HTML},
		{"<?xml version='1.0'?><html xmlns='x'><body/></html>", "text/plain", source.HTML},
		{"The flight landed.\n<html><body>", "text/plain", ""},
		{"<htmlx>", "text/plain", ""},
		{"%PDF-1.4\n%\xe2\xe3\xcf\xd3", "text/plain", source.PDF},
	} {
		if got := source.MediaOf([]byte(c.b), c.declared); got != c.want {
			t.Errorf("%q declared %q: %q, want %q", c.b, c.declared, got, c.want)
		}
	}
}

// What a file is told to be by its name it is, whatever tags it begins with; bytes
// without a name are told by themselves.
func TestFormByName(t *testing.T) {
	tagged := "<b>Flight lands</b>\n2026-01-05\nSANTIAGO - The flight landed. Write to <desk@paper.example>.<br>\n"
	page := "<!doctype html><title>Flight lands</title><p>The flight landed."
	for _, c := range []struct{ name, b, want string }{
		{"a.txt", tagged, ""},
		{"a.TXT", tagged, ""},
		{"a.html", tagged, source.HTML},
		{"a", tagged, ""},
		{source.StandardInput, tagged, ""},
		{"a.txt", "<p>" + tagged + "</p>", ""},
		{"a", "<p>" + tagged + "</p>", source.HTML},
		{"a.txt", page, source.HTML},
		{"a", page, source.HTML},
		{"a.html", "The flight landed.", ""},
	} {
		got, err := source.Loader{Now: time.Now}.Stream(context.Background(), c.name, strings.NewReader(c.b))
		if err != nil || got.Media != c.want || string(got.Bytes) != c.b {
			t.Errorf("%s of %q: %q, %v; want %q", c.name, c.b, got.Media, err, c.want)
		}
	}
}

// captures gives what a file holds, and the errors.
func captures(t *testing.T, l source.Loader, path string) (got []demarche.Capture, errs []error) {
	t.Helper()
	for c, err := range l.Open(context.Background(), path) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		got = append(got, c.Capture)
	}
	return got, errs
}

// TestARowWithoutWordsIsNoReport names a column that holds other things than reports.
func TestARowWithoutWordsIsNoReport(t *testing.T) {
	for text, want := range map[string]bool{
		"a": false, "x 1": false, "": false, "12 345.": false, "code": false, "A flight.": true, "\u98de\u673a\u88ab\u62d2\u7edd\u964d\u843d\u5728\u673a\u573a\u3002": true,
	} {
		path := t.TempDir() + "/rows.csv"
		write(t, path, []byte("foo,when\n"+text+",2025-01-26\n"))
		l := loader()
		l.Fields = source.Fields{Text: "foo"}
		got, errs := captures(t, l, path)
		if (len(got) == 1) != want || !want && (len(errs) != 1 || !strings.Contains(errs[0].Error(), `column "foo" holds no text of a report`)) {
			t.Errorf("%q: captures %d, errors %v", text, len(got), errs)
		}
	}
}

func TestTables(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/a.jsonl", []byte("\ufeff{\"headline\":\"T\",\"body\":\"The flight landed.\",\"url\":\"https://example.org/a\",\"date\":\"2025-01-26\"}\n\n{\"headline\":1}\nnot json\n{\"body\":\"A second one.\"}"))
	got, errs := captures(t, loader(), dir+"/a.jsonl")
	if len(got) != 2 || got[0].Address != "https://example.org/a" || got[1].Address != dir+"/a.jsonl#4" {
		t.Fatalf("captures %+v", got)
	}
	f, ok := source.FieldsOf(got[0].Media)
	if want := (source.Fields{Text: "body", Title: "headline", Day: "date", Address: "url"}); !ok || f != want {
		t.Errorf("fields %+v, want %+v", f, want)
	}
	if len(errs) != 2 || !strings.Contains(errs[0].Error(), "a.jsonl#2") || !strings.Contains(errs[1].Error(), "a.jsonl#3") {
		t.Errorf("errors %v", errs)
	}

	write(t, dir+"/b.csv", []byte("ref,story,when\n1,\"The flight,\nit said, landed.\",2025-01-26\n2,short\n3,It was another.,2025-01-27\n"))
	fields, err := source.ParseFields("text=story,day=when")
	if err != nil {
		t.Fatal(err)
	}
	l := loader()
	l.Fields = fields
	got, errs = captures(t, l, dir+"/b.csv")
	if len(got) != 2 || !bytes.Contains(got[0].Bytes, []byte(`"story":"The flight,\nit said, landed."`)) || got[1].Address != dir+"/b.csv#3" {
		t.Errorf("captures %+v", got)
	}
	if len(errs) != 1 || !strings.Contains(errs[0].Error(), "b.csv#2") {
		t.Errorf("errors %v", errs)
	}
	l.Fields.Day = "wenn"
	if got, errs = captures(t, l, dir+"/b.csv"); len(got) != 0 || len(errs) != 3 || !strings.Contains(errs[0].Error(), `no column "wenn"; it has ref, story, when`) {
		t.Errorf("a column that is not there: %v %v", got, errs)
	}
	write(t, dir+"/c.csv", []byte("title;text\nT;The flight, it said, landed.\n"))
	if got, errs = captures(t, loader(), dir+"/c.csv"); len(got) != 1 || len(errs) != 0 {
		t.Errorf("semicolons: %v %v", got, errs)
	}
	write(t, dir+"/d.csv", []byte("title,text\nT,Bogot\xe1 refused.\n"))
	if got, errs = captures(t, loader(), dir+"/d.csv"); len(got) != 0 || len(errs) != 1 || !strings.Contains(errs[0].Error(), "not UTF-8") {
		t.Errorf("Latin-1: %v %v", got, errs)
	}
	if _, err := source.ParseFields("text=a,text=b"); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("a field named twice is %v", err)
	}
	if _, err := source.ParseFields("words=story"); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("an unknown field is %v", err)
	}
}

// anArchive writes a WARC of an ordinary page, a report, a request, a redirect, a
// PDF and a picture.
func anArchive(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	id := 0
	w := warc.NewWriter(&out, func() string { id++; return fmt.Sprintf("urn:uuid:%d", id) })
	if err := w.Info("test", noon); err != nil {
		t.Fatal(err)
	}
	for _, a := range []struct{ target, status, kind, body string }{
		{"https://example.org/football", "200 OK", "text/html", "<html><p>The match was drawn.</p></html>"},
		{"https://example.org/report", "200 OK", "text/html; charset=utf-8", "<html><p>Two planes with deportees were turned back.</p></html>"},
		{"https://example.org/gone", "404 Not Found", "text/html", "<html><p>No page on deportations here.</p></html>"},
		{"https://example.org/note.pdf", "200 OK", "application/pdf", "%PDF-1.4\nnote"},
		{"https://example.org/p.png", "200 OK", "image/png", "\x89PNG deported"},
		{"https://example.org/plain", "200 OK", "text/plain", "He was deported."},
	} {
		head := fmt.Sprintf("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", a.status, a.kind, len(a.body))
		if err := w.Response(a.target, noon, []byte(head), []byte(a.body)); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// An archive without a record is named, not passed over.
func TestEmptyArchive(t *testing.T) {
	dir := t.TempDir()
	var gz bytes.Buffer
	if err := gzip.NewWriter(&gz).Close(); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"/a.warc": nil, "/b.warc.gz": nil, "/c.warc.gz": gz.Bytes()} {
		write(t, dir+name, b)
		got, errs := captures(t, loader(), dir+name)
		if len(got) != 0 || len(errs) != 1 || demarche.CodeOf(errs[0]) != demarche.Invalid || !strings.Contains(errs[0].Error(), name) {
			t.Errorf("%s: %v, %v", name, got, errs)
		}
	}
}

func TestArchives(t *testing.T) {
	dir := t.TempDir()
	archive := anArchive(t)
	write(t, dir+"/a.warc.gz", archive)
	var wacz bytes.Buffer
	z := zip.NewWriter(&wacz)
	inner, err := z.Create("archive/data.warc.gz")
	if err != nil {
		t.Fatal(err)
	}
	inner.Write(archive)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, dir+"/b.wacz", wacz.Bytes())
	want := []string{"https://example.org/report", "https://example.org/note.pdf", "https://example.org/plain"} // what a PDF says is not seen in its bytes
	for _, name := range []string{"/a.warc.gz", "/b.wacz"} {
		got, errs := captures(t, loader(), dir+name)
		var addresses []string
		for _, c := range got {
			addresses = append(addresses, c.Address)
			if !c.Taken.Equal(noon) {
				t.Errorf("%s was taken %v", c.Address, c.Taken)
			}
			if !strings.HasPrefix(string(c.Head), "HTTP/1.1 200 OK\r\n") || !strings.HasSuffix(string(c.Head), "\r\n\r\n") {
				t.Errorf("%s came with the head %q", c.Address, c.Head)
			}
		}
		if !slices.Equal(addresses, want) || len(errs) != 0 {
			t.Errorf("%s: %q %v, want %q", name, addresses, errs, want)
		}
	}
}

// Files and rows of tables that an archive holds are as they were captured.
func TestArchivedFiles(t *testing.T) {
	rows := source.Row + "; text=story; title=head"
	want := []demarche.Capture{
		{Address: "reports/a b.txt", Bytes: []byte("He was deported.\n")},
		{Address: "/reports/page.html", Bytes: []byte("<html><body><p>He was deported.</p></body></html>"), Media: source.HTML},
		{Address: "rows.csv#1", Bytes: []byte(`{"head": "A flight", "story": "He was deported."}`), Media: rows},
		{Address: "standard input", Bytes: []byte("%PDF-1.4\nnote"), Media: source.PDF},
	}
	var out bytes.Buffer
	id := 0
	w := warc.NewWriter(&out, func() string { id++; return fmt.Sprintf("urn:uuid:%d", id) })
	for _, c := range append(want, demarche.Capture{Address: "football.txt", Bytes: []byte("The match was drawn.")}) {
		media := c.Media
		if media == "" {
			media = "text/plain; charset=utf-8"
		}
		if err := w.Resource(warc.TargetOf(c.Address), media, noon, c.Bytes); err != nil {
			t.Fatal(err)
		}
	}
	path := t.TempDir() + "/a.warc.gz"
	write(t, path, out.Bytes())
	got, errs := captures(t, loader(), path)
	if len(got) != len(want) || len(errs) != 0 {
		t.Fatalf("%d captures, %v", len(got), errs)
	}
	for i, c := range got {
		if c.Address != want[i].Address || !bytes.Equal(c.Bytes, want[i].Bytes) || c.Media != want[i].Media || c.Head != nil {
			t.Errorf("%+v, want %+v", c, want[i])
		}
	}
}

// Reading can be taken up behind every page, and damage costs one record.
func TestArchiveResumes(t *testing.T) {
	dir := t.TempDir()
	archive := anArchive(t)
	path := dir + "/a.warc.gz"
	write(t, path, archive)
	var nexts []int64
	for p, err := range loader().Open(context.Background(), path) {
		if err != nil {
			t.Fatal(err)
		}
		nexts = append(nexts, p.Next)
	}
	for i, next := range nexts {
		left := 0
		l := loader()
		l.From = func(string) int64 { return next }
		reached := int64(0)
		for p, err := range l.Open(context.Background(), path) {
			switch {
			case err != nil:
				t.Fatal(err)
			case p.Reached:
				reached = p.Next
			default:
				left++
			}
		}
		if reached != int64(len(archive)) {
			t.Errorf("behind page %d: read up to byte %d of %d", i, reached, len(archive))
		}
		if left != len(nexts)-i-1 {
			t.Errorf("behind page %d: %d pages, want %d", i, left, len(nexts)-i-1)
		}
	}
	archive[len(archive)/3] ^= 0xff
	if err := os.WriteFile(path, archive, 0o644); err != nil {
		t.Fatal(err)
	}
	got, errs := captures(t, loader(), path)
	if len(errs) != 1 || !strings.Contains(errs[0].Error(), "damaged at byte") || len(got) < 1 || demarche.HintOf(errs[0]) != "the rest of the archive is read" {
		t.Errorf("%d captures, errors %v", len(got), errs)
	}
	archive[len(archive)/3] ^= 0xff
	if err := os.WriteFile(path, archive[:len(archive)-20], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, errs = captures(t, loader(), path); len(errs) != 1 || !strings.Contains(demarche.HintOf(errs[0]), "the end of the archive seems to be missing") {
		t.Errorf("cut off: %v, hint %q", errs, demarche.HintOf(errs[0]))
	}
}
