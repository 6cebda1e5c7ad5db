package lemma

import (
	"bytes"
	"testing"

	"demarche/language"
)

var examples = []Example{
	{"flights", "flight", language.NOUN, language.TagNNS},
	{"planes", "plane", language.NOUN, language.TagNNS},
	{"countries", "country", language.NOUN, language.TagNNS},
	{"ministries", "ministry", language.NOUN, language.TagNNS},
	{"people", "person", language.NOUN, language.TagNNS},
	{"refused", "refuse", language.VERB, language.TagVBD},
	{"used", "use", language.VERB, language.TagVBD},
	{"went", "go", language.VERB, language.TagVBD},
	{"n't", "not", language.PART, language.TagRB},
	{"Doe", "Doe", language.PROPN, language.TagNNP},
	{"The", "the", language.DET, language.TagDT},
}

func TestLemma(t *testing.T) {
	rules := Learn(examples)
	written := rules.Append(nil)
	read, rest, err := Read(written)
	if err != nil || len(rest) != 0 {
		t.Fatalf("%v, %d bytes left", err, len(rest))
	}
	if !bytes.Equal(read.Append(nil), written) {
		t.Error("writing again gives other bytes")
	}
	for n := range written {
		if _, _, err := Read(written[:n]); err == nil {
			t.Fatalf("rules cut to %d of %d bytes were read", n, len(written))
		}
	}
	unseen := []Example{
		{"Boats", "boat", language.NOUN, language.TagNNS},
		{"embassies", "embassy", language.NOUN, language.TagNNS},
		{"underwent", "undergo", language.VERB, language.TagVBD},
		{"accused", "accuse", language.VERB, language.TagVBD},
		{"n’t", "not", language.PART, language.TagRB},
		{"Roe", "Roe", language.PROPN, language.TagNNP},
		{"", "", language.X, language.NoTag},
	}
	for _, e := range append(unseen, examples...) {
		if got := read.Lemma(e.Form, e.UPOS, e.XPOS); got != e.Lemma {
			t.Errorf("the lemma of %s is %q, not %q", e.Form, got, e.Lemma)
		}
	}
}
