package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"demarche/language"
	"demarche/language/speech"
	"demarche/vocabulary"
)

// text is a report with who said what in it.
type text struct {
	name, body string
	whole      bool // every quotation that somebody speaks is among those told
	inOrder    bool // all are told, in their order and without their words
	said       []saying
}

// saying is a quotation by its first and last words, and who said it.
type saying struct{ begins, ends, name, role, state string }

func readAll(paths []string, sets string) ([]text, error) {
	var all []text
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		read := readBank
		if info.IsDir() {
			read = func(p string) ([]text, error) { return readFolder(p, sets) }
		}
		some, err := read(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		all = append(all, some...)
	}
	return all, nil
}

// readBank reads passages with lines "= NAME|STATE|FIRST … LAST" below them, or
// "= quote NAME|STATE" for all quotations in their order.
func readBank(path string) ([]text, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all []text
	for _, block := range strings.Split(string(b), "\n---\n")[1:] {
		t := text{name: path, whole: true}
		for line := range strings.Lines(block) {
			spec, ok := strings.CutPrefix(strings.TrimSpace(line), "= ")
			if !ok {
				t.body += line
				continue
			}
			if spec, ok := strings.CutPrefix(spec, "quote "); ok {
				name, state, _ := strings.Cut(spec, "|")
				t.inOrder, t.whole = true, false
				t.said = append(t.said, saying{name: name, state: state})
				continue
			}
			if strings.HasPrefix(spec, "office ") || strings.HasPrefix(spec, "gap ") {
				continue
			}
			f := strings.Split(spec, "|")
			if len(f) != 3 {
				return nil, fmt.Errorf("%q has not three fields", spec)
			}
			begins, ends, _ := strings.Cut(f[2], " … ")
			t.said = append(t.said, saying{begins: begins, ends: ends, name: f[0], state: f[1]})
		}
		all = append(all, t)
	}
	return all, nil
}

// readFolder reads the annotated reports of a folder whose names fit a pattern.
func readFolder(folder, pattern string) ([]text, error) {
	paths, err := filepath.Glob(filepath.Join(folder, pattern+".txt"))
	if err != nil {
		return nil, err
	}
	var all []text
	for _, p := range paths {
		body, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		b, err := os.ReadFile(strings.TrimSuffix(p, ".txt") + ".json")
		if err != nil {
			return nil, err
		}
		var gold struct {
			Records []struct {
				Kind, Text string
				By         *struct{ Name, Role, State string }
			}
		}
		if err := json.Unmarshal(b, &gold); err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		t := text{name: p, body: string(body)}
		for _, r := range gold.Records {
			if r.Kind == "quote" && r.By != nil {
				t.said = append(t.said, saying{r.Text, r.Text, r.By.Name, r.By.Role, r.By.State})
			}
		}
		all = append(all, t)
	}
	return all, nil
}

// analyser is the language layer without and with its last component.
type analyser struct {
	before language.Pipeline
	last   *speech.Attributions
}

// example is one choice of a speaker: which candidates are right.
type example struct {
	text       int // the number of the text that it stands in
	words      string
	candidates []speech.Candidate
	correct    []bool
	ruled      bool // the rules choose right
}

// examplesOf gives the choices of the texts for which it is known who spoke,
// and how many more have no right candidate.
func examplesOf(texts []text) (examples []example, unknown int, err error) {
	p, err := newPipeline()
	if err != nil {
		return nil, 0, err
	}
	for n, t := range texts {
		a, err := p.before.Analyse(t.body, "")
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %w", t.name, err)
		}
		choices := p.last.Choices(a)
		if t.inOrder && !t.number(a, choices) {
			continue
		}
		for _, c := range choices {
			e := example{text: n, words: wordsOf(a, c.Quotations), candidates: c.Candidates, correct: make([]bool, len(c.Candidates))}
			k := slices.IndexFunc(t.said, func(s saying) bool { return s.is(e.words) })
			switch {
			case k >= 0:
				for m, x := range c.Candidates {
					e.correct[m] = x.Token != language.None && t.said[k].by(a, x)
				}
			case t.whole:
				e.correct[len(c.Candidates)-1] = true
			default:
				continue
			}
			if !slices.Contains(e.correct, true) {
				if os.Getenv("SHOW") != "" {
					fmt.Printf("no candidate: %s: %s\n", t.name, e.words)
				}
				unknown++
				continue
			}
			for m, x := range c.Candidates {
				e.ruled = e.ruled || e.correct[m] && x.Token == c.Ruled
			}
			for m, x := range c.Candidates {
				for o, y := range c.Candidates {
					e.ruled = e.ruled || e.correct[m] && y.Token == c.Ruled && o != m && x.Entity >= 0 && x.Entity == y.Entity
				}
			}
			examples = append(examples, e)
		}
	}
	return examples, unknown, nil
}

// number gives the quotations told without their words those of the choices, and
// reports whether there are as many.
func (t *text) number(a *language.Analysis, choices []speech.Choice) bool {
	if len(choices) != len(t.said) {
		return false
	}
	for k, c := range choices {
		t.said[k].begins = wordsOf(a, c.Quotations)
		t.said[k].ends = t.said[k].begins
	}
	return true
}

// wordsOf gives the words of quotations without their marks.
func wordsOf(a *language.Analysis, quotations []int) string {
	var parts []string
	for _, q := range quotations {
		parts = append(parts, a.Quotations[q].Inner.Of(a.Text))
	}
	return strings.Join(parts, " ")
}

// is reports whether a quotation is the one said.
func (s saying) is(words string) bool {
	words = bare(words)
	return strings.HasPrefix(words, bare(s.begins)) && strings.HasSuffix(words, bare(s.ends))
}

// bare gives letters and digits only, in lower case.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// by reports whether a candidate is who said it.
func (s saying) by(a *language.Analysis, c speech.Candidate) bool {
	form := strings.ToLower(a.Form(c.Token))
	if c.Entity < 0 {
		return s.name != "" && slices.Contains(nameWords(s.name), form) || s.name == "" && strings.Contains(s.role, form)
	}
	e := &a.Entities[c.Entity]
	if s.name == "" && s.role == "" && e.Kind != language.State { // nothing is told but the state
		return e.Name == "" && (s.state == "" || string(e.State) == s.state)
	}
	if s.name != "" {
		return named(s.name, e.Name) || slices.Contains(nameWords(s.name), form) && e.Kind == language.Organisation
	}
	return e.Kind == language.State && string(e.State) == s.state || e.Kind != language.State && (e.Name == "" || s.role != "" && strings.Contains(s.role, form)) && (s.state == "" || string(e.State) == s.state)
}

// named reports whether all words of one name are among those of the other.
func named(a, b string) bool {
	short, long := nameWords(a), nameWords(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	return len(short) > 0 && !slices.ContainsFunc(short, func(w string) bool { return w != "of" && w != "the" && !slices.Contains(long, w) })
}

func nameWords(s string) []string {
	return strings.Fields(vocabulary.Fold(strings.ReplaceAll(s, "-", " ")))
}
