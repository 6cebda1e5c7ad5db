package page

import (
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
}

// pieces gives the texts of a page in order, without those of its footer.
func pieces(doc *html.Node) []piece {
	var all []piece
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			if t := oneLine(n.Data); t != "" {
				all = append(all, piece{n, t})
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

// long reports whether a piece is, or is part of, a paragraph of the main text.
func (p piece) long() bool {
	if len(p.text) >= longText {
		return true
	}
	around := ancestor(p.node, atom.P)
	return around != nil && len(text(around)) >= longText
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
	var inTitle, above *html.Node
	textBegins := false
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.TextNode && !textBegins:
			textBegins = (piece{n, oneLine(n.Data)}).long() && ancestor(n, atom.Head) == nil
		case n.DataAtom == atom.H1 && text(n) != "" && !namesSite(n, site):
			return n
		case !heads(n) || namesSite(n, site):
		case inTitle == nil && len(strings.Fields(text(n))) >= 3 && strings.Contains(fold(title), fold(text(n))):
			inTitle = n
		case !textBegins && n.DataAtom != atom.B && n.DataAtom != atom.Strong && len(text(n)) > shortest:
			above = n
		}
	}
	if inTitle != nil {
		return inTitle
	}
	return above
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

// namesSite reports whether a heading names the site rather than the report: it
// is a link to the home page, stands in a banner, or is the publisher's name.
func namesSite(n *html.Node, site string) bool {
	if same(text(n), site) {
		return true
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.A && home(attribute(d, "href")) && same(text(d), text(n)) {
			return true
		}
	}
	for up := n; up != nil && up.DataAtom != atom.Body; up = up.Parent {
		if attribute(up, "role") == "banner" || banner.MatchString(attribute(up, "class")) || up.DataAtom == atom.A && home(attribute(up, "href")) {
			return true
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
