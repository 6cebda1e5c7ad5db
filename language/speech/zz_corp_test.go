package speech

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"demarche"
	"demarche/language"
	"demarche/language/names"
	"demarche/language/segment"
	"demarche/language/syntax"
	"demarche/vocabulary"
)

func TestZZCorp(t *testing.T) {
	out := os.Getenv("ZZCORP")
	if out == "" {
		t.Skip()
	}
	v, err := vocabulary.LoadSpeech()
	if err != nil {
		t.Fatal(err)
	}
	m, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	nm, err := names.New()
	if err != nil {
		t.Fatal(err)
	}
	p := append(language.Pipeline{segment.New()}, m.Pipeline()...)
	p = append(p, NewQuotations(v), nm, NewAttributions(v))
	ch := NewChannels(v)
	f, _ := os.Open("/tmp/sp/corp.jsonl")
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<26)
	o, _ := os.Create(out)
	enc := json.NewEncoder(o)
	for sc.Scan() {
		var d struct{ ID, Text string }
		json.Unmarshal(sc.Bytes(), &d)
		a, err := p.Analyse(d.Text, "")
		if err != nil {
			t.Fatal(err)
		}
		var qs []any
		for _, u := range Utterances(a) {
			q := map[string]any{"text": u.Text, "attr": u.Attribution}
			if u.Attribution >= 0 {
				x := a.Attributions[u.Attribution]
				q["cue"] = x.Cue0
				q["channel"] = string(ch.Of(a, u.Attribution))
				if len(x.Source) > 0 {
					q["src"] = x.Source[0].Of(a.Text)
				}
				q["sent"] = a.Sentences[x.Sentence].Of(a.Text)
				if x.SourceHead >= 0 {
					name, st, ent, _ := names.Actor(a, x.SourceHead)
					q["name"], q["state"], q["ent"] = name, string(st), ent
				}
			}
			qs = append(qs, q)
		}
		enc.Encode(map[string]any{"id": d.ID, "q": qs})
	}
	_ = demarche.Span{}
}
