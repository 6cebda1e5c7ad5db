package demarche_test

import (
	"testing"

	"demarche"
)

func TestWordsAreProposedByTheirBeginnings(t *testing.T) {
	for words, want := range map[string]string{
		"refuse": "refus*", "refuses": "refus*", "refused Mexico": "refus* Mexico*", "plane": "plane*", "planes": "plane*", "deport Colombia": "deport* Colombia*",
		"sending": "send*", "bus": "bus*", "press": "press*", "red": "red*",
		`"military aircraft" planes`: `"military aircraft" plane*`, `“military aircraft”`: "", "refus*": "", "to": "", "40 A-320": "", "": "",
	} {
		if got := (demarche.Search{Words: words}).Beginnings(); got != want {
			t.Errorf("%q is proposed as %q, not %q", words, got, want)
		}
	}
}
