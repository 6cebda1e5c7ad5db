package reader

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"demarche"
)

func TestZS(t *testing.T) {
	pat := os.Getenv("ZS")
	if pat == "" {
		t.Skip()
	}
	r, _ := New()
	re := regexp.MustCompile(`^ date (\d{4}-\d\d-\d\d)`)
	tot, a1, a2, a3, a4 := 0, 0, 0, 0, 0
	for _, q := range strings.Fields(pat) {
		files, _ := filepath.Glob(q)
		for _, p := range files {
			b, _ := os.ReadFile(p)
			d := &demarche.Document{Name: filepath.Base(p), Text: string(b), Lang: "en"}
			if m := re.FindStringSubmatch(d.Text); m != nil {
				d.Published = demarche.Date(m[1])
			}
			a, _ := r.Analyse(d)
			s := newScene(r.words, a)
			var gold struct {
				Records []map[string]any `json:"records"`
			}
			g, _ := os.ReadFile(strings.TrimSuffix(p, ".txt") + ".json")
			json.Unmarshal(g, &gold)
			count := map[demarche.State]int{}
			for m := range a.Mentions {
				if e := a.Mentions[m].Entity; e >= 0 && a.Entities[e].State != "" {
					if p, ok := s.actor(a.Mentions[m].Head); ok {
						count[p.state]++
					}
				}
			}
			for _, g := range gold.Records {
				if g["kind"] != "act" || g["target"] == nil {
					continue
				}
				switch g["type"] {
				case "deny", "pledge", "rule", "order":
					continue
				}
				actor, target := demarche.State(fmt.Sprint(g["actor"])), demarche.State(fmt.Sprint(g["target"]))
				if len(target) != 3 {
					continue
				}
				sn := -1
				for n, sent := range a.Sentences {
					text := sent.Span.Of(a.Text)
					for _, e := range g["evidence"].([]any) {
						if es, ok := e.(string); ok && sn < 0 && (strings.Contains(es, text) || strings.Contains(text, es)) {
							sn = n
						}
					}
				}
				if sn < 0 {
					continue
				}
				tot++
				top := heaviest(count, actor)
				if top == target {
					a1++
				}
				cur := s.otherSide(sn, actor)
				if cur == target {
					a2++
				}
				// nearest: recency-weighted
				w := map[demarche.State]int{}
				for i := 0; i < a.Sentences[sn].Last; i++ {
					if p, ok := s.actor(i); ok && p.state != "" {
						dist := sn - int(a.Tokens[i].Sentence)
						w[p.state] += 100 / (1 + dist*dist)
					}
				}
				near := heaviest(w, actor)
				if near == target {
					a3++
				}
				for st := range count {
					w[st] += 12 * count[st]
				}
				n2 := heaviest(w, actor)
				if n2 == target {
					a4++
				}
				if os.Getenv("V") != "" {
					fmt.Println(d.Name, g["type"], actor, target, "top", top, "cur", cur, "near", near, "mix", n2)
				}
			}
		}
	}
	fmt.Println("total", tot, "top", a1, "cur", a2, "near", a3, "mix", a4)
}
