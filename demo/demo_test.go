package demo

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func texts(t *testing.T) map[string]string {
	t.Helper()
	entries, err := fs.ReadDir(Reports(), ".")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, e := range entries {
		b, err := fs.ReadFile(Reports(), e.Name())
		if err != nil {
			t.Fatal(err)
		}
		texts[e.Name()] = string(b)
	}
	return texts
}

func TestReportsHaveTheFormOfReports(t *testing.T) {
	undated := 0
	day := regexp.MustCompile(`^ date 202[56]-\d\d-\d\d\n`)
	inText := regexp.MustCompile(`^[^\n]+\n[A-Z][A-Za-z ]+, \d{1,2} [A-Z][a-z]+ 202[56]\n`)
	for name, text := range texts(t) {
		if !strings.HasSuffix(name, ".txt") || !utf8.ValidString(text) || strings.Contains(text, "\r") {
			t.Errorf("%s is not a text of the form expected", name)
		}
		if n := len(strings.Fields(text)); n < 120 || n > 300 {
			t.Errorf("%s has %d words, want 120 to 300", name, n)
		}
		if !day.MatchString(text) && !inText.MatchString(text) {
			undated++
		}
	}
	if undated != 1 {
		t.Errorf("%d reports bear no day, want 1", undated)
	}
}

// The copies must be near enough to be told as copies and not be identical.
func TestCopiesShareSentences(t *testing.T) {
	all := texts(t)
	agency := sentences(all["colombia-turns-planes-back.txt"])
	for _, name := range []string{"harbour-post-colombia.txt", "evening-courier-colombia.txt"} {
		shared := 0
		ss := sentences(all[name])
		for s := range ss {
			if agency[s] {
				shared++
			}
		}
		if 2*shared < len(ss) || shared == len(agency) {
			t.Errorf("%s shares %d of its %d sentences with the agency text of %d", name, shared, len(ss), len(agency))
		}
	}
}

func sentences(text string) map[string]bool {
	set := map[string]bool{}
	same := strings.NewReplacer("U.S.", "US", "per cent", "%", " %", "%", "Mr ", "", "\n", " ")
	for s := range strings.SplitSeq(same.Replace(text), ". ") {
		set[strings.ReplaceAll(strings.TrimSpace(s), " %", "%")] = true
	}
	return set
}
