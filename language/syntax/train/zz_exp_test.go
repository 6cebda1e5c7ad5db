package train

import (
	"fmt"
	"log/slog"
	"os"
	"slices"
	"testing"

	"demarche/language/syntax/internal/bundle"
	"demarche/language/syntax/internal/linear"
	"demarche/language/syntax/internal/tagging"
)

const ud = "/work/shared/data/ud/"

func load(names ...string) []sentence {
	var all []sentence
	for _, n := range names {
		f, err := os.Open(ud + n + ".conllu")
		if err != nil {
			panic(err)
		}
		s, err := readTreebank(f)
		if err != nil {
			panic(err)
		}
		all = append(all, s...)
		f.Close()
	}
	return all
}

func evalTags(t *trainer, dev []sentence, known map[uint32]tagging.Entry, table *linear.Table) string {
	tagger := tagging.Tagger{Table: table, Classes: len(t.tags)}
	u, x, n, ou, on := 0, 0, 0, 0, 0
	for _, s := range dev {
		tagger.Reset()
		var kn []bool
		for _, w := range s {
			word := tagger.Add(w.form)
			word.Entry = known[word.Lower]
			kn = append(kn, word.Known != 0)
		}
		for i, c := range tagger.Tag() {
			n++
			if t.tags[c].UPOS == s[i].upos {
				u++
			}
			if t.tags[c].XPOS == s[i].xpos {
				x++
			}
			if !kn[i] {
				on++
				if t.tags[c].UPOS == s[i].upos {
					ou++
				}
			}
		}
	}
	f := func(a, b int) float64 { return 100 * float64(a) / float64(b) }
	return fmt.Sprintf("upos %.2f xpos %.2f unknown %.1f%% upos there %.2f", f(u, n), f(x, n), f(on, n), f(ou, on))
}

func TestTagExp(t *testing.T) {
	all := load("en_ewt-train", "en_gum-train")
	tr := &trainer{Options: Default(), log: slog.New(slog.DiscardHandler)}
	tr.lexicon, _ = readLexicon()
	tr.findTags(all)
	known := tr.wordsOf(all)
	fmt.Println(len(tr.tags), "tags", len(known), "known")
	for _, r := range []int{4, 8} {
		l := tr.learnTagger(all, known, r)
		for _, least := range []float64{0.05} {
			tab := l.Freeze(least)
			f, w := tab.Len()
			b := bundle.Bundle{Tags: tr.tags, Tagger: tab}
			_ = b
			fmt.Println(r, least, f, w, "EWT", evalTags(tr, load("en_ewt-dev"), known, tab), "GUM", evalTags(tr, load("en_gum-dev"), known, tab))
		}
	}
}

func TestConf(t *testing.T) {
	all := load("en_ewt-train", "en_gum-train")
	tr := &trainer{Options: Default(), log: slog.New(slog.DiscardHandler)}
	tr.lexicon, _ = readLexicon()
	tr.findTags(all)
	known := tr.wordsOf(all)
	tab := tr.learnTagger(all, known, 5).Freeze(0.05)
	conf := map[string]int{}
	words := map[string]int{}
	tagger := tagging.Tagger{Table: tab, Classes: len(tr.tags)}
	for _, s := range load("en_ewt-dev") {
		tagger.Reset()
		for _, w := range s {
			word := tagger.Add(w.form)
			word.Entry = known[word.Lower]
		}
		for i, c := range tagger.Tag() {
			if tr.tags[c].UPOS != s[i].upos {
				k := s[i].upos.String() + ">" + tr.tags[c].UPOS.String()
				conf[k]++
				words[k+" "+s[i].form]++
			}
		}
	}
	for _, m := range []map[string]int{conf, words} {
		var ks []string
		for k := range m {
			ks = append(ks, k)
		}
		slices.SortFunc(ks, func(a, b string) int { return m[b] - m[a] })
		for _, k := range ks[:40] {
			fmt.Print(m[k], " ", k, "; ")
		}
		fmt.Println()
	}
}
