package names

import (
	"strings"
	"testing"

	"demarche/language"
)

func TestComponent(t *testing.T) {
	n, err := New()
	if err != nil {
		t.Fatal(err)
	}
	var c language.Component = n
	if c.Name() != "names" || c.Gives() != language.Mentions|language.Coreference || c.Needs()&language.Parse == 0 {
		t.Errorf("component %s needs %s and gives %s", c.Name(), c.Needs(), c.Gives())
	}
	a := &language.Analysis{}
	if err := c.Apply(a); err != nil || len(a.Mentions)+len(a.Entities) != 0 {
		t.Errorf("an empty text gives %d mentions, error %v", len(a.Mentions), err)
	}
}

func TestMentionsAreSound(t *testing.T) {
	a, err := pipeline(t).Analyse(report, "2025-01-26")
	if err != nil {
		t.Fatal(err)
	}
	sound(t, a)
	if len(a.Mentions) < 20 {
		t.Errorf("only %d mentions", len(a.Mentions))
	}
}

// sound checks what every user of the mentions relies on.
func sound(t *testing.T, a *language.Analysis) {
	t.Helper()
	before := 0
	for i := range a.Mentions {
		m := &a.Mentions[i]
		if m.First < before || m.First >= m.Last || m.Last > len(a.Tokens) || m.Head < m.First || m.Head >= m.Last {
			t.Fatalf("mention %d is [%d, %d) with head %d after one at %d", i, m.First, m.Last, m.Head, before)
		}
		if m.Entity < language.None || m.Entity >= len(a.Entities) {
			t.Fatalf("mention %d has entity %d of %d", i, m.Entity, len(a.Entities))
		}
		before = m.First
	}
	for i := range a.Entities {
		e := &a.Entities[i]
		if e.Male && e.Female {
			t.Errorf("%s is both male and female", e.Name)
		}
		for _, p := range e.Posts {
			if p.Role == "" || p.Sentence < 0 || p.Sentence >= len(a.Sentences) || p.Words.Len() <= 0 || p.State != "" && p.Body != "" {
				t.Errorf("%s holds %+v", e.Name, p)
			}
		}
	}
}

// The people and the events of this report are invented.
const report = `MEXICO CITY, Jan 26 (XYZ) - Mexico said on Sunday it would keep receiving its own nationals, hours after Honduras turned two American planes away.

Foreign Minister Juan Pablo de la Vega told reporters that the government had sent a note to the U.S. Embassy. "We will not take other countries' people," he said. His counterpart in Tegucigalpa, Eva Paz, declined to comment.

Human Rights Watch (HRW) welcomed the note. The group said officials in Washington had not consulted it, and that Venezuelan migrants were held at Guantanamo Bay, where they had no lawyers.

Mr. de la Vega, a former ambassador to Cuba, will fly to Washington with Interior Secretary Rosa Ibarra. She did not say when.
`

func FuzzApply(f *testing.F) {
	pipe := pipeline(f)
	f.Add(report)
	f.Add("PRESIDENT A OF B, C'S MINISTER, D-E (F), THE U.S.'S")
	f.Add("Mr. \n\n“The former\u00a0acting President of the\n of and the 's of Côte d’Ivoire’s")
	for _, c := range postCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		a, err := pipe.Analyse(text, "")
		if err != nil {
			t.Fatal(err)
		}
		sound(t, a)
	})
}

func BenchmarkApply(b *testing.B) {
	pipe := pipeline(b)
	text := strings.Repeat(report, 4)
	before, err := pipe[:len(pipe)-1].Analyse(text, "2025-01-26")
	if err != nil {
		b.Fatal(err)
	}
	n := pipe[len(pipe)-1]
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		a := *before
		a.Mentions, a.Entities = nil, nil
		if err := n.Apply(&a); err != nil {
			b.Fatal(err)
		}
	}
}
