package main

import (
	_ "embed"
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"demarche"
	"demarche/source"
	"demarche/vocabulary"
)

//go:embed sentences.txt
var sentencesText string

// press prints made-up reports in English, as pages of papers: sentences on
// returns between states, and some on other things, drawn by chance. To read
// them costs what it costs to read news. The same seed and number give the same report.
type press struct {
	seed      uint64
	sentences []string
	states    []vocabulary.State
}

func newPress(seed uint64) (*press, error) {
	all, err := vocabulary.LoadStates()
	if err != nil {
		return nil, err
	}
	p := &press{seed: seed}
	for line := range strings.Lines(sentencesText) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			p.sentences = append(p.sentences, line)
		}
	}
	for _, s := range all.All() {
		if len(s.Adjectives) > 0 && len(s.People) > 0 && len(s.Capitals) > 0 {
			p.states = append(p.states, s)
		}
	}
	return p, nil
}

// perReport is how many sentences a report has, three a paragraph.
const perReport, perParagraph = 18, 3

// report is a page as a paper shows it.
type report struct {
	address string
	page    []byte
	words   int
	day     time.Time // on which it was published
}

// capture gives the page as it was fetched.
func (r report) capture() demarche.Capture {
	return demarche.Capture{Address: r.address, Bytes: r.page, Taken: r.day, Media: source.HTML}
}

// report gives the n-th report, from 0.
func (p *press) report(n int) report {
	rng := rand.New(rand.NewPCG(p.seed, uint64(n)))
	w := p.writer(rng)
	order := rng.Perm(len(p.sentences))[:perReport]
	var paragraphs []string
	for some := range slices.Chunk(order, perParagraph) {
		var sentences []string
		for _, i := range some {
			sentences = append(sentences, w.say(p.sentences[i]))
		}
		paragraphs = append(paragraphs, strings.Join(sentences, " "))
	}
	title := fmt.Sprintf("%s and %s at odds over returns, %d", w.slots["s"], w.slots["r"], n)
	text := strings.Join(paragraphs, "\n")
	return report{
		address: fmt.Sprintf("https://paper%d.example/%07d", n%40, n),
		page:    []byte(layOut(title, paragraphs, w.day, rng)), words: len(strings.Fields(text)), day: w.day,
	}
}

// writer writes one report.
type writer struct {
	rng   *rand.Rand
	slots map[string]string
	day   time.Time
}

func (p *press) writer(rng *rand.Rand) *writer {
	some := rng.Perm(len(p.states))
	r, s, t := p.states[some[0]], p.states[some[1]], p.states[some[2]]
	w := &writer{rng: rng, day: time.Date(2016, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, rng.IntN(10*365)), slots: map[string]string{
		"t": t.Name, "tn": t.People[0].Many,
		"r": r.Name, "ra": r.Adjectives[0], "rn": r.People[0].Many, "rc": r.Capitals[0],
		"s": s.Name, "sa": s.Adjectives[0], "sc": s.Capitals[0],
	}}
	w.slots["rmin"], w.slots["smin"] = w.name(), w.name()
	return w
}

// name makes up a name that no person is known by.
func (w *writer) name() string {
	syllables := []string{"bel", "dor", "vin", "mar", "tol", "ska", "ren", "hul", "oki", "zan", "lem", "pra"}
	part := func(n int) string {
		out := ""
		for range n {
			out += syllables[w.rng.IntN(len(syllables))]
		}
		return strings.ToUpper(out[:1]) + out[1:]
	}
	return part(2) + " " + part(3)
}

var (
	either = regexp.MustCompile(`\{[^{}]*\}`)
	slot   = regexp.MustCompile(`\[[a-z]+\]`)
)

// say makes a sentence of one of the file.
func (w *writer) say(sentence string) string {
	sentence = either.ReplaceAllStringFunc(sentence, func(s string) string {
		options := strings.Split(s[1:len(s)-1], "|")
		return options[w.rng.IntN(len(options))]
	})
	said := slot.ReplaceAllStringFunc(sentence, func(s string) string { return w.fill(s[1 : len(s)-1]) })
	return strings.ToUpper(said[:1]) + said[1:]
}

func (w *writer) fill(name string) string {
	const numbers, few = 900, 90
	switch name {
	case "n":
		return strconv.Itoa(few + w.rng.IntN(numbers))
	case "m":
		return strconv.Itoa(2 + w.rng.IntN(few))
	case "year":
		return strconv.Itoa(w.day.Year() - 1 - w.rng.IntN(4))
	case "weekday":
		return w.day.AddDate(0, 0, -w.rng.IntN(4)).Weekday().String()
	case "month":
		return w.day.AddDate(0, -w.rng.IntN(5), 0).Month().String()
	}
	return w.slots[name]
}

// layOut makes a page with what stands around the text of news: style, script and ways to other pages.
func layOut(title string, paragraphs []string, day time.Time, rng *rand.Rand) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang=en><head><meta charset=utf-8><title>%s</title><meta property="article:published_time" content="%s"><style>`,
		html.EscapeString(title), day.Format(time.RFC3339))
	const rules, functions, links, any4, any6 = 150, 300, 60, 9999, 1 << 24
	for range rules {
		fmt.Fprintf(&b, ".c%d{margin:%dpx;color:#%06x}", rng.IntN(any4), rng.IntN(links), rng.IntN(any6))
	}
	b.WriteString("</style><script>")
	for range functions {
		fmt.Fprintf(&b, "var v%d=function(a){return a+%d};", rng.IntN(any4), rng.IntN(any4))
	}
	b.WriteString("</script></head><body><nav>")
	for range links {
		fmt.Fprintf(&b, `<a class="nav-item c%d" href="/section/%d">section %d</a>`, rng.IntN(any4), rng.IntN(any4), rng.IntN(links))
	}
	fmt.Fprintf(&b, "</nav><article><h1>%s</h1>\n", html.EscapeString(title))
	for _, p := range paragraphs {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
	}
	b.WriteString("</article></body></html>\n")
	return b.String()
}
