package pipeline_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/language"
)

// BenchmarkReports runs the whole layer over the annotated reports, in words
// (between white space) a second; eval/bench-spacy sets it beside spaCy.
func BenchmarkReports(b *testing.B) {
	p, err := layer()
	if err != nil {
		b.Fatal(err)
	}
	files, err := filepath.Glob("../../eval/dev/[a-f]*.txt")
	if err != nil || len(files) == 0 {
		b.Fatalf("no reports: %v", err)
	}
	var texts []string
	words := 0
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(text))
		words += len(strings.Fields(string(text)))
	}
	b.ReportAllocs()
	done := 0
	for b.Loop() {
		for _, text := range texts {
			if _, err := p.Analyse(text, "2025-02-05"); err != nil {
				b.Fatal(err)
			}
		}
		done += words
	}
	b.ReportMetric(float64(done)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkComponents measures each component over a report of usual make-up,
// in words a second.
func BenchmarkComponents(b *testing.B) {
	p, err := layer()
	if err != nil {
		b.Fatal(err)
	}
	text := holders(20_000, "\n\n")
	for i, c := range p {
		b.Run(c.Name(), func(b *testing.B) {
			before, err := p[:i].Analyse(text, "2025-02-05")
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			words := 0
			for b.Loop() {
				a := *before
				if i == 0 {
					a = language.Analysis{Text: text, Published: "2025-02-05"}
				}
				if err := c.Apply(&a); err != nil {
					b.Fatal(err)
				}
				words += len(a.Tokens)
			}
			b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
