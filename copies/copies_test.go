package copies

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/demo"

	"pgregory.net/rapid"
)

// asJSON gives what an index knows, for comparison.
func asJSON(t interface{ Fatal(...any) }, x *Index) string {
	b, err := json.MarshalIndent(x.Families(), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOrderDoesNotMatter(t *testing.T) {
	samples := newsroom(t, 7)
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(samples), 1, 40, func(s sample) string { return s.ID }).Draw(t, "texts")
		if rapid.Bool().Draw(t, "one family") { // large enough for proposals to be cut off
			some = slices.Clone(samples)
			some = slices.DeleteFunc(some, func(s sample) bool {
				return !slices.ContainsFunc(s.of, func(o string) bool { return story(o) == story(samples[40].of[0]) })
			})
		}
		other := rapid.Permutation(some).Draw(t, "order")
		x, y := fill(some), New()
		gone := rapid.SliceOfN(rapid.SampledFrom(samples), 0, 3).Draw(t, "come and gone")
		for i, s := range other {
			if i < len(gone) {
				y.Add(gone[i].Text)
			}
			s.Published, s.Agency = "2024", "Another"
			if i%3 == 0 {
				y.Add(s.Text) // what is known of it is corrected below
			}
		}
		for _, s := range gone {
			y.Remove(s.ID)
		}
		for _, s := range other {
			y.Add(s.Text)
			y.Add(s.Text)
		}
		if a, b := asJSON(t, x), asJSON(t, y); a != b {
			t.Fatalf("families depend on the order of adding:\n%s\n%s", a, b)
		}
		if x.Len() != len(some) || y.Len() != len(some) {
			t.Fatalf("%d and %d texts held, of %d", x.Len(), y.Len(), len(some))
		}
	})
}

// A large family exceeds what is proposed for any one text.
func TestLargeFamilyInAnyOrder(t *testing.T) {
	samples := printings(t, 60)
	x := fill(samples)
	if n := len(x.Families()); n != 1 {
		t.Fatalf("%d families of one text, want 1", n)
	}
	relations := func(x *Index) string {
		var b strings.Builder
		for _, s := range samples {
			for _, r := range x.Relations(s.ID) {
				fmt.Fprintln(&b, r.Earlier, r.Later, r.Kind, r.Overlap)
			}
		}
		return b.String()
	}
	for seed := range uint64(6) {
		d := rand.New(rand.NewPCG(seed, 2))
		other := slices.Clone(samples)
		d.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		y := fill(other)
		for _, s := range other[:4] { // what is known of some is corrected, twice
			s.Published = "2020-01-01"
			y.Add(s.Text)
			s.Published = x.texts[s.ID].Published
			y.Add(s.Text)
		}
		if asJSON(t, x) != asJSON(t, y) || relations(x) != relations(y) {
			t.Fatalf("added in order %d the family is another", seed)
		}
	}
}

// Every text belongs to a family, and what a family says it shares is shared.
func TestPassagesAreShared(t *testing.T) {
	samples := newsroom(t, 3)
	bodies := make(map[string]string)
	for _, s := range samples {
		bodies[s.ID] = s.Body
	}
	x := fill(samples)
	held := make(map[string]bool)
	for _, f := range x.Families() {
		if f.Members[0].Text != f.Origin || !f.Members[0].Whole {
			t.Errorf("the origin %s does not come first", f.Origin)
		}
		for _, m := range f.Members {
			held[m.Text] = true
			for _, p := range m.Passages {
				if firstWord(p.In.Of(bodies[m.Text])) != firstWord(p.At.Of(bodies[p.From])) {
					t.Errorf("%q is said to come from %q", p.In.Of(bodies[m.Text]), p.At.Of(bodies[p.From]))
				}
			}
		}
	}
	if len(held) != len(bodies) {
		t.Errorf("%d texts are in families, of %d", len(held), len(bodies))
	}
}

// firstWord gives the first word of a passage as it is compared.
func firstWord(s string) uint64 {
	words, _ := split(s)
	return words[0].hash
}

func TestBundledCopies(t *testing.T) {
	x := New()
	names := make(map[string]string)
	for _, name := range []string{"harbour-post-colombia", "colombia-agrees", "evening-courier-colombia", "colombia-turns-planes-back"} {
		b, err := fs.ReadFile(demo.Reports(), name+".txt")
		if err != nil {
			t.Fatal(err)
		}
		day := 20
		if name == "colombia-turns-planes-back" {
			day = 19
		}
		s := asSample(name, string(b), day)
		names[s.ID] = name
		x.Add(s.Text)
	}
	var got []string
	for _, f := range x.Families() {
		line := names[f.Origin] + ":"
		for _, m := range f.Members {
			line += " " + names[m.Text]
		}
		got = append(got, line)
	}
	slices.Sort(got)
	if want := "colombia-agrees: colombia-agrees|colombia-turns-planes-back: colombia-turns-planes-back evening-courier-colombia harbour-post-colombia"; strings.Join(got, "|") != want && strings.Join(got, "|") != strings.Replace(want, "evening-courier-colombia harbour-post-colombia", "harbour-post-colombia evening-courier-colombia", 1) {
		t.Errorf("families %q", got)
	}
}

