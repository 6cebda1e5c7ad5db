package pdf

import (
	"errors"
	"os"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	b, err := os.ReadFile("testdata/note.pdf")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/note.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Title + "\n\n" + p.Text + "\n"; got != string(want) {
		t.Errorf("text:\n%s\nwant:\n%s", got, want)
	}
}

// A file cut off anywhere gives its text or an error, and no panic.
func TestDamaged(t *testing.T) {
	b, err := os.ReadFile("testdata/note.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(b); at += 997 {
		if _, err := Read(b[:at]); err == nil {
			t.Errorf("a PDF cut off at %d of %d bytes is read", at, len(b))
		}
	}
	if _, err := Read([]byte("%PDF-1.7\nno more")); !errors.Is(err, ErrDamaged) {
		t.Errorf("error %v", err)
	}
}

func TestAttach(t *testing.T) {
	for _, c := range []struct{ text, next, want string }{
		{"the minis-", "ter said", "the minister said"},
		{"an off-the-", "record briefing", "an off-the-record briefing"},
		{"the agreement of Paris-", "Berlin", "the agreement of Paris- Berlin"},
		{"the ministry", "said", "the ministry said"},
	} {
		if got := attach(c.text, c.next); got != c.want {
			t.Errorf("attach(%q, %q) = %q, want %q", c.text, c.next, got, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	b, err := os.ReadFile("testdata/note.pdf")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Read(b)
		if err == nil && strings.TrimSpace(p.Text) == "" {
			t.Error("no text and no error")
		}
	})
}
