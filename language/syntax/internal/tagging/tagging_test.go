package tagging

import (
	"strings"
	"testing"
)

func look(form string) Word {
	var w Word
	w.Look(form, nil)
	return w
}

func TestLook(t *testing.T) {
	for _, c := range []struct {
		a, b                string
		lower, shape, affix bool // which must be the same
	}{
		{"Flight", "flight", true, false, true},
		{"n’t", "n't", true, false, true},
		{"C-17", "C-18", true, true, true},
		{"landing", "talking", false, true, true},
		{"landing", "landed", false, true, false},
		{"É", "é", true, false, true},
		{strings.Repeat("x", 100), strings.Repeat("x", 200), true, true, true},
	} {
		a, b := look(c.a), look(c.b)
		if (a.Lower == b.Lower) != c.lower || (a.Shape == b.Shape) != c.shape || (a.Suffixes[2] == b.Suffixes[2]) != c.affix {
			t.Errorf("%s and %s: %+v and %+v", c.a, c.b, a, b)
		}
	}
	if w := look("a"); w.Suffixes[1] != 0 || w.Prefixes[0] != 0 {
		t.Errorf("one letter has the affixes %v and %v", w.Prefixes, w.Suffixes)
	}
	if w := look("\xff\x00"); w.Form == 0 {
		t.Error("invalid text has no form")
	}
}

func TestHighest(t *testing.T) {
	for _, c := range []struct {
		scores []int32
		best   uint8
		lead   int32
	}{
		{[]int32{3, 9, 7}, 1, 2},
		{[]int32{9, 3, 7}, 0, 2},
		{[]int32{-5, -5}, 0, 0},
		{[]int32{-9, -7, -2}, 2, 5},
	} {
		if best, lead := highest(c.scores); best != c.best || lead != c.lead {
			t.Errorf("of %v the best is %d, ahead by %d", c.scores, best, lead)
		}
	}
}
