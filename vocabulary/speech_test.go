package vocabulary

import (
	"slices"
	"testing"
)

func TestSpeechLoads(t *testing.T) {
	s, err := LoadSpeech()
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Channels) != 6 {
		t.Errorf("%d channels, not 6", len(s.Channels))
	}
	for _, lemma := range []string{"say", "tell", "warn", "announce", "deny", "tweet", "believe"} {
		if !slices.ContainsFunc(s.Verbs, func(c Cues) bool { return slices.Contains(c.Verbs, lemma) }) {
			t.Errorf("%q is missing", lemma)
		}
	}
}

func TestSpeechCheckFindsMistakes(t *testing.T) {
	good := Cues{Class: Spoken, Takes: []Take{"quote", "object+of"}, Verbs: []string{"say"}, Examples: []string{"<He> [said] {no}."}}
	if err := good.check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Cues){
		"pattern":     func(c *Cues) { c.Takes = []Take{"object+quickly"} },
		"no patterns": func(c *Cues) { c.Takes = nil },
		"class":       func(c *Cues) { c.Class = "song" },
		"twice":       func(c *Cues) { c.Verbs = []string{"say", "say"} },
		"capital":     func(c *Cues) { c.Verbs = []string{"Say"} },
		"markup":      func(c *Cues) { c.Examples = []string{"<He [said] {no}."} },
		"no cue":      func(c *Cues) { c.Examples = []string{"<He> said {no}."} },
		"no example":  func(c *Cues) { c.Examples = nil },
	} {
		c := good
		spoil(&c)
		if c.check() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestParseSpeechExample(t *testing.T) {
	e, err := ParseSpeechExample(`{"We left,"} <he> [said], {"at noon."}`)
	if err != nil {
		t.Fatal(err)
	}
	if e.Text != `"We left," he said, "at noon."` || !slices.Equal(e.Content, []string{`"We left,"`, `"at noon."`}) || e.Source[0] != "he" {
		t.Errorf("read as %+v", e)
	}
}
