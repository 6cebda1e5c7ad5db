package web

import (
	"bytes"
	"fmt"
	"testing"

	"demarche"

	"pgregory.net/rapid"
)

// TestPatternsAreWhatTemplatesWrite compares rows and shapes that are put
// together with what their templates write of each.
func TestPatternsAreWhatTemplatesWrite(t *testing.T) {
	p := &patterns{templates: parsed()}
	name := rapid.SampledFrom([]string{"Norland", "<b>&\"'+", "São Tomé", "put", "\x00 +"})
	days := rapid.SampledFrom([]demarche.Date{"", "2025", "2025-01", "2025-01-26", "0999-12-31"})
	class := rapid.SampledFrom(key())
	rapid.Check(t, func(t *rapid.T) {
		var rows []stateRow
		var want bytes.Buffer
		for i := range rapid.IntRange(1, 3).Draw(t, "rows") {
			on := days.Draw(t, "on")
			r := stateRow{Code: demarche.State(fmt.Sprintf("A%d", i)), Name: name.Draw(t, "name"), Href: stateOn("COL", on), Particular: rapid.Bool().Draw(t, "particular")}
			if rapid.IntRange(0, 3).Draw(t, "places") == 0 {
				r.Places = []placeView{{standing: class.Draw(t, "at"), Place: name.Draw(t, "place"), Told: rapid.Bool().Draw(t, "told")}}
			}
			h := halfRow{}
			for range rapid.IntRange(1, 4).Draw(t, "cells") {
				h.Cells = append(h.Cells, cellView{
					standing: class.Draw(t, "class"), People: "Own nationals", Span: rapid.IntRange(1, 4).Draw(t, "span"), Means: []string{"Land"},
					Terms: rapid.SliceOfN(name, 0, 2).Draw(t, "terms"), Since: days.Draw(t, "since"), Others: rapid.Bool().Draw(t, "others"), Low: rapid.Bool().Draw(t, "low"),
					Href: wouldHref("COL", demarche.OwnNationals, demarche.Land, on),
				})
			}
			r.Halves = []halfRow{h, h}
			rows = append(rows, r)
			write(t, &want, "matrix-head", r)
			for _, half := range r.Halves {
				for _, c := range half.Cells {
					write(t, &want, "matrix-cell", c)
				}
				want.WriteString("\n")
			}
			want.WriteString("</tr>\n")
		}
		var got bytes.Buffer
		if err := p.rows(&got, rows); err != nil || got.String() != want.String() {
			t.Fatalf("(%v) put together:\n%s\nnot\n%s", err, got.String(), want.String())
		}
		want.Reset()
		var shapes []mapState
		for range rapid.IntRange(1, 3).Draw(t, "shapes") {
			m := mapState{Code: "COL", Class: class.Draw(t, "shape").Class, Told: rapid.Bool().Draw(t, "told"), Path: "M1 2z", X: rapid.IntRange(1, 2).Draw(t, "x"), Small: true, Low: rapid.Bool().Draw(t, "doubted"),
				Label: name.Draw(t, "label") + ", since 2025", Href: address("/states/COL", "on", name.Draw(t, "address"))}
			shapes = append(shapes, m)
			write(t, &want, "world-state", m)
		}
		for _, m := range shapes {
			if m.Low {
				write(t, &want, "world-low", m)
			}
		}
		got.Reset()
		if err := p.shapes(&got, shapes); err != nil || got.String() != want.String() {
			t.Fatalf("(%v) put together:\n%s\nnot\n%s", err, got.String(), want.String())
		}
		want.Reset()
		var names []mapName
		for i := range rapid.IntRange(1, 3).Draw(t, "names") {
			n := mapName{Name: name.Draw(t, "named"), Href: stateOn("COL", days.Draw(t, "then")), Told: rapid.Bool().Draw(t, "by others"), Low: rapid.Bool().Draw(t, "unsure")}
			if d := days.Draw(t, "from"); d != "" {
				n.Since = "since " + shortDay(d)
			}
			if i > 0 {
				want.WriteString(", ")
			}
			names = append(names, n)
			write(t, &want, "map-name", n)
		}
		if got, err := p.names(names); err != nil || string(got) != want.String() {
			t.Fatalf("(%v) put together:\n%s\nnot\n%s", err, got, want.String())
		}
	})
}

func write(t *rapid.T, b *bytes.Buffer, name string, data any) {
	if err := parsed().ExecuteTemplate(b, name, data); err != nil {
		t.Fatal(err)
	}
}

func TestPatternsMakeRoom(t *testing.T) {
	p := &patterns{templates: parsed()}
	for i := range mostPatterns + 2 {
		if _, err := p.of(i, "lowsign", nil, signHref); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(p.made); n != 2 {
		t.Errorf("%d patterns are held", n)
	}
	if got := newPattern("a"+signHref+"b"+signLabel, []string{signHref, signLabel}); len(got) != 3 {
		t.Errorf("the pattern has %d parts", len(got))
	}
	if b := newPattern("a"+signHref+"b", []string{signHref}).write([]byte("x"), "<&>"); string(b) != "xa&lt;&amp;&gt;b" {
		t.Errorf("an address is written %s", b)
	}
}

// TestFramesAreWhatTheTemplateWrites compares frames that are put together with
// what their template writes around a page.
func TestFramesAreWhatTheTemplateWrites(t *testing.T) {
	s := &site{patterns: patterns{templates: parsed()}, assets: newAssets()}
	rapid.Check(t, func(t *rapid.T) {
		v := view{
			Title: rapid.SampledFrom([]string{"Where states stand", "<b>&\"'+</title>", "São Tomé"}).Draw(t, "title"), Section: rapid.SampledFrom([]string{"/", "/changes", "/nowhere"}).Draw(t, "section"),
			Feed: rapid.SampledFrom([]string{"", feedHref("COL"), feedHref("USA")}).Draw(t, "feed"), Scripts: rapid.SampledFrom([][]string{nil, {"now.js"}}).Draw(t, "scripts"),
		}
		before, after, err := s.around(v)
		if err != nil {
			t.Fatal(err)
		}
		v.Main = "<p>the page</p>"
		var want bytes.Buffer
		if err := s.render(&want, v); err != nil {
			t.Fatal(err)
		}
		if got := string(before) + string(v.Main) + string(after); got != want.String() {
			t.Fatalf("put together:\n%s\nnot\n%s", got, want.String())
		}
	})
}
