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

func TestZA(t *testing.T) {
	pat := os.Getenv("ZA")
	if pat == "" {
		t.Skip()
	}
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	re := regexp.MustCompile(`^ date (\d{4}-\d\d-\d\d)`)
	var files []string
	for _, q := range strings.Fields(pat) {
		m, _ := filepath.Glob(q)
		files = append(files, m...)
	}
	for _, p := range files {
		b, _ := os.ReadFile(p)
		d := &demarche.Document{Name: filepath.Base(p), Text: string(b), Lang: "en"}
		if m := re.FindStringSubmatch(d.Text); m != nil {
			d.Published = demarche.Date(m[1])
		}
		a, err := r.Analyse(d)
		if err != nil {
			t.Fatal(err)
		}
		s := newScene(r.words, a)
		found := acts(s)
		var gold struct {
			Records []map[string]any `json:"records"`
		}
		g, _ := os.ReadFile(strings.TrimSuffix(p, ".txt") + ".json")
		json.Unmarshal(g, &gold)
		fmt.Println("=======", d.Name, "sender", s.sender, "receiver", s.receiver, "returnees", s.returnees)
		f := func(i int) string {
			if i < 0 {
				return "-"
			}
			x := a.Form(i)
			if p, ok := s.actor(i); ok {
				x += "<" + string(p.id()) + ">"
			} else if m := s.mention[i]; m >= 0 && a.Mentions[m].Entity >= 0 {
				x += "(" + a.Entities[a.Mentions[m].Entity].Kind.String() + ":" + string(a.Entities[a.Mentions[m].Entity].State) + ")"
			}
			return x
		}
		for n, sent := range a.Sentences {
			text := sent.Span.Of(a.Text)
			var golds, preds []string
			for _, g := range gold.Records {
				if g["kind"] != "act" {
					continue
				}
				for _, e := range g["evidence"].([]any) {
					if es, ok := e.(string); ok && (strings.Contains(es, text) || strings.Contains(text, es)) {
						golds = append(golds, fmt.Sprint(g["type"], " ", g["actor"], " ", g["target"]))
					}
				}
			}
			for _, x := range found {
				if x.sentences[0] == n {
					ac := x.record.(*demarche.Act)
					preds = append(preds, fmt.Sprint(ac.Type, " ", ac.Actor, " ", ac.Target, " [", x.rule, "]"))
				}
			}
			if len(golds)+len(preds) == 0 && os.Getenv("ALL") == "" {
				continue
			}
			fmt.Println("---", n, s.onSubject(n), text)
			for _, g := range golds {
				fmt.Println("   GOLD", g)
			}
			for _, g := range preds {
				fmt.Println("   PRED", g)
			}
			for k := range s.cs.In(n) {
				c := &s.cs.List[k]
				fmt.Printf("   # %s subj=%s obj=%s", c.Lemma, f(c.Subject), f(c.Object))
				if c.Indirect >= 0 {
					fmt.Printf(" iobj=%s", f(c.Indirect))
				}
				if c.Negated {
					fmt.Print(" NEG")
				}
				fmt.Print(" ", c.Modal, " ", c.Mark, " ", c.Relation)
				if c.Passive {
					fmt.Print(" PASS")
				}
				for _, o := range c.Obliques {
					fmt.Print(" ", o.Preposition, ":", f(o.Token))
				}
				if os.Getenv("WHY") != "" {
					for _, i := range s.actEntries(c) {
						e := &s.words.acts[i]
						if e.Court {
							continue
						}
						dd, how, ok := s.doer(k, e)
						fmt.Print(" [", e.Type, " fact=", s.actIsFact(k, e), " asserted=", s.isAsserted(k, false), " court=", s.courtIn(c), " doer=", dd.id(), how, ok, " tgt=")
						tt, w, ok2 := s.target(k, e, dd)
						fmt.Print(tt.id(), w, ok2, " topic=", s.topic[n], "]")
					}
				}
				var es []string
				for _, i := range s.actEntries(c) {
					es = append(es, fmt.Sprintf("%s:%v", s.words.acts[i].Type, s.actFits(k, &s.words.acts[i])))
				}
				if len(es) > 0 {
					fmt.Print(" E", es)
				}
				if at, ok := s.attribution(c.Head); ok {
					if sp := s.source(at); sp != nil {
						fmt.Print(" BY ", sp.Name, "/", sp.State)
					} else {
						fmt.Print(" BY ?")
					}
				}
				fmt.Println()
			}
		}
	}
}
