package source_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/source"
)

var noon = time.Date(2031, 5, 6, 12, 0, 0, 0, time.UTC)

func loader() source.Loader {
	return source.Loader{Now: func() time.Time { return noon }}
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// tree makes a folder of files from their names; the text of each is its name.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, n := range names {
		write(t, filepath.Join(dir, n), []byte(n))
	}
	return dir
}

// load gives the addresses below dir and the errors, in order.
func load(t *testing.T, dir string, paths ...string) (got []string, errs []error) {
	t.Helper()
	for c, err := range loader().Load(context.Background(), paths...) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		got = append(got, strings.TrimPrefix(c.Address, dir+"/"))
	}
	return got, errs
}

func TestLoadFolder(t *testing.T) {
	dir := tree(t, "b.txt", "a.txt", "sub/c.TXT", "sub/deeper/d.txt", "notes.md", ".hidden.txt", ".git/e.txt")
	got, errs := load(t, dir, dir)
	want := []string{"a.txt", "b.txt", "sub/c.TXT", "sub/deeper/d.txt"}
	if !slices.Equal(got, want) || errs != nil {
		t.Errorf("got %q %v, want %q", got, errs, want)
	}
}

func TestCaptureIsExact(t *testing.T) {
	dir := t.TempDir()
	text := []byte("\ufeffTitle\r\n\r\nThe flight landed.\r\n")
	write(t, dir+"/a.report", text)
	c, err := loader().Read(context.Background(), dir+"/a.report") // a named file may have any ending
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(c.Bytes, text) || c.Address != dir+"/a.report" || !c.Taken.Equal(noon) {
		t.Errorf("capture %+v", c)
	}
}

func TestLoadGoesOn(t *testing.T) {
	dir := tree(t, "a.txt", "c.txt", "e.txt")
	write(t, dir+"/b.txt", nil)
	write(t, dir+"/d.txt", []byte("{\\rtf1 The flight landed.}"))
	got, errs := load(t, dir, dir+"/gone.txt", dir, dir+"/a.txt")
	if want := []string{"a.txt", "c.txt", "e.txt", "a.txt"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(errs) != 3 {
		t.Fatalf("errors %v", errs)
	}
	for i, code := range []demarche.Code{demarche.NotFound, demarche.Invalid, demarche.Unsupported} {
		var e *demarche.Error
		if !errors.As(errs[i], &e) || e.Code != code || e.Hint == "" || e.Op == "" || e.Path == "" {
			t.Errorf("error %d is %#v, want code %s with hint, operation and path", i, errs[i], code)
		}
	}
}

func TestFolderWithoutReports(t *testing.T) {
	empty, other, hidden := t.TempDir(), tree(t, "a.doc", "sub/b.png"), tree(t, ".a.txt")
	for dir, want := range map[string]string{empty: "the folder is empty", other: "2 files", hidden: "the folder is empty"} {
		got, errs := load(t, dir, dir)
		if len(got) != 0 || len(errs) != 1 || demarche.CodeOf(errs[0]) != demarche.NotFound || !strings.Contains(errs[0].Error(), want) {
			t.Errorf("%q %v, want %q", got, errs, want)
		}
	}
}

func TestLinks(t *testing.T) {
	dir := tree(t, "real/a.txt", "elsewhere/b.txt")
	for link, target := range map[string]string{
		"real/up":         "..",               // a loop of folders
		"real/linked.txt": "../real/a.txt",    // a report under a second name
		"real/self.txt":   "self.txt",         // a loop of one
		"real/broken.txt": "../missing.txt",   // points nowhere
		"real/broken":     "../missing-place", // no report by its name: not our concern
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	got, errs := load(t, dir, dir+"/real")
	want := []string{"real/a.txt", "real/linked.txt", "real/up/elsewhere/b.txt"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(errs) != 2 || demarche.CodeOf(errs[0]) != demarche.NotFound || demarche.CodeOf(errs[1]) != demarche.Invalid {
		t.Errorf("errors %v", errs)
	}
}

func TestTooLargeIsNotRead(t *testing.T) {
	path := t.TempDir() + "/large.txt"
	write(t, path, []byte("x"))
	if err := os.Truncate(path, 200<<20); err != nil { // sparse: reading it would show zeros, not "too large"
		t.Fatal(err)
	}
	_, err := loader().Read(context.Background(), path)
	if demarche.CodeOf(err) != demarche.TooLarge || !strings.Contains(err.Error(), "200 MB") || !strings.Contains(err.Error(), "16 MB") {
		t.Errorf("error %v", err)
	}
}

func TestStreamTooLarge(t *testing.T) {
	endless := io.MultiReader(strings.NewReader(strings.Repeat("word ", source.Limit/5)), strings.NewReader("word "))
	_, err := loader().Stream(context.Background(), "upload", endless)
	if demarche.CodeOf(err) != demarche.TooLarge {
		t.Errorf("error %v", err)
	}
}

func TestPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := tree(t, "a.txt", "locked/b.txt", "z.txt")
	for path, mode := range map[string]os.FileMode{dir + "/a.txt": 0, dir + "/locked": 0} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o755) })
	}
	got, errs := load(t, dir, dir)
	if !slices.Equal(got, []string{"z.txt"}) || len(errs) != 2 || demarche.CodeOf(errs[0]) != demarche.Storage || demarche.CodeOf(errs[1]) != demarche.Storage {
		t.Errorf("got %q %v", got, errs)
	}
}

