package publisher

import (
	"strings"
	"testing"
)

func TestAt(t *testing.T) {
	r, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"https://www.reuters.com/world/a":     "Reuters",
		"https://apnews.com/a":                "Associated Press",
		"https://www.cancilleria.gov.co/en/x": "Government of Colombia",
		"https://hudoc.echr.coe.int/eng":      "European Court of Human Rights",
		"https://REUTERS.com/":                "Reuters",
		"https://notreuters.com/":             "",
		"https://reuters.com.evil.example/":   "",
		"reports/a.txt":                       "",
		"https://%zz":                         "",
	} {
		p, ok := r.At(address)
		if p.Name != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", address, p.Name, want)
		}
	}
}

func TestCredited(t *testing.T) {
	r, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]string{
		"By Agence France-Presse": "AFP", "(Reuters)": "Reuters", "Associated Press writer": "AP", "© AFP 2025": "AFP",
		"MAPS of the world": "", "a snap election": "", "": "",
	} {
		if got := r.Credited(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"publishers: [{name: A, domains: [a.example], kind: leaflet}]":                                             "leaflet",
		"publishers: [{name: A, domains: [a.example], kind: daily}, {name: B, domains: [a.example], kind: daily}]": "a.example",
		"publishers: [{name: A, kind: daily}]":                                                                     "no domain",
		"agencies: [{name: A, domains: [a.example]}]":                                                              "no credits",
		"publishers: [{name: A, domain: [a.example], kind: daily}]":                                                "domain",
	} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
