package speech

import (
	"bufio"
	"encoding/json"
	"os"
	"sync"
	"testing"

	"demarche"
	"demarche/language"
	"demarche/language/segment"
	"demarche/language/syntax"
	"demarche/vocabulary"
)

func TestZZEval(t *testing.T) {
	in, out := os.Getenv("ZZIN"), os.Getenv("ZZOUT")
	if in == "" {
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
	p := append(language.Pipeline{segment.New()}, m.Pipeline()...)
	p = append(p, NewQuotations(v))
	at := NewAttributions(v)
	f, _ := os.Open(in)
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<26)
	var lines [][]byte
	for sc.Scan() {
		lines = append(lines, append([]byte(nil), sc.Bytes()...))
	}
	outs := make([][]byte, len(lines))
	var wg sync.WaitGroup
	sem := make(chan bool, 2)
	for k := range lines {
		wg.Add(1)
		sem <- true
		go func() {
			defer func() { <-sem; wg.Done() }()
			var d struct{ ID, Text string }
			json.Unmarshal(lines[k], &d)
			a, err := p.Analyse(d.Text, "")
			if err != nil {
				t.Error(d.ID, err)
				return
			}
			r := newReader(a, at.lexicon)
			dbg := r.run()
			pts := demarche.CodePoints(d.Text)
			e := Export(d.ID, a)
			type X struct {
				ExportedAttribution
				Lemma       string
				Pat         int
				With, Class string
				Pos         string
			}
			xs := []X{}
			for n, i := range Outermost(a) {
				x := &a.Attributions[i]
				y := X{ExportedAttribution: e.Attributions[n], Lemma: x.Cue0}
				if fd, ok := dbg[x.CueToken]; ok {
					y.Pat = int(fd.take.pattern)
					y.With = fd.take.with
					y.Class = string(fd.take.class)
					if fd.cue >= 0 {
						y.Pos = a.Tokens[fd.cue].UPOS.String()
					}
				}
				xs = append(xs, y)
			}
			_ = pts
			dbgm := map[int]string{}
			outer := map[int]bool{}
			for _, i := range Outermost(a) {
				outer[a.Attributions[i].CueToken] = true
			}
			for i := range a.Tokens {
				if outer[i] {
					continue
				}
				why := ""
				if r.outer[i] >= 0 {
					why = "INQUOTE"
				} else if _, ok := dbg[i]; ok {
					why = "NESTED"
				} else if len(r.takes(i)) > 0 {
					why = "NOMATCH"
				} else if a.Tokens[i].UPOS.String() != "PUNCT" {
					why = "NOLEX"
				}
				if why == "" {
					continue
				}
				why += " " + a.Tokens[i].Lemma + "/" + a.Tokens[i].XPOS.String() + "/" + a.Tokens[i].Rel.String()
				if a.Tokens[i].Head >= 0 {
					why += "<-" + a.Form(int(a.Tokens[i].Head))
				}
				for c := range a.Children(i) {
					why += " | " + a.Tokens[c].Rel.String() + ":" + a.Form(c)
				}
				dbgm[pts.Point(a.Tokens[i].Start)] = why
			}
			b, _ := json.Marshal(map[string]any{"id": d.ID, "attributions": xs, "why": dbgm})
			outs[k] = b
		}()
	}
	wg.Wait()
	o, _ := os.Create(out)
	for _, b := range outs {
		o.Write(b)
		o.Write([]byte("\n"))
	}
	o.Close()
}

func (r *reader) run() map[int]finding {
	r.cues()
	r.quotations()
	r.headlines()
	r.transcripts()
	r.a.Attributions = r.finish()
	m := map[int]finding{}
	for _, f := range r.found {
		m[f.cue] = f
	}
	return m
}
