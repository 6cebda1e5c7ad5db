package main

import (
	"fmt"
	"os"
	"strings"

	"demarche/language"
	"demarche/language/names"
	"demarche/language/segment"
	"demarche/language/speech"
	"demarche/language/syntax"
	"demarche/vocabulary"
)

func main() {
	m, err := syntax.New()
	if err != nil {
		panic(err)
	}
	sv, err := vocabulary.LoadSpeech()
	if err != nil {
		panic(err)
	}
	n, err := names.New()
	if err != nil {
		panic(err)
	}
	pipe := append(language.Pipeline{segment.New(), speech.NewQuotations(sv)}, m.Pipeline()...)
	pipe = append(pipe, n)
	for _, f := range os.Args[1:] {
		b, _ := os.ReadFile(f)
		a, err := pipe.Analyse(string(b), "")
		if err != nil {
			panic(err)
		}
		for s := range a.Sentences {
			st := a.Sentences[s]
			fmt.Println("##", st.Of(a.Text))
			if os.Getenv("TAGS") != "" {
				for i := st.First; i < st.Last; i++ {
					t := a.Tokens[i]
					fmt.Printf("%s/%s/%s/%d ", a.Form(i), t.UPOS, t.Rel, int(t.Head)-st.First)
				}
				fmt.Println()
			}
			for _, mm := range a.Mentions {
				if mm.First >= st.First && mm.First < st.Last {
					e := "-"
					if mm.Entity >= 0 {
						en := a.Entities[mm.Entity]
						e = fmt.Sprintf("%s:%s:%s", en.Kind, en.Name, en.State)
						if en.Name == "" && len(en.Posts) > 0 {
							e += " " + en.Posts[0].Role
						}
					}
					fmt.Printf("    %-40s [%s] form %d -> %s\n", a.TextOf(mm.First, mm.Last), a.Form(mm.Head), mm.Form, e)
				}
			}
		}
		for _, e := range a.Entities {
			if e.Kind == language.Person {
				var ps []string
				for _, p := range e.Posts {
					ps = append(ps, fmt.Sprintf("%s|%s|%s former=%v", p.Role, p.State, p.Body, p.Former))
				}
				fmt.Println("PERSON", e.Name, e.State, "f", e.Female, "m", e.Male, strings.Join(ps, " ; "))
			}
		}
	}
}
