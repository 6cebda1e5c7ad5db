package pipeline_test

import (
	"fmt"

	"demarche/language/pipeline"
)

// The whole layer over a short report: what days its words mean, and who says what.
func ExampleNew() {
	p, err := pipeline.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := p.Analyse("Colombia's foreign minister, Rudolf Rassendyll, said on Tuesday that two planes had landed.", "2025-02-05")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range a.Times {
		fmt.Println(t.Of(a.Text), t.Value)
	}
	for _, q := range a.Quantities {
		fmt.Println(q.Value, a.Form(q.Counted))
	}
	for _, x := range a.Attributions {
		fmt.Printf("%s: %s\n", a.Entities[x.Entity].Name, x.Content[0].Of(a.Text))
	}
	// Output:
	// Tuesday 2025-02-04
	// 2 planes
	// Rudolf Rassendyll: that two planes had landed
}
