package server

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/answers"
	"demarche/ask"
	"demarche/ledger/sqlite"
)

func TestDevServe(t *testing.T) {
	dir := os.Getenv("DEVCORPUS")
	if dir == "" {
		t.Skip()
	}
	ctx := context.Background()
	db := filepath.Join(t.TempDir(), "x.db")
	s, err := sqlite.Open(ctx, db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(dir)
	for _, n := range files {
		b, _ := os.ReadFile(n)
		j, err := os.ReadFile(strings.TrimSuffix(n, ".txt") + ".json")
		if err != nil {
			continue
		}
		var r demarche.Reading
		if err := json.Unmarshal(j, &r); err != nil {
			t.Fatal(err)
		}
		txt := string(b)
		title := strings.SplitN(txt, "\n", 2)[0]
		if len(title) > 140 {
			title = ""
		}
		h := demarche.HashOf(b)
		o := demarche.CodePoints(txt)
		var rs demarche.Records
		seen := map[string]bool{}
		for _, x := range r.Records {
			ev := x.Shared().Evidence
			for i := range ev {
				at := strings.Index(txt, ev[i].Exact)
				ev[i] = o.Select(demarche.Span{Start: at, End: at + len(ev[i].Exact)})
			}
			if p, ok := x.(*demarche.Position); ok && p.Terms == nil {
				p.Terms = []demarche.Term{}
			}
			x.Shared().ID, _ = demarche.Identify(h, x)
			if !seen[x.Shared().ID] {
				rs = append(rs, x)
			}
			seen[x.Shared().ID] = true
		}
		r.Records = rs
		r.Doc.SHA256, r.Doc.Reader = h, "dev"
		r.Doc.Title = title
		c := demarche.Capture{Address: n, Bytes: b, Taken: time.Now()}
		d := demarche.Document{Name: r.Doc.File, Title: title, Published: r.Doc.Published, Lang: "en", Text: txt, Capture: c.Hash()}
		if _, err := s.Add(ctx, c, d, r); err != nil {
			t.Log(n, err)
		}
	}
	words, err := ask.Load()
	if err != nil {
		t.Fatal(err)
	}
	h, err := New(answers.New(s, time.Now), words, time.Now, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		t.Fatal(err)
	}
	l, err := Listen(ctx, "127.0.0.1:8099")
	if err != nil {
		t.Fatal(err)
	}
	t.Log(Serve(ctx, l, h))
}
