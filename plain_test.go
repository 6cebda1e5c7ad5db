package demarche

import (
	"encoding/json"
	"testing"
)

// What is read without the JSON reader is what that reads.
func FuzzPlainSelectors(f *testing.F) {
	for _, s := range []string{
		`{"exact":"a word","prefix":"","suffix":"","start":0,"end":6}`,
		`{"exact":"São \"Tomé\"\n","prefix":"\\","suffix":"\u00e9\ud83d","start":10,"end":12}`,
		`{"exact":"a","prefix":"b","suffix":"c","start":01,"end":2}`, `{"exact":"a","prefix":"b","suffix":"c","start":-1,"end":2}`,
		`{"exact":"a","prefix":"b","suffix":"c","start":1e2,"end":2}`, `{"exact":"a","prefix":"b","suffix":"c","start":1,"end":99999999999999999999}`,
		`{"exact":"a","exact":"b"}`, `{"exact":null,"prefix":"","suffix":"","start":1,"end":2}`, `{"prefix":"a"}`, `"a word"`, `{"exact":"a","prefix":"b","suffix":"c","start":1,"end":2} `,
		"{\"exact\":\"a\xff\tb\",\"prefix\":\"\",\"suffix\":\"\",\"start\":1,\"end\":2}", `{"exact":"a`, `{"exact":"a\`, `{}`, ``,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, written string) {
		own, ok := plainSelector([]byte(written))
		if !ok {
			return
		}
		type plain Selector
		var want plain
		if err := strictUnmarshal([]byte(written), &want); err != nil || own != Selector(want) {
			t.Errorf("%q is read as %+v, not %+v (%v)", written, own, want, err)
		}
	})
}

func FuzzPlainTexts(f *testing.F) {
	for _, s := range []string{`"COL"`, `""`, `"São Tomé"`, `"a\"b"`, "\"a\nb\"", "\"\xff\"", `"`, `"a"b"`, `null`, `""""`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, written string) {
		own, ok := plainText([]byte(written))
		if !ok {
			return
		}
		var want string
		if err := json.Unmarshal([]byte(written), &want); err != nil || own != want {
			t.Errorf("%q is read as %q, not %q (%v)", written, own, want, err)
		}
	})
}

// What the program writes is read without the JSON reader.
func TestOwnSelectorsArePlain(t *testing.T) {
	for _, want := range []Selector{{}, {Exact: "a word", Prefix: "of ", Suffix: "\n", Start: 3, End: 9}, {Exact: "“<São>” & \"x\"\\", Prefix: "東京\t", Start: 1, End: 2}} {
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := plainSelector(b); !ok || got != want {
			t.Errorf("%s is read as %+v (%v)", b, got, ok)
		}
	}
}

func BenchmarkParseRecord(b *testing.B) {
	points := CodePoints("It holds 7 people at the port, a spokesperson said.")
	r := &Act{Common: Common{Kind: KindAct, Evidence: []Selector{points.Select(Span{0, 20}), points.Select(Span{21, 40})}}, Type: Protest, Actor: "COL", Target: "USA",
		By: &Speaker{Name: "A. Speaker", Role: "spokesperson", State: "COL"}, Date: "2025-02-03"}
	written, err := json.Marshal(r)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := ParseRecord(written); err != nil {
			b.Fatal(err)
		}
	}
}
