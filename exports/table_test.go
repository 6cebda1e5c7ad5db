package exports

import (
	"bytes"
	"encoding/csv"
	"reflect"
	"strings"
	"testing"
)

func TestInertCells(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "words": "words", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "a=1": "a=1",
		"\u00a0@x": "'\u00a0@x", "\ufeff=1": "'\ufeff=1", "＝1": "'＝1", "\nx": "'\nx", "'=1": "'=1",
		strings.Repeat(" ", 2) + "=1": "'  =1",
		"he said;=1+1;b":              "he said;'=1+1;b", "a\n=1\r\n@b\t+c": "a\n'=1\r\n'@b\t'+c", "=a; ＝b": "'=a;' ＝b", "a;b=c; d": "a;b=c; d", "a;": "a;", ";=1": ";'=1", "\t=1": "'\t'=1",
	} {
		if got := Inert(in); got != want {
			t.Errorf("%q becomes %q, not %q", in, got, want)
		}
	}
}

func TestATableIsReadBackAsItWas(t *testing.T) {
	table := Table{Headings: []string{"a", "b", "c"}, Rows: [][]string{{"one, two", "", "\"quoted\""}, {"line\nbreak", "", "=SUM(A1)"}}}
	var b bytes.Buffer
	if err := table.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(&b).ReadAll()
	want := [][]string{{"a", "b", "c"}, {"one, two", "", "\"quoted\""}, {"line\nbreak", "", "'=SUM(A1)"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %q (%v), want %q", got, err, want)
	}
	if used := table.Used([]string{"a", "b"}); !reflect.DeepEqual(used.Headings, []string{"a", "c"}) || !reflect.DeepEqual(used.Rows[1], []string{"line\nbreak", "=SUM(A1)"}) {
		t.Errorf("without what is empty it is %q", used)
	}
}

func FuzzInert(f *testing.F) {
	f.Add("=1")
	f.Add("  -x")
	f.Add("a; =b\n\t@c")
	f.Fuzz(func(t *testing.T, cell string) {
		got := Inert(cell)
		if strings.ReplaceAll(got, "'", "") != strings.ReplaceAll(cell, "'", "") || Inert(got) != got {
			t.Errorf("%q becomes %q", cell, got)
		}
		for _, parts := range []string{"", ";", "\t", "\r", "\n"} {
			pieces := []string{got}
			if parts != "" {
				pieces = strings.Split(got, parts)
			}
			for _, piece := range pieces {
				if begin := strings.TrimLeft(piece, " "); begin != "" && strings.ContainsRune("=+-@", rune(begin[0])) {
					t.Errorf("%q becomes %q, in which %q is a formula", cell, got, piece)
				}
			}
		}
	})
}