func TestStandardInput(t *testing.T) {
	l := loader()
	l.Stdin = strings.NewReader("The flight landed.")
	c, err := l.Read(context.Background(), source.Stdin)
	if err != nil || c.Address != source.StandardInput || string(c.Bytes) != "The flight landed." {
		t.Errorf("capture %+v, error %v", c, err)
	}
	if _, err := loader().Read(context.Background(), source.Stdin); demarche.CodeOf(err) != demarche.Invalid {
		t.Errorf("without standard input: %v", err)
	}
	l.Stdin = io.MultiReader(strings.NewReader("The flight"), failing{})
	if _, err := l.Read(context.Background(), source.Stdin); demarche.CodeOf(err) != demarche.Storage || !errors.Is(err, errFailing) {
		t.Errorf("failing input: %v", err)
	}
}

var errFailing = errors.New("the line is dead")

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errFailing }

func TestContextEnds(t *testing.T) {
	dir := tree(t, "a.txt", "b.txt", "c.txt")
	ctx, cancel := context.WithCancel(context.Background())
	var got []string
	var last error
	for c, err := range loader().Load(ctx, dir, dir) {
		if last = err; err == nil {
			got = append(got, c.Address)
		}
		cancel()
	}
	if len(got) != 1 || !errors.Is(last, context.Canceled) {
		t.Errorf("went on to %q, error %v", got, last)
	}

	waiting, w := io.Pipe() // nobody ever writes
	defer w.Close()
	l := source.Loader{Now: time.Now, Stdin: waiting}
	ctx, cancel = context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	if _, err := l.Read(ctx, source.Stdin); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

func TestStopsWhenAsked(t *testing.T) {
	dir := tree(t, "a.txt", "sub/b.txt", "sub/c.txt")
	n := 0
	for range loader().Load(context.Background(), dir, dir+"/gone") {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d items", n)
	}
}

func archive(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, n)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCheckText(t *testing.T) {
	const invalid, unsupported, fine = demarche.Invalid, demarche.Unsupported, demarche.Code("")
	wide := func(s string, order ...int) []byte {
		var b []byte
		for _, c := range []byte(s) {
			pair := []byte{c, 0}
			b = append(b, pair[order[0]], pair[order[1]])
		}
		return b
	}
	sentence := "The minister said the flight had landed on Tuesday."
	tests := []struct {
		name  string
		bytes []byte
		code  demarche.Code
		says  string
	}{
		{"text", []byte(sentence), fine, ""},
		{"text with mark", []byte(source.ByteOrderMark + sentence), fine, ""},
		{"begins like a bitmap", []byte("BM, the maker, said nothing."), fine, ""},
		{"begins like a font", []byte("OTTO, the minister, said nothing."), fine, ""},
		{"begins with a bracket", []byte("[automatic translation]\nThe flight landed."), fine, ""},
		{"replacement character", []byte("The flight \ufffd landed."), fine, ""},
		{"begins with a tag", []byte("<b>Flight lands</b>\nThe flight landed."), fine, ""},
		{"empty", nil, invalid, "empty"},
		{"mark alone", []byte(source.ByteOrderMark), invalid, "white space"},
		{"white space", []byte(" \r\n\u00a0\t"), invalid, "white space"},
		{"Latin-1", []byte("Bogot\xe1 refused."), invalid, "byte 5 (hexadecimal e1)"},
		{"cut off", []byte("Bogot\xc3"), invalid, "middle of a character, at byte 5"},
		{"overlong", []byte("a\xc0\x80b"), invalid, "byte 1"},
		{"surrogate", []byte("a\xed\xa0\x80b"), invalid, "byte 1"},
		{"UTF-16 with mark", append([]byte{0xff, 0xfe}, wide(sentence, 0, 1)...), unsupported, "UTF-16"},
		{"UTF-16LE", wide(sentence, 0, 1), unsupported, "UTF-16LE"},
		{"UTF-16BE", wide(sentence, 1, 0), unsupported, "UTF-16BE"},
		{"UTF-32", []byte{0xff, 0xfe, 0, 0, 'a', 0, 0, 0}, unsupported, "UTF-32"},
		{"PDF", []byte("%PDF-1.4\n%\xe2\xe3\xcf\xd3"), unsupported, "a PDF"},
		{"PNG", []byte("\x89PNG\x0d\x0a\x1a\x0a\x00\x00"), unsupported, "an image"},
		{"JPEG", []byte("\xff\xd8\xff\xe0\x00"), unsupported, "an image"},
		{"gzip", []byte("\x1f\x8b\x08\x00"), unsupported, "archive"},
		{"zip", archive(t, "a.txt"), unsupported, "a zip archive"},
		{"Word", archive(t, "[Content_Types].xml", "word/document.xml"), unsupported, "a Word document"},
		{"Excel", archive(t, "xl/workbook.xml"), unsupported, "Excel"},
		{"OpenDocument", archive(t, "mimetype", "content.xml"), unsupported, "OpenDocument"},
		{"damaged zip", []byte("PK\x03\x04\x00\x00"), unsupported, "zip"},
		{"old Word", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"), unsupported, "Office"},
		{"RTF", []byte("{\\rtf1\\ansi The flight landed.}"), unsupported, "RTF"},
		{"HTML", []byte("<!DOCTYPE html><p>The flight landed."), unsupported, "HTML"},
		{"XML", []byte("<?xml version='1.0'?><a/>"), unsupported, "XML"},
		{"JSON", []byte("\n{\"doc\": {}, \"records\": []}\n"), unsupported, "JSON"},
		{"database", []byte("SQLite format 3\x00"), unsupported, "SQLite"},
		{"MP3", []byte("ID3\x04\x00\x00\x00"), unsupported, "recording"},
		{"binary", []byte("abc\x00def"), unsupported, "binary"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := source.CheckText("x.txt", tt.bytes)
			if tt.code == fine {
				if err != nil {
					t.Fatalf("error %v", err)
				}
				return
			}
			if err == nil || demarche.CodeOf(err) != tt.code || !strings.Contains(err.Error(), tt.says) || demarche.HintOf(err) == "" {
				t.Errorf("error %v (%s), hint %q; want %s with %q", err, demarche.CodeOf(err), demarche.HintOf(err), tt.code, tt.says)
			}
		})
	}
}

// FuzzCheckText holds that what passes is text with something in it, and that
// what fails says why.
func FuzzCheckText(f *testing.F) {
	for _, s := range []string{"", "a", "\ufeff", "PK\x03\x04", "%PDF-", "{}", "\xff\xfea\x00", "Bogot\xe1"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		err := source.CheckText("x", b)
		if err == nil {
			if s := string(b); strings.ToValidUTF8(s, "") != s || strings.TrimSpace(s) == "" || strings.Contains(s, "\x00") {
				t.Errorf("%q passed", b)
			}
		} else if demarche.HintOf(err) == "" {
			t.Errorf("%v gives no hint", err)
		}
	})
}