// What is merged belongs to both, and does not make one family of the two.
func TestMergedTextBelongsToBoth(t *testing.T) {
	bodies := originals(t)
	_, p := paragraphsOf(bodies["tirana-a"])
	_, q := paragraphsOf(bodies["manila-b"])
	merged := strings.Join(append(append([]string{"News from abroad"}, p[:4]...), q[:4]...), "\n")
	a, b := asSample("a", bodies["tirana-a"], 1), asSample("b", bodies["manila-b"], 1)
	m := asSample("m", merged, 2)
	again := asSample("again", strings.Replace(merged, "News", "Reports", 1), 3)
	x := fill([]sample{m, again, b, a})
	of := x.Origins()
	both := []string{a.ID, b.ID}
	slices.Sort(both)
	for _, s := range []sample{m, again} {
		if got := slices.Sorted(slices.Values(of[s.ID])); !slices.Equal(got, both) {
			t.Errorf("%s belongs to %d families, want those of the two it is made from", s.name, len(got))
		}
	}
	if len(of[a.ID]) != 1 || len(of[b.ID]) != 1 || of[a.ID][0] == of[b.ID][0] {
		t.Errorf("the sources belong to %v and %v", of[a.ID], of[b.ID])
	}
	for _, f := range x.FamiliesOf(m.ID) {
		for _, member := range f.Members {
			if member.Text != m.ID {
				continue
			}
			words := 0
			for _, g := range member.Passages {
				if g.From != f.Origin {
					t.Errorf("a passage from %s, which is not the origin", g.From)
				}
				words += len(strings.Fields(g.In.Of(merged)))
			}
			if member.Whole || words < 60 {
				t.Errorf("whole %v, %d words named as coming from the family", member.Whole, words)
			}
		}
	}
}

func TestOriginIsEarliestThenCredited(t *testing.T) {
	bodies := originals(t)
	headline, ps := paragraphsOf(bodies["chisinau-a"])
	cut := asSample("cut", strings.Join(append([]string{headline}, ps[:3]...), "\n"), 5)
	whole := asSample("whole", bodies["chisinau-a"], 5)
	early := asSample("early", "Early\n"+strings.Join(ps[1:], "\n"), 4)
	cut.Agency = ""
	early.Agency = ""
	for _, tt := range []struct {
		name  string
		texts []sample
		want  string
	}{
		{"of one day the one with an agency's credit", []sample{cut, whole}, whole.ID},
		{"the earliest", []sample{cut, whole, early}, early.ID},
	} {
		if got := fill(tt.texts).Families(); len(got) != 1 || got[0].Origin != tt.want {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
}

func TestHouseStylesAgree(t *testing.T) {
	for _, pair := range [][2]string{
		{"The U.S. sent 1,234 people home, 25% of them by sea.", "the US sent 1234 people home, 25 per cent of them by sea"},
		{"On January 5 the Labour Ministry organised two flights", "On Jan. 5 the labor ministry organized 2 flights"},
		{"Córdoba’s third flight from the United States", "Cordoba's 3rd flight from the US"},
		{"said that Mr Traoré travelled", "said Traore traveled"},
	} {
		a, _ := split(pair[0])
		b, _ := split(pair[1])
		same := slices.EqualFunc(a, b, func(x, y word) bool { return x.hash == y.hash })
		if !same {
			t.Errorf("%q and %q are read as different words", pair[0], pair[1])
		}
	}
}

func TestQuotedWordsAreLeftOut(t *testing.T) {
	for text, want := range map[string]int{
		"one fish \"two fish\" red fish":                    4,
		"the migrants' rights and the states' duties":       5, // "the" is left out too
		"he said ‘we won’t go’ and left":                    4,
		"“It goes on.\nbut not in the next paragraph, here": 6,
	} {
		all, quoted := split(text)
		n := 0
		for i := range all {
			if !quoted[i] {
				n++
			}
		}
		if n != want {
			t.Errorf("%q: %d words outside quotation marks, want %d", text, n, want)
		}
	}
}

func TestNothingToCompare(t *testing.T) {
	x := New()
	if x.Add(Text{ID: "empty"}) != nil || x.Add(Text{ID: "short", Body: "Yes."}) != nil || x.Relations("unknown") != nil || x.FamiliesOf("unknown") != nil {
		t.Error("a relation of nothing")
	}
	x.Remove("unknown")
	if n := len(x.Families()); n != 2 {
		t.Errorf("%d families of two texts that have nothing in common", n)
	}
}

func FuzzWords(f *testing.F) {
	f.Add("The U.S. sent 1,234 people, 25% “by sea”\r\nÉtat’s ")
	f.Fuzz(func(t *testing.T, s string) {
		words, quoted := split(s)
		if len(words) != len(quoted) {
			t.Fatal("words and marks differ in number")
		}
		last := int32(0)
		for _, w := range words {
			if w.start < last || w.end <= w.start || int(w.end) > len(s) {
				t.Fatalf("a word from %d to %d after one to %d, in %d bytes", w.start, w.end, last, len(s))
			}
			last = w.end
		}
		x := New()
		x.Add(Text{ID: demarche.HashOf([]byte(s)), Body: s})
		x.Add(Text{ID: "twice", Body: s + s})
		x.Families()
	})
}
