package cli_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/cli"
)

func TestShowTellsWhatTheSourceTells(t *testing.T) {
	dir, ledger := t.TempDir(), filepath.Join(t.TempDir(), "l.db")
	page := `<html lang="en"><head><title>A flight</title><meta property="og:site_name" content="The Nowhere Courier"><meta name="author" content="A. Writer">` +
		`<link rel="canonical" href="https://courier.example/1"></head><body><article><h1>A flight</h1>` +
		`<p>The minister of the country said on Sunday that no plane would land before there was a protocol on how people are treated.</p>` +
		`<p>A clerk of the airport told reporters that the crews had been sent home and that the tower was dark from the evening on.</p>` +
		`<p>Correction: An earlier version of this report gave another day.</p></article></body></html>`
	path := filepath.Join(dir, "page.html")
	if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	demarche := func(args ...string) string {
		got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), append([]string{"--ledger", ledger}, args...)...)
		if got.status != 0 {
			t.Fatalf("%v: status %d, %s", args, got.status, got.err)
		}
		return got.out
	}
	var outcome struct{ Added []struct{ Document string } }
	if err := json.Unmarshal([]byte(demarche("add", "--json", path)), &outcome); err != nil || len(outcome.Added) != 1 {
		t.Fatalf("%+v, %v", outcome, err)
	}
	shown := demarche("show", outcome.Added[0].Document)
	for _, want := range []string{"publisher   The Nowhere Courier", "written by  A. Writer", "canonical   https://courier.example/1", "corrected   Correction: An earlier"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in\n%s", want, shown)
		}
	}
	if written := demarche("show", outcome.Added[0].Document, "--json"); !strings.Contains(written, `"corrections": [`) || !strings.Contains(written, `"extractor": "`) {
		t.Errorf("the report is written as\n%s", written)
	}
}

func TestShowOfAReportNamesItsFamily(t *testing.T) {
	dir, ledger := t.TempDir(), filepath.Join(t.TempDir(), "l.db")
	text := "The minister of the country said on Sunday that no plane would land before there was a protocol on how people are treated.\n\n" +
		"A clerk of the airport told reporters that the crews had been sent home and that the tower was dark from the evening on.\n"
	for name, t2 := range map[string]string{"one.txt": text, "two.txt": "A headline of its own\n\n" + text} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(t2), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	demarche := func(args ...string) string {
		got := try(context.Background(), cli.Surroundings{}, withReader(marks{}), append([]string{"--ledger", ledger}, args...)...)
		if got.status != 0 {
			t.Fatalf("%v: status %d, %s", args, got.status, got.err)
		}
		return got.out
	}
	demarche("add", dir)
	var families []struct{ Origin struct{ Hash string } }
	if err := json.Unmarshal([]byte(demarche("copies", "--json")), &families); err != nil || len(families) != 1 {
		t.Fatalf("%d families (%v)", len(families), err)
	}
	hash := families[0].Origin.Hash
	if shown := demarche("show", hash[:12]); !strings.Contains(shown, "2 reports of one text") || !strings.Contains(shown, "origin") || !strings.Contains(shown, "SHA-256 "+hash) {
		t.Errorf("the report is shown as\n%s", shown)
	}
	if shown := demarche("show", hash, "--json"); !strings.Contains(shown, `"families": [`) || !strings.Contains(shown, `"text": `) {
		t.Errorf("the report is written as\n%s", shown)
	}
}
