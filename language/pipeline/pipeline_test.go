package pipeline_test

import (
	"testing"

	"demarche/language"
	"demarche/language/pipeline"
)

func TestEveryLayerIsGivenAndEveryNeedIsMet(t *testing.T) {
	p, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.Analyse("Ministry answers\n\n“We will take our nationals back,” the minister of Ruritania said on Tuesday.\n", "2025-02-05")
	if err != nil {
		t.Fatal(err)
	}
	all := language.Tokens | language.Tags | language.Lemmas | language.Parse | language.Quotations | language.Times |
		language.Quantities | language.Mentions | language.Coreference | language.Attributions
	if missing := all &^ a.Have; missing != 0 {
		t.Errorf("nobody gives %s", missing)
	}
	if len(a.Quotations) != 1 || len(a.Attributions) == 0 {
		t.Errorf("%d quotations and %d attributions, want one and at least one", len(a.Quotations), len(a.Attributions))
	}
	for i := 1; i < len(a.Tokens); i++ {
		if a.Tokens[i].Start < a.Tokens[i-1].End {
			t.Errorf("tokens %d and %d overlap", i-1, i)
		}
	}
}
