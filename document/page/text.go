package page

import (
	"index/suffixarray"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blocks begin and end a paragraph.
var blocks = []atom.Atom{atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote,
	atom.Pre, atom.Table, atom.Tr, atom.Section, atom.Article, atom.Dl, atom.Dt, atom.Dd, atom.Hr, atom.Body, atom.Tbody, atom.Thead, atom.Caption}

// mainText gives the paragraphs of the report in doc, of which the library found
// the text in found: of the innermost element that holds nearly all of it, what was
// found and what reads like text between. Repeated paragraphs and titles, links
// to other reports and notices of correction are left out; the latter are given apart.
func mainText(doc, found, headline *html.Node, title string, known []string) (text string, corrections []string) {
	where := suffixarray.New([]byte(oneLine(writtenText(found))))
	var w writer
	w.node(withLead(container(doc, where), headline))
	w.end()
	corrections = known
	seen, noticed := map[string]bool{}, map[string]bool{}
	for _, notice := range known {
		noticed[notice] = true
	}
	var kept []string
	length, begun, ended := 0, false, false
	for _, p := range w.paragraphs {
		length += len(p.text)
	}
	at := 0
	for _, p := range w.paragraphs {
		at += len(p.text)
		begun = begun || p.reads() && !aboveText(p.text)
		ended = ended || endsReport(p.text, at, length)
		switch {
		case same(p.text, title) && !begun:
			kept = nil // what stands above the headline
		case same(p.text, title), pointer.MatchString(p.text), seen[p.text] && len(p.text) > shortLine:
		case correction.MatchString(p.text):
			if !noticed[p.text] {
				noticed[p.text] = true
				corrections = append(corrections, p.text)
			}
		case ended, aboutPage(p.text), !begun && aboveText(p.text):
		case p.reads() || holds(where, p.text) && !p.points():
			seen[p.text] = true
			kept = append(kept, p.text)
		}
	}
	return strings.Join(kept, "\n\n"), corrections
}

// shortLine is the most bytes of a line that may well be repeated.
const shortLine = 60

// writtenText gives the text of a tree with a space between blocks.
func writtenText(n *html.Node) string {
	var w writer
	w.node(n)
	w.end()
	var all []string
	for _, p := range w.paragraphs {
		all = append(all, p.text)
	}
	return strings.Join(all, " ")
}

// whole is the share of the text found that the container of a report holds.
const whole = 0.9

// holds reports whether a text has some words, in a time that does not grow with
// the text: pages of megabytes are asked for each of their lines.
func holds(text *suffixarray.Index, words string) bool { return len(text.Lookup([]byte(words), 1)) > 0 }

// container gives the innermost element that holds nearly all of a text.
func container(doc *html.Node, text *suffixarray.Index) *html.Node {
	held := map[*html.Node]int{}
	measure(doc, text, held)
	at := doc
	for {
		var inner *html.Node
		for child := range at.ChildNodes() {
			if child.Type == html.ElementNode && float64(held[child]) >= whole*float64(held[doc]) {
				inner = child
			}
		}
		if inner == nil {
			return at
		}
		at = inner
	}
}

// withLead gives the element around a container that holds the first paragraphs of the
// report too, where these stand apart from the others below the headline: the
// container itself if there are none.
func withLead(at, headline *html.Node) *html.Node {
	up := at.Parent
	if headline == nil || up == nil || within(headline, up) || !mayHoldText(up) {
		return at
	}
	for n := at.PrevSibling; n != nil; n = n.PrevSibling {
		var w writer
		w.node(n)
		w.end()
		if slices.ContainsFunc(w.paragraphs, func(p paragraph) bool { return len(p.text) >= longText/2 && p.reads() && !aboutPage(p.text) }) {
			return up
		}
	}
	return at
}

// mayHoldText reports whether an element may hold a report and not much beside it.
func mayHoldText(n *html.Node) bool {
	return n.DataAtom == atom.Div || n.DataAtom == atom.Section || n.DataAtom == atom.Article
}

// measure counts, for each element, the bytes of the text that it holds.
func measure(n *html.Node, text *suffixarray.Index, held map[*html.Node]int) int {
	if n.Type == html.TextNode {
		if t := oneLine(n.Data); len(t) > 3 && holds(text, t) {
			return len(t)
		}
		return 0
	}
	if n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Head {
		return 0
	}
	sum := 0
	for child := range n.ChildNodes() {
		sum += measure(child, text, held)
	}
	held[n] = sum
	return sum
}

// pointer is a line inside a report that only points elsewhere.
var pointer = regexp.MustCompile(`^(?i)(?:(?:read (?:more|also|next)|also read|see also|related(?: stories| articles| coverage)?|more on this(?: story)?|watch|listen|recommended|don['’]t miss|advertisement|story continues below.*|article continues.*|scroll to continue.*|sign up (?:for|to) .*|subscribe to .*|follow us on .*|share this.*|click here .*|download (?:our|the) app.*|continue reading.*)(?::.*)?|(?:read (?:more|also)|also read|see also|related|watch|listen|more): .*)$`)

// correction is a notice that a report was changed after its publication.
var correction = regexp.MustCompile(`^(?i)(?:\W{0,3})(?:corrections?(?:\s+and\s+clarifications?)?\b\s*(?:[:(,–—-]|\d|on\b)|clarification\s*[:(–—-]|editor['’]?s['’]? note\s*[:–—-].*(?:correct|updat|amend|clarif|earlier version)|this (?:article|story|report|piece) (?:was|has been) (?:amended|corrected|updated|changed|edited)|an earlier version of (?:this|the) (?:article|story|report)|(?:update|amended|corrected)\s*[:,] .*(?:earlier version|correct))`)

// same reports whether two lines say the same, letter case and spaces aside.
func same(a, b string) bool { return strings.EqualFold(oneLine(a), oneLine(b)) && a != "" }

// paragraph is a line of text.
type paragraph struct {
	text   string
	linked int // bytes of it that are links
}

// reads reports whether the paragraph reads like text: sentences that are no links.
func (p paragraph) reads() bool {
	const words, most = 8, 0.6
	return len(strings.Fields(p.text)) >= words && endsSentence(p.text) && float64(p.linked) < most*float64(len(p.text))
}

// points reports whether the paragraph is little else than a link.
func (p paragraph) points() bool { return float64(p.linked) > 0.8*float64(len(p.text)) }

// closing marks may stand behind the end of a sentence.
const closing = `"'”’»)]`

// endsSentence reports whether a text ends as a paragraph of a report does.
func endsSentence(s string) bool {
	bare := strings.TrimRight(s, closing)
	end, _ := utf8.DecodeLastRuneInString(bare)
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(`.!?:…`, end) || strings.ContainsRune(`"”»`, last)
}

// writer collects paragraphs.
type writer struct {
	paragraphs []paragraph
	current    strings.Builder
	filled     bool // current holds words
	ended      bool // they end as sentences do
	linked     int
	inLink     int
}

func (w *writer) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.text(n.Data)
		return
	case n.Type == html.CommentNode, n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Head:
		return
	case n.DataAtom == atom.Br:
		w.end()
		return
	}
	block := slices.Contains(blocks, n.DataAtom)
	cell := n.DataAtom == atom.Td || n.DataAtom == atom.Th
	switch {
	case block:
		w.end()
	case cell && w.filled:
		w.current.WriteString(" | ")
	case n.DataAtom == atom.A:
		w.inLink++
	}
	for child := range n.ChildNodes() {
		w.node(child)
	}
	switch {
	case block:
		w.end()
	case n.DataAtom == atom.A:
		w.inLink--
	}
}

// text adds the words of a text node; in preformatted text an empty line ends a
// paragraph.
func (w *writer) text(data string) {
	if w.inLink > 0 {
		w.linked += len(oneLine(data))
	}
	for i, part := range emptyLine.Split(data, -1) {
		if i > 0 && w.ended {
			w.end()
		}
		w.current.WriteString(part)
		if bare := strings.TrimSpace(part); bare != "" {
			w.filled, w.ended = true, endsSentence(bare)
		}
	}
}

var emptyLine = regexp.MustCompile(`\n[ \t]*\n`)

// end closes the paragraph.
func (w *writer) end() {
	if p := oneLine(w.current.String()); p != "" {
		w.paragraphs = append(w.paragraphs, paragraph{p, w.linked})
	}
	w.current.Reset()
	w.linked, w.filled, w.ended = 0, false, false
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
