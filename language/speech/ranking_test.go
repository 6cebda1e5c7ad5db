package speech_test

import (
	"testing"

	"demarche/language"
	"demarche/language/pipeline"
	"demarche/language/speech"
)

// speakerOf gives the name of who speaks the last quotation of a text.
func speakerOf(t *testing.T, p language.Pipeline, text string) string {
	t.Helper()
	a, err := p.Analyse(text, "2025-02-05")
	if err != nil {
		t.Fatal(err)
	}
	said := speech.Utterances(a)
	if len(said) == 0 || said[len(said)-1].Attribution == language.None {
		return ""
	}
	e := a.Attributions[said[len(said)-1].Attribution].Entity
	if e == language.None {
		return ""
	}
	return a.Entities[e].Name
}

func TestSpeakersAreWeighed(t *testing.T) {
	p, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"The envoy of Norland, Ada Holm, lost her patience with the talks on Friday.\n\n“We shall not wait another year.”", "Ada Holm"},
		{"“The bridge is open to everyone.” With these words President Ivo Karst of Norland began his speech.", "Ivo Karst"},
		{"The minister said nothing. Her deputy, Jonas Brill, spoke for her. “There is nothing left to sign,” he told reporters.", "Jonas Brill"},
		{"The plan was condemned as “a bargain made at night” by the opposition leader, Mara Senn.", "Mara Senn"},
		{"The home secretary of Nepal, Ada Holm, said the men “are our citizens and will be treated as such” while the foreign ministry in Kathmandu said it “had no prior notice”.", "foreign ministry"},
		{"“Who counted them on the pier?” Senator Ola Venn asked the minister, Petra Lind. “Nobody counted them at all,” Lind answered.", "Petra Lind"},
	} {
		if got := speakerOf(t, p, c.text); got != c.want {
			t.Errorf("%q is said by %q, want %q", c.text, got, c.want)
		}
	}
}

// Where the choice is left to the rules, every choice still has its candidates,
// nobody last, and all have features.
func TestChoicesAreWhole(t *testing.T) {
	p, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	last := p[len(p)-1].(*speech.Attributions)
	a, err := p[:len(p)-1].Analyse("“We shall see,” Ada Holm said, “what the winter brings.” Ivo Karst laughed. “It brings snow, as ever.”", "")
	if err != nil {
		t.Fatal(err)
	}
	choices := last.Choices(a)
	if len(choices) != 2 || len(choices[0].Quotations) != 2 || len(choices[1].Quotations) != 1 {
		t.Fatalf("choices %+v", choices)
	}
	for _, c := range choices {
		if n := len(c.Candidates); n < 3 || c.Candidates[n-1].Token != language.None {
			t.Errorf("candidates %+v", c.Candidates)
		}
		for _, x := range c.Candidates {
			if len(x.Features) == 0 {
				t.Errorf("candidate %d has no features", x.Token)
			}
		}
	}
}
