package web

import (
	"bytes"
	"fmt"
	"testing"

	"demarche"
	"demarche/answers"
	"demarche/internal/webfixture"

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
		var got, want bytes.Buffer
		f := nowFilter{on: days.Draw(t, "on"), people: rapid.SampledFrom([]demarche.People{"", demarche.ThirdNationals}).Draw(t, "people"), means: rapid.SampledFrom([]demarche.Means{"", demarche.Land}).Draw(t, "means")}
		f.reviewed = rapid.Bool().Draw(t, "reviewed")
		if rapid.Bool().Draw(t, "known") {
			f.knownBy, f.known = "2025-02-03 18:30+\"&<", webfixture.Now()
		}
		for i := range rapid.IntRange(1, 3).Draw(t, "rows") {
			r := stateRow{Code: demarche.State(fmt.Sprintf("A%d", i)), Name: name.Draw(t, "name"), Href: stateOn("COL", f.on), Particular: rapid.Bool().Draw(t, "particular")}
			if rapid.IntRange(0, 3).Draw(t, "places") == 0 {
				r.Places = []placeView{{standing: class.Draw(t, "at"), Place: name.Draw(t, "place"), Told: rapid.Bool().Draw(t, "told")}}
			}
			board := answers.Board{State: rapid.SampledFrom([]demarche.State{"COL", "USA", "A&B"}).Draw(t, "state")}
			for i := range board.Fields {
				board.Fields[i] = answers.Field{
					People: []demarche.People{demarche.OwnNationals, demarche.ThirdNationals}[i/5], Means: append([]demarche.Means{demarche.MeansAny}, columns()...)[i%5],
					Verdict: rapid.SampledFrom([]answers.Verdict{answers.Yes, answers.YesWithTerms, answers.No, answers.Unknown}).Draw(t, "verdict"),
					Terms:   rapid.SliceOfNDistinct(rapid.SampledFrom(demarche.Terms()), 0, 2, rapid.ID).Draw(t, "terms"), Since: days.Draw(t, "since"),
					Word: rapid.SampledFrom([]answers.Word{"", answers.OwnWord, answers.OtherWord}).Draw(t, "word"), Surest: rapid.SampledFrom([]float64{0, .3, .9}).Draw(t, "surest"), Same: rapid.Bool().Draw(t, "same"),
				}
			}
			write(t, &want, "matrix-head", r)
			for _, people := range f.kinds() {
				for _, c := range newHalf(&board, people, f.on, f.columns(), f.ledgerPart).Cells {
					write(t, &want, "matrix-cell", c)
				}
				want.WriteString("\n")
			}
			want.WriteString("</tr>\n")
			b, err := p.row(got.AvailableBuffer(), &r, &board, f)
			if err != nil {
				t.Fatal(err)
			}
			got.Write(b)
		}
		if got.String() != want.String() {
			t.Fatalf("put together:\n%s\nnot\n%s", got.String(), want.String())
		}
		got.Reset()
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
			Feed: rapid.SampledFrom([]string{"", feedHref("COL", ""), feedHref("USA", "position")}).Draw(t, "feed"), Scripts: rapid.SampledFrom([][]string{nil, {"now.js"}}).Draw(t, "scripts"),
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

// TestStandsAreWhatTemplatesWrite compares what a state and others say, put
// together, with what the templates write of each.
func TestStandsAreWhatTemplatesWrite(t *testing.T) {
	p := &patterns{templates: parsed()}
	text := rapid.SampledFrom([]string{"On its own nationals", "<b>&\"'+", "São Tomé", "\x00 +"})
	perhaps := rapid.SampledFrom([]string{"", "a minister & others"})
	days := rapid.SampledFrom([]demarche.Date{"", "2025", "2025-01", "2025-01-26"})
	rapid.Check(t, func(t *rapid.T) {
		v := rowView{
			standing: rapid.SampledFrom(key()).Draw(t, "class"), What: text.Draw(t, "what"), Sentence: text.Draw(t, "sentence"), By: perhaps.Draw(t, "by"), Reason: perhaps.Draw(t, "reason"),
			Terms: rapid.SliceOfN(text, 0, 2).Draw(t, "terms"), Since: days.Draw(t, "since"), Sure: sureView{text.Draw(t, "sure"), text.Draw(t, "why"), rapid.Bool().Draw(t, "low")},
		}
		for n := range rapid.IntRange(0, 12).Draw(t, "entries") {
			v.Entries = append(v.Entries, entryHref(fmt.Sprintf("%d%s", n, text.Draw(t, "id"))))
		}
		name := rapid.SampledFrom([]string{"stand", "told-stand", "said"}).Draw(t, "template")
		var got, want bytes.Buffer
		write(t, &want, name, v)
		if err := p.stand(&got, name, &v); err != nil || got.String() != want.String() {
			t.Fatalf("(%v) put together:\n%s\nnot\n%s", err, got.String(), want.String())
		}
	})
}
