package syntax

import (
	"testing"

	"demarche/language"
)

// TestInfinitives holds that forms which the list of words does not have are
// read by the rules of English spelling and found in the lexicon.
func TestInfinitives(t *testing.T) {
	m, err := New()
	if err != nil {
		t.Fatal(err)
	}
	l := m.Lemmatizer()
	for form, want := range map[string]string{
		"tied": "tie", "vied": "vie", "denied": "deny", "dying": "die",
		"upheld": "uphold", "withheld": "withhold", "rewritten": "rewrite", "misled": "mislead", "overran": "overrun",
		"stopped": "stop", "hoped": "hope", "hopped": "hop", "ruled": "rule", "conceded": "concede", "signalled": "signal", "freed": "free",
	} {
		x := language.TagVBN
		if form[len(form)-1] == 'g' {
			x = language.TagVBG
		}
		if got := l.infinitive(m.bundle.Lemmas.Lemma(form, language.VERB, x), form, x); got != want {
			t.Errorf("%s is a form of %q, not %q", form, want, got)
		}
	}
}
