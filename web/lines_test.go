package web

import (
	"bytes"
	"strings"
	"testing"

	"demarche"
)

// templated gives what a template writes.
func templated(t *testing.T, name string, data any) string {
	t.Helper()
	var b bytes.Buffer
	if err := parsed().ExecuteTemplate(&b, name, data); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Rows that are put together of what a template wrote before are those that the
// template writes, whatever stands in them.
func TestLinesAreWhatTheTemplateWrites(t *testing.T) {
	texts := []string{"a plain sentence", `<script>alert("1 + 1")</script> & 'more'`, "put-text-here-1-", "\x00 % {{.}}", "Çağrı 東京"}
	days := []demarche.Date{"", "2025", "2025-03", "2025-03-04"}
	seen := make(map[string]bool)
	for i, text := range texts {
		for n, d := range days {
			for bits := range 16 {
				v := itemView{Day: d, Guessed: bits&1 > 0, Source: text, Report: "/reports/a%20b?x=1&y=2", Evidence: text + "!", Record: nil}
				v.Kind, v.Label, v.Link, v.Sentence = demarche.Kinds()[(i+n+bits)%len(demarche.Kinds())], "P", "/entries/ab", text+"?"
				v.Notes = texts[:(i+n)%3]
				v.Sure = sureView{Words: text, Why: "why " + text, Low: bits&2 > 0}
				if bits&4 > 0 {
					v.By = text
				}
				if bits&8 > 0 {
					v.Event, v.Told = "/events/cd", "3 sources"
				}
				got, want := templated(t, "entry-line", passedView{itemView: v}), templated(t, "entry-line-anew", v)
				if got != want {
					t.Fatalf("an entry is written as\n%s\nwant\n%s", got, want)
				}
				f := flightView{
					Href: "/events/ab", Status: text, Day: d, Guessed: bits&1 > 0, Differ: bits&2 > 0, From: text + "1", To: text + "2", By: text + "3", Flights: "4", People: "5–6",
					Nationals: text + "7", Restraints: "none", Told: text + "8", Sure: sureView{text, "why " + text, bits&4 > 0},
				}
				if got, want := templated(t, "flight-table", []flightView{f, f}), templated(t, "flight-row-anew", f); strings.Count(got, want) != 2 {
					t.Fatalf("a movement is written as\n%s\nwant\n%s", got, want)
				}
				wv := wayView{From: text, To: text + "1", Word: "planned", Href: "/flights?from=A&to=B&means=x", Movements: i, People: toldSum{Sum: "1–2"}}
				if bits&1 > 0 {
					wv.People.Of = "told of " + text
				}
				m := mapView{Ways: []way{{Path: "M1.5 2L3 4", Wide: "2.3", Class: []string{"done", "ahead", "stopped"}[bits%3], Label: text, Href: wv.Href}}}
				for _, c := range []struct{ got, want string }{
					{templated(t, "flights", flightsView{Flights: []flightView{f}, Ways: []wayView{wv}, Map: m}), templated(t, "way-row-anew", wv)},
					{templated(t, "world", m), templated(t, "map-way-anew", m.Ways[0])},
				} {
					if strings.Count(c.got, c.want) != 1 {
						t.Fatalf("a way is written as\n%s\nwant\n%s", c.got, c.want)
					}
				}
				seen[got] = true
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d entries differ", len(seen))
	}
	one := itemView{Source: "a", Evidence: "b"}
	one.Kind = demarche.KindAct
	if got := templated(t, "entry-line", itemView{card: one.card, Same: []itemView{one, one}}); strings.Count(got, `class="line k-act"`) != 3 {
		t.Errorf("others that tell of the same are written as\n%s", got)
	}
}

// Hits that are put together of what a template wrote before are those that the
// template writes, whatever stands in them.
func TestHitsAreWhatTheTemplateWrites(t *testing.T) {
	texts := []string{"a plain sentence", `<script>alert("1 + 1")</script> & 'more'`, "put-text-here-1-", "\x00 % {{.}}", "Çağrı 東京"}
	days := []demarche.Date{"", "2025", "2025-03", "2025-03-04"}
	pieces := [][]snippetPiece{nil, {{"the only", true}}, {{"before & ", false}, {"<it>", true}, {" after", false}}, {{"a", true}, {"b", false}, {"c", true}}, make([]snippetPiece, mostPieces+1)}
	seen := make(map[string]bool)
	for i, text := range texts {
		for n, d := range days {
			for bits := range 32 {
				v := hitView{IsReport: bits&1 > 0, Before: bits&2 > 0, Title: text + ".", Published: d, Pieces: pieces[(i+n+bits)%len(pieces)]}
				v.Kind, v.Label, v.Link, v.Report, v.Sentence = demarche.Kinds()[(i+n+bits)%len(demarche.Kinds())], "P", "/entries/ab", "/reports/a%20b", text+"?"
				v.Day, v.Source, v.Notes = d, text+"!", texts[:(i+n)%3]
				v.Sure = sureView{Words: text, Why: "why " + text, Low: bits&4 > 0}
				if bits&8 > 0 {
					v.By, v.Publisher = text+"1", text+"2"
				}
				if bits&16 > 0 {
					v.Event, v.Told = "/events/cd", "3 sources"
				}
				if bits == 31 {
					v.Unpublished = "ours"
				}
				got, want := templated(t, "hit", v), templated(t, "hit-anew", v)
				if got != want {
					t.Fatalf("a hit is written as\n%s\nwant\n%s", got, want)
				}
				seen[got] = true
			}
		}
	}
	if len(seen) < 200 {
		t.Errorf("only %d hits differ", len(seen))
	}
	one := hitView{Pieces: pieces[1]}
	one.Kind = demarche.KindAct
	if got := templated(t, "hit", hitView{itemView: one.itemView, Same: []hitView{one, one}}); strings.Count(got, `class="hit k-act"`) != 3 {
		t.Errorf("others of the same event are written as\n%s", got)
	}
}

// So are the words of entries under a term, and the reasons why others are passed over.
func TestLinesOfAnAnswerAreWhatTheTemplatesWrite(t *testing.T) {
	for _, text := range []string{"a plain sentence", `<script>alert("1 + 1")</script> & 'more'`, "put-text-here-1-", "Çağrı 東京"} {
		for bits := range 4 {
			v := passedView{itemView: itemView{Evidence: text}, Reason: text + "."}
			v.Link, v.Sure = "/entries/ab", sureView{text + "!", "why " + text, bits&1 > 0}
			if bits&2 > 0 {
				v.Before = "/entries/cd"
			}
			answer := wouldView{Answer: &answerView{Weighed: []weighedView{{Entries: []itemView{v.itemView}}}, Passed: []passedView{v}, PassedAll: 1}}
			got := templated(t, "would", answer)
			for _, want := range []string{templated(t, "evidence-line-anew", v.itemView), templated(t, "passed-reason-anew", v)} {
				if !strings.Contains(got, want) {
					t.Fatalf("an answer is written as\n%s\nwithout\n%s", got, want)
				}
			}
		}
	}
}

// A field in which a state is chosen shows which is.
func TestStateChoices(t *testing.T) {
	all := []stateOption{{"COL", "Colombia"}, {"CIV", "Côte d'Ivoire"}}
	if got, want := string(stateChoices(all, "CIV")), `<option value="COL">Colombia</option><option value="CIV" selected>Côte d&#39;Ivoire</option>`; got != want {
		t.Errorf("the choices are %s, want %s", got, want)
	}
	if got, want := string(options([]choice{{"a&b", "<any>", false}, {"", "it's", true}})), `<option value="a&amp;b">&lt;any&gt;</option><option value="" selected>it&#39;s</option>`; got != want {
		t.Errorf("the options are %s, want %s", got, want)
	}
	if got, want := string(stateNames(all)), `<option value="Colombia"></option><option value="Côte d&#39;Ivoire"></option>`; got != want {
		t.Errorf("the names are %s, want %s", got, want)
	}
}
