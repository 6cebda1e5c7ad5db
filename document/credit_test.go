package document

import (
	"testing"

	"demarche/document/publisher"
)

func TestCredited(t *testing.T) {
	known, err := publisher.Default()
	if err != nil {
		t.Fatal(err)
	}
	const body = "A title\n\nThe ministry said on Monday that it had agreed.\n\nIt gave no number.\n\n"
	for _, c := range []struct{ byline, text, want string }{
		{"Associated Press", body, "AP"},
		{"Robin Sample, Agence France-Presse", body, "AFP"},
		{"Robin Sample", body, ""},
		{"", body + "(Reporting by Robin Sample; Editing by Kim Placeholder)", "Reuters"},
		{"", body + "With inputs from PTI", "PTI"},
		{"", body + "© 2025 AFP", "AFP"},
		{"", body + "The talks go on. (Reuters)", "Reuters"},
		{"", body + "The ministry told AFP that it would answer.", ""}, // told, not credited
		{"", "", ""},
	} {
		if got := credited(known, c.byline, c.text); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.byline, c.text, got, c.want)
		}
	}
}
