package cli

import (
	"strings"
	"testing"
)

func TestATokenIsNamedByItsIDOrItselfAndNeverRepeated(t *testing.T) {
	const id, secret = "4be19a02c7d8", "q7J2c1Xo0Yk3mGQ0pVnH5tZ8uR4wE6sA9dLbF_iKjNx"
	for text, want := range map[string]string{id: id, "demarche_" + id + "_" + secret: id, secret: "", "demarche_" + secret: "", id + "_" + secret: "", "demarche_": "", "": ""} {
		got, err := tokenID(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q names the token %q (%v)", text, got, err)
		}
		if err != nil && text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("the error repeats %q: %v", text, err)
		}
	}
}
