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

func TestZD(t *testing.T) {
	pat := os.Getenv("ZD")
	if pat == "" {
		t.Skip()
	}
	r, _ := New()
	re := regexp.MustCompile(`^ date (\d{4}-\d\d-\d\d)`)
	stat := map[string]int{}
	byType := map[string]int{}
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
			found := acts(s)
			var gold struct {
				Records []map[string]any `json:"records"`
			}
			g, _ := os.ReadFile(strings.TrimSuffix(p, ".txt") + ".json")
			json.Unmarshal(g, &gold)
			for _, g := range gold.Records {
				if g["kind"] != "act" {
					continue
				}
				typ, actor := fmt.Sprint(g["type"]), fmt.Sprint(g["actor"])
				target := ""
				if g["target"] != nil {
					target = fmt.Sprint(g["target"])
				}
				in := map[int]bool{}
				for n, sent := range a.Sentences {
					text := sent.Span.Of(a.Text)
					for _, e := range g["evidence"].([]any) {
						if es, ok := e.(string); ok && (strings.Contains(es, text) || strings.Contains(text, es)) {
							in[n] = true
						}
					}
				}
				cause := ""
				for _, f := range found {
					ac := f.record.(*demarche.Act)
					if !in[f.sentences[0]] || string(ac.Type) != typ {
						continue
					}
					aok, tok := string(ac.Actor) == actor, string(ac.Target) == target
					if typ == "agree" || typ == "negotiate" {
						if string(ac.Actor) == target && string(ac.Target) == actor {
							aok, tok = true, true
						}
					}
					switch {
					case aok && tok:
						cause = "ok"
					case cause == "ok":
					case aok:
						cause = "wrong target"
					case tok:
						cause = "wrong actor"
					default:
						cause = "both wrong"
					}
				}
				if cause == "" {
					cause = "no vocabulary"
					for k := range s.cs.List {
						c := &s.cs.List[k]
						if !in[c.Sentence] {
							continue
						}
						for _, i := range s.actEntries(c) {
							e := &s.words.acts[i]
							if string(e.Type) != typ {
								continue
							}
							if cause == "no vocabulary" {
								cause = "does not fit"
							}
							if e.Court || !s.actFits(k, e) {
								continue
							}
							cause = "fits, no sides"
						}
					}
					if cause == "no vocabulary" {
						other := ""
						for _, f := range found {
							if in[f.sentences[0]] {
								other = " (other act there)"
							}
						}
						cause += other
					}
				}
				stat[cause]++
				byType[cause+" "+typ]++
			}
		}
	}
	fmt.Println(stat)
	for k, v := range byType {
		if !strings.HasPrefix(k, "ok") {
			fmt.Println("  ", k, v)
		}
	}
}
