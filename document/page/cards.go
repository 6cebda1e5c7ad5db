package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mostCard is the most bytes of text that a card has: the headline of another
// report and what may stand with it, a sentence or two and a day.
const mostCard = 600

// held is what an element holds.
type held struct {
	bytes    int // of text
	headings int // that lead to other reports
}

// dropCards takes out of a page the cards of other reports: small elements whose one
// heading is a link elsewhere. title is that of the page, whose own headline may be
// a link too. A page that is made of little else keeps them.
func dropCards(doc *html.Node, title string) {
	c := cards{title: fold(title), held: map[*html.Node]held{}, sentences: map[*html.Node]int{}}
	c.most = largeShare * float64(sentences(doc, c.sentences))
	c.weigh(doc)
	c.find(doc)
	all := 0
	for _, n := range c.found {
		all += c.sentences[n]
	}
	if float64(all) >= c.most && all > 0 {
		return
	}
	for _, n := range c.found {
		n.Parent.RemoveChild(n)
	}
}

// cards looks for the cards of a page.
type cards struct {
	title     string
	held      map[*html.Node]held
	sentences map[*html.Node]int // bytes of sentences
	most      float64            // bytes of sentences that a card has less than
	found     []*html.Node
}

// weigh notes what each element holds.
func (c *cards) weigh(n *html.Node) held {
	var sum held
	switch {
	case n.Type == html.TextNode:
		return held{bytes: len(oneLine(n.Data))}
	case n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Head:
		return sum
	}
	for child := range n.ChildNodes() {
		h := c.weigh(child)
		sum.bytes += h.bytes
		sum.headings += h.headings
	}
	if n.Type == html.ElementNode {
		if sum.bytes <= mostCard && isHeading(n) && c.leadsElsewhere(n) {
			sum.headings = 1
		}
		c.held[n] = sum
	}
	return sum
}

// find notes the outermost cards below an element.
func (c *cards) find(n *html.Node) {
	for child := range n.ChildNodes() {
		if child.Type != html.ElementNode {
			continue
		}
		if h := c.held[child]; h.headings == 1 && h.bytes <= mostCard && mayBeCard(child) && (c.sentences[child] == 0 || float64(c.sentences[child]) < c.most) {
			c.found = append(c.found, child)
			continue
		}
		c.find(child)
	}
}

func mayBeCard(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Li, atom.Article, atom.Section, atom.Div:
		return true
	}
	return false
}

// isHeading reports whether an element heads something by what it is or is called.
func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return named(n, headings)
}

var headings = anyWord(`title|headline`)

// fewestWords is how many words the headline of a report has at least; names of
// authors and sections have less.
const fewestWords = 4

// leadsElsewhere reports whether all words of a heading are one link to another page.
func (c *cards) leadsElsewhere(heading *html.Node) bool {
	words := text(heading)
	if len(strings.Fields(words)) < fewestWords || strings.Contains(c.title, fold(words)) {
		return false
	}
	link := heading
	if ancestor(heading, atom.A) == nil {
		for d := range heading.Descendants() {
			if d.DataAtom == atom.A && text(d) != "" {
				link = d
				break
			}
		}
	} else {
		link = ancestor(heading, atom.A)
	}
	href := attribute(link, "href")
	return link.DataAtom == atom.A && strings.Contains(text(link), words) && href != "" && !strings.Contains(href, "#")
}
