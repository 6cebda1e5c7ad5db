package syntax

import "testing"

func TestInfinitivesOfIrregularVerbs(t *testing.T) {
	of := infinitives()
	for form, want := range map[string]string{
		"froze": "freeze", "upheld": "uphold", "withheld": "withhold", "forbade": "forbid", "bound": "bind", "tied": "tie",
		"lied": "lie", "lay": "lie", "laid": "lay", "found": "find", "undertook": "undertake", "let": "let", "withdrawn": "withdraw",
	} {
		if of[form] != want {
			t.Errorf("%s is of %q, want %q", form, of[form], want)
		}
	}
}
