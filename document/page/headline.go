package page

import (
	"cmp"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// piece is a text node of a page, in order.
type piece struct {
	node *html.Node
	text string
	long bool // it is, or is part of, a paragraph of the main text
}

// pieces gives the texts of a page in order, without those of its footer.
func pieces(doc *html.Node) []piece {
	var all []piece
	seen := lengths{}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			if t := oneLine(n.Data); t != "" {
				all = append(all, piece{n, t, seen.long(n, t)})
			}
			return
		case n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.DataAtom == atom.Head, n.DataAtom == atom.Footer && ancestor(n, atom.Article) == nil:
			return
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
	}
	walk(doc)
	return all
}

// longText is the least bytes of a paragraph with which the main text begins.
const longText = 120

// lengths remembers which paragraphs are long.
type lengths map[*html.Node]bool

// long reports whether a text node with the words t is, or is part of, a paragraph
// of the main text.
func (l lengths) long(n *html.Node, t string) bool {
	if len(t) >= longText {
		return true
	}
	around := ancestor(n, atom.P)
	if around == nil {
		return false
	}
	long, known := l[around]
	if !known {
		long = len(text(around)) >= longText
		l[around] = long
	}
	return long
}

// ancestor gives the nearest element of a kind around a node.
func ancestor(n *html.Node, kind atom.Atom) *html.Node {
	for up := n.Parent; up != nil; up = up.Parent {
		if up.DataAtom == kind {
			return up
		}
	}
	return nil
}

// headline gives the element that holds the title of the report: the first h1
// that does not name the site, else what stands in the title of the page too,
// else the heading nearest above the text.
func headline(doc *html.Node, title, site string) *html.Node {
	s := search{title: fold(headlined(title)), site: site, lengths: lengths{}}
	s.below(doc, false)
	return cmp.Or(s.first, s.inTitle, s.above)
}

// search looks for the headline of a page.
type search struct {
	title, site string // of the page
	lengths     lengths
	begun       bool // the main text has begun

	first, inTitle, above *html.Node // the first h1, the first heading in the title, the last above the text
}

// below searches the children of an element until an h1 is found; inBanner tells
// whether the element stands in what names the site.
func (s *search) below(n *html.Node, inBanner bool) {
	for child := n.FirstChild; child != nil && s.first == nil; child = child.NextSibling {
		if child.Type == html.TextNode && !s.begun {
			s.begun = s.lengths.long(child, oneLine(child.Data)) && ancestor(child, atom.Head) == nil
		}
		banner := child.DataAtom != atom.Body && (inBanner || isBanner(child))
		if child.DataAtom == atom.H1 || heads(child) {
			s.heading(child, banner)
		}
		s.below(child, banner)
	}
}

// heading looks at one element that may be the headline.
func (s *search) heading(n *html.Node, inBanner bool) {
	words := text(n)
	switch {
	case words == "" || inBanner || same(words, s.site) || linksHome(n, words):
	case n.DataAtom == atom.H1:
		s.first = n
	case s.inTitle == nil && len(strings.Fields(words)) >= 3 && strings.Contains(s.title, fold(words)):
		s.inTitle = n
	case !s.begun && n.DataAtom != atom.B && n.DataAtom != atom.Strong && len(words) > shortest:
		s.above = n
	}
}

// shortest is the least bytes of a headline that the title of the page does not tell.
const shortest = 15

func fold(s string) string { return strings.ToLower(oneLine(s)) }

// heads reports whether an element may be the headline of a page without h1.
func heads(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H2, atom.H3, atom.H4, atom.B, atom.Strong:
		return true
	case atom.Font:
		size, err := strconv.Atoi(attribute(n, "size"))
		return err == nil && size >= 4
	}
	return false
}

// banner are words in the class of what names a site.
var banner = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:logo|masthead|site-?(?:title|name|header|branding)|navbar|title-?wrapper|brand)(?:$|[\s_-])`)

// isBanner reports whether an element names the site by what it is.
func isBanner(n *html.Node) bool {
	return attribute(n, "role") == "banner" || banner.MatchString(attribute(n, "class")) || n.DataAtom == atom.A && home(attribute(n, "href"))
}

// linksHome reports whether all words of an element are a link to the home page.
func linksHome(n *html.Node, words string) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.A && text(d) != "" {
			return home(attribute(d, "href")) && same(text(d), words)
		}
	}
	return false
}

// home reports whether an address is that of a home page.
func home(href string) bool {
	u, err := url.Parse(strings.TrimSpace(href))
	return err == nil && u.Fragment == "" && u.RawQuery == "" && (u.Path == "/" || u.Path == "" && u.Host != "")
}

// printTitle begins the titles of pages made for printing.
var printTitle = regexp.MustCompile(`^(?i)(?:print(?:er)?(?:[- ]friendly)?(?: (?:version|view|page))?)\s*:\s+`)
